"""The routes of the API, and the checks that every request passes."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from anyio import CapacityLimiter, to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from budget.access import Action, NotAllowedError, require
from budget.api.bodies import Bodies, UploadedFile
from budget.api.call import Call, token_of
from budget.api.description import DESCRIPTION, VERSION
from budget.api.problems import Problem
from budget.api.queries import as_json, read_query
from budget.api.rate_limits import RateLimiter
from budget.incidents import record_incident
from budget.limits import ServerLimits
from budget.model.words import BudgetError, UnavailableError, UnknownNameError
from budget.server.programmes import HEADER
from budget.workbook.limits import read_limits

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

Api: TypeAlias = "ASGIApp"
ROOT = "/api/v1"
AT_WORK = 4
"""Requests handled at the same time; others wait."""
HEADERS = ((b"cache-control", b"no-store"), (b"api-version", VERSION.encode()))
Done = TypeVar("Done")
Read = Callable[[Call], Response]
HandIn = Callable[[Call, UploadedFile], Response]


@dataclass(frozen=True, slots=True)
class Work:
    """The handlers, by the address below ROOT.

    `enter` makes the call from a token, its query, the path parameters, its address and the programme in the
    address ('' if there is only one). `read` has the reading handlers with the parameters they accept; `take`
    those that take a file, with the right checked before the file is read. `calendar` gives the calendar at a
    secret address of a programme.
    """

    calendar: Callable[[str, str], str]
    enter: Callable[[str, Mapping[str, str], Mapping[str, str], str, str], Call]
    read: Mapping[str, tuple[Read, Collection[str]]]
    take: Mapping[str, tuple[HandIn, Action]]


def application(limits: ServerLimits, work: Work) -> Api:
    """The API, for requests to addresses that begin with /api/."""
    door = _RequestChecks(limits, work)
    routes = [
        Route(f"{ROOT}/openapi.json", _describe, methods=["GET"]),
        Route("/api/calendar/{secret}.ics", door.calendar, methods=["GET"]),
    ]
    for path, (read, allowed) in work.read.items():
        routes.append(Route(ROOT + path, partial(door.read, read, allowed), methods=["GET"]))
    for path, (take, right) in work.take.items():
        routes.append(Route(ROOT + path, partial(door.take, take, right), methods=["POST"]))
    handlers = {Problem: _answer_problem, HTTPException: _answer_http}
    app = Starlette(routes=_by_method(routes), exception_handlers=handlers)  # type: ignore[arg-type]
    app.router.redirect_slashes = False
    return _private(app, RateLimiter(limits))


class _RequestChecks:
    """The checks before and during a request."""

    def __init__(self, limits: ServerLimits, work: Work) -> None:
        self._enter_with, self._calendar = work.enter, work.calendar
        self._turns = RateLimiter(limits)
        self._bodies = Bodies(limits, read_limits(os.environ).file_size)
        self._workers = CapacityLimiter(AT_WORK)

    async def read(self, work: Read, allowed: Collection[str], request: Request) -> Response:
        call = await self._enter(request, allowed)
        return await self._at_work(call, partial(work, call))

    async def calendar(self, request: Request) -> Response:
        find = partial(self._calendar, request.path_params["secret"], _programme(request))
        text = await self._at_work(None, find)
        return Response(text, media_type="text/calendar")

    async def take(self, work: HandIn, right: Action, request: Request) -> Response:
        call = await self._enter(request, ())
        await self._at_work(call, partial(require, call.programme, call.actor, right))
        sent = await self._bodies.read(request, call.key)
        return await self._at_work(call, partial(work, call, sent))

    async def _enter(self, request: Request, allowed: Collection[str]) -> Call:
        token = token_of(request)
        query = read_query(request.query_params, allowed)
        path = {name: str(value) for name, value in request.path_params.items()}
        programme = _programme(request)
        address = f"/{programme}{request.url.path}" if programme else request.url.path
        enter = partial(self._enter_with, token, query, path, address, programme)
        call = await self._at_work(None, enter)
        self._turns.take(call.key)
        return call

    async def _at_work(self, call: Call | None, work: Callable[[], Done]) -> Done:
        return await to_thread.run_sync(partial(_explained, call, work), limiter=self._workers)


def _programme(request: Request) -> str:
    """The programme in the address, as passed on by the server."""
    return request.headers.get(HEADER, "")


def _explained(call: Call | None, work: Callable[[], Done]) -> Done:
    """The result of `work`; a refusal becomes a problem that names no person."""
    try:
        return work()
    except Problem:
        raise
    except NotAllowedError as error:
        raise Problem(403, "De houder heeft dit recht niet, of niet voor deze domeinen.") from error
    except UnavailableError as error:
        raise Problem(503, str(error), {"retry-after": "60"}) from error
    except UnknownNameError as error:
        raise Problem(404 if call and call.path else 422, str(error)) from error
    except BudgetError as error:
        raise Problem(422 if call else 503, str(error) if call else "") from error
    except Exception as error:  # A bug: the caller gets an incident number, the log the traceback.
        raise Problem(500, f"Meld dit nummer bij de beheerder: {record_incident()}.") from error


def _private(app: ASGIApp, turns: RateLimiter) -> ASGIApp:
    """`app` with a rate limit per address, and responses that may not be cached."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        async def finish(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message["headers"], *HEADERS]}
            await send(message)

        try:
            turns.take(scope["client"][0] if scope.get("client") else "")
        except Problem as problem:
            await problem.answer()(scope, receive, finish)
            return
        await app(scope, receive, finish)

    return answer


def _by_method(routes: list[Route]) -> list[Route]:
    """One route per address, so that another method gets the list of allowed ones."""
    routes_by_path: dict[str, list[Route]] = {}
    for route in routes:
        routes_by_path.setdefault(route.path, []).append(route)
    return [same[0] if len(same) == 1 else _joined(same) for same in routes_by_path.values()]


def _joined(routes: list[Route]) -> Route:
    of = {method: route.endpoint for route in routes for method in route.methods or ()}

    async def choose(request: Request) -> Response:
        response: Response = await of[request.method](request)
        return response

    return Route(routes[0].path, choose, methods=list(of))


async def _describe(request: Request) -> Response:
    programme = _programme(request)
    own = {"servers": [{"url": f"/{programme}{ROOT}"}]} if programme else {}
    return as_json(DESCRIPTION | own)


async def _answer_problem(_: Request, problem: Problem) -> Response:
    return problem.answer()


async def _answer_http(_: Request, error: HTTPException) -> Response:
    status = error.status_code if error.status_code in (400, 404, 405) else 400
    return Problem(status, "", error.headers).answer()
