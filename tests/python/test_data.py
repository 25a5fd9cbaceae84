"""The data files are those whose sums are recorded: a list that was cut, re-encoded or edited by mistake shows."""

import hashlib
from pathlib import Path

ROOT = Path(__file__).parents[2]

#: As `sha256sum` writes it; `make checksums` records the files as they are.
RECORDED = ROOT / "tests/data.sha256"


def test_data_files_are_the_recorded_ones() -> None:
    lines = RECORDED.read_text(encoding="utf-8").splitlines()
    recorded = dict(reversed(line.split("  ", 1)) for line in lines)
    files = [path for path in (ROOT / "crates/baokan/data").iterdir() if path.name != "README.md"]
    found = {path.relative_to(ROOT).as_posix(): checksum(path) for path in files}
    changed = sorted(name for name in {*recorded, *found} if recorded.get(name) != found.get(name))
    assert not changed, f"not as recorded; where the change is meant, run `make checksums`: {changed}"


def checksum(path: Path) -> str:
    content = path.read_bytes()
    if path.suffix != ".bin":
        # A checkout on Windows differs in line ends, and the library reads it the same.
        content = content.replace(b"\r\n", b"\n")
    return hashlib.sha256(content).hexdigest()
