//! What one figure counts: by the words between the figure before it and the figure after it.

use std::ops::Range;

use super::organ::Subject;
use super::sentence::Sentence;
use super::words::{STOPS, has_only_some, is_filler, leads_to_name, names_something};
use super::{Claimed, Doubt};
use crate::check::text::figure::Figure;
use crate::check::text::phrase::{Tag, Tagged};
use crate::check::text::scope::Claim;

impl Sentence<'_> {
    /// What a figure claims, by the words between the figure before it and the figure after it.
    pub(super) fn claim(&mut self, figure: &Figure, previous_end: usize, next: usize) -> Option<Claimed> {
        self.note_tags_before(figure.span.start);
        let lead = previous_end..figure.span.start;
        // “予以公开：21件”: a colon before the figure parts nothing.
        let near_start = self
            .slice(lead.clone())
            .trim_end_matches(['：', ':'])
            .char_indices()
            .rev()
            .find(|&(at, c)| STOPS.contains(&c) && !self.aside(lead.start + at))
            .map_or(lead.start, |(at, c)| lead.start + at + c.len_utf8());
        let near = near_start..figure.span.start;
        self.note_frame(previous_end..near_start);
        let tail_text = self.slice(figure.span.end..next);
        let tail_end = tail_text
            .char_indices()
            .find(|&(_, c)| STOPS.contains(&c) || matches!(c, '、' | '）' | ')' | '！'))
            .map_or(next, |(at, _)| figure.span.end + at);
        let mut named: Vec<Tagged> =
            self.tags_within(&near).iter().filter(|tag| !self.aside(tag.span.start)).cloned().collect();
        if named.iter().any(|tag| matches!(tag.tag, Tag::Comparison | Tag::Change)) {
            return None;
        }
        let paired = self.pairs.iter().find(|(start, _)| *start == figure.span.start).map(|(_, tag)| tag.clone());
        if let Some(tag) = &paired {
            named = vec![tag.clone()];
        }
        if let Some((claim, of_last)) = self.bare_name(near.clone(), &named) {
            let doubt = self.doubt_about(figure, &named, false).or(of_last);
            let clause = self.clause_around(figure, near_start, tail_end);
            return Some(Claimed { figure: figure.clone(), clause, claim, doubt });
        }
        let after = self.tags_within(&(figure.span.end..tail_end)).to_vec();
        let mut unclear = None;
        let stands_first = !named.iter().any(|tag| names_something(tag.tag));
        if stands_first {
            // “其中21件予以公开” names after the figure what “予以公开21件” names before it.
            let done_to =
                after.iter().any(|tag| matches!(tag.tag, Tag::Outcome(_) | Tag::Row(_) | Tag::DocumentColumn(_)));
            let plain = leads_to_name(self.slice(near.clone()), done_to)
                || self.only_fillers_between(near.clone())
                || self.subject_of(near.clone()) == Subject::Whole
                || named.iter().any(|tag| tag.tag == Tag::OfWhich);
            if !plain {
                unclear = Some(Doubt::Ambiguous);
            }
            if after.iter().any(|tag| matches!(tag.tag, Tag::Comparison | Tag::Change)) {
                return None;
            }
            if after.iter().any(|tag| names_something(tag.tag)) {
                self.consumed = tail_end;
            }
            named.extend(after.iter().cloned());
            // “有3件申请因收件较晚，结转下年度”: some of the applications, and what became of them.
            let reason = self.slice(figure.span.end..tail_end).find('因').map_or(tail_end, |at| figure.span.end + at);
            let only_named = after
                .iter()
                .filter(|tag| tag.span.start < reason)
                .all(|tag| matches!(tag.tag, Tag::Application | Tag::BareApplication));
            if only_named && has_only_some(self.slice(near.clone())) {
                let carried = self.tags_within(&(tail_end..next)).iter().find(|tag| tag.tag == Tag::CarryOut).cloned();
                if let Some(tag) = carried {
                    self.consumed = tag.span.end;
                    named.push(tag);
                }
            }
        }
        let mut doubt = self.doubt_about(figure, &named, paired.is_some()).or(unclear);
        if !stands_first
            && paired.is_none()
            && let Some(first) = after.first()
            && is_filler(self.slice(figure.span.end..first.span.start))
        {
            match first.tag {
                // “收到26件政府信息公开申请”: the object follows the figure.
                Tag::Application
                | Tag::BareApplication
                | Tag::Reconsideration
                | Tag::Litigation
                | Tag::NormativeDocuments
                | Tag::Regulations
                | Tag::Decisions(_) => named.extend(after.iter().cloned()),
                tag if names_something(tag) => doubt = doubt.or(Some(Doubt::Ambiguous)),
                _ => {}
            }
        }
        let mut by_other = false;
        let first_name = named.iter().find(|tag| names_something(tag.tag))?.span.clone();
        if first_name.start < figure.span.start && paired.is_none() {
            if !self.only_fillers_between(first_name.start..figure.span.start) {
                doubt = doubt.or(Some(Doubt::Ambiguous));
            }
            let subject = self.subject_of(near_start..first_name.start);
            self.narrower |= subject == Subject::Part;
            self.of_applicants |= subject == Subject::Applicants;
            by_other = subject == Subject::Other;
        }
        // “化解3件行政争议” tells of some, “行政争议共3件” of all.
        if named.iter().any(|tag| tag.tag == Tag::Contested && tag.span.start > figure.span.start) {
            doubt = doubt.or(Some(Doubt::Ambiguous));
        }
        let of_class = named.iter().any(|tag| matches!(tag.tag, Tag::Class(_)));
        if self.narrower || (self.of_applicants && !of_class) {
            doubt = doubt.or(Some(Doubt::Narrower));
        }
        // “不予公开、无法提供等5件” counts more than the outcomes that it names.
        let outcome = named.iter().rev().find(|tag| matches!(tag.tag, Tag::Outcome(_) | Tag::Row(_)));
        if outcome.is_some_and(|tag| self.slice(tag.span.end..figure.span.start).contains('等')) {
            doubt = doubt.or(Some(Doubt::Ambiguous));
        }
        let (claim, more_doubt) = self.claim_of(figure, &named)?;
        // “发放政府信息公开申请表100份” counts no application received, “合并办理3件” not all those processed.
        let done = |tag: &Tagged| {
            matches!(tag.tag, Tag::Receive | Tag::Accept | Tag::Process | Tag::Class(_) | Tag::Row(_) | Tag::Outcome(_))
        };
        let of_unknown = by_other
            && (claim == Claim::Processed
                || (named.iter().any(|tag| tag.tag == Tag::Application) && !named.iter().any(done)));
        let some = stands_first && has_only_some(self.slice(near.clone()));
        if of_unknown || (some && matches!(claim, Claim::Received { .. } | Claim::Processed)) {
            doubt = doubt.or(Some(Doubt::Ambiguous));
        }
        // Counted once as a whole, counted again it is a part: “办理75件，其中转办5件、自行办理70件”.
        let again = match &claim {
            Claim::Received { .. } if named.iter().all(|tag| tag.tag == Tag::Total) => false,
            Claim::Received { .. } => std::mem::replace(&mut self.counted.0, true),
            Claim::Processed => self.processed_again(&named),
            _ => false,
        };
        let part = figure.span.start < self.of_which;
        if again || (part && matches!(claim, Claim::Received { .. })) {
            doubt = doubt.or(Some(Doubt::Narrower));
        } else if part && claim == Claim::Processed && !self.closes_those_received(&named) {
            doubt = doubt.or(Some(Doubt::AtMost));
        }
        let clause = self.clause_around(figure, near_start, tail_end);
        Some(Claimed { figure: figure.clone(), clause, claim, doubt: doubt.or(more_doubt) })
    }

    /// Whether those answered were counted with the same word before: “办理409件，答复373件” counts two things.
    fn processed_again(&mut self, named: &[Tagged]) -> bool {
        let word =
            named.iter().rev().find(|tag| tag.tag == Tag::Process).map_or("", |tag| self.slice(tag.span.clone()));
        let again = self.counted.1.contains(&word);
        self.counted.1.push(word);
        again
    }

    /// Whether those processed are told of as the part of all received that is closed: “收到26件，其中办结25件”.
    pub(super) fn closes_those_received(&self, named: &[Tagged]) -> bool {
        let all = self.last.as_ref().is_some_and(|last| {
            last.doubt.is_none() && matches!(&last.claim, Claim::Received { classes, .. } if classes.is_empty())
        });
        let closed = ["办结", "办毕", "办复", "答复", "办理完毕"];
        // What was closed by some day, and the rest still open, is not told of the year's end.
        let open = self.tags.iter().any(|tag| tag.tag == Tag::InProgress);
        all && !open
            && named.iter().any(|tag| tag.tag == Tag::Process && closed.contains(&self.slice(tag.span.clone())))
    }

    fn clause_around(&self, figure: &Figure, near_start: usize, tail_end: usize) -> Range<usize> {
        // A clause that says only 共 or 其中 is shown with the one before it.
        if figure.span.start - near_start >= 12 {
            return near_start..tail_end;
        }
        let before = self.slice(0..near_start).trim_end_matches(STOPS);
        let start = before.char_indices().rev().find(|(_, c)| STOPS.contains(c)).map_or(0, |(at, c)| at + c.len_utf8());
        start..tail_end
    }
}
