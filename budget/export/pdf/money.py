"""The pages of the report about money: where it comes from, and what the partners bring in beside it."""

from __future__ import annotations

from dataclasses import asdict

from budget import labels
from budget.charts import SourcesChart
from budget.charts.svg import sources_on_paper
from budget.charts.tables import NOTHING, is_planned, room
from budget.export.pdf.pages import (
    RELEASE_NOTE,
    SPOTLIGHT_LENGTH,
    Data,
    as_of,
    domain_names,
    plan_cells,
    rows_of,
    shortened,
    with_money,
)
from budget.model import PartnerForm, Row
from budget.snapshot.row_data import row_from_data


def money_parts(content: Data) -> Data:
    """Where the money comes from, and what the partners bring in beside it."""
    known = content.get("sources", [])
    rows = with_money(rows_of(content, "source"))
    chart = SourcesChart.of(rows, as_of(content), {source["code"]: source["colour"] for source in known})
    return {
        "sources_chart": asdict(sources_on_paper(chart)) if known else None,
        "sources": _sources(content, rows, {source["code"]: source["unspent"] for source in known}),
        "partners_short": _partners_by_domain(content) if content["partners"] else None,
        "partners": _partners(content) if content["partners"] else None,
        "release_note": RELEASE_NOTE if row_from_data(content["total"]).measures.released_unknown else "",
    }


def _sources(content: Data, rows: list[Row], unspent: dict[str, str]) -> Data:
    themes = with_money(rows_of(content, "theme"))
    cells = []
    for row in rows:
        cells.append({"kind": "group", "cells": _source_cells(row, row.name)})
        own = [theme for theme in themes if theme.key.partition("/")[0] == row.key and is_planned(theme)]
        if len(own) > 1:
            cells += [{"kind": "", "cells": _source_cells(t, t.name.partition(": ")[2])} for t in own]
        if row.key in unspent:
            cells.append({"kind": "note", "cells": [f"Wat overblijft {unspent[row.key]}."]})
    cells.append({"kind": "total", "cells": _source_cells(row_from_data(content["total"]), "Totaal")})
    headers = ["Bron en thema", "Begroot", "Vrijgegeven", "Besteed", "Verplicht", "Vrije ruimte", "Besteed %"]
    return {"headers": headers, "widths": [2.4, 1, 1, 1, 1, 1.3, 0.75], "words": 1, "rows": cells}


def _source_cells(row: Row, name: str) -> list[str]:
    m = row.measures
    used = (labels.euro(m.realised), labels.euro(m.committed))
    return [name, *plan_cells(row), *used, room(m.free), labels.percent(m.depletion)]


def _partners(content: Data) -> Data:
    names = domain_names(content)
    rows = []
    for code, name in names.items():
        found = sorted((p for p in content["partners"] if p["domain"] == code), key=lambda p: p["partner"])
        if found:
            rows.append({"kind": "group", "cells": [name, "", "", "", ""]})
            rows += [{"kind": "", "cells": _partner_cells(partner)} for partner in found]
    headers = ["Opgavedomein en partner", "Bijdrage", "Vorm", "Hoeveelheid", "Waarde"]
    return {"headers": headers, "widths": [2.1, 2.2, 0.9, 0.9, 1], "words": 4, "rows": rows}


def _partner_cells(partner: Data) -> list[str]:
    quantity = " ".join(part for part in (partner["quantity"], partner["unit"]) if part)
    value = labels.euro(partner["amount"]) if partner["amount"] is not None else "niet gewaardeerd"
    described = shortened(partner["description"], SPOTLIGHT_LENGTH)
    return [partner["partner"], described, partner["form"], quantity or NOTHING, value]


def _partners_by_domain(content: Data) -> Data:
    """Per domain what the plan spent and, beside it, what partners bring in; never added up together."""
    spent = {row["key"]: row["realised"] for row in content["rows"]["domain"]}
    rows = []
    for code, name in domain_names(content).items():
        found = [partner for partner in content["partners"] if partner["domain"] == code]
        if found or spent.get(code):
            rows.append({"kind": "", "cells": [name, labels.euro(spent.get(code, 0)), *_by_form(found)]})
    total = ["Totaal", labels.euro(content["total"]["realised"]), *_by_form(content["partners"])]
    rows.append({"kind": "total", "cells": total})
    headers = ["Opgavedomein", "Besteed uit het plan", *(f"Partners {form}" for form in PartnerForm)]
    headers.append("Zonder bedrag")
    return {"headers": headers, "widths": [2, 1.1, 1.1, 1, 1.2, 1], "words": 1, "rows": rows}


def _by_form(found: list[Data]) -> list[str]:
    """The valued contributions per form, and how many have no value."""
    sums = {form.value: 0 for form in PartnerForm}
    for partner in found:
        sums[partner["form"]] += partner["amount"] or 0
    unvalued = sum(partner["amount"] is None for partner in found)
    counted = labels.count(unvalued, "bijdrage", "bijdragen") if unvalued else NOTHING
    return [*(labels.euro(cents) if cents else NOTHING for cents in sums.values()), counted]
