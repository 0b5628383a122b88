"""The report as one web page on its own."""
