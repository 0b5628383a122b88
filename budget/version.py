"""The version of the product, as stored in every snapshot."""

__version__ = "0.13.0"
