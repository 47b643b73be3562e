"""Prints every table of a Word document as JSON: for each row the text of each place of the grid."""

import json
import sys

import docx

document = docx.Document(sys.argv[1])
tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]
paragraphs = [[paragraph.style.name, paragraph.text] for paragraph in document.paragraphs]
properties = document.core_properties
json.dump({"tables": tables, "paragraphs": paragraphs, "title": properties.title, "author": properties.author}, sys.stdout)
