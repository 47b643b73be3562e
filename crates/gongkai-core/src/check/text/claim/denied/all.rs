//! What is said of all: 全部办结, 均予以公开, 均为自然人, 均维持.

use crate::form::keys::column;
use std::ops::Range;

use super::super::Claimed;
use super::super::sentence::Sentence;
use super::clause::{What, Word};
use super::governed::{Said, cases, groups_of, is_dispute};
use super::words::Meaning;
use crate::check::text::figure::FigureKind;
use crate::check::text::found;
use crate::check::text::phrase::{Tag, Tagged};
use crate::check::text::scope::{Claim, outcome_rows};
use crate::{Number, form::SectionKey};

impl Sentence<'_> {
    /// What a clause says of all that the sentence speaks of.
    pub(super) fn all_of(&self, clause: &Range<usize>, words: &[Word], counted: &[Claimed]) -> Option<Said> {
        if self.is_rate_of_all(clause) {
            return self.all_done(clause, words, counted);
        }
        if self.tells_of_other_business(clause) {
            return None;
        }
        let at = words.iter().rposition(|word| word.means(Meaning::Every))?;
        let predicate = words.get(at + 1..)?;
        let known = !words.iter().any(|word| self.narrows(word))
            || (self.subject_is_whole(words, at) && !predicate.iter().any(|word| self.narrows(word)));
        if !known {
            return None;
        }
        let names = |word: &Word| word.names();
        if let Some(result) = predicate.iter().filter_map(names).find_map(result_of_all) {
            return self.all_cases(words, result);
        }
        // “均按时完成答复” says that they were in time.
        let in_time = words.iter().any(|word| word.means(Meaning::InTime));
        let answers = |word: &Word| {
            let text = self.slice(word.span.clone());
            in_time && text.contains('复') && !text.contains('办')
        };
        if predicate.iter().any(|word| word.means(Meaning::Done) && !answers(word))
            || self.answers_all(words, predicate)
        {
            return self.all_done(clause, words, counted);
        }
        self.all_with(words, predicate, counted)
    }

    /// “办结率100%”, but not “按时办结率100%”
    pub(super) fn is_rate_of_all(&self, clause: &Range<usize>) -> bool {
        let text = self.slice(clause.clone());
        let whole = |figure: &&crate::check::text::Figure| {
            figure.kind == FigureKind::Percent
                && figure.value == Number::from(100_u64)
                && clause.contains(&figure.span.start)
        };
        let lead = ["办结率", "办结率为", "办结率达", "办结率达到", "办结率均为", "办结率均达"];
        self.figures.iter().find(whole).is_some_and(|figure| {
            let before = self.slice(clause.start..figure.span.start);
            lead.iter().find_map(|lead| before.strip_suffix(lead)).is_some_and(|before| {
                self.words_of(clause.start..clause.start + before.len())
                    .iter()
                    .all(|word| !self.narrows(word) && !word.means(Meaning::InTime))
            })
        }) && !text.contains('期')
    }

    /// “人大建议45件、政协提案62件，均已答复”: what was counted before is no application, and none is named.
    fn tells_of_other_business(&self, clause: &Range<usize>) -> bool {
        let other = |tag: &Tagged| {
            let business = ["建议", "提案", "留言", "诉求", "工单", "热线", "信箱"];
            tag.tag == Tag::Narrower && found(self.slice(tag.span.clone()), &business).is_some()
        };
        !self.names_applications && !self.plain_applications && self.tags_within(&(0..clause.end)).iter().any(other)
    }

    fn subject_is_whole(&self, words: &[Word], at: usize) -> bool {
        let (Some(first), Some(every)) = (words.first(), words.get(at)) else { return false };
        let narrowed = words.iter().take(at).any(|word| {
            word.what != What::Unknown && !matches!(word.what, What::Tagged(Tag::Narrower)) && self.narrows(word)
        });
        !narrowed && self.subject_of(first.span.start..every.span.start) == super::Subject::Whole
    }

    /// “均已答复” says that they are done, “均按时答复” that they were in time.
    fn answers_all(&self, words: &[Word], predicate: &[Word]) -> bool {
        let answered = predicate.iter().any(|word| word.means(Meaning::Answered));
        let done =
            words.iter().any(|word| ["已", "已经", "予以", "全部", "都"].contains(&self.slice(word.span.clone())))
                || predicate.iter().any(|word| self.slice(word.span.clone()).starts_with("予"));
        answered && done && !words.iter().any(|word| word.means(Meaning::InTime))
    }

    /// Nothing is left of the applications, if all are done with.
    fn all_done(&self, clause: &Range<usize>, words: &[Word], counted: &[Claimed]) -> Option<Said> {
        let names = |wanted: &dyn Fn(Tag) -> bool| words.iter().filter_map(Word::names).any(wanted);
        let applying = |tag| matches!(tag, Tag::Application | Tag::BareApplication);
        let before: Vec<&Claimed> =
            counted.iter().filter(|claimed| claimed.figure.span.start < self.start + clause.start).collect();
        // “上年结转2件，已全部办结” is said of the two, “予以公开12件，均已答复” of the twelve.
        let of_last = before.last().is_some_and(|last| {
            !matches!(last.claim, Claim::Received { .. } | Claim::Processed | Claim::WithCarriedIn)
        });
        let received = names(&|tag| matches!(tag, Tag::Receive | Tag::Accept));
        // “去年收到的申请都办完了” tells of another year's, whatever is left of this one's.
        let of_carried = (names(&|tag| tag == Tag::CarryIn) && !received) || names(&|tag| tag == Tag::OtherYear);
        let some_left =
            self.leaves_some() || ["除", "其余", "到期", "应办"].iter().any(|word| self.text.contains(word));
        let own_count = counted.iter().any(|claimed| {
            (self.start + clause.start..self.start + clause.end).contains(&claimed.figure.span.start)
                && !matches!(claimed.claim, Claim::Received { .. } | Claim::Processed)
        });
        let until = self.tags.iter().take_while(|tag| tag.span.end <= clause.end);
        let named = before.iter().any(|claimed| claimed.claim.of_applications())
            || until.into_iter().any(|tag| applying(tag.tag))
            || !self.names_applications;
        let spoken_of = names(&applying) || (named && self.is_of_applications() && !of_last);
        let other = self.tags.iter().any(|tag| is_dispute(tag.tag)) && !names(&applying);
        (spoken_of && !of_carried && !some_left && !other && !own_count && !self.counted_some(counted))
            .then_some((vec![Claim::CarriedOut], ("所有申请都已办结", "that every application was processed")))
    }

    /// Whether some are said to be left: “结转3件”, but not “无结转”.
    fn leaves_some(&self) -> bool {
        self.clauses().into_iter().any(|clause| {
            let words = self.words_of(clause);
            let left = words
                .iter()
                .position(|word| matches!(word.what, What::Tagged(Tag::CarryOut | Tag::CarryEither | Tag::InProgress)));
            left.is_some_and(|left| !words.iter().take(left).any(|word| word.means(Meaning::Not)))
        })
    }

    /// “均维持”, “全部审结”
    fn all_cases(&self, words: &[Word], (column, said): (&'static str, (&'static str, &'static str))) -> Option<Said> {
        let own: Vec<Tag> = words.iter().filter_map(Word::names).filter(|tag| is_dispute(*tag)).collect();
        let spoken: Vec<Tag> = if own.is_empty() {
            self.tags.iter().map(|tag| tag.tag).filter(|tag| is_dispute(*tag)).collect()
        } else {
            own
        };
        let mut groups: Vec<&'static str> = spoken.into_iter().flat_map(groups_of).collect();
        groups.dedup();
        let disclosure = self.names_disclosure || self.context.passage.section == Some(SectionKey::Disputes);
        (!groups.is_empty() && disclosure).then(|| (cases(&groups, Some(column)), said))
    }

    /// “申请均予以公开”, “申请人均为自然人”: there were none of the others.
    fn all_with(&self, words: &[Word], predicate: &[Word], counted: &[Claimed]) -> Option<Said> {
        let says_applying = words.iter().any(|word| self.slice(word.span.clone()).contains("申请"));
        let applies = says_applying || self.is_of_applications();
        let (mut rows, mut classes) = (Vec::new(), Vec::new());
        for word in predicate {
            match word.names() {
                Some(Tag::Outcome(outcome)) => rows.extend(outcome_rows(self.context.report, outcome)),
                Some(Tag::Row(row)) => rows.push(row),
                Some(Tag::Class(columns)) => classes.extend(columns),
                Some(Tag::Citizen) => classes.push(column::NATURAL_PERSON),
                _ => {}
            }
        }
        if self.slice(predicate.first()?.span.start..predicate.last()?.span.end).trim_start_matches(['已', '予', '以'])
            == "公开"
        {
            rows = outcome_rows(self.context.report, crate::check::text::phrase::Outcome::Granted);
        }
        let of_some = counted.iter().any(|claimed| !matches!(claimed.claim, Claim::Received { .. } | Claim::Processed));
        if !applies || of_some || self.counted_some(counted) || (rows.is_empty() == classes.is_empty()) {
            return None;
        }
        Some(if rows.is_empty() {
            (
                vec![Claim::ClassesBesides { classes }],
                ("申请人都属于所说的一类", "that all applicants are of one class"),
            )
        } else {
            (vec![Claim::OutcomesBesides { rows }], ("申请都是这样办理的", "that every application had this outcome"))
        })
    }
}

/// Which column holds none, if all cases have a result; and what that says.
fn result_of_all(tag: Tag) -> Option<(&'static str, (&'static str, &'static str))> {
    match tag {
        Tag::Result(column::UPHELD, true) => {
            Some((column::CORRECTED, ("没有被纠正的案件", "that no case was corrected")))
        }
        Tag::Result("closed", true) => Some((column::PENDING, ("所有案件都已审结", "that no case is pending"))),
        _ => None,
    }
}
