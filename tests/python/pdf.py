"""A PDF as a page-setting program writes it, small enough to be written by hand."""

from collections.abc import Iterable

#: A line of a page: text, left, bottom and size of type, in points.
Line = tuple[str, float, float, float]


def pdf(*pages: Iterable[Line], picture: bool = False) -> bytes:
    """Return a PDF of pages whose characters are a square each, in a font that is not embedded."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /W [1 [1000] 814 [1000]]"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 5 0 R >>",
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [0 -120 1000 880] /ItalicAngle 0"
        b" /Ascent 880 /Descent -120 /CapHeight 880 /StemV 80 >>",
    ]
    kids = []
    for lines in pages:
        content = "".join(
            f"BT /F1 {size} Tf {left} {bottom} Td <{text.encode('utf-16-be').hex()}> Tj ET\n"
            for text, left, bottom, size in lines
        )
        if picture:
            content += "0.5 g 50 50 300 300 re f\n"
        stream = content.encode("ascii")
        kids.append(len(objects) + 1)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources << /Font << /F1 3 0 R >> >>"
            b" /Contents %d 0 R >>" % (len(objects) + 2)
        )
        objects.append(b"<< /Length %d >>\nstream\n%sendstream" % (len(stream), stream))
    references = " ".join(f"{number} 0 R" for number in kids)
    objects[1] = f"<< /Type /Pages /Kids [{references}] /Count {len(kids)} >>".encode("ascii")
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def columns(paragraphs: Iterable[str], left: float, top: float, width: int, height: int) -> list[Line]:
    """Set paragraphs in columns of ``width`` characters and ``height`` lines of ten points, each set in by two."""
    rows = []
    for paragraph in paragraphs:
        text = "　　" + paragraph
        rows += [text[at : at + width] for at in range(0, len(text), width)]
    return [
        (row, left + (at // height) * (width + 2) * 10, top - (at % height + 1) * 15, 10) for at, row in enumerate(rows)
    ]
