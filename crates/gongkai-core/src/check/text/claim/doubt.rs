//! Doubts about a figure from the words around it: approximate, of another year, of a part.

use std::ops::Range;

use super::Doubt;
use super::organ::WHOLE;
use super::sentence::Sentence;
use super::words::of_every_organ;
use crate::check::text::figure::{Figure, Precision};
use crate::check::text::phrase::{Tag, Tagged};
use crate::check::text::{found, head};

/// Said of those among all that kept a term: never more than all, often just all.
const TIMELY: &[&str] = &["按时", "按期", "如期", "限期", "期限内", "时限内"];
/// Parts a number off from the rest, which for applications carried over is what the row does.
const APART: &[&str] = &["不含", "不包括", "另有", "除", "此外", "扣除", "剔除"];
/// What a topic may be without saying more than that disclosure is meant.
pub(super) const DISCLOSURE: &[&str] = &["政府信息", "信息公开", "依申请", "政务公开"];

impl Sentence<'_> {
    /// Whether the words of the sentence before a figure, or the figure itself, forbid comparing it.
    pub(super) fn doubt_about(&self, figure: &Figure, named: &[Tagged], paired: bool) -> Option<Doubt> {
        match figure.precision {
            Precision::Approximate | Precision::Range => return Some(Doubt::Approximate),
            Precision::Doubtful => return Some(Doubt::Ambiguous),
            Precision::Exact | Precision::Rounded => {}
        }
        if self.time.1 || figure.span.start < self.other_year_until {
            return Some(Doubt::OtherYear);
        }
        if self.lasting_narrower {
            return Some(Doubt::Narrower);
        }
        // “分别为予以公开45件、部分公开12件” names each beside its figure.
        let own_name = named.iter().any(|tag| {
            matches!(tag.tag, Tag::Outcome(_) | Tag::Row(_))
                && self.respectively.is_some_and(|at| at < tag.span.start && tag.span.start < figure.span.start)
        });
        if self.respectively.is_some() && !paired && !own_name {
            return Some(Doubt::Ambiguous);
        }
        let carried = named.iter().any(|tag| matches!(tag.tag, Tag::CarryIn | Tag::CarryOut));
        let document = named.iter().any(|tag| matches!(tag.tag, Tag::DocumentColumn(_)));
        let narrower = |tag: &&Tagged| {
            let word = self.slice(tag.span.clone());
            match tag.tag {
                Tag::Channel => true,
                Tag::Publishing => !document,
                Tag::Topic => !self.is_of_disclosure(&tag.span),
                // “全年累计” is of the year, 累计 alone may reach further back.
                Tag::Narrower if word == "累计" => !self.time_said,
                Tag::Narrower if self.lasts(&tag.span) && of_every_organ(self.text) => false,
                Tag::Narrower if TIMELY.contains(&word) => false,
                Tag::Narrower => !(word.starts_with('截') || (carried && APART.contains(&word))),
                _ => false,
            }
        };
        if named.iter().any(|tag| narrower(&tag)) {
            return Some(Doubt::Narrower);
        }
        let timely = |tag: &Tagged| tag.tag == Tag::Narrower && TIMELY.contains(&self.slice(tag.span.clone()));
        named.iter().any(timely).then_some(Doubt::AtMost)
    }

    /// Whether a topic is disclosure itself, or only leads to a class or follows a word of the table:
    /// “涉及政府信息公开的行政复议”, “涉及自然人”.
    pub(super) fn is_of_disclosure(&self, topic: &Range<usize>) -> bool {
        // “行政许可类处理决定”: what stands before it is a word of the table.
        let of_table = |tag: &Tagged| matches!(tag.tag, Tag::Decisions(_) | Tag::Class(_) | Tag::Row(_));
        if self.slice(topic.clone()) == "类" && self.tag_ending_at(topic.start).is_some_and(of_table) {
            return true;
        }
        let after = self.slice(topic.end..self.text.len());
        // “涉及我局的行政复议”
        let whole = WHOLE.iter().find_map(|word| after.strip_prefix(word)).map(|rest| rest.trim_start_matches('的'));
        let after = whole.unwrap_or(after);
        let before = self.slice(0..topic.start);
        let before = before.strip_suffix("工作").unwrap_or(before);
        DISCLOSURE.iter().any(|word| after.starts_with(word))
            || ["公开", "申请"].iter().any(|word| before.ends_with(word))
            || self.tags_from(self.text.len() - after.len()).is_some_and(|next| {
                matches!(next.tag, Tag::Class(_) | Tag::Reconsideration | Tag::Litigation | Tag::Contested)
                    && next.span.start == self.text.len() - after.len()
            })
    }

    /// Whether a narrowing word holds for the whole rest of its sentence.
    pub(super) fn lasts(&self, span: &Range<usize>) -> bool {
        let word = self.slice(span.clone());
        if word.starts_with('截') {
            // The end of the year is no part of it.
            let after = head(self.slice(span.end..self.text.len()), 14);
            return found(after, &["年底", "年末", "12月31", "12月底", "１２月３１"]).is_none();
        }
        let lasting = [
            "本级", "各", "镇街", "属", "名义", "半年", "季", "月", "均", "每年", "建议", "提案", "留言", "诉求",
            "工单", "热线", "信箱", "备案",
        ];
        found(word, &lasting).is_some()
    }
}
