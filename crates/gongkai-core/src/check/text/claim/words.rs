//! Words that stand between those that name something: fillers, stops, brackets.

use crate::Within;
use std::ops::Range;

use crate::check::text::figure::{Figure, FigureKind};
use crate::check::text::phrase::Tag;

pub(super) const STOPS: [char; 9] = ['，', ',', '；', ';', '：', ':', '（', '(', '。'];

/// Whether a word names something that a table counts.
pub(super) fn names_something(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::Application
            | Tag::BareApplication
            | Tag::Receive
            | Tag::Accept
            | Tag::Process
            | Tag::CarryIn
            | Tag::CarryOut
            | Tag::CarryEither
            | Tag::InProgress
            | Tag::Class(_)
            | Tag::Outcome(_)
            | Tag::Row(_)
            | Tag::Reconsideration
            | Tag::Litigation
            | Tag::Contested
            | Tag::DirectLitigation
            | Tag::LitigationAfter
            | Tag::Result(..)
            | Tag::Regulations
            | Tag::NormativeDocuments
            | Tag::DocumentColumn(_)
            | Tag::Decisions(_)
            | Tag::Decided
            | Tag::Fees
            | Tag::Total
    )
}

/// Whether words between a name and its figure say nothing of their own.
pub(super) fn is_filler(text: &str) -> bool {
    const FILLERS: &str = "、的了一共总合计为有达到是数量件宗起各等已均全都予以决定处理作出情况结果案申请事项表书：:、“”\"提交人累其中也亦又仅只于及和与或者并被因由此政府向社会条度类似引发起产生原涉金额收入）(（)系属来自而故　 ";
    text.chars().all(|c| FILLERS.contains(c))
}

/// Whether words before a figure leave it to those behind the figure to name it: “尚有3件结转”, “对3件申请予以公开”.
pub(super) fn leads_to_name(text: &str, done_to: bool) -> bool {
    let text = if done_to { text.strip_prefix('对').unwrap_or(text) } else { text };
    let text = text.strip_prefix('在').unwrap_or(text);
    let left = ["尚有", "还有", "另有", "仍有", "剩余", "其余", "余下", "全部", "上述"]
        .iter()
        .fold(text.to_owned(), |left, word| left.replace(word, ""));
    is_filler(&left)
}

/// Whether words before a figure say that there are some, not how many there are: 有, 其中有, 另有, but not 共有.
pub(super) fn has_only_some(text: &str) -> bool {
    text.ends_with('有') && !text.ends_with("共有") && !text.ends_with("计有")
}

/// Whether the parts of an organ are named together as the whole: 县本级及各乡镇.
pub(super) fn of_every_organ(text: &str) -> bool {
    ["本级及各", "本级和各", "本级与各", "本级以及各", "本级、各", "本级及所属各", "本级及下属各"]
        .iter()
        .any(|words| text.contains(words))
}

/// Whether a sentence counts documents by how they may be disclosed, not applications: “认定主动公开30件、依申请公开5件”.
pub(super) fn classifies_documents(text: &str) -> bool {
    let counted = |word: &str| {
        text.match_indices(word).any(|(at, _)| {
            let after = text.within(at + word.len()..);
            let after = after.trim_start_matches(['类', '文', '件', '的', '为', '信', '息', '公']);
            after.starts_with(|c: char| c.is_ascii_digit())
        })
    };
    counted("主动公开") && counted("依申请公开")
}

/// Brackets that close again and hold no figure.
pub(super) fn asides(text: &str, figures: &[Figure]) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut open: Option<usize> = None;
    let mut figures = figures.iter().filter(|figure| figure.kind == FigureKind::Quantity).peekable();
    for (at, c) in text.char_indices() {
        match c {
            '（' | '(' => open = Some(at),
            '）' | ')' => {
                if let Some(start) = open.take() {
                    while figures.peek().is_some_and(|figure| figure.span.start < start) {
                        figures.next();
                    }
                    if figures.peek().is_none_or(|figure| figure.span.start > at) {
                        out.push(start..at + c.len_utf8());
                    }
                }
            }
            _ => {}
        }
    }
    out
}
