"""The kinds of frames that a child sends: one letter each."""

PROGRESS, SIZE, ANSWER, FAILED, NO_MEMORY = b"P", b"S", b"A", b"F", b"M"
