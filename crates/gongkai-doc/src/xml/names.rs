//! The names of elements and attributes in the notation of 2003, and what the newer one calls them.

/// Elements that say what is shown, what is in force, how cells make a table and how lists count.
const KNOWN: [&str; 96] = [
    "o:OLEObject",
    "v:imagedata",
    "v:textpath",
    "w:abstractNum",
    "w:abstractNumId",
    "w:b",
    "w:basedOn",
    "w:br",
    "w:checkBox",
    "w:checked",
    "w:color",
    "w:cr",
    "w:ddList",
    "w:default",
    "w:dstrike",
    "w:emboss",
    "w:endnotePr",
    "w:ffData",
    "w:fldChar",
    "w:fldSimple",
    "w:footnotePr",
    "w:framePr",
    "w:gridAfter",
    "w:gridBefore",
    "w:gridCol",
    "w:gridSpan",
    "w:hMerge",
    "w:hidden",
    "w:highlight",
    "w:ilvl",
    "w:imprint",
    "w:ind",
    "w:ins",
    "w:isLgl",
    "w:listEntry",
    "w:lvl",
    "w:lvlOverride",
    "w:lvlRestart",
    "w:lvlText",
    "w:name",
    "w:noBreakHyphen",
    "w:num",
    "w:numFmt",
    "w:numId",
    "w:numPr",
    "w:numStyleLink",
    "w:object",
    "w:outline",
    "w:outlineLvl",
    "w:p",
    "w:pPr",
    "w:pStyle",
    "w:pict",
    "w:position",
    "w:r",
    "w:rFonts",
    "w:rPr",
    "w:rStyle",
    "w:result",
    "w:rt",
    "w:ruby",
    "w:rubyBase",
    "w:sectPr",
    "w:shadow",
    "w:shd",
    "w:spacing",
    "w:specVanish",
    "w:start",
    "w:startOverride",
    "w:strike",
    "w:style",
    "w:styleLink",
    "w:suff",
    "w:sym",
    "w:sz",
    "w:tab",
    "w:tbl",
    "w:tblGrid",
    "w:tblHeader",
    "w:tblLook",
    "w:tblPr",
    "w:tblPrEx",
    "w:tblStyle",
    "w:tblStyleColBandSize",
    "w:tblStylePr",
    "w:tblStyleRowBandSize",
    "w:tc",
    "w:tcPr",
    "w:tr",
    "w:trHeight",
    "w:trPr",
    "w:txbxContent",
    "w:vMerge",
    "w:vanish",
    "w:vertAlign",
    "w:w",
];

/// What an element is called in the newer notation; nothing for one that says nothing there.
pub(super) fn element(name: &str) -> Option<&'static str> {
    let name = match name {
        "listPr" => "numPr",
        "ilfo" => "numId",
        "vmerge" => "vMerge",
        "hmerge" => "hMerge",
        "listDef" => "abstractNum",
        "list" => "num",
        "ilst" => "abstractNumId",
        "listStyleLink" => "numStyleLink",
        other => other,
    };
    KNOWN.iter().find(|full| full.split_once(':').is_some_and(|(_, local)| local == name)).copied()
}

/// Whether what stands in an element are properties.
pub(super) fn holds_properties(name: &str) -> bool {
    matches!(
        name,
        "pPr"
            | "rPr"
            | "tblPr"
            | "tblPrEx"
            | "trPr"
            | "tcPr"
            | "sectPr"
            | "style"
            | "tblStylePr"
            | "ffData"
            | "tblGrid"
    )
}

/// What an attribute is called in the newer notation.
pub(super) fn attribute(name: &str) -> &str {
    match name {
        "h-ansi" => "hAnsi",
        "drop-cap" => "dropCap",
        "h-rule" => "hRule",
        "line-rule" => "lineRule",
        "listDefId" => "abstractNumId",
        "ilfo" => "numId",
        other => other,
    }
}
