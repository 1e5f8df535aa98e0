"""What a PDF says: its text page by page, and its headings as a screen reader hears them."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as raw
from pypdf import PdfReader


def page_texts(path: Path) -> list[str]:
    """Return the text of every page, spaces tidied, marks for breaking long words taken out."""
    return [" ".join(page.extract_text().replace("\u200b", "").split()) for page in PdfReader(path).pages]


def headings(path: Path) -> list[tuple[str, str]]:
    """Return every heading of the structure tree in reading order: its tag, `H1` to `H6`, and its words."""
    document = pypdfium2.PdfDocument(path)
    found = []
    for page in document:
        words = _words(page)
        tree = raw.FPDF_StructTree_GetForPage(page.raw)
        for number in range(raw.FPDF_StructTree_CountChildren(tree)):
            found += _headings(raw.FPDF_StructTree_GetChildAtIndex(tree, number), words)
        raw.FPDF_StructTree_Close(tree)
        page.close()
    document.close()
    return found


def _words(page: Any) -> dict[int, str]:
    """Return the words of each marked piece of a page."""
    found: dict[int, str] = {}
    textpage = page.get_textpage()
    for thing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
        size = raw.FPDFTextObj_GetText(thing.raw, textpage.raw, None, 0)
        buffer = (ctypes.c_ushort * (size // 2 + 1))()
        raw.FPDFTextObj_GetText(thing.raw, textpage.raw, buffer, size)
        text = bytes(buffer).decode("utf-16-le").split("\0")[0]
        mark = raw.FPDFPageObj_GetMarkedContentID(thing.raw)
        found[mark] = f"{found.get(mark, '')} {text}"
    textpage.close()
    return {mark: " ".join(text.split()) for mark, text in found.items()}


def _headings(element: Any, words: dict[int, str]) -> Iterator[tuple[str, str]]:
    if not element:
        return
    size = raw.FPDF_StructElement_GetType(element, None, 0)
    buffer = ctypes.create_string_buffer(max(size, 2))
    raw.FPDF_StructElement_GetType(element, buffer, size)
    tag = buffer.raw.decode("utf-16-le").split("\0")[0]
    if tag in {"H1", "H2", "H3", "H4", "H5", "H6"}:
        text = " ".join(words.get(mark, "") for mark in _marks(element))
        if text.strip():
            yield tag, " ".join(text.split())
        return
    for number in range(raw.FPDF_StructElement_CountChildren(element)):
        yield from _headings(raw.FPDF_StructElement_GetChildAtIndex(element, number), words)


def _marks(element: Any) -> Iterator[int]:
    for number in range(raw.FPDF_StructElement_GetMarkedContentIdCount(element)):
        mark = raw.FPDF_StructElement_GetMarkedContentIdAtIndex(element, number)
        if mark >= 0:
            yield mark
    for number in range(raw.FPDF_StructElement_CountChildren(element)):
        child = raw.FPDF_StructElement_GetChildAtIndex(element, number)
        if child:
            yield from _marks(child)
