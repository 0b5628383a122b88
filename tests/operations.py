"""The cost of a call in function calls, which is the same on every machine."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from types import FrameType


class TooManyCallsError(AssertionError):
    """The function made more calls than allowed and was stopped."""


def count_calls(function: Callable[[], object], most: int) -> int:
    """The number of Python and C functions that `function` calls.

    Raises TooManyCallsError as soon as there are more than `most`.
    """
    calls = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        if event in ("call", "c_call"):
            calls += 1
            if calls > most:
                sys.setprofile(None)
                raise TooManyCallsError(f"more than {most:,} calls")

    earlier = sys.getprofile()
    gc.disable()  # Other libraries' callbacks on the garbage collector are no work of the function.
    sys.setprofile(count)
    try:
        function()
    finally:
        sys.setprofile(earlier)
        gc.enable()
    return calls
