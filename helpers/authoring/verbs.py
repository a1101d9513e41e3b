"""`new-article`, `publish`, `read` and `agreement` on the command line."""

from __future__ import annotations

import sys
from pathlib import Path

from helpers.errors import ArticleError

from .chooser import some


def add_verbs(commands) -> None:
    _new(commands)
    _publish(commands)
    _read(commands)
    _agreement(commands)


def _new(commands) -> None:
    verb = commands.add_parser(
        "new-article",
        help="bring in a text of your own: a file (txt, md, html, docx, pdf), or - for what you pipe in",
        description=(
            "Write articles/<slug>/ with the text, what is known about it, and the machine reader's suggestions. Nothing is overwritten. Mark it in notebooks/07_your_own_article.ipynb."
        ),
    )
    verb.add_argument("file", metavar="FILE", help="the file, or - for standard input")
    verb.add_argument("--slug", default="", help="name of the article's folder (default: from the title)")
    for name, what in (
        ("title", "its headline (default: from the file, or the first line)"),
        ("date", "day of publication, for instance 2026-11-22"),
        ("outlet", "who published it"),
        ("byline", "who wrote it"),
        ("rights", "who holds the rights, and what you may do with it"),
        ("content-note", "one sentence for learners on what to expect"),
        ("language", "a code such as en or de (default: found out)"),
    ):
        verb.add_argument(f"--{name}", default="", help=what)
    verb.add_argument("--blank", action="store_true", help="without the machine reader's suggestions")
    verb.set_defaults(run=_run_new)


def _run_new(options) -> None:
    from .intake import MAX_BYTES, SourceText, decoded, read_file, tidy
    from .new_article import new_article

    if options.file == "-":
        data = sys.stdin.buffer.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise ArticleError("That is far more than an article.", "Give the article's own text.")
        taken = tidy(decoded("What was piped in", data))
    else:
        taken: SourceText = read_file(Path(options.file))
    names = ("title", "date", "outlet", "byline", "rights", "content_note", "language")
    about = {**taken.about, **{n: v for n in names if (v := getattr(options, n))}}
    article, notes = new_article(taken.text, about, slug=options.slug, blank=options.blank)
    print(
        f"articles/{article.slug}/ is there: {some(len(article.paragraphs), 'paragraph')}, {len(article.text.split())} words, “{article.title}”."
    )
    for note in (*taken.notes, *notes):
        print(note)
    if unknown := [n for n in ("date", "outlet", "byline", "rights") if n not in about]:
        print(f"Not given: {', '.join(unknown)}. Learners see them; write them into articles/{article.slug}/article.json.")
    print("Next: open notebooks/07_your_own_article.ipynb, choose this article, and mark it.")


def _publish(commands) -> None:
    verb = commands.add_parser(
        "publish",
        help="make units 1 to 3 for your own article: solutions/<slug>_1 … and exercises/",
        description=(
            "Write and release the units that the marks on an article allow. Every graded exercise is proved first: the key's answer earns all, marking everything or nothing less than 20 %."
        ),
    )
    verb.add_argument("slug", metavar="SLUG")
    verb.add_argument(
        "--open",
        default=None,
        metavar="PARAGRAPHS",
        help="which paragraphs are practice and explain themselves, for instance 1-3,6, none or all; the others count (default: the first third)",
    )
    verb.add_argument("--units", default="1,2,3", help="which of 1, 2 and 3 (default: all)")
    verb.add_argument("--own-copy", action="store_true", help="hand out the lesson without the text; learners paste their own copy")
    verb.set_defaults(run=_run_publish)


def _run_publish(options) -> None:
    from helpers.articles import read_article

    from . import passages
    from .new_article import UNKNOWN_RIGHTS
    from .publish import publish, whose_key

    try:
        numbers = tuple(sorted({int(n) for n in options.units.split(",")}))
    except ValueError:
        numbers = ()
    if not numbers or not set(numbers) <= {1, 2, 3}:
        raise ArticleError(f"“{options.units[:40]}” does not name units.", "Give for instance --units 1,3.")
    article = read_article(options.slug)
    chosen = None if options.open is None else passages.read_choice(options.open, article)
    done = publish(options.slug, chosen=chosen, numbers=numbers, own_copy=options.own_copy, tell=lambda said: print(said, flush=True))
    print(
        f"Practice: {passages.in_words(done.chosen)}. Counts: {passages.in_words(passages.rest(article, done.chosen))}."
        if done.markers
        else "Nobody has marked this article, so nothing counts, and the choice of paragraphs does not matter yet."
    )
    for plan in done.plans:
        if plan.exercises:
            print(
                f"solutions/{options.slug}_{plan.number}, exercises/{options.slug}_{plan.number}: {plan.title} {some(len(plan.exercises), 'exercise')}."
            )
        for exercise in plan.exercises:
            proof = plan.proofs.get(exercise["id"])
            print(
                f"  {exercise['id']} {'counts  ' if exercise.get('sealed') else 'practice'} {exercise['title']} ({_earned(exercise, proof)})"
            )
        for reason in plan.left_out:
            print(f"  left out: {reason}")
    if options.own_copy:
        print(f"The lesson goes out without the text; its questions quote {done.quoted:.0%} of it.")
    elif article.about["rights"] == UNKNOWN_RIGHTS:
        print(
            "No rights are stated, and the text goes out with the lesson. With --own-copy learners paste their own; or write the rights into article.json."
        )
    print(whose_key(done.markers).replace("*", ""))
    print(f"Next: who-says-so bundle {' '.join(done.units)}")


def _earned(exercise: dict, proof: dict | None) -> str:
    if not proof:
        return "no key: shape is checked"
    if "by_hand" in proof:
        return (
            f"you mark it by hand, {exercise['manual_points']:g} points; hints tried out"
            if exercise.get("manual_points")
            else "hints, no marks"
        )
    return f"key {proof['right']:.0%}, marking all {proof['flag_all']:.0%}, nothing {proof['flag_none']:.0%}"


def _read(commands) -> None:
    verb = commands.add_parser(
        "read",
        help="the machine reader on any number of files: marks as JSON, an annotated page, figures",
        description=(
            "Let the machine reader mark files or folders of files (txt, md, html, docx, pdf). A file that cannot be read is named, and the rest goes on. The reader is for English, and its marks are suggestions."
        ),
    )
    verb.add_argument("paths", nargs="+", metavar="FILE", type=Path)
    verb.add_argument("--out", type=Path, default=Path("out/read"), metavar="FOLDER", help="where to write (default: out/read)")
    verb.add_argument("--as", dest="forms", default="json,html", metavar="FORMS", help="some of json, html, figures (default: json,html)")
    verb.set_defaults(run=_run_read)


def _run_read(options) -> int:
    from .read_files import FORMS, files_in, read_files

    forms = tuple(f for f in options.forms.split(",") if f)
    if not forms or not set(forms) <= set(FORMS):
        raise ArticleError(f"“{options.forms[:40]}” is not a form that can be written.", f"Use some of: {', '.join(FORMS)}.")
    done, bad = read_files(files_in(options.paths), options.out, forms, sys.stderr)
    print(f"{some(done, 'file')} read, {bad} not; see {options.out}.")
    return 1 if bad else 0


def _agreement(commands) -> None:
    verb = commands.add_parser(
        "agreement",
        help="how far the annotators of an article agree, or (with --unit) the learners of a class",
        description=(
            "Of articles: span F1 between annotators and Krippendorff's alpha over words, layer by layer. "
            "Of a class, with --unit: how far its answers agree, for a unit with a key or without; nothing is marked."
        ),
    )
    verb.add_argument(
        "what",
        nargs="+",
        metavar="SLUG|FOLDER",
        help="names of articles, for instance mosul-2016; with --unit what you would give to grade",
    )
    verb.add_argument("--unit", default="", metavar="UNIT", help="the unit that the class answered, for instance shelter_1")
    verb.set_defaults(run=_run_agreement)


def _run_agreement(options) -> None:
    from helpers.articles import agreement_of, articles_folder, read_article
    from helpers.course import units

    from .class_agreement import agree

    if not options.unit:
        print("\n\n".join(agreement_of(read_article(slug)).as_text() for slug in options.what))
        return
    root = articles_folder().parent
    if options.unit not in units(root):
        raise ArticleError(f"There is no unit “{options.unit[:60]}” in solutions/.", f"Units: {', '.join(units(root))}.")
    print("\n\n".join(agree(Path(folder), root / "solutions" / options.unit) for folder in options.what))
