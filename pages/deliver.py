"""Aanleveren: submit a workbook and see at once what it changes and what is wrong with it."""

import streamlit as st

from budget.ui.deliver import may_check, show_downloads, show_upload
from budget.ui.returned_submissions import show_returned, show_unsubmitted_plans
from budget.ui.saved_mappings import show_mappings
from budget.ui.tasks import show_own_deadlines
from budget.ui.typed_rows import typed_upload
from budget.ui.visit import enter, show_title

visit = enter()
show_returned(visit, link=False)
show_unsubmitted_plans(visit)
show_title(
    "Lever uw Excel aan en zie meteen wat er verandert" if may_check(visit) else "U levert hier niets aan"
)
left, right = st.columns([5, 2], gap="large")
with right:
    st.header("Bestanden om mee te beginnen", anchor=False)
    show_downloads(visit)
    st.header("Bewaarde koppelingen", anchor=False)
    show_mappings(visit)
with left:
    show_upload(visit, typed_upload, show_own_deadlines)
