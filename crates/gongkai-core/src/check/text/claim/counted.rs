//! What one figure counts: by the words between the figure before it and the figure after it.

use std::ops::Range;

use super::organ::Subject;
use super::sentence::Sentence;
use super::words::{STOPS, has_only_some, is_filler, leads_to_name, names_something};
use super::{Claimed, Doubt};
use crate::check::text::figure::Figure;
use crate::check::text::phrase::{Tag, Tagged};
use crate::check::text::scope::Claim;

/// The words that may name a figure, and where they stand.
struct Around {
    /// From the last stop to the figure.
    near: Range<usize>,
    /// Up to the next stop, bracket or figure behind it.
    tail_end: usize,
    /// What names the figure, in the order of the text.
    named: Vec<Tagged>,
    /// The words between the figure and the end of the tail.
    after: Vec<Tagged>,
    /// Whether nothing before the figure names anything, so that the words behind it do.
    stands_first: bool,
}

impl Sentence<'_> {
    /// What a figure claims, by the words between the figure before it and the figure after it.
    pub(super) fn claim(&mut self, figure: &Figure, previous_end: usize, next: usize) -> Option<Claimed> {
        self.note_tags_before(figure.span.start);
        let mut around = self.around(figure, previous_end, next);
        self.note_frame(previous_end..around.near.start);
        if around.named.iter().any(|tag| matches!(tag.tag, Tag::Comparison | Tag::Change)) {
            return None;
        }
        let clause = self.clause_around(figure, &around);
        let paired = self.pairs.iter().find(|(start, _)| *start == figure.span.start).map(|(_, tag)| tag.clone());
        if let Some(tag) = &paired {
            around.named = vec![tag.clone()];
            around.stands_first = false;
        }
        if let Some((claim, of_last)) = self.bare_name(around.near.clone(), &around.named) {
            let doubt = self.doubt_about(figure, &around.named, false).or(of_last);
            return Some(Claimed { figure: figure.clone(), clause, claim, doubt });
        }
        let unclear = if around.stands_first { self.name_from_behind(figure, &mut around, next)? } else { None };
        let mut doubt = self.doubt_about(figure, &around.named, paired.is_some()).or(unclear);
        if !around.stands_first && paired.is_none() {
            doubt = doubt.or(self.add_object(figure, &mut around));
        }
        let named = &around.named;
        doubt = doubt.or(self.doubt_from_behind(figure, &around));
        let first_name = named.iter().find(|tag| names_something(tag.tag))?.span.clone();
        let mut by_other = false;
        if first_name.start < figure.span.start && paired.is_none() {
            if !self.only_fillers_between(first_name.start..figure.span.start) {
                doubt = doubt.or(Some(Doubt::Ambiguous));
            }
            let before = around.near.start..first_name.start;
            // “高校等科研机构”: what stands before 等 are examples of the class that is named.
            let examples = self.slice(before.clone()).ends_with('等')
                && named.iter().any(|tag| tag.span == first_name && matches!(tag.tag, Tag::Class(_)));
            let subject = if examples { Subject::Whole } else { self.subject_of(before) };
            self.narrower |= subject == Subject::Part;
            self.of_applicants |= subject == Subject::Applicants;
            by_other = subject == Subject::Other;
        }
        let of_class = named.iter().any(|tag| matches!(tag.tag, Tag::Class(_)));
        if self.narrower || (self.of_applicants && !of_class) {
            doubt = doubt.or(Some(Doubt::Narrower));
        }
        let (claim, more_doubt) = self.claim_of(figure, named)?;
        let some = around.stands_first && has_only_some(self.slice(around.near.clone()));
        if (by_other && hangs_on_subject(&claim, named))
            || (some && matches!(claim, Claim::Received { .. } | Claim::Processed))
        {
            doubt = doubt.or(Some(Doubt::Ambiguous));
        }
        doubt = doubt.or(self.doubt_of_part(figure, &claim, named));
        Some(Claimed { figure: figure.clone(), clause, claim, doubt: doubt.or(more_doubt) })
    }

    fn around(&self, figure: &Figure, previous_end: usize, next: usize) -> Around {
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
        let tail_end = self
            .slice(figure.span.end..next)
            .char_indices()
            .find(|&(_, c)| STOPS.contains(&c) || matches!(c, '、' | '）' | ')' | '！'))
            .map_or(next, |(at, _)| figure.span.end + at);
        let named: Vec<Tagged> =
            self.tags_within(&near).iter().filter(|tag| !self.aside(tag.span.start)).cloned().collect();
        let after = self.tags_within(&(figure.span.end..tail_end)).to_vec();
        let stands_first = !named.iter().any(|tag| names_something(tag.tag));
        Around { near, tail_end, named, after, stands_first }
    }

    /// “其中21件予以公开” names after the figure what “予以公开21件” names before it. Nothing where it tells of a change.
    fn name_from_behind(&mut self, figure: &Figure, around: &mut Around, next: usize) -> Option<Option<Doubt>> {
        let Around { near, tail_end, named, after, .. } = around;
        let done_to = after.iter().any(|tag| matches!(tag.tag, Tag::Outcome(_) | Tag::Row(_) | Tag::DocumentColumn(_)));
        let plain = leads_to_name(self.slice(near.clone()), done_to)
            || self.only_fillers_between(near.clone())
            || self.subject_of(near.clone()) == Subject::Whole
            || named.iter().any(|tag| tag.tag == Tag::OfWhich);
        if after.iter().any(|tag| matches!(tag.tag, Tag::Comparison | Tag::Change)) {
            return None;
        }
        if after.iter().any(|tag| names_something(tag.tag)) {
            self.consumed = *tail_end;
        }
        named.extend(after.iter().cloned());
        // “有3件申请因收件较晚，结转下年度”: some of the applications, and what became of them.
        let reason = self.slice(figure.span.end..*tail_end).find('因').map_or(*tail_end, |at| figure.span.end + at);
        let only_named = after
            .iter()
            .filter(|tag| tag.span.start < reason)
            .all(|tag| matches!(tag.tag, Tag::Application | Tag::BareApplication));
        let open = after.iter().any(|tag| tag.tag == Tag::InProgress);
        if open || (only_named && has_only_some(self.slice(near.clone()))) {
            let carried = self.tags_within(&(*tail_end..next)).iter().find(|tag| tag.tag == Tag::CarryOut).cloned();
            if let Some(tag) = carried {
                self.consumed = tag.span.end;
                named.push(tag);
            }
        }
        Some((!plain).then_some(Doubt::Ambiguous))
    }

    /// “收到26件政府信息公开申请”: the object follows the figure.
    fn add_object(&self, figure: &Figure, around: &mut Around) -> Option<Doubt> {
        let first = around.after.first()?;
        let between = self.slice(figure.span.end..first.span.start);
        // “复议3件和诉讼2件”: what follows has a figure of its own.
        if !is_filler(between) || between.contains(['和', '与', '及', '、']) {
            return None;
        }
        let of_documents = around.named.iter().any(|tag| tag.tag == Tag::NormativeDocuments);
        match first.tag {
            Tag::Application
            | Tag::BareApplication
            | Tag::Reconsideration
            | Tag::Litigation
            | Tag::NormativeDocuments
            | Tag::Regulations
            | Tag::Decisions(_) => around.named.extend(around.after.iter().cloned()),
            // “共有规范性文件3件现行有效”
            Tag::DocumentColumn(_) if of_documents => around.named.extend(around.after.iter().cloned()),
            tag if names_something(tag) => return Some(Doubt::Ambiguous),
            _ => {}
        }
        None
    }

    /// Doubts from what stands right behind the figure or right before it.
    fn doubt_from_behind(&self, figure: &Figure, around: &Around) -> Option<Doubt> {
        // “申请12件通过网络提交”, “申请12件涉及征地”
        let of_some = |tag: &Tagged| match tag.tag {
            Tag::Channel => true,
            Tag::Topic => !self.is_of_disclosure(&tag.span),
            _ => false,
        };
        if around.after.iter().any(of_some) {
            return Some(Doubt::Narrower);
        }
        // “化解3件行政争议” tells of some, “行政争议共3件” of all.
        let contested = |tag: &Tagged| tag.tag == Tag::Contested && tag.span.start > figure.span.start;
        // “不予公开、无法提供等5件” counts more than the outcomes that it names.
        let outcome = around.named.iter().rev().find(|tag| matches!(tag.tag, Tag::Outcome(_) | Tag::Row(_)));
        let before = outcome.filter(|tag| tag.span.end <= figure.span.start);
        let and_others = before.is_some_and(|tag| self.slice(tag.span.end..figure.span.start).contains('等'));
        (around.named.iter().any(contested) || and_others).then_some(Doubt::Ambiguous)
    }

    /// Counted once as a whole, counted again it is a part: “办理75件，其中转办5件、自行办理70件”.
    fn doubt_of_part(&mut self, figure: &Figure, claim: &Claim, named: &[Tagged]) -> Option<Doubt> {
        let newly = named.iter().any(|tag| self.is_newly(tag));
        let again = match claim {
            Claim::Received { .. } if named.iter().all(|tag| tag.tag == Tag::Total) => false,
            Claim::Received { .. } => std::mem::replace(&mut self.counted.0, true) && !newly,
            Claim::Processed => self.processed_again(named),
            _ => false,
        };
        let part = figure.span.start < self.of_which && !newly;
        if again || (part && matches!(claim, Claim::Received { .. })) {
            Some(Doubt::Narrower)
        } else if part && *claim == Claim::Processed && !self.closes_those_received(named) {
            Some(Doubt::AtMost)
        } else {
            None
        }
    }

    /// 新收 says which part of all applications is meant, and that it is the whole of it.
    pub(super) fn is_newly(&self, tag: &Tagged) -> bool {
        tag.tag == Tag::Receive && self.slice(tag.span.clone()) == "新收"
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

    fn clause_around(&self, figure: &Figure, around: &Around) -> Range<usize> {
        let (near_start, tail_end) = (around.near.start, around.tail_end);
        // A clause that says only 共 or 其中 is shown with the one before it.
        if figure.span.start - near_start >= 12 {
            return near_start..tail_end;
        }
        let before = self.slice(0..near_start).trim_end_matches(STOPS);
        let start = before.char_indices().rev().find(|(_, c)| STOPS.contains(c)).map_or(0, |(at, c)| at + c.len_utf8());
        start..tail_end
    }
}

/// Whether a claim is of the whole only where the organ did it, not where something else is said before the verb:
/// “发放政府信息公开申请表100份” counts no application received, “合并办理3件” not all those processed.
fn hangs_on_subject(claim: &Claim, named: &[Tagged]) -> bool {
    let done = |tag: &Tagged| {
        matches!(tag.tag, Tag::Receive | Tag::Accept | Tag::Process | Tag::Class(_) | Tag::Row(_) | Tag::Outcome(_))
    };
    matches!(claim, Claim::Processed | Claim::Disputes { result: Some(_), .. })
        || (named.iter().any(|tag| tag.tag == Tag::Application) && !named.iter().any(done))
}
