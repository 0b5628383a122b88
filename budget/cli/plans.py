"""The commands for plans: first plan, amendments and plan in force; the decision steps of each plan."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

from budget.access import Action, require
from budget.cli.context import DONE, Context
from budget.cli.output import print_csv, print_json
from budget.labels import day_short, euro, euro_change
from budget.model.amended_plan import AmendedLine, AmendedPlan, AmendmentStep
from budget.model.decision_path import PlanDecisionState
from budget.model.domain_records import Decision
from budget.model.months import local_day
from budget.model.programme import Programme
from budget.standing.decision_path import DECIDED, undecided_sentence
from budget.standing.decisions import criteria_library, decisions_of
from budget.standing.moment import Standing, load_standing
from budget.standing.reference_date import default_reference_date


def show_amendments(options: argparse.Namespace) -> int:
    """Show first plan, amendments and plan in force as a table, JSON or CSV."""
    standing = _standing(options)
    plans = [plan for domain in standing.programme.domains if (plan := standing.amended(domain.code))]
    if options.json or options.csv:
        rows = [row for plan in plans for line in (*plan.lines, plan.total) for row in _rows(plan, line)]
        print_json(rows) if options.json else print_csv(rows)
        return DONE
    print(f"{standing.programme.name}, {standing.facts.year}")
    for plan in plans:
        for line in (*(line for line in plan.lines if any(line.changes)), plan.total):
            subject = " ".join(word for word in line.key if word) or "heel het domein"
            changes = "".join(
                f"  {step.origin} {day_short(step.on)} {euro_change(cents)}"
                for step, cents in zip(plan.steps, line.changes, strict=True)
                if cents
            )
            was, now = (euro(cents) if cents is not None else "-" for cents in (line.original, line.current))
            print(f"{plan.domain:<6} {subject:<28} oorspronkelijk {was}{changes}  nu {now}")
    return DONE


def _rows(plan: AmendedPlan, line: AmendedLine) -> Iterator[dict[str, Any]]:
    """A row for the first plan, one per change that moved its money, and one for the plan in force.

    Only rows with the same `what` and the same `level` may be added up.
    """
    yield _row(plan, line, "original", plan.first, line.original)
    for step, cents in zip(plan.steps, line.changes, strict=True):
        if cents:
            yield _row(plan, line, "amendment", step, cents)
    yield _row(plan, line, "current", (plan.first, *plan.steps)[-1], line.current)


def _row(
    plan: AmendedPlan, line: AmendedLine, change_kind: str, step: AmendmentStep, cents: int | None
) -> dict[str, Any]:
    why = step.amendment if change_kind == "amendment" else None
    return {
        "year": plan.year,
        "level": "line" if line.key.code else "domain",
        "domain": plan.domain,
        "code": line.key.code,
        "source": line.key.source,
        "theme": line.key.theme,
        "what": change_kind,
        "date": step.on.isoformat(),
        "cents": cents,
        "origin": why.origin.value if why else "",
        "reason": why.reason if why else "",
        "document": why.document if why else "",
    }


def show_decisions(options: argparse.Namespace) -> int:
    """Show the steps of every plan, decisions in domains, or their criteria, as a table, JSON or CSV."""
    standing = _standing(options)
    if options.of != "plans":
        return _show_domain_decisions(options, standing)
    programme = standing.programme
    rows = [row for plan in standing.decided() for row in _step_rows(plan, programme)]
    if options.json or options.csv:
        print_json(rows) if options.json else print_csv(rows)
        return DONE
    print(f"{programme.name}, {standing.facts.year}, peildatum {day_short(standing.facts.as_of)}")
    for plan in standing.decided():
        sentence = undecided_sentence(standing, plan.domain) or DECIDED
        print(f"{plan.domain:<6} plan {plan.version}: {sentence}")
        for step in plan.steps:
            name = programme.step_name(step.step)
            print(f"       plan {step.version}  {day_short(step.date)}  {name}  {step.document}".rstrip())
    return DONE


def _show_domain_decisions(options: argparse.Namespace, standing: Standing) -> int:
    """Decisions in domains, or a row per criterion and decision that used it."""
    decisions = decisions_of(standing)
    rows = [_decision_data(decision, standing) for decision in decisions]
    if options.of == "criteria":
        uses = [(use.name, decision) for use in criteria_library(decisions) for decision in use.decisions]
        rows = [{"criterion": name} | _decision_data(decision, standing) for name, decision in uses]
    if options.json or options.csv:
        print_json(rows) if options.json else print_csv(rows)
        return DONE
    print(f"{standing.programme.name}, peildatum {day_short(standing.facts.as_of)}")
    for row in rows:
        state = "escalatie open" if row["open"] else ""
        amount = "" if row["cents"] is None else euro(row["cents"])
        named = f"{row.get('criterion', '')}  " if "criterion" in row else ""
        row_text = (
            f"{row['date']} {row['domain']:<6} {row['code']:<12} {amount:>14}  {row['decision']}  {state}"
        )
        print(f"{named}{row_text}".rstrip())
    return DONE


def _decision_data(decision: Decision, standing: Standing) -> dict[str, Any]:
    return {
        "date": decision.date.isoformat(),
        "domain": decision.domain,
        "code": decision.code,
        "decision": decision.decision,
        "cents": decision.amount,
        "criteria": "; ".join(decision.criteria_used),
        "decided_by": "; ".join(decision.decided_by),
        "escalation": decision.escalation,
        "conflict": "; ".join(decision.conflict),
        "route": decision.route,
        "resolved_on": decision.resolved_on.isoformat() if decision.resolved_on else "",
        "resolved_by": "; ".join(decision.resolved_by),
        "open": decision.is_open(standing.facts.as_of),
    }


def _step_rows(plan: PlanDecisionState, programme: Programme) -> list[dict[str, Any]]:
    """A row per step; one without a step for a plan in force that has none."""
    known = [(s.version, s.step, s.date.isoformat(), s.document, s.remark) for s in plan.steps]
    if plan.last is None:
        known.append((plan.version, "", "", "", ""))
    return [
        {
            "domain": plan.domain,
            "version": version,
            "in_force": version == plan.version,
            "decided": plan.is_decided if version == plan.version else None,
            "step": code,
            "name": programme.step_name(code),
            "date": on,
            "document": document,
            "remark": remark,
        }
        for version, code, on, document, remark in known
    ]


def _standing(options: argparse.Namespace) -> Standing:
    ctx = Context()
    require(ctx.programme, ctx.actor, Action.VIEW)
    as_of = options.as_of or default_reference_date(ctx.store, ctx.programme, local_day(ctx.now))
    return load_standing(ctx.store, ctx.programme, as_of, as_of.year)
