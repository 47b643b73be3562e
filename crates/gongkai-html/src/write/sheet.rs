//! The page's sheet: a screen of any width, the dark, high contrast; and paper, where the page is the filing.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use gongkai_core::style::{FontRole, PageStyle, Style, TextStyle, Twips};

use super::dress::{HIDDEN, size_class};

/// What holds for every page. A table that is wider than the screen scrolls by itself, and the label beside the values
/// stays in sight.
const SCREEN: &str = r":root{color-scheme:light dark;--ink:#1b1b1b;--paper:#fff;--rule:#737373;--head:#eef1f5;--link:#0b4f9e}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font-family:'PingFang SC','Microsoft YaHei','Noto Sans CJK SC','Source Han Sans SC',sans-serif;font-size:1.0625rem;line-height:1.85}
main{max-width:58rem;margin:0 auto;padding:1.5rem clamp(.75rem,4vw,2rem) 3rem;overflow-wrap:anywhere}
h1,h2,h3,h4{line-height:1.45;text-wrap:balance}
h1{font-size:clamp(1.375rem,1.1rem + 1.8vw,2rem);text-align:center;margin:1rem 0 2rem}
h2{font-size:1.3125rem;margin:2.25rem 0 .75rem}
h3,h4{font-size:1.125rem;margin:1.5rem 0 .5rem}
p{margin:.5rem 0;text-indent:2em}
a{color:var(--link)}
.line{display:inline-block}
.run-in{font-weight:600}
.signature{text-align:right;text-indent:0;padding-right:2em}
.figures{overflow-x:auto;margin:1.25rem 0}
.figures:focus-visible{outline:3px solid var(--link);outline-offset:2px}
table{width:100%;min-width:calc(var(--columns)*2.5rem);border-collapse:separate;border-spacing:0;border:solid var(--rule);border-width:1px 0 0 1px;font-size:.9375rem;line-height:1.45;overflow-wrap:normal}
th,td{border:solid var(--rule);border-width:0 1px 1px 0;padding:.4em .3em;text-align:center;vertical-align:middle;font-weight:normal;font-variant-numeric:tabular-nums}
td{min-width:1.5em}
.start{text-align:left}
.head{background:var(--head)}
.bar,.rest{min-width:0;padding-left:0;padding-right:0}
.bar{background:var(--ink);print-color-adjust:exact;-webkit-print-color-adjust:exact;forced-color-adjust:none}
.stays{position:sticky;left:0;z-index:1;background:var(--paper)}
@media (max-width:40rem){body{font-size:1rem}h2{font-size:1.1875rem}table{font-size:.8125rem}th,td{padding:.35em .2em}.stays{min-width:7.5em}}
@media (prefers-color-scheme:dark){:root{--ink:#e6e6e6;--paper:#15171a;--rule:#8b9097;--head:#262b32;--link:#8fbcff}}
@media (prefers-contrast:more){:root{--ink:#000;--paper:#fff;--rule:#000;--head:#fff;--link:#0000b8}.head{font-weight:600}}
@media (prefers-contrast:more) and (prefers-color-scheme:dark){:root{--ink:#fff;--paper:#000;--rule:#fff;--head:#000;--link:#ffff66}}
@media (forced-colors:active){table,th,td{border-color:CanvasText}.stays{background:Canvas}}
";

/// The sheet of a page whose tables have cells of these sizes on paper, and stand across it or do not.
pub(super) fn of(style: &Style, sizes: &BTreeSet<u32>, turned: bool) -> String {
    let mut out = String::from(SCREEN);
    let _ = writeln!(out, "caption{{{HIDDEN}}}");
    // Digits and letters are of the Latin face, and the punctuation that both scripts have is Chinese.
    let latin = style.family(FontRole::Latin);
    let _ = writeln!(
        out,
        "@font-face{{font-family:latin;src:local({}),local('Liberation Serif'),local('Tinos');unicode-range:U+20-7E,U+A1-B6,U+B8-2FF}}",
        quoted(latin),
    );
    page(&mut out, style);
    out.push_str("@media print{\n");
    print(&mut out, style);
    if turned {
        // With its heading, which comes right before it.
        out.push_str(".turned,:is(h2,h3,h4):has(+.turned){page:turned}\n");
    }
    for half_points in sizes {
        let _ = writeln!(
            out,
            ".{}{{font-size:{};line-height:{}}}",
            size_class(*half_points),
            points(Twips::half_points(*half_points)),
            points(style.table_line_of(*half_points)),
        );
    }
    out.push_str("}\n");
    out
}

/// The sheet of paper with its margins and page numbers.
fn page(out: &mut String, style: &Style) {
    let size = |page: &PageStyle| {
        let sides = [page.top, page.right, page.bottom, page.left].map(points).join(" ");
        format!("size:{} {};margin:{sides}", points(page.width), points(page.height))
    };
    let text = style.page_number;
    let number = |content: &str, aligned: &str, padding: &str| {
        let (size, family) = (points(Twips::half_points(text.half_points)), families(style, text));
        format!(
            "{{content:{content};font-size:{size};font-family:{family};text-align:{aligned};vertical-align:top;padding:7mm {padding} 0}}"
        )
    };
    let upright = size(&style.page);
    if style.page_number_dashes {
        let _ = writeln!(
            out,
            "@page{{{upright}}}\n@page :right{{@bottom-right{}}}\n@page :left{{@bottom-left{}}}",
            number("'— ' counter(page) ' —'", "right", "1em"),
            number("'— ' counter(page) ' —'", "left", "1em"),
        );
    } else {
        let _ = writeln!(out, "@page{{{upright};@bottom-center{}}}", number("counter(page)", "center", "0"));
    }
    let _ = writeln!(out, "@page turned{{{}}}", size(&style.page.turned()));
}

/// The filing in its house style.
fn print(out: &mut String, style: &Style) {
    out.push_str(":root{color-scheme:light;--ink:#000;--paper:#fff;--rule:#000;--head:#fff;--link:#000}\n");
    let body = style.body;
    let spacing = points_of(style.character_spacing());
    let _ = writeln!(
        out,
        "body{{{};letter-spacing:{spacing}}}\nmain{{max-width:none;margin:0;padding:0}}",
        text(style, body, style.paragraph_line(body)),
    );
    let _ =
        writeln!(out, "p{{margin:0;text-indent:{}em;text-align:justify;orphans:2;widows:2}}", style.indent_characters);
    let _ = writeln!(
        out,
        "h1{{{};letter-spacing:0;margin:0 0 {}}}",
        text(style, style.title, style.paragraph_line(style.title)),
        points(style.line_pitch),
    );
    for (element, of) in [("h2", style.heading1), ("h3", style.heading2), ("h4", style.heading3)] {
        let line = style.paragraph_line(of);
        let _ =
            writeln!(out, "{element}{{{};margin:0;text-indent:{}em}}", text(style, of, line), style.indent_characters);
    }
    let run_in = style.heading2;
    let _ = writeln!(out, ".run-in{{font-family:{};font-weight:{}}}", families(style, run_in), weight(run_in));
    out.push_str("h1,h2,h3,h4{break-after:avoid;break-inside:avoid;text-wrap:wrap}\n.signature{text-indent:0;text-align:right;break-inside:avoid}\np:has(+.signature){break-after:avoid}\na{color:inherit;text-decoration:none}\n");
    let _ = writeln!(
        out,
        ".figures{{overflow:visible;margin:{} 0 {}}}",
        points(style.space_above_table()),
        points(style.space_below_table()),
    );
    let _ = writeln!(
        out,
        "table{{{};letter-spacing:0;table-layout:fixed;min-width:0;border-collapse:collapse;border-width:.5pt;break-inside:avoid}}",
        text(style, style.table, style.table_line()),
    );
    let _ = writeln!(
        out,
        "th,td{{border-width:.5pt;padding:0 var(--side,{});text-indent:0;height:{}}}\ntd{{min-width:0}}\nth{{text-wrap:balance}}\ntr{{break-inside:avoid}}",
        points(style.cell_padding()),
        points(Twips(style.table_line().0.saturating_mul(11) / 10)),
    );
    // A short table's rows stand wide.
    let _ = writeln!(
        out,
        "table:not(:has(tr:nth-of-type(12))) :is(th,td){{height:{}}}",
        points(Twips(style.table_line().0.saturating_mul(3) / 2))
    );
    let head = style.table_head;
    let shade = |shade: Option<[u8; 3]>| {
        shade.map_or_else(|| "#fff".to_owned(), |[red, green, blue]| format!("#{red:02x}{green:02x}{blue:02x}"))
    };
    let _ = writeln!(
        out,
        ".head{{font-family:{};font-size:{};font-weight:{};background:{};print-color-adjust:exact}}\n.band{{background:{}}}\n.stays{{position:static;min-width:0}}",
        families(style, head),
        points(Twips::half_points(head.half_points)),
        weight(head),
        shade(style.head_shading),
        shade(style.band_shading),
    );
}

fn text(style: &Style, text: TextStyle, line: Twips) -> String {
    let size = points(Twips::half_points(text.half_points));
    let family = families(style, text);
    format!("font-family:{family};font-size:{size};line-height:{};font-weight:{}", points(line), weight(text))
}

fn weight(text: TextStyle) -> &'static str {
    if text.bold { "bold" } else { "normal" }
}

/// The families of a text: the style's own, and those that systems without it have in its place.
fn families(style: &Style, text: TextStyle) -> String {
    let instead = match text.font {
        FontRole::Title => "FZXiaoBiaoSong-B05S,STZhongsong,'Songti SC','Noto Serif CJK SC'",
        FontRole::Heading => "SimHei,STHeiti,'Heiti SC','Noto Sans CJK SC'",
        FontRole::Subheading => "KaiTi,STKaiti,'Kaiti SC','LXGW WenKai'",
        FontRole::Body => "FangSong,STFangsong,FandolFang,'Noto Serif CJK SC'",
        _ => "SimSun,STSong,'Songti SC','Noto Serif CJK SC'",
    };
    format!("latin,{},{instead},serif", quoted(style.family(text.font)))
}

/// A name as a sheet quotes it.
fn quoted(name: &str) -> String {
    let mut out = String::from("'");
    for c in name.chars().filter(|c| !c.is_control()) {
        match c {
            '\'' | '\\' => out.extend(['\\', c]),
            // An angle bracket could end the element that the sheet stands in.
            '<' => out.push_str("\\3c "),
            c => out.push(c),
        }
    }
    out.push('\'');
    out
}

pub(super) fn points(length: Twips) -> String {
    points_of(i32::try_from(length.0).unwrap_or(i32::MAX))
}

/// Twentieths of a point.
fn points_of(twips: i32) -> String {
    let sign = if twips < 0 { "-" } else { "" };
    let hundredths = twips.unsigned_abs().saturating_mul(5);
    match (hundredths / 100, hundredths % 100) {
        (whole, 0) => format!("{sign}{whole}pt"),
        (whole, part) => format!("{sign}{whole}.{part:02}pt"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_and_names_are_as_sheets_have_them() {
        assert_eq!([points_of(-5), points_of(579), points_of(640)], ["-0.25pt", "28.95pt", "32pt"]);
        assert_eq!(quoted("a'b</style>"), "'a\\'b\\3c /style>'");
    }
}
