"""Mail preferences, the personal calendar, and mail that could not be sent."""

from __future__ import annotations

import streamlit as st

from budget.access import Action, may_act
from budget.labels import escape_markdown, moment
from budget.login import read_login
from budget.mail import read_mail_settings
from budget.model.notices import MailPreference
from budget.store.database_use import DatabaseUse
from budget.ui.button_actions import is_done, show_result
from budget.ui.figures import show_table
from budget.ui.visit import Visit
from budget.usecases import calendar, outbox

SECRET = "agenda-adres"
CALENDAR = "/api/calendar/"
_WORDS = {
    MailPreference.AT_ONCE: "Meteen",
    MailPreference.DAILY: "Eén keer per dag, om 7 uur",
    MailPreference.NEVER: "Niet",
}


def offer_mail_preference(visit: Visit) -> None:
    """Choose when to get mail; the administrator sets the address."""
    st.write(
        "U krijgt een bericht als een inzending op u wacht, of als die van u is teruggestuurd. Ook als een "
        "laatste dag dichtbij is, en als een momentopname is ondertekend. Er staat een link in, geen bedrag."
    )
    login = read_login()
    address = login.mail_addresses(visit.programme).get(visit.person.id, "") if login else ""
    if visit.use is DatabaseUse.DEMONSTRATION:
        st.info("In een demonstratie gaat er geen mail weg. Uw keuze wordt wel bewaard.")
    elif read_mail_settings() is None:
        st.info("Deze installatie verstuurt geen mail. Uw keuze wordt wel bewaard.")
    elif address:
        st.write(escape_markdown(f"Uw berichten gaan naar {address}."))
    else:
        st.info("Wij weten uw mailadres niet. Vraag de beheerder om het in te stellen.")
    now = outbox.mail_preference(visit.store, visit.programme, visit.actor)
    chosen = st.radio(
        "Wanneer?", list(_WORDS), index=list(_WORDS).index(now), format_func=_WORDS.get, key="meldingen"
    )
    if chosen and chosen is not now and st.button("Bewaren", type="primary", key="meldingen-bewaren"):
        wish = chosen
        if is_done(lambda: outbox.choose(visit.store, visit.programme, visit.actor, wish, visit.now)):
            st.rerun()


def offer_calendar(visit: Visit) -> None:
    """Make or revoke the address of one's own calendar; the address itself is shown once."""
    st.header("De vergaderingen in uw eigen agenda", anchor=False)
    if visit.use is DatabaseUse.DEMONSTRATION:
        st.info("In een demonstratie is er geen agenda-adres.")
        return
    st.write("Met een geheim adres ziet uw agenda de vergaderingen en de laatste dagen.")
    secret = st.session_state.pop(SECRET, "")
    if secret:
        show_result("Neem dit adres nu over in uw agenda. Wij tonen het niet nog eens.")
        app = (st.context.url or "").partition("/meldingen")[0]
        st.code(f"{app}{CALENDAR}{secret}.ics", language=None)
    has = calendar.has_address(visit.store, visit.programme, visit.actor)
    label = "Maak een nieuw adres" if has else "Maak een adres"
    if st.button(label, key="agenda-maken", help="Een eerder adres werkt dan niet meer." if has else None):
        st.session_state[SECRET] = calendar.make_address(visit.store, visit.programme, visit.actor, visit.now)
        st.rerun()
    if (
        has
        and st.button("Trek het adres in", key="agenda-intrekken")
        and is_done(lambda: calendar.end_address(visit.store, visit.programme, visit.actor, visit.now))
    ):
        st.rerun()


def show_unsent(visit: Visit) -> None:
    """The mail of the last weeks that did not arrive, for the administrator."""
    if read_mail_settings() is None or not may_act(visit.programme, visit.actor, Action.VERIFY):
        return
    messages = outbox.unsent(visit.store, visit.programme, visit.actor, visit.now)
    if not messages:
        return
    st.header("Mail die niet is aangekomen", anchor=False)
    rows = [
        (
            moment(outgoing.message.made_at),
            visit.programme.name_of(outgoing.message.person),
            outgoing.message.text,
            outgoing.why,
        )
        for outgoing in messages
    ]
    show_table(("Gemaakt", "Aan", "Bericht", "Waarom niet"), rows, "Mail van de laatste weken")
