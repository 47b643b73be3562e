"""Files that give a reviewing desk trouble, made by python-docx and openpyxl, taken through the four commands and read back.

Usage: trouble.py FOLDER GONGKAI
Two bodies of one name, a file that holds another body's report, lists in GBK and in a workbook with numbers before the
names, and files that already have comments or notes, are protected, or have tracked changes."""
import copy
import csv
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import docx
import openpyxl
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from openpyxl.comments import Comment

import make
import reports

YEAR = 2024
KEY = "disputes.reconsideration.total"
wrong = []


def expect(holds, said):
    if not holds:
        wrong.append(said)


def report(path, organ, fault, places=None):
    """A body's report, with a total that does not hold where a fault is asked for; gives what is stated."""
    cells = reports.figures(organ, YEAR, {})
    if fault:
        cells[KEY] += 2
    title, sections = reports.paragraphs(organ, YEAR)
    tables = reports.tables(cells)
    if path.suffix == ".xlsx":
        make.write_xlsx(path, title, sections, tables, places)
    else:
        make.write_docx(path, title, sections, tables)
    return cells


def rezip(path, change):
    """Changes the parts of a package by a function of their names and bytes."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def commented(path):
    """Gives the first paragraph a comment as Word writes it."""
    document = docx.Document(path)
    paragraph = document.paragraphs[0]._p
    for index, tag in [(1, "commentRangeStart"), (len(paragraph), "commentRangeEnd")]:
        paragraph.insert(index, parse_xml(f'<w:{tag} {nsdecls("w")} w:id="7"/>'))
    paragraph.append(parse_xml(f'<w:r {nsdecls("w")}><w:commentReference w:id="7"/></w:r>'))
    document.save(path)
    made = (f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:comments {nsdecls("w")}><w:comment w:id="7" '
            'w:author="王五" w:date="2024-12-30T09:00:00Z"><w:p><w:r><w:t>标题核对过</w:t></w:r></w:p></w:comment></w:comments>')

    def add(parts):
        parts["word/comments.xml"] = made.encode()
        types, rels = "[Content_Types].xml", "word/_rels/document.xml.rels"
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
        parts[types] = parts[types].replace(b"</Types>", f'<Override PartName="/word/comments.xml" ContentType="{kind}"/></Types>'.encode())
        to = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
        parts[rels] = parts[rels].replace(b"</Relationships>", f'<Relationship Id="rIdC" Type="{to}" Target="comments.xml"/></Relationships>'.encode())

    rezip(path, add)


def protected(path):
    """Lets nobody change the document, as Word does by a password."""
    document = docx.Document(path)
    made = parse_xml(f'<w:documentProtection {nsdecls("w")} w:edit="readOnly" w:enforcement="1" w:cryptAlgorithmSid="14" '
                     'w:cryptSpinCount="100000" w:hash="AAAA" w:salt="BBBB"/>')
    document.settings.element.insert(1, made)
    document.save(path)


def tracked(path, cells):
    """Has the faulty total changed with tracking: what was is deleted, what is is inserted; and a sentence inserted."""
    document = docx.Document(path)
    cell = next(c for t in document.tables for r in t.rows for c in r.cells if c.text == str(cells[KEY]) and c._tc.getparent().getparent() is document.tables[-1]._tbl)
    run = cell.paragraphs[0].runs[0]._r
    mark = 'w:author="赵六" w:date="2025-01-02T09:00:00Z"'
    old = copy.deepcopy(run)
    for text in old.iter(qn("w:t")):
        text.tag, text.text = qn("w:delText"), "999"
    deleted = parse_xml(f'<w:del {nsdecls("w")} w:id="901" {mark}/>')
    inserted = parse_xml(f'<w:ins {nsdecls("w")} w:id="902" {mark}/>')
    run.addprevious(deleted)
    deleted.append(old)
    run.addprevious(inserted)
    inserted.append(run)
    document.save(path)


def remarks(path):
    """The comments of a Word file with the words that each stands at."""
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        texts = archive.read("word/comments.xml").decode() if "word/comments.xml" in names else ""
        body = archive.read("word/document.xml").decode()
    found = {}
    for one in re.findall(r'<w:comment [^>]*w:id="(\d+)".*?</w:comment>', texts, re.S):
        start, end = body.find(f'commentRangeStart w:id="{one}"'), body.find(f'commentRangeEnd w:id="{one}"')
        found[one] = re.sub(r"<[^>]+>", "", body[start:end].split(">", 1)[-1] if start >= 0 else "")
    return found, texts


def letter(path):
    """The words of a letter; none where there is no letter."""
    if not path.exists():
        return ""
    document = docx.Document(path)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "".join([*(p.text for p in document.paragraphs), *cells])


def main():
    folder, gongkai = Path(sys.argv[1]), sys.argv[2]
    filed = folder / "报送"
    for district in ("东区", "西区"):
        (filed / district).mkdir(parents=True)
    # Two bodies of one name, of which one has a fault.
    report(filed / "东区/城关镇.docx", "城关镇人民政府", True)
    cells = report(filed / "西区/城关镇.docx", "城关镇人民政府", False)
    # A file that holds another body's report.
    report(filed / "某县缺报局年报.docx", "某县青山镇人民政府", False)
    places = {}
    stated = {}
    for name, ending, change in [("已有批注镇", "docx", commented), ("保护镇", "docx", protected), ("修订镇", "docx", None),
                                 ("带注局", "xlsx", None), ("锁表局", "xlsx", None)]:
        organ = f"某县{name}人民政府" if name.endswith("镇") else f"某县{name}"
        path = filed / f"{name}.{ending}"
        places[name] = {}
        stated[name] = report(path, organ, True, places[name])
        if change:
            change(path)
    tracked(filed / "修订镇.docx", stated["修订镇"])
    book = openpyxl.load_workbook(filed / "带注局.xlsx")
    own = places["带注局"][KEY]
    book.active[own].comment = Comment("这个数核对过", "王五")
    book.active["A1"].comment = Comment("标题", "王五")
    book.save(filed / "带注局.xlsx")
    book = openpyxl.load_workbook(filed / "锁表局.xlsx")
    book.active.protection.set_password("secret")
    book.active.protection.enable()
    book.save(filed / "锁表局.xlsx")
    before = {path: path.read_bytes() for path in filed.rglob("*") if path.is_file()}

    names = ["城关镇人民政府", "某县青山镇人民政府", *(f"某县{n}人民政府" if n.endswith("镇") else f"某县{n}" for n in stated), "某县缺报局"]
    numbered = ["一、", "（二）", "3.", "4、", "⑤", "(6)", "七 ", "8 "]
    (folder / "名单.txt").write_bytes("\r\n".join(map("".join, zip(numbered, names))).encode("gb18030"))
    listed = openpyxl.Workbook()
    listed.active.append(["2024 年度应报单位名单"])
    listed.active.append(["序号", "单位名称", "备注"])
    for index, name in enumerate(names):
        listed.active.append([index + 1, name, None])
    listed.save(folder / "名单.xlsx")

    def run(*args):
        return subprocess.run([gongkai, *args], cwd=folder, capture_output=True, text=True, timeout=600)

    for form in ("名单.txt", "名单.xlsx"):
        ran = run("check", "报送", "--year", "2024", "--expect", form, "--return", "退改", "--office", "某县政务公开办公室",
                  "--date", "2025-02-10", "--deadline", "2025-02-17", "--track", "状态.toml", "--by", "张三")
        said = ran.stdout + ran.stderr
        expect(ran.returncode == 1, f"check 退出码 {ran.returncode}：{ran.stderr[-400:]}")
        expect("应报 8 个单位，未报 1 个" in said, f"{form}: {said[-900:]}")
        expect("某县缺报局：未报" in said, f"{form}: 没有指出缺报局")
        expect("文件名是某县缺报局的，里面是某县青山镇人民政府的报告" in said, f"没有指出文件里是别的单位的报告：{said[-900:]}")
        expect("城关镇人民政府：重复报送" in said or "同名" in said, f"没有指出两个城关镇：{said[-900:]}")
    expect({path: path.read_bytes() for path in before} == before, "原来的文件被改动")

    back = folder / "退改"
    for name in ("已有批注镇", "保护镇", "修订镇"):
        found, texts = remarks(back / f"{name}-批注.docx")
        document = docx.Document(back / f"{name}-批注.docx")
        own = docx.Document(filed / f"{name}.docx")
        expect([p.text for p in document.paragraphs] == [p.text for p in own.paragraphs], f"{name}: 正文变了")
        at = [words for words in found.values() if str(stated[name][KEY]) in words]
        expect(at and "某县政务公开办公室" in texts, f"{name}: 批注不在总计处，而在 {found}")
        expect(len(set(found)) == len(found), f"{name}: 批注编号重复")
    expect("标题核对过" in remarks(back / "已有批注镇-批注.docx")[1], "原有的批注没有了")
    with zipfile.ZipFile(back / "保护镇-批注.docx") as archive:
        expect(b"documentProtection" in archive.read("word/settings.xml"), "文档保护没有了")
    with zipfile.ZipFile(back / "修订镇-批注.docx") as archive:
        body = archive.read("word/document.xml")
        expect(body.count(b"<w:ins ") == 1 and body.count(b"<w:del ") == 1 and b"999" in body, "修订记录没有了")
    for name in ("带注局", "锁表局"):
        sheet = openpyxl.load_workbook(back / f"{name}-批注.xlsx").active
        noted = {cell.coordinate: cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment}
        place = places[name][KEY]
        expect("问题" in noted.get(place, ""), f"{name}: 批注不在 {place}，而在 {sorted(noted)}")
        if name == "带注局":
            expect("这个数核对过" in noted.get(place, "") and noted.get("A1") == "标题", f"{name}: 原有的批注没有了：{noted}")
        else:
            expect(sheet.protection.sheet and sheet.protection.password, f"{name}: 工作表保护没有了")
    index = list(csv.reader((back / "退改目录.csv").read_text(encoding="utf-8-sig").splitlines()))
    of = {row[0]: row for row in index[1:]}
    expect(of["报送/东区/城关镇.docx"][3] == "1" and of["报送/西区/城关镇.docx"][3] == "0", f"两个城关镇分不开：{index}")
    expect("不等" in letter(back / "东区/城关镇-修改意见.docx"), "东区城关镇没有收到自己的意见")
    expect("不等" not in letter(back / "西区/城关镇-修改意见.docx"), "西区城关镇收到了别人的意见")

    state = run("review", "状态.toml").stdout
    line = next((line for line in state.splitlines() if "城关镇人民政府" in line), "")
    expect("报送 2 次" in line and "已改 0" in line, f"审核状态：{line}")
    ran = run("report", "报送", "--organ", "某县人民政府", "--year", "2024", "--expect", "名单.xlsx", "--track", "状态.toml",
              "--deadline", "2025-02-10", "-o", "汇总.xlsx", "-o", "汇总.docx")
    expect(ran.returncode == 0, f"report: {ran.stderr[-400:]}")
    said = "".join(p.text for p in docx.Document(folder / "汇总.docx").paragraphs)
    expect("未报：某县缺报局" in said and "城关镇人民政府" in said, f"汇总：{said[:600]}")
    ran = run("consolidate", "报送", "--year", "2024", "--expect", "名单.txt", "--organ", "某县人民政府", "--level", "county",
              "-o", "汇总报告.toml", "--contributions", "明细.xlsx")
    expect(ran.returncode != 0 and not (folder / "汇总报告.toml").exists(), "两个城关镇数字矛盾，汇总不应照写")
    expect("城关镇人民政府" in ran.stderr and "某县缺报局" in ran.stderr, f"consolidate: {ran.stderr[-600:]}")
    for said in wrong:
        print(said)
    print("都对" if not wrong else f"{len(wrong)} 处不对")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
