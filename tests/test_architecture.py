"""Architecture rules: allowed imports, restricted knowledge, and module sizes."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Set
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ALLOWED: dict[str, set[str]] = {
    "settings": set(),
    "logs": {"settings"},
    "tracebacks": set(),
    "incidents": {"logs", "tracebacks"},
    "security_log": {"logs"},
    "model": set(),
    "version": set(),
    "page_scripts": set(),
    "limits": {"model"},
    "batch": set(),
    "labels": {"model"},
    "frames": {"model"},
    "mail": {"model"},
    "programme": {"model"},
    "login": {"model"},
    "access": {"model", "labels", "security_log"},
    "workbook": {"model", "limits"},
    "intake": {"model", "labels", "workbook"},
    "sandbox": {"batch", "model", "limits", "tracebacks", "workbook", "intake"},
    "store": {"model", "programme"},
    "insight": {"model", "labels", "frames"},
    "lake": {"model"},
    "charts": {"model", "labels"},
    "standing": {"model", "labels", "access", "batch", "store", "insight"},
    "snapshot": {"model", "labels", "version", "store", "insight", "standing"},
    "export": {"model", "labels", "charts", "snapshot"},
    "analysis": {"access", "login", "model", "frames", "insight", "programme", "settings", "snapshot",
                 "standing", "store", "usecases"},
    "usecases": {"model", "labels", "login", "security_log", "version", "batch", "programme", "access",
                 "workbook", "intake", "sandbox", "store", "insight", "standing", "snapshot", "export",
                 "lake"},
    "server": {"model", "limits", "login", "security_log", "page_scripts"},
    "api": {"access", "login", "limits", "model", "labels", "security_log", "incidents", "settings",
            "programme", "workbook", "intake", "snapshot", "store", "standing", "usecases", "server"},
    "ui": {"page_scripts", "mail", "model", "labels", "login", "programme", "access", "workbook", "intake",
           "store", "insight", "charts", "standing", "snapshot", "export", "usecases", "settings",
           "incidents", "security_log", "server"},
    "cli": {"access", "batch", "login", "security_log", "export", "model", "labels", "programme", "intake",
            "store", "standing", "snapshot", "usecases", "settings", "incidents", "server", "calibration",
            "workbook", "api", "limits", "mail", "lake"},
    "calibration": {"model", "insight"},
    "__main__": {"batch", "cli", "incidents", "model", "sandbox"},
    "pages": {"ui", "model", "labels", "snapshot", "standing", "usecases"},
    "app": {"ui", "model", "access"},
}  # fmt: skip
"""Part of the house -> the other parts it may import. What is not in this table may not exist."""

FLOORS: dict[str, list[set[str]]] = {
    "workbook": [
        {"cells", "limits", "places", "plain_rows"},
        {"grid", "xlsx_marks", "ods_marks"},
        {"zip_guard", "text_file", "xls"},
        {"readers", "file_type"},
        {"__init__"},
    ],
    "sandbox": [
        {"thread_queue", "children", "frame_kinds"},
        {"process", "wire"},
        {"child", "check", "suggest", "annotate", "names"},
        {"fork_server"},
        {"check_job", "suggest_job", "annotate_job", "names_job"},
    ],
    "intake": [
        {"faults", "cell_text", "places", "catalogue", "findings", "finding_groups", "check_context"},
        {"grammar", "spec"},
        {"schema", "outcome", "grids"},
        {"sheets"},
        {"mapping", "output", "judgement"},
        {"suggest"},
        {"check", "plan_names"},
    ],
    "charts": [
        {"colours", "scales", "steps", "tables"},
        {"bullets", "flows", "forecast_waterfall", "heat", "variance", "funding", "pace", "releases",
         "sources",
         "trend", "waterfall"},
        {"__init__"},
        {"plotly", "svg"},
    ],
    "export": [
        {"row_by_format", "columns", "cells", "safe_text", "stable_zip", "imprint", "table",
         "country_words"},
        {"chart_data", "wording"},
        {"plan_tables", "record_tables", "result_columns", "planning_control_columns"},
        {"public_version", "domain_parts", "tables", "record_lists"},
        {"workbook"},
        {"pdf", "html", "xlsx", "pptx", "ods", "open_data"},
        {"registry", "site", "planning_control_tables", "funding_tables", "results_tables", "__init__"},
    ],
    "model": [{"words", "months", "persons", "plan_names", "questions", "rights", "shares",
               "submission_details", "decision_path", "coverage", "domain_records", "periods",
               "succession", "notices"},
              {"content", "figures", "funding", "planning_control", "results", "programme", "steering",
               "years", "sharing"},
              {"amended_plan", "capacities", "planning_control_rows", "releases", "urgency", "country"}],
    "programme": [{"toml_tables", "example_clock", "differences", "default_rules", "calendar_file"},
                  {"reading"}, {"draft", "editing", "installed", "form_errors"}, {"first_programme"}],
    "store": [
        {"schema_parts", "scope_text", "audit_entries", "bulk", "content", "upgrade_copy", "faults", "keys",
         "statements",
         "timeouts"},
        {"schema", "schema_mail", "schema_periods", "scope", "programme_lock"},
        {"audit"},
        {"anchor", "schema_board", "people", "mail_marks", "lost_commits", "cell_forms"},
        {"programmes", "act_checks", "notices"},
        {"engine", "seal", "acceptances", "accepted_contents", "bookings", "moved_bookings", "plan_money",
         "plans",
         "progress", "totals"},
        {"questions", "periods", "backup", "escalations"},
        {"versions"},
        {"ledger", "knowledge", "mappings", "snapshots", "steering", "integrity", "outbox", "calendars",
         "tokens", "database_use", "removals", "sharing", "guards"},
        {"submissions", "scratch", "restoring"},
        {"row_differences"},
    ],
    "usecases": [
        {"control_totals", "gaps", "typed_totals", "figures", "doubts", "closed_rows", "path_changes",
         "successors", "check_context", "knowledge_after"},
        {"programmes", "year_effects"},
        {"calendar", "database_use", "earlier_submissions", "outbox",
         "moves", "carry", "preview", "steer", "tokens", "map_layouts", "maintain", "signed_snapshots",
         "sharing",
         "lake_export", "country", "country_report"},
        {"account", "amend", "conflicts", "first_plans", "affected_domains", "unsettled"},
        {"deliver", "effects", "reconcile", "freeze", "decide", "plan_proposals", "typed_rows"},
        {"verify", "explain", "rederive", "search", "tasks", "logbook", "close", "start", "remove"},
    ],
    "cli": [
        {"options"},
        {"administration"},
        {"arguments"},
        {"context", "drop_folder", "output", "mail_sender"},
        {"delivery", "example", "mapping", "depletion", "extra_data", "planning_control", "snapshot",
         "installation", "submissions",
         "token",
         "backtest", "maintenance", "programme", "reconcile", "releases", "plans", "logbook", "close",
         "mail", "publish", "remove", "country"},
        {"watch"},
    ],
    "ui": [
        {"address", "browser", "chart_csv", "button_actions", "downloads", "figures", "login", "navigation",
         "style", "visit"},
        {"amount_field", "date_field", "glossary", "fragment", "programmes", "successions"},
        {"amendments", "charts", "changes", "documents", "domain_rows",
         "list_changes", "meetings", "moves", "programme_parts", "questions", "review_ledger", "submitting"},
        {"agenda", "board", "closing", "control_totals", "country", "decisions", "domain", "explain_form",
         "insight_charts", "logbook", "mapping", "funding", "notices", "overview", "planning_control",
         "plan_history",
         "programme", "programme_forms", "proof", "question_forms", "reconciling", "forecast_record",
         "releases",
         "report_page",
         "results", "returned_submissions", "review", "rollforward", "search", "sharing", "sources",
         "steering",
         "steering_forms", "outside_totals", "tasks", "tokens", "typed_rows", "versions", "what_if", "years"},
        {"acceptance", "deliver", "overview_tabs", "saved_mappings", "start_parts"},
        {"start_plans"},
        {"start", "frame"},
    ],
    "server": [
        {"addresses", "buckets", "dutch", "first_message", "programmes"},
        {"answers"},
        {"guard"},
        {"windows", "uploads", "downloads", "login_return"},
        {"serving"},
        {"__init__"},
    ],
    "api": [
        {"problems"},
        {"bodies", "call", "description", "rate_limits"},
        {"caller", "queries"},
        {"submitting", "reading", "snapshots"},
        {"application"},
    ],
    "lake": [{"tables"}, {"folder", "rows"}, {"engines"}, {"rollups"}, {"country"}],
    "insight": [{"successions", "own_forecasts", "successor_bookings", "facts", "forecast",
                 "missing_bookings",
                 "old_commitments", "signals", "missing_deliveries", "missing_explanations"},
                {"measures", "diff", "agenda", "what_if"}],
}  # fmt: skip
"""Inside a part, from the ground up: a module or package imports only its own floor and those below it."""

APART: dict[str, set[str]] = {"export": {"pdf", "html", "xlsx", "pptx", "ods", "open_data"}}
"""Inside a part: what is on one floor and never imports another of these."""

ONLY_IN: dict[str, set[str]] = {
    "streamlit": {"ui", "server", "pages", "app"},
    "uvicorn": {"server"},
    "starlette": {"server", "api"},
    "sqlalchemy": {"store"},
    "alembic": {"store"},
    "psycopg": {"store"},
    "sqlite3": {"store"},
    "cryptography": {"store"},
    "openpyxl": {"intake"},
    "python_calamine": {"workbook"},
    "xlrd": {"workbook"},
    "xlsxwriter": {"intake", "export"},
    "plotly": {"charts"},
    "typst": {"export"},
    "duckdb": {"lake"},
    "ibis": {"lake"},
    "pyspark": {"lake"},
    "pyarrow": {"lake"},
    "fsspec": {"lake"},
}
"""Package -> the parts that may know it."""

PURE = {"insight", "charts"}
CLOCK_CALLS = {"today", "now", "utcnow"}
CLOCK_MODULES = {"time"}
WORLD_CALLS = {"open", "print", "input"}
WORLD_MODULES = {"os", "io", "pathlib", "socket", "subprocess", "urllib", "shutil", "tempfile"}
PAGE_LINES = 80
MODULE_LINES = 350
# Calls that one module makes for all others.
ONE_DOOR = {"download_button": "budget/ui/downloads.py"}
CHAIN = 10


def violations(root: Path) -> list[str]:
    """Every breach of the rules above in the sources under `root`, as `file:line what`."""
    files = _sources(root)
    return [f"{file.relative_to(root)}:{breach}" for file in files for breach in _breaches(file, root)]


def _sources(root: Path) -> list[Path]:
    found = [*root.glob("app.py"), *root.glob("pages/**/*.py")]
    found += [*root.glob("budget/**/*.py"), *root.glob("calibration/**/*.py")]
    return sorted(file for file in found if "migrations" not in file.parts)


def _part(file: Path, root: Path) -> str:
    top, *below = file.relative_to(root).with_suffix("").parts
    return below[0] if top == "budget" else top


def _breaches(file: Path, root: Path) -> Iterator[str]:
    text = file.read_text(encoding="utf-8")
    tree, part = ast.parse(text), _part(file, root)
    yield from _too_long(part, len(text.splitlines()))
    if part == "__init__":
        return
    if part not in ALLOWED:
        yield f"1 part '{part}' is not in the table of allowed imports"
        return
    for line, module in _imports(tree, file, root):
        yield from _import_breach(part, line, module)
        yield from _floor_breach(file.relative_to(root).with_suffix("").parts, line, module.split("."))
    yield from _side_doors(tree, file.relative_to(root).as_posix())
    if part in PURE:
        yield from _clock_uses(tree)
    if part in {"app", "ui"}:
        yield from _page_addresses(tree, {page.stem for page in root.glob("pages/*.py")})


def _side_doors(tree: ast.Module, file: str) -> Iterator[str]:
    for node in ast.walk(tree):
        door = ONE_DOOR.get(_called(node)) if isinstance(node, ast.Call) else None
        if door not in {None, file}:
            yield f"{node.lineno} calls {_called(node)}(), which is for {door}"


def _too_long(part: str, lines: int) -> Iterator[str]:
    limit = PAGE_LINES if part in {"pages", "app"} else MODULE_LINES
    if lines > limit:
        yield f"{lines} longer than {limit} lines"


def _imports(tree: ast.Module, file: Path, root: Path) -> Iterator[tuple[int, str]]:
    """Line and full dotted name of every import, also inside functions and under TYPE_CHECKING."""
    package = file.relative_to(root).parent.parts
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            stem = ".".join([*base, *(node.module or "").split(".")]).strip(".")
            yield from ((node.lineno, f"{stem}.{name.name}") for name in node.names)
        elif isinstance(node, ast.Call) and _called(node) in {"import_module", "__import__"}:
            yield node.lineno, "importlib.import_module"


def _import_breach(part: str, line: int, module: str) -> Iterator[str]:
    top, *below = module.split(".")
    if module == "importlib.import_module":
        yield f"{line} imports by a name the table cannot see"
    elif top in {"pages", "app", "scripts", "tests"}:
        yield f"{line} {part} imports {top}"
    elif top == "budget" and below and below[0] not in {part, "__version__"} | ALLOWED[part]:
        yield f"{line} {part} imports {below[0]}"
    elif part not in ONLY_IN.get(top, {part}):
        yield f"{line} {part} imports {top}"
    elif part in PURE and top in CLOCK_MODULES | WORLD_MODULES:
        yield f"{line} {part} imports {top}, but is pure"


def _floor_breach(importer: tuple[str, ...], line: int, imported: list[str]) -> Iterator[str]:
    """An import inside one part that goes up; the package itself (`__init__`) may import all of it."""
    if (
        importer[-1] == "__init__"
        or len(importer) < 3
        or len(imported) < 3
        or list(importer[:2]) != imported[:2]
    ):
        return
    floors = FLOORS.get(importer[1], [])
    floor = {name: number for number, names in enumerate(floors) for name in names}
    apart = APART.get(importer[1], set())
    if importer[2] != imported[2] and {importer[2], imported[2]} <= apart:
        yield f"{line} {importer[1]}.{importer[2]} imports {importer[1]}.{imported[2]}"
    if floor.get(importer[2], 0) < floor.get(imported[2], 0):
        yield f"{line} {importer[1]}.{importer[2]} is below {importer[1]}.{imported[2]}"


def _called(node: ast.Call) -> str:
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def _clock_uses(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        called = _called(node) if isinstance(node, ast.Call) else ""
        if called in CLOCK_CALLS:
            yield f"{node.lineno} reads the clock with {called}()"
        elif called in WORLD_CALLS:
            yield f"{node.lineno} calls {called}(), but is pure"


def _page_addresses(tree: ast.Module, stems: set[str]) -> Iterator[str]:
    """A cold deep link to a page's file stem could run that page alone: no address may equal one."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _called(node) == "Page":
            if "url_path" not in {word.arg for word in node.keywords}:
                yield f"{node.lineno} a page without url_path gets its file stem as address"
        elif isinstance(node, ast.keyword) and node.arg == "url_path":
            address = getattr(node.value, "value", None)
            if address in stems:
                yield f"{node.value.lineno} url_path '{address}' is the name of a page file"


def test_the_imports_respect_the_table_of_allowed_imports() -> None:
    assert violations(ROOT) == []


def longest_chain(root: Path) -> list[str]:
    """The longest chain of our own modules that import each other, from the entrance to the foundation."""
    modules = {_dotted(file, root): file for file in _sources(root)}
    below = {name: _imported_modules(file, root, modules.keys()) - {name} for name, file in modules.items()}
    chains: dict[str, list[str]] = {}

    def chain(name: str) -> list[str]:
        if name not in chains:
            chains[name] = [name]
            chains[name] += max((chain(other) for other in sorted(below[name])), key=len, default=[])
        return chains[name]

    return max(map(chain, modules), key=len)


def _dotted(file: Path, root: Path) -> str:
    parts = file.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _imported_modules(file: Path, root: Path, modules: Set[str]) -> set[str]:
    """Our own modules that a file imports; a name of a package counts as the package itself."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    names = {module for _, module in _imports(tree, file, root)}
    return {name if name in modules else name.rpartition(".")[0] for name in names} & modules


def test_no_chain_of_imports_is_long() -> None:
    chain = longest_chain(ROOT)
    assert len(chain) <= CHAIN, " > ".join(chain)


def test_a_chain_of_imports_is_followed_to_its_end(tmp_path: Path) -> None:
    (tmp_path / "budget").mkdir()
    for name, text in {"a": "from budget import b", "b": "from budget.c import x", "c": "", "d": ""}.items():
        (tmp_path / "budget" / f"{name}.py").write_text(text)
    assert longest_chain(tmp_path) == ["budget.a", "budget.b", "budget.c"]


def test_the_table_of_allowed_imports_has_no_cycles() -> None:
    """Parts that import each other would be one part."""
    order: list[str] = []
    while open_parts := [part for part in ALLOWED if part not in order]:
        free = [part for part in open_parts if ALLOWED[part] <= set(order)]
        assert free, f"a circle among {open_parts}"
        order.extend(free)


BREACHES = {
    "budget/model.py": ("from budget.labels import euro", "model imports labels"),
    "budget/labels.py": ("from . import store", "labels imports store"),
    "budget/store/plans.py": ("from ..insight import facts", "store imports insight"),
    "budget/store/ledger.py": ("from budget import labels", "store imports labels"),
    "budget/intake/cells.py": ("def read():\n    import budget.store.plans", "intake imports store"),
    "budget/intake/rows.py": ("import importlib\nimportlib.import_module('budget.store')", "cannot see"),
    "budget/intake/grammar/dates.py": ("import budget.intake.sheets.table", "grammar is below intake.sheets"),
    "budget/export/html/page.py": ("from budget.export.pdf.pages import x", "export.html imports export.pdf"),
    "budget/insight/facts.py": ("import datetime\nX = datetime.date.today()", "reads the clock with today()"),
    "budget/insight/norm.py": ("from time import time", "insight imports time, but is pure"),
    "budget/insight/forecast.py": ("HISTORY = open('history.csv')", "calls open(), but is pure"),
    "budget/charts/data.py": ("import datetime\nX = datetime.datetime.now()", "reads the clock with now()"),
    "budget/charts/bars.py": ("import streamlit as st", "charts imports streamlit"),
    "budget/export/pdf/pages.py": ("from sqlalchemy import select", "export imports sqlalchemy"),
    "budget/usecases/deliver.py": ("import python_calamine", "usecases imports python_calamine"),
    "budget/access.py": ("import xlsxwriter.workbook", "access imports xlsxwriter"),
    "budget/cli.py": ("from streamlit import config", "cli imports streamlit"),
    "budget/ui.py": ("import app", "ui imports app"),
    "budget/utils.py": ("X = 1", "part 'utils' is not in the table"),
    "budget/programme.py": ("X = 1\n" * 351, "longer than 350 lines"),
    "pages/overview.py": ("X = 1\n" * 81, "longer than 80 lines"),
    "budget/ui/board.py": ("import streamlit as st\nst.download_button('x')", "is for budget/ui/downloads"),
    "pages/upload.py": ("from budget.store import plans", "pages imports store"),
    "app.py": ("from streamlit import Page\nPage('x.py', url_path='upload')", "is the name of a page file"),
}


@pytest.mark.parametrize("path", BREACHES)
def test_a_breach_is_found_and_named(path: str, tmp_path: Path) -> None:
    source, complaint = BREACHES[path]
    for name, text in {"pages/upload.py": "", path: source}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    (found,) = violations(tmp_path)
    assert found.startswith(f"{path}:")
    assert complaint in found


def test_a_page_without_an_address_of_its_own_is_found(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text("from streamlit import Page\nPage('x.py', title='Aanleveren')\n")
    (found,) = violations(tmp_path)
    assert found.startswith("app.py:2 a page without url_path")


def test_what_is_allowed_is_not_a_breach(tmp_path: Path) -> None:
    sources = {
        "budget/__init__.py": "",
        "budget/store/__init__.py": "from . import plans",
        "budget/store/plans.py": "from sqlalchemy import select\nfrom ..model import Kind",
        "budget/ui.py": "import streamlit as st\nfrom budget.standing.moment import rows",
        "pages/upload.py": "import streamlit\nfrom budget import ui\nfrom budget.usecases import deliver",
        "app.py": "import streamlit as st\nst.Page('pages/upload.py', url_path='aanleveren')",
    }
    for name, text in sources.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    assert violations(tmp_path) == []
