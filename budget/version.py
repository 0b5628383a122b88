"""The version of the product, as stored in every snapshot."""

__version__ = "0.14.0"
