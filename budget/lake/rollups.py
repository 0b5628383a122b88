"""The roll-ups, each written once: expressions that DuckDB and Spark both run.

They add up what areas published and never compute a measure or signal: that was done at signing. All amounts
are int64 cents, so both engines give the same to the cent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from budget.lake.tables import ADDED

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from budget.lake.engines import Tables

OF_SNAPSHOT = ("programme", "year", "n")
GROUPED = {"area": "programme", "source": "source", "theme": "theme"}
"""The roll-up grouping -> the grouping of the measures that it adds up."""
_KEYS = {"area": ("programme",), "source": ("source",), "theme": ("source", "theme")}
COLOURS = ("rood", "oranje", "groen", "grijs")


def standing(t: Tables, by: str, year: int) -> ir.Table:
    """Per area, source or theme: every additive measure, the number of areas, and the number per colour."""
    found = _standing_measures(t, year)
    found = found.filter(found.by == GROUPED[by])
    counted = {colour: (found.colour == colour).cast("int64").sum() for colour in COLOURS}
    sums = {name: found[name].sum() for name in ADDED}
    keys = _KEYS[by]
    return found.group_by(keys).aggregate(
        name=found.name.max(),
        areas=found.programme.nunique(),
        released=found.released.sum(),
        released_unknown=found.released_unknown.sum(),
        reach=found.known_until.min(),
        **counted,
        **sums,
    )


def at_risk(t: Tables, year: int) -> ir.Table:
    """Per source and theme: the amount expected to be left at its end, and the amount to be repaid."""
    found = t["repayments"].semi_join(_newest(t, year), OF_SNAPSHOT)
    together = found.of_year == 0
    return found.group_by(["source", "theme"]).aggregate(
        name=found.name.max(),
        at_risk=found.at_risk.fill_null(0).sum(where=together),
        repaid=found.repaid.sum(where=together),
        areas=found.programme.nunique(where=together & (found.at_risk.fill_null(0) > 0)),
    )


def areas(t: Tables, year: int) -> ir.Table:
    """Per area: how it is named, and its newest signed snapshot of the year; nulls without one."""
    known = t["areas"].filter(t["areas"].year == year)
    newest = _newest(t, year).drop("year", "is_replaced", "stands", "known_at").rename(signed_as_of="as_of")
    whole = _standing_measures(t, year)
    whole = whole.filter(whole.by == "programme").select(
        "programme", "colour", "rule", "reason", "known_until", "forecast_p10", "forecast_p90",
        "released", "released_unknown", *ADDED,
    )  # fmt: skip
    return known.left_join(newest, "programme", rname="{name}_of").drop("programme_of").left_join(
        whole, "programme", rname="{name}_of"
    ).drop("programme_of")  # fmt: skip


def domains(t: Tables, programme: str, year: int) -> ir.Table:
    """The domains of one area in its last signed snapshot."""
    found = _standing_measures(t, year)
    return found.filter((found.by == "domain") & (found.programme == programme))


def late(t: Tables, year: int) -> ir.Table:
    """Per area and domain: what its newest signed snapshot did not reach, and since when."""
    return t["missing"].semi_join(_newest(t, year), OF_SNAPSHOT)


def accepted(t: Tables, by: str, year: int) -> ir.Table:
    """Per area, source or theme: booked and open commitments, as far as each area's data reaches.

    Money in no plan has no source, as in the measures.
    """
    keys = _KEYS[by]
    none = {"realised": 0, "open": 0}
    booked = t["months"].filter(t["months"].year == year)
    booked = booked.select(*keys, realised=booked.realised, open=booked.realised * none["open"])
    committed = t["commitments"].filter(t["commitments"].year == year)
    committed = committed.select(*keys, realised=committed.open * none["realised"], open=committed.open)
    both = booked.union(committed)
    return both.group_by(keys).aggregate(realised=both.realised.sum(), committed=both.open.sum())


def by_month(t: Tables, year: int) -> ir.Table:
    """Per source and month: planned and booked, by accepted totals."""
    found = t["months"].filter(t["months"].year == year)
    return found.group_by(["source", "month"]).aggregate(
        planned=found.planned.sum(), realised=found.realised.sum()
    )


def forecast_record(t: Tables) -> ir.Table:
    """Per month of forecasting: how signed forecasts of domains in past years came out.

    Areas publish the outturn only of domains whose bookings reach the end of the year.
    """
    said = t["measures"].filter(t["measures"].by == "domain")
    signed = t["snapshots"].filter(~t["snapshots"].is_replaced)
    said = said.inner_join(signed.select(*OF_SNAPSHOT, "as_of"), OF_SNAPSHOT)
    said = said.inner_join(t["outturns"], ["programme", "year", "domain"])
    inside = (said.outturn >= said.forecast_p10) & (said.outturn <= said.forecast_p90)
    said = said.mutate(
        month=said.as_of.substr(5, 2).cast("int64"),
        inside=inside.cast("int64"),
        error=said.outturn - said.forecast_p50,
    )
    last = said.year.cast("string") + "-12-31"
    said = said.filter((said.as_of < last) & (said.budget != 0))
    return said.group_by("month").aggregate(
        forecasts=said.count(),
        inside=said.inside.sum(),
        budget=said.budget.sum(),
        error=said.error.sum(),
        off=said.error.abs().sum(),
    )


def _newest(t: Tables, year: int) -> ir.Table:
    found = t["snapshots"]
    return found.filter((found.year == year) & found.stands)


def _standing_measures(t: Tables, year: int) -> ir.Table:
    return t["measures"].semi_join(_newest(t, year), OF_SNAPSHOT)
