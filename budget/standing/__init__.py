"""One moment with names and sentences: what screens, snapshots and exports read."""
