"""The frame around every page: header, choice of person and moment, and what happens to errors."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from html import escape
from pathlib import Path

import streamlit as st

from budget.incidents import record_incident
from budget.labels import ROLE_NAME, day, day_short, plain
from budget.model.programme import Person, Programme
from budget.model.words import BudgetError
from budget.programme import FILE_NAME, load_programme
from budget.programme.example_clock import ExampleClock, read_example_clock
from budget.server import ONLY_HERE, is_loopback
from budget.settings import read_settings
from budget.standing.moment import default_reference_date
from budget.store import Store, open_store
from budget.ui.address import arrive, choose, choose_day, read_day, refused, remembered, shown_before
from budget.ui.figures import PICTURE, PICTURES
from budget.ui.style import STYLE
from budget.ui.visit import Visit, current
from budget.usecases.deliver import submissions

PAGES_WITH_MOMENT = ("", "overzicht", "opgavedomein", "verdieping")
LONGEST_TOLD = 20


def run_frame(navigate: Callable[[Visit], st.Page]) -> None:
    """Draw the frame and run the chosen page; show a BudgetError, give any other error a number."""
    try:
        visit = _open_visit()
        page = navigate(visit)
        arrive(page.url_path)
        st.set_page_config(page_title=f"{page.title} · Bestedingsmonitor")
        _show_header(visit)
        current.set(_choose(visit, with_moment=page.url_path in PAGES_WITH_MOMENT))
        page.run()
    except BudgetError as error:
        st.error("\n\n".join(plain(line) for line in str(error).splitlines()))
    except Exception:  # noqa: BLE001 - a bug: a number for the user, the traceback for the log
        st.error(f"Er ging iets mis in het programma. Meld dit nummer bij de beheerder: {record_incident()}.")
    finally:
        current.set(None)


def _open_visit() -> Visit:
    address = st.get_option("server.address")
    if address and not is_loopback(address):
        raise BudgetError(f"{ONLY_HERE}.")
    settings = read_settings()
    path = settings.programme_folder / FILE_NAME
    changed = path.stat().st_mtime_ns if path.is_file() else 0
    programme = _programme(settings.programme_folder, changed)
    store = _store(settings.database_url)
    now = datetime.now(UTC).replace(tzinfo=None)
    clock = _clock(settings.programme_folder, store, programme)
    now = clock.at(now) if clock else now
    as_of = default_reference_date(store, programme, now.date())
    return Visit(programme, store, programme.people[0], as_of, as_of.year, now, clock is not None)


def _clock(folder: Path, store: Store, programme: Programme) -> ExampleClock | None:
    """The clock of the example, where the database holds it: data of one's own have the real time."""
    clock = _example_clock(folder)
    if clock is None:
        return None
    first = min((s.submitted_at for s in submissions(store, programme)), default=None)
    return clock if clock.holds(first) else None


def _show_header(visit: Visit) -> None:
    st.html(STYLE)
    programme = visit.programme
    clock = f" Vandaag is hier {day(visit.now.date())}." if visit.is_example else ""
    notice = f'<span class="notice">Demonstratie. {escape(programme.notice)}{clock}</span>'
    st.html(
        f'<div class="head"><p class="programme">{escape(programme.name)}</p>{notice}'
        f'<p class="scope">{escape(programme.scope)}</p></div>'
    )


def _choose(visit: Visit, *, with_moment: bool) -> Visit:
    """Let the visitor choose the person and, on pages with figures, the moment."""
    people = {person.id: person for person in visit.programme.people}
    with st.popover(_choices(visit, people, with_moment=with_moment), key="keuzes"):
        as_of, year = _choose_moment(visit) if with_moment else (visit.as_of, visit.year)
        chosen = st.selectbox(
            "Ik ben (voorbeeldpersoon)",
            list(people),
            key="persoon",
            format_func=lambda key: f"{people[key].name}, {ROLE_NAME[people[key].role].lower()}",
            persist_state="session",
            help="Zolang er geen login is, kiest u hier namens wie u kijkt en handelt.",
        )
        if with_moment:
            st.radio(
                "Grafieken downloaden als",
                list(PICTURES),
                key=PICTURE,
                format_func=PICTURES.get,
                persist_state="session",
            )
    if with_moment:
        _tell_refused(as_of, year)
    return replace(visit, person=people[chosen or visit.person.id], as_of=as_of, year=year)


def _tell_refused(as_of: date, year: int) -> None:
    """Say what was asked for and is not shown: a figure of another day must not pass for it."""
    for what, text, shown in (
        ("Deze datum kan niet", refused("peildatum"), day_short(as_of)),
        ("Dit jaar kan niet", refused("jaar"), str(year)),
    ):
        if text:
            st.warning(plain(f"{what}: u ziet {shown}. Gevraagd was: {text[:LONGEST_TOLD]}."))


def _choices(visit: Visit, people: dict[str, Person], *, with_moment: bool) -> str:
    """The label of the button: what is chosen now."""
    person = people[st.session_state.get("persoon") or visit.person.id].name
    if not with_moment:
        return f"U bent {plain(person)}"
    as_of = remembered("peildatum", visit.as_of.isoformat())
    asked = as_of if isinstance(as_of, date) else read_day(as_of)
    fits = asked and visit.programme.years[0] <= asked.year <= visit.programme.years[-1]
    day_words = day_short(asked if fits else read_day(shown_before("peildatum")) or visit.as_of)
    year = remembered("jaar", str(visit.year))
    year = year if year in map(str, visit.programme.years) else str(visit.year)
    return f"Peildatum {day_words} · Jaar {year} · U bent {plain(person)}"


def _choose_moment(visit: Visit) -> tuple[date, int]:
    years = visit.programme.years
    as_of = choose_day(
        "Peildatum",
        "peildatum",
        visit.as_of,
        date(years[0], 1, 1),
        date(years[-1], 12, 31),
        "De dag waarop de cijfers zijn bekeken. Zonder keuze: de dag van het nieuwste overzicht.",
    )
    return as_of, int(choose("Jaar", [str(year) for year in years], "jaar", str(visit.year)))


@st.cache_resource(show_spinner=False)
def _store(url: str) -> Store:
    return open_store(url)


@st.cache_resource(show_spinner=False, max_entries=4)
def _example_clock(folder: Path) -> ExampleClock | None:
    return read_example_clock(folder)


@st.cache_resource(show_spinner=False, max_entries=4)
def _programme(folder: Path, changed: int) -> Programme:
    return load_programme(folder)
