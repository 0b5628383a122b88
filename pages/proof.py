"""Klopt dit?: one figure with everything it rests on, at an address that can be shared."""

import streamlit as st

from budget.ui.empty import show_empty
from budget.ui.proof import (
    choose_figure,
    load_requested,
    show_definition,
    show_files,
    show_frozen,
    show_parts,
    show_signed,
    title_of,
)
from budget.ui.visit import enter, show_title

visit = enter()
standing, frozen = load_requested(visit)
if standing.is_empty:
    show_title("Er zijn nog geen cijfers voor dit jaar")
    show_empty(visit)
    st.stop()
title = st.container()
figure, scope = choose_figure(standing)
with title:
    show_title(title_of(standing, figure, scope), standing, scope.domain or None)
if frozen:
    show_frozen(visit, frozen, figure, scope, standing)
show_definition(standing, figure, scope)
show_parts(visit, standing, figure, scope)
show_files(standing, figure, scope)
if not frozen:
    show_signed(visit, standing, figure, scope)
