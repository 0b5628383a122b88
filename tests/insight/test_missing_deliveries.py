"""Who must still deliver before a meeting."""

from datetime import date

from budget.insight.missing_deliveries import DueDelivery, list_due_deliveries
from budget.model import Meeting, Progress, SheetKind
from tests.insight.samples import PROGRAMME, YEAR, knowledge, plan_line, reaching, version

AS_OF, DEADLINE = date(YEAR, 5, 31), date(YEAR, 6, 6)
MEETING = Meeting(date(YEAR, 6, 27), "VEI", AS_OF, DEADLINE, date(YEAR, 6, 17), date(YEAR, 6, 25))


def due_of(domain: str, **known) -> list[DueDelivery]:
    found = list_due_deliveries(PROGRAMME, knowledge([version(1, plan_line())], **known), MEETING)
    return [item for item in found if item.domain == domain]


def test_a_domain_without_a_plan_owes_a_plan():
    assert due_of("WON") == [DueDelivery("WON", (SheetKind.PLAN,), ("Bert",), DEADLINE)]


def test_a_domain_owes_bookings_and_progress_until_both_reach_the_reference_date():
    assert due_of("VEI")[0].kinds == (SheetKind.LEDGER, SheetKind.PROGRESS)


def test_bookings_up_to_the_day_before_are_not_enough():
    (late,) = due_of("VEI", coverage=(reaching(date(YEAR, 5, 30), "VEI-1"),))
    assert SheetKind.LEDGER in late.kinds
    (in_time,) = due_of("VEI", coverage=(reaching(AS_OF, "VEI-1"),))
    assert in_time.kinds == (SheetKind.PROGRESS,)


def test_progress_on_the_reference_date_is_enough():
    (rest,) = due_of("VEI", progress=((2, Progress("VEI-1", AS_OF)),))
    assert rest.kinds == (SheetKind.LEDGER,)


def test_a_domain_that_delivered_everything_owes_nothing():
    delivered = {"progress": ((2, Progress("VEI-1", AS_OF)),), "coverage": (reaching(AS_OF, "VEI-1"),)}
    assert due_of("VEI", **delivered) == []
