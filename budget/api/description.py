"""The API in OpenAPI 3.1, for developers of other systems; the tests check every answer against it."""

from __future__ import annotations

from typing import Any

from budget.api.problems import TITLES
from budget.model.submission_details import Origin
from budget.model.words import By

VERSION = "1.0.0"
REPORTS = ["pdf", "pptx", "xlsx", "ods", "html", "public-html", "open-data"]
"""The names in the registry of exports."""
Node = dict[str, Any]
"""A part of the description."""
TEXT: Node = {"type": "string"}
NUMBER: Node = {"type": "integer"}
CENTS: Node = {"type": "integer", "description": "eurocent"}
SHARE: Node = {"type": ["number", "null"], "description": "deel van 1"}
DAY: Node = {"type": "string", "format": "date"}
MOMENT: Node = {"type": "string", "description": "moment in UTC, ISO 8601"}
YES_NO: Node = {"type": "boolean"}


def _maybe(node: Node) -> Node:
    return {**node, "type": [node["type"], "null"]}


def _object(required: Node, optional: Node | None = None, *, is_open: bool = False) -> Node:
    properties = required | (optional or {})
    closed = {} if is_open else {"additionalProperties": False}
    return {"type": "object", "required": list(required), "properties": properties, **closed}


def _list(of: Node) -> Node:
    return {"type": "array", "items": of}


def _ref(name: str) -> Node:
    return {"$ref": f"#/components/schemas/{name}"}


_GROUP: Node = {"by": {"enum": list(By)}, "key": TEXT, "name": TEXT, "domain": TEXT}
_WHEN: Node = {"year": NUMBER, "as_of": DAY, "known_at": NUMBER}
_FORECAST: Node = {
    "budget": CENTS, "realised": CENTS, "committed": CENTS, "forecast": {"type": "object"}, "variance": CENTS,
    "run_out": {"type": "object"}, "short": CENTS,
}  # fmt: skip
_MEASURES: Node = _FORECAST | {
    "original_budget": CENTS, "released": _maybe(CENTS), "released_unknown": NUMBER, "used": CENTS,
    "free": CENTS, "depletion": SHARE, "used_share": SHARE, "norm": CENTS, "ahead": CENTS,
    "unreleased_use": CENTS, "room": CENTS, "realised_later": CENTS, "known_until": _maybe(DAY),
}  # fmt: skip
_SENT_CELL: Node = {"type": ["string", "number", "null"]}
_SAID: Node = {
    "corrections": {"type": "string", "pattern": "^[0-9a-f]{16}$", "description": "kenmerk van wat klopt"},
    "decision": TEXT, "decided_on": DAY, "origin": {"enum": list(Origin)}, "reason": TEXT, "document": TEXT,
    "control_total": _list({"type": "string", "examples": ["gerealiseerd=136000,00"]}),
    "explained": _list(TEXT),
}  # fmt: skip
_CHECKED: Node = {
    "file": TEXT,
    "accepted": YES_NO,
    "sheets": _list(
        _object(
            {"sheet": TEXT, "kind": TEXT, "rows": NUMBER, "total_cents": CENTS, "domains": {"type": "object"}}
        )
    ),
    "findings": _list(_object({"code": TEXT, "level": TEXT, "sheet": TEXT, "cell": TEXT, "message": TEXT})),
}
_SUBMISSION: Node = {
    "id": NUMBER, "file": TEXT, "sha256": TEXT, "kinds": _list(TEXT), "domains": _list(TEXT),
    "base": {"type": "object"}, "submitted_by": TEXT, "submitted_at": MOMENT, "state": TEXT,
    "seq": _maybe(NUMBER), "decided_by": _maybe(TEXT), "decided_at": _maybe(MOMENT), "reason": _maybe(TEXT),
}  # fmt: skip
_SNAPSHOT: Node = {
    "id": NUMBER, "meeting": DAY, "as_of": DAY, "known_at": NUMBER, "sha256": TEXT, "previous": _maybe(TEXT),
    "proposed_by": TEXT, "proposed_at": MOMENT, "signed_by": _maybe(TEXT), "signed_at": _maybe(MOMENT),
    "replaces": _maybe(TEXT), "reason": TEXT,
}  # fmt: skip
_VERSION: Node = {
    "domain": TEXT, "version": NUMBER, "acceptance": NUMBER, "submission": NUMBER, "accepted_at": MOMENT,
    "year": NUMBER, "lines": NUMBER, "budget": CENTS, "in_force": YES_NO,
}  # fmt: skip
SCHEMAS: Node = {
    "Figures": _object(_GROUP | _MEASURES | {"signal": {"type": "object"}} | _WHEN),
    "Forecast": _object(_GROUP | _FORECAST | _WHEN),
    "Version": _object(_VERSION),
    "Snapshot": _object(_SNAPSHOT),
    "Submission": _object(_SUBMISSION),
    "Checked": _object(_CHECKED),
    "HandedIn": _object({"submission": NUMBER} | _CHECKED),
    "Problem": _object({"type": TEXT, "title": TEXT, "status": NUMBER}, {"detail": TEXT}, is_open=True),
    "File": _object({"file": {"type": "string", "contentMediaType": "application/octet-stream"}}, _SAID),
    "Rows": _object(
        {
            "sheets": _list(
                _object(
                    {"name": TEXT, "rows": _list({"type": "object", "additionalProperties": _SENT_CELL})},
                    {"above": _list(_list(_SENT_CELL))},
                )
            )
        },
        {"file_name": TEXT} | _SAID,
    ),
}


def _query(name: str, schema: Node, description: str) -> Node:
    return {"name": name, "in": "query", "schema": schema, "description": description}


_PAGING = [
    _query("page", {"type": "integer", "minimum": 1, "default": 1}, "Welke pagina."),
    _query(
        "page_size", {"type": "integer", "minimum": 1, "maximum": 500, "default": 100}, "Regels per pagina."
    ),
]
_AT = [
    _query("as_of", DAY, "Peildatum; zonder deze de dag tot wanneer de boekingen lopen."),
    _query("year", NUMBER, "Begrotingsjaar; zonder dit dat van de peildatum."),
    _query("known_at", {"type": "string", "format": "date-time"}, "Wat op dit moment was vastgesteld."),
]
_BY = _query("by", {"enum": list(By), "default": "domain"}, "Waarnaar wordt gegroepeerd.")


def _answers(good: Node, *problems: int) -> Node:
    problem = {"content": {"application/problem+json": {"schema": _ref("Problem")}}}
    usual = (400, 401, 403, 422, 429, 500, 503)
    return good | {
        str(status): {"description": TITLES[status], **problem} for status in sorted({*usual, *problems})
    }


def _json(schema: Node, description: str) -> Node:
    return {"description": description, "content": {"application/json": {"schema": schema}}}


def _page_of(name: str) -> Node:
    counts = {"page": NUMBER, "page_size": NUMBER, "total": NUMBER, "next": _maybe(TEXT)}
    return _json(_object({"items": _list(_ref(name)), **counts}), "een pagina")


def _listing(summary: str, name: str, parameters: list[Node], *problems: int) -> Node:
    answers = _answers({"200": _page_of(name)}, *problems)
    return {"summary": summary, "parameters": [*parameters, *_PAGING], "responses": answers}


def _in_path(name: str, schema: Node) -> Node:
    return {"name": name, "in": "path", "required": True, "schema": schema}


_MEETING = _in_path("meeting", DAY)
_BODY: Node = {
    "required": True,
    "content": {
        "multipart/form-data": {"schema": _ref("File")},
        "application/json": {"schema": _ref("Rows")},
    },
}
_REPORT: Node = {"description": "het verslag", "content": {"application/octet-stream": {}}}
_SENT = (408, 413, 415)
PATHS: Node = {
    "/openapi.json": {
        "get": {
            "summary": "Deze beschrijving.",
            "security": [],
            "responses": {"200": _json({"type": "object"}, "de beschrijving")},
        }
    },
    "/depletion": {"get": _listing("Wat is besteed, per groep.", "Figures", [_BY, *_AT])},
    "/forecast": {"get": _listing("Wat wordt verwacht, per groep.", "Forecast", [_BY, *_AT])},
    "/lines": {
        "get": _listing(
            "Elke regel van het bestedingsplan.",
            "Figures",
            [_query("domain", TEXT, "Alleen dit domein."), *_AT],
        )
    },
    "/versions": {"get": _listing("De vastgestelde plannen van elk domein.", "Version", _AT)},
    "/snapshots": {"get": _listing("De momentopnamen.", "Snapshot", [])},
    "/snapshots/{meeting}": {
        "get": {
            "summary": "De momentopname die geldt voor een vergadering.",
            "parameters": [_MEETING],
            "responses": _answers({"200": _json(_ref("Snapshot"), "de momentopname")}, 404),
        }
    },
    "/snapshots/{meeting}/reports/{format}": {
        "get": {
            "summary": "Het verslag van een vergadering als bestand.",
            "parameters": [
                _MEETING,
                _in_path("format", {"enum": REPORTS}),
                _query("version", TEXT, "Kenmerk van een eerdere momentopname."),
            ],
            "responses": _answers({"200": _REPORT}, 404),
        }
    },
    "/submissions": {
        "get": _listing("Wat is ingediend.", "Submission", []),
        "post": {
            "summary": "Dien een bestand of rijen in; een tweede persoon stelt het vast.",
            "requestBody": _BODY,
            "responses": _answers({"201": _json(_ref("HandedIn"), "ingediend")}, 409, *_SENT),
        },
    },
    "/submissions/{number}": {
        "get": {
            "summary": "Hoe het met een inzending staat.",
            "parameters": [_in_path("number", NUMBER)],
            "responses": _answers({"200": _json(_ref("Submission"), "de inzending")}, 404),
        }
    },
    "/checks": {
        "post": {
            "summary": "Laat een bestand of rijen controleren; er wordt niets bewaard.",
            "requestBody": _BODY,
            "responses": _answers({"200": _json(_ref("Checked"), "de bevindingen")}, *_SENT),
        }
    },
}
DESCRIPTION: Node = {
    "openapi": "3.1.0",
    "info": {
        "title": "Bestedingsmonitor",
        "version": VERSION,
        "description": "Cijfers lezen en bestanden indienen. Bedragen zijn eurocenten. Een mens stelt vast.",
        "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
    },
    "servers": [{"url": "/api/v1"}],
    "security": [{"token": []}],
    "paths": PATHS,
    "components": {
        "schemas": SCHEMAS,
        "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
    },
}
