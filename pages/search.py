"""Zoeken: one box over lines, activities, partners, documents, files and decisions."""

from budget.ui.search import ask_words, find, found_sentence, show_hits
from budget.ui.visit import enter, show_title

visit = enter()
standing = visit.standing()
words = ask_words()
hits = find(visit, standing, words)
show_title(found_sentence(words, hits))
show_hits(standing, words, hits)
