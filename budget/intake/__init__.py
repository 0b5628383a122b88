"""From the bytes of a workbook to typed content and findings.

`check.check_data` does it all; `findings` renders the text of a finding, `output` writes the template and the
annotated copy, `mapping` reads foreign layouts and `suggest` drafts them.
"""
