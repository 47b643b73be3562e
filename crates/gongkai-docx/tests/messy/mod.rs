//! The body of a Word file in many ways of saying the same, made from a number.

use gongkai_core::document::{Block, CellRole, Document, ParagraphRole, Table, TableCell};
use gongkai_core::form::CellKey;

use crate::reports::Numbers;

/// What the mess holds beside what every mess holds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Kinds {
    /// Places that are left out at the ends of rows.
    pub(crate) ends: bool,
    /// Text beyond the edge of its page, in rows too low to be seen, in shapes that are off. LibreOffice lays out some of
    /// it for ever.
    pub(crate) beyond: bool,
}

/// The styles that the mess refers to.
pub(crate) const STYLES: &str = r#"<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="21"/><w:vertAlign w:val="baseline"/></w:rPr></w:rPrDefault></w:docDefaults>
    <w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
    <w:style w:type="character" w:styleId="ref"><w:name w:val="footnote reference"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>
    <w:style w:type="character" w:styleId="ref2"><w:name w:val="注号"/><w:basedOn w:val="ref"/></w:style>
    <w:style w:type="character" w:styleId="gone"><w:name w:val="作废"/><w:rPr><w:dstrike/></w:rPr></w:style>
    <w:style w:type="character" w:styleId="struck"><w:name w:val="删"/><w:rPr><w:strike/></w:rPr></w:style>
    <w:style w:type="character" w:styleId="hide"><w:name w:val="隐"/><w:rPr><w:vanish/></w:rPr></w:style>
    <w:style w:type="paragraph" w:styleId="ps"><w:name w:val="删段"/><w:rPr><w:strike/></w:rPr></w:style>
    <w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>
    <w:style w:type="paragraph" w:styleId="t"><w:name w:val="Title"/></w:style>
    <w:style w:type="character" w:styleId="ghost"><w:name w:val="白"/><w:rPr><w:color w:val="FEFEFE"/></w:rPr></w:style>
    <w:style w:type="table" w:styleId="Old"><w:name w:val="末行作废"/><w:tblStylePr w:type="lastRow"><w:rPr><w:strike/></w:rPr></w:tblStylePr></w:style>
    <w:style w:type="table" w:styleId="T"><w:name w:val="网格"/><w:rPr><w:sz w:val="18"/></w:rPr></w:style>"#;

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn run(properties: &str, text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    format!(
        r#"<w:r w:rsidR="00A1"><w:rPr><w:rFonts w:hint="eastAsia"/>{properties}</w:rPr><w:t xml:space="preserve">{}</w:t></w:r>"#,
        escaped(text)
    )
}

/// One of several ways of saying the same.
fn one<'w>(numbers: &mut Numbers, ways: &[&'w str]) -> &'w str {
    ways[usize::try_from(numbers.below(ways.len() as u64)).unwrap()]
}

/// The runs of a text, cut and wrapped in ways that change nothing.
fn plain(numbers: &mut Numbers, text: &str) -> String {
    let middle = text.char_indices().nth(text.chars().count() / 2).map_or(0, |(at, _)| at);
    let (first, second) = text.split_at(middle);
    match numbers.below(12) {
        0 => {
            run("", first)
                + r#"<w:proofErr w:type="gramStart"/><w:bookmarkStart w:id="0" w:name="_GoBack"/>"#
                + &run("<w:b/>", second)
        }
        1 => format!("<w:smartTag><w:smartTagPr/>{}</w:smartTag>", run("", text)),
        2 => format!(r#"<w:ins w:id="1" w:author="x">{}</w:ins>"#, run("", text)),
        // A result that was saved may be empty.
        3 => format!(r#"<w:fldSimple w:instr="=SUM(ABOVE)"><w:r><w:t/></w:r>{}</w:fldSimple>"#, run("", text)),
        4 => format!(
            r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> =SUM(ABOVE) </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>"#,
            run("", text)
        ),
        5 => format!(
            "<w:sdt><w:sdtPr><w:alias w:val=\"数\"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
            run("", text)
        ),
        6 => run(r#"<w:strike w:val="0"/><w:vertAlign w:val="baseline"/><w:position w:val="0"/>"#, text),
        7 => run("<w:rPrChange w:id=\"1\"><w:rPr><w:strike/><w:vanish/></w:rPr></w:rPrChange>", text),
        8 => run(r#"<w:position w:val="6"/>"#, text),
        9 => run("", &format!("\u{202d}{first}\u{200b}{second}\u{202c}")),
        _ => run("", text),
    }
}

/// What is not in force beside a value, in one of its ways.
fn void(numbers: &mut Numbers) -> String {
    match numbers.below(12) {
        2 => overlaid(numbers),
        0 => format!(r#"<w:del w:id="9"><w:r><w:delText>{}</w:delText></w:r></w:del>"#, numbers.below(99)),
        1 => format!(r#"<w:moveFrom w:id="9"><w:r><w:t>{}</w:t></w:r></w:moveFrom>"#, numbers.below(99)),
        _ => {
            let ways = [
                "<w:strike/>",
                r#"<w:strike w:val="true"/>"#,
                "<w:dstrike/>",
                r#"<w:rStyle w:val="gone"/>"#,
                r#"<w:rStyle w:val="struck"/>"#,
                "<w:vanish/>",
                r#"<w:rStyle w:val="hide"/>"#,
                // What nobody sees, by its colour or its size.
                r#"<w:color w:val="FFFFFF"/>"#,
                r#"<w:color w:val="FFFFFF" w:themeColor="background1"/>"#,
                r#"<w:rStyle w:val="ghost"/>"#,
                r#"<w:color w:val="FFFF00"/><w:highlight w:val="yellow"/>"#,
                r#"<w:color w:val="000000"/><w:shd w:val="solid" w:color="000000"/>"#,
                r#"<w:sz w:val="2"/>"#,
                r#"<w:sz w:val="1"/>"#,
                r#"<w:w w:val="1"/>"#,
            ];
            run(one(numbers, &ways), &numbers.below(99).to_string())
        }
    }
}

/// A paragraph with figures of its own that nobody sees by its place.
fn beyond(numbers: &mut Numbers) -> String {
    let figures = numbers.below(99).to_string();
    let placed = |properties: &str| format!("<w:p><w:pPr>{properties}</w:pPr>{}</w:p>", run("", &figures));
    let boxed = |anchor: &str, inner: &str| {
        format!(
            r#"<w:p><w:r><w:drawing><wp:anchor behindDoc="0">{anchor}<a:graphic><a:graphicData><wps:wsp><wps:txbx><w:txbxContent>{inner}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r></w:p>"#
        )
    };
    let inner = format!("<w:p>{}</w:p>", run("", &figures));
    let drawn = |style: &str| {
        format!(
            r#"<w:p><w:r><w:pict><v:shape style="{style}"><v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"#
        )
    };
    match numbers.below(12) {
        0 => placed(r#"<w:ind w:left="-20000"/>"#),
        1 => placed(r#"<w:ind w:leftChars="-9900" w:left="-20790"/>"#),
        2 => placed(r#"<w:ind w:start="28000"/>"#),
        3 => placed(r#"<w:ind w:left="0" w:hanging="30000"/>"#),
        4 => placed(r#"<w:framePr w:w="900" w:wrap="around" w:hAnchor="page" w:x="-25000" w:y="1"/>"#),
        5 => placed(r#"<w:spacing w:line="2" w:lineRule="exact"/>"#),
        6 => boxed(r"<wp:positionH relativeFrom='page'><wp:posOffset>-20000000</wp:posOffset></wp:positionH>", &inner),
        7 => boxed(r"<wp:positionV relativeFrom='page'><wp:posOffset>30000000</wp:posOffset></wp:positionV>", &inner),
        8 => boxed(r#"<wp:docPr id="7" name="框" hidden="1"/>"#, &inner),
        9 => drawn("position:absolute;margin-left:-2000pt;width:90pt"),
        10 => drawn("position:absolute;top:90in"),
        _ => drawn("position:absolute;visibility:hidden"),
    }
}

/// Figures that characters lie over, as copied from where they were struck out.
fn overlaid(numbers: &mut Numbers) -> String {
    let over = one(numbers, &["\u{335}", "\u{336}", "\u{337}", "\u{338}"]);
    let figures = numbers.below(99).to_string();
    run("", &figures.chars().map(|figure| format!("{figure}{over}")).collect::<String>())
}

/// A row that a table's style strikes out as its last: other figures beside the labels of the last row.
fn struck_row(numbers: &mut Numbers, table: &Table, finer: usize) -> String {
    let cells: String = (0..table.columns())
        .filter_map(|column| table.at(table.rows() - 1, column).filter(|cell| cell.column == column))
        .map(|cell| {
            let text = if cell.key.is_some() { numbers.below(99).to_string() } else { cell.text.clone() };
            let span = cell.column_span * finer;
            format!(r#"<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr><w:p>{}</w:p></w:tc>"#, run("", &text))
        })
        .collect();
    format!("<w:tr>{cells}</w:tr>")
}

/// A row before another with its labels and other figures, which is too low to be seen.
fn low_row(numbers: &mut Numbers, table: &Table, row: usize, finer: usize) -> String {
    let cells: String = (0..table.columns())
        .filter_map(|column| table.at(row, column).filter(|cell| cell.column == column))
        .map(|cell| {
            let text = if cell.key.is_some() { numbers.below(99).to_string() } else { cell.text.clone() };
            let merged = if cell.row < row { "<w:vMerge/>" } else { "" };
            let span = cell.column_span * finer;
            format!(
                r#"<w:tc><w:tcPr><w:gridSpan w:val="{span}"/>{merged}</w:tcPr><w:p>{}</w:p></w:tc>"#,
                run("", &text)
            )
        })
        .collect();
    format!(r#"<w:tr><w:trPr><w:trHeight w:val="1" w:hRule="exact"/></w:trPr>{cells}</w:tr>"#)
}

/// A note's mark, raised in one of its ways.
fn mark(numbers: &mut Numbers) -> String {
    match numbers.below(7) {
        0 => r"<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>EQ \s\up 5(1)</w:instrText></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>".to_owned(),
        _ => {
            let ways = [
                r#"<w:vertAlign w:val="superscript"/>"#,
                r#"<w:rStyle w:val="ref"/>"#,
                r#"<w:rStyle w:val="ref2"/>"#,
                r#"<w:position w:val="9"/>"#,
                r#"<w:sz w:val="12"/><w:position w:val="3"/>"#,
                r#"<w:position w:val="5pt"/>"#,
            ];
            run(one(numbers, &ways), "1")
        }
    }
}

/// The paragraphs of a cell, and what it then says.
fn content(numbers: &mut Numbers, cell: &TableCell, kinds: Kinds) -> (String, String) {
    let mut said = cell.text.clone();
    let mut unseen = String::new();
    let mut runs = plain(numbers, &cell.text);
    let number = !said.is_empty() && said.chars().all(|c| c.is_ascii_digit());
    if cell.role == CellRole::Value && number {
        match numbers.below(12) {
            0 => runs = void(numbers) + &runs,
            1 => runs += &void(numbers),
            2 => {
                // What stands on its line beside the mark is not raised itself.
                runs = run("", &said) + &mark(numbers);
                said.push('¹');
            }
            3 if kinds.beyond => unseen = beyond(numbers),
            _ => {}
        }
    }
    // A paragraph's mark has properties of its own, which are none of its text's.
    let properties = one(
        numbers,
        &[
            "",
            r#"<w:pPr><w:jc w:val="center"/><w:rPr><w:strike/><w:vertAlign w:val="superscript"/></w:rPr></w:pPr>"#,
            r#"<w:pPr><w:pStyle w:val="a"/><w:spacing w:line="240"/></w:pPr>"#,
        ],
    );
    let around = one(numbers, &["", "", "", "<w:p/>", r#"<w:p><w:pPr><w:rPr><w:sz w:val="2"/></w:rPr></w:pPr></w:p>"#]);
    let paragraph = format!("<w:p>{properties}{runs}</w:p>");
    let set = if numbers.below(2) == 0 {
        [unseen, around.to_owned(), paragraph]
    } else {
        [paragraph, around.to_owned(), unseen]
    };
    (set.concat(), said)
}

/// A table, and what each of its value cells then says.
fn table(numbers: &mut Numbers, table: &Table, kinds: Kinds) -> (String, Vec<(CellKey, String)>) {
    let mut said = Vec::new();
    let mut rows = String::new();
    // Producers leave a place out at an end, or set an empty cell there.
    let (before, after) = (kinds.ends && numbers.below(2) == 0, kinds.ends && numbers.below(2) == 0);
    // By hand the lines of one row do not quite meet those of the next.
    let apart = [0, 20, 160][usize::try_from(numbers.below(3)).unwrap()] * u64::from(!kinds.ends);
    let finer = if apart > 0 { 2 } else { 1 };
    let column_widths = format!(r#"<w:gridCol w:w="{}"/><w:gridCol w:w="{apart}"/>"#, 700 - apart);
    let grid = if apart > 0 {
        format!("<w:tblGrid>{}</w:tblGrid>", column_widths.repeat(table.columns()))
    } else {
        String::new()
    };
    for row in 0..table.rows() {
        let mut cells = String::new();
        let mut column = 0;
        let mut reached = 0;
        while column < table.columns() {
            let cell = table.at(row, column).unwrap();
            let right = column + cell.column_span;
            let short = finer > 1 && right < table.columns() && numbers.below(2) == 0;
            let span = right * finer - usize::from(short) - reached;
            reached += span;
            let mut properties = format!(r#"<w:tcW w:w="700" w:type="dxa"/><w:gridSpan w:val="{span}"/>"#);
            if cell.row_span > 1 {
                properties += if cell.row == row { r#"<w:vMerge w:val="restart"/>"# } else { "<w:vMerge/>" };
            }
            let content = if cell.row == row {
                let (content, text) = content(numbers, cell, kinds);
                if let Some(key) = cell.key {
                    said.push((key, text));
                }
                content
            } else {
                "<w:p/>".to_owned()
            };
            let set = format!("<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>");
            cells += &match numbers.below(20) {
                0 => format!("<w:sdt><w:sdtPr/><w:sdtContent>{set}</w:sdtContent></w:sdt>"),
                _ => set,
            };
            column += cell.column_span;
        }
        let mut properties = String::new();
        if before {
            if numbers.below(2) == 0 {
                properties += r#"<w:gridBefore w:val="1"/>"#;
            } else {
                cells = format!("<w:tc><w:tcPr/><w:p/></w:tc>{cells}");
            }
        }
        if after {
            if numbers.below(2) == 0 {
                properties += r#"<w:gridAfter w:val="1"/>"#;
            } else {
                cells += "<w:tc><w:tcPr/><w:p/></w:tc>";
            }
        }
        if kinds.beyond && numbers.below(30) == 0 {
            rows += &low_row(numbers, table, row, finer);
        }
        if numbers.below(30) == 0 {
            rows +=
                r#"<w:tr><w:trPr><w:del w:id="3"/></w:trPr><w:tc><w:p><w:r><w:t>旧</w:t></w:r></w:p></w:tc></w:tr>"#;
        }
        rows += &format!("<w:tr><w:trPr>{properties}</w:trPr>{cells}</w:tr>");
    }
    if !kinds.ends && numbers.below(4) == 0 {
        rows += &struck_row(numbers, table, finer);
        let look = one(numbers, &[r#"<w:tblLook w:lastRow="1"/>"#, r#"<w:tblLook w:val="0040"/>"#]);
        return (format!(r#"<w:tbl><w:tblPr><w:tblStyle w:val="Old"/>{look}</w:tblPr>{grid}{rows}</w:tbl>"#), said);
    }
    (format!(r#"<w:tbl><w:tblPr><w:tblStyle w:val="T"/></w:tblPr>{grid}{rows}</w:tbl>"#), said)
}

/// The body of a document, and what its value cells then say.
pub(crate) fn body(numbers: &mut Numbers, document: &Document, kinds: Kinds) -> (String, Vec<(CellKey, String)>) {
    let mut body = String::new();
    let mut said = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Table(block) => {
                let (set, values) = table(numbers, block, kinds);
                body += &set;
                said.extend(values);
                body += "<w:p/>";
            }
            Block::Paragraph(paragraph) => {
                let style = match paragraph.role {
                    ParagraphRole::Title => r#"<w:pPr><w:pStyle w:val="t"/></w:pPr>"#,
                    ParagraphRole::Heading1 => r#"<w:pPr><w:pStyle w:val="1"/></w:pPr>"#,
                    _ => "",
                };
                let runs = plain(numbers, &paragraph.text);
                body += &match numbers.below(8) {
                    // The text stands in a box, as the newer and the older programs each want it.
                    0 if paragraph.role == ParagraphRole::Body => {
                        let inner = format!("<w:txbxContent><w:p>{runs}</w:p></w:txbxContent>");
                        format!(
                            r#"<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>{inner}</wps:txbx></wps:wsp></w:drawing></mc:Choice>
                            <mc:Fallback><w:pict><v:textbox>{inner}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"#
                        )
                    }
                    1 => format!("<w:sdt><w:sdtPr/><w:sdtContent><w:p>{style}{runs}</w:p></w:sdtContent></w:sdt>"),
                    _ => format!("<w:p>{style}{runs}</w:p>"),
                };
            }
        }
    }
    (body, said)
}
