"""What cells and headers mean, by themselves: one module per meaning, one list of words in each.

Values: amounts, dates, periods, text, names. Words: debit_credit, kinds, months, currencies, unknowns,
total_words, units. What is compared: folding (texts), headers (column headers).
"""
