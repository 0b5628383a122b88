"""Proposes how to read a foreign sheet, from its headers and columns."""
