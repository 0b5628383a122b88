"""The catalogue: everything the intake can say about a file, with code, level, title, help and Dutch text."""

from __future__ import annotations

from dataclasses import dataclass

from budget.model.words import Level


@dataclass(frozen=True, slots=True)
class Entry:
    """One kind of finding. `text` says what is wrong and what to do; the place is put before it."""

    code: str
    level: Level
    title: str
    help: str
    text: str


E, W, I = Level.ERROR, Level.WARNING, Level.INFO  # noqa: E741 - one letter keeps the table readable

_ENTRIES = (
    # the file
    Entry("file-empty", E, "Leeg bestand", "Er staat niets in het bestand.",
          "het bestand is leeg. Kies het bestand opnieuw."),
    Entry("file-type", E, "Onbekend soort bestand", "De intake leest Excel, OpenDocument en csv.",
          "'{extension}' is geen soort bestand dat wordt gelezen. Sla het op als .xlsx."),
    Entry("file-mismatch", E, "Naam en inhoud verschillen", "De extensie moet passen bij de inhoud.",
          "de naam eindigt op {extension}, maar de inhoud is {content}. Open het bestand en sla het op als "
          ".xlsx."),
    Entry("file-size", E, "Te groot", "Er is een grens aan de omvang van een bestand.",
          "het bestand is te groot: {what} {size}, hoogstens {limit}. Splits het bestand, of haal weg wat "
          "niet nodig is."),
    Entry("file-password", E, "Beveiligd", "Een bestand met een wachtwoord is niet te lezen.",
          "het bestand is met een wachtwoord beveiligd. Sla het op zonder wachtwoord."),
    Entry("file-unsafe", E, "Onveilig bestand",
          "Het bestand is opgebouwd op een manier die Excel zelf nooit gebruikt.",
          "het bestand is niet veilig te lezen: {reason}. Open het in Excel en sla het opnieuw op als "
          ".xlsx."),
    Entry("file-damaged", E, "Beschadigd", "De lezer kan het bestand niet openen.",
          "het bestand is beschadigd en niet te lezen. Open het in Excel en sla het opnieuw op als .xlsx."),
    Entry("file-crash", E, "Lezen afgebroken", "Het lezen is gestopt door de inhoud van het bestand.",
          "het lezen van dit bestand is afgebroken. Sla het in Excel opnieuw op als .xlsx, zonder losse "
          "cellen ver buiten de tabel."),
    Entry("file-time", E, "Lezen duurt te lang", "Er is een grens aan de tijd die een bestand mag kosten.",
          "het lezen duurt te lang en is gestopt. Splits het bestand, of sla het opnieuw op als .xlsx."),
    Entry("file-memory", E, "Lezen kost te veel geheugen",
          "Er is een grens aan het geheugen dat een bestand mag kosten.",
          "het lezen kost te veel geheugen en is gestopt. Splits het bestand, of haal lege rijen en "
          "kolommen weg."),
    Entry("file-no-table", E, "Geen tabel herkend", "Een blad wordt herkend aan zijn kolomkoppen.",
          "er is geen blad met de juiste kolomkoppen. {nearest}Gebruik het lege sjabloon als voorbeeld."),
    Entry("file-no-rows", E, "Geen regels", "De bladen zijn herkend, maar er staat niets onder de koppen.",
          "onder de kolomkoppen staan geen regels. Vul ten minste een regel in."),
    Entry("file-macros", I, "Macro's genegeerd", "Macro's worden nooit uitgevoerd.",
          "het bestand bevat macro's. Die zijn niet uitgevoerd; alleen de cellen zijn gelezen."),
    Entry("file-links", W, "Verwijst naar andere bestanden",
          "Cellen kunnen een oude waarde uit een ander bestand tonen.",
          "het bestand verwijst naar andere bestanden. De bewaarde waarden zijn gelezen; controleer of ze "
          "nog kloppen."),
    Entry("csv-read", I, "Zo is het csv-bestand gelezen", "Scheidingsteken en tekenset worden herkend.",
          "gelezen als csv met {delimiter} tussen de kolommen en tekenset {encoding}."),
    Entry("csv-broken", E, "Csv niet te lezen", "Aanhalingstekens of tekens kloppen niet.",
          "rij {row} is niet te lezen als csv. Controleer de aanhalingstekens, of lever een .xlsx aan."),
    # the sheet
    Entry("sheet-ignored", I, "Blad niet herkend", "De koppen passen bij geen van de vijf soorten bladen.",
          "dit blad is niet herkend aan zijn koppen en is overgeslagen."),
    Entry("sheet-hidden", I, "Verborgen blad", "Verborgen bladen tellen gewoon mee.",
          "dit blad is verborgen, maar telt wel mee."),
    Entry("sheet-damaged", E, "Blad niet te lezen", "De lezer loopt vast op dit blad.",
          "dit blad is niet te lezen. Open het bestand in Excel en sla het opnieuw op als .xlsx."),
    Entry("sheet-empty", I, "Blad zonder regels", "Alleen de kolomkoppen zijn ingevuld.",
          "onder de koppen staan geen regels; het blad is overgeslagen."),
    Entry("sheet-repeats", I, "Blad herhaalt andere bladen",
          "Een totaalblad mag bedragen niet dubbel laten tellen.",
          "alle regels staan ook op andere bladen. Dit blad is niet meegeteld."),
    Entry("sheet-unit", I, "Bedragen in duizenden", "De eenheid staat in de titel of in een kolomkop.",
          "bedragen in {columns} staan x € {factor}; ze zijn zo gelezen."),
    Entry("total-doubt", E, "Misschien een totaalregel", "Een totaalregel mag niet meetellen.",
          "'{value}' lijkt een totaal, maar het bedrag is niet de som van de regels erboven. Haal de regel "
          "weg, of geef haar een gewone code."),
    Entry("year-from-name", I, "Jaar uit de titel",
          "Zonder kolom Jaar geldt het jaar in de titel of de bladnaam.",
          "er is geen kolom Jaar; voor alle regels geldt {year}, dat staat in {where}."),
    Entry("mapping-used", I, "Gelezen met een koppeling", "Dit blad heeft kolommen van een ander systeem.",
          "gelezen met de koppeling {name}."),
    Entry("mapping-rows", W, "Regels waar de koppeling niets over zegt", "Deze regels tellen niet mee.",
          "{count} met samen {total} horen bij geen deel van de koppeling en tellen niet mee: {rows}. Vul de "
          "koppeling aan als ze moeten meetellen."),
    Entry("mapping-year", W, "Ander jaar dan in het bestand",
          "De koppeling zegt voor welk jaar de bedragen tellen.",
          "het bestand noemt {said}, maar de bedragen tellen voor {year}. Controleer het jaar in de "
          "koppeling."),
    Entry("mapping-day", W, "Andere dag dan in het bestand",
          "De koppeling zegt op welke dag de bedragen tellen.",
          "het bestand zegt dat het loopt tot en met {said}, maar de bedragen tellen op {day}. Controleer de "
          "Boekdatum in de koppeling."),
    Entry("mapping-forecast", W, "Maand die niet telt", "De koppeling zegt dat deze maand een prognose is.",
          "{column} is volgens de koppeling een prognose en telt niet mee, samen {total}. Is de maand "
          "voorbij, haal haar dan uit 'prognose'."),
    Entry("mapping-no-year", E, "Geen jaar van het programma",
          "Iemand moet zeggen welk jaar van het bestand telt.",
          "het bestand noemt {years}; dat zijn geen jaren van het programma. Vul in de koppeling achter het "
          "jaar dat telt een jaar van het programma in. De andere tellen dan niet mee."),
    Entry("mapping-blank", I, "Rijen zonder bedrag", "Een rij zonder bedrag is geen regel en geen boeking.",
          "{count} zonder bedrag in {column} tellen niet mee: {rows}."),
    Entry("mapping-below-zero", W, "Bedragen onder nul weggelaten",
          "Zo staat het in de koppeling: inkomsten horen niet in een bestedingsplan.",
          "{count} met {column} onder nul tellen niet mee, samen {total}: {rows}. Haal 'onder-nul' uit de "
          "koppeling als ze moeten meetellen."),
    Entry("mapping-negative", I, "Begroot onder nul", "Een bestedingsplan kent geen bedragen onder nul.",
          "{count} met Begroot onder nul, samen {total}: {rows}. Zijn dit inkomsten of kortingen, zet dan "
          "'onder-nul = \"weglaten\"' in dit deel van de koppeling; zij tellen dan niet mee."),
    Entry("mapping-currency", W, "Andere munt", "De monitor rekent in euro.",
          "in {column} staat {sign}. De bedragen tellen als euro, zonder omrekenen. Reken ze om als dat niet "
          "de bedoeling is."),
    Entry("mapping-added-up", I, "Rijen opgeteld", "Zo staat het in de koppeling.",
          "{count} met dezelfde code zijn opgeteld tot {lines}."),
    Entry("mapping-unit", E, "Eenheid anders dan in de koppeling",
          "Het bestand zegt zelf wat een bedrag van 1 betekent.",
          "in het blad staat x € {said}, maar de koppeling rekent met € {unit}. Verbeter de koppeling."),
    Entry("unit-below", E, "Eenheid onder de tabel", "Een eenheid telt alleen boven de tabel of in een kop.",
          "'{value}' staat tussen of onder de regels, en is niet toegepast. Zet het boven de tabel, of haal "
          "het weg als de bedragen in euro staan."),
    Entry("unit-conflict", E, "Twee eenheden", "Een bedrag van 1 is 1 euro, of 1.000, of 1.000.000.",
          "boven de tabel staat x € {factor}, maar '{value}' zegt iets anders. Haal een van beide weg."),
    Entry("unit-unknown", E, "Eenheid niet bekend", "Bekend zijn euro, duizend euro en miljoen euro.",
          "'{value}' is geen bekende eenheid. Zet de bedragen in euro, of schrijf x € 1.000."),
    Entry("unit-doubt", W, "Misschien een eenheid", "Een eenheid is zeker te lezen als er x € 1.000 staat.",
          "'{value}' kan een eenheid zijn, maar is niet toegepast. Schrijf x € 1.000 boven de tabel als de "
          "bedragen in duizenden zijn."),
    Entry("unit-elsewhere", W, "Eenheid op een ander blad", "Een eenheid geldt alleen voor haar eigen blad.",
          "'{value}' is niet toegepast op de andere bladen. Zet het daar boven de tabel als de bedragen daar "
          "ook zo zijn."),
    Entry("credit-below-zero", E, "Credit onder nul", "Credit gaat van debet af; een minteken draait dat om.",
          "in {column} staan alleen bedragen onder nul. Van debet af komen die er juist bij. Zet ze zonder "
          "minteken."),
    Entry("debit-credit", I, "Debet min credit", "Een blad met twee kolommen voor het bedrag.",
          "het bedrag is {debit} min {credit}."),
    Entry("rows-hidden", I, "Verborgen rijen", "Verborgen en weggefilterde rijen tellen gewoon mee.",
          "{count} verborgen, maar wel meegeteld: {rows}."),
    Entry("rows-hidden-out", I, "Verborgen totalen en teksten", "Wat geen regel is, telt niet mee.",
          "{count} met een totaal of een losse tekst verborgen, en niet meegeteld: {rows}."),
    Entry("columns-hidden", I, "Verborgen kolommen", "Verborgen kolommen worden gewoon gelezen.",
          "{count} verborgen, maar wel gelezen: {columns}."),
    Entry("column-missing", E, "Kolom ontbreekt", "Zonder deze kolom zijn de regels niet te lezen.",
          "dit lijkt een blad {kind}, maar de kolom {columns} ontbreekt. Voeg die toe, of verbeter de kop."),
    Entry("column-twice", E, "Kolom staat er twee keer", "Het is dan niet duidelijk welke geldt.",
          "kolom '{header}' betekent hetzelfde als kolom {other}. Haal er een weg."),
    Entry("csv-fields", E, "Te veel velden in een rij", "Elke rij heeft evenveel velden als de kop.",
          "deze rij heeft meer velden dan de kop; het laatste is '{value}'. Zet een bedrag met een komma "
          "tussen aanhalingstekens, of kies puntkomma als scheidingsteken."),
    Entry("unit-format", E, "Duizenden door de opmaak",
          "Een opmaak als #.##0. laat een bedrag zien als duizenden.",
          "de opmaak van de cel toont al duizenden, en boven de tabel staat x € {factor}. Haal een van beide "
          "weg."),
    Entry("period-invalid", E, "Datum boven de tabel niet te lezen",
          "Boven de boekingen staan de dag van de opgave en de periode.",
          "'{value}' noemt geen dag of periode binnen het programma. Verbeter de regel, of haal hem weg."),
    Entry("column-sides", E, "Debet en credit niet gelezen",
          "Een kolom met D en C zegt welke bedragen eraf gaan.",
          "kolom '{header}' zegt welke bedragen eraf gaan, maar dat staat niet in het bedrag. Maak een "
          "koppeling voor dit blad, of zet een minteken voor die bedragen."),
    Entry("column-currency", E, "Geen euro", "Alle bedragen zijn in euro.",
          "'{value}' is geen euro. Reken het bedrag om naar euro."),
    Entry("column-nameless", W, "Getallen zonder kop", "Zonder kop is niet te weten wat een kolom betekent.",
          "{columns} heeft getallen maar geen kop, en telt niet mee. Geef de kolom een kop, of maak "
          "hem leeg."),
    Entry("column-ignored", I, "Kolommen niet gelezen", "Deze kolommen horen niet bij dit soort blad.",
          "deze kolommen worden niet gelezen: {columns}."),
    Entry("totals-skipped", I, "Totaalregels niet meegeteld", "Totalen en subtotalen zijn geen regels.",
          "{count} niet meegeteld: {rows}."),
    Entry("total-differs", W, "Totaal klopt niet", "Het totaal is vergeleken met de regels erboven.",
          "in deze totaalregel staat {stated}, maar de regels erboven tellen op tot {counted}. Controleer "
          "of er regels ontbreken."),
    Entry("notes-skipped", I, "Losse tekst overgeslagen",
          "Rijen met een enkele tekst zijn koppen of opmerkingen.",
          "{count} met alleen een losse tekst overgeslagen: {rows}."),
    # any cell
    Entry("cell-missing", E, "Leeg", "Deze kolom is verplicht.",
          "{column} is leeg. Vul {what} in."),
    Entry("cell-formula", E, "Formule zonder waarde", "De uitkomst is niet in het bestand bewaard.",
          "de formule in {column} heeft geen bewaarde uitkomst. Open het bestand in Excel en sla het op, "
          "of vul de waarde in."),
    Entry("cell-error", E, "Foutwaarde", "Excel kon de cel niet berekenen.",
          "{column} bevat de foutwaarde {value}. Herstel de formule, of vul de waarde in."),
    Entry("cell-damaged", E, "Cel beschadigd", "Wat in de cel is bewaard, past niet bij het soort cel.",
          "{column} is niet goed bewaard in het bestand. Vul de waarde opnieuw in en sla het bestand op in "
          "Excel."),
    Entry("cell-double", E, "Cel staat er twee keer", "Het is dan niet duidelijk welke waarde geldt.",
          "{column} staat twee keer in het bestand, met een eigen waarde. Vul de waarde opnieuw in en sla "
          "het bestand op in Excel."),
    Entry("text-long", E, "Tekst te lang", "Een cel in Excel bevat hoogstens 32.767 tekens.",
          "de tekst in {column} is te lang: {length} tekens, hoogstens 32.767. Kort de tekst in."),
    Entry("code-date", E, "Code is een datum geworden", "Excel maakt van sommige codes een datum.",
          "{column} is een datum ({value}) in plaats van een code. Maak de kolom op als tekst en vul de "
          "code opnieuw in."),
    Entry("code-number", E, "Code is een getal geworden", "Nullen of tekens kunnen verloren zijn gegaan.",
          "{column} is het getal {value}; de oorspronkelijke code is niet zeker. Maak de kolom op als "
          "tekst en vul de code opnieuw in."),
    Entry("code-letters", E, "Vreemde letter in code",
          "De letter lijkt op een gewone letter, maar is een andere.",
          "{column} '{value}' bevat een teken dat geen gewone letter is: {letter}. Typ de code opnieuw."),
    Entry("choice-unknown", E, "Staat niet in de lijst", "Deze kolom heeft een vaste lijst.",
          "'{value}' kan niet als {column}. Kies uit: {options}."),
    Entry("name-unknown", E, "Onbekende naam", "De naam staat niet in het programma.",
          "'{value}' is geen bekende {what}. {hint}"),
    Entry("name-double", E, "Naam past bij twee", "De naam is niet precies genoeg.",
          "'{value}' kan {options} zijn. Schrijf de naam precies zo, of gebruik de code."),
    # amounts
    Entry("amount-invalid", E, "Geen bedrag", "Een bedrag is een getal of een tekst als 1.234,56.",
          "'{value}' is geen bedrag. Schrijf een bedrag als 1.234,56."),
    Entry("amount-unknown", E, "Bedrag onbekend", "PM, n.t.b. en n.v.t. betekenen onbekend, nooit nul.",
          "'{value}' is geen bedrag. Vul een bedrag in, of laat de regel weg tot het bedrag bekend is."),
    Entry("amount-left-open", I, "Bedrag nog niet bekend",
          "In een kolom die niet verplicht is, betekent dit: niet bekend.",
          "'{value}' is gelezen als: nog niet bekend."),
    Entry("amount-double", E, "Bedrag op twee manieren te lezen",
          "Een punt of komma kan duizenden of decimalen scheiden.",
          "'{value}' is op twee manieren te lezen. Schrijf een bedrag als 1.234,56."),
    Entry("amount-fraction", E, "Deel van een cent", "Bedragen worden op de cent nauwkeurig bewaard.",
          "{value} heeft een deel van een cent. Rond het bedrag af op hele centen."),
    Entry("amount-share", E, "Percentage in plaats van bedrag", "In deze kolom hoort een bedrag.",
          "'{value}' is een percentage. Vul een bedrag in euro in."),
    Entry("amount-type", E, "Geen getal", "De cel bevat een datum, tijd of WAAR/ONWAAR.",
          "{value} is geen bedrag maar {what}. Vul een bedrag in en maak de cel op als getal."),
    Entry("amount-size", E, "Bedrag te groot", "Het bedrag is groter dan wat in een begroting voorkomt.",
          "{value} is te groot voor een bedrag. Controleer het getal."),
    Entry("amount-negative", E, "Bedrag onder nul", "Dit bedrag kan niet negatief zijn.",
          "{column} is {value}. Een bedrag onder nul kan hier niet; vul nul of meer in."),
    Entry("amount-point", I, "Punt als decimaalteken", "Alle bedragen in de kolom zijn zo geschreven.",
          "in kolom {column} staat een punt voor de centen; de bedragen zijn zo gelezen."),
    Entry("amount-lost-zero", W, "Klein bedrag tussen duizenden",
          "Een programma dat de punt als komma leest, maakt van 2.410 het getal 2,41.",
          "{value} staat tussen hele duizenden en is gelezen zoals het er staat. Controleer of er een nul "
          "weg is."),
    # dates
    Entry("date-invalid", E, "Geen datum", "Een datum is een echte datum of een tekst als 31-12-2026.",
          "'{value}' is geen datum. Schrijf een datum als 31-12-2026."),
    Entry("date-double", E, "Datum op twee manieren te lezen",
          "Dag en maand, of dag en jaar, zijn te verwisselen.",
          "'{value}' kan {first} of {second} zijn. Schrijf een datum als 31-12-2026."),
    Entry("date-outside", E, "Datum buiten het programma", "Het programma loopt over vaste jaren.",
          "{value} valt buiten de jaren {first} tot en met {last} van het programma. Verbeter de datum."),
    Entry("year-invalid", E, "Geen jaar", "Een jaar is een getal van vier cijfers.",
          "'{value}' is geen jaar. Vul een jaar in, bijvoorbeeld {first}."),
    Entry("year-outside", E, "Jaar buiten het programma", "Het programma loopt over vaste jaren.",
          "{value} valt buiten de jaren {first} tot en met {last} van het programma. Verbeter het jaar."),
    # the plan
    Entry("plan-source-year", E, "Bron geldt niet in dit jaar", "Elke bron geldt in vaste jaren.",
          "{source} geldt van {first} tot en met {last}, niet in {year}. Kies een andere bron of een ander "
          "jaar."),
    Entry("plan-theme-needed", E, "Thema ontbreekt", "Bij deze bron hoort elke regel bij een thema.",
          "{source} heeft thema's. Kies uit: {options}."),
    Entry("plan-theme-extra", E, "Thema hoort hier niet", "Deze bron heeft geen thema's.",
          "{source} heeft geen thema's, maar hier staat '{value}'. Haal het thema weg, of verbeter de bron."),
    Entry("plan-released", E, "Meer vrijgegeven dan begroot", "Vrijgegeven ligt tussen nul en Begroot.",
          "vrijgegeven is {value}; dat moet liggen tussen nul en {budget}. Verbeter een van beide."),
    Entry("plan-phasing-part", E, "Fasering niet volledig", "Vul alle maanden of kwartalen in, of geen.",
          "de fasering is niet volledig: {columns} is leeg. Vul alle vakken in (0 mag), of maak ze alle "
          "leeg."),
    Entry("plan-phasing-sum", E, "Fasering telt niet op", "De fasering telt tot op de cent op tot Begroot.",
          "de fasering telt op tot {value}, maar Begroot is {budget}. Verbeter een van beide."),
    Entry("plan-phasing-both", E, "Maanden en kwartalen verschillen",
          "Beide zijn ingevuld en spreken elkaar tegen.",
          "{column} is {value}, maar de drie maanden tellen op tot {months}. Verbeter een van beide."),
    Entry("plan-double", E, "Regel staat er twee keer", "Regelcode, bron, thema en jaar samen zijn uniek.",
          "regel '{value}' met deze bron, dit thema en dit jaar staat ook in {other}. Tel de regels samen "
          "op, of verbeter de code."),
    Entry("plan-two-domains", E, "Regel in twee domeinen", "Een regelcode hoort bij een domein.",
          "regel '{value}' hoort hier bij {domain}, maar in {other} bij {second}. Geef een van beide een "
          "andere code."),
    Entry("plan-code-taken", E, "Regelcode al in gebruik",
          "Een ander domein heeft deze code in zijn geldende plan.",
          "regel '{value}' staat al in het geldende plan van {second}. Kies een andere code."),
    Entry("plan-code-alike", W, "Twee codes die op elkaar lijken", "Hoofdletters en streepjes tellen mee.",
          "regel '{value}' lijkt op '{other}' in {place}. Zijn dit twee regels? Verbeter anders de code."),
    Entry("plan-year-lapses", W, "Regels van een jaar vervallen",
          "Het bestand vervangt het hele plan van het domein.",
          "de regels van {year} van {domain} vervallen: ze staan in het geldende plan, maar niet in dit "
          "bestand. Voeg ze toe als ze blijven gelden."),
    # the ledger
    Entry("code-unknown", W, "Niet in bestedingsplan", "De regel telt mee als 'niet in bestedingsplan'.",
          "'{value}' staat niet in het bestedingsplan{year}{times}. {hint}"),
    Entry("ledger-project-double", E, "Projectcode past bij meer regels",
          "Het is niet duidelijk bij welke regel de boeking hoort.",
          "projectcode '{value}' hoort bij meer regels: {options}. Vul de regelcode in."),
    Entry("ledger-source-needed", E, "Bron ontbreekt", "De regel heeft in dit jaar meer dan een bron.",
          "regel '{value}' heeft in {year} meer dan een bron. Kies uit: {options}."),
    Entry("ledger-source-other", W, "Regel heeft deze bron niet",
          "De boeking telt mee als 'niet in bestedingsplan'.",
          "regel '{value}' heeft in {year} geen bron {source}{times}. Controleer de bron."),
    Entry("ledger-theme-needed", E, "Thema ontbreekt", "De regel heeft bij deze bron meer dan een thema.",
          "regel '{value}' heeft in {year} meer dan een thema. Kies uit: {options}."),
    Entry("ledger-theme-other", W, "Regel heeft dit thema niet",
          "De boeking telt mee als 'niet in bestedingsplan'.",
          "regel '{value}' heeft in {year} geen thema {theme}{times}. Controleer het thema."),
    Entry("ledger-double", E, "Boeking staat er twee keer", "Boekstuknummer en volgnummer samen zijn uniek.",
          "boekstuk '{value}', volgnummer {sequence}, staat ook in {other}. Haal er een weg, of verbeter "
          "het nummer."),
    Entry("ledger-statement", I, "Periode van de boekingen",
          "Een blad met boekingen is een opgave over een periode.",
          "stand van {day} ({day_from}); boekingen van {first} tot en met {last} ({period_from})."),
    Entry("ledger-outside", E, "Buiten de periode", "Boven de tabel staat een andere periode.",
          "boekdatum {value} valt buiten de periode {first} tot en met {last} die boven de tabel staat. "
          "Verbeter de datum of de periode."),
    Entry("ledger-ahead", W, "Boekingen na de dag van de opgave",
          "Een opgave gaat over wat op haar dag was geboekt.",
          "{count} zijn van na {day}, de dag van de opgave. Controleer de datum boven de tabel."),
    Entry("ledger-signs", W, "Bedragen vooral negatief",
          "Kosten horen positief te zijn, creditnota's negatief.",
          "{count} zijn negatief. Kosten horen positief; keer het teken om als dit kosten zijn."),
    # progress, decisions
    Entry("progress-double", E, "Voortgang staat er twee keer",
          "Regelcode, peildatum en indicator samen zijn uniek.",
          "voortgang van '{value}' op {day} staat ook in {other}. Voeg de regels samen."),
    Entry("progress-forecasts", E, "Twee prognoses voor een regel",
          "Een regel heeft op een peildatum een prognose, ook als hij meer indicatoren heeft.",
          "'{value}' heeft op {day} een andere prognose dan in {other}. Vul een keer de juiste prognose in."),
    Entry("decision-persons", E, "Te weinig namen", "Niemand besluit alleen.",
          "'{value}' is een naam. Een besluit is van twee of meer personen; zet hun namen met een komma "
          "ertussen."),
    Entry("decision-domain", W, "Regel van een ander domein",
          "Een besluit noemt een regel van zijn eigen domein.",
          "'{value}' is een regel van {domain}. Verbeter de code of het opgavedomein."),
)  # fmt: skip

CATALOGUE: dict[str, Entry] = {entry.code: entry for entry in _ENTRIES}
