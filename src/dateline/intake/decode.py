"""Bytes to text: the encoding that a file states, else UTF-8, else the best guess, said in a warning.

The text is the file's content unchanged: line ends stay as they are, only a byte order mark goes.
"""

from __future__ import annotations

import codecs
import re

from dateline.errors import NotText
from dateline.intake.outcome import too_long
from dateline.settings import MAX_CHARACTERS

MAX_BYTES = 4 * MAX_CHARACTERS + 4
"""No encoding that we read takes more than four bytes a character: a file above this is too long, unread."""

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with UTF-16's
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
MAGIC = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a zip archive or office document"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x7fELF", "a program"),
)
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
MOST_CONTROLS = 0.05
"""Share of control characters above which decoded bytes are no text. Agency copy has a few, around its header."""

MOST_HIGH_BYTES = 0.15
WESTERN = re.compile(r"[\x00-\x7f€‚„…†‡‰‘’“”•–—™\xa0£§©«°»®½·àâäáãåæçèéêëìíîïñòóôõöøùúûüßÀÂÄÁÃÅÆÇÈÉÊËÍÎÑÓÔÖØÚÜ]*")
"""What Windows-1252 gives for Western text. Other encodings, read as that, give signs that are not here (³, ð, ¿)."""

MOST_BROKEN = 0.002
"""Share of broken UTF-8 sequences up to which a file is UTF-8 with damage, not another encoding."""

SAMPLE_BYTES = 65_536


def decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of ``data`` and warnings on how it was decoded. Raises NotText, or TooLong above ``MAX_BYTES``."""
    if len(data) > MAX_BYTES:
        raise too_long(f"more than {MAX_BYTES:,} bytes")
    return decode_any_length(data)


def decode_any_length(data: bytes) -> tuple[str, tuple[str, ...]]:
    """As ``decode``, without its limit: for files that hold more than a report (JSON, HTML)."""
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding)
    for magic, name in MAGIC:
        if data.startswith(magic):
            raise NotText(f"{name}, not text: give its text as .txt, .html or .json")
    if b"\0" in data:  # UTF-16 may pass for UTF-8 full of NULs
        wide = _utf16(data)
        if wide:
            return wide
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _utf16(data) or _damaged_utf8(data) or _windows(data) or _guessed(data)
    return _plausible(text, "UTF-8")


def _strict(data: bytes, encoding: str) -> tuple[str, tuple[str, ...]]:
    """What follows a byte order mark, which leaves no doubt of the encoding."""
    try:
        return _plausible(data.decode(encoding), encoding)
    except UnicodeDecodeError as error:
        raise NotText(
            f"begins as {encoding.upper()} but is broken at byte {error.start:,} ({error.reason}): save it as UTF-8"
        ) from error


def _plausible(text: str, encoding: str, *warnings: str) -> tuple[str, tuple[str, ...]]:
    """``text`` with warnings, unless control characters show that it is no text at all."""
    controls = len(CONTROL.findall(text))
    if controls > max(4, MOST_CONTROLS * len(text)):
        raise NotText(
            f"binary data, not text ({controls:,} control characters of {len(text):,} when read as {encoding})"
        )
    if controls:
        warnings += (f"{controls} control characters in the text, kept as they are",)
    return text, warnings


def _utf16(data: bytes) -> tuple[str, tuple[str, ...]] | None:
    """UTF-16 without a mark, told by blanks and line ends: read with the bytes swapped, they are rare characters."""
    if len(data) % 2 or len(data) < 4:
        return None
    pairs = [data[i : i + 2] for i in range(0, min(len(data), SAMPLE_BYTES), 2)]
    for encoding, blanks in (("utf-16-le", (b" \0", b"\n\0")), ("utf-16-be", (b"\0 ", b"\0\n"))):
        if sum(pair in blanks for pair in pairs) < 0.02 * len(pairs):
            continue
        try:
            return _plausible(data.decode(encoding), encoding, f"encoding guessed: {encoding.upper()}")
        except (UnicodeDecodeError, NotText):
            continue
    return None


def _damaged_utf8(data: bytes) -> tuple[str, tuple[str, ...]] | None:
    """UTF-8 cut off or damaged in a few places: better read with a mark there than all of it in a wrong encoding."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    sound = sum(1 for char in text if char > "\x7f") - broken
    if broken > max(1, MOST_BROKEN * len(text)) or sound < 4 * broken:
        return None
    return _plausible(text, "UTF-8", f"not sound UTF-8: {broken} broken characters replaced by U+FFFD")


def _windows(data: bytes) -> tuple[str, tuple[str, ...]] | None:
    """Windows-1252, by far the likeliest where its letters and quotes fit; statistics often miss it in short texts."""
    if sum(byte > 0x7F for byte in data) > MOST_HIGH_BYTES * len(data):
        return None
    text = data.decode("cp1252", "replace")
    if not WESTERN.fullmatch(text):
        return None
    return _plausible(text, "Windows-1252", "encoding guessed: Windows-1252")


def _guessed(data: bytes) -> tuple[str, tuple[str, ...]]:
    """What charset-normalizer takes the bytes for. A wrong guess shows in the warning, and mostly as no English."""
    from charset_normalizer import from_bytes  # 25 ms that a UTF-8 file need not pay

    best = from_bytes(data[:SAMPLE_BYTES], preemptive_behaviour=False).best()
    if best is None:
        raise NotText("binary data or an unknown encoding: save it as UTF-8")
    try:
        return _plausible(data.decode(best.encoding), best.encoding, f"encoding guessed: {best.encoding}")
    except UnicodeDecodeError as error:
        raise NotText(
            f"looks like {best.encoding} but is broken at byte {error.start:,} ({error.reason}): save it as UTF-8"
        ) from error
