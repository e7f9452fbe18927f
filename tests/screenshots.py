"""Take the README's screenshots of the page as it runs: ``python tests/screenshots.py [FOLDER]``."""

import sys
import tempfile
import threading
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from app.engine import Engine
from app.feedback import FeedbackFile
from app.web.server import PageServer

FOLDER = Path(__file__).parent.parent / "app" / "web" / "screenshots"
FLAGS = [
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking",
    "--disable-component-update --disable-sync",
]
SHOTS = {"page": (1440, 900, "light"), "dark": (1440, 900, "dark"), "phone": (360, 740, "light")}
QUESTIONS = ("上半年财政总收入是多少？", "宣莲今年要种到多少亩？")


def ask(page: Page, question: str) -> None:
    """Ask and wait for the answer on the screen."""
    page.fill("#rq-question textarea", question)
    page.press("#rq-question textarea", "Enter")
    page.wait_for_function(f"[...document.querySelectorAll('.rq-question')].at(-1)?.textContent === '{question}'")
    page.wait_for_selector("#rq-chat .rq-pending", state="detached", timeout=60_000)
    page.wait_for_selector(".rq-next .rq-example", timeout=60_000)
    page.wait_for_timeout(500)


def main() -> None:
    """Serve the real index on a free port and photograph a short conversation."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    feedback = FeedbackFile(Path(tempfile.mkdtemp()) / "feedback.sqlite")
    server = PageServer(lambda: Engine.open(Path(".index")), port=0, feedback=feedback)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=" ".join(FLAGS).split())
        for name, (width, height, scheme) in SHOTS.items():
            context = browser.new_context(
                viewport={"width": width, "height": height}, color_scheme=scheme, locale="zh-CN"
            )
            page = context.new_page()
            page.goto(server.address)
            page.wait_for_selector(".rq-example", timeout=60_000)
            for question in QUESTIONS[1:] if name == "phone" else QUESTIONS:
                ask(page, question)
            page.wait_for_timeout(1500)  # the source has scrolled to the words
            page.screenshot(path=folder / f"{name}.png")
            if name == "page":
                page.get_by_role("tab", name="目标与成果").click()
                page.wait_for_timeout(300)
                page.screenshot(path=folder / "board.png")
            context.close()
        browser.close()
    server.stop()
    thread.join()


if __name__ == "__main__":
    main()
