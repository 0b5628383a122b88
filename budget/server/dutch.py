"""Dutch for the words that Streamlit itself shows or reads out: its scripts have them in English only."""

from __future__ import annotations

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
    "...e({tabIndex:-1})": "...e({tabIndex:-1,role:`group`})",
}
"""A piece of script with its quotes -> the same piece in Dutch. A test finds each in the scripts.

The last is no word: the place to drop files has a name, so it may not say that it is only for looks.
"""


def in_dutch(script: bytes) -> bytes:
    """The script with these words in Dutch."""
    for english, dutch in WORDS.items():
        script = script.replace(english.encode(), dutch.encode())
    return script
