"""Styles that Streamlit lacks: key figures, signals, and the widths at which tables become cards."""

CARDS = """
 table.cards thead{position:absolute;clip-path:inset(50%);height:1px;width:1px;overflow:hidden}
 table.cards,table.cards caption{display:block}
 table.cards tbody{display:grid;gap:.4rem;grid-template-columns:repeat(auto-fill,minmax(min(18rem,100%),1fr))}
 table.cards tr{display:block;border:1px solid color-mix(in srgb,currentColor 28%,transparent);
  border-radius:.5rem;padding:.3rem .5rem}
 table.cards td{display:flex;justify-content:space-between;gap:1rem;border:0;padding:.15rem 0}
 table.cards td::before{content:attr(data-label);font-weight:600;text-align:left;white-space:normal;
  overflow-wrap:normal;flex:0 0 auto;min-width:5.5rem;max-width:50%}
 table.cards td,table.cards .short{white-space:normal;overflow-wrap:anywhere;text-align:right}
 table.cards.named td:first-child{justify-content:flex-start;text-align:left;font-weight:650}
 table.cards.named td:first-child::before,table.cards td[data-empty]{display:none}
 table.cards .long{display:block;text-align:left}table.cards .long::before{display:block}
 table.cards tr.total{border:2px solid currentColor}table.cards tr.total td{border:0}
 table.cards .num{overflow-wrap:normal}
 table.cards.lines :is(td,.short,.long):not([data-empty]){display:inline;text-align:left;padding:0}
 table.cards.lines tr{line-height:1.45}table.cards.lines td::before{display:none}
 table.cards.lines td:not([data-empty]):has(~td:not([data-empty]))::after{content:"\\a0· "}
 table.cards.lines .short:not([data-empty]){display:inline-block;white-space:nowrap;margin-right:.25rem}
 table.cards.lines.named td:first-child::after{content:none!important}
 table.cards.lines.named td:first-child{display:block}
"""
"""A table as cards, one per row, headed by its name."""

STYLE = """
<style>
.stMainBlockContainer{max-width:1180px;padding:3.9rem 2rem 3rem}
h1{font-size:1.7rem!important;line-height:1.25!important}h2{font-size:1.35rem!important}
h3{font-size:1.15rem!important}
[data-testid=stCaptionContainer]{opacity:1}
.st-key-kleuren{display:none}
[data-testid=stHeaderActionElements] a{display:none}
[class*=st-key-kop] :is(h1,h2){padding:.3rem 0 .1rem!important}
.st-key-kop .stHtml p{margin:0!important}
.st-key-kop>[data-testid=stElementContainer] [data-testid=stMarkdownContainer]{margin:0}
[data-testid=stMarkdownContainer] table{display:block;overflow-x:auto;max-width:100%}
.head{border-bottom:1px solid color-mix(in srgb,currentColor 25%,transparent);padding-bottom:.2rem}
.head p{margin:0}.head .programme{font-weight:700;font-size:1.05rem;display:inline;margin-right:.8rem}
.head .notice{margin-right:.8rem;display:inline-block;font-size:.78rem;
 border:1px dashed currentColor;border-radius:.3rem;
 padding:.05rem .45rem}
.head .scope{font-size:.85rem;opacity:.9}
@media (min-width:1000px){
 .stMainBlockContainer{position:relative;padding-top:3.2rem}
 [data-testid=stHeader]{height:3rem;min-height:3rem}
 [data-testid=stLayoutWrapper]:has(>.st-key-keuzes),.st-key-keuzes{width:auto!important}
 [data-testid=stLayoutWrapper].st-key-keuzes,[data-testid=stLayoutWrapper]:has(>.st-key-keuzes){
  position:absolute;top:3.25rem;right:2rem}
 .st-key-keuzes button{min-height:1.9rem;padding:.05rem .6rem}.st-key-keuzes button p{font-size:.82rem}
 .head::before{content:"";float:right;width:26.5rem;height:1.9rem}
 .stMainBlockContainer>[data-testid=stVerticalBlock]{gap:.6rem}
 h1{padding:.3rem 0 .2rem!important}h2{padding:.6rem 0 .2rem!important}
 :is(.st-key-keuze-domein,.st-key-keuze-vergadering){max-width:26rem}
 :is(.st-key-keuze-domein,.st-key-keuze-vergadering) label{position:absolute;clip-path:inset(50%)}
}
.figures,.stHtml dl.figures{margin-left:0;padding:0}
.figures{display:grid;grid-template-columns:repeat(5,1fr);gap:.6rem;margin:.2rem 0 .6rem}
.figure{border:1px solid color-mix(in srgb,currentColor 28%,transparent);border-radius:.5rem;
 padding:.5rem .7rem}
.figure dt{font-size:.9rem;margin:0}.figure dd{margin:0;font-size:1.35rem;font-weight:650;line-height:1.3}
.figure small{display:block;font-size:.82rem;font-weight:400;opacity:.9}
details.term{display:inline}details.term summary{display:inline;cursor:pointer;list-style:none;
 text-decoration:underline dotted;text-underline-offset:.2em}
details.term summary::-webkit-details-marker{display:none}
details.term::details-content{display:inline}details.term:not([open])::details-content{display:none}
details.term p{margin:.25rem 0;font-size:.85rem;font-weight:400}
a.cijfer{color:inherit;text-decoration:underline;text-decoration-thickness:1px;text-underline-offset:.2em;
 text-decoration-color:color-mix(in srgb,currentColor 45%,transparent)}
a.cijfer:hover{text-decoration-thickness:2px}
.signal{font-weight:650;white-space:nowrap}
.signals,.stHtml ul.signals{list-style:none;padding-left:0;margin-left:0}
.signals{font-size:1.1rem;line-height:1.5}.signals li{margin:.3rem 0}
.legend{font-size:.9rem;margin:.2rem 0}
.legend span{margin-right:1rem;white-space:nowrap}
.rood{color:#BE0000}.oranje{color:#8A4B00}.groen{color:#006B2E}.grijs{color:#4A5564}
.donker .rood{color:#FF9A9A}.donker .oranje{color:#FFB866}.donker .groen{color:#7ED99A}
.donker .grijs{color:#B3BCC9}
.echo.smal{display:none}@media (max-width:640px){.echo.smal{display:block}}
.echo{font-size:.9rem;margin:-.4rem 0 0!important;min-height:1.4em}
.wide{overflow-x:auto;container-type:inline-size}
table.data{border-collapse:collapse;width:100%;font-size:.92rem;font-variant-numeric:tabular-nums}
table.sheet{border-collapse:collapse;font-size:.85rem;font-variant-numeric:tabular-nums}
table.sheet caption{text-align:left;font-weight:600;padding:.2rem 0;caption-side:top}
table.sheet :is(th,td){padding:.25rem .5rem;text-align:left;white-space:nowrap;max-width:18rem;
 overflow:hidden;text-overflow:ellipsis;border:0;
 border-bottom:1px solid color-mix(in srgb,currentColor 18%,transparent)}
table.sheet th{font-weight:650}table.sheet .theirs td{font-style:italic;border-bottom-width:2px}
table.data caption{text-align:left;font-weight:600;padding:.2rem 0;caption-side:top}
table.data th,table.data td{padding:var(--cell,.3rem .5rem);vertical-align:top;text-align:left;border:0;
 border-bottom:1px solid color-mix(in srgb,currentColor 20%,transparent)}
table.data th{font-weight:600;border-bottom-width:2px}
table.data .num{text-align:right}
table.data:is(.many,.most){font-size:.86rem;--cell:.3rem .35rem}
table.data .short{white-space:nowrap}
table.data tr.total td{font-weight:650;border-top:2px solid currentColor}
[data-testid=stElementContainer]:has(h1,h2)+:is([data-testid=stLayoutWrapper],
 [data-testid=stElementContainer]:has([data-testid=stAlert])){margin-top:.6rem}
[data-testid=stPageLink] a{height:auto;min-height:2rem}
[data-testid=stDownloadButton] button *{white-space:normal;overflow:visible}
[data-testid=stFileUploader] button[aria-label="Kies een ander bestand"]{width:max-content;
 padding:0 .6rem;gap:.4rem;white-space:nowrap;flex:none}
[data-testid=stFileUploader] button[aria-label="Kies een ander bestand"]::after{content:attr(aria-label)}
[data-testid=stPageLink] p{white-space:normal;overflow:visible;text-align:left}
a:focus-visible,summary:focus-visible,.wide:focus-visible,[data-testid=stTopNavLink]:focus-visible,
button:focus-visible,[role=tab]:focus-visible,[data-testid=stTextArea] textarea:focus-visible,
:is([data-testid=stRadio],[data-testid=stCheckbox]) label:has(input:focus-visible),
:is([data-testid=stTextInput],[data-testid=stSelectbox],[data-testid=stMultiSelect])
 div:has(>input:focus-visible){outline:3px solid #FF9100!important;outline-offset:2px}
.stMain:focus-visible{outline:3px solid #FF9100!important;outline-offset:-3px}
[data-testid=stPageLink] a{padding-left:0}
.st-key-lezen-knoppen [data-testid=stPageLink] a{padding-left:.5rem}
[data-testid=stPageLink] a p,[data-testid=stBaseButton-tertiary] p{text-decoration:underline;
 text-underline-offset:.2em}
@media (max-width:640px){.modebar-container{display:none!important}}
@media (max-width:640px){[data-testid=stExpandSidebarButton]::after{content:" Menu";font-size:1rem}}
@media (max-width:640px){
 .stMainBlockContainer{padding:3.3rem 1rem 3rem}
 .stMainBlockContainer>[data-testid=stVerticalBlock]{gap:.8rem}
 .st-key-kop{gap:.4rem}.st-key-kop :is(.stHtml,p){font-size:.95rem;line-height:1.35}
 .st-key-kop [data-testid=stElementContainer] :is(div,p){margin-bottom:0}
 :is(.st-key-keuze-domein,.st-key-keuze-vergadering) label{position:absolute;clip-path:inset(50%)}
 .st-key-keuzes button{min-height:2rem;padding:.1rem .6rem}.st-key-keuzes button p{font-size:.8rem}
 h1{font-size:1.3rem!important;padding-bottom:.3rem!important}h2{font-size:1.1rem!important}
 .head{font-size:.9rem}
 [data-testid=stPageLink] a{padding-block:.25rem}[data-testid=stPageLink] a p{line-height:1.3}
 .head .scope,.head .notice{font-size:.78rem!important}
 .figures{grid-template-columns:repeat(auto-fit,minmax(9.7rem,1fr))}.figure dd{font-size:1.1rem}
 .head .notice{margin-left:0;display:inline-block}
 table.data:not(.cards) td:not(.num){white-space:normal;overflow-wrap:anywhere}
}
@media (max-width:360px){h1{font-size:1.15rem!important}.st-key-keuzes button p{font-size:.7rem!important}}
@media print{
 /* wide tables lie; a page with a chart stands, so that the answer and its picture are on one sheet */
 @page{size:A4 landscape;margin:11mm 12mm 8mm}
 @page staand{size:A4 portrait;margin:12mm}
 body:has([data-testid=stPlotlyChart]){page:staand}
 body:has([data-testid=stPlotlyChart]) .st-key-rijen{zoom:.88}
 table.data{--cell:.12rem .4rem!important}
 [data-testid=stLayoutWrapper]:not(:has(h2,table,[data-testid=stPlotlyChart],[data-testid=stPageLink]))
 {break-inside:avoid}
 [data-testid=stElementContainer]:has(h1,h2,h3,.kop-rijen),
 [data-testid=stElementContainer]:has(+[data-testid=stElementContainer] [data-testid=stPlotlyChart])
 {break-after:avoid}
 [data-testid=stHeader],[data-testid=stSidebar],[data-testid=stPopover],[data-testid=stDownloadButton],
 [data-testid=stFileUploader],[data-testid=stButton],[data-testid=stSelectbox],[role=tablist],.modebar-container,.st-key-lezen-knoppen,
 [data-testid=stExpander]:has(details:not([open])),[data-testid=stTooltipIcon]{display:none!important}
 [data-testid=stElementContainer]:has(h2):has(+[data-testid=stLayoutWrapper]>[data-testid=stExpander]
  details:not([open])){display:none!important}
 .stMainBlockContainer>[data-testid=stVerticalBlock]{gap:.5rem!important}
 [data-testid=stLayoutWrapper]:has(>.st-key-rijen){break-inside:auto!important}
 .stApp :is(h1,h2){padding-top:.3rem!important}
 html,body,#root,[data-testid=stApp],[data-testid=stAppViewContainer],[data-testid=stMain],
 .stMainBlockContainer{position:static!important;height:auto!important;overflow:visible!important;
  max-width:none!important;width:100%!important;padding:0!important;display:block!important;
  box-sizing:border-box}
 .stMainBlockContainer>*,.stMainBlockContainer [data-testid=stVerticalBlock]{max-width:100%!important}
 [data-testid=stPlotlyChart],[data-testid=stPlotlyChart] *{overflow:visible!important}
 /* a chart keeps the size it has on screen: at .62 its 1116px fit across */
 [data-testid=stElementContainer]:has([data-testid=stPlotlyChart]){break-inside:avoid;zoom:.62}
 [data-testid=stElementContainer].st-key-gebieden{zoom:.55!important} /* twenty bars on one sheet */
 h1,h2,h3,table.data caption,table.data thead{break-after:avoid}
 h1,h2,h3,table.data tr,.figure,.figures{break-inside:avoid}table.data thead{display:table-header-group}
 .wide{overflow:visible}
 .stApp,.stApp :is(h1,h2,h3,p,li,td,th,a,summary,div,dt,dd,small,span:not(:where(.stMarkdownColoredText))){
  color:#1D2530!important;
  background-color:transparent!important}
 .stApp .rood{color:#BE0000!important}.stApp .oranje{color:#8A4B00!important}
 .stApp .groen{color:#006B2E!important}.stApp .grijs{color:#4A5564!important}
}
</style>
"""
ROOMS = {"cards": 600, "many": 760, "most": 940}
"""Width in px of its place below which a table becomes cards, by class: a wide table would be cut sooner."""
STYLE += "".join(
    f"<style>@container (max-width:{px}px){{{CARDS.replace('table.cards', f'table.{name}')}}}</style>"
    for name, px in ROOMS.items()
)

DARK = """<style>
[role=tab][aria-selected=true],[role=tab][aria-selected=true] p{color:#8FB8F2}
</style>"""
"""The theme's colour is too dark for small letters on a dark page."""
