"""What a database failure means to the user: one Dutch line with what to do."""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError

LOCKED = "Iemand anders is al lang iets aan het vastleggen. Er is niets veranderd. Probeer het zo weer."
FULL = "De schijf van de database is vol. Er is niets veranderd. Vraag de beheerder om ruimte te maken."
READ_ONLY = (
    "In de database is nu niet te schrijven. Er is niets veranderd. Vraag de beheerder om schrijfrechten."
)
SLOW = "De database deed er te lang over en is gestopt. Er is niets veranderd. Probeer het later opnieuw."
BROKEN_DISK = (
    "De schijf van de database geeft een fout. Kijk eerst of uw handeling is vastgelegd. Waarschuw de "
    "beheerder voordat u verder werkt."
)
GONE = "De database is er niet meer of is niet te bereiken. Er is niets veranderd. Vraag de beheerder."
CROWDED = "De database heeft het te druk voor nog een verbinding. Er is niets veranderd. Probeer het zo weer."
LOST = (
    "De verbinding met de database is verbroken. Kijk eerst of uw handeling is vastgelegd; "
    "doe het alleen opnieuw als die er niet staat."
)
UNDONE = (
    "De verbinding met de database viel weg. Nagekeken: uw handeling is niet vastgelegd. Doe haar opnieuw."
)
AWAY = (
    "De database is nu niet te bereiken. Probeer het zo weer, en kijk dan eerst of uw laatste handeling is "
    "vastgelegd. Duurt het langer, waarschuw de beheerder."
)
DAMAGED = (
    "Het databasebestand is beschadigd. Vraag de beheerder om te controleren met: python -m budget verify"
)
BEYOND_READING = (
    "Het databasebestand is zo beschadigd dat het niet te openen is. Bewaar het. Zet de laatste back-up "
    "terug in een nieuwe database: python -m budget restore BESTAND"
)
OUTDATED = (
    "De database is intussen bijgewerkt. Er is niets veranderd. Vraag de beheerder om het programma opnieuw "
    "te starten."
)
OLDER = (
    "De database is ouder dan het ankerbestand: het laatst bewaarde kenmerk staat er niet in. Er is niets "
    "veranderd. Vraag de beheerder om te controleren met: python -m budget verify"
)
REPLACED = (
    "De database is vervangen door een oudere of een andere. Er is niets veranderd. Vraag de beheerder om te "
    "controleren met: python -m budget verify"
)
TWO_PERSONS = "Dit hebt u zelf ingediend of voorgesteld. Een tweede persoon moet beslissen."
UNKNOWN_PERSON = "Deze persoon staat niet in het programma. Er is niets veranderd."
CLOSED = "Deze periode is afgesloten. Er is niets veranderd. Bekijk het voorbeeld van de wijzigingen opnieuw."

_BY_STATE = {
    "55P03": LOCKED,
    "40P01": LOCKED,
    "53100": FULL,
    "25006": READ_ONLY,
    "42501": READ_ONLY,
    "57014": SLOW,
    "53300": CROWDED,
    "58030": BROKEN_DISK,
    "XX001": DAMAGED,
    "XX002": DAMAGED,
    "57P01": LOST,
    "57P02": LOST,
    "57P03": AWAY,
}
_BY_WORDS = {
    "connection failed": AWAY,
    "connection is bad": AWAY,
    "connection timeout expired": AWAY,
    "is locked": LOCKED,
    "disk I/O error": BROKEN_DISK,
    "unable to open database": GONE,
    "disk is full": FULL,
    "readonly database": READ_ONLY,
    "malformed": DAMAGED,
    "two persons needed": TWO_PERSONS,
    "unknown person in": UNKNOWN_PERSON,
    "closed period:": CLOSED,
}


def explain(error: DBAPIError) -> str | None:
    """The Dutch message for this failure; None when it is a bug of the program."""
    state: str | None = getattr(error.orig, "sqlstate", None)
    if state in _BY_STATE:
        return _BY_STATE[state]
    if error.connection_invalidated or (state or "").startswith("08"):
        return LOST
    words = str(error.orig)
    return next((line for sign, line in _BY_WORDS.items() if sign in words), None)
