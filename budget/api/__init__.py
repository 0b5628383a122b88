"""The way in for other systems: HTTP, with tokens, behind the same guard as the screens."""
