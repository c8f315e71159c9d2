"""Reading a CSV file as a stream: its encoding, its delimiter, its records with the line each starts on."""

import codecs
import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from charset_normalizer import from_bytes

from .refusals import ImportRefused

DELIMITERS = ",;\t|"
LARGEST_CELL = 2_000_000  # characters; beyond it a quote was most likely never closed
PIECE = 1 << 20
SAMPLE = 1 << 16
ENCODINGS = {"utf-8": "utf-8-sig", "utf-16": "utf-16", "windows-1252": "cp1252"}


@dataclass(frozen=True)
class Record:
    """One record: the line it starts on, its cells, and why it can't be read at all, if so."""

    line: int
    cells: list[str]
    broken: str = ""


def fingerprint(path: Path) -> str:
    """SHA-256 of the file's bytes: the same file is known again whatever it is called."""
    digest = hashlib.sha256()
    with open_bytes(path) as file:
        while piece := file.read(PIECE):
            digest.update(piece)
    return digest.hexdigest()


def open_bytes(path: Path):
    try:
        return path.open("rb")
    except FileNotFoundError:
        raise ImportRefused(f"There is no file '{path}'.") from None
    except OSError as error:
        raise ImportRefused(f"'{path}' can't be opened: {error.strerror}.") from None


def encoding_of(path: Path) -> str:
    """By the byte order mark; else UTF-8 where all of the file is; else Windows-1252 where it reads like it."""
    with open_bytes(path) as file:
        head = file.read(4)
    if not head:
        raise ImportRefused(f"'{path.name}' is empty. Export it again.")
    if head in (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE):
        raise ImportRefused(f"'{path.name}' is UTF-32. Save it as UTF-8 and import that.")
    marked = encoding_of_mark(head)
    wrong = first_wrong_byte(path, marked or "utf-8")
    if wrong is None:
        return marked or "utf-8"
    if marked:
        name = marked.removesuffix("-sig").upper()
        raise ImportRefused(
            f"'{path.name}' says that it is {name}, but byte {wrong + 1} is not. Save it as UTF-8."
        )
    return single_byte_encoding(path, wrong)


def encoding_of_mark(head: bytes) -> str:
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    return "utf-16" if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else ""


def first_wrong_byte(path: Path, encoding: str) -> int | None:
    """Where the file stops being of this encoding, counted from 0; None when all of it is."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    offset = 0
    with open_bytes(path) as file:
        while True:
            piece = file.read(PIECE)
            try:
                decoder.decode(piece, final=not piece)
            except UnicodeDecodeError as error:
                return offset + error.start
            if not piece:
                return None
            offset += len(piece)


def single_byte_encoding(path: Path, wrong: int) -> str:
    """Windows-1252, if the text around the first byte that is not UTF-8 makes sense in it."""
    with open_bytes(path) as file:
        file.seek(max(0, wrong - SAMPLE // 2))
        sample = file.read(SAMPLE)
    likely = from_bytes(sample, cp_isolation=["cp1252"]).best()
    if likely is None or first_wrong_byte(path, "cp1252") is not None:
        raise ImportRefused(
            f"'{path.name}' is neither UTF-8 nor Windows-1252. Save it as UTF-8, or name its encoding in the mapping."
        )
    return "cp1252"


def delimiter_of(path: Path, encoding: str) -> str:
    """What stands most often between the cells of the first record, quoted text left out; a comma if nothing does."""
    with path.open(encoding=encoding, newline="") as file:
        start = file.read(SAMPLE)
    counts = dict.fromkeys(DELIMITERS, 0)
    quoted = False
    for character in start:
        if character == '"':
            quoted = not quoted
        elif not quoted and character in "\r\n":
            break
        elif not quoted and character in counts:
            counts[character] += 1
    return max(counts, key=lambda delimiter: counts[delimiter])


def records(path: Path, *, encoding: str = "", delimiter: str = "") -> Iterator[Record]:
    """Every record that is not an empty line. One that can't be parsed comes with the reason, and reading goes on."""
    encoding = ENCODINGS.get(encoding.lower(), encoding) or encoding_of(path)
    delimiter = delimiter or delimiter_of(path, encoding)
    csv.field_size_limit(LARGEST_CELL)
    with path.open(encoding=encoding, newline="") as file:
        reader = csv.reader(file, delimiter=delimiter)
        while True:
            line = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield Record(
                    line, [], f"This row can't be read ({error}). Look for a quote that is not closed."
                )
                continue
            if cells:
                yield Record(line, cells)
