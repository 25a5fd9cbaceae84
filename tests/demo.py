"""The main job on the sample pages: read, look at the tables, write them and the report."""

from pathlib import Path

import baokan
import polars


def main() -> None:
    """Print every table with rows, and write the files to ``demo/``."""
    corpus = baokan.read(baokan.samples())
    print(corpus)
    with polars.Config(tbl_rows=6, tbl_cols=8, fmt_str_lengths=24, tbl_width_chars=140, tbl_hide_dataframe_shape=True):
        for table in corpus.tables.values():
            if len(table):
                print(f"\n{table.name}: {len(table)} rows")
                print(table.to_polars())
    folder = Path("demo")
    corpus.write(folder / "tables")
    corpus.report(folder / "report.html")
    print(f"\nThe tables are in {folder / 'tables'}, the report is {folder / 'report.html'}.")


if __name__ == "__main__":
    main()
