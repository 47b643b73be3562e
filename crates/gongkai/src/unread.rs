//! Files that are known by their names and not read, and what whoever has one can do.

use std::path::Path;

use gongkai_core::format::ReadError;

/// A kind of file that is not read.
struct Kind {
    extensions: &'static [&'static str],
    name: &'static str,
    advice: &'static str,
    /// Whether a report may be handed in as such a file.
    is_document: bool,
}

const SAVE_AS: &str = "请用 Word 或 WPS 另存为 .docx 或 .xlsx / save it as .docx or .xlsx";
const PRINT: &str =
    "请用原文件，或在能打开它的软件里另存、打印成 PDF / use the original file, or save or print it as PDF";

const KINDS: [Kind; 6] = [
    Kind {
        extensions: &["odt", "ott", "fodt", "ods", "ots", "fods"],
        name: "OpenDocument (.odt, .ods)",
        advice: SAVE_AS,
        is_document: true,
    },
    Kind {
        extensions: &["uof", "uot", "uos"],
        name: "标文通（UOF） / Uniform Office Format (UOF)",
        advice: SAVE_AS,
        is_document: true,
    },
    // Files of fixed pages from before OFD, which archives and document exchange still hold.
    Kind {
        extensions: &["ceb", "cebx", "sep", "gd", "gw", "xps", "oxps"],
        name: "OFD 以外的版式文件（CEB、SEP、GD、XPS） / fixed pages other than OFD (CEB, SEP, GD, XPS)",
        advice: PRINT,
        is_document: true,
    },
    Kind {
        extensions: &["eml", "msg"],
        name: "邮件 / mails",
        advice: "请把附件另存出来 / save what is attached to it",
        is_document: true,
    },
    Kind {
        extensions: &["png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "webp"],
        name: "图片 / pictures",
        advice: "图片里的表格不能读取，请用原文件 / tables in pictures are not read; use the original file",
        is_document: false,
    },
    Kind {
        extensions: &["zip", "rar", "7z"],
        name: "压缩包 / archives",
        advice: "请先解压 / unpack it first",
        is_document: false,
    },
];

fn kind(path: &Path) -> Option<&'static Kind> {
    let extension = path.extension()?.to_str()?.to_ascii_lowercase();
    KINDS.iter().find(|kind| kind.extensions.contains(&extension.as_str()))
}

/// Whether a file is by its name a document in which a report may be handed in, of a kind that is not read: one of
/// OpenDocument, UOF (标文通), CEB, a mail. Whoever goes through a folder has to say of such a file that it was not read.
///
/// ```
/// assert!(gongkai::is_unread_document("年报.uot".as_ref()));
/// assert!(!gongkai::is_unread_document("年报.docx".as_ref()) && !gongkai::is_unread_document("公章.png".as_ref()));
/// ```
#[must_use]
pub fn is_unread_document(path: &Path) -> bool {
    kind(path).is_some_and(|kind| kind.is_document)
}

/// What is said of a file whose extension is known but not read.
pub(crate) fn known_but_unread(path: &Path) -> Option<ReadError> {
    kind(path).map(|kind| ReadError::Unsupported { format: kind.name, advice: kind.advice })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Format;

    #[test]
    fn what_can_be_done_is_said_of_every_kind() {
        for (name, advice) in [
            ("a.ODT", "另存为 .docx"),
            ("a.fods", "另存为 .docx"),
            ("a.uot", "另存为 .docx"),
            ("a.ceb", "PDF"),
            ("a.eml", "附件"),
            ("a.rar", "解压"),
        ] {
            let said = known_but_unread(name.as_ref()).map(|error| error.to_string()).unwrap_or_default();
            assert!(said.contains(advice), "{name}: {said}");
        }
        assert_eq!(known_but_unread("a.docx".as_ref()), None);
    }

    #[test]
    fn what_is_read_is_not_among_what_is_not() {
        for extension in KINDS.iter().flat_map(|kind| kind.extensions) {
            let name = format!("a.{extension}");
            assert_eq!(Format::of_input(name.as_ref()), None, "{name}");
        }
    }
}
