"""Makes the two variable fonts of the tests: "A" is a box from 100 to 300 at weight 400 and from 100 to 600 at weight 900.
    python make_fonts.py ../fixtures        (needs fontTools)
"""
import pathlib, sys
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables.TupleVariation import TupleVariation

folder = pathlib.Path(sys.argv[1])
ORDER = [".notdef", "A"]


def box(pen, right):
    pen.moveTo((100, 0)), pen.lineTo((100, 700)), pen.lineTo((right, 700)), pen.lineTo((right, 0)), pen.closePath()


def begun(name, outlines):
    font = FontBuilder(1000, isTTF=outlines == "glyf")
    font.setupGlyphOrder(ORDER)
    font.setupCharacterMap({ord("A"): "A"})
    font.setupHorizontalMetrics({name: (600, 100) for name in ORDER})
    font.setupHorizontalHeader(ascent=800, descent=-200)
    font.setupNameTable({"familyName": name, "styleName": "Regular", "psName": name})
    font.setupOS2(sTypoAscender=800, sTypoDescender=-200, usWeightClass=400)
    font.setupPost()
    font.updateHead(created=3000000000, modified=3000000000)
    return font


font = begun("GongkaiVaries", "glyf")
pens = {}
for name in ORDER:
    pen = TTGlyphPen(None)
    box(pen, 300)
    pens[name] = pen.glyph()
font.setupGlyf(pens)
font.setupFvar([("wght", 400, 400, 900, "Weight")], [])
wider = [(0, 0), (0, 0), (300, 0), (300, 0), (0, 0), (300, 0), (0, 0), (0, 0)]
font.setupGvar({"A": [TupleVariation({"wght": (0.0, 1.0, 1.0)}, wider)]})
font.font.recalcTimestamp = False
font.save(folder / "varies.ttf")

font = begun("GongkaiVariesToo", "CFF2")
font.setupFvar([("wght", 400, 400, 900, "Weight")], [])
strings = {}
for name in ORDER:
    pen = T2CharStringPen(None, None, CFF2=True)
    box(pen, 300)
    strings[name] = pen.getCharString()
# x of the two corners on the right moves by 300 as the weight grows.
program = [100, 0, "rmoveto", 0, 700, 200, 300, 1, "blend", 0, 0, -700, "rlineto"]
strings["A"].program = program
font.setupCFF2(strings, regions=[{"wght": (0.0, 1.0, 1.0)}])
font.font.recalcTimestamp = False
font.save(folder / "varies.otf")
