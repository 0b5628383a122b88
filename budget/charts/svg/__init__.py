"""Charts on paper and on the web: chart data in, SVG text out, the same for the same chart."""
