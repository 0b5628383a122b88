"""The checkbox that confirms the doubts about a file."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def _page() -> None:
    from dataclasses import replace

    import streamlit as st

    from budget.model.content import Content
    from budget.store.statements import LedgerDiff
    from budget.ui.review_ledger import confirm_corrections
    from budget.usecases.preview import Preview
    from tests.store.samples import PROGRAMME

    nothing = Preview(1, (), LedgerDiff(), True, (), (), (), ())
    asked = PROGRAMME, Content()
    shown = replace(nothing, doubts=(st.session_state.get("doubt", "Klopt het teken?"),), asked=asked)
    st.write(confirm_corrections(shown, PROGRAMME, "file") == shown.mark)


def test_confirming_one_doubt_does_not_confirm_another() -> None:
    """The same file, read with another mapping, may raise an equal number of other doubts."""
    page = AppTest.from_function(_page, default_timeout=60).run()
    page.checkbox[0].check().run()
    assert page.markdown[-1].value == "`True`"
    page.session_state["doubt"] = "Klopt de eenheid?"
    page.run()
    assert (page.checkbox[0].value, page.markdown[-1].value) == (False, "`False`")
