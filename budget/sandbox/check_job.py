"""Checks one file, in the child process."""

from __future__ import annotations

from budget.intake.check import check_data
from budget.sandbox.child import serve
from budget.sandbox.wire import encode_answer


def main() -> None:
    """Check the file of one request."""
    serve(lambda *request: encode_answer(check_data(*request)))


if __name__ == "__main__":
    main()
