"""Our own sheets: recognised by their header, cut into rows, and read kind by kind.

`header` recognises them, `table` is the result, `row_kinds` chooses the rows; `plan`, `ledger`, `progress`,
`partners` and `decisions` each read one kind, with the readers in `columns`.
"""
