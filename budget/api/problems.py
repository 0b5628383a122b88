"""Error responses: problem+json, without names of people."""

from __future__ import annotations

import json
from collections.abc import Mapping

from starlette.responses import Response

from budget.security_log import note_refusal

TITLES = {
    400: "Dit verzoek is niet te lezen.",
    401: "Zonder geldige sleutel kan dit niet.",
    403: "Deze sleutel mag dit niet.",
    404: "Dit bestaat niet.",
    405: "Dit kan niet op dit adres.",
    408: "Het bestand kwam te langzaam binnen.",
    409: "Dit bestand wacht al op een tweede persoon.",
    413: "Dit is te groot.",
    415: "Deze soort inhoud wordt niet gelezen.",
    422: "Dit kan niet zo.",
    429: "Dit zijn te veel verzoeken achter elkaar.",
    500: "Er ging iets mis in het programma.",
    503: "De gegevens zijn nu niet te bereiken.",
}
"""Status -> its Dutch title."""
TOLD_ELSEWHERE = {403, 404, 409, 422, 500, 503}
"""Statuses not logged as a refusal here: they are none, or are logged elsewhere."""
MEDIA_TYPE = "application/problem+json"


class Problem(Exception):  # noqa: N818 - the word of the standard
    """Why a request fails: an HTTP status, a Dutch sentence, and data for programs."""

    def __init__(
        self,
        status: int,
        detail: str = "",
        headers: Mapping[str, str] | None = None,
        more: Mapping[str, object] | None = None,
    ) -> None:
        """`more` are extra members beside the standard ones."""
        super().__init__(detail)
        self.status, self.headers = status, dict(headers or {})
        self.body = {"type": "about:blank", "title": TITLES[status], "status": status}
        self.body |= ({"detail": detail} if detail else {}) | dict(more or {})

    def answer(self) -> Response:
        """The response; a refusal is also written to the security log."""
        if self.status not in TOLD_ELSEWHERE:
            note_refusal("geweigerd verzoek aan de koppeling", status=str(self.status))
        text = json.dumps(self.body, ensure_ascii=False)
        return Response(text, self.status, self.headers, MEDIA_TYPE)


def unauthorised(detail: str) -> Problem:
    """For a missing or invalid token: the same for every reason."""
    return Problem(401, detail, {"www-authenticate": 'Bearer realm="Bestedingsmonitor"'})
