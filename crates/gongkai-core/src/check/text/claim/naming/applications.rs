//! Applications of table three: received, processed, with an outcome, carried over.

use super::super::sentence::Sentence;
use super::super::{Doubt, ONLY_OF_APPLICATIONS};
use crate::check::text::figure::Figure;
use crate::check::text::phrase::{Tag, Tagged};
use crate::check::text::scope::{Claim, outcome_rows};
use crate::check::text::{head, tail};
use crate::form::SectionKey;

impl Sentence<'_> {
    pub(super) fn carried(&self, figure: &Figure, named: &[Tagged]) -> Option<(Claim, Option<Doubt>)> {
        if named.iter().all(|tag| matches!(tag.tag, Tag::Total | Tag::OfWhich | Tag::ThisYear)) && !named.is_empty() {
            // “新收74件，上年结转1件，共计75件”
            let last = self
                .last
                .as_ref()
                .filter(|last| matches!(last.claim, Claim::CarriedIn | Claim::CarriedEither) && last.doubt.is_none());
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
        let doubt = if !self.context.of_applications() || of_cases {
            Some(Doubt::OtherMatter)
        } else {
            let after_class = !self.classes.is_empty() && !self.has_ended_since_last('；', figure);
            (other || after_class).then_some(Doubt::Ambiguous)
        };
        Some((claim, doubt))
    }

    /// Whether a mark that ends a statement stands between the last figure that named something and this one.
    fn has_ended_since_last(&self, mark: char, figure: &Figure) -> bool {
        let since = self.last.as_ref().map_or(0, |last| last.figure.span.end);
        self.slice(since..figure.span.start).contains(mark)
    }

    /// Applications that are still being processed: those carried out where they are called so, are all that is left, or
    /// stand beside all that were processed in the year; else it is not said on which day.
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
        let at_years_end = self.last.as_ref().is_some_and(|last| {
            let all = Claim::Processed.scopes(self.context.report);
            last.claim == Claim::Processed && all.first().is_some_and(|all| all.value == last.figure.value)
        });
        Some((Claim::Unprocessed, (!is_rest && !at_years_end).then_some(Doubt::Narrower)))
    }

    pub(super) fn application(&self, figure: &Figure, named: &[Tagged]) -> Option<(Claim, Option<Doubt>)> {
        let has = |wanted: Tag| named.iter().any(|tag| tag.tag == wanted);
        let goes_on = self.last.as_ref().is_some_and(|last| last.claim.of_applications());
        let mut classes: Vec<&'static str> = Vec::new();
        for tag in named {
            if let Tag::Class(columns) = tag.tag {
                classes.extend(columns);
            }
        }
        let groups = named.iter().filter(|tag| matches!(tag.tag, Tag::Outcome(_))).count();
        let rows = named.iter().filter(|tag| matches!(tag.tag, Tag::Row(_))).count();
        if named.iter().any(|tag| matches!(tag.tag, Tag::Reconsideration | Tag::Litigation)) {
            return None;
        }
        // “撤回申请3件” counts a part of those received.
        let withdrawn = named.iter().any(|tag| matches!(tag.tag, Tag::Result(..))).then_some(Doubt::Narrower);
        let told = named.iter().any(|tag| matches!(tag.tag, Tag::Row(row) if ONLY_OF_APPLICATIONS.contains(&row)));
        let known = self.names_applications || goes_on || told;
        let unnamed = || {
            if known {
                None
            } else if self.context.of_applications() {
                Some(Doubt::OtherMatter)
            } else {
                Some(Doubt::Ambiguous)
            }
        };
        if groups + rows > 0 {
            if !self.context.of_applications() && !goes_on {
                // Nothing says that it is an application; a figure that agrees with its cell is said of it.
                let (claim, doubt) = self.with_outcome(named, classes, Some(Doubt::Ambiguous));
                let agrees = claim.scopes(self.context.report).iter().any(|scope| scope.value == figure.value);
                return agrees.then_some((claim, doubt));
            }
            return Some(self.with_outcome(named, classes, if groups == 0 { unnamed() } else { None }));
        }
        let bare = has(Tag::BareApplication);
        let full = has(Tag::Application);
        let verb = named.iter().rev().find(|tag| matches!(tag.tag, Tag::Receive | Tag::Accept | Tag::Process));
        if !classes.is_empty() {
            let spoken_of = full || bare || goes_on || verb.is_some() || self.names_applications;
            if !self.context.of_applications() || !spoken_of {
                let claim = Claim::OfClass { classes, rows: Vec::new() };
                let agrees = claim.scopes(self.context.report).iter().any(|scope| scope.value == figure.value);
                return agrees.then_some((claim, Some(Doubt::Ambiguous)));
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
                if !full && !self.context.of_applications() {
                    return None;
                }
                let doubt = if full || (bare && self.context.of_applications()) { None } else { unnamed() };
                let accepted = verb == Tag::Accept;
                let of_which = of_which.filter(|_| withdrawn.is_some() || !named.iter().any(|tag| self.is_newly(tag)));
                Some((Claim::Received { classes, accepted }, doubt.or(of_which)))
            }
            None if full => {
                // 依申请公开 alone may also be said of what was given out on request.
                let plain = named.iter().any(|tag| {
                    let after = head(self.slice(tag.span.end..self.text.len()), 2);
                    tag.tag == Tag::Application
                        && (["申请", "请求", "诉求"].iter().any(|word| self.slice(tag.span.clone()).ends_with(word))
                            || ["数量", "件数", "总数", "总量"].contains(&after))
                });
                // “研判33次，涉及申请41件” counts those that came up.
                let doubt = if plain && !has(Tag::Topic) { of_which } else { Some(Doubt::Ambiguous) };
                Some((Claim::Received { classes, accepted: true }, doubt))
            }
            None => None,
        }
    }

    /// What the outcomes among some words name together: “予以公开和部分公开”, “不掌握相关信息、无法提供”.
    fn with_outcome(
        &self,
        named: &[Tagged],
        mut classes: Vec<&'static str>,
        unnamed: Option<Doubt>,
    ) -> (Claim, Option<Doubt>) {
        let mut groups: Vec<(&str, Vec<&'static str>)> = Vec::new();
        let mut own: Vec<(&str, &'static str)> = Vec::new();
        for tag in named {
            match tag.tag {
                Tag::Outcome(outcome) => {
                    groups.push((self.slice(tag.span.clone()), outcome_rows(self.context.report, outcome)));
                }
                Tag::Row(row) => own.push((self.slice(tag.span.clone()), row)),
                _ => {}
            }
        }
        // After a list of classes the outcomes are those of all, after one class they may be its own.
        let one_class = self.listed.classes.len() == self.classes.len();
        let after_class = classes.is_empty() && self.frame.is_empty() && !self.classes.is_empty() && one_class;
        if classes.is_empty() && !self.frame.is_empty() {
            classes.clone_from(&self.frame);
        } else if after_class {
            classes.clone_from(&self.classes);
        }
        let doubt = unnamed.or(after_class.then_some(Doubt::Ambiguous));
        // A row that is named with its group: of it where both are said, of the group where the row is one reason of
        // several, “不掌握等原因无法提供”, and some mean the one where they say the other.
        if let ([(group, all)], [(name, row)]) = (groups.as_slice(), own.as_slice())
            && all.contains(row)
        {
            let between = named.first().zip(named.last()).map(|(a, b)| a.span.end..b.span.start);
            let one_of_several = between.is_some_and(|between| self.slice(between).contains('等'));
            let (named, rows, also) =
                if one_of_several { (group, all.clone(), vec![*row]) } else { (name, vec![*row], all.clone()) };
            return (Claim::WithOutcome { rows, named: (*named).to_owned(), classes, also }, doubt);
        }
        let mixed = !groups.is_empty() && !own.is_empty();
        let words: Vec<&str> = groups.iter().map(|(word, _)| *word).chain(own.iter().map(|(word, _)| *word)).collect();
        let mut rows: Vec<&'static str> = groups.iter().flat_map(|(_, rows)| rows).copied().collect();
        rows.extend(own.iter().map(|(_, row)| row));
        rows.dedup();
        let doubt = doubt.or(mixed.then_some(Doubt::Ambiguous));
        (Claim::WithOutcome { rows, named: words.join("＋"), classes, also: Vec::new() }, doubt)
    }
}
