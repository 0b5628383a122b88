"""The meaning of cells and headers by themselves: one module per meaning, one list of words in each.

Values: amounts, dates, periods, text, names. Words: debit_credit, kinds, months, currencies, unknowns,
total_words, units. Keys for comparison: folding (texts), headers (column headers).
"""
