//! What a denial governs, and which cells are 0 if it is true.

use super::super::sentence::Sentence;
use super::clause::{What, Word};
use super::words::Meaning;
use crate::check::text::phrase::{Outcome, Tag};
use crate::check::text::scope::{Claim, outcome_rows};
use crate::form::SectionKey;
use crate::form::keys::{column, row};

/// What is denied, and what that says.
pub(super) type Said = (Vec<Claim>, (&'static str, &'static str));

const LITIGATION: &[&str] = &[row::DIRECT_LITIGATION, row::LITIGATION_AFTER_RECONSIDERATION];

impl Sentence<'_> {
    /// What a clause with a denial denies. What follows the denial is denied; where that names nothing, what precedes it.
    pub(super) fn none_of(&self, words: &[Word]) -> Option<Said> {
        let at = words.iter().position(|word| word.means(Meaning::Not))?;
        let (before, after) = words.split_at(at);
        let after = after.get(1..)?;
        let twice = after.iter().enumerate().any(|(at, word)| match word.what {
            // “零复议、零诉讼”
            What::Means(Meaning::Not) => {
                !at.checked_sub(1).and_then(|at| after.get(at)).is_some_and(|word| word.means(Meaning::Joins))
            }
            What::Means(Meaning::Every | Meaning::Done) => true,
            _ => false,
        });
        let complains = after.iter().any(|word| word.means(Meaning::Complaint));
        if twice || after.iter().any(|word| self.narrows(word) && !word.means(Meaning::Complaint)) {
            return None;
        }
        let happens = |word: &Word| {
            word.means(Meaning::Happens) || matches!(word.names(), Some(Tag::Receive | Tag::Accept | Tag::Nothing))
        };
        let (denied, frame) = if after.iter().any(is_object) {
            (after, before)
        } else if after.iter().all(happens) {
            let first = before.iter().position(|word| is_object(word) || word.means(Meaning::Cause));
            let (frame, denied) = before.split_at(first?);
            (denied, frame)
        } else {
            return None;
        };
        // Who did not, and when: known words, or the organ itself.
        let known = !before.iter().any(|word| self.narrows(word));
        let first = words.first()?.span.start;
        let said_of_all = known || {
            let narrowed = before.iter().any(|word| word.what != What::Unknown && self.narrows(word));
            !narrowed && self.subject_of(first..words.get(at)?.span.start) == super::Subject::Whole
        };
        if !said_of_all || denied.iter().any(|word| word.what == What::Unknown) {
            return None;
        }
        if complains {
            return self.beside_others(denied).then(|| self.disputes_denied(denied, frame)).flatten();
        }
        self.left_over(denied, frame)
            .or_else(|| self.disputes_denied(denied, frame))
            .or_else(|| self.results_denied(denied, frame))
            .or_else(|| self.outcomes_denied(denied, frame))
            .or_else(|| self.table_two_denied(denied))
            .or_else(|| self.applications_denied(denied))
    }

    /// Whether complaints are but denied beside what else is: “举报、投诉、行政复议”, and not “因投诉引发的行政复议” or
    /// “投诉人提起的行政复议”, which are some reviews only.
    fn beside_others(&self, denied: &[Word]) -> bool {
        let is = |word: &Word, of: &[&str]| of.contains(&self.slice(word.span.clone()));
        denied.iter().enumerate().all(|(at, word)| {
            let after = denied.get(at + 1..).unwrap_or_default();
            let ends = |next: &Word| {
                next.means(Meaning::Joins)
                    || next.means(Meaning::Complaint)
                    || is(next, &["等", "情况", "情形", "现象", "事件"])
            };
            !word.means(Meaning::Complaint)
                || (after.first().is_none_or(ends) && !after.iter().any(|word| is(word, &["引发", "引起", "导致"])))
        })
    }

    fn has(words: &[Word], wanted: impl Fn(Tag) -> bool) -> bool {
        words.iter().filter_map(Word::names).any(wanted)
    }

    /// “无结转”, “没有未办结的申请”, “上年没有遗留”
    fn left_over(&self, denied: &[Word], frame: &[Word]) -> Option<Said> {
        let of_cases = |tag| is_dispute(tag) || matches!(tag, Tag::Result(..));
        if Self::has(denied, of_cases) || Self::has(frame, of_cases) {
            return None;
        }
        let other_year = |words| Self::has(words, |tag| tag == Tag::OtherYear);
        if Self::has(denied, |tag| tag == Tag::CarryIn) {
            return Some((vec![Claim::CarriedIn], ("没有上年结转的申请", "that nothing was carried in")));
        }
        let open = Self::has(denied, |tag| matches!(tag, Tag::CarryOut | Tag::CarryEither | Tag::InProgress));
        if !open || !self.is_of_applications() {
            return None;
        }
        Some(if other_year(denied) || other_year(frame) {
            (vec![Claim::CarriedIn], ("没有上年结转的申请", "that nothing was carried in"))
        } else {
            (vec![Claim::CarriedOut], ("没有结转下年度的申请", "that nothing is carried out"))
        })
    }

    /// Whether what the sentence tells of are applications for information, as far as it can be told.
    pub(super) fn is_of_applications(&self) -> bool {
        self.names_applications || self.plain_applications || self.context.of_applications()
    }

    /// “未发生行政复议、行政诉讼”, and in a list what else there was none of.
    fn disputes_denied(&self, denied: &[Word], frame: &[Word]) -> Option<Said> {
        if !Self::has(denied, is_dispute) {
            return None;
        }
        if !self.tells_of_disclosure() || Self::has(frame, |tag| tag == Tag::OtherYear) {
            return None;
        }
        let mut groups: Vec<&'static str> = Vec::new();
        denied.iter().filter_map(Word::names).for_each(|tag| groups.extend(groups_of(tag)));
        groups.dedup();
        let results: Vec<(&'static str, bool)> = denied.iter().filter_map(Word::names).filter_map(result).collect();
        if let [(column, own)] = results.as_slice() {
            return own.then(|| said_of_result(&groups, column));
        }
        if !results.is_empty() {
            return None;
        }
        let mut claims = cases(&groups, None);
        // “信息公开申请、复议、诉讼均为零”, but not “因信息公开申请引发的复议”.
        let cause = denied.iter().any(|word| word.means(Meaning::Cause));
        let application = denied.iter().position(|word| word.names() == Some(Tag::Application));
        let joined = application.and_then(|at| denied.get(at + 1)).is_some_and(|next| next.means(Meaning::Joins));
        if joined && !cause {
            claims.push(Claim::Received { classes: Vec::new(), accepted: false });
        }
        Some((claims, ("没有行政复议、行政诉讼", "that there was no reconsideration or litigation")))
    }

    /// “无一被纠正”, of the cases that the clause or the sentence speaks of.
    fn results_denied(&self, denied: &[Word], frame: &[Word]) -> Option<Said> {
        let mut results = denied.iter().filter_map(Word::names).filter_map(result);
        let (column, own) = results.next()?;
        let own = own && results.next().is_none();
        let spoken: Vec<Tag> = frame.iter().filter_map(Word::names).filter(|tag| is_dispute(*tag)).collect();
        let spoken = if spoken.is_empty() {
            self.tags.iter().map(|tag| tag.tag).filter(|tag| is_dispute(*tag)).collect()
        } else {
            spoken
        };
        let mut groups: Vec<&'static str> = spoken.into_iter().flat_map(groups_of).collect();
        if groups.is_empty() {
            groups = [&[row::RECONSIDERATION], LITIGATION].concat();
        }
        groups.dedup();
        (own && self.tells_of_disclosure()).then(|| said_of_result(&groups, column))
    }

    /// “未作出不予公开的决定”, “没有重复申请”
    fn outcomes_denied(&self, denied: &[Word], frame: &[Word]) -> Option<Said> {
        let report = self.context.report;
        let mut claims = Vec::new();
        let mut known = self.is_of_applications() || [denied, frame].iter().any(|words| Self::has(words, is_applying));
        for word in denied {
            let rows = match word.names() {
                Some(Tag::Outcome(outcome)) => outcome_rows(report, outcome),
                Some(Tag::Row(row)) => {
                    known = true;
                    vec![row]
                }
                _ => continue,
            };
            known |= word.names() == Some(Tag::Outcome(Outcome::Unavailable));
            let named = self.slice(word.span.clone()).to_owned();
            claims.push(Claim::WithOutcome { rows, named, classes: Vec::new(), also: Vec::new() });
        }
        let decided = ["情形", "情况", "决定", "答复"];
        known |= denied.iter().any(|word| decided.contains(&self.slice(word.span.clone())));
        // Of a row that is named with its group the row is meant: “没有需要另行制作而无法提供的申请”.
        let own = |claim: &Claim| matches!(claim, Claim::WithOutcome { rows, .. } if rows.len() == 1);
        if claims.iter().any(own) {
            claims.retain(own);
        }
        (!claims.is_empty() && known)
            .then_some((claims, ("没有这样办理的申请", "that no application had this outcome")))
    }

    /// “未制发规范性文件”, “没有行政许可、行政处罚”
    fn table_two_denied(&self, denied: &[Word]) -> Option<Said> {
        if Self::has(denied, is_applying) {
            return None;
        }
        let mut claims = Vec::new();
        let documents: Vec<&'static str> = denied
            .iter()
            .filter_map(|word| match word.names() {
                Some(Tag::NormativeDocuments) => Some(row::NORMATIVE_DOCUMENTS),
                Some(Tag::Regulations) => Some(row::REGULATIONS),
                _ => None,
            })
            .collect();
        let mut columns: Vec<&'static str> = Vec::new();
        // “没有新增行政许可事项” tells of what there is to decide on, and not of decisions.
        let anew = denied.iter().any(|word| word.means(Meaning::New));
        for tag in denied.iter().filter_map(Word::names) {
            match tag {
                Tag::DocumentColumn(column) => columns.push(column),
                Tag::Decisions(_) | Tag::Fees if anew => {}
                Tag::Decisions(row) => claims.push(Claim::Disclosure { row, column: column::DECISIONS }),
                Tag::Fees => claims.push(Claim::Disclosure { row: row::ADMINISTRATIVE_FEES, column: column::AMOUNT }),
                _ => {}
            }
        }
        if columns.is_empty() && anew {
            columns.push(column::ISSUED);
        }
        // A document that is denied without saying in what way is neither made nor in force, or only one of these.
        if !documents.is_empty() && columns.is_empty() {
            return None;
        }
        claims.extend(
            documents.iter().flat_map(|&row| columns.iter().map(move |&column| Claim::Disclosure { row, column })),
        );
        (!claims.is_empty())
            .then_some((claims, ("表二所列事项没有发生", "that there is nothing of the kind in table two")))
    }

    /// “未收到申请”, “没有企业提出申请”
    fn applications_denied(&self, denied: &[Word]) -> Option<Said> {
        let full = Self::has(denied, |tag| tag == Tag::Application);
        let bare = Self::has(denied, |tag| tag == Tag::BareApplication) || self.asks_for_information(denied);
        // “没有人申请行政复议”: what is asked for is no information.
        let other = |tag| {
            is_dispute(tag) || matches!(tag, Tag::Process | Tag::Decided | Tag::Fees | Tag::OtherYear | Tag::Total)
        };
        if !(full || (bare && self.is_of_applications_or_alone(denied))) || Self::has(denied, other) {
            return None;
        }
        let mut classes: Vec<&'static str> = Vec::new();
        for tag in denied.iter().filter_map(Word::names) {
            if let Tag::Class(columns) = tag {
                classes.extend(columns);
            }
        }
        // Individuals, or the public, and organizations together are everybody.
        let public = ["公众", "社会公众", "群众", "居民", "市民", "村民"];
        let persons = classes.contains(&column::NATURAL_PERSON)
            || denied.iter().any(|word| public.contains(&self.slice(word.span.clone())));
        let everybody = persons && classes.len() > 1;
        if everybody || self.names_organizations(denied) {
            classes.clear();
        }
        Some((vec![Claim::Received { classes, accepted: false }], ("没有收到申请", "that no application was received")))
    }

    /// “任何组织或者个人” is everybody.
    fn names_organizations(&self, denied: &[Word]) -> bool {
        denied.iter().any(|word| ["组织", "法人", "任何人", "群众", "任何"].contains(&self.slice(word.span.clone())))
            && !Self::has(denied, |tag| matches!(tag, Tag::Class(classes) if classes != [column::NATURAL_PERSON]))
    }

    /// “没有人向我县申请获取政府信息”
    fn asks_for_information(&self, denied: &[Word]) -> bool {
        let says = |wanted: &str| denied.iter().any(|word| self.slice(word.span.clone()).contains(wanted));
        says("申请") && (says("政府信息") || says("公开"))
    }

    /// 申请 alone means applications for information where nothing in the sentence before it tells of something else.
    fn is_of_applications_or_alone(&self, denied: &[Word]) -> bool {
        let first = denied.first().is_some_and(|word| self.slice(0..word.span.start).find(super::STOPS).is_none());
        self.is_of_applications() || first || self.asks_for_information(denied)
    }

    /// Whether what the sentence tells of concerns disclosure.
    fn tells_of_disclosure(&self) -> bool {
        self.names_disclosure || self.context.passage.section == Some(SectionKey::Disputes)
    }
}

/// Whether a word names what may be denied, rather than what is done with it.
fn is_object(word: &Word) -> bool {
    word.names().is_some_and(|tag| {
        is_dispute(tag)
            || is_applying(tag)
            || matches!(
                tag,
                Tag::CarryIn
                    | Tag::CarryOut
                    | Tag::CarryEither
                    | Tag::InProgress
                    | Tag::Class(_)
                    | Tag::Outcome(_)
                    | Tag::Row(_)
                    | Tag::Result(..)
                    | Tag::Regulations
                    | Tag::DocumentColumn(_)
                    | Tag::NormativeDocuments
                    | Tag::Decisions(_)
                    | Tag::Fees
            )
    })
}

fn is_applying(tag: Tag) -> bool {
    matches!(tag, Tag::Application | Tag::BareApplication)
}

pub(super) fn is_dispute(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::Reconsideration | Tag::Litigation | Tag::Contested | Tag::DirectLitigation | Tag::LitigationAfter
    )
}

pub(super) fn groups_of(tag: Tag) -> Vec<&'static str> {
    match tag {
        Tag::Reconsideration => vec![row::RECONSIDERATION],
        Tag::Litigation => LITIGATION.to_vec(),
        Tag::Contested => [&[row::RECONSIDERATION], LITIGATION].concat(),
        Tag::DirectLitigation => vec![row::DIRECT_LITIGATION],
        Tag::LitigationAfter => vec![row::LITIGATION_AFTER_RECONSIDERATION],
        _ => Vec::new(),
    }
}

fn result(tag: Tag) -> Option<(&'static str, bool)> {
    if let Tag::Result(column, own) = tag { Some((column, own)) } else { None }
}

/// Reconsideration and litigation apart, as the table has them.
pub(super) fn cases(groups: &[&'static str], result: Option<&'static str>) -> Vec<Claim> {
    let (reconsideration, litigation): (Vec<&'static str>, Vec<&'static str>) =
        groups.iter().partition(|group| **group == row::RECONSIDERATION);
    let claim = |groups: Vec<&'static str>| Claim::Disputes { groups, result, also: Vec::new() };
    [reconsideration, litigation].into_iter().filter(|groups| !groups.is_empty()).map(claim).collect()
}

pub(super) fn said_of_result(groups: &[&'static str], column: &'static str) -> Said {
    let said = match column {
        column::CORRECTED => ("没有被纠正的案件", "that no case was corrected"),
        column::PENDING => ("所有案件都已审结", "that no case is pending"),
        _ => ("没有这样结案的案件", "that no case ended so"),
    };
    (cases(groups, Some(column)), said)
}
