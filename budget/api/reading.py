"""Reading current data: figures, plan versions, submissions."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict

from starlette.responses import Response

from budget.api.call import Call
from budget.api.problems import Problem
from budget.api.queries import as_json, paged, read_day, read_moment, read_number, read_value
from budget.model.months import local_day
from budget.model.words import By
from budget.standing.moment import Standing
from budget.usecases import deliver
from budget.usecases.earlier_submissions import own_submission
from budget.usecases.figures import figure_rows, load_figures

MOMENT = frozenset({"as_of", "year", "known_at"})
FORECAST = (
    "by", "key", "name", "domain", "budget", "realised", "committed", "forecast", "variance", "run_out",
    "short", "year", "as_of", "known_at",
)  # fmt: skip


def depletion(call: Call) -> Response:
    """The measures of every group, exactly as `depletion --json` gives them."""
    return paged(call, figure_rows(_standing(call), _by(call)))


def forecast(call: Call) -> Response:
    """The forecast of every group: a subset of the same rows."""
    rows = figure_rows(_standing(call), _by(call))
    return paged(call, [{name: row[name] for name in FORECAST} for row in rows])


def lines(call: Call) -> Response:
    """The measures of every line, of the whole programme or of one domain."""
    domain = call.query.get("domain")
    codes = [each.code for each in call.programme.domains]
    if domain not in (None, *codes):
        raise Problem(422, f"Kies als domein uit: {', '.join(codes)}.")
    return paged(call, figure_rows(_standing(call), By.LINE, domain))


def versions(call: Call) -> Response:
    """Every accepted plan of every domain, with its money of the year; the last of a domain is in force."""
    standing = _standing(call)
    known = standing.knowledge.versions
    last = {version.domain: version.seq for version in known}
    numbers: Counter[str] = Counter()
    versions_data = []
    for version in known:
        numbers[version.domain] += 1
        accepted = standing.acceptance(version.seq)
        versions_data.append({
            "domain": version.domain,
            "version": numbers[version.domain],
            "acceptance": version.seq,
            "submission": accepted.submission,
            "accepted_at": accepted.accepted_at,
            "year": standing.facts.year,
            "lines": len(version.lines),
            "budget": sum(line.budget for line in version.lines),
            "in_force": last[version.domain] == version.seq,
        })  # fmt: skip
    return paged(call, versions_data)


def submissions(call: Call) -> Response:
    """All submissions, oldest first."""
    of_actor = deliver.submissions(call.store, call.programme, call.actor)
    return paged(call, [asdict(item) for item in of_actor])


def submission(call: Call) -> Response:
    """One submission; the submitter may always read his own."""
    try:
        number = read_number(call.path["number"])
    except ValueError as error:
        raise Problem(404, "Een inzending heeft een nummer.") from error
    own = own_submission(call.store, call.programme, call.actor, number)
    return as_json(asdict(own))


def _standing(call: Call) -> Standing:
    as_of = read_value(call.query, "as_of", read_day)
    year = read_value(call.query, "year", read_number)
    known_at = read_value(call.query, "known_at", read_moment)
    return load_figures(call.store, call.programme, call.actor, local_day(call.now), as_of, year, known_at)


def _by(call: Call) -> By:
    return read_value(call.query, "by", By) or By.DOMAIN
