"""Bytes to text: which encoding, what is said of it, and what is no text."""

from __future__ import annotations

import codecs

import pytest

from dateline.errors import NotText, TooLong
from dateline.intake.decode import MAX_BYTES, decode

STORY = "Rebels shelled the town of Sake on Monday, killing at least four people, the army said in a statement.\r\n" * 5
FRENCH = "Trois personnes ont été tuées dans une attaque à l'entrée du marché, a déclaré le préfet de la région. " * 6
RUSSIAN = "В результате ракетного удара по городу погибли три человека, сообщили местные власти в субботу. " * 6


def test_utf8_comes_back_as_it_is_without_warning() -> None:
    text = STORY + "Кыив, 北京, بغداد, ️e\u0301, \U0001f4a5\u200d\u200b end"
    assert decode(text.encode()) == (text, ())


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_byte_order_mark_goes_and_nothing_else(encoding: str) -> None:
    assert decode(STORY.encode(encoding)) == (STORY, ())


def test_big_endian_mark() -> None:
    assert decode(codecs.BOM_UTF16_BE + STORY.encode("utf-16-be")) == (STORY, ())


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [STORY, RUSSIAN, STORY + "\u0628\u063a\u062f\u0627\u062f \U0001f4a5"])
def test_utf16_without_mark_is_told_by_its_blanks(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)) == (text, (f"encoding guessed: {encoding.upper()}",))


def test_windows_quotes_in_english() -> None:
    text = "The minister said: “We do not know who did it” – and left the café. " * 4
    assert decode(text.encode("cp1252")) == (text, ("encoding guessed: Windows-1252",))


@pytest.mark.parametrize(("text", "encoding"), [(FRENCH, "latin-1"), (RUSSIAN, "koi8-r"), (RUSSIAN, "cp1251")])
def test_other_encodings_are_guessed_and_the_guess_is_told(text: str, encoding: str) -> None:
    got, warnings = decode(text.encode(encoding))
    assert got == text
    assert len(warnings) == 1
    assert warnings[0].startswith("encoding guessed: ")


def test_file_cut_off_inside_a_character_stays_utf8() -> None:
    data = ("Погибли три человека. " * 40).encode()[:-3]
    text, warnings = decode(data)
    assert text.startswith("Погибли три человека. ")
    assert warnings == ("not sound UTF-8: 1 broken characters replaced by U+FFFD",)


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "a PDF file"),
        (b"PK\x03\x04\x14\x00\x06\x00", "a zip archive"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "a PNG image"),
        (bytes(range(256)) * 8, "binary data"),
        (b"\x00" * 500, "binary data"),
        (b"\x01\x02\x03\x04\x05\x06 ab" * 30, "binary data"),
    ],
)
def test_what_is_no_text_is_named(data: bytes, word: str) -> None:
    with pytest.raises(NotText, match=word):
        decode(data)


def test_broken_after_its_mark() -> None:
    with pytest.raises(NotText, match="UTF-16-LE but is broken at byte"):
        decode(codecs.BOM_UTF16_LE + "abc".encode("utf-16-le") + b"\x00\xd8")


def test_a_few_nuls_are_kept_and_told() -> None:
    text = STORY.replace("Sake", "Sa\0ke", 2)
    assert decode(text.encode()) == (text, ("2 control characters in the text, kept as they are",))


def test_too_many_bytes_for_any_encoding() -> None:
    with pytest.raises(TooLong, match="at most 100,000 characters: split it"):
        decode(b"a" * (MAX_BYTES + 1))
