//! The content: paragraphs, tables and page numbers, built with docx-rs.

use docx_rs::{
    AlignmentType, BreakType, DocGrid, DocGridType, Docx, FieldCharType, Footer, HeightRule, InstrPAGE, InstrText,
    LineSpacing, LineSpacingType, PageMargin, PageOrientationType, PageSize, Paragraph as WordParagraph, Run,
    SectionProperty, Shading, ShdType, Table as WordTable, TableAlignmentType, TableBorder, TableBorderPosition,
    TableBorders, TableCell as WordCell, TableCellMargins, TableLayoutType, TableRow, VAlignType, VMergeType,
    WidthType,
};
use gongkai_core::document::{Block, CellRole, Document, Paragraph, ParagraphRole, Table, TableCell};
use gongkai_core::style::{CellAlignment, PageStyle, Style, TableSetting, Twips};

use super::links::Links;
use super::runs::{Marked, hinted, text_run};
use super::styles::{self, StyleId};
use super::{figures, keep};

/// The distance from the text block to the dashes of the page number, which lie in the middle of its line: 7 mm.
const ABOVE_PAGE_NUMBER: u32 = 397;

/// What docx-rs calls the document's own page numbers, of odd and of even pages.
const ODD_FOOTER: &str = "rIdFooter1";
const EVEN_FOOTER: &str = "rIdFooter2";

/// The rule around cells, in eighths of a point.
const RULE: usize = 4;

/// The document as docx-rs builds it; the addresses that its links refer to are added to the links.
pub(super) fn build(document: &Document, style: &Style, links: &mut Links) -> Docx {
    let mut docx = Docx::new();
    docx.document.section_property = section(style, &style.page);
    let mut after_table = false;
    let mut after_turned = false;
    let mut blocks = document.blocks.iter().peekable();
    while let Some(block) = blocks.next() {
        // A table that stands across its page has a section of its own, which its heading is in as well.
        let turned = match (block, blocks.peek()) {
            (Block::Table(table), _) => style.set_table(table).turned,
            (Block::Paragraph(heading), Some(Block::Table(table))) => {
                heading.role.is_heading() && style.set_table(table).turned
            }
            _ => false,
        };
        if turned != after_turned && !docx.document.children.is_empty() {
            docx = docx.add_paragraph(ends_section(style, after_turned));
            after_table = false;
        }
        after_turned = turned;
        match block {
            Block::Paragraph(paragraph) => {
                let table = match blocks.peek() {
                    Some(Block::Table(table)) => Some(table),
                    _ => None,
                };
                // Who signs stays with what is signed.
                let signed = matches!(blocks.peek(), Some(Block::Paragraph(next)) if is_signature(next.role));
                let word = text_paragraph(paragraph, style, after_table, table, links);
                docx = docx.add_paragraph(if signed { word.keep_next(true) } else { word });
                after_table = false;
            }
            Block::Table(table) => {
                // Word joins two tables that no paragraph parts.
                if after_table {
                    docx = docx.add_paragraph(styled(StyleId::TableText));
                }
                docx = docx.add_table(word_table(table, style, links));
                after_table = true;
            }
        }
    }
    if after_turned {
        docx.document.section_property = section(style, &style.page.turned());
    }
    if after_table || document.blocks.is_empty() {
        docx = docx.add_paragraph(styled(StyleId::TableText));
    }
    let (odd, even) = footers(style);
    let docx = docx.footer(odd);
    match even {
        Some(even) => docx.even_footer(even),
        None => docx,
    }
}

/// The page numbers of odd pages, and those of even pages where they stand elsewhere.
fn footers(style: &Style) -> (Footer, Option<Footer>) {
    if style.page_number_dashes {
        (footer(AlignmentType::Right, style), Some(footer(AlignmentType::Left, style)))
    } else {
        (footer(AlignmentType::Center, style), None)
    }
}

/// An empty paragraph with which a section ends, its pages turned or not. Its page numbers are the document's.
fn ends_section(style: &Style, turned: bool) -> WordParagraph {
    let page = if turned { style.page.turned() } else { style.page };
    let (odd, even) = footers(style);
    let mut section = section(style, &page).footer(odd, ODD_FOOTER);
    if let Some(even) = even {
        section = section.even_footer(even, EVEN_FOOTER);
    }
    let mut paragraph = styled(StyleId::TableText);
    paragraph.property = paragraph.property.section_property(section);
    paragraph
}

fn section(style: &Style, page: &PageStyle) -> SectionProperty {
    let across = page.width > page.height && style.page.width <= style.page.height;
    let below = page.bottom.0.saturating_sub(ABOVE_PAGE_NUMBER + styles::line(style.page_number).0 / 2).max(284);
    let size = PageSize::new().size(page.width.0, page.height.0);
    let size = if across { size.orient(PageOrientationType::Landscape) } else { size };
    SectionProperty::new()
        .page_size(size)
        .page_margin(PageMargin {
            top: signed(page.top),
            bottom: signed(page.bottom),
            left: signed(page.left),
            right: signed(page.right),
            header: 851,
            footer: signed(Twips(below)),
            gutter: 0,
        })
        .doc_grid(
            DocGrid::with_empty()
                .grid_type(DocGridType::Lines)
                .line_pitch(whole(style.line_pitch))
                .char_space(character_space(style)),
        )
}

/// How much wider than the body's characters a place of the document grid is, in 1/4096 point; negative where it is
/// narrower, as with GB/T 9704's 28 characters in 156 mm. Stated for who puts the character grid in force.
fn character_space(style: &Style) -> isize {
    let room = i64::from(style.page.text_width().0);
    let characters = i64::from(style.grid_characters.max(1));
    // Twips are twentieths of a point; the last division rounds down so that the last character always fits.
    let places = (room * 4096).div_euclid(20 * characters);
    isize::try_from(places - i64::from(style.body.half_points) * 2048).unwrap_or(0)
}

fn is_signature(role: ParagraphRole) -> bool {
    matches!(role, ParagraphRole::Signature | ParagraphRole::SignatureDate)
}

fn text_paragraph(
    paragraph: &Paragraph,
    style: &Style,
    after_table: bool,
    table: Option<&Table>,
    links: &mut Links,
) -> WordParagraph {
    let id = match paragraph.role {
        ParagraphRole::Title => StyleId::Title,
        ParagraphRole::Heading1 => StyleId::Heading1,
        ParagraphRole::Heading2 => StyleId::Heading2,
        ParagraphRole::Heading3 => StyleId::Heading3,
        ParagraphRole::Signature => StyleId::Signature,
        ParagraphRole::SignatureDate => StyleId::SignatureDate,
        _ => StyleId::Body,
    };
    let mut word = styled(id);
    let before_table = table.is_some();
    if after_table || before_table {
        let before = if after_table { style.space_below_table() } else { Twips(0) };
        let after = if before_table { style.space_above_table() } else { Twips(0) };
        let spacing = LineSpacing::new().before(before.0).after(after.0);
        word = word
            .keep_next(before_table)
            .line_spacing(spacing.line_rule(LineSpacingType::Exact).line(signed(styles::line_of(id, style))));
    }
    if let Some(table) = table {
        // A heading has its own say in its style. Text stays with a table that flows over pages or that a page holds
        // together with it, and else ends on the page before.
        let heading = style.line_pitch.0;
        let set = style.set_table(table);
        let all = style.table_height(table, &set).0 + keep::paragraph_height(paragraph, style).0 + heading;
        word = word.keep_next(!stays_whole(table, &set, style) || all <= style.page_for(&set).text_height().0);
    }
    let marked = Marked::of(paragraph);
    let plain = |run: Run| run;
    if paragraph.role == ParagraphRole::Title {
        let mut at = 0;
        for (number, line) in style.title_lines(&paragraph.text).into_iter().enumerate() {
            // The lines are the title's own text, from which at most white space between them is gone.
            let from = paragraph.text.get(at..).and_then(|rest| rest.find(line)).map_or(at, |after| at + after);
            at = from + line.len();
            if number > 0 {
                word = word.add_run(hinted().add_break(BreakType::TextWrapping));
            }
            word = marked.part(from, at).onto(word, links, &plain);
        }
        return word;
    }
    let run_in = paragraph.parts().0.len();
    word = marked.part(0, run_in).onto(word, links, &|run| run.style(StyleId::RunIn.as_str()));
    marked.part(run_in, paragraph.text.len()).onto(word, links, &plain)
}

/// Whether a table is kept on one page: the form's where a page holds it and its heading, any other where it is short, so
/// that none leaves half a page empty for the sake of its rows.
fn stays_whole(table: &Table, set: &TableSetting, style: &Style) -> bool {
    let heading = style.line_pitch.0 + style.line_pitch.0 / 4;
    let page = style.page_for(set).text_height().0;
    let most = if table.form.is_some() { page } else { page / 3 };
    style.table_height(table, set).0 + heading <= most
}

fn word_table(table: &Table, style: &Style, links: &mut Links) -> WordTable {
    let set = style.set_table(table);
    let height = f32::from(u16::try_from(style.least_row(table, &set).0).unwrap_or(u16::MAX));
    let whole_table = stays_whole(table, &set, style);
    let (heights, page) = (style.row_heights(table, &set), style.page_for(&set).text_height());
    let rows = (0..table.rows())
        .map(|row| {
            // The rows that are kept with the next: all but the last, or the head with the first row under it, and the
            // rows of a group.
            let kept = if whole_table {
                row + 1 < table.rows()
            } else {
                row < table.head_rows || keep::is_in_group(table, row, &heights, page)
            };
            let mut cells = Vec::new();
            let mut column = 0;
            while column < table.columns() {
                let cell = table.at(row, column);
                let span = cell.map_or(1, |cell| cell.column_span);
                let width: u32 = set.widths.iter().skip(column).take(span).map(|width| width.0).sum();
                cells.push(word_cell((table, &set), cell, row, Twips(width), kept, style, links));
                column += span.max(1);
            }
            TableRow::new(cells).row_height(height).height_rule(HeightRule::AtLeast).cant_split()
        })
        .collect();
    let total: u32 = set.widths.iter().map(|width| width.0).sum();
    let padding = whole(set.padding);
    WordTable::new(rows)
        .style(StyleId::TableGrid.as_str())
        .set_grid(set.widths.iter().copied().map(whole).collect())
        .width(whole(Twips(total)), WidthType::Dxa)
        .align(TableAlignmentType::Center)
        .layout(TableLayoutType::Fixed)
        .set_borders(borders())
        .margins(TableCellMargins::new().margin_left(padding, WidthType::Dxa).margin_right(padding, WidthType::Dxa))
}

fn word_cell(
    (table, set): (&Table, &TableSetting),
    cell: Option<&TableCell>,
    row: usize,
    width: Twips,
    kept: bool,
    style: &Style,
    links: &mut Links,
) -> WordCell {
    let mut word = WordCell::new().width(whole(width), WidthType::Dxa).vertical_align(VAlignType::Center);
    let Some(cell) = cell else { return word.add_paragraph(styled(StyleId::TableText)) };
    if cell.column_span > 1 {
        word = word.grid_span(cell.column_span);
    }
    if cell.row_span > 1 {
        word = word.vertical_merge(if cell.row == row { VMergeType::Restart } else { VMergeType::Continue });
    }
    let head = cell.role == CellRole::Head;
    if let Some([red, green, blue]) = style.cell_shading(table, cell) {
        let fill = format!("{red:02X}{green:02X}{blue:02X}");
        word = word.shading(Shading::new().shd_type(ShdType::Clear).color("auto").fill(fill));
    }
    let id = if head { StyleId::TableHead } else { StyleId::TableText };
    let centred = style.cell_alignment(table, cell) == CellAlignment::Centre;
    let usual = if head { style.table_head } else { style.table }.half_points;
    let size = Some(set.half_points(cell)).filter(|&size| size != usual);
    let side = if centred { set.balancing_side(cell) } else { Twips(0) };
    let placed = |paragraph: WordParagraph| {
        let paragraph = if centred { paragraph.align(AlignmentType::Center) } else { paragraph };
        let indent = Some(signed(side)).filter(|side| *side > 0);
        // Lines that differ from what the style has.
        let rule = if set.close { LineSpacingType::Exact } else { LineSpacingType::AtLeast };
        let height = signed(style.line_of(set, size.unwrap_or(usual)));
        let paragraph = if set.close || size.is_some() {
            paragraph.line_spacing(LineSpacing::new().line_rule(rule).line(height))
        } else {
            paragraph
        };
        let paragraph = if indent.is_some() { paragraph.indent(indent, None, indent, None) } else { paragraph };
        if kept { paragraph.keep_next(true) } else { paragraph }
    };
    if cell.row != row {
        return word.add_paragraph(placed(styled(id)));
    }
    for line in Marked::new(&cell.text, &cell.marks).lines() {
        let paragraph = placed(styled(id));
        if line.is_empty() {
            word = word.add_paragraph(paragraph);
            continue;
        }
        let sized = |run: Run| match size {
            Some(size) => run.size(usize::try_from(size).unwrap_or(usize::MAX)),
            None => run,
        };
        let ends =
            figures::ends(line.shown(), size.unwrap_or(usual), Twips(set.room(cell).0.saturating_sub(2 * side.0)));
        let parts = line.parted(&ends).enumerate().fold(paragraph, |paragraph, (number, part)| {
            let end = || hinted().style(StyleId::LineEnd.as_str()).add_break(BreakType::TextWrapping);
            let ended = |paragraph: WordParagraph| paragraph.add_run(end());
            part.onto(if number > 0 { ended(paragraph) } else { paragraph }, links, &sized)
        });
        word = word.add_paragraph(parts);
    }
    word
}

fn borders() -> TableBorders {
    use TableBorderPosition::{Bottom, InsideH, InsideV, Left, Right, Top};
    [Top, Left, Bottom, Right, InsideH, InsideV].into_iter().fold(TableBorders::with_empty(), |borders, position| {
        borders.set(TableBorder::new(position).size(RULE).color("auto"))
    })
}

/// The page number: between dashes and one character in from the outer edge, or centred and plain.
fn footer(alignment: AlignmentType, style: &Style) -> Footer {
    let character = signed(Twips::half_points(style.page_number.half_points));
    let paragraph = styled(StyleId::Footer).align(alignment);
    let paragraph = match alignment {
        AlignmentType::Right => paragraph.indent(None, None, Some(character), None),
        AlignmentType::Left => paragraph.indent(Some(character), None, None, None),
        _ => paragraph,
    };
    let (before, after) = if style.page_number_dashes { ("— ", " —") } else { ("", "") };
    let dash = |paragraph: WordParagraph, text: &str| {
        if text.is_empty() { paragraph } else { paragraph.add_run(text_run(text)) }
    };
    let field = |paragraph: WordParagraph, kind| paragraph.add_run(hinted().add_field_char(kind, false));
    let mut paragraph = field(dash(paragraph, before), FieldCharType::Begin);
    paragraph = paragraph.add_run(hinted().add_instr_text(InstrText::PAGE(InstrPAGE {})));
    paragraph = field(paragraph, FieldCharType::Separate).add_run(text_run("1"));
    Footer::new().add_paragraph(dash(field(paragraph, FieldCharType::End), after))
}

fn styled(id: StyleId) -> WordParagraph {
    WordParagraph::new().style(id.as_str())
}

fn signed(length: Twips) -> i32 {
    i32::try_from(length.0).unwrap_or(i32::MAX)
}

fn whole(length: Twips) -> usize {
    usize::try_from(length.0).unwrap_or(usize::MAX)
}
