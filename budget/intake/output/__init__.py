"""Workbooks that the intake makes: the blank template and the annotated copy."""
