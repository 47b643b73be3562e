//! What was saved beside a web page: the sheets of a workbook, of which the page itself is only a frame, and the style sheets
//! that say what of a page is struck, raised or hidden.

use std::path::{Component, Path, PathBuf};

use gongkai_core::document::{Document, Position, Remark, RemarkKind};
use gongkai_core::format::{Limits, Meter, ReadError};

use crate::{Error, read_file};

/// The most sheets of a workbook, and the most style sheets of a page, that are read so.
pub(crate) const MOST_SHEETS: usize = 20;

/// Style sheets, each by the address that its page calls it by.
type Styles = Vec<(String, Vec<u8>)>;

/// What was saved beside a page.
#[derive(Debug, Clone, Default)]
pub(crate) struct Beside {
    /// The sheets that the page is only the frame of.
    sheets: Vec<Sheet>,
    /// The page's own style sheets.
    styles: Styles,
}

/// A sheet that a frame names, with its bytes.
#[derive(Debug, Clone)]
struct Sheet {
    name: String,
    bytes: Vec<u8>,
    styles: Styles,
}

impl Beside {
    /// What stands beside a page: the sheets that it shows in its frames, or none when one of them is not there, since then
    /// the page itself says what to give instead; and the style sheets of each page.
    pub(crate) fn of(page: &Path, bytes: &[u8], limits: &Limits) -> Result<Self, Error> {
        let names = gongkai_html::frames(bytes, limits);
        let folder = page.parent().unwrap_or(Path::new(""));
        let paths: Option<Vec<(String, PathBuf)>> =
            names.into_iter().map(|name| Some((name.clone(), beside(folder, &name, 2)?))).collect();
        let paths = paths.filter(|paths| paths.len() <= MOST_SHEETS).unwrap_or_default();
        let mut left = limits.file_bytes;
        let mut sheets = Vec::new();
        for (name, path) in paths {
            let bytes = within(&path, &mut left)?;
            let styles = styles(&path, &bytes, limits, &mut left);
            sheets.push(Sheet { name, bytes, styles });
        }
        let styles = if sheets.is_empty() { styles(page, bytes, limits, &mut left) } else { Styles::new() };
        Ok(Self { sheets, styles })
    }

    /// Whether the page stands alone.
    pub(crate) fn is_empty(&self) -> bool {
        self.sheets.is_empty() && self.styles.is_empty()
    }

    /// The bytes of all that stands beside the page.
    pub(crate) fn pieces(&self) -> impl Iterator<Item = &[u8]> {
        let sheets = self.sheets.iter();
        let sheets = sheets.flat_map(|sheet| std::iter::once(sheet.bytes.as_slice()).chain(bytes(&sheet.styles)));
        sheets.chain(bytes(&self.styles))
    }

    /// The page, or the sheets put together into one document, which count together.
    pub(crate) fn document(&self, page: &[u8], limits: &Limits) -> Result<Document, ReadError> {
        if self.sheets.is_empty() {
            limits.admit(page)?;
            return gongkai_html::read_with_sheets(page, &self.styles, limits);
        }
        let mut whole = Document::default();
        let mut meter = Meter::new(limits);
        for sheet in &self.sheets {
            let read = gongkai_html::read_with_sheets(&sheet.bytes, &sheet.styles, &meter.left())?;
            meter.document(&read)?;
            whole.append(read, 0);
            let detail =
                format!("这是另存为网页的工作簿，表格读自 {} / read from the sheet beside the page", sheet.name);
            whole.remarks.push(Remark::new(RemarkKind::Joined, detail, Position::default()));
        }
        Ok(whole)
    }
}

fn bytes(styles: &Styles) -> impl Iterator<Item = &[u8]> {
    styles.iter().map(|(_, bytes)| bytes.as_slice())
}

/// The style sheets of a page that stand beside it. One that cannot be read is as one that is not there.
fn styles(page: &Path, bytes: &[u8], limits: &Limits, left: &mut usize) -> Styles {
    let folder = page.parent().unwrap_or(Path::new(""));
    let addresses = gongkai_html::style_sheets(bytes, limits).into_iter();
    let paths = addresses.filter_map(|address| Some((beside(folder, &address, 1)?, address)));
    paths.take(MOST_SHEETS).filter_map(|(path, address)| Some((address, within(&path, left).ok()?))).collect()
}

/// The bytes of a file, which count with those before.
fn within(path: &Path, left: &mut usize) -> Result<Vec<u8>, Error> {
    let bytes = read_file(path, *left)?;
    *left -= bytes.len();
    Ok(bytes)
}

/// The file of this name that stands beside a page, at least so deep: never one elsewhere, whatever the name says.
fn beside(folder: &Path, name: &str, depth: usize) -> Option<PathBuf> {
    let name = name.replace('\\', "/");
    let relative = Path::new(&name);
    let inside = relative.components().all(|part| matches!(part, Component::Normal(_)));
    if !inside || relative.components().count() < depth || name.contains(':') {
        return None;
    }
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let (whole, home) = (folder.join(relative).canonicalize().ok()?, folder.canonicalize().ok()?);
    (whole.starts_with(home) && whole.is_file()).then_some(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_in_the_folder_beside_the_page() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("a");
        std::fs::create_dir_all(folder.join("年报.files")).unwrap();
        std::fs::write(folder.join("年报.files/sheet001.htm"), "<table><tr><td>甲<td>1</table>").unwrap();
        std::fs::write(home.path().join("other.htm"), "x").unwrap();
        std::fs::write(folder.join("other.htm"), "x").unwrap();
        let found = |name: &str| beside(&folder, name, 2).is_some();
        assert!(found("年报.files/sheet001.htm") && found("年报.files\\sheet001.htm"));
        let outside = home.path().join("other.htm");
        for name in
            ["../other.htm", "年报.files/../../other.htm", outside.to_str().unwrap(), "other.htm", "file:///etc/x.htm"]
        {
            assert!(!found(name), "{name}");
        }
        let page_bytes = "<html><frameset><frame src='年报.files/sheet001.htm'></frameset></html>".as_bytes();
        let of = |page: &Path| Beside::of(page, page_bytes, &Limits::default()).unwrap();
        let mut saved = of(&folder.join("a.htm"));
        assert_eq!(saved.document(page_bytes, &Limits::default()).unwrap().tables().count(), 1);
        // Many small sheets are no way around the limits of one file.
        let mut limits = Limits::default();
        limits.cells = 3;
        assert!(saved.document(page_bytes, &limits).is_ok());
        saved.sheets = [saved.sheets.clone(), saved.sheets].concat();
        assert!(saved.document(page_bytes, &limits).is_err());
        assert!(of(&home.path().join("a.htm")).is_empty());
    }

    #[test]
    fn the_style_sheets_beside_a_page_and_its_sheets_hold() {
        let home = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| std::fs::write(home.path().join(name), text).unwrap();
        std::fs::create_dir_all(home.path().join("年报.files")).unwrap();
        write("年报.files/stylesheet.css", ".gone{text-decoration:line-through}");
        let sheet = |link: &str| {
            format!("<link rel=Stylesheet href={link}><table><tr><td>甲<td><font class=gone>9</font>34</table>")
        };
        write("年报.files/sheet001.htm", &sheet("stylesheet.css"));
        let cell = |page: &str| {
            let limits = Limits::default();
            let saved = Beside::of(&home.path().join("a.htm"), page.as_bytes(), &limits).unwrap();
            let document = saved.document(page.as_bytes(), &limits).unwrap();
            (document.tables().next().and_then(|table| table.at(0, 1)).unwrap().text.clone(), saved.pieces().count())
        };
        assert_eq!(cell("<frameset><frame src='年报.files/sheet001.htm'></frameset>"), ("34".to_owned(), 2));
        assert_eq!(cell(&sheet("%E5%B9%B4%E6%8A%A5.files/stylesheet.css")), ("34".to_owned(), 1));
        let large = std::fs::File::create(home.path().join("large.css")).unwrap();
        large.set_len(u64::try_from(Limits::default().file_bytes).unwrap() + 1).unwrap();
        for elsewhere in ["large.css", "https://a.example/stylesheet.css", "../stylesheet.css", "none.css"] {
            assert_eq!(cell(&sheet(elsewhere)).1, 0, "{elsewhere}");
        }
    }
}
