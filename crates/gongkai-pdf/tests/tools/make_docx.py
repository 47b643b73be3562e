#!/usr/bin/env python3
"""Makes Word files from reports given as JSON, in the many ways in which offices lay out these tables.

Usage: make_docx.py REPORTS.json FOLDER
Each report: {"name", "style": {...}, "title": [lines], "parts": [{"heading", "paragraphs", "table"}]}, where a table is
{"rows", "widths", "cells": [[row, column, row_span, column_span, text, kind]]} and kind is "head", "label" or "value".
"""
import json
import sys
from pathlib import Path

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

BORDERS = {
    "all": ["top", "left", "bottom", "right", "insideH", "insideV"],
    "no_sides": ["top", "bottom", "insideH", "insideV"],
    "no_frame": ["insideH", "insideV"],
    "none": [],
}


def set_font(run, style, size, bold=False):
    run.font.size = Pt(size)
    run.font.bold = bold
    run.font.name = style["latin"]
    fonts = run._element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), style["chinese"])


def paragraph(document, text, style, size, *, centred=False, indent=True, bold=False):
    made = document.add_paragraph()
    format = made.paragraph_format
    format.space_before = format.space_after = Pt(style.get("space", 0))
    if style.get("line"):
        format.line_spacing = Pt(style["line"])
    if centred:
        made.alignment = WD_ALIGN_PARAGRAPH.CENTER
    else:
        if style.get("justify", True):
            made.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        if indent:
            format.first_line_indent = Pt(2 * size)
    set_font(made.add_run(text), style, size, bold)
    return made


def page_number(section, form, style):
    made = section.footer.paragraphs[0]
    made.alignment = WD_ALIGN_PARAGRAPH.CENTER
    before, after = form.split("N")

    def field(kind):
        run = made.add_run()
        set_font(run, style, 12)
        char = OxmlElement("w:fldChar")
        char.set(qn("w:fldCharType"), kind)
        run._element.append(char)

    set_font(made.add_run(before), style, 12)
    field("begin")
    run = made.add_run()
    text = OxmlElement("w:instrText")
    text.text = "PAGE"
    run._element.append(text)
    field("end")
    set_font(made.add_run(after), style, 12)


def table(document, data, style, room):
    columns = len(data["widths"])
    made = document.add_table(rows=data["rows"], cols=columns)
    made.autofit = False
    properties = made._tbl.tblPr
    borders = OxmlElement("w:tblBorders")
    for side in BORDERS[style["borders"]]:
        border = OxmlElement(f"w:{side}")
        border.set(qn("w:val"), style.get("border", "single"))
        border.set(qn("w:sz"), str(style.get("border_size", 4)))
        border.set(qn("w:color"), "000000")
        borders.append(border)
    properties.append(borders)
    whole = sum(data["widths"])
    for column, width in enumerate(data["widths"]):
        made.columns[column].width = int(room * width / whole)
    for row in made.rows:
        if style.get("keep_rows"):
            mark = OxmlElement("w:cantSplit")
            row._tr.get_or_add_trPr().append(mark)
        if style.get("row_height"):
            row.height = Pt(style["row_height"])
    if style.get("repeat_head"):
        for row in made.rows[: data.get("head_rows", 0)]:
            row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row, column, row_span, column_span, text, kind in data["cells"]:
        cell = made.cell(row, column)
        if row_span > 1 or column_span > 1:
            cell = cell.merge(made.cell(row + row_span - 1, column + column_span - 1))
        for extra in cell.paragraphs[1:]:
            extra._element.getparent().remove(extra._element)
        cell.width = int(room * sum(data["widths"][column : column + column_span]) / whole)
        line = cell.paragraphs[0]
        line.paragraph_format.space_after = line.paragraph_format.space_before = Pt(0)
        if kind != "label":
            line.alignment = {"left": WD_ALIGN_PARAGRAPH.LEFT, "right": WD_ALIGN_PARAGRAPH.RIGHT}.get(
                style.get("values", "centre") if kind == "value" else "", WD_ALIGN_PARAGRAPH.CENTER
            )
        if style.get("middle"):
            alignment = OxmlElement("w:vAlign")
            alignment.set(qn("w:val"), "center")
            cell._element.get_or_add_tcPr().append(alignment)
        if text:
            set_font(line.add_run(text), style, style["table_size"], kind == "head" and style.get("bold", False))


def make(report, folder):
    style = report["style"]
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    if style.get("landscape"):
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(style["margin"])
    section.top_margin = section.bottom_margin = Mm(style.get("margin_top", 30))
    room = section.page_width - section.left_margin - section.right_margin
    if style.get("number"):
        page_number(section, style["number"], style)
    if style.get("header"):
        head = section.header.paragraphs[0]
        set_font(head.add_run(style["header"]), style, 9)
    for line in report["title"]:
        paragraph(document, line, style, style["title_size"], centred=True, bold=True)
    for part in report["parts"]:
        if part.get("heading"):
            paragraph(document, part["heading"], style, style["size"], indent=True, bold=style.get("bold", False))
        for text in part.get("paragraphs", []):
            paragraph(document, text, style, style["size"])
        if part.get("table"):
            table(document, part["table"], style, room)
    document.save(Path(folder) / f"{report['name']}.docx")


def main():
    reports = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    for report in reports:
        make(report, sys.argv[2])


main()
