"""The frame around every page: header, choice of person and moment, and error handling."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from html import escape
from pathlib import Path

import streamlit as st

from budget.access import Action, NotAllowedError, may_act, require
from budget.incidents import record_incident
from budget.intake.grammar.dates import read_date
from budget.labels import ROLE_NAME, day, day_short, escape_markdown
from budget.login import SETTING, Login, read_login
from budget.model.months import local_day
from budget.model.programme import Person, Programme
from budget.model.words import BudgetError, UnavailableError, UnreachableError
from budget.page_scripts import FOLLOW_THEME, INTO_POPOVER, STAY
from budget.programme import FILE_NAME, load_programme
from budget.programme.example_clock import ExampleClock, read_example_clock
from budget.server import ONLY_HERE, is_loopback
from budget.settings import read_settings
from budget.standing.moment import last_change
from budget.standing.reference_date import default_reference_date
from budget.store import Store, open_store
from budget.store.database_use import DatabaseUse
from budget.store.faults import AWAY
from budget.ui.address import choose, choose_day, coming_choice, note_page, previous_choice, read_day, refused
from budget.ui.browser import store_value, stored_value
from budget.ui.figures import PICTURE, PICTURES, is_dark
from budget.ui.login import logged_in, offer_logout, signed_in
from budget.ui.programmes import choose_programme, folder_here, installed, is_next_asked, offer_others
from budget.ui.start_parts import show_begun
from budget.ui.style import DARK, STYLE
from budget.ui.visit import NOBODY, Visit, current
from budget.usecases.database_use import begin, first_submitted, require_use
from budget.usecases.programmes import in_force
from budget.usecases.start import is_to_begin

PAGES_WITH_MOMENT = ("", "overzicht", "opgavedomein", "verdieping", "klopt-dit", "zoeken", "meerjarenbeeld")
PAGES_WITH_SUBMISSIONS = ("aanleveren", "vaststellen")
WITHOUT_FIGURES = {"logboek": Action.LOG, "beheer": Action.PROPOSE_PROGRAMME}
"""Pages open to people who may not look at figures, with the right each one needs."""
LONGEST_TOLD = 20
Begin = Callable[[Store, Path, Login | None, datetime, Sequence[Programme]], None]
BEGUN = "begonnen"
DEMONSTRATION = "Demonstratie zonder login: niets telt hier als echt."


def run_frame(navigate: Callable[[Visit], st.Page], begin_programme: Begin) -> None:
    """Draw the frame and run the chosen page; show a BudgetError, give any other error a number.

    `begin_programme` draws the only page while there is no programme, or where a next one is set up.
    """
    try:
        visit = _open_visit(begin_programme)
        if visit is None:
            return
        page = navigate(visit)
        note_page(page.url_path)
        st.set_page_config(page_title=f"{page.title} · Bestedingsmonitor")
        _start(visit, page)
        _show_header(visit, page)
        chosen = _choose(visit, with_moment=page.url_path in PAGES_WITH_MOMENT)
        current.set(chosen)
        _run(page, chosen)
    except BudgetError as error:
        if isinstance(error, NotAllowedError):
            st.header("Dit is niet voor u", anchor=False)
        st.error("\n\n".join(escape_markdown(line) for line in str(error).splitlines()))
        if isinstance(error, UnavailableError):
            st.button("Opnieuw proberen", key="opnieuw-proberen")
    except Exception:  # noqa: BLE001 - a bug: a number for the user, the traceback for the log
        st.error(f"Er ging iets mis in het programma. Meld dit nummer bij de beheerder: {record_incident()}.")
    finally:
        current.set(None)


def may_do(visit: Visit, action: Action) -> bool:
    """Whether the user may do this: what he may not do is not offered."""
    return may_act(visit.programme, visit.actor, action)


def may_have_tasks(visit: Visit) -> bool:
    """Whether this visitor can have tasks."""
    return visit.person != NOBODY and may_do(visit, Action.REVIEW)


def _open_visit(begin_programme: Begin) -> Visit | None:
    """The visit of the present user; None when a page to log in, or to set up a programme, was shown."""
    settings = read_settings()
    now = datetime.now(UTC).replace(tzinfo=None)
    try:
        login = _login()
        is_next = is_next_asked(settings)
        folder = settings.next_folder if is_next else folder_here(settings)
        if folder is None:
            _show_style()
            st.set_page_config(page_title="Programma kiezen · Bestedingsmonitor")
            claims = logged_in(_store(settings.database_url), now) if login else {}
            if claims is not None:
                choose_programme(_store(settings.database_url), settings, _read, login, claims)
            return None
        others = installed(_store(settings.database_url), settings, _read) if is_next else ()
        filed, store = _opened(folder, settings.database_url, is_next=is_next)
    except BudgetError as error:
        if isinstance(error, UnreachableError):
            raise UnavailableError(AWAY) from error
        if not os.environ.get(SETTING):
            raise
        # Nobody is logged in yet, and the message may name a path, an account or a line of a file.
        message = f"De monitor is nu niet te openen. Meld dit nummer bij de beheerder: {record_incident()}."
        raise BudgetError(message) from error
    if filed is None:
        st.set_page_config(page_title="Een programma beginnen · Bestedingsmonitor")
        _show_style()
        begin_programme(store, folder, login, now, others)
        return None
    store = store.of(filed.id)
    change = last_change(store, filed)
    programme = in_force(store, filed)
    person = signed_in(login, programme, store, now) if login else _chosen(programme)
    if person is None:
        return None
    use = DatabaseUse.REAL if login else DatabaseUse.DEMONSTRATION
    require_use(store, programme, use)
    clock = None if login else _clock(folder, store, programme)
    now = clock.at(now) if clock else now
    as_of = default_reference_date(store, programme, local_day(now))
    known = Visit(programme, store, person, as_of, as_of.year, now, use, clock is not None, filed)
    return replace(known, change=change, again=_again)


def _again(page_visit: Visit) -> Visit | None:
    """Implements Visit.again, in the order of _open_visit(); with unchanged data most checks are skipped."""
    settings, now, login = read_settings(), datetime.now(UTC).replace(tzinfo=None), _login()
    folder = folder_here(settings)
    if folder is None or is_next_asked(settings):
        return None
    filed, store = _opened(folder, settings.database_url, is_next=False)
    use = DatabaseUse.REAL if login else DatabaseUse.DEMONSTRATION
    if filed is None or filed is not page_visit.filed or use is not page_visit.use:
        return None
    store = store.of(filed.id)
    if last_change(store, filed) != page_visit.change:
        return None
    person = signed_in(login, page_visit.programme, store, now) if login else _chosen(page_visit.programme)
    require_use(store, page_visit.programme, use)
    clock = _example_clock(folder) if page_visit.is_example else None
    now = clock.at(now) if clock else now
    fresh_visit = replace(page_visit, store=store, now=now)
    return fresh_visit if person == page_visit.person and fresh_visit.today == page_visit.today else None


def _login() -> Login | None:
    login = read_login()
    address = st.get_option("server.address")
    if login is None and address and not is_loopback(address):
        raise BudgetError(f"{ONLY_HERE}.")
    return login


def _opened(folder: Path, url: str, *, is_next: bool) -> tuple[Programme | None, Store]:
    """The programme in the file, and the store; no programme means that one must be set up."""
    if is_next or (not (folder / FILE_NAME).exists() and is_to_begin(_store(url), folder)):
        return None, _store(url)
    return _read(folder), _store(url)


def _read(folder: Path) -> Programme:
    path = folder / FILE_NAME
    return _programme(folder, path.stat().st_mtime_ns if path.is_file() else 0)


def _start(visit: Visit, page: st.Page) -> None:
    """Redirect a known user at the bare URL to his tasks."""
    is_first = not st.session_state.get(BEGUN)
    st.session_state[BEGUN] = True
    if not is_first or page.url_path or st.query_params.to_dict():
        return
    if may_have_tasks(visit):
        st.switch_page("pages/tasks.py")
    if not may_do(visit, Action.VIEW):
        st.switch_page("pages/programme.py")


def _clock(folder: Path, store: Store, programme: Programme) -> ExampleClock | None:
    """The clock of the example, if the database holds it; real data have the real time."""
    clock = _example_clock(folder)
    if clock is None:
        return None
    return clock if clock.holds(first_submitted(store, programme)) else None


def _show_header(visit: Visit, page: st.Page) -> None:
    _show_style(STAY if not page.url_path and may_have_tasks(visit) else "")
    programme = visit.programme
    clock = f"Vandaag is hier {day(visit.today)}." if visit.is_example else ""
    notices = (DEMONSTRATION if visit.use is DatabaseUse.DEMONSTRATION else "", programme.notice, clock)
    words = " ".join(filter(None, notices))
    notice = f'<span class="notice">{escape(words)}</span>' if words else ""
    st.html(
        f'<div class="head"><p class="programme">{escape(programme.name)}</p>{notice}'
        f'<p class="scope">{escape(programme.scope)}</p></div>'
    )


def _show_style(script: str = "") -> None:
    style = STYLE + DARK if is_dark() else STYLE
    scripts = "".join(
        f"<script>{source}</script>" for source in (INTO_POPOVER, FOLLOW_THEME, script) if source
    )
    st.html(f"{style}{scripts}", unsafe_allow_javascript=True)
    st.button("In de gekozen kleuren", key="kleuren")  # Hidden button that the script FOLLOW_THEME clicks.


def _choose(visit: Visit, *, with_moment: bool) -> Visit:
    """Let the visitor choose the person and, on pages with figures, the moment."""
    people = {person.id: person for person in (NOBODY, *visit.programme.people)}
    _show_replaced(visit)
    with st.popover(_choices(visit, people, with_moment=with_moment), key="keuzes"):
        as_of, year = _choose_moment(visit) if with_moment else (visit.as_of, visit.year)
        person = _choose_person(visit, people)
        if person != NOBODY:
            st.page_link("pages/notices.py", label="Meldingen en agenda")
        offer_others(read_settings())
        if with_moment:
            st.radio(
                "Grafieken downloaden als",
                list(PICTURES),
                key=PICTURE,
                format_func=PICTURES.get,
                persist_state="session",
            )
    if visit.use is DatabaseUse.DEMONSTRATION:
        store_value("persoon", person.id)  # Outside the popover, which may close before the choice is stored.
    if with_moment:
        _show_refused(as_of, year)
    return replace(visit, person=person, as_of=as_of, year=year)


def _show_replaced(visit: Visit) -> None:
    """Show whom this person also acts for today, and until when."""
    for deputy in visit.programme.replaced_by(visit.person.id, visit.actor.on):
        name, until = visit.programme.name_of(deputy.person), day(deputy.valid_until)
        st.caption(escape_markdown(f"U vervangt {name} tot en met {until}."))


def _choose_person(visit: Visit, people: dict[str, Person]) -> Person:
    if visit.use is DatabaseUse.REAL:
        offer_logout(visit.person, visit.store, visit.now)
        return visit.person
    chosen = st.selectbox(
        "Ik ben (voorbeeldpersoon)",
        list(people),
        key="persoon",
        format_func=lambda key: _who(people[key]),
        persist_state="session",
        help="Zolang er geen login is, kiest u hier namens wie u kijkt en handelt.",
    )
    return people[chosen or NOBODY.id]


def _chosen(programme: Programme) -> Person:
    """The person chosen in a demonstration, now or earlier in this browser; at first nobody."""
    people = {person.id: person for person in programme.people}
    if "persoon" not in st.session_state and (before := stored_value("persoon")) in people:
        st.session_state["persoon"] = before
    return people.get(st.session_state.get("persoon") or "", NOBODY)


def _who(person: Person) -> str:
    return f"{person.name}, {ROLE_NAME[person.role].lower()}" if person.id else "niemand, ik kijk alleen"


def _run(page: st.Page, visit: Visit) -> None:
    """Run the page if the user may see it; pages with submissions require a name first."""
    if visit.person == NOBODY and page.url_path in PAGES_WITH_SUBMISSIONS:
        st.title(page.title, anchor=False)
        st.info("Zeg eerst wie u bent. Kies een persoon bovenaan de pagina.")
        return
    without = Action.VIEW if may_do(visit, Action.VIEW) else WITHOUT_FIGURES.get(page.url_path, Action.VIEW)
    require(visit.programme, visit.actor, without)
    if visit.person != NOBODY:
        begin(visit.store, visit.programme, visit.use, visit.person.id, visit.now)
    show_begun()
    page.run()


def _show_refused(as_of: date, year: int) -> None:
    """Report a requested day or year that is not shown: another figure must not pass for it."""
    for problem, text, shown in (
        ("Deze datum kan niet", refused("peildatum"), day_short(as_of)),
        ("Dit jaar kan niet", refused("jaar"), str(year)),
    ):
        if text:
            st.warning(escape_markdown(f"{problem}: u ziet {shown}. Gevraagd was: {text[:LONGEST_TOLD]}."))


def _choices(visit: Visit, people: dict[str, Person], *, with_moment: bool) -> str:
    """The label of the button: what is chosen now."""
    person = people[visit.person.id].name
    if not with_moment:
        return f"U bent {escape_markdown(person)}"
    years = visit.programme.years
    text = coming_choice("peildatum", visit.as_of.isoformat())
    requested_day = read_date(text, years)
    before = read_day(previous_choice("peildatum")) or visit.as_of
    day_words = day_short(requested_day if isinstance(requested_day, date) else before)
    year = coming_choice("jaar", str(visit.year))
    year = year if year in map(str, years) else str(visit.year)
    return f"Peildatum {day_words} · Jaar {year} · U bent {escape_markdown(person)}"


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


@st.cache_resource(show_spinner=False, max_entries=500)
def _example_clock(folder: Path) -> ExampleClock | None:
    return read_example_clock(folder)


@st.cache_resource(show_spinner=False, max_entries=500)
def _programme(folder: Path, changed: int) -> Programme:
    return load_programme(folder)
