"""The command line: the same use cases as the screens, for nightly imports and scripts."""
