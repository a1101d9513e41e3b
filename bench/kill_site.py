"""Is what the web page calls saved there after the power goes? Chromium is killed (SIGKILL) within a second of “Saved”, again and again, in one profile.

    python bench/kill_site.py [TIMES]

Each time another mark is set, the browser is killed, started anew, and the page must show that mark. Prints how many were lost; exit code 1 if any was.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "browser"), str(ROOT / "tests" / "support")]
UNIT = "01_who_says_so"
PATH = f"exercises/{UNIT}/{UNIT}.ipynb"


def main(times: int) -> int:
    from playwright.sync_api import sync_playwright
    from site_browser import Browser, SiteNotebook, answer_kept, open_page, served

    from helpers.exercises import article_of, read_unit, type_of
    from helpers.site import build_site

    one = read_unit(ROOT / "exercises" / UNIT)["q1"]
    article = article_of(one)
    start, end = type_of(one.type).form.bounds(one, article)
    words = [
        w for w in dict.fromkeys(article.text[start:end].split()) if w.isalpha() and len(w) > 3 and article.text[start:end].count(w) == 1
    ]
    kept, lost, waits = 0, 0, []
    with tempfile.TemporaryDirectory() as tmp, sync_playwright() as play:
        browser = Browser(play, Path(tmp) / "profile", os.environ.get("CHROMIUM", "/usr/bin/chromium"))
        with served(build_site(Path(tmp) / "site", include_article=True)) as address:
            page = open_page(browser.start(address), address, PATH)
            for n in range(times):
                task = SiteNotebook(page, PATH).exercise("q1")
                task.mark(words[n], "a group with no count")
                task.saved()
                said = time.monotonic()
                browser.kill()
                waits.append(time.monotonic() - said)
                page = open_page(browser.start(address), address, PATH)
                spans = (answer_kept(page, f"exercises/{UNIT}/answers/q1.json") or {"spans": []})["spans"]
                there = {article.text[s["start"] : s["end"]] for s in spans}
                kept, lost = (kept + 1, lost) if words[n] in there else (kept, lost + 1)
                print(
                    f"{n + 1}: {words[n]} {'kept' if words[n] in there else 'LOST'}, {len(there)} marks, killed {waits[-1]:.2f} s after “Saved”",
                    flush=True,
                )
            browser.kill()
    print(f"{times} kills, at most {max(waits):.2f} s after “Saved”: {kept} kept, {lost} lost")
    return int(lost > 0)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 20))
