//! What the words around a figure name: cases, documents, decisions, applications.

mod applications;
mod cases;

use crate::form::keys::{column, row};
use std::ops::Range;

use super::Doubt;
use super::sentence::Sentence;
use super::words::{STOPS, names_something};
use crate::check::text::figure::Figure;
use crate::check::text::phrase::{Outcome, Tag, Tagged};
use crate::check::text::scope::{Claim, outcome_rows};
use crate::check::text::{Unit, found};

/// Of what decisions may have come that are only some of the year's.
const CAMPAIGNS: &[&str] = &["检查", "抽查", "专项", "行动", "领域", "整治", "巡查", "查处"];

impl Sentence<'_> {
    /// What the words around a figure name.
    pub(super) fn claim_of(&self, figure: &Figure, named: &[Tagged]) -> Option<(Claim, Option<Doubt>)> {
        let has = |wanted: Tag| named.iter().any(|tag| tag.tag == wanted);
        if figure.unit == Unit::Yuan {
            let named = has(Tag::Fees) && !has(Tag::Publishing);
            return named
                .then_some((Claim::Disclosure { row: row::ADMINISTRATIVE_FEES, column: column::AMOUNT }, None));
        }
        let counted = match figure.unit {
            Unit::Cases | Unit::Entries => true,
            Unit::None => self.goes_without_unit(figure, named),
            _ => false,
        };
        if !counted {
            return None;
        }
        let odd_unit = (figure.unit == Unit::Entries).then_some(Doubt::Ambiguous);
        let claim = self
            .dispute(figure, named)
            .or_else(|| self.carried(figure, named))
            .or_else(|| self.document(figure, named))
            .or_else(|| self.decision(figure, named));
        if let Some((claim, doubt)) = claim {
            let counted_in_entries = matches!(claim, Claim::Disclosure { .. });
            return Some((claim, doubt.or(odd_unit.filter(|_| !counted_in_entries))));
        }
        self.application(figure, named).map(|(claim, doubt)| (claim, doubt.or(odd_unit)))
    }

    /// Whether a number without a unit counts what is named: in a list whose other numbers have one, or at the end of a
    /// clause that says how many there were.
    fn goes_without_unit(&self, figure: &Figure, named: &[Tagged]) -> bool {
        let ends =
            self.slice(figure.span.end..self.text.len()).chars().next().is_none_or(|c| STOPS.contains(&c) || c == '、');
        let in_list = self.last.as_ref().is_some_and(|last| last.figure.unit == Unit::Cases)
            && named.iter().any(|tag| matches!(tag.tag, Tag::Outcome(_) | Tag::Row(_) | Tag::Class(_)));
        let says_how_many = self.slice(0..figure.span.start).ends_with(['为', '是', '：', ':'])
            && named.iter().any(|tag| matches!(tag.tag, Tag::Application | Tag::Reconsideration | Tag::Litigation));
        ends && (in_list || says_how_many)
    }

    /// What 公开 alone or 其他 alone names in a list: the applications granted, those of the classes or outcomes that the
    /// list left out.
    pub(super) fn bare_name(&self, near: Range<usize>, named: &[Tagged]) -> Option<(Claim, Option<Doubt>)> {
        let last = self.last.as_ref()?;
        if named.iter().any(|tag| names_something(tag.tag)) || last.figure.unit != Unit::Cases {
            return None;
        }
        let words = self.slice(near).trim_start_matches(['、', '：', ':', '；']);
        let words = words.strip_prefix("其中").unwrap_or(words).trim_end_matches(['的', '有', '为', '：', ':', '共']);
        if !last.claim.of_applications() {
            return None;
        }
        let report = self.context.report;
        let claim = match words {
            "公开" => Claim::WithOutcome {
                rows: outcome_rows(report, Outcome::Granted),
                named: "公开".to_owned(),
                classes: Vec::new(),
                also: Vec::new(),
            },
            "其他" | "其它" | "其他组织" | "其他法人" | "其他情形" if !self.listed.rows.is_empty() => {
                Claim::OtherOutcomes { named: self.listed.rows.clone() }
            }
            "其他" | "其它" | "其他组织" | "其他法人" if !self.listed.classes.is_empty() => {
                Claim::OtherClasses { named: self.listed.classes.clone() }
            }
            _ => return None,
        };
        Some((claim, last.doubt))
    }

    fn document(&self, figure: &Figure, named: &[Tagged]) -> Option<(Claim, Option<Doubt>)> {
        let has = |wanted: Tag| named.iter().any(|tag| tag.tag == wanted);
        let columns: Vec<&'static str> = named
            .iter()
            .filter_map(|tag| match tag.tag {
                Tag::DocumentColumn(column) => Some(column),
                _ => None,
            })
            .collect();
        let column = columns.last().copied().or_else(|| self.newly_made(named))?;
        let mut doubt = columns.iter().any(|other| *other != column).then_some(Doubt::Ambiguous);
        let row = match (has(Tag::Regulations), has(Tag::NormativeDocuments)) {
            (true, false) => row::REGULATIONS,
            (false, true) => row::NORMATIVE_DOCUMENTS,
            (true, true) => {
                doubt = Some(Doubt::Ambiguous);
                row::NORMATIVE_DOCUMENTS
            }
            (false, false) => match self.last.as_ref().map(|last| (&last.claim, last.doubt)) {
                Some((Claim::Disclosure { row: row @ (row::REGULATIONS | row::NORMATIVE_DOCUMENTS), .. }, of_last)) => {
                    doubt = doubt.or(of_last);
                    row
                }
                None if column == column::IN_FORCE && self.has_named_documents(figure) => row::NORMATIVE_DOCUMENTS,
                None if self.opens_with_documents(figure) => row::NORMATIVE_DOCUMENTS,
                _ => return None,
            },
        };
        // What was published may be a part of what was made; those in force are published whole.
        if has(Tag::Publishing) && column != column::IN_FORCE {
            doubt = doubt.or(Some(Doubt::AtMost));
        }
        // “废止5件、宣布失效2件”: the column may count either or both.
        if column == column::REPEALED && self.parts_lapsed_from_repealed() {
            doubt = doubt.or(Some(Doubt::AtMost));
        }
        Some((Claim::Disclosure { row, column }, doubt))
    }

    /// Whether the sentence counts documents that lapsed beside those that were repealed.
    fn parts_lapsed_from_repealed(&self) -> bool {
        let words = || {
            let tags = self.tags.iter().filter(|tag| tag.tag == Tag::DocumentColumn(column::REPEALED));
            tags.map(|tag| self.slice(tag.span.clone()))
        };
        words().any(|word| !word.contains('废')) && words().any(|word| !word.contains("失效"))
    }

    /// “公开规范性文件目录，现行有效26件”: the clause before names them and says nothing else that counts.
    fn has_named_documents(&self, figure: &Figure) -> bool {
        let before = self.tags_within(&(0..figure.span.start));
        let other = |tag: &Tagged| {
            matches!(tag.tag, Tag::Regulations | Tag::Publishing | Tag::Narrower | Tag::Topic | Tag::Channel)
        };
        before.iter().any(|tag| tag.tag == Tag::NormativeDocuments) && !before.iter().any(other)
    }

    /// “行政规范性文件：本年制发2件”: they are named right before the colon that opens the list.
    fn opens_with_documents(&self, figure: &Figure) -> bool {
        let colon = self.slice(0..figure.span.start).rfind(['：', ':']);
        let named = colon.and_then(|colon| self.tag_ending_at(colon));
        named.is_some_and(|tag| tag.tag == Tag::NormativeDocuments)
    }

    /// “新增规范性文件3件” says no more than that they were made.
    fn newly_made(&self, named: &[Tagged]) -> Option<&'static str> {
        let pair = |pair: &[Tagged]| match pair {
            [added, documents] => {
                documents.tag == Tag::NormativeDocuments
                    && added.span.end == documents.span.start
                    && self.slice(added.span.clone()) == "新增"
            }
            _ => false,
        };
        named.windows(2).any(pair).then_some(column::ISSUED)
    }

    fn decision(&self, figure: &Figure, named: &[Tagged]) -> Option<(Claim, Option<Doubt>)> {
        let rows: Vec<(&'static str, usize)> = named
            .iter()
            .filter_map(|tag| match tag.tag {
                Tag::Decisions(row) => Some((row, tag.span.start)),
                _ => None,
            })
            .collect();
        let &(row, starts) = rows.last()?;
        if named.iter().any(|tag| tag.tag == Tag::Publishing) {
            return None;
        }
        let goes_on = self.last.as_ref().is_some_and(|last| {
            last.doubt.is_none() && matches!(last.claim, Claim::Disclosure { column: column::DECISIONS, .. })
        });
        // 办理 may count what was applied for; beside each other, permits and penalties are those of the table.
        // What is carried out (“实施行政强制74件”) was decided.
        let carried_out = ["实施", "采取"].iter().any(|word| self.slice(0..starts).ends_with(word));
        let decided =
            goes_on || carried_out || self.decisions_in_a_row || named.iter().any(|tag| tag.tag == Tag::Decided);
        // “开展检查120次，作出行政处罚3件” counts those that came of it.
        let of_campaign = found(self.slice(0..figure.span.start), CAMPAIGNS).map(|_| Doubt::Narrower);
        let doubt = of_campaign.or((rows.len() > 1 || !decided).then_some(Doubt::Ambiguous));
        Some((Claim::Disclosure { row, column: column::DECISIONS }, doubt))
    }
}
