//! Where what was brought is kept: under the body's name, or else under that of the site and the page, never outside the
//! folder, and never over a file that holds something else.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use gongkai::file_name::portable;
use gongkai::{Format, Limits, Replace, WriteOptions};
use url::Url;

use super::bring::Brought;

/// Gives what was brought its places in a folder.
pub(crate) struct Keeper<'a> {
    folder: &'a Path,
    /// Whether files that hold something else are replaced.
    force: bool,
    taken: BTreeSet<String>,
}

impl<'a> Keeper<'a> {
    pub(crate) fn new(folder: &'a Path, force: bool) -> Self {
        Self { folder, force, taken: BTreeSet::new() }
    }

    /// Writes what is to be kept of an address, and puts the names of the files into its record.
    pub(crate) fn keep(&mut self, brought: &mut Brought) -> Result<(), gongkai::Error> {
        let name = match &brought.fetched.organ {
            Some(organ) => portable(organ),
            None => portable(&of_address(
                brought.fetched.page.as_ref().map_or(&brought.fetched.address, |page| &page.address),
            )),
        };
        let attached = brought.kept.iter().skip(1).filter(|kept| kept.wanted).count();
        let with_page = brought.kept.first().is_some_and(|page| page.wanted);
        let mut number = 0;
        let (page, attachments) = (brought.fetched.page.iter_mut(), brought.fetched.attachments.iter_mut());
        for (index, (kept, said)) in brought.kept.iter().zip(page.chain(attachments)).enumerate() {
            if !kept.wanted {
                continue;
            }
            let stem = if index == 0 || (attached == 1 && !with_page) {
                name.clone()
            } else {
                number += 1;
                if attached == 1 { format!("{name}-附件") } else { format!("{name}-附件{number}") }
            };
            said.file = Some(self.put(&stem, kept.format, &kept.bytes)?);
        }
        Ok(())
    }

    /// Writes bytes under a name, or under a name with a number where the name is taken by something else.
    fn put(&mut self, stem: &str, format: Format, bytes: &[u8]) -> Result<String, gongkai::Error> {
        let mut number = 1_usize;
        let (name, path) = loop {
            let stem = if number == 1 { stem.to_owned() } else { format!("{stem}-{number}") };
            let name = format!("{stem}.{format}");
            let path: PathBuf = self.folder.join(&name);
            let own = !self.taken.contains(&name.to_lowercase());
            if own && (self.force || !path.exists() || holds(&path, bytes)) {
                break (name, path);
            }
            number += 1;
        };
        self.taken.insert(name.to_lowercase());
        let options = WriteOptions::default().with_replace(Replace::Always);
        gongkai::save_unsealed(&path, bytes.to_vec(), &options)?;
        Ok(name)
    }
}

fn holds(path: &Path, bytes: &[u8]) -> bool {
    gongkai::read_file(path, Limits::default().file_bytes.max(bytes.len())).is_ok_and(|there| there == bytes)
}

/// The name of a page by its address: the site, and the way to the page.
fn of_address(address: &str) -> String {
    let Ok(address) = Url::parse(address) else { return "page".to_owned() };
    let steps = address.path_segments().into_iter().flatten().filter(|step| !step.is_empty());
    let way: Vec<&str> = std::iter::once(address.host_str().unwrap_or_default()).chain(steps).collect();
    let way = way.join("_");
    let way = [".html", ".htm", ".shtml", ".jsp", ".aspx", ".php"]
        .iter()
        .find_map(|end| way.strip_suffix(end))
        .unwrap_or(&way);
    match address.query() {
        Some(query) => format!("{way}_{query}"),
        None => way.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_leads_out_of_the_folder() {
        for (address, name) in [
            ("http://a.cn/2024/nb.html", "a.cn_2024_nb"),
            ("http://a.cn/../../etc/passwd", "a.cn_etc_passwd"),
            ("http://a.cn/%2e%2e/%2e%2e/x", "a.cn_x"),
            ("http://a.cn/..%2f..%2fx", "a.cn_..%2f..%2fx"),
            ("http://a.cn/x?f=../../y", "a.cn_x_f=.._.._y"),
            ("http://[::1]/x", "[__1]_x"),
        ] {
            let portable = portable(&of_address(address));
            assert_eq!(portable, name, "{address}");
            assert_eq!(Path::new(&portable).components().count(), 1, "{address}");
        }
    }

    #[test]
    fn nothing_is_written_over_something_else() {
        let folder = tempfile::tempdir().unwrap();
        let mut keeper = Keeper::new(folder.path(), false);
        assert_eq!(keeper.put("甲", Format::Html, b"1").unwrap(), "甲.html");
        assert_eq!(keeper.put("甲", Format::Html, b"1").unwrap(), "甲-2.html");
        let mut again = Keeper::new(folder.path(), false);
        assert_eq!(again.put("甲", Format::Html, b"1").unwrap(), "甲.html");
        let mut other = Keeper::new(folder.path(), false);
        assert_eq!(other.put("甲", Format::Html, b"2").unwrap(), "甲-3.html");
        assert_eq!(std::fs::read(folder.path().join("甲.html")).unwrap(), b"1");
        let mut forced = Keeper::new(folder.path(), true);
        assert_eq!(forced.put("甲", Format::Html, b"2").unwrap(), "甲.html");
    }
}
