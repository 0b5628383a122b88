"""Dutch for Streamlit's own texts and labels: its scripts have them only in English."""

from __future__ import annotations

FULL = "Er zijn nu te veel vensters open. Sluit een venster of wacht even en laad de pagina opnieuw."
"""What the server answers (503) when it has no room for a window; a page that lost its own shows it too."""
WORDS = {
    "`Page not found`": "`Deze pagina bestaat niet`",
    "`You have requested page /${e}, but no corresponding file was found in the app's pages/ directory`": (
        "`De pagina /${e} bestaat niet`"
    ),
    "`The page that you have requested does not seem to exist`": "`De pagina die u vroeg, bestaat niet`",
    "Running the app's main page.": "U ziet nu de beginpagina.",
    "`Main menu`": "`Menu`",
    "`Help for ${": "`Uitleg bij ${",
    "`Help`": "`Uitleg`",
    "`file upload`": "`bestand kiezen`",
    "`Skip to main content`": "`Naar de inhoud`",
    "`Drag and drop a file here`": "`Laat het bestand hier los`",
    "`Drag and drop files here`": "`Laat de bestanden hier los`",
    "`Upload`": "`Kies bestand`",
    "} per file`": "} per bestand`",
    "`${e.toFixed(n)}${t.toUpperCase()}`": (
        "`${e.toFixed(n).replace(`.`,`,`)}\u00a0${{gb:`GB`,mb:`MB`,kb:`kB`,b:`B`}[t]}`"
    ),
    "`Clear value`": "`Maak leeg`",
    "`Clear all`": "`Maak alles leeg`",
    "`Select all`": "`Kies alles`",
    "`No results`": "`Niets gevonden`",
    "`No options to select`": "`Er is niets te kiezen`",
    "`Choose an option`": "`Maak een keuze`",
    "`Choose options`": "`Maak een keuze`",
    "`This type of`": "`Zulke`",
    "} files are not allowed.": "} bestanden kunnen hier niet.",
    "${i.flat().length} more`": "${i.flat().length} meer`",
    "`Press Enter to ${e}`": "`Druk op Enter`",
    '"aria-label":`Close`': '"aria-label":`Sluiten`',
    "label:`Rerun`": "label:`Ververs`",
    "label:`Print`": "label:`Druk af`",
    "`Remove ${e}`": "`Haal ${e} weg`",
    "`Remove ${e.name}`": "`Haal ${e.name} weg`",
    "`Collapse sidebar`": "`Sluit het menu`",
    "`Expand sidebar`": "`Open het menu`",
    "`Connection error`": "`Geen verbinding`",
    '"aria-label":`App pages`': '"aria-label":`Schermen`',
    '"aria-label":`Sidebar`': '"aria-label":`Menu`',
    '"aria-label":`Theme`': '"aria-label":`Kleuren`',
    '"aria-label":`Notifications`': '"aria-label":`Meldingen`',
    '"aria-label":`Running...`': '"aria-label":`Bezig`',
    "`Scroll tabs left`": "`Eerdere onderdelen`",
    "`Scroll tabs right`": "`Verdere onderdelen`",
    "`Selectbox options`": "`Keuzes`",
    "`Multiselect options`": "`Keuzes`",
    "`Selected values`": "`Gekozen`",
    "`Select ${p.length} matches`": "`Kies alle ${p.length} gevonden`",
    "`Add: ${M}`": "`Voeg toe: ${M}`",
    "`Add files`": "`Kies een ander bestand`",
    "`Upload directories`": "`Kies mappen`",
    "`Drag and drop directories here`": "`Laat de mappen hier los`",
    "`File must be ${": "`Het bestand is te groot. Het mag niet meer zijn dan ${",
    "} or smaller.`": "}.`",
    "`File size is too small.`": "`Het bestand is te klein.`",
    "`Only one file is allowed.`": "`Hier kan maar één bestand tegelijk.`",
    "`Unexpected error. Please try again.`": "`Dit lukte niet. Probeer het nog eens.`",
    "new U(`Request failed with status code `+n.status,": (
        "new U(typeof n.data==`string`&&n.data&&n.data.length<300?n.data:`Dit lukte niet (${n.status}).`,"
    ),
    "`Increment`": "`Meer`",
    "`Decrement`": "`Minder`",
    "`Number is above the allowed range.`": "`Dit getal is te hoog.`",
    "`Number is below the allowed range.`": "`Dit getal is te laag.`",
    "`Number is above the allowed range. Please enter a value less than or equal to ${": "`Kies hooguit ${",
    "`Number is below the allowed range. Please enter a value greater than or equal to ${": (
        "`Kies minstens ${"
    ),
    "`Number is outside the allowed range. Please enter a value between ${n} and ${r}.`": (
        "`Kies een getal van ${n} tot en met ${r}.`"
    ),
    "label:e.label,icon:e.icon,checked:": (
        "label:{System:`Systeem`,Light:`Licht`,Dark:`Donker`}[e.label],icon:e.icon,checked:"
    ),
    "`Stopping...`": "`Stopt...`",
    "_O=`Connecting`": "_O=`Zoekt verbinding`",
    "`Connecting to Streamlit server`": "`Zoekt verbinding met de monitor`",
    "`Unable to connect to Streamlit server`": "`Geen verbinding met de monitor`",
    "bO=`Error`": "bO=`Fout`",
    "`Is Streamlit still running? If you accidentally stopped Streamlit, "
    "just restart it in your terminal:`": "`De monitor antwoordt niet. Is hij gestopt? Start hem opnieuw:`",
    "`streamlit run yourscript.py`": "`python -m budget serve`",
    "`Streamlit server is not responding. Are you connected to the internet?`": (
        "`De monitor antwoordt niet. Kijk of u internet hebt.`"
    ),
    "message:`Connection timed out.`": "message:`De monitor antwoordt te langzaam.`",
    "`Connection failed with status ${r}${s?`, and response:`:`.`}`": (
        f"(r===503?`{FULL}`:`De monitor weigert de verbinding (${{r}})${{s?`, met dit antwoord:`:`.`}}`)"
    ),
}
"""A piece of script with its quotes -> the same piece in Dutch. A test finds each in the scripts."""

MENDED = {
    "isSupportedBrowser(){try{": "isSupportedBrowser(){return!1;try{",
    "...e({tabIndex:-1})": "...e({tabIndex:-1,role:`group`})",
    "n.setAttribute(nr,``)": "n.setAttribute(nr,``),n.role=`region`,n.ariaLabel=`Venster`",
    "o.setAttribute(nr,``)": "o.setAttribute(nr,``),o.role=`region`,o.ariaLabel=`Venster`",
    "U.createElement(`div`,{ref:s,style:{display:`contents`}}": (
        'U.createElement(`div`,{ref:s,role:`region`,"aria-label":`Keuzes`,style:{display:`contents`}}'
    ),
}
"""Pieces of script other than words, replaced in the same way.

Screen recording is removed from the menu. The upload area has a name, so it may not be marked as decorative.
Pop-ups become named regions of the page.
"""


def in_dutch(script: bytes) -> bytes:
    """The script with these words in Dutch, and these pieces replaced."""
    for english, dutch in (WORDS | MENDED).items():
        script = script.replace(english.encode(), dutch.encode())
    return script
