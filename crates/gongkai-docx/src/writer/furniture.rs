//! The parts around the content: settings, fonts, properties, and the package's own lists.

use std::borrow::Cow;
use std::fmt::Write as _;

use gongkai_core::document::Properties;
use gongkai_core::style::{FontRole, Style};

use super::links::Links;

pub(super) const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
pub(super) const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

pub(super) const PACKAGE_RELATIONSHIPS: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">",
    "<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/>",
    "<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>",
    "<Relationship Id=\"rId3\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties\" Target=\"docProps/app.xml\"/>",
    "</Relationships>"
);

pub(super) const APPLICATION: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
    "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">",
    "<Application>gongkai</Application></Properties>"
);

/// The names of the footers' parts, in the order in which the content refers to them.
pub(super) fn footer_names(style: &Style) -> &'static [&'static str] {
    if style.page_number_dashes { &["footer1.xml", "footer2.xml"] } else { &["footer1.xml"] }
}

pub(super) fn content_types(style: &Style) -> String {
    const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    let mut out = format!(
        "{DECLARATION}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Override PartName=\"/word/document.xml\" ContentType=\"{WORD}.document.main+xml\"/>\
         <Override PartName=\"/word/styles.xml\" ContentType=\"{WORD}.styles+xml\"/>\
         <Override PartName=\"/word/settings.xml\" ContentType=\"{WORD}.settings+xml\"/>\
         <Override PartName=\"/word/fontTable.xml\" ContentType=\"{WORD}.fontTable+xml\"/>"
    );
    for name in footer_names(style) {
        let _ = write!(out, "<Override PartName=\"/word/{name}\" ContentType=\"{WORD}.footer+xml\"/>");
    }
    out.push_str(
        "<Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>\
         <Override PartName=\"/docProps/app.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.extended-properties+xml\"/>\
         </Types>",
    );
    out
}

/// The relationships of the content. docx-rs names footers `rIdFooter1` and on.
pub(super) fn document_relationships(style: &Style, links: &Links) -> String {
    const TYPE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let mut out = format!(
        "{DECLARATION}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
         <Relationship Id=\"rId1\" Type=\"{TYPE}/styles\" Target=\"styles.xml\"/>\
         <Relationship Id=\"rId2\" Type=\"{TYPE}/settings\" Target=\"settings.xml\"/>\
         <Relationship Id=\"rId3\" Type=\"{TYPE}/fontTable\" Target=\"fontTable.xml\"/>"
    );
    for (name, number) in footer_names(style).iter().zip(1..) {
        let _ = write!(out, "<Relationship Id=\"rIdFooter{number}\" Type=\"{TYPE}/footer\" Target=\"{name}\"/>");
    }
    for (id, address) in links.written() {
        let address = escaped(address);
        let _ = write!(
            out,
            "<Relationship Id=\"{id}\" Type=\"{TYPE}/hyperlink\" Target=\"{address}\" TargetMode=\"External\"/>"
        );
    }
    out.push_str("</Relationships>");
    out
}

/// `word/settings.xml`: Chinese line breaking and punctuation, Word 2013's layout, different odd and even pages.
pub(super) fn settings(style: &Style) -> String {
    const WORD: &str = "http://schemas.microsoft.com/office/word";
    let pages = if style.page_number_dashes { "<w:evenAndOddHeaders/>" } else { "" };
    let compatible: String = [
        ("compatibilityMode", 15),
        ("overrideTableStyleFontSizeAndJustification", 1),
        ("enableOpenTypeFeatures", 1),
        ("doNotFlipMirrorIndents", 1),
        ("differentiateMultirowTableHeaders", 1),
        ("useWord2013TrackBottomHyphenation", 0),
    ]
    .map(|(name, value)| format!("<w:compatSetting w:name=\"{name}\" w:uri=\"{WORD}\" w:val=\"{value}\"/>"))
    .concat();
    format!(
        "{DECLARATION}<w:settings xmlns:w=\"{MAIN}\"><w:zoom w:percent=\"100\"/><w:bordersDoNotSurroundHeader/>\
         <w:bordersDoNotSurroundFooter/><w:defaultTabStop w:val=\"420\"/>{pages}\
         <w:drawingGridVerticalSpacing w:val=\"156\"/><w:characterSpacingControl w:val=\"doNotCompress\"/>\
         <w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/><w:ulTrailSpace/>\
         <w:doNotExpandShiftReturn/><w:useFELayout/>{compatible}</w:compat>\
         <w:themeFontLang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/><w:decimalSymbol w:val=\".\"/><w:listSeparator w:val=\",\"/>\
         </w:settings>"
    )
}

/// `word/fontTable.xml`: what may stand in for a face that a computer does not have.
pub(super) fn font_table(style: &Style) -> String {
    let mut out = format!("{DECLARATION}<w:fonts xmlns:w=\"{MAIN}\">");
    let mut named: Vec<&str> = Vec::new();
    for role in FontRole::ALL {
        let family = style.family(role);
        if named.contains(&family) {
            continue;
        }
        named.push(family);
        let others = match family {
            "方正小标宋简体" => "方正小标宋_GBK,小标宋,华文中宋,宋体",
            "黑体" => "SimHei",
            "楷体" => "楷体_GB2312,KaiTi",
            "仿宋" => "仿宋_GB2312,FangSong",
            "宋体" => "SimSun",
            _ => "",
        };
        let _ = write!(out, "<w:font w:name=\"{}\">", escaped(family));
        if !others.is_empty() {
            let _ = write!(out, "<w:altName w:val=\"{others}\"/>");
        }
        let (charset, kind, pitch) = match role {
            FontRole::Latin => ("00", "roman", "variable"),
            FontRole::Heading | FontRole::Body | FontRole::Subheading => ("86", "modern", "default"),
            _ => ("86", "auto", "default"),
        };
        let _ = write!(
            out,
            "<w:charset w:val=\"{charset}\"/><w:family w:val=\"{kind}\"/><w:pitch w:val=\"{pitch}\"/></w:font>"
        );
    }
    out.push_str("</w:fonts>");
    out
}

/// `docProps/core.xml`. The only date is the day of publication, so that the same filing is the same file.
pub(super) fn core_properties(properties: &Properties) -> String {
    let element = |name: &str, value: Option<&str>| {
        value.map(|value| format!("<{name}>{}</{name}>", escaped(value))).unwrap_or_default()
    };
    let date = |name: &str| {
        properties
            .published
            .map(|day| format!("<dcterms:{name} xsi:type=\"dcterms:W3CDTF\">{day}T00:00:00Z</dcterms:{name}>"))
            .unwrap_or_default()
    };
    format!(
        "{DECLARATION}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">{}{}{}{}{}{}<dc:language>zh-CN</dc:language></cp:coreProperties>",
        element("dc:title", properties.title.as_deref()),
        element("dc:subject", properties.subject.as_deref()),
        element("dc:creator", properties.author.as_deref()),
        element("dc:description", properties.publication().as_deref()),
        date("created"),
        date("modified"),
    )
}

/// Text as XML content or attribute value.
pub(super) fn escaped(text: &str) -> Cow<'_, str> {
    quick_xml::escape::escape(text)
}
