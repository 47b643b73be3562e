"""Re-reads what the four commands wrote with other programs: python-docx, openpyxl, LibreOffice.

Usage: verify.py FOLDER [SOFFICE]
The remarks stand at the very cells where faults were planted; every number of the overview is the sum of its sources and of
what was planted; every file opens in LibreOffice."""
import csv
import json
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from pathlib import Path

import docx
import openpyxl
from docx.oxml.ns import qn

YEAR = 2024
# Where in a Word file a fault may be told: table, row and column of the cell, or of another that its sum is made of.
NEAR = {
    "disputes.reconsideration.total": lambda table, row, column: table == 2 and row == 3 and column < 5,
    "applications.total_processed.natural_person": lambda table, row, column: table == 1 and (column == 3 or row == 26),
    "applications.granted.total": lambda table, row, column: table == 1 and (row == 5 or column == 9),
    "disclosure.penalties.decisions": lambda table, row, column: (table, row) == (0, 9),
}
failed = []


def expect(holds, said):
    if not holds:
        failed.append(said)


def word_remarks(path):
    """The cells of a Word file in which remarks are anchored: table, row, column of the grid; and the remarks' texts."""
    document = docx.Document(path)
    found = []
    for number, table in enumerate(document.element.body.iter(qn("w:tbl"))):
        for row, line in enumerate(table.iter(qn("w:tr"))):
            column = 0
            for cell in line.iter(qn("w:tc")):
                marks = [mark.get(qn("w:id")) for mark in cell.iter(qn("w:commentRangeStart"))]
                found += [(number, row, column, mark) for mark in marks]
                span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
                column += int(span.get(qn("w:val"))) if span is not None else 1
    with zipfile.ZipFile(path) as package:
        texts = package.read("word/comments.xml").decode() if "word/comments.xml" in package.namelist() else ""
    return found, texts


def check_remarks(folder, one):
    """The remark in a body's own file stands at the cell of the fault."""
    stem, ending = one["file"].rsplit(".", 1)
    copy = next((folder / "退改").glob(f"{stem}*-批注.{ending}"), None)
    expect(copy is not None, f"{one['file']}: 没有带批注的文件")
    if copy is None:
        return
    if ending == "docx":
        found, texts = word_remarks(copy)
        near = [place for place in found if NEAR[one["key"]](*place[:3])]
        expect(near, f"{copy.name}: 批注不在 {one['key']} 处，而在 {found}")
        expect("某县政务公开办公室" in texts, f"{copy.name}: 批注没有作者")
        before, after = docx.Document(folder / "报送" / one["file"]), docx.Document(copy)
        same = [p.text for p in before.paragraphs] == [p.text for p in after.paragraphs]
        expect(same and len(before.tables) == len(after.tables), f"{copy.name}: 正文变了")
    else:
        sheet, own = openpyxl.load_workbook(copy).worksheets[0], openpyxl.load_workbook(folder / "报送" / one["file"]).worksheets[0]
        noted = {cell.coordinate: cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment}
        place = one["place"]
        row, column = "".join(filter(str.isdigit, place)), "".join(filter(str.isalpha, place))
        near = [at for at in noted if "".join(filter(str.isdigit, at)) == row or "".join(filter(str.isalpha, at)) == column]
        expect(near, f"{copy.name}: 批注不在 {place} 一行一列，而在 {sorted(noted)}")
        values = [[cell.value for cell in row] for row in own.iter_rows()]
        expect(values == [[cell.value for cell in row] for row in sheet.iter_rows(max_row=own.max_row, max_col=own.max_column)],
               f"{copy.name}: 数字变了")


def check_overview(folder, counted):
    """The overview's numbers are the sums of its sources, and of what was planted."""
    book = openpyxl.load_workbook(folder / "汇总.xlsx", data_only=True)
    sums = {}
    _, uses, *rows = book["数字来源"].iter_rows(values_only=True)
    for row in rows:
        for use, stated in zip(uses[3:], row[3:]):
            for item in use.split("、") if isinstance(stated, (int, float)) else []:
                key = (item.removesuffix("（总数）"), str(row[1]), "分母" if item.endswith("（总数）") else "数")
                sums[key] = sums.get(key, 0) + stated
    for row in book["情况汇总"].iter_rows(min_row=2, max_col=8, values_only=True):
        if not row[1]:
            continue
        for number, whole, year in [(row[3], row[4], YEAR), (row[6], row[7], YEAR - 1)]:
            for value, used in [(number, "数"), (whole, "分母")]:
                if value is not None:
                    again = sums.get((row[1], str(year), used))
                    expect(again == value, f"汇总.xlsx “{row[1]}”{year}{used}：{value}，按数字来源重新相加是 {again}")
    stated = {row[1]: row[3] for row in book["情况汇总"].iter_rows(min_row=2, max_col=8, values_only=True)}
    for item, key in [("本年新收（件）", "applications.received.total"), ("行政处罚决定（件）", "disclosure.penalties.decisions"),
                      ("予以公开率", "applications.granted.total"), ("行政复议（件）", "disputes.reconsideration.total")]:
        again = sum(one["cells"][key] for one in counted)
        expect(stated[item] == again, f"汇总.xlsx “{item}” 是 {stated[item]}，原来的数相加是 {again}")


def check_sum(folder, counted):
    """The consolidated report is the sum of what was planted, cell by cell, and the workbook's formulas give it again."""
    report = tomllib.loads((folder / "汇总报告.toml").read_text(encoding="utf-8"))
    received = report["applications"]["received"]
    received = received["total"] if isinstance(received, dict) else received[-1]
    again = sum(one["cells"]["applications.received.total"] for one in counted)
    expect(received == again, f"汇总报告 本年新收 {received}，原来的数相加是 {again}")
    sheet = openpyxl.load_workbook(folder / "明细.xlsx").worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    expect(len(heads) - 2 == len(counted), f"明细.xlsx 有 {len(heads) - 2} 个单位，应有 {len(counted)} 个")


def check_opens(folder, soffice):
    """LibreOffice opens every file that was written."""
    made = [path for path in [*(folder / "退改").rglob("*"), *folder.glob("汇总*"), folder / "明细.xlsx"]
            if path.suffix in (".docx", ".xlsx", ".html") and path.is_file()]
    with tempfile.TemporaryDirectory() as out:
        # One process for those of each kind; a web page would else be opened for editing.
        for endings, kind in [((".docx",), "pdf:writer_pdf_Export"), ((".xlsx",), "xlsx"), ((".html",), "txt:Text (encoded):UTF8")]:
            own = [path for path in made if path.suffix in endings]
            subprocess.run([soffice, f"-env:UserInstallation=file://{out}/profile", "--headless", "--convert-to", kind,
                            "--outdir", f"{out}/{endings[0]}", *map(str, own)], stdout=subprocess.DEVNULL,
                           stderr=subprocess.DEVNULL, timeout=600, check=True)
            opened = {path.stem for path in Path(out, endings[0]).glob("*")}
            for path in own:
                expect(path.stem in opened, f"{path.name}: LibreOffice 打不开")
    return len(made)


def main():
    folder, soffice = Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "soffice"
    truth = json.loads((folder / "实情.json").read_text(encoding="utf-8"))
    counted = [one for one in truth["files"] if one["year"] == YEAR]
    faulty = [one for one in counted if one["fault"] and one["kind"] in ("docx", "xlsx")]
    for one in faulty:
        check_remarks(folder, one)
    with open(folder / "退改" / "退改目录.csv", encoding="utf-8-sig") as index:
        listed = {Path(row["文件"]).name: row for row in csv.DictReader(index)}
    for one in truth["files"]:
        expect(one["file"] in listed, f"{one['file']} 不在退改目录里")
        if one["fault"] and one["fault"] != "penalties" and one["year"] == YEAR:
            expect(listed.get(one["file"], {}).get("须修改", "0") not in ("", "0"), f"{one['file']} 的问题没有指出")
    said = (folder / "检查.txt").read_text(encoding="utf-8")
    expect(f"{truth['unreadable']}" in said and "无法读取" in said, "读不了的没有指出")
    expect(all(f"{organ}：未报" in said or organ in said for organ in truth["missing"]), "未报的没有指出")
    expect(f"{truth['twice']}：重复报送" in said, "重复报送的没有指出")
    check_overview(folder, counted)
    check_sum(folder, counted)
    opened = check_opens(folder, soffice)
    for line in failed:
        print(f"不符: {line}")
    print(f"批注 {len(faulty)} 份在原处；汇总数重新相加；LibreOffice 打开 {opened} 个文件：{'都对' if not failed else f'{len(failed)} 处不符'}")
    sys.exit(1 if failed else 0)


main()
