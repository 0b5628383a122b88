"""Small files in the shapes of real public budgets; every name and amount is invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tests.intake.workbooks import xlsx

FIXED = """
[koppeling.deel.vast]
"Opgavedomein" = "Kansen voor de Jeugd"
"Bron" = "Coalitiemiddelen"
"Budgethouder" = "Sanne Bakker"
"Actielijn" = "Niet ingedeeld"
"""
BOOKED = """
[koppeling.deel.vast]
"Boekstuknummer" = "overzicht"
"Boekdatum" = "2023-12-31"
"""


@dataclass(frozen=True)
class ForeignFile:
    """A file, its mapping, and the expected cents."""

    name: str
    data: bytes
    mapping: str
    plan: int = 0
    ledger: int = 0


def _mapping(name: str, header: list[str], *parts: str, unit: int = 1) -> str:
    heads = ", ".join(f'"{" ".join(head.split())}"' for head in header)
    start = f'[[koppeling]]\nnaam = "{name}"\nkoppen = [{heads}]\neenheid = {unit}\n'
    return start + "".join(f"\n[[koppeling.deel]]\n{part}" for part in parts)


def _plan(code: str, amount: str, activity: str, year: str, rules: str = "") -> str:
    columns = f'"Regelcode" = "{code}"\n"Begroot" = "{amount}"\n"Activiteit" = "{activity}"\n'
    by_column = "" if year.isdigit() else f'"Jaar" = "{year}"\n'
    fixed = f'"Jaar" = "{year}"\n' if year.isdigit() else ""
    return f'soort = "bestedingsplan"\n{rules}[koppeling.deel.kolommen]\n{columns}{by_column}{FIXED}{fixed}'


def _ledger(code: str, amount: str, rules: str = "", rest: str = "") -> str:
    columns = f'"Regelcode" = "{code}"\n"Bedrag" = "{amount}"\n'
    return f'soort = "boekingen"\n{rules}[koppeling.deel.kolommen]\n{columns}{BOOKED}{rest}'


def original_revised_actual() -> ForeignFile:
    """A header with a line break, codes with dots, revenue below zero, spending without a budget."""
    header = ["Produktgruppe", "Haushaltsstelle", "Zweckbestimmung", "Anschlag 2016",
              "Haushaltssoll\n14. Mt. 2016", "IST 2016"]  # fmt: skip
    rows: list[list[object]] = [
        [f"0{n % 9 + 1}.01.01", f"0010.{11900 + n}-{n % 10}", f"Zweck {n}", n * 10.0, n * 12.5,
         n * 12.5 if n % 8 else n + 0.12]
        for n in range(1, 200)
    ]  # fmt: skip
    rows += [["93.01.05", "3998.88430-5", "Rückzahlung", 0.0, -400.0, 0.0]]
    rows += [["93.01.05", "3998.89311-8", "Ohne Ansatz", 0.0, 0.0, 731.42]]
    revised = "Haushaltssoll 14. Mt. 2016"
    mapping = _mapping(
        "Liste",
        header,
        _plan("Haushaltsstelle", revised, "Zweckbestimmung", "2023", 'onder-nul = "weglaten"\n'),
        _ledger("Haushaltsstelle", "IST 2016"),
    )
    booked = sum(round(row[5] * 100) for row in rows if isinstance(row[5], float))
    return ForeignFile("bremen.xlsx", xlsx(Liste=[header, *rows]), mapping, 24_875_000, booked)


def financial_system() -> ForeignFile:
    """Semicolons, Windows-1252, `1.891.919,92`, revenue below zero, one code in many rows."""
    header = ["Kontengruppe-Nummer", "Kontengruppe", "Profitcenter", "Ist 2016", "Plan 2017"]
    lines = [";".join(header)]
    for n in range(1, 120):
        lines.append(f"41;Zuwendungen für Bürger;{100 + n % 7};-{n}.206,4;-{n}.206,42")
        lines.append(f"52;Aufwendungen für Grünflächen;{100 + n % 7};1.891.{n:03d},92;{n}.000")
    below = 'onder-nul = "weglaten"\n'
    mapping = _mapping(
        "moers",
        header,
        _plan("Profitcenter", "Plan 2017", "Kontengruppe", "2023", below + 'herhaald = "optellen"\n'),
        _ledger("Profitcenter", "Ist 2016", below + 'onder-nul-in = "Plan 2017"\n'),
    )
    data = "\r\n".join(lines).encode("cp1252")
    return ForeignFile("moers.csv", data, mapping, 714_000_000, 119 * 189_100_092 + 714_000)


def plan_of_a_system() -> ForeignFile:
    """A sheet of filters first, the year in a column, and a second sheet that adds up to the same."""
    header = ["ANO", "Ação Orçamentária", "Despesa Agregada", "Ajuste UO $", "LOA UO $"]
    rows = [[2024, "GESTÃO", f"DESPESA {n}", -9_666.0, 10_000.5 * n] for n in range(1, 83)]
    detail = [["UA", "Item", "LOA UA $"], *(["ACS", f"33.90.{n}", 10_000.5 * n] for n in range(1, 83))]
    mapping = _mapping("Despesas", header, _plan("Despesa Agregada", "LOA UO $", "Ação Orçamentária", "ANO"))
    data = xlsx(Filtros=[["Filtro", "Valor"], ["ANO", "2024;"]], Despesas=[header, *rows], Itens=detail)
    return ForeignFile("programacao.xlsx", data, mapping, 3_403 * 1_000_050)


def monthly_execution() -> ForeignFile:
    """The day of extraction in A1, the header in row 2, and a kind of money per row."""
    header = ["Mês Lançamento", "Ação Governo Código", "Conta Contábil", "Saldo - R$ (Conta Contábil)"]
    paid, open_ = "'= CREDITO EMPENHADO LIQUIDADO PAGO", "'= CREDITO EMPENHADO A LIQUIDAR"
    rows: list[list[object]] = [[date(2024, 10, 29)], list(header)]
    for n in range(1, 90):
        rows.append([f"{'JFM'[n % 3]}AN/2024", f"{4000 + n % 5}", paid, n + 0.47])
        rows.append(["OUT/2024", f"{4000 + n % 5}", open_, n * 3.0])
        rows.append(["OUT/2024", f"{4000 + n % 5}", "'= CREDITO DISPONIVEL", 325_000.0])
    columns = "Ação Governo Código", "Saldo - R$ (Conta Contábil)"
    mapping = _mapping(
        "Arquivo",
        header,
        _ledger(*columns, rest=f'[koppeling.deel.alleen]\n"Conta Contábil" = ["{paid}"]\n'),
        _ledger(
            *columns,
            rest=f'"Soort" = "verplichting"\n[koppeling.deel.alleen]\n"Conta Contábil" = ["{open_}"]\n',
        ),
    )
    return ForeignFile("execucao.xlsx", xlsx(Arquivo=rows), mapping, ledger=400_500 + 89 * 47 + 1_201_500)


def trailing_minus() -> ForeignFile:
    """`4.977-` for costs, `-` for nothing, subtotals, thousands of euros."""
    header = [
        "Programma (in € 1.000)",
        "Begroting 2021 Baten",
        "Begroting 2021 Lasten",
        "Realisatie 2021 Lasten",
    ]
    lines = [
        ";".join(header),
        "1 Bestuur;329;5.230-;5.129-",
        "2 Openbare ruimte;5.426;10.542-;10.981-",
        "Subtotaal programma's;5.755;15.772-;16.110-",
        "Omschrijving dekkingsmiddelen;;;",
        "Lokale heffingen;5.224;357-;384-",
        "Dividend;66;-;-",
        "Subtotaal dekkingsmiddelen;5.290;357-;384-",
    ]
    code, sign = header[0], 'teken = "min"\n'
    mapping = _mapping(
        "drimmelen",
        header,
        _plan(code, header[2], code, "2023", sign),
        _ledger(code, header[3], sign),
        unit=1000,
    )
    return ForeignFile("drimmelen.csv", "\n".join(lines).encode(), mapping, 1_612_900_000, 1_649_400_000)


def repeated_codes() -> ForeignFile:
    """Headings between the rows, a code under two headings, a variance with reversed sign."""
    header = ["Taakveld", "Begroting 2018", "Begroting na wijziging 2018", "Rekening", "Verschil"]
    lines = [
        ";".join(header),
        "1 Ruimtelijke ontwikkeling;;;;",
        "0.10  Reserves;-;2.815;2.755;-60",
        "3.1  Economie;1.064;406;339;-67",
        "Subtotaal;1.064;3.221;3.094;-127",
        "2 Ruimtelijk beheer;;;;",
        "0.10  Reserves;2.808;2.911;2.911;-",
        "7.3  Afval;2.602;2.872;2.842;-30",
    ]
    code, amount = header[0], header[2]
    mapping = _mapping(
        "nieuwkoop",
        header,
        _plan(code, amount, code, "2023", 'herhaald = "optellen"\n'),
        _ledger(code, "Rekening"),
    )
    return ForeignFile("nieuwkoop.csv", "\n".join(lines).encode(), mapping, 900_400, 884_700)


FOREIGN_FILES = tuple(
    make()
    for make in (
        original_revised_actual,
        financial_system,
        plan_of_a_system,
        monthly_execution,
        trailing_minus,
        repeated_codes,
    )
)
