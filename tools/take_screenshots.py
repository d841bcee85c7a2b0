"""Takes the pictures of docs/images anew, from the samples; `make screenshots` runs it.

Wants chromium, libreoffice, poppler and tmux. Each picture is of what a user sees: the screen that tmux shows, the
page in the browser, the workbook as LibreOffice prints it. Look at every one of them before keeping it.
"""

from __future__ import annotations

import io
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright
from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

TOP = Path(__file__).resolve().parents[1]
IMAGES = TOP / "docs" / "images"
_PROGRAMS = ("chromium", "libreoffice", "pdftoppm", "pdftotext", "tmux")
_AS_OF = ("--as-of", "2026-10-31")
_WORKLIST = "sample_data/warwickshire-liquidlogic.xlsx"
_MONTH = "sample_data/warwickshire-750-liquidlogic.xlsx"
_TERMINAL = ("check", "sample_data/bromley-liquidlogic.xlsx", *_AS_OF)
_COLUMNS, _LINES = 118, 42
_PATIENCE = 60
_DRAW = ("pdftoppm", "-singlefile", "-png", "-r", "80")
_SCREEN = """<!DOCTYPE html><meta charset="utf-8"><style>
body {{ margin: 0; width: max-content; background: #1c1c1c; }}
pre {{ margin: 0; padding: 14px 18px; color: #e6e6e6; font: 14px/1.3 "Liberation Mono", monospace; }}
</style><pre>{code}</pre>"""


_COLOURS = TerminalTheme(
    (28, 28, 28),
    (230, 230, 230),
    [(28, 28, 28), (255, 125, 120), (120, 200, 120), (240, 200, 90)] + [(230, 230, 230)] * 4,
)
"""Of the usual dark terminal: ground, text, black, red, green, yellow and the others."""


def main() -> None:
    """Take them all."""
    missing = [name for name in _PROGRAMS if shutil.which(name) is None]
    if missing:
        raise SystemExit(f"screenshots want {', '.join(missing)}")
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        _run("check", _WORKLIST, *_AS_OF, "--output", str(folder / "worklist.html"), "--fail-on", "never")
        _run("check", _WORKLIST, *_AS_OF, "--output", str(folder / "worklist.xlsx"), "--fail-on", "never")
        _run("report", _MONTH, "--month", "2026-10", "--output", str(folder / "month"))
        (folder / "screen.html").write_text(_SCREEN.format(code=_watch_terminal()), "utf-8")
        with _browser() as page:
            _shoot_pages(page, folder)
        _shoot_paper(
            folder / "worklist.xlsx", {"By requirement": "workbook-summary", "Overdue as at": "workbook-overdue"}
        )
        _shoot_paper(folder / "month" / "report.xlsx", {"look first at the indicators": "month-workbook"})
    for image in sorted(IMAGES.glob("*.png")):
        print(f"{image.name}: {image.stat().st_size:,} bytes")


def _shoot_pages(page: Page, folder: Path) -> None:
    def shoot(file: str, name: str, size: tuple[int, int], script: str = "", place: str = "") -> None:
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.goto((folder / file).as_uri())
        if script:
            page.evaluate(script)
        if place:
            page.evaluate("(place) => document.querySelector(place).scrollIntoView()", place)
        page.screenshot(path=IMAGES / f"{name}.png")

    unfold = "() => { document.querySelectorAll('#list details')[1].open = true; }"
    shoot("worklist.html", "worklist", (1280, 940))
    shoot("worklist.html", "worklist-list", (1280, 800), unfold, "#findings")
    shoot("worklist.html", "worklist-telephone", (360, 760), unfold, "#list")
    shoot("month/report.html", "month", (1280, 900), place="#page1")
    shoot("month/report.html", "month-run-chart", (1280, 900), place="#page4")
    page.goto((folder / "screen.html").as_uri())
    page.locator("pre").screenshot(path=IMAGES / "terminal.png")


def _watch_terminal() -> str:
    """The screen after a check, as a terminal shows it, in the colours it has."""
    server = ["tmux", "-L", f"screenshots-{time.monotonic_ns()}"]
    shell = f"env PS1='$ ' PYTHONPATH={shlex.quote(str(TOP / 'src'))} bash --norc --noprofile"
    size = ["-x", str(_COLUMNS), "-y", str(_LINES)]
    subprocess.run([*server, "-f", "/dev/null", "new-session", "-d", *size, "-c", str(TOP), shell], check=True)
    try:
        command = f'cwd-audit() {{ {shlex.quote(sys.executable)} -m cwd_audit "$@"; }}; clear'
        subprocess.run([*server, "send-keys", command, "Enter"], check=True)
        time.sleep(1)
        subprocess.run([*server, "send-keys", shlex.join(("cwd-audit", *_TERMINAL)), "Enter"], check=True)
        for _ in range(_PATIENCE):
            time.sleep(1)
            seen = subprocess.run([*server, "capture-pane", "-e", "-p"], check=True, capture_output=True, text=True)
            if "Next:" in seen.stdout:
                return _colour(seen.stdout)
        raise SystemExit("the check did not end in time")
    finally:
        subprocess.run([*server, "kill-server"], check=False)


def _colour(screen: str) -> str:
    console = Console(record=True, width=_COLUMNS, file=io.StringIO(), force_terminal=True)
    console.print(Text.from_ansi(screen.rstrip()), no_wrap=True, crop=False)
    return console.export_html(theme=_COLOURS, inline_styles=True, code_format="{code}")


def _shoot_paper(file: Path, wanted: dict[str, str]) -> None:
    """Of a workbook, as LibreOffice prints it, the first page that holds a text, for each of them."""
    profile = f"-env:UserInstallation={(file.parent / 'profile').as_uri()}"
    convert = ["libreoffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(file.parent), str(file)]
    subprocess.run(convert, check=True, capture_output=True)
    paper = str(file.with_suffix(".pdf"))
    told = subprocess.run(["pdftotext", paper, "-"], check=True, capture_output=True, text=True).stdout  # noqa: S607 – poppler's
    pages = told.split("\f")
    for text, name in wanted.items():
        number = str(next(at for at, page in enumerate(pages, 1) if text in page))
        subprocess.run([*_DRAW, "-f", number, "-l", number, paper, str(IMAGES / name)], check=True)


@contextmanager
def _browser() -> Iterator[Page]:
    with sync_playwright() as started:
        arguments = ["--no-sandbox", "--disable-gpu", "--force-color-profile=srgb"]
        chromium = started.chromium.launch(executable_path=shutil.which("chromium"), args=arguments)
        yield chromium.new_page(locale="en-GB")
        chromium.close()


def _run(*words: str) -> None:
    subprocess.run([sys.executable, "-m", "cwd_audit", *words], cwd=TOP, check=True, capture_output=True)


if __name__ == "__main__":
    main()
