//! Workbooks saved as web pages: the page itself is only a frame, and its sheets are files in a folder beside it.

use std::path::{Component, Path, PathBuf};

use gongkai_core::document::{Document, Position, Remark, RemarkKind};
use gongkai_core::format::{Limits, Meter, Reader};
use gongkai_html::HtmlReader;

use crate::{Error, read_file};

/// The most sheets of a workbook that are read so.
pub(crate) const MOST_SHEETS: usize = 20;

/// A sheet that a frame names, with its bytes.
#[derive(Debug, Clone)]
pub(crate) struct Sheet {
    name: String,
    pub(crate) bytes: Vec<u8>,
}

/// The sheets that a page shows in its frames and that stand in the folder beside it. None when it is no such page, or
/// when one of its sheets is not there: then the page itself says what to give instead.
pub(crate) fn sheets(page: &Path, bytes: &[u8], limits: &Limits) -> Result<Vec<Sheet>, Error> {
    let names = gongkai_html::frames(bytes, limits);
    let folder = page.parent().unwrap_or(Path::new(""));
    let paths: Option<Vec<(String, PathBuf)>> =
        names.into_iter().map(|name| Some((name.clone(), beside(folder, &name)?))).collect();
    let paths = paths.filter(|paths| paths.len() <= MOST_SHEETS).unwrap_or_default();
    let mut left = limits.file_bytes;
    let mut sheets = Vec::new();
    for (name, path) in paths {
        let bytes = read_file(&path, left)?;
        left -= bytes.len();
        sheets.push(Sheet { name, bytes });
    }
    Ok(sheets)
}

/// The file of this name in a folder that stands beside a page: never one elsewhere, whatever the name says.
fn beside(folder: &Path, name: &str) -> Option<PathBuf> {
    let name = name.replace('\\', "/");
    let relative = Path::new(&name);
    let inside = relative.components().all(|part| matches!(part, Component::Normal(_)));
    if !inside || relative.components().count() < 2 || name.contains(':') {
        return None;
    }
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let (whole, home) = (folder.join(relative).canonicalize().ok()?, folder.canonicalize().ok()?);
    (whole.starts_with(home) && whole.is_file()).then_some(whole)
}

/// The sheets put together into one document, which count together.
pub(crate) fn document(sheets: &[Sheet], limits: &Limits) -> Result<Document, gongkai_core::format::ReadError> {
    let mut whole = Document::default();
    let mut meter = Meter::new(limits);
    for sheet in sheets {
        let read = HtmlReader.read(&sheet.bytes, &meter.left())?;
        meter.document(&read)?;
        whole.append(read, 0);
        let detail = format!("这是另存为网页的工作簿，表格读自 {} / read from the sheet beside the page", sheet.name);
        whole.remarks.push(Remark::new(RemarkKind::Joined, detail, Position::default()));
    }
    Ok(whole)
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
        let found = |name: &str| beside(&folder, name).is_some();
        assert!(found("年报.files/sheet001.htm") && found("年报.files\\sheet001.htm"));
        let outside = home.path().join("other.htm");
        for name in
            ["../other.htm", "年报.files/../../other.htm", outside.to_str().unwrap(), "other.htm", "file:///etc/x.htm"]
        {
            assert!(!found(name), "{name}");
        }
        let page = "<html><frameset><frame src='年报.files/sheet001.htm'></frameset></html>";
        let sheets = sheets(&folder.join("a.htm"), page.as_bytes(), &Limits::default()).unwrap();
        let document = document(&sheets, &Limits::default()).unwrap();
        assert_eq!(document.tables().count(), 1);
        // Many small sheets are no way around the limits of one file.
        let mut limits = Limits::default();
        limits.cells = 3;
        let twice = [sheets.clone(), sheets.clone()].concat();
        assert!(super::document(&sheets, &limits).is_ok() && super::document(&twice, &limits).is_err());
        assert!(super::sheets(&home.path().join("a.htm"), page.as_bytes(), &Limits::default()).unwrap().is_empty());
    }
}
