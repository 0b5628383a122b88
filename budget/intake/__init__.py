"""From the bytes of a workbook to typed content and findings.

`check.check_data` is the whole of it; `findings` gives the text of a finding, `output` the template and the
annotated copy, `mapping` reads foreign layouts and `suggest` drafts them.
"""
