"""Proposes how a foreign sheet could be read, from its headers and columns."""
