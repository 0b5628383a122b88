"""The vocabulary of the program as frozen values; money is int cents."""

__all__ = [
    "MONTHS", "Acceptance", "Agenda", "AgendaGround", "AgendaItem", "AgendaReason", "Ask", "Booking",
    "BudgetError", "By", "Cause", "Cents", "ChangeKind", "CheckedFile", "Colour", "CommitmentStatement",
    "Content", "Decision", "Domain", "Facts", "FanPoint", "Finding", "Forecast", "Interval", "Kind",
    "Knowledge", "Level", "LineFacts", "LineKey", "Measures", "Meeting", "Movement", "Pace",
    "PartnerContribution", "PartnerForm", "Person", "PlanLine", "PlanVersion", "Point", "Programme",
    "Progress", "Role", "Row", "RunOut", "SheetKind", "SheetReport", "Signal", "SignalRule", "Source",
    "Statement", "SteeringAction", "Theme", "UnknownNameError",
]  # fmt: skip


def __getattr__(name: str) -> object:
    """Load the modules on first use of a name: most commands need few of them."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from budget.model import content, figures, programme, steering, words

    places = (content, figures, programme, steering, words)
    return next(getattr(place, name) for place in places if hasattr(place, name))
