//! What the words around a figure name: cases, documents, decisions, applications.

use std::ops::Range;

use super::Doubt;
use super::sentence::Sentence;
use super::words::{STOPS, names_something};
use crate::check::text::figure::Figure;
use crate::check::text::phrase::{Outcome, Tag, Tagged};
use crate::check::text::scope::{Claim, outcome_rows};
use crate::check::text::{Unit, head, tail};
use crate::form::SectionKey;

impl Sentence<'_> {
    /// What the words around a figure name.
    pub(super) fn claim_of(&self, figure: &Figure, named: &[Tagged]) -> Option<(Claim, Option<Doubt>)> {
        let has = |wanted: Tag| named.iter().any(|tag| tag.tag == wanted);
        if figure.unit == Unit::Yuan {
            let named = has(Tag::Fees) && !has(Tag::Publishing);
            return named.then_some((Claim::Disclosure { row: "administrative_fees", column: "amount" }, None));
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
            .dispute(named)
            .or_else(|| self.carried(figure, named))
            .or_else(|| self.document(named))
            .or_else(|| self.decision(named));
        if let Some((claim, doubt)) = claim {
            let counted_in_entries = matches!(claim, Claim::Disclosure { .. });
            return Some((claim, doubt.or(odd_unit.filter(|_| !counted_in_entries))));
        }
        self.application(named).map(|(claim, doubt)| (claim, doubt.or(odd_unit)))
    }

    /// Whether a word among those that name something names a row of outcomes.
    fn is_row(&self, word: &str, named: &[Tagged]) -> bool {
        named.iter().any(|tag| matches!(tag.tag, Tag::Row(_)) && self.slice(tag.span.clone()) == word)
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
                group: Vec::new(),
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
                Tag::Contested => {
                    groups.push("reconsideration");
                    litigation = true;
                }
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
        let mut also: Vec<Vec<&'static str>> = Vec::new();
        if groups.is_empty() {
            // “维持3件” and “总数20件” go on with the cases that were spoken of.
            let last = self.last.as_ref()?;
            let Claim::Disputes { groups: before, .. } = &last.claim else { return None };
            if result.is_none() && !only_total {
                return None;
            }
            groups.clone_from(before);
            doubt = last.doubt;
            // “行政复议3件、行政诉讼2件，被纠错1件”: of the last, of another, or of all.
            also = self.listed.disputes.iter().filter(|known| **known != groups).cloned().collect();
            if !also.is_empty() {
                also.push(self.listed.disputes.concat());
            }
        }
        if !self.names_disclosure {
            doubt = doubt.or(Some(if self.context.of_disclosure { Doubt::OtherMatter } else { return None }));
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

    fn carried(&self, figure: &Figure, named: &[Tagged]) -> Option<(Claim, Option<Doubt>)> {
        if named.iter().all(|tag| matches!(tag.tag, Tag::Total | Tag::OfWhich | Tag::ThisYear)) && !named.is_empty() {
            // “新收74件，上年结转1件，共计75件”
            let last = self.last.as_ref().filter(|last| last.claim == Claim::CarriedIn && last.doubt.is_none());
            return last.map(|_| (Claim::Received { classes: Vec::new(), accepted: true }, None));
        }
        let carried = |tag: &&Tagged| matches!(tag.tag, Tag::CarryIn | Tag::CarryOut | Tag::CarryEither);
        let Some(tag) = named.iter().rev().find(carried) else { return self.in_progress(figure, named) };
        let claim = match tag.tag {
            Tag::CarryIn => Claim::CarriedIn,
            Tag::CarryOut => Claim::CarriedOut,
            _ => Claim::CarriedEither,
        };
        let other = named.iter().any(|tag| matches!(tag.tag, Tag::Class(_) | Tag::Outcome(_)));
        // Cases of table four are carried over too, and no cell counts that.
        let of_cases = self.context.passage.section == Some(SectionKey::Disputes)
            || self.last.as_ref().is_some_and(|last| matches!(last.claim, Claim::Disputes { .. }));
        // “含上年结转为75件” counts the whole with them.
        let with_them = named.iter().any(|tag| tag.tag == Tag::OfWhich && self.slice(tag.span.clone()).ends_with('含'))
            && self.slice(tag.span.end..figure.span.start).contains(['为', '共', '计']);
        let claim = if with_them && claim == Claim::CarriedIn { Claim::WithCarriedIn } else { claim };
        let doubt = if !self.context.of_applications || of_cases {
            Some(Doubt::OtherMatter)
        } else {
            (other || !self.classes.is_empty()).then_some(Doubt::Ambiguous)
        };
        Some((claim, doubt))
    }

    /// Applications that are still being processed: those carried out where they are called so or are all that is left;
    /// else it is not said on which day.
    fn in_progress(&self, figure: &Figure, named: &[Tagged]) -> Option<(Claim, Option<Doubt>)> {
        named.iter().find(|tag| tag.tag == Tag::InProgress)?;
        let of_applications = self.names_applications || self.last.as_ref()?.claim.of_applications();
        let of_cases = self.last.as_ref().is_some_and(|last| matches!(last.claim, Claim::Disputes { .. }));
        if !of_applications || of_cases {
            return None;
        }
        // “办理中3件（结转下年）”
        let called_so = self
            .asides
            .iter()
            .find(|aside| aside.start == figure.span.end)
            .is_some_and(|aside| self.tags_within(aside).iter().any(|tag| tag.tag == Tag::CarryOut));
        if called_so {
            return Some((Claim::CarriedOut, None));
        }
        let rest = tail(self.slice(0..figure.span.start), 6);
        let is_rest = ["其余", "剩余", "余下"].iter().any(|word| rest.contains(word));
        Some((Claim::Unprocessed, (!is_rest).then_some(Doubt::Narrower)))
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
        let column = columns.last().copied().or_else(|| self.newly_made(named))?;
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
        // What was published may be a part of what was made; those in force are published whole.
        if has(Tag::Publishing) && column != "in_force" {
            doubt = doubt.or(Some(Doubt::AtMost));
        }
        Some((Claim::Disclosure { row, column }, doubt))
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
        named.windows(2).any(pair).then_some("issued")
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
        // 办理 may count what was applied for; beside each other, permits and penalties are those of the table.
        let decided = goes_on || self.decisions_in_a_row || named.iter().any(|tag| tag.tag == Tag::Decided);
        let doubt = (rows.len() > 1 || !decided).then_some(Doubt::Ambiguous);
        Some((Claim::Disclosure { row, column: "decisions" }, doubt))
    }

    fn application(&self, named: &[Tagged]) -> Option<(Claim, Option<Doubt>)> {
        let has = |wanted: Tag| named.iter().any(|tag| tag.tag == wanted);
        let goes_on = self.last.as_ref().is_some_and(|last| last.claim.of_applications());
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
        if named.iter().any(|tag| matches!(tag.tag, Tag::Reconsideration | Tag::Litigation)) {
            return None;
        }
        // “撤回申请3件” counts a part of those received.
        let withdrawn = named.iter().any(|tag| matches!(tag.tag, Tag::Result(..))).then_some(Doubt::Narrower);
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
            // “不掌握相关信息、无法提供” names a row with its group.
            let own = named.iter().filter_map(|tag| if let Tag::Row(row) = tag.tag { Some(row) } else { None });
            let own: Vec<&'static str> = own.collect();
            let mut group: Vec<&'static str> = Vec::new();
            if groups == 1 && own.len() == 1 && rows.iter().filter(|row| own.contains(row)).count() > 1 {
                let between = named.first().zip(named.last()).map(|(a, b)| a.span.end..b.span.start);
                // “不掌握等原因无法提供” names the row as one of the group's.
                if between.is_some_and(|between| self.slice(between).contains('等')) {
                    words.retain(|word| !self.is_row(word, named));
                } else {
                    rows.retain(|row| !own.contains(row));
                    group = rows.iter().chain(&own).copied().collect();
                    rows = own;
                }
            }
            rows.dedup();
            let mixed = group.is_empty() && groups > 0 && words.len() > groups;
            // After a list of classes the outcomes are those of all, after one class they may be its own.
            let one_class = self.listed.classes.len() == self.classes.len();
            let after_class = classes.is_empty() && self.frame.is_empty() && !self.classes.is_empty() && one_class;
            if classes.is_empty() && !self.frame.is_empty() {
                classes.clone_from(&self.frame);
            } else if after_class {
                classes.clone_from(&self.classes);
            }
            let doubt = if groups == 0 { unnamed() } else { None };
            let doubt = doubt.or((mixed || after_class).then_some(Doubt::Ambiguous));
            return Some((Claim::WithOutcome { rows, named: words.join("＋"), classes, group }, doubt));
        }
        let bare = has(Tag::BareApplication);
        let full = has(Tag::Application);
        let verb = named.iter().rev().find(|tag| matches!(tag.tag, Tag::Receive | Tag::Accept | Tag::Process));
        if !classes.is_empty() {
            let spoken_of = full || bare || goes_on || verb.is_some() || self.names_applications;
            if !self.context.of_applications || !spoken_of {
                return None;
            }
            let doubt = if full || bare { None } else { unnamed() };
            return Some((Claim::OfClass { classes, rows: self.rows.clone() }, doubt));
        }
        let of_which = withdrawn.or(has(Tag::OfWhich).then_some(Doubt::Narrower));
        match verb.map(|tag| tag.tag) {
            Some(Tag::Process) => {
                let of_which = match of_which {
                    Some(_) if withdrawn.is_none() && self.closes_those_received(named) => None,
                    Some(_) if withdrawn.is_none() => Some(Doubt::AtMost),
                    of_which => of_which,
                };
                (full || known).then_some((Claim::Processed, of_which))
            }
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
                let plain = named.iter().any(|tag| {
                    let after = head(self.slice(tag.span.end..self.text.len()), 2);
                    tag.tag == Tag::Application
                        && (self.slice(tag.span.clone()).ends_with("申请")
                            || ["数量", "件数", "总数", "总量"].contains(&after))
                });
                let doubt = if plain { of_which } else { Some(Doubt::Ambiguous) };
                Some((Claim::Received { classes, accepted: true }, doubt))
            }
            None => None,
        }
    }
}
