//! What the words around a figure name: cases, documents, decisions, applications.

use super::Doubt;
use super::sentence::Sentence;
use crate::check::text::Unit;
use crate::check::text::figure::Figure;
use crate::check::text::phrase::{Tag, Tagged};
use crate::check::text::scope::{Claim, outcome_rows};
use crate::form::SectionKey;

impl Sentence<'_> {
    /// What the words around a figure name.
    pub(super) fn claim_of(&self, figure: &Figure, named: &[Tagged]) -> Option<(Claim, Option<Doubt>)> {
        let has = |wanted: Tag| named.iter().any(|tag| tag.tag == wanted);
        if figure.unit == Unit::Yuan {
            let named = has(Tag::Fees) && !has(Tag::Publishing);
            return named.then_some((Claim::Disclosure { row: "administrative_fees", column: "amount" }, None));
        }
        if !matches!(figure.unit, Unit::Cases | Unit::Entries) {
            return None;
        }
        let odd_unit = (figure.unit == Unit::Entries).then_some(Doubt::Ambiguous);
        let claim = self
            .dispute(named)
            .or_else(|| self.carried(named))
            .or_else(|| self.document(named))
            .or_else(|| self.decision(named));
        if let Some((claim, doubt)) = claim {
            let counted_in_entries = matches!(claim, Claim::Disclosure { .. });
            return Some((claim, doubt.or(odd_unit.filter(|_| !counted_in_entries))));
        }
        self.application(named).map(|(claim, doubt)| (claim, doubt.or(odd_unit)))
    }

    fn dispute(&self, named: &[Tagged]) -> Option<(Claim, Option<Doubt>)> {
        let mut groups: Vec<&'static str> = Vec::new();
        let mut result: Option<(&'static str, bool)> = None;
        let mut results = 0;
        let mut litigation = false;
        let mut only_total = true;
        for tag in named {
            match tag.tag {
                Tag::Reconsideration => groups.push("reconsideration"),
                Tag::Litigation => litigation = true,
                Tag::DirectLitigation => groups.push("direct_litigation"),
                Tag::LitigationAfter => groups.push("litigation_after_reconsideration"),
                Tag::Result(column, own) => {
                    result = Some((column, own));
                    results += 1;
                }
                Tag::Total | Tag::OfWhich | Tag::Nothing | Tag::ThisYear => continue,
                _ => {}
            }
            only_total = false;
        }
        let specific = groups.iter().any(|group| *group != "reconsideration");
        if litigation && !specific {
            groups.extend(["direct_litigation", "litigation_after_reconsideration"]);
        }
        groups.sort_unstable_by_key(|group| match *group {
            "reconsideration" => 0,
            "direct_litigation" => 1,
            _ => 2,
        });
        groups.dedup();
        let mut doubt = None;
        if groups.is_empty() {
            // “维持3件” and “总数20件” go on with the cases that were spoken of.
            let last = self.last.as_ref()?;
            let Claim::Disputes { groups: before, .. } = &last.claim else { return None };
            if result.is_none() && !only_total {
                return None;
            }
            groups.clone_from(before);
            doubt = last.doubt;
        }
        if !self.names_disclosure {
            doubt = doubt.or(Some(if self.context.of_disclosure { Doubt::OtherMatter } else { return None }));
        }
        if results > 1 || result.is_some_and(|(_, own)| !own) {
            doubt = doubt.or(Some(Doubt::Ambiguous));
        }
        if named.iter().any(|tag| matches!(tag.tag, Tag::Receive | Tag::Accept | Tag::CarryIn | Tag::CarryOut)) {
            doubt = doubt.or(Some(Doubt::Ambiguous));
        }
        Some((Claim::Disputes { groups, result: result.map(|(column, _)| column) }, doubt))
    }

    fn carried(&self, named: &[Tagged]) -> Option<(Claim, Option<Doubt>)> {
        let tag = named.iter().rev().find(|tag| matches!(tag.tag, Tag::CarryIn | Tag::CarryOut | Tag::CarryEither))?;
        let claim = match tag.tag {
            Tag::CarryIn => Claim::CarriedIn,
            Tag::CarryOut => Claim::CarriedOut,
            _ => Claim::CarriedEither,
        };
        let other = named.iter().any(|tag| matches!(tag.tag, Tag::Class(_) | Tag::Outcome(_)));
        // Cases of table four are carried over too, and no cell counts that.
        let of_cases = self.context.passage.section == Some(SectionKey::Disputes)
            || self.last.as_ref().is_some_and(|last| matches!(last.claim, Claim::Disputes { .. }));
        let doubt = if !self.context.of_applications || of_cases {
            Some(Doubt::OtherMatter)
        } else {
            (other || !self.classes.is_empty()).then_some(Doubt::Ambiguous)
        };
        Some((claim, doubt))
    }

    fn document(&self, named: &[Tagged]) -> Option<(Claim, Option<Doubt>)> {
        let has = |wanted: Tag| named.iter().any(|tag| tag.tag == wanted);
        let columns: Vec<&'static str> = named
            .iter()
            .filter_map(|tag| match tag.tag {
                Tag::DocumentColumn(column) => Some(column),
                _ => None,
            })
            .collect();
        let column = *columns.last()?;
        let mut doubt = columns.iter().any(|other| *other != column).then_some(Doubt::Ambiguous);
        let row = match (has(Tag::Regulations), has(Tag::NormativeDocuments)) {
            (true, false) => "regulations",
            (false, true) => "normative_documents",
            (true, true) => {
                doubt = Some(Doubt::Ambiguous);
                "normative_documents"
            }
            (false, false) => {
                let last = self.last.as_ref()?;
                let Claim::Disclosure { row: row @ ("regulations" | "normative_documents"), .. } = last.claim else {
                    return None;
                };
                doubt = doubt.or(last.doubt);
                row
            }
        };
        if has(Tag::Publishing) {
            return None;
        }
        Some((Claim::Disclosure { row, column }, doubt))
    }

    fn decision(&self, named: &[Tagged]) -> Option<(Claim, Option<Doubt>)> {
        let rows: Vec<&'static str> = named
            .iter()
            .filter_map(|tag| match tag.tag {
                Tag::Decisions(row) => Some(row),
                _ => None,
            })
            .collect();
        let row = *rows.last()?;
        if named.iter().any(|tag| tag.tag == Tag::Publishing) {
            return None;
        }
        let goes_on = self.last.as_ref().is_some_and(|last| {
            last.doubt.is_none() && matches!(last.claim, Claim::Disclosure { column: "decisions", .. })
        });
        let decided = goes_on || named.iter().any(|tag| tag.tag == Tag::Decided);
        let doubt = (rows.len() > 1 || !decided).then_some(Doubt::Ambiguous);
        Some((Claim::Disclosure { row, column: "decisions" }, doubt))
    }

    fn application(&self, named: &[Tagged]) -> Option<(Claim, Option<Doubt>)> {
        let has = |wanted: Tag| named.iter().any(|tag| tag.tag == wanted);
        let goes_on = self
            .last
            .as_ref()
            .is_some_and(|last| !matches!(last.claim, Claim::Disputes { .. } | Claim::Disclosure { .. }));
        let mut classes: Vec<&'static str> = Vec::new();
        let mut rows: Vec<&'static str> = Vec::new();
        let mut words: Vec<&str> = Vec::new();
        let mut groups = 0;
        for tag in named {
            match tag.tag {
                Tag::Class(columns) => classes.extend(columns),
                Tag::Outcome(outcome) => {
                    rows.extend(outcome_rows(self.context.report, outcome));
                    words.push(self.slice(tag.span.clone()));
                    groups += 1;
                }
                Tag::Row(row) => {
                    rows.push(row);
                    words.push(self.slice(tag.span.clone()));
                }
                _ => {}
            }
        }
        let known = self.names_applications || goes_on;
        let unnamed = || {
            if known {
                None
            } else if self.context.of_applications {
                Some(Doubt::OtherMatter)
            } else {
                Some(Doubt::Ambiguous)
            }
        };
        if !rows.is_empty() {
            if !self.context.of_applications && !goes_on {
                return None;
            }
            rows.dedup();
            let mixed = groups > 0 && words.len() > groups;
            let after_class = classes.is_empty() && !self.classes.is_empty();
            if after_class {
                classes.clone_from(&self.classes);
            }
            let doubt = if groups == 0 { unnamed() } else { None };
            let doubt = doubt.or((mixed || after_class).then_some(Doubt::Ambiguous));
            return Some((Claim::WithOutcome { rows, named: words.join("＋"), classes }, doubt));
        }
        let bare = has(Tag::BareApplication);
        let full = has(Tag::Application);
        let verb = named.iter().rev().find(|tag| matches!(tag.tag, Tag::Receive | Tag::Accept | Tag::Process));
        if !classes.is_empty() {
            if !self.context.of_applications || !(full || bare || goes_on || verb.is_some()) {
                return None;
            }
            let doubt = if full || bare { None } else { unnamed() };
            return Some((Claim::OfClass { classes, rows: self.rows.clone() }, doubt));
        }
        let of_which = has(Tag::OfWhich).then_some(Doubt::Narrower);
        match verb.map(|tag| tag.tag) {
            Some(Tag::Process) => (full || known).then_some((Claim::Processed, of_which)),
            Some(verb) => {
                if !full && !self.context.of_applications {
                    return None;
                }
                let doubt = if full || (bare && self.context.of_applications) { None } else { unnamed() };
                let accepted = verb == Tag::Accept;
                Some((Claim::Received { classes, accepted }, doubt.or(of_which)))
            }
            None if full => {
                // 依申请公开 alone may also be said of what was given out on request.
                let plain = named
                    .iter()
                    .any(|tag| tag.tag == Tag::Application && self.slice(tag.span.clone()).ends_with("申请"));
                let doubt = if plain { of_which } else { Some(Doubt::Ambiguous) };
                Some((Claim::Received { classes, accepted: true }, doubt))
            }
            None => None,
        }
    }
}
