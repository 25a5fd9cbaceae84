"""The command ``baokan``: newspaper pages in, tables or a report out."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import baokan

__all__ = ["main"]

#: What the shell reports for a program that Ctrl-C stopped.
INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status: 0, 1 for what failed, 2 for a wrong call."""
    options = parser().parse_args(arguments)
    try:
        pages, articles, errors = extract(options) if options.command == "extract" else report(options)
    except KeyboardInterrupt:
        return INTERRUPTED
    except (baokan.BaokanError, ValueError) as error:
        print(f"baokan: {error}", file=sys.stderr)
        return 1
    for message in errors:
        print(f"baokan: {message}", file=sys.stderr)
    print(f"{pages} pages, {articles} articles -> {options.output}")
    return 0


def extract(options: argparse.Namespace) -> tuple[int, int, list[str]]:
    """Write the tables; return how many pages and articles there were, and what was odd."""
    extracted = baokan.extract(
        options.pages,
        options.output,
        options.format,
        tables=options.tables.split(",") if options.tables else None,
        resume=options.resume,
        **settings(options),
    )
    errors = [f"{source}: {error}" for source, error in extracted.first_errors]
    if more := extracted.errors - len(errors):
        errors.append(f"{more} more pages had an error, which the table pages tells")
    return extracted.pages, extracted.articles, errors


def report(options: argparse.Namespace) -> tuple[int, int, list[str]]:
    """Write the report; return the same."""
    corpus = baokan.read(options.pages, **settings(options))
    corpus.report(options.output)
    errors = [f"{page.source}: {page.error}" for page in corpus.pages if page.error is not None]
    return len(corpus.pages), len(corpus), errors


def settings(options: argparse.Namespace) -> dict[str, Any]:
    """Return what both commands tell the library."""
    known = (
        "text_column",
        "outlet",
        "issue_date",
        "region",
        "encoding",
        "lexicon",
        "taxonomy",
        "gazetteer",
        "kinds",
        "threads",
    )
    return {name: getattr(options, name) for name in known} | {"progress": sys.stderr.isatty() or None}


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    top = argparse.ArgumentParser(prog="baokan", description="From Chinese newspaper pages to analysis-ready tables.")
    top.add_argument("--version", action="version", version=f"baokan {baokan.__version__}")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")

    pages = argparse.ArgumentParser(add_help=False)
    pages.add_argument(
        "pages",
        nargs="+",
        metavar="PAGES",
        help="files, folders or globs: .txt, .html, .pdf, .jsonl, .csv, .parquet, .zip, .tar.gz",
    )
    pages.add_argument(
        "--text-column", metavar="NAME", help='column of a table the texts stand in; "text" when not given'
    )
    pages.add_argument("--outlet", help="name of the paper")
    pages.add_argument("--issue-date", metavar="DATE", help="day the issue is dated: 2022-05-24")
    pages.add_argument("--region", metavar="CODE", help="division code of the paper's home region: 141102")
    pages.add_argument("--encoding", help="encoding of the files; detected when not given")
    pages.add_argument("--lexicon", type=Path, metavar="FILE", help="words that win over the dictionary, one a line")
    pages.add_argument("--taxonomy", type=Path, metavar="FILE", help="topics, as a TOML file")
    pages.add_argument("--gazetteer", type=Path, metavar="FILE", help="places of your own, as a CSV file")
    pages.add_argument("--kinds", type=Path, metavar="FILE", help="words that records are read by, each with its kind")
    pages.add_argument("--threads", type=int, metavar="N", help="threads to use; all when not given")

    extract = commands.add_parser("extract", parents=[pages], help="write the tables", description="Write the tables.")
    extract.add_argument("-o", "--output", required=True, type=Path, metavar="DIR", help="folder for the tables")
    extract.add_argument("--format", default="parquet", choices=["parquet", "csv", "jsonl"])
    extract.add_argument("--tables", metavar="NAMES", help="the tables wanted, with commas between; all when not given")
    extract.add_argument("--resume", action="store_true", help="go on with a run in DIR that was stopped")

    report = commands.add_parser("report", parents=[pages], help="write a report", description="Write one HTML page.")
    report.add_argument("-o", "--output", required=True, type=Path, metavar="FILE", help="the HTML file")
    return top
