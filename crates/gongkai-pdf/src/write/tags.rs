//! The structure of a file: what its headings, paragraphs and tables are, for those who have it read to them or take its
//! text from it (ISO 32000-1, 14.7; ISO 14289-1).

use std::collections::BTreeMap;

use gongkai_core::document::{Block, CellRole, Document, Heads, ParagraphRole, Scope, Table, TableCell};
use gongkai_layout::{Item, Origin, Page};
use lopdf::{Dictionary, Object, ObjectId, dictionary};

use super::marks::{self, Part};

/// What the parts of a document are.
pub(super) struct Tags<'d> {
    document: &'d Document,
    /// What each block is; nothing for tables.
    blocks: Vec<&'static str>,
    heads: Vec<Option<Heads<'d>>>,
}

/// A page of the file, with what its marked stretches are of and its links.
pub(super) struct TaggedPage<'p> {
    pub(super) id: ObjectId,
    pub(super) page: &'p Page,
    /// By their numbers.
    pub(super) parts: &'p [Part],
    /// The annotations of its links, in their order.
    pub(super) links: Vec<ObjectId>,
}

/// Something that an element of the structure shows.
#[derive(Debug, Clone, Copy)]
enum Shown {
    /// A marked stretch of a page.
    Stretch { page: usize, number: i64 },
    /// A link of a page, by its number.
    Link { page: usize, link: usize },
}

impl<'d> Tags<'d> {
    pub(super) fn of(document: &'d Document) -> Self {
        const LEVELS: [&str; 6] = ["H1", "H2", "H3", "H4", "H5", "H6"];
        // No level is left out between a heading and the one above it.
        let mut last = 0;
        let mut heading = |level: usize| {
            last = level.min(last + 1);
            LEVELS.get(last - 1).copied().unwrap_or("P")
        };
        let of_block = |block: &Block| match block {
            Block::Table(_) => "Table",
            Block::Paragraph(paragraph) => match paragraph.role {
                ParagraphRole::Title => heading(1),
                ParagraphRole::Heading1 => heading(2),
                ParagraphRole::Heading2 => heading(3),
                ParagraphRole::Heading3 => heading(4),
                _ => "P",
            },
        };
        let blocks = document.blocks.iter().map(of_block).collect();
        let heads = document.blocks.iter().map(|block| match block {
            Block::Table(table) => Some(Heads::of(table)),
            Block::Paragraph(_) => None,
        });
        Self { document, blocks, heads: heads.collect() }
    }

    /// What a part of the document is.
    pub(super) fn name(&self, origin: Origin) -> &'static str {
        let block = self.document.blocks.get(origin.block);
        match (block, origin.cell, self.heads.get(origin.block)) {
            (Some(Block::Table(table)), Some(cell), Some(Some(heads))) => {
                let head = table.cells().get(cell).is_some_and(|cell| heads.scope(cell).is_some());
                if head { "TH" } else { "TD" }
            }
            _ => self.blocks.get(origin.block).copied().unwrap_or("P"),
        }
    }

    /// Puts the structure into the file; gives its root. Pages and annotations are told where in it they belong.
    pub(super) fn write(&self, file: &mut lopdf::Document, pages: &[TaggedPage<'_>]) -> ObjectId {
        let root = file.new_object_id();
        let whole = file.new_object_id();
        let mut tree = Tree { file, pages, shown: shown(pages), owners: BTreeMap::new(), named: BTreeMap::new() };
        let mut children = Vec::new();
        for (number, block) in self.document.blocks.iter().enumerate() {
            match (block, self.heads.get(number)) {
                (Block::Table(table), Some(Some(heads))) => {
                    children.push(tree.table(number, table, heads, whole));
                }
                _ => {
                    let origin = Origin::of_block(number);
                    children.extend(tree.text(origin, self.name(origin), whole));
                }
            }
        }
        let Tree { owners, named, .. } = tree;
        element(file, whole, "Document", root, dictionary! { "K" => references(children) });
        let mut made = dictionary! { "Type" => "StructTreeRoot" };
        made.set("K", vec![Object::Reference(whole)]);
        let (parents, next) = parent_tree(file, pages, &owners);
        made.set("ParentTree", parents);
        made.set("ParentTreeNextKey", next);
        if !named.is_empty() {
            made.set("IDTree", name_tree(file, named));
        }
        file.set_object(root, made);
        root
    }
}

impl Part {
    fn origin(self) -> Origin {
        match self {
            Self::Of(origin) | Self::Link(origin, _) => origin,
        }
    }
}

/// What each part of the document shows, in reading order.
fn shown(pages: &[TaggedPage<'_>]) -> BTreeMap<Origin, Vec<Shown>> {
    let mut found: BTreeMap<Origin, Vec<Shown>> = BTreeMap::new();
    for (place, tagged) in pages.iter().enumerate() {
        let mut linked = vec![false; tagged.links.len()];
        for (number, part) in (0_i64..).zip(tagged.parts) {
            let shown = found.entry(part.origin()).or_default();
            match *part {
                Part::Of(_) => shown.push(Shown::Stretch { page: place, number }),
                Part::Link(_, link) => {
                    if let Some(known) = linked.get_mut(link).filter(|known| !**known) {
                        *known = true;
                        shown.push(Shown::Link { page: place, link });
                    }
                }
            }
        }
        // A link without words of its own is still a place to go to.
        for (number, link) in marks::links(tagged.page).enumerate() {
            let line = tagged.page.items.get(link.line);
            if let (Some(Item::Text(line)), Some(false)) = (line, linked.get(number)) {
                let shown = line.origin.map(|origin| found.entry(origin).or_default());
                shown.into_iter().for_each(|shown| shown.push(Shown::Link { page: place, link: number }));
            }
        }
    }
    found
}

/// The structure in the making.
struct Tree<'t, 'p> {
    file: &'t mut lopdf::Document,
    pages: &'t [TaggedPage<'p>],
    shown: BTreeMap<Origin, Vec<Shown>>,
    /// Whose each marked stretch and each link is, by page, kind and number.
    owners: BTreeMap<(usize, Owned, usize), ObjectId>,
    /// The elements that others refer to, by their names.
    named: BTreeMap<Vec<u8>, ObjectId>,
}

/// What belongs to an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Owned {
    Stretch,
    Link,
}

impl Tree<'_, '_> {
    /// An element of text; nothing for one that shows nothing.
    fn text(&mut self, origin: Origin, name: &'static str, parent: ObjectId) -> Option<ObjectId> {
        self.shown.contains_key(&origin).then(|| self.showing(origin, name, parent, Dictionary::new()))
    }

    /// An element with what a part of the document shows.
    fn showing(&mut self, origin: Origin, name: &str, parent: ObjectId, mut made: Dictionary) -> ObjectId {
        let id = self.file.new_object_id();
        let shown = self.shown.remove(&origin).unwrap_or_default();
        let page = shown.first().map(|first| match *first {
            Shown::Stretch { page, .. } | Shown::Link { page, .. } => page,
        });
        let mut kids = Vec::new();
        for one in shown {
            kids.push(match one {
                Shown::Stretch { page: on, number } => {
                    self.owners.insert((on, Owned::Stretch, usize::try_from(number).unwrap_or(0)), id);
                    self.stretch(on, number, page)
                }
                Shown::Link { page, link } => Object::Reference(self.link(page, link, id)),
            });
        }
        if let Some(page) = page.and_then(|page| self.pages.get(page)) {
            made.set("Pg", page.id);
        }
        match kids.len() {
            0 => {}
            1 => made.set("K", kids.remove(0)),
            _ => made.set("K", kids),
        }
        element(self.file, id, name, parent, made);
        id
    }

    /// A marked stretch as a kid of an element that is on a page.
    fn stretch(&self, on: usize, number: i64, page: Option<usize>) -> Object {
        match self.pages.get(on).filter(|_| page != Some(on)) {
            None => number.into(),
            Some(page) => dictionary! { "Type" => "MCR", "Pg" => page.id, "MCID" => number }.into(),
        }
    }

    /// An element of a link: its words and its annotation.
    fn link(&mut self, on: usize, link: usize, parent: ObjectId) -> ObjectId {
        let id = self.file.new_object_id();
        let mut made = Dictionary::new();
        if let Some(page) = self.pages.get(on) {
            let words = (0_i64..).zip(page.parts);
            let words = words.filter(|(_, part)| matches!(part, Part::Link(_, own) if *own == link));
            let mut kids = Vec::new();
            for (number, _) in words {
                self.owners.insert((on, Owned::Stretch, usize::try_from(number).unwrap_or(0)), id);
                kids.push(Object::Integer(number));
            }
            if let Some(annotation) = page.links.get(link) {
                kids.push(dictionary! { "Type" => "OBJR", "Obj" => *annotation, "Pg" => page.id }.into());
            }
            made.set("Pg", page.id);
            made.set("K", kids);
        }
        self.owners.insert((on, Owned::Link, link), id);
        element(self.file, id, "Link", parent, made);
        id
    }

    fn table(&mut self, block: usize, table: &Table, heads: &Heads<'_>, parent: ObjectId) -> ObjectId {
        let id = self.file.new_object_id();
        let mut groups = Vec::new();
        if heads.head_rows > 0 {
            groups.push(("THead", 0..heads.head_rows));
        }
        groups.extend(heads.groups.iter().map(|rows| ("TBody", rows.clone())));
        let mut children = Vec::new();
        for (name, rows) in groups {
            let group = self.file.new_object_id();
            let rows: Vec<ObjectId> =
                rows.filter(|row| heads.has_row(*row)).map(|row| self.row((block, table, heads), row, group)).collect();
            element(self.file, group, name, id, dictionary! { "K" => references(rows) });
            children.push(group);
        }
        element(self.file, id, "Table", parent, dictionary! { "K" => references(children) });
        id
    }

    fn row(&mut self, of: (usize, &Table, &Heads<'_>), row: usize, parent: ObjectId) -> ObjectId {
        let (_, table, _) = of;
        let id = self.file.new_object_id();
        let mut children = Vec::new();
        let mut column = 0;
        while column < table.columns() {
            let cell = table.at(row, column);
            match cell {
                Some(cell) if cell.row == row => children.push(self.cell(of, cell, id)),
                Some(_) => {}
                None => {
                    let blank = self.file.new_object_id();
                    element(self.file, blank, "TD", id, Dictionary::new());
                    children.push(blank);
                }
            }
            column = cell.map_or(column + 1, |cell| (cell.column + cell.column_span).max(column + 1));
        }
        element(self.file, id, "TR", parent, dictionary! { "K" => references(children) });
        id
    }

    fn cell(&mut self, of: (usize, &Table, &Heads<'_>), cell: &TableCell, parent: ObjectId) -> ObjectId {
        let (block, table, heads) = of;
        let mut attributes = dictionary! { "O" => "Table" };
        let count = |span: usize| i64::try_from(span).unwrap_or(i64::MAX);
        let (rows, columns) = heads.spans(cell);
        for (name, span) in [("RowSpan", rows), ("ColSpan", columns)] {
            if span > 1 {
                attributes.set(name, count(span));
            }
        }
        let scope = heads.scope(cell);
        if let Some(scope) = scope {
            // A head over the whole width heads the rows below it, and so what is in their columns.
            let across = matches!(scope, Scope::Row | Scope::RowGroup) && cell.role != CellRole::Head;
            attributes.set("Scope", if across { "Row" } else { "Column" });
        }
        let under: Vec<Object> =
            heads.of_cell(cell).into_iter().map(|head| Object::string_literal(name(block, head))).collect();
        if !under.is_empty() {
            attributes.set("Headers", under);
        }
        let mut made = Dictionary::new();
        if attributes.len() > 1 {
            made.set("A", attributes);
        }
        if scope.is_some() {
            made.set("ID", Object::string_literal(name(block, cell)));
        }
        let place = table.cells().partition_point(|other| (other.row, other.column) < (cell.row, cell.column));
        let element = if scope.is_some() { "TH" } else { "TD" };
        let id = self.showing(Origin::of_block(block).in_cell(place), element, parent, made);
        if scope.is_some() {
            self.named.insert(name(block, cell).into_bytes(), id);
        }
        id
    }
}

/// The name by which cells refer to one of their heads.
fn name(block: usize, cell: &TableCell) -> String {
    format!("c{block}-{}-{}", cell.row + 1, cell.column + 1)
}

fn references(ids: Vec<ObjectId>) -> Vec<Object> {
    ids.into_iter().map(Object::Reference).collect()
}

/// Puts an element into the file.
fn element(file: &mut lopdf::Document, id: ObjectId, name: &str, parent: ObjectId, mut made: Dictionary) {
    made.set("Type", "StructElem");
    made.set("S", name);
    made.set("P", parent);
    file.set_object(id, made);
}

/// The way back from pages and annotations to the structure, and the next free number in it.
fn parent_tree(
    file: &mut lopdf::Document,
    pages: &[TaggedPage<'_>],
    owners: &BTreeMap<(usize, Owned, usize), ObjectId>,
) -> (ObjectId, i64) {
    let mut numbers: Vec<Object> = Vec::new();
    let mut next: i64 = 0;
    let owner = |page: usize, kind: Owned, number: usize| {
        owners.get(&(page, kind, number)).map_or(Object::Null, |owner| Object::Reference(*owner))
    };
    for (place, tagged) in pages.iter().enumerate() {
        let own = (0..tagged.parts.len()).map(|number| owner(place, Owned::Stretch, number));
        numbers.extend([next.into(), Object::Array(own.collect())]);
        if let Ok(page) = file.get_dictionary_mut(tagged.id) {
            page.set("StructParents", next);
        }
        next += 1;
    }
    for (place, tagged) in pages.iter().enumerate() {
        for (number, annotation) in tagged.links.iter().enumerate() {
            numbers.extend([next.into(), owner(place, Owned::Link, number)]);
            if let Ok(annotation) = file.get_dictionary_mut(*annotation) {
                annotation.set("StructParent", next);
            }
            next += 1;
        }
    }
    (file.add_object(dictionary! { "Nums" => numbers }), next)
}

/// Elements by their names, in the order of these.
fn name_tree(file: &mut lopdf::Document, named: BTreeMap<Vec<u8>, ObjectId>) -> ObjectId {
    let pairs = named
        .into_iter()
        .flat_map(|(name, id)| [Object::String(name, lopdf::StringFormat::Literal), Object::Reference(id)]);
    let pairs: Vec<Object> = pairs.collect();
    file.add_object(dictionary! { "Names" => pairs })
}
