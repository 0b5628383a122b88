"""Sheets of our own: recognised by their header, cut into rows, and read kind by kind.

`header` recognises, `table` is what it gives, `row_kinds` chooses the rows; `plan`, `ledger`, `progress`,
`partners` and `decisions` each read one kind, with the readers in `columns`.
"""
