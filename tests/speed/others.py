"""Writes the same filing with python-docx or XlsxWriter, for tests/speed.sh: what an office would script by hand.

    python3 others.py docx filing.html out.docx
    python3 others.py xlsx filing.html out.xlsx

The paragraphs, tables and merged cells are those of the web page that gongkai writes.
"""

import sys
from html.parser import HTMLParser


class Filing(HTMLParser):
    """The headings, paragraphs and tables of the page, in order."""

    def __init__(self):
        super().__init__()
        self.blocks, self.text, self.rows, self.cell, self.silent = [], None, None, None, 0

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag in ("script", "style", "caption"):
            self.silent += 1
        elif tag in ("h1", "h2", "h3", "p") and self.rows is None:
            self.text = [tag, ""]
        elif tag == "table":
            self.rows = []
        elif tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.cell = [int(attrs.get("rowspan", 1)), int(attrs.get("colspan", 1)), ""]

    def handle_endtag(self, tag):
        if tag in ("script", "style", "caption"):
            self.silent -= 1
        elif tag in ("h1", "h2", "h3", "p") and self.text:
            self.blocks.append(tuple(self.text))
            self.text = None
        elif tag in ("td", "th"):
            self.rows[-1].append(self.cell)
            self.cell = None
        elif tag == "table":
            self.blocks.append(("table", placed(self.rows)))
            self.rows = None

    def handle_data(self, data):
        if self.silent:
            return
        if self.cell:
            self.cell[2] += data.strip()
        elif self.text:
            self.text[1] += data.strip()


def placed(rows):
    """Cells with their places: (row, column, rowspan, colspan, text)."""
    taken, cells = set(), []
    for row, line in enumerate(rows):
        column = 0
        for down, across, text in line:
            while (row, column) in taken:
                column += 1
            taken |= {(row + i, column + j) for i in range(down) for j in range(across)}
            cells.append((row, column, down, across, text))
    return cells


def write_docx(blocks, path):
    from docx import Document

    document = Document()
    for kind, body in blocks:
        if kind == "table":
            rows = max(r + d for r, _, d, _, _ in body)
            columns = max(c + a for _, c, _, a, _ in body)
            table = document.add_table(rows, columns, style="Table Grid")
            for row, column, down, across, text in body:
                cell = table.cell(row, column)
                if down > 1 or across > 1:
                    cell = cell.merge(table.cell(row + down - 1, column + across - 1))
                cell.text = text
        elif kind == "p":
            document.add_paragraph(body)
        else:
            document.add_heading(body, int(kind[1]))
    document.save(path)


def write_xlsx(blocks, path):
    import xlsxwriter

    book = xlsxwriter.Workbook(path)
    sheet, line = book.add_worksheet(), 0
    bordered = book.add_format({"border": 1, "align": "center", "valign": "vcenter", "text_wrap": True})
    for kind, body in blocks:
        if kind != "table":
            sheet.write_string(line, 0, body)
            line += 1
            continue
        for row, column, down, across, text in body:
            value = int(text) if text.isdigit() else text
            if down > 1 or across > 1:
                sheet.merge_range(line + row, column, line + row + down - 1, column + across - 1, value, bordered)
            else:
                sheet.write(line + row, column, value, bordered)
        line += max(row + down for row, _, down, _, _ in body) + 1
    book.close()


if __name__ == "__main__":
    kind, page, out = sys.argv[1:]
    filing = Filing()
    with open(page, encoding="utf-8") as file:
        filing.feed(file.read())
    {"docx": write_docx, "xlsx": write_xlsx}[kind](filing.blocks, out)
