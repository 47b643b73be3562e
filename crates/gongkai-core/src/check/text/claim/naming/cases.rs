//! Cases of table four: reconsideration and litigation, and their results.

use super::super::Doubt;
use super::super::sentence::Sentence;
use super::super::words::STOPS;
use crate::Within;
use crate::check::text::figure::Figure;
use crate::check::text::phrase::{Tag, Tagged};
use crate::check::text::scope::Claim;
use crate::check::text::{found, head};
use crate::form::SectionKey;
use crate::form::keys::row;

impl Sentence<'_> {
    pub(super) fn dispute(&self, figure: &Figure, named: &[Tagged]) -> Option<(Claim, Option<Doubt>)> {
        let mut groups: Vec<&'static str> = Vec::new();
        let mut result: Option<(&'static str, bool)> = None;
        let mut results = 0;
        let mut litigation = false;
        let mut only_total = true;
        for tag in named {
            match tag.tag {
                Tag::Reconsideration => groups.push(row::RECONSIDERATION),
                Tag::Litigation => litigation = true,
                Tag::Contested => {
                    groups.push(row::RECONSIDERATION);
                    litigation = true;
                }
                Tag::DirectLitigation => groups.push(row::DIRECT_LITIGATION),
                Tag::LitigationAfter => groups.push(row::LITIGATION_AFTER_RECONSIDERATION),
                Tag::Result(column, own) => {
                    result = Some((column, own));
                    results += 1;
                }
                Tag::Total | Tag::OfWhich | Tag::Nothing | Tag::ThisYear => continue,
                _ => {}
            }
            only_total = false;
        }
        let specific = groups.iter().any(|group| *group != row::RECONSIDERATION);
        if litigation && !specific {
            groups.extend([row::DIRECT_LITIGATION, row::LITIGATION_AFTER_RECONSIDERATION]);
        }
        groups.sort_unstable_by_key(|group| match *group {
            row::RECONSIDERATION => 0,
            row::DIRECT_LITIGATION => 1,
            _ => 2,
        });
        groups.dedup();
        let mut doubt = None;
        let mut also: Vec<Vec<&'static str>> = Vec::new();
        if groups.is_empty() {
            // “维持3件” and “总数20件” go on with the cases that were spoken of.
            if result.is_none() && !only_total {
                return None;
            }
            match self.last.as_ref().map(|last| (&last.claim, last.doubt)) {
                Some((Claim::Disputes { groups: before, .. }, of_last)) => {
                    groups.clone_from(before);
                    doubt = of_last;
                }
                // “行政复议案件中，维持3件”
                None if !self.framed_cases.is_empty() => groups.clone_from(&self.framed_cases),
                _ => return None,
            }
            // “行政复议3件、行政诉讼2件，被纠错1件”: of the last, of another, or of all.
            also = self.listed.disputes.iter().filter(|known| **known != groups).cloned().collect();
            if !also.is_empty() {
                also.push(self.listed.disputes.concat());
            }
        }
        if !self.names_disclosure {
            doubt = doubt.or(Some(if self.context.of_disclosure { Doubt::OtherMatter } else { return None }));
        }
        if self.names_disclosure_of_some(figure) {
            doubt = doubt.or(Some(Doubt::OtherMatter));
        }
        if results > 1 || result.is_some_and(|(_, own)| !own) {
            doubt = doubt.or(Some(Doubt::Ambiguous));
        }
        // “收到复议3件” may be said of all, “新收” is said of those without last year's.
        let of_some = |tag: &Tagged| match tag.tag {
            Tag::Receive => !["收到", "接到"].contains(&self.slice(tag.span.clone())),
            tag => matches!(tag, Tag::Accept | Tag::CarryIn | Tag::CarryOut),
        };
        if named.iter().any(of_some) {
            doubt = doubt.or(Some(Doubt::Ambiguous));
        }
        Some((Claim::Disputes { groups, result: result.map(|(column, _)| column), also }, doubt))
    }

    /// “行政诉讼案件233件，涉及信息公开的79件”: disclosure is named only behind the figure, of another figure.
    fn names_disclosure_of_some(&self, figure: &Figure) -> bool {
        const DISCLOSURE: &[&str] = &["信息公开", "依申请", "公开申请"];
        if self.context.passage.section == Some(SectionKey::Disputes) || self.context.passage.heading.contains("公开")
        {
            return false;
        }
        let after = self.slice(figure.span.end..self.text.len());
        let clause_ends = after.find(STOPS).unwrap_or(after.len());
        let behind = after.within(clause_ends..);
        let named_before = found(self.slice(0..figure.span.end + clause_ends), DISCLOSURE).is_some();
        let all = found(head(behind, 6), &["均", "都", "全部", "皆"]).is_some();
        let counts_more = behind.contains(|c: char| c.is_ascii_digit());
        !named_before && !all && counts_more && found(behind, DISCLOSURE).is_some()
    }
}
