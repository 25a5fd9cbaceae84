"""The characters of a PDF and where they stand, by pdfium.

What is made of them, columns, headlines and the order of reading, is worked out by the compiled part, from the boxes.
"""

import ctypes
import importlib
import threading
import unicodedata
from typing import Any

__all__ = ["Character", "Document"]

#: A character and its box, in points from the lower left corner of the page: left, bottom, right, top.
Character = tuple[str, float, float, float, float]

#: How far fonts of Chinese reach below the line they stand on, in heights of the type.
DESCENT = 0.12

#: A page of more characters is refused: a broadsheet has some ten thousand, and a file of 30 kB may hold millions.
MOST = 1_000_000

#: pdfium knows one thread at a time.
_LOCK = threading.Lock()


class Document:
    """A PDF file, page by page.

    :raises ImportError: when pypdfium2 is not installed
    :raises ValueError: when the file is no PDF, is broken or takes a password
    """

    def __init__(self, data: bytes) -> None:
        """Open a file given as its bytes."""
        try:
            pypdfium2: Any = importlib.import_module("pypdfium2")
        except ImportError as error:
            raise ImportError('a PDF takes the package pypdfium2: pip install "baokan[pdf]"') from error
        self._pdfium = pypdfium2
        with _LOCK:
            try:
                self._document = pypdfium2.PdfDocument(data)
                self._count = len(self._document)
            except pypdfium2.PdfiumError as error:
                raise ValueError(_cause(str(error))) from error

    def __len__(self) -> int:
        """Return the number of pages."""
        return self._count

    def characters(self, number: int) -> list[Character]:
        """Return the characters of a page, in the order they stand in the file.

        :raises ValueError: when the page is broken, or holds more characters than :data:`MOST`
        """
        with _LOCK:
            try:
                page = self._document[number]
                text = page.get_textpage()
            except self._pdfium.PdfiumError as error:
                raise ValueError(_cause(str(error))) from error
            try:
                return _characters(self._pdfium.raw, text)
            finally:
                text.close()
                page.close()


def _characters(raw: Any, text: Any) -> list[Character]:
    characters: list[Character] = []
    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    high = 0
    count = raw.FPDFText_CountChars(text)
    if count > MOST:
        raise ValueError(f"a page of {count:,} characters: more than {MOST:,} are not read")
    for index in range(count):
        code = raw.FPDFText_GetUnicode(text, index)
        # Beyond the first 65,536 characters pdfium may give one as two halves.
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
        high = 0
        if code < 0x20 or code > 0x10FFFF:
            continue
        character = chr(code)
        if not raw.FPDFText_GetLooseCharBox(text, index, box):
            continue
        # A space that pdfium worked out has no box, and stands for the gap round it.
        if raw.FPDFText_IsGenerated(text, index) == 1:
            characters.append((character, box.left, box.bottom, box.left, box.bottom))
            continue
        # Where fonts are drawn by the file itself, as browsers do, the box is that of the ink. The size of the type and
        # where the character was set give that of the font, the same for a comma as for any other.
        raw.FPDFText_GetMatrix(text, index, matrix)
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        size = raw.FPDFText_GetFontSize(text, index)
        width, height = size * abs(matrix.a), size * abs(matrix.d)
        if width > 0 and height > 0:
            square = unicodedata.east_asian_width(character) in "WF" and box.right < x.value + 0.98 * width
            right = x.value + width if square and box.left > x.value else box.right
            bottom = y.value - DESCENT * height
            characters.append((character, min(box.left, x.value), bottom, right, bottom + height))
        else:
            characters.append((character, box.left, box.bottom, box.right, box.top))
    return characters


def _cause(message: str) -> str:
    """Say what pdfium says in words an analyst knows."""
    lower = message.lower()
    if "password" in lower or "security" in lower:
        return "encrypted PDF: it takes a password"
    if "format" in lower:
        return "broken PDF, or none"
    return f"broken PDF: {message}"
