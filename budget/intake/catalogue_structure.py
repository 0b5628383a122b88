"""The part of the catalogue on rows, columns and tables that may be misread and need confirmation."""

from __future__ import annotations

from dataclasses import dataclass

from budget.model.words import Level


@dataclass(frozen=True, slots=True)
class Entry:
    """One kind of finding. `text`: what is wrong and what to do; the place is prefixed.

    With `asks`, both persons must confirm it.
    """

    code: str
    level: Level
    title: str
    help: str
    text: str
    asks: bool = False


E, W, I = Level.ERROR, Level.WARNING, Level.INFO  # noqa: E741 - as in the other part

STRUCTURE = (
    Entry("mapping-domain", W, "Koppeling is nog niet goedgekeurd voor dit domein",
          "Twee personen keurden een koppeling goed voor bepaalde domeinen.",
          "de koppeling {name} is goedgekeurd voor {known}. Hier staat ook geld van {others}.", asks=True),
    Entry("mapping-grows", W, "Maanden die oplopen, elk apart geteld",
          "Een stand tot en met een maand is geen bedrag van die maand.",
          "de bedragen in {columns} lopen op, maar de koppeling telt elke kolom apart, samen {total}. De "
          "laatste is {last}. Zijn het standen? Kies dan in de koppeling alleen de laatste.", asks=True),
    Entry("mapping-amount", W, "Kolom van een andere soort", "De kop van een kolom zegt wat zij bevat.",
          "de koppeling telt kolom '{column}' als {kind}, samen {total}, maar zij is {said}. Kies in de "
          "koppeling een andere kolom als dat niet klopt.", asks=True),
    Entry("mapping-code", W, "Rekeningen als regelcode", "Een rekening is geen regel van het plan.",
          "de koppeling leest de codes uit kolom '{column}', met rekeningen, maar er is ook een kolom "
          "'{other}'. Kies in de koppeling de kolom met de codes van het plan.", asks=True),
    Entry("mapping-units", E, "Kolommen in verschillende eenheden", "Een koppeling rekent met een eenheid.",
          "kolom '{value}' zegt een andere eenheid dan kolom '{other}'. Zet alle bedragen van dit blad in "
          "euro."),
    Entry("unit-part", W, "Eenheid bij een deel van de kolommen",
          "Een eenheid in een kop geldt voor die kolom.",
          "in {columns} staan de bedragen x € {factor}, maar bij {others} staat dat niet. Die zijn gelezen "
          "in euro. Zet de eenheid boven de tabel als zij voor alles geldt.", asks=True),
    Entry("total-counts", E, "Totaal telt mee als regel", "Een totaalregel mag niet meetellen.",
          "'{value}': dit bedrag is de som van andere regels en telt zo dubbel. Haal de rij weg. Is het "
          "toch een gewone regel, zet er dan geen woord voor een totaal in."),
    Entry("total-last", E, "Laatste regel is de som van de andere", "Een totaalregel mag niet meetellen.",
          "het bedrag is precies de som van alle regels erboven. Haal de rij weg als het een totaal is. Is "
          "het een gewone regel, zet haar dan hoger in de tabel."),
    Entry("rows-below-total", E, "Regels onder het totaal",
          "Wat onder het totaal staat, hoort er vaak niet bij.",
          "deze regels staan onder het totaal, of onder een kop die zegt dat zij niet gelden: {rows}. Haal "
          "ze weg, of zet ze boven het totaal als zij meetellen."),
    Entry("row-below-total", W, "Regels onder het enige totaal",
          "Wat onder een totaal staat, telt soms niet.",
          "deze regels staan onder het totaal en tellen mee: {rows}. Haal ze weg als zij er niet bij horen.",
          asks=True),
    Entry("rows-below-heading", W, "Regels onder een kop",
          "De eerste regels hebben geen kop; die verderop zegt soms dat regels niet tellen.",
          "deze regels staan onder '{value}' en tellen mee: {rows}. Haal ze weg als zij er niet bij horen.",
          asks=True),
    Entry("title-other", W, "Titel die iets anders zegt", "Een prognose of oude versie telt niet mee.",
          "boven de tabel staat '{value}', maar alle bedragen tellen mee als {kind}. Haal de titel of het "
          "blad weg als dat niet klopt.", asks=True),
    Entry("rows-named-other", W, "Rijen die naar iets anders heten",
          "Een prognose, inkomst, creditnota of deel van een andere regel komt er niet bij.",
          "'{value}' en wat ook zo heet telt mee als kosten, samen {total}: {rows}. Haal deze rijen weg als "
          "zij niet meetellen, of zet een minteken als zij eraf gaan.", asks=True),
    Entry("ledger-balance", E, "Saldo geboekt als uitgave", "Een begin- of eindsaldo is geen boeking.",
          "'{value}' is een saldo en geen boeking. Haal de rij weg, of geef de boeking haar eigen "
          "omschrijving."),
    Entry("ledger-code-beside", E, "Codes staan in een andere kolom",
          "De code van een boeking is die van het bestedingsplan.",
          "in deze kolom staat geen enkele code uit het bestedingsplan, in kolom '{other}' wel. Geef die "
          "kolom de kop Regelcode, en deze kolom een andere kop."),
    Entry("ledger-running", W, "Bedragen lopen op", "Een stand tot en met een maand is geen boeking.",
          "de bedragen van {lines} lopen alleen op. Elke rij telt apart, samen {total}. De laatste van elke "
          "regel zijn samen {last}. Is elke rij een stand? Houd dan alleen de laatste.", asks=True),
    Entry("ledger-period-day", W, "Boekingen met een periode en geen dag",
          "Een boeking met alleen een periode telt op de laatste dag daarvan.",
          "de boekingen hebben perioden en geen dag. Deze lijst telt tot en met {day}. Is zij eerder "
          "gemaakt? Zet dan de dag boven de tabel.", asks=True),
    Entry("ledger-period-end", W, "Periode loopt verder dan de boekingen",
          "Een periode zegt wat er is gevraagd, niet op welke dag de lijst is gemaakt.",
          "de laatste boeking is van {latest}, en de periode loopt tot en met {day}. Deze lijst telt als "
          "compleet tot en met {day}. Is zij eerder gemaakt? Zet dan boven de tabel 'Extractiedatum:' met de "
          "dag.", asks=True),
    Entry("ledger-title-month", W, "Andere maand boven de tabel dan in de boekingen",
          "Alleen 't/m' met een maand of dag zegt tot wanneer een lijst loopt.",
          "boven de tabel staat '{value}', maar de laatste boeking is van {latest}. Deze lijst telt tot en "
          "met die dag. Loopt zij langer? Schrijf dan boven de tabel 't/m' met de dag.", asks=True),
    Entry("plan-code-sum", E, "Regel herhaalt de regels eronder",
          "Een kop met de som van haar regels telt dubbel.",
          "het bedrag van '{value}' is de som van de regels met een code die zo begint. Haal deze rij weg. "
          "Is het een eigen regel, geef haar dan een code waarmee geen andere begint."),
    # sheets
    Entry("sheet-two-tables", E, "Twee tabellen op een blad", "Van een blad wordt een tabel gelezen.",
          "bij '{value}' begint een andere tabel. Zet elke tabel op een eigen blad, of zet de regels onder "
          "elkaar onder dezelfde kop."),
    Entry("sheet-hidden-counts", E, "Verborgen blad naast een zichtbaar blad",
          "Een verborgen blad is vaak een oude versie.",
          "dit blad is verborgen en zou meetellen naast {others}. Maak het zichtbaar als het meetelt, of "
          "haal het weg."),
    Entry("rows-struck", W, "Doorgehaalde regels", "Wat is doorgehaald, telt gewoon mee.",
          "{count} doorgehaald, maar wel meegeteld: {rows}. Haal ze weg als zij niet meetellen.", asks=True),
    Entry("amounts-hidden", W, "Verborgen kolom met bedragen", "Verborgen kolommen worden gewoon gelezen.",
          "{count} met bedragen verborgen, maar wel gelezen: {columns}. Maak die zichtbaar.", asks=True),
    Entry("rows-far", W, "Regels ver onder de tabel", "Alles onder de koppen telt mee, ook na lege rijen.",
          "na rij {row} komen {empty} lege rijen, en daaronder nog {count}. Die tellen mee. Haal ze weg als "
          "zij niet bij de tabel horen, of haal de lege rijen weg.", asks=True),
    Entry("cells-shown", W, "Opmaak laat iets anders zien",
          "Gelezen wordt wat in een cel is bewaard, niet wat haar opmaak laat zien.",
          "{count} ({rows}) laten door hun opmaak iets anders zien dan er is bewaard. Bewaard en gelezen is "
          "in de eerste: '{value}'. Zet de opmaak op Standaard en controleer de waarde.", asks=True),
    Entry("cells-unseen", W, "Cellen die niet te zien zijn",
          "Wat onder een samengevoegde cel staat, of de kleur van het blad heeft, telt gewoon mee.",
          "{count} ({rows}) zijn niet te zien: samengevoegd met een andere, in de kleur van het blad, of te "
          "klein. Bewaard en gelezen is in de eerste: '{value}'. Maak de cel zichtbaar, of maak haar leeg.",
          asks=True),
    Entry("sheet-old-counts", W, "Blad met de naam van een oude versie",
          "Elk blad met de juiste koppen telt mee.",
          "dit blad telt mee naast {others}. Haal het weg als het een oude versie of een concept is.",
          asks=True),
    Entry("plan-code-same", W, "Code met het bedrag van de enige code eronder",
          "Een kop met het bedrag van haar regel telt dubbel.",
          "'{value}' heeft hetzelfde bedrag als de enige code die zo begint, en telt mee. Haal de rij weg "
          "als zij een kop is.", asks=True),
    Entry("plan-code-elsewhere", E, "Code van een ander domein",
          "Een bestand vervangt het hele plan van elk domein dat erin staat.",
          "'{value}' staat hier bij {domain}, maar codes die zo beginnen horen bij {second}. Verbeter het "
          "opgavedomein of de code."),
    Entry("row-is-sum", W, "Bedrag is de som van andere rijen", "Een totaalregel mag niet meetellen.",
          "het bedrag is precies de som van andere rijen ({rows}), en het telt mee. Haal de rij weg als het "
          "een totaal is.", asks=True),
    Entry("cells-personal", I, "Gegevens van personen", "Zulke gegevens horen niet in een bestedingsplan.",
          "in {columns} staan misschien {what}. Haal ze weg: iedereen die mag vaststellen, kan het bestand "
          "openen."),
    Entry("cells-command", I, "Opdracht in een cel", "Een opdracht in een cel wordt hier nooit uitgevoerd.",
          "in {columns} staat {what}. Zij is niet uitgevoerd. Haal haar weg als u haar niet kent."),
    # columns that are not read
    Entry("column-classes", W, "Kolom die rijen indeelt", "Een kolom die niet wordt gelezen, telt niet mee.",
          "kolom '{header}' wordt niet gelezen. Alle rijen tellen mee: {words}. Moet een deel niet "
          "meetellen, of met een minteken? Pas dan het bestand aan.", asks=True),
    Entry("column-amounts", W, "Kolom met bedragen die niet telt", "Alleen bekende kolommen tellen mee.",
          "kolom '{header}' heeft bedragen, samen {total}, en telt niet mee. Klopt dat niet? Geef de kolom "
          "dan een kop van het sjabloon.", asks=True),
    Entry("column-kind", E, "Soort in een andere kolom", "Alleen de kolom Soort zegt wat een bedrag is.",
          "in kolom '{header}' staat '{value}', maar de rij telt als {kind}. Noem de kolom Soort met alleen "
          "realisatie en verplichting, of haal de rij weg."),
    Entry("column-status", E, "Regel geldt misschien niet", "Een vervallen regel hoort niet mee te tellen.",
          "in kolom '{header}' staat '{value}', maar de rij telt gewoon mee. Haal de rij weg, of maak deze "
          "cel leeg als de rij wel geldt."),
    Entry("column-remark", W, "Opmerking die een bedrag anders maakt", "Een opmerking verandert geen bedrag.",
          "in kolom '{header}' staat {words}. Die bedragen tellen gewoon mee: {rows}, {total}. Klopt dat "
          "niet? Haal de rijen weg, of zet ze op de goede plaats.", asks=True),
    Entry("column-unit", E, "Eenheid in een kolom", "De eenheid staat boven de tabel of in een kop.",
          "'{value}' zegt dat het bedrag niet in euro is. Zet alle bedragen in euro en haal deze kolom weg."),
    Entry("column-year", E, "Ander jaar in een andere kolom", "Een rij telt voor een jaar.",
          "in kolom '{header}' staat {value}, maar de rij telt voor {year}. Zet het juiste jaar in de kolom "
          "voor het jaar, en haal de andere kolom weg."),
    Entry("column-running", E, "Bedrag loopt op", "Een oplopend saldo is geen bedrag van een boeking.",
          "kolom '{header}' is een oplopend saldo: elke rij telt een andere kolom bij de vorige op. Geef de "
          "kolom met het bedrag per boeking de kop Bedrag."),
    Entry("column-committed", E, "Verplichtingen niet gelezen", "Een verplichting telt naast de realisatie.",
          "kolom '{header}' kan verplichtingen bevatten, maar dat is niet zeker. Zet elke verplichting op "
          "een eigen rij, met 'verplichting' in de kolom Soort."),
)  # fmt: skip

RELEASES = (
    Entry("phasing-share", E, "Geen deel van het jaar", "Een deel ligt tussen 0 en 100 %.",
          "{value} is geen deel van het budget. Vul een percentage in tussen 0 en 100."),
    Entry("phasing-shares-sum", E, "Delen zijn samen geen 100 %", "De delen van een regel zijn samen 100 %.",
          "de delen zijn samen {value}. Verbeter ze, zodat zij samen 100 % zijn."),
    Entry("phasing-shares-both", E, "Delen per maand en per kwartaal", "Vul een van beide in.",
          "deze regel heeft delen per maand en per kwartaal. Maak een van beide leeg."),
    Entry("release-what", E, "Vrijgave zonder regel of bron", "Een vrijgave is voor een regel of een bron.",
          "deze rij zegt niet voor welk geld. Vul Regelcode in, of Bron."),
    Entry("release-theme", E, "Thema van een andere bron", "Een thema hoort bij een bron.",
          "{source} heeft dit thema niet. Verbeter het thema of de bron."),
    Entry("release-domain", E, "Regel van een ander domein", "Een vrijgave noemt een regel van haar domein.",
          "'{value}' is een regel van een ander domein. Verbeter de code of het opgavedomein."),
    Entry("release-nowhere", W, "Vrijgave zonder regel in het plan",
          "Een vrijgave telt alleen mee bij regels van het bestedingsplan.",
          "geen regel van het plan van {year} past hierbij. {value} telt niet mee. Verbeter de code, de bron "
          "of het jaar.", asks=True),
    Entry("release-double", E, "Vrijgave staat er twee keer", "Elke vrijgave staat een keer in de lijst.",
          "een andere rij is hetzelfde. {value} zou dubbel tellen. Haal er een weg, of zet het verschil in "
          "Besluit."),
    Entry("release-more", W, "Meer vrijgegeven dan begroot", "De raad geeft vrij wat er is begroot.",
          "hier is samen {value} vrijgegeven, maar {budget} begroot. Controleer de bedragen.",
          asks=True),
    Entry("release-less", W, "Minder vrijgegeven dan in het plan",
          "Heeft een regel een vrijgave, dan telt niet meer wat in het plan als vrijgegeven staat.",
          "voor de regels in deze lijst is samen {value} vrijgegeven, maar in het plan staat {stated}. Noem "
          "ook wat eerder is vrijgegeven.", asks=True),
)  # fmt: skip

PATH = (
    Entry("path-version", E, "Nummer van het plan onleesbaar", "Een planversie is een heel getal vanaf 1.",
          "'{value}' is geen nummer van een plan. Vul 1 in voor het eerste plan en 2 voor de eerste "
          "wijziging daarvan."),
    Entry("path-double", E, "Stap staat er twee keer", "Elke stap telt een keer per plan.",
          "stap '{value}' staat twee keer bij dit plan. Haal een van de twee weg."),
)  # fmt: skip

LINES = (
    Entry("decision-domain", W, "Regel van een ander domein",
          "Een besluit noemt een regel van zijn eigen domein.",
          "'{value}' is een regel van {domain}. Verbeter de code of het opgavedomein."),
    Entry("succession-share", E, "Geen deel in procent", "Een deel heeft hoogstens 2 decimalen.",
          "{value} is geen deel in procent. Vul een getal in boven 0 en tot en met 100, bijvoorbeeld 60 %."),
    Entry("succession-sum", E, "Delen zijn samen geen 100 %", "Al het geld van de regel gaat ergens heen.",
          "de delen van regel {value} zijn samen {sum}. Verbeter ze, zodat zij samen precies 100 % zijn."),
    Entry("succession-unknown", E, "Regelcode bestaat niet",
          "Een oude code staat of stond in een plan. Een nieuwe code staat in het plan.",
          "'{value}' staat in geen bestedingsplan. Verbeter de code, of zet de regel eerst in het plan."),
    Entry("succession-circle", E, "Code volgt zichzelf op", "Geld volgt naar een code die er nu is.",
          "{value}: zo komt het geld weer bij dezelfde code uit. Geef het deel dat blijft een eigen code."),
    Entry("succession-pot", E, "Opvolger in een andere pot",
          "Geld van een domein, bron of thema mag alleen met een besluit naar een ander.",
          "regel {value} heeft in {year} geld uit {pot}. De opvolger heeft daar geen regel. Noem het besluit "
          "dat dit toestaat, in Besluit en Datum besluit."),
    Entry("succession-decision", E, "Besluit is niet compleet", "Een besluit heeft een naam en een datum.",
          "het besluit '{value}' is niet compleet. Vul Besluit in, en ook Datum besluit."),
    Entry("succession-closed", E, "Vervallen code staat er weer", "Een vervallen code krijgt geen geld meer.",
          "'{value}' is vervallen. Noem een andere code, of zet op blad Opvolging een rij met 'blijft'."),
    Entry("succession-rows", E, "Rijen van een code kloppen niet",
          "Bij elke soort hoort een vast aantal rijen en nieuwe codes.",
          "'{value}' is {fate}. {rule}"),
    Entry("transfer-unknown", E, "Regel niet in dat plan", "Geld gaat tussen regels van het plan.",
          "regel {value} staat niet in het plan van {year}. Verbeter de code of het jaar."),
    Entry("transfer-line", E, "Meer regels met deze code", "Een overheveling noemt een regel.",
          "regel {value} heeft in {year} meer bronnen of thema's, of niet deze. Vul bron en thema in."),
    Entry("transfer-same", E, "Van en naar zijn dezelfde regel", "Geld gaat naar een andere regel.",
          "{value} is ook de regel waar het geld vandaan komt. Noem een andere regel."),
    Entry("transfer-amount", E, "Bedrag is niet boven nul", "De richting staat in Van en Naar.",
          "{value} is geen bedrag boven nul. Gaat het geld de andere kant op? Wissel dan Van en Naar om."),
    Entry("transfer-more", E, "Meer dan er op de regel staat", "Een regel geeft hoogstens haar budget.",
          "op regel {code} staat nog {value}. Verlaag het bedrag."),
    Entry("transfer-released", E, "Minder over dan vrijgegeven", "Wat is vrijgegeven, blijft op de regel.",
          "op regel {code} is {value} vrijgegeven. Zo blijft er minder over. Pas eerst het plan aan."),
    Entry("transfer-decision", E, "Besluit ontbreekt", "Naar een andere pot gaat geld met een besluit.",
          "noem het besluit dat dit toestaat: vul Besluit in, en ook Datum besluit."),
    Entry("transfer-double", E, "Overheveling staat er twee keer", "Elke overheveling telt een keer.",
          "een andere rij is hetzelfde. {value} zou twee keer overgaan. Haal er een weg, of zet het verschil "
          "in Reden."),
    Entry("transfer-plan", E, "Plan en overheveling in een bestand",
          "Een overheveling wijzigt het plan dat nu geldt.",
          "dit bestand heeft ook een plan. Lever de overheveling apart aan."),
    Entry("succession-since", E, "Twee datums voor een code", "Een code verandert op een dag.",
          "regel {value} heeft hierboven een andere datum. Zet op alle rijen van deze code dezelfde dag."),
)  # fmt: skip

YEARS = (
    Entry("plan-negative", W, "Stelpost of taakstelling", "Mag waar het programma dat bij de bron zegt.",
          "begroot is {value}. Dit telt als stelpost of taakstelling: zo veel minder heeft deze bron hier."),
    Entry("plan-negative-source", E, "Begroot onder nul",
          "Een stelpost of taakstelling mag alleen waar het programma dat bij de bron zegt.",
          "begroot is {value}. Bij {source} mag dat niet. Vul nul of meer in, of laat het programma "
          "wijzigen."),
    Entry("plan-theme-year", E, "Thema geldt niet in dit jaar", "Elk thema geldt in vaste jaren.",
          "thema {theme} geldt van {first} tot en met {last}, niet in {year}. Kies een ander thema of een "
          "ander jaar."),
    Entry("ledger-order-year", W, "Verplichting zonder boekjaar",
          "Een verplichting telt in het jaar waarin zij wordt betaald.",
          "{count} van voor {year}{cells}, samen {total}, zonder boekjaar. Ze tellen in {year}, het jaar van "
          "dit overzicht. Betaalt u ze in een ander jaar? Vul dan de kolom Boekjaar in.", asks=True),
)  # fmt: skip
"""Findings about the year of the money."""

BESIDE = (
    Entry("promise-outcome", E, "Toezegging zonder uitkomst", "Wie leest, wil weten wat ervan kwam.",
          "de toezegging is {value}, maar Uitkomst is leeg. Vul in wat ervan kwam."),
    Entry("promise-due", E, "Toezegging is al voorbij", "Een toezegging is voor na de vergadering.",
          "{day} is voor de dag van de vergadering. Verbeter een van de twee dagen."),
    Entry("partner-amount", W, "Geld zonder bedrag", "Een financiële bijdrage is een bedrag.",
          "het bedrag van '{value}' is leeg. Het staat als: nog niet opgegeven. Vul het in zodra het er is."),
    Entry("partner-basis", W, "Waardering zonder onderbouwing", "Bij een waardering staat waarop zij berust.",
          "{value} is een waardering zonder onderbouwing. Vul in hoe het bedrag is bepaald."),
    Entry("decision-route", E, "Escalatie zonder route", "Een belang wordt opgelost langs een afspraak.",
          "er is een belang, maar geen route. Vul in Route escalatie in hoe dit wordt opgelost."),
    Entry("decision-no-conflict", E, "Oplossing zonder belang", "Een route hoort bij een belang.",
          "{column} is ingevuld, maar Belang van is leeg. Vul dat in, of maak deze cel leeg."),
    Entry("decision-resolved", E, "Oplossing is niet af", "Opgelost is het op een dag, door twee personen.",
          "dit is leeg. Vul Opgelost op en Opgelost door beide in, of laat beide leeg."),
    Entry("decision-resolved-early", E, "Opgelost voor het besluit", "Een oplossing komt na het besluit.",
          "{day} is voor de dag van het besluit. Verbeter een van de twee dagen."),
    Entry("decision-self", E, "Wie het belang heeft, lost het op", "Anderen lossen een belang op.",
          "'{value}' heeft zelf het belang. Noem twee anderen, zoals de route zegt."),
    Entry("partner-unit", W, "Hoeveelheid en eenheid horen samen", "Een hoeveelheid heeft een eenheid.",
          "'{value}' zegt niet genoeg. Vul Hoeveelheid en Eenheid beide in, zoals 120 en uur."),
)  # fmt: skip

OTHERS = (*STRUCTURE, *RELEASES, *PATH, *YEARS, *LINES, *BESIDE)
