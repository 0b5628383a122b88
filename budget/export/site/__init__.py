"""The public site: every signed snapshot as static pages without names, and a feed."""
