"""Makes the folder of a made-up county: sixty-odd files by python-docx, openpyxl, LibreOffice and by hand, partly faulty.

Usage: make.py FOLDER [SOFFICE] [BODIES]
Writes 报送/ (this year's files), 往年/ (last year's), 名单.xls (who must file) and 实情.json (what was planted where)."""
import json
import random
import subprocess
import sys
from pathlib import Path

import docx
import openpyxl
from docx.oxml.ns import qn
from openpyxl.styles import Alignment, Border, Side

import reports

YEAR = 2024
# By which program each body's file is made, over and over.
KINDS = ["docx", "docx", "xlsx", "docx", "txt", "doc", "docx", "xls", "html", "docx", "xlsx", "pdf", "gbk", "docx", "xlsx"]


def write_docx(path, title, sections, tables):
    document = docx.Document()
    document.styles["Normal"].element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "宋体")
    document.add_heading(title, 0)
    for heading, texts, table in sections:
        document.add_paragraph(heading)
        for text in texts:
            document.add_paragraph(text)
        if table is None:
            continue
        rows, columns, cells = tables[table]
        made = document.add_table(rows=rows, cols=columns)
        made.style = "Table Grid"
        for row, column, down, across, text, _ in cells:
            cell = made.cell(row, column)
            if down > 1 or across > 1:
                cell = cell.merge(made.cell(row + down - 1, column + across - 1))
            cell.text = text
    document.save(path)


def write_xlsx(path, title, sections, tables, places):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "年度报告"
    line = Side(style="thin")
    at = 1
    sheet.cell(at, 1, title)
    for heading, texts, table in sections:
        at += 1
        sheet.cell(at, 1, heading)
        for text in texts:
            at += 1
            sheet.cell(at, 1, text)
        if table is None:
            continue
        rows, columns, cells = tables[table]
        for row, column, down, across, text, key in cells:
            cell = sheet.cell(at + 1 + row, 1 + column, int(text) if key else text)
            cell.alignment = Alignment(wrap_text=True, horizontal="center")
            if key:
                places[key] = cell.coordinate
            if down > 1 or across > 1:
                sheet.merge_cells(start_row=at + 1 + row, start_column=1 + column, end_row=at + row + down,
                                  end_column=column + across)
        for row in range(rows):
            for column in range(columns):
                sheet.cell(at + 1 + row, 1 + column).border = Border(line, line, line, line)
        at += rows
    book.save(path)


def write_html(path, title, sections, tables):
    out = [f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title}</title></head><body><h1>{title}</h1>"]
    for heading, texts, table in sections:
        out.append(f"<p><b>{heading}</b></p>" + "".join(f"<p>{text}</p>" for text in texts))
        if table is None:
            continue
        rows, _, cells = tables[table]
        out.append("<table border=1>")
        for row in range(rows):
            own = "".join(f"<td rowspan={down} colspan={across}>{text}</td>"
                          for at, _, down, across, text, _ in sorted(cells) if at == row)
            out.append(f"<tr>{own}</tr>")
        out.append("</table>")
    path.write_text("\n".join(out) + "</body></html>", encoding="utf-8")


def write_text(path, title, sections, tables, encoding):
    out = [title]
    for heading, texts, table in sections:
        out += [heading, *texts]
        if table is None:
            continue
        rows, columns, cells = tables[table]
        grid = [[""] * columns for _ in range(rows)]
        for row, column, _, _, text, _ in cells:
            grid[row][column] = text
        out += ["\t".join(row) for row in grid]
    path.write_text("\n".join(out) + "\n", encoding=encoding)


def convert(soffice, made, ending, folder):
    """Has LibreOffice save files in another format."""
    if made:
        profile = folder / ".profile"
        subprocess.run([soffice, f"-env:UserInstallation=file://{profile.resolve()}", "--headless", "--convert-to", ending,
                        "--outdir", str(folder), *map(str, made)], check=True, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL, timeout=300)


def plant(cells, kind, rng):
    """Plants a fault; says in which cell it stands."""
    if kind == "sum":
        key = "disputes.reconsideration.total"
        cells[key] += rng.randint(1, 3)
    elif kind == "column":
        key = "applications.total_processed.natural_person"
        cells[key] += 2
    elif kind == "total":
        key = "applications.granted.total"
        cells[key] += 1
    else:
        key = "disclosure.penalties.decisions"
        cells[key] *= 300
    return key


def main():
    folder = Path(sys.argv[1])
    soffice = sys.argv[2] if len(sys.argv) > 2 else "soffice"
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 59
    (filed, before, raw) = (folder / "报送", folder / "往年", folder / ".原件")
    for one in (filed, before, raw):
        one.mkdir(parents=True, exist_ok=True)
    rng = random.Random(2024)
    all_organs = reports.organs()
    step = len(all_organs) / count
    organs = [all_organs[int(index * step)] for index in range(count)]
    truth = {"files": [], "organs": organs, "missing": organs[-2:]}
    later = {"doc": [], "xls": [], "pdf": []}
    for index, organ in enumerate(organs):
        last = reports.figures(organ, YEAR - 1, {})
        title, sections = reports.paragraphs(organ, YEAR - 1)
        write_text(before / f"{organ}.txt", title, sections, reports.tables(last), "utf-8")
        if organ in truth["missing"]:
            continue
        cells = reports.figures(organ, YEAR, reports.carried_out(last))
        kind = KINDS[index % len(KINDS)]
        # Every third is faulty, each in another way.
        fault = ["sum", "column", "total", "penalties"][index // 3 % 4] if index % 3 == 1 else None
        key = plant(cells, fault, rng) if fault else None
        year = YEAR - 1 if index == 9 else YEAR
        title, sections = reports.paragraphs(organ, year)
        tables, places = reports.tables(cells), {}
        name = organ.removeprefix(reports.COUNTY) if index % 2 else f"{index + 1}.{organ}{YEAR}年报告"
        ending = {"gbk": "txt"}.get(kind, kind)
        path = filed / f"{name}.{ending}"
        if kind == "docx":
            write_docx(path, title, sections, tables)
        elif kind == "xlsx":
            write_xlsx(path, title, sections, tables, places)
        elif kind == "html":
            write_html(path, title, sections, tables)
        elif kind in ("txt", "gbk"):
            write_text(path, title, sections, tables, "utf-8" if kind == "txt" else "gb18030")
        elif kind == "xls":
            write_xlsx(raw / f"{name}.xlsx", title, sections, tables, places)
            later["xls"].append(raw / f"{name}.xlsx")
        else:
            write_docx(raw / f"{name}.docx", title, sections, tables)
            later[kind].append(raw / f"{name}.docx")
        truth["files"].append({"organ": organ, "file": path.name, "kind": kind, "year": year, "cells": cells,
                               "fault": fault, "key": key, "place": places.get(key)})
    for ending, made in later.items():
        convert(soffice, made, ending, filed)
    # One body files twice, the second time as text; a note and a damaged file lie among the reports.
    twice = next(one for one in truth["files"] if one["kind"] == "docx" and not one["fault"] and one["year"] == YEAR)
    title, sections = reports.paragraphs(twice["organ"], YEAR)
    write_text(filed / f"{twice['organ']}（再报）.txt", title, sections, reports.tables(twice["cells"]), "utf-8")
    truth["twice"] = twice["organ"]
    (filed / "说明.txt").write_text("以上为各单位报送的年度报告，请审核。\n联系人：张三\n", encoding="utf-8")
    broken = truth["missing"][0]
    whole = (filed / next(one["file"] for one in truth["files"] if one["kind"] == "docx")).read_bytes()
    (filed / f"{broken}.docx").write_bytes(whole[: len(whole) // 2])
    truth["unreadable"], truth["missing"] = broken, truth["missing"][1:]
    listed = openpyxl.Workbook()
    listed.active.append(["序号", "单位名称", "联系人"])
    for index, organ in enumerate(organs):
        listed.active.append([index + 1, organ, "李四"])
    listed.save(raw / "名单.xlsx")
    convert(soffice, [raw / "名单.xlsx"], "xls", folder)
    (folder / "实情.json").write_text(json.dumps(truth, ensure_ascii=False, indent=1), encoding="utf-8")
    print(f"报送/ {len(list(filed.iterdir()))} 个文件，往年/ {len(list(before.iterdir()))} 个文件")


if __name__ == "__main__":
    main()
