//! What one figure counts: by the words between the figure before it and the figure after it.

use std::ops::Range;

use super::organ::Subject;
use super::sentence::Sentence;
use super::words::{STOPS, is_filler, leads_to_name, names_something};
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
            let outcome = after.iter().any(|tag| matches!(tag.tag, Tag::Outcome(_) | Tag::Row(_)));
            let plain =
                leads_to_name(self.slice(near.clone()), outcome) || named.iter().any(|tag| tag.tag == Tag::OfWhich);
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
        let first_name = named.iter().find(|tag| names_something(tag.tag))?.span.clone();
        if first_name.start < figure.span.start && paired.is_none() {
            if !self.only_fillers_between(first_name.start..figure.span.start) {
                doubt = doubt.or(Some(Doubt::Ambiguous));
            }
            let subject = self.subject_of(near_start..first_name.start);
            self.narrower |= subject == Subject::Part;
            // “发放政府信息公开申请表100份” counts no application received.
            let verb = |tag: &Tagged| matches!(tag.tag, Tag::Receive | Tag::Accept | Tag::Process | Tag::Class(_));
            if subject == Subject::Other
                && !named.iter().any(verb)
                && named.iter().any(|tag| tag.tag == Tag::Application)
            {
                doubt = doubt.or(Some(Doubt::Ambiguous));
            }
        }
        if self.narrower {
            doubt = doubt.or(Some(Doubt::Narrower));
        }
        let (claim, more_doubt) = self.claim_of(figure, &named)?;
        // Counted once as a whole, counted again it is a part: “办理75件，其中转办5件、自行办理70件”.
        let again = match &claim {
            Claim::Received { .. } if named.iter().all(|tag| tag.tag == Tag::Total) => false,
            Claim::Received { .. } => std::mem::replace(&mut self.counted.0, true),
            Claim::Processed => self.processed_again(&named),
            _ => false,
        };
        if again || (self.of_which && matches!(claim, Claim::Received { .. } | Claim::Processed)) {
            doubt = doubt.or(Some(Doubt::Narrower));
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
