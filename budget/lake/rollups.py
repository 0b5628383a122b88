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
    measures = _standing_measures(t, year)
    measures = measures.filter(measures.by == GROUPED[by])
    counts = {colour: (measures.colour == colour).cast("int64").sum() for colour in COLOURS}
    sums = {name: measures[name].sum() for name in ADDED}
    keys = _KEYS[by]
    return measures.group_by(keys).aggregate(
        name=measures.name.max(),
        areas=measures.programme.nunique(),
        released=measures.released.sum(),
        released_unknown=measures.released_unknown.sum(),
        reach=measures.known_until.min(),
        **counts,
        **sums,
    )


def at_risk(t: Tables, year: int) -> ir.Table:
    """Per source and theme: the amount expected to be left at its end, and the amount to be repaid."""
    repayments = t["repayments"].semi_join(_newest(t, year), OF_SNAPSHOT)
    together = repayments.of_year == 0
    return repayments.group_by(["source", "theme"]).aggregate(
        name=repayments.name.max(),
        at_risk=repayments.at_risk.fill_null(0).sum(where=together),
        repaid=repayments.repaid.sum(where=together),
        areas=repayments.programme.nunique(where=together & (repayments.at_risk.fill_null(0) > 0)),
    )


def areas(t: Tables, year: int) -> ir.Table:
    """Per area: how it is named, and its newest signed snapshot of the year; nulls without one."""
    areas_of_year = t["areas"].filter(t["areas"].year == year)
    newest = _newest(t, year).drop("year", "is_replaced", "stands", "known_at").rename(signed_as_of="as_of")
    whole = _standing_measures(t, year)
    whole = whole.filter(whole.by == "programme").select(
        "programme", "colour", "rule", "reason", "known_until", "forecast_p10", "forecast_p90",
        "released", "released_unknown", *ADDED,
    )  # fmt: skip
    return areas_of_year.left_join(newest, "programme", rname="{name}_of").drop("programme_of").left_join(
        whole, "programme", rname="{name}_of"
    ).drop("programme_of")  # fmt: skip


def domains(t: Tables, programme: str, year: int) -> ir.Table:
    """The domains of one area in its last signed snapshot."""
    measures = _standing_measures(t, year)
    return measures.filter((measures.by == "domain") & (measures.programme == programme))


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
    months = t["months"].filter(t["months"].year == year)
    return months.group_by(["source", "month"]).aggregate(
        planned=months.planned.sum(), realised=months.realised.sum()
    )


def forecast_record(t: Tables) -> ir.Table:
    """Per month of forecasting: how signed forecasts of domains in past years came out.

    Areas publish the outturn only of domains whose bookings reach the end of the year.
    """
    forecasts = t["measures"].filter(t["measures"].by == "domain")
    signed = t["snapshots"].filter(~t["snapshots"].is_replaced)
    forecasts = forecasts.inner_join(signed.select(*OF_SNAPSHOT, "as_of"), OF_SNAPSHOT)
    forecasts = forecasts.inner_join(t["outturns"], ["programme", "year", "domain"])
    inside = (forecasts.outturn >= forecasts.forecast_p10) & (forecasts.outturn <= forecasts.forecast_p90)
    forecasts = forecasts.mutate(
        month=forecasts.as_of.substr(5, 2).cast("int64"),
        inside=inside.cast("int64"),
        error=forecasts.outturn - forecasts.forecast_p50,
    )
    last = forecasts.year.cast("string") + "-12-31"
    forecasts = forecasts.filter((forecasts.as_of < last) & (forecasts.budget != 0))
    return forecasts.group_by("month").aggregate(
        forecasts=forecasts.count(),
        inside=forecasts.inside.sum(),
        budget=forecasts.budget.sum(),
        error=forecasts.error.sum(),
        off=forecasts.error.abs().sum(),
    )


def _newest(t: Tables, year: int) -> ir.Table:
    snapshots = t["snapshots"]
    return snapshots.filter((snapshots.year == year) & snapshots.stands)


def _standing_measures(t: Tables, year: int) -> ir.Table:
    return t["measures"].semi_join(_newest(t, year), OF_SNAPSHOT)
