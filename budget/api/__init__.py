"""The HTTP API for other systems, with tokens, behind the same guard as the screens."""
