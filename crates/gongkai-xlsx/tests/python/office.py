"""Reads the workbooks of a folder with openpyxl, computes them anew with LibreOffice, and says what differs.

office.py FOLDER SOFFICE: FOLDER holds NAME.xlsx with NAME.tsv (sheet, cell, expected text in each line). Computed
copies are left in FOLDER/computed. Exit status 1 and one line on standard error for each difference.
"""
import re
import subprocess
import sys
from pathlib import Path

import openpyxl
from openpyxl.worksheet.cell_range import MultiCellRange

folder, soffice = Path(sys.argv[1]), sys.argv[2]
wrong = []


def compute(paths, into):
    """Saves workbooks without their cached values, which makes LibreOffice compute every formula."""
    bare = folder / (into + "-bare")
    bare.mkdir()
    for path in paths:
        openpyxl.load_workbook(path).save(bare / path.name)
    profile = (folder / "profile").as_uri()
    command = [soffice, "--headless", f"-env:UserInstallation={profile}", "--convert-to",
               "xlsx:Calc MS Excel 2007 XML", "--outdir", folder / into, *[bare / path.name for path in paths]]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return [openpyxl.load_workbook(folder / into / path.name, data_only=True) for path in paths]


def same(text, value):
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return text not in ("", None) and float(str(text).replace(",", "")) == value
    return (text or "") == (value or "")


def complain(*what):
    wrong.append(" ".join(str(part) for part in what))


def check_form(path):
    """Totals are locked formulas, inputs are unlocked and validated, sheets are protected without a password."""
    for sheet in openpyxl.load_workbook(path):
        if not re.match("表[二三四]", sheet.title):
            continue
        if not sheet.protection.sheet or sheet.protection.password:
            complain(path.name, sheet.title, "is not protected, or by a password")
        covered = MultiCellRange()
        for validation in sheet.data_validations.dataValidation:
            if validation.showErrorMessage and validation.prompt:
                covered = MultiCellRange([*covered.ranges, *validation.sqref.ranges])
        for row in sheet.iter_rows(min_row=3):
            for cell in row:
                formula = cell.data_type == "f"
                if formula and not cell.protection.locked:
                    complain(path.name, sheet.title, cell.coordinate, "is an unlocked formula")
                if not formula and not cell.protection.locked:
                    merged = type(cell).__name__ == "MergedCell"
                    if not merged and cell.coordinate not in covered:
                        complain(path.name, sheet.title, cell.coordinate, "has no validation")


def check_values(path, computed):
    stored = openpyxl.load_workbook(path, data_only=True)
    for line in path.with_suffix(".tsv").read_text("utf-8").splitlines():
        sheet, cell, text = line.split("\t")
        if not same(text, stored[sheet][cell].value):
            complain(path.name, sheet, cell, "holds", repr(stored[sheet][cell].value), "and not", repr(text))
    for sheet in stored:
        for row in sheet.iter_rows():
            for cell in row:
                value = computed[sheet.title][cell.coordinate].value
                if not same(cell.value, value):
                    complain(path.name, sheet.title, cell.coordinate, repr(cell.value), "computes to", repr(value))


def check_red(path):
    """A figure is changed; the sums that it breaks are named, and the rules that redden their cells hold."""
    name = "表三 依申请公开"
    workbook = openpyxl.load_workbook(path)
    workbook[name]["D6"] = workbook[name]["D6"].value + 5
    trial = workbook.create_sheet("trial")
    rules = [(str(area.sqref), rule.formula[0]) for area in workbook[name].conditional_formatting for rule in area.rules]
    rules = [(area, formula) for area, formula in rules if formula.startswith("AND(COUNT")]
    for row, (area, formula) in enumerate(rules, 1):
        there = re.sub(r"\$[A-Z]+\$\d+(:\$[A-Z]+\$\d+)?", lambda match: f"'{name}'!{match[0]}", formula)
        trial.cell(row, 1, area)
        trial.cell(row, 2, "=" + there)
    changed = folder / "changed.xlsx"
    workbook.save(changed)
    [computed] = compute([changed], "red")
    failing = [row[2].value for row in computed["校验"].iter_rows() if row[6].value == "不符"]
    if failing != ["“自然人”列：第一项＋第二项＝第三项（七）总计＋第四项", "“总计”列：第一项＋第二项＝第三项（七）总计＋第四项"]:
        complain("the broken balance is shown as", failing)
    red = {row[0].value for row in computed["trial"].iter_rows() if row[1].value is True}
    if not {"D6:D7", "J6:J7"} <= red or len(red) != 4:
        complain("the red cells are", sorted(red))
    if "不符 2 项" not in str(computed["封面"]["B11"].value):
        complain("the cover says", computed["封面"]["B11"].value)


paths = sorted(folder.glob("*.xlsx"))
for path, computed in zip(paths, compute(paths, "computed")):
    check_form(path)
    check_values(path, computed)
check_red(folder / "balanced.xlsx")
print("\n".join(wrong[:40]), file=sys.stderr)
sys.exit(bool(wrong))
