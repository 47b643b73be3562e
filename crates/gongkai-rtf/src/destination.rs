//! Which control words begin something else than text, and what.

use crate::group::{Apart, Property, To};

/// What a control word makes of its group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Begins {
    /// Its text goes elsewhere.
    Text(To),
    Apart(Apart),
    Field,
    FieldResult,
    Picture,
    Object,
    Level,
    ShapeValue,
    /// What stood before it in older words stands here in newer ones.
    Newer,
}

/// What a control word begins where text goes there; nothing for one that begins nothing.
pub(crate) fn begins(to: To, word: &str) -> Option<Begins> {
    use Begins::Text;
    let begun = match to {
        To::Fonts => match word {
            "falt" | "fontemb" | "fname" | "panose" => Text(To::Skip),
            _ => return None,
        },
        To::Styles | To::Style | To::Colours => match word {
            "keycode" => Text(To::Skip),
            _ => return None,
        },
        To::Lists => match word {
            "listlevel" => Begins::Level,
            "leveltext" => Text(To::LevelText),
            "levelnumbers" | "listname" | "liststylename" | "listpicture" => Text(To::Skip),
            _ => return None,
        },
        To::Info => match word {
            "title" => Text(To::Property(Property::Title)),
            "subject" => Text(To::Property(Property::Subject)),
            "author" => Text(To::Property(Property::Author)),
            "doccomm" => Text(To::Property(Property::Description)),
            "upr" => Text(To::Older),
            _ => return None,
        },
        To::Older => match word {
            "ud" => Begins::Newer,
            _ => return None,
        },
        To::Instruction | To::FormField => match word {
            "formfield" => Text(To::FormField),
            "ffl" => Text(To::Choice),
            // What a field in a field shows is asked for by the outer one.
            "fldrslt" => Text(To::Instruction),
            "fldinst" | "pict" | "object" | "datafield" => Text(To::Skip),
            _ => return None,
        },
        To::Object => match word {
            "result" => Text(To::Text),
            _ => return None,
        },
        To::Shape | To::ShapeName | To::ShapeValue => match word {
            "sn" => Text(To::ShapeName),
            "sv" => Begins::ShapeValue,
            "shptxt" | "dptxbxtext" => Begins::Apart(Apart::Box),
            "pict" => Begins::Picture,
            "shpinst" => Text(To::Shape),
            "shprslt" => Text(To::Skip),
            _ => return None,
        },
        To::Text | To::InnerRow | To::Number => return in_text(word),
        To::Skip | To::LevelText | To::Property(_) | To::Choice => return None,
    };
    Some(begun)
}

fn in_text(word: &str) -> Option<Begins> {
    use Begins::Text;
    Some(match word {
        "fonttbl" => Text(To::Fonts),
        "colortbl" => Text(To::Colours),
        "stylesheet" => Text(To::Styles),
        "listtable" | "listoverridetable" => Text(To::Lists),
        "info" => Text(To::Info),
        "pict" => Begins::Picture,
        "object" => Begins::Object,
        "shppict" | "moMath" => Text(To::Text),
        "shpinst" | "do" => Text(To::Shape),
        "field" => Begins::Field,
        "fldinst" => Text(To::Instruction),
        "fldrslt" => Begins::FieldResult,
        "listtext" | "pntext" => Text(To::Number),
        "nesttableprops" => Text(To::InnerRow),
        "upr" => Text(To::Older),
        "footnote" => Begins::Apart(Apart::Note),
        "annotation" => Begins::Apart(Apart::Comment),
        "header" | "headerl" | "headerr" | "headerf" | "footer" | "footerl" | "footerr" | "footerf" => {
            Begins::Apart(Apart::Margin)
        }
        // What other words say too, for programs that do not know those.
        "nonshppict" | "nonesttables" | "shprslt" | "mmathPict" => Text(To::Skip),
        // What is of no text: indexes, tables of other things, lines over notes.
        "filetbl" | "revtbl" | "rsidtbl" | "private" | "xe" | "tc" | "tcn" | "rxe" | "bkmkstart" | "bkmkend"
        | "objdata" | "datafield" | "template" | "nextfile" | "ftnsep" | "ftnsepc" | "ftncn" | "aftnsep"
        | "aftnsepc" | "aftncn" | "pgdsctbl" | "userprops" | "xmlnstbl" | "generator" | "themedata"
        | "colorschememapping" | "datastore" | "latentstyles" | "atnid" | "atnauthor" | "atntime" | "atndate"
        | "atnref" | "atnicn" | "atrfstart" | "atrfend" | "pn" | "pnseclvl" | "background" => Text(To::Skip),
        // How formulas are set.
        _ if word.starts_with('m') && word.ends_with("Pr") => Text(To::Skip),
        _ => return None,
    })
}

/// The character that a control word stands for.
pub(crate) fn character(word: &str) -> Option<char> {
    Some(match word {
        "tab" => '\t',
        "emdash" => '—',
        "endash" => '–',
        "emspace" => '\u{2003}',
        "enspace" => '\u{2002}',
        "qmspace" => '\u{2005}',
        "bullet" => '•',
        "lquote" => '‘',
        "rquote" => '’',
        "ldblquote" => '“',
        "rdblquote" => '”',
        "zwj" => '\u{200d}',
        "zwnj" => '\u{200c}',
        "zwbo" => '\u{200b}',
        "zwnbo" => '\u{2060}',
        "ltrmark" => '\u{200e}',
        "rtlmark" => '\u{200f}',
        _ => return None,
    })
}
