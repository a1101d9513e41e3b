"""From a key press to «Saved», in real JupyterLab, and how the time splits. Called by `make bench`.

The page stamps the key press (capture phase) and the moment when the state line says Saved; the kernel's own part (check, write, fsync, progress,
hand-in copy) is timed by calling the same function in this process.
"""

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "browser"), str(ROOT / "tests" / "support")]
os.environ.setdefault("PYTHONPATH", str(ROOT))

WATCH = """([id, key]) => new Promise((done) => {
  const box = document.querySelector(`section[data-exercise='${id}']`), state = box.querySelector('.wss-state');
  let pressed = 0; const before = state.dataset.rev;
  box.addEventListener('keydown', () => { pressed = performance.now(); }, { capture: true, once: true });
  const seen = new MutationObserver(() => {
    if (pressed && state.dataset.state === 'saved' && state.dataset.rev !== before) { seen.disconnect(); done(performance.now() - pressed); } });
  seen.observe(state, { attributes: true, childList: true, characterData: true, subtree: true });
  window.__armed = true; })"""


def in_the_page(times: int) -> list[float]:
    from jupyter import Notebook, Server
    from playwright.sync_api import sync_playwright

    from helpers.course.bundle import bundle

    with tempfile.TemporaryDirectory() as tmp, sync_playwright() as play:
        folder, _ = bundle(Path(tmp) / "bundle")
        server = Server(Path(tmp) / "home", folder).start()
        browser = play.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page()
        notebook = Notebook(page, server, "exercises/01_who_says_so/01_who_says_so.ipynb").open().run_all()
        box = notebook.exercise("q1").box
        found = []
        for n in range(times):
            box.locator(".wss-text").focus()
            page.keyboard.press("Control+Home")
            for _ in range(3 + 2 * n):
                page.keyboard.press("ArrowRight")
            page.evaluate("([id, key, watch]) => { window.__took = eval(watch)([id, key]); }", ["q1", "", WATCH])
            page.keyboard.press(str(1 + n % 8))
            found.append(page.evaluate("() => window.__took"))
        browser.close()
        server.stop()
    return found


def in_the_kernel(times: int) -> list[float]:
    from helpers.notebook.session import session_of

    with tempfile.TemporaryDirectory() as tmp:
        for name in ("exercises.json", "open_keys.json"):
            (Path(tmp) / name).write_bytes((ROOT / "exercises/01_who_says_so" / name).read_bytes())
        os.chdir(tmp)
        session = session_of("q1")
        found = []
        for n in range(times):
            start = time.perf_counter()
            session.save({"spans": [{"id": str(k), "start": 0, "end": 5 + k, "label": "vague", "attrs": {}} for k in range(n % 12 + 1)]})
            found.append(1000 * (time.perf_counter() - start))
        os.chdir(ROOT)
    return found


def main(times: int = 25) -> None:
    page, kernel = in_the_page(times), in_the_kernel(200)
    median = statistics.median
    print(f"keystroke to Saved: median {median(page):.0f} ms (min {min(page):.0f}, max {max(page):.0f}, n={times}); aim ≤ 150 ms")
    print(
        f"  of which the kernel's own part: median {median(kernel):.1f} ms (max {max(kernel):.1f}); page and messages: about {median(page) - median(kernel):.0f} ms"
    )


if __name__ == "__main__":
    main()
