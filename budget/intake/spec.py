"""The classes that declare a kind of sheet, and the kinds for lines, requests and promises."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from budget.model.domain_records import PromiseState, RequestState
from budget.model.succession import SuccessionKind
from budget.model.words import SheetKind


class Cell(StrEnum):
    """The type of the cells in a column."""

    TEXT = "text"
    CODE = "code"
    AMOUNT = "amount"
    DATE = "date"
    YEAR = "year"
    DOMAIN = "domain"
    SOURCE = "source"
    THEME = "theme"
    PERSON = "person"
    PERSONS = "persons"
    KNOWN_PERSONS = "known persons"
    CHOICE = "choice"
    STEP = "step"
    SHARE = "share"


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `instead` names the field that may replace it when it is required.

    `synonyms` are in order of preference: when two columns of a sheet match one field, the first wins.
    """

    field: str
    header: str
    cell: Cell
    help: str
    required: bool = False
    synonyms: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Title:
    """A row that may stand above the table: its label, with the value beside it or after a colon."""

    field: str
    header: str
    cell: Cell
    help: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class SheetSpec:
    """One kind of sheet. `anchor` is the field that every data row fills, `total` the one summed."""

    kind: SheetKind
    help: str
    anchor: str
    total: str
    columns: tuple[Column, ...]
    titles: tuple[Title, ...] = ()

    def column(self, field: str) -> Column:
        """The column of a field."""
        return next(column for column in self.columns if column.field == field)

    @property
    def required(self) -> tuple[Column, ...]:
        """The columns that every sheet of this kind must have."""
        return tuple(column for column in self.columns if column.required)


SUCCESSION = SheetSpec(
    SheetKind.SUCCESSION,
    "Wat er gebeurt met een regelcode die verandert. Boekingen en verplichtingen gaan mee naar de nieuwe "
    "code.",
    "code",
    "",
    (
        Column("code", "Oude regelcode", Cell.CODE,
               "De code die verandert. Bij splitsen: een rij per nieuwe code.", True,
               ("oude code", "regelcode oud")),
        Column("fate", "Wat gebeurt er", Cell.CHOICE,
               "hernoemd, samengevoegd, gesplitst of vervallen. Bij blijft geldt de eerdere opvolging niet "
               "meer.", True, ("soort opvolging",), tuple(SuccessionKind)),
        Column("successor", "Nieuwe regelcode", Cell.CODE,
               "De code die er nu voor in het plan staat. Leeg bij vervallen en bij blijft.",
               synonyms=("nieuwe code", "regelcode nieuw", "opvolger")),
        Column("share", "Aandeel", Cell.SHARE,
               "Alleen bij gesplitst: het deel in procent. Samen precies 100 %.",
               synonyms=("deel", "aandeel in procent")),
        Column("since", "Vanaf", Cell.DATE, "Dag waarop de nieuwe code ingaat.", True, ("ingangsdatum",)),
        Column("reason", "Reden", Cell.TEXT, "Waarom de code verandert.", True, ("reden opvolging",)),
        Column("decision", "Besluit", Cell.TEXT,
               "Nodig als het geld naar een andere pot gaat: het besluit dat dit toestaat."),
        Column("decided_on", "Datum besluit", Cell.DATE, "Dag van dat besluit."),
        Column("document", "Document", Cell.TEXT, "Waar dit is te vinden."),
    ),
)  # fmt: skip

_DOMAIN = Column("domain", "Opgavedomein", Cell.DOMAIN, "Naam of code van het opgavedomein.", True,
                 ("domein", "opgave", "opgaveteam", "OT", "pijler", "programma"))  # fmt: skip

REQUESTS = SheetSpec(
    SheetKind.REQUESTS,
    "Aanvragen zonder dekking: wensen met een bedrag en zonder bron. Zij tellen nergens in mee. Een nieuwe "
    "lijst vervangt de oude lijst van het domein.",
    "request",
    "amount",
    (
        _DOMAIN,
        Column("code", "Regelcode", Cell.CODE, "Code van de regel, als de wens daarbij hoort."),
        Column("request", "Aanvraag", Cell.TEXT, "Waar geld voor nodig is.", True, ("wens",)),
        Column("amount", "Gevraagd bedrag", Cell.AMOUNT, "Hoeveel geld er nodig is, in euro.", True,
               ("bedrag",)),
        Column("moment", "P&C-moment", Cell.TEXT, "Bij welk stuk, zoals VJN 2025.", True, ("moment",)),
        Column("deadline", "Uiterste dag", Cell.DATE, "Laatste dag voor dat stuk.", True, ("deadline",)),
        Column("state", "Stand aanvraag", Cell.CHOICE, "open, gedekt of afgewezen.", True,
               options=tuple(RequestState)),
        Column("asked_by", "Gevraagd door", Cell.TEXT, "Wie het vraagt."),
    ),
)  # fmt: skip

PROMISES = SheetSpec(
    SheetKind.PROMISES,
    "Toezeggingen aan de gemeenteraad, en wat het bestuur heeft afgesproken. Een nieuwe lijst vervangt de "
    "oude lijst van het domein.",
    "promise",
    "",
    (
        _DOMAIN,
        Column("promise", "Toezegging", Cell.TEXT, "Wat er is toegezegd.", True),
        Column("made_to", "Toegezegd aan", Cell.TEXT, "Zoals gemeenteraad of bestuur.", True),
        Column("owner", "Eigenaar", Cell.PERSON, "Wie ervoor zorgt: een persoon van het programma.", True),
        Column("due", "Uiterlijk", Cell.DATE, "Laatste dag.", True),
        Column("meeting", "Vergadering", Cell.DATE, "Dag van de vergadering waarin dit is toegezegd.", True),
        Column("state", "Stand toezegging", Cell.CHOICE, "open, klaar of vervallen.", True,
               options=tuple(PromiseState)),
        Column("outcome", "Uitkomst", Cell.TEXT, "Wat ervan kwam. Nodig als zij klaar of vervallen is."),
    ),
)  # fmt: skip

TRANSFER = SheetSpec(
    SheetKind.TRANSFER,
    "Geld van de ene regel naar de andere. Elke rij wijzigt beide regels, of geen van beide.",
    "from_code",
    "amount",
    (
        Column("from_code", "Van regelcode", Cell.CODE, "Code van de regel waar het geld vandaan komt.", True,
               ("van regel",)),
        Column("from_source", "Van bron", Cell.SOURCE, "Alleen nodig als die regel meer dan een bron heeft."),
        Column("from_theme", "Van thema", Cell.THEME, "Alleen nodig als die regel meer dan een thema heeft."),
        Column("to_code", "Naar regelcode", Cell.CODE, "Code van de regel waar het geld naartoe gaat.", True,
               ("naar regel",)),
        Column("to_source", "Naar bron", Cell.SOURCE, "Alleen nodig als die regel meer dan een bron heeft."),
        Column("to_theme", "Naar thema", Cell.THEME, "Alleen nodig als die regel meer dan een thema heeft."),
        Column("year", "Jaar", Cell.YEAR, "Jaar van het budget. Het is voor beide regels hetzelfde.", True),
        Column("amount", "Bedrag", Cell.AMOUNT, "Bedrag dat overgaat, in euro, boven nul.", True),
        Column("reason", "Reden", Cell.TEXT, "Waarom het geld overgaat.", True),
        Column("decision", "Besluit", Cell.TEXT,
               "Nodig als domein, bron of thema verschilt: het besluit dat dit toestaat."),
        Column("decided_on", "Datum besluit", Cell.DATE, "Dag van dat besluit."),
        Column("document", "Document", Cell.TEXT, "Het stuk waarin dit staat.", True),
    ),
)  # fmt: skip
