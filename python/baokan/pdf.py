"""The characters of a PDF and where they stand, by pdfium.

What is made of them, columns, headlines and the order of reading, is worked out by the compiled part, from the boxes.
"""

import ctypes
import threading
from typing import Any

__all__ = ["Character", "Document"]

#: A character and its box, in points from the lower left corner of the page: left, bottom, right, top.
Character = tuple[str, float, float, float, float]

#: pdfium knows one thread at a time.
_LOCK = threading.Lock()


class Document:
    """A PDF file, page by page.

    :raises ImportError: when pypdfium2 is not installed
    :raises ValueError: when the file is no PDF, is broken or takes a password
    """

    def __init__(self, data: bytes) -> None:
        try:
            import pypdfium2
        except ImportError as error:
            raise ImportError('a PDF takes the package pypdfium2: pip install "baokan[pdf]"') from error
        self._pdfium: Any = pypdfium2
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

        :raises ValueError: when the page is broken
        """
        with _LOCK:
            try:
                page = self._document[number]
                text = page.get_textpage()
            except self._pdfium.PdfiumError as error:
                raise ValueError(_cause(str(error))) from error
            found = _characters(self._pdfium.raw, text)
            text.close()
            page.close()
            return found


def _characters(raw: Any, text: Any) -> list[Character]:
    characters: list[Character] = []
    box = raw.FS_RECTF()
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    high = 0
    for index in range(raw.FPDFText_CountChars(text)):
        # Spaces and line ends that pdfium works out are left to the boxes.
        if raw.FPDFText_IsGenerated(text, index) == 1:
            continue
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
        # The box of the font, which is as high for a comma as for a character, tells lines apart.
        if raw.FPDFText_GetLooseCharBox(text, index, box):
            characters.append((chr(code), box.left, box.bottom, box.right, box.top))
        elif raw.FPDFText_GetCharBox(text, index, left, right, bottom, top):
            characters.append((chr(code), left.value, bottom.value, right.value, top.value))
    return characters


def _cause(message: str) -> str:
    """Say what pdfium says in words an analyst knows."""
    lower = message.lower()
    if "password" in lower or "security" in lower:
        return "encrypted PDF: it takes a password"
    if "format" in lower:
        return "broken PDF, or none"
    return f"broken PDF: {message}"
