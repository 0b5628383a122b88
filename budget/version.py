"""The version of the product, as it stands in every snapshot."""

__version__ = "0.11.0"
