//! GK302 text-percentages: a percentage with its parts agrees with them.

use crate::Within;
use rust_decimal::Decimal;

use crate::check::text::claim::{Claimed, Doubt, claims_within, outcome_or_class, told_of};
use crate::check::text::phrase::{Tag, Tagged, tags};
use crate::check::text::scope::{Claim, Scope};
use crate::check::text::{Figure, FigureKind, Passage, Precision, Unit, found};
use crate::check::{
    Basis, Editions, Finding, Maturity, Rule, RuleDoc, RuleId, RuleInfo, Severity, Subject, Text, Verdict,
};

mod change;
mod growth;

/// The rule.
#[derive(Debug)]
pub(in crate::check) struct TextPercentages;

static INFO: RuleInfo = RuleInfo {
    id: RuleId::new(302),
    name: "text-percentages",
    title: ("正文百分比与其数字一致", "percentages in the text"),
    basis: Basis::Practice,
    clause: (
        "实务通常：百分比能由正文或表格的数字算出",
        "usual practice: a percentage follows from the figures of the text or the tables",
    ),
    earlier_clause: None,
    maturity: Maturity::Stable,
    editions: Editions::All,
    severity: Severity::Warning,
    doc: RuleDoc {
        what: (
            "“某数占百分之几”与表三的新收、新收＋上年结转、办理结果总计或同段所列总数相符；“增加几件、增长百分之几”三者相符。以印出的小数位为准。",
            "A share agrees with its part and a whole: received, received + carried in, total processed, or a whole in the same paragraph; a growth agrees with its values. Printed decimals are the tolerance.",
        ),
        why: (
            "百分比多由人工计算，数字改了百分比常常忘改。",
            "Percentages are worked out by hand and forgotten when a figure changes.",
        ),
        example: ("“予以公开 258 件，占 33.9%”，而办结共 805 件。", "“258 granted, 33.9 %” of 805 processed."),
        limits: (
            "只看占全部申请的比例，以及两年数字都给出的增减幅度；其余百分比不看，大多数错误看不出来。",
            "Only shares of all applications and growths of which both values are known; most faults are passed over.",
        ),
        mend: (
            "按现在的数字重算百分比，或者说明是占什么的比例。",
            "Work the percentage out again, or say of what it is a share.",
        ),
    },
};

impl Rule for TextPercentages {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn judge(&self, subject: &Subject<'_>) -> Result<Verdict, Text> {
        let wording = subject.wording();
        let mut verdict = Verdict::default();
        for (passage, claims) in wording.read(subject)? {
            let mut wholes: Vec<Decimal> = Vec::new();
            for (span, figures) in &claims.sentences {
                let text = passage.text.get(span.clone()).unwrap_or_default();
                let sentence = Sentence { subject, passage, start: span.start, text, claimed: &claims.counted };
                sentence.check(figures, &mut wholes, &mut verdict);
            }
        }
        Ok(verdict)
    }
}

struct Sentence<'a> {
    subject: &'a Subject<'a>,
    passage: &'a Passage,
    start: usize,
    text: &'a str,
    claimed: &'a [Claimed],
}

/// How many quantities before a percentage are looked at: more are not parts of one statement.
const MOST_PARTS: usize = 24;

impl Sentence<'_> {
    /// Judges every percentage of the sentence; counts of earlier sentences may be the whole of a share.
    fn check(&self, figures: &[Figure], wholes: &mut Vec<Decimal>, verdict: &mut Verdict) {
        let mut counts: Vec<&Figure> = Vec::new();
        let mut previous_end = 0;
        for figure in figures {
            match figure.kind {
                FigureKind::Quantity if is_count(figure) => counts.push(figure),
                FigureKind::Percent if !self.text.get(figure.span.clone()).unwrap_or_default().contains('点') => {
                    let lead = self.text.within(previous_end..figure.span.start);
                    self.percentage(figure, lead, &counts, wholes, verdict);
                }
                _ => continue,
            }
            previous_end = figure.span.end;
        }
        wholes.extend(counts.iter().map(|figure| figure.value.decimal()));
        let excess = wholes.len().saturating_sub(MOST_PARTS);
        wholes.drain(..excess);
    }

    fn percentage(&self, percent: &Figure, lead: &str, counts: &[&Figure], wholes: &[Decimal], verdict: &mut Verdict) {
        if self.named_share(percent, lead, counts, wholes, verdict) {
            return;
        }
        if self.share_of_counted(percent, counts, verdict) || self.rate(percent, lead, verdict) {
            return;
        }
        let recent: Vec<&Figure> = counts.iter().rev().take(MOST_PARTS).rev().copied().collect();
        // “予以公开115件（30.83%）”
        let after = self.text.within(percent.span.end..);
        let bracketed = matches!(lead, "（" | "(") && after.starts_with(['）', ')']);
        if lead.contains('占') || bracketed {
            self.share(percent, lead, &recent, wholes, verdict);
        } else if found(lead, &["增长", "上升", "增加", "增幅"]).is_some() {
            self.growth(percent, lead, &recent, Decimal::ONE, verdict);
        } else if found(lead, &["下降", "减少", "降低", "降幅"]).is_some() {
            self.growth(percent, lead, &recent, -Decimal::ONE, verdict);
        }
    }

    /// A share that names its part and gives no number for it: “予以公开占30.8%”. Says whether it was one.
    fn named_share(
        &self,
        percent: &Figure,
        lead: &str,
        counts: &[&Figure],
        wholes: &[Decimal],
        verdict: &mut Verdict,
    ) -> bool {
        let clause = lead.rsplit(['，', '；', '：', '、', '。', '（', ',', ';']).next().unwrap_or_default();
        let Some((name, between)) = clause.rsplit_once('占') else { return false };
        let Some(claim) = outcome_or_class(self.subject.report, name).filter(|_| is_of_all(between)) else {
            return false;
        };
        let before = percent.span.start - clause.len();
        if !self.speaks_of_all_applications(before, &claim) {
            return false;
        }
        let parts = claim.scopes(self.subject.report);
        let (of_table, printed) = self.totals();
        if parts.is_empty() || of_table.is_empty() || percent.precision != Precision::Exact {
            verdict.skip(Text::new("不知道百分比是占什么的比例", "it is not known of what the percentage is a share"));
            return true;
        }
        let counted = counts.iter().map(|figure| figure.value.decimal());
        let of: Vec<Decimal> = of_table.into_iter().chain(wholes.iter().copied()).chain(counted).collect();
        let fits = |part: &Scope| of.iter().any(|&whole| matches_percent(percent, part.value.decimal(), whole));
        if parts.iter().any(fits) {
            verdict.holds();
            return true;
        }
        let percent_printed = self.text.get(percent.span.clone()).unwrap_or_default();
        let message = Text::new(
            format!("正文“{name}占{percent_printed}”与表三不符"),
            format!("the text says “{name}占{percent_printed}”, which does not follow from table three"),
        );
        let part = parts.first();
        let cells = part.map(|part| part.cells.iter().map(|&key| self.subject.related(key)).collect());
        let shares = |zh: bool| part.map(|part| shares(part.value.decimal(), &printed, zh)).unwrap_or_default();
        let note = Text::new(format!("按表三计算，占{}", shares(true)), format!("by table three: {}", shares(false)));
        verdict.fails(
            Finding::new(&INFO, message)
                .with_cells(cells.unwrap_or_default())
                .with_excerpt(self.passage.section, format!("{name}占{between}{percent_printed}"))
                .compared_with(percent_printed)
                .with_note(note)
                .with_help(INFO.mend_text())
                .at(self.passage.position(self.start + percent.span.start)),
        );
        true
    }

    /// Whether what stands before a named share tells of all applications: not of one office's, of one class's, of one way.
    fn speaks_of_all_applications(&self, before: usize, claim: &Claim) -> bool {
        let said = self.start..self.start + before;
        let told = told_of(self.subject.report, self.passage, said.clone());
        let of_class = told.classes && matches!(claim, Claim::WithOutcome { .. });
        let counted = claims_within(self.claimed, &(0..said.end)).iter().rev().find(|one| one.claim.of_applications());
        let of_some = |doubt: Doubt| doubt != Doubt::Ambiguous && doubt != Doubt::Approximate;
        let sentence = self.start..self.start + self.text.len();
        let named = || told_of(self.subject.report, self.passage, sentence).applications;
        let known = counted.map_or_else(named, |one| !one.doubt.is_some_and(of_some));
        known && !told.part && !of_class
    }

    fn share(&self, percent: &Figure, lead: &str, counts: &[&Figure], wholes: &[Decimal], verdict: &mut Verdict) {
        let Some(part) = counts.last() else {
            verdict.skip(Text::new("百分比前没有可以核对的数字", "no figure stands before the percentage"));
            return;
        };
        let about = self.is_about(percent, lead) && self.is_far_off(percent, part);
        let vague = (self.is_about(percent, lead) && !about) || part.precision != Precision::Exact;
        let values: Vec<Decimal> = counts.iter().map(|figure| figure.value.decimal()).collect();
        let (of_table, printed) = self.totals();
        let mut of: Vec<Decimal> = of_table.clone();
        of.extend(wholes.iter().chain(&values));
        // A whole may be the sum of the parts that the sentence lists.
        of.extend((0..values.len()).filter_map(|from| sum(values.get(from..)?)));
        // Several parts may share one percentage: “A 3件、B 2件，合计占50%”.
        let parts: Vec<Decimal> = (0..values.len()).filter_map(|from| sum(values.get(from..)?)).collect();
        let fits = |part: Decimal, whole: Decimal| matches_percent(percent, part, whole);
        if of.iter().any(|&whole| parts.iter().chain(&values).any(|&part| fits(part, whole))) {
            verdict.holds();
            return;
        }
        // Only a share of all applications can be said to be wrong: 占 alone, or with 总数, after a count of
        // applications whose meaning is known.
        let between = if matches!(lead, "（" | "(") { "" } else { lead.rsplit('占').next().unwrap_or_default() };
        let at = self.start + part.span.start;
        let named = claims_within(self.claimed, &(at..at + 1)).iter().any(|claimed| {
            // A figure that agrees with the cells that it names is said of them.
            let agrees = || {
                let scopes = claimed.claim.scopes(self.subject.report);
                scopes.first().is_some_and(|scope| scope.value == claimed.figure.value)
            };
            matches!(claimed.claim, Claim::WithOutcome { .. } | Claim::OfClass { .. })
                && match claimed.doubt {
                    None => true,
                    Some(Doubt::OtherMatter | Doubt::Ambiguous) => agrees(),
                    Some(_) => false,
                }
        });
        let named = named || (names_its_whole(between) && self.is_one_part(part, lead));
        if vague || !named || !is_of_all(between) || lead.contains("分别") || of_table.is_empty() {
            verdict.skip(Text::new("不知道百分比是占什么的比例", "it is not known of what the percentage is a share"));
            return;
        }
        let part_printed = self.text.get(part.span.clone()).unwrap_or_default();
        let percent_printed = self.text.get(percent.span.clone()).unwrap_or_default();
        let message = Text::new(
            format!("正文“{part_printed}，占{percent_printed}”算不出来"),
            format!("the text gives “{part_printed}” as “{percent_printed}”, which does not follow from any total"),
        );
        let shares = |zh: bool| shares(part.value.decimal(), &printed, zh);
        let note = Text::new(format!("按表三计算，占{}", shares(true)), format!("by table three: {}", shares(false)));
        let excerpt = self.text.get(part.span.start..percent.span.end).unwrap_or(percent_printed);
        verdict.fails(
            Finding::new(&INFO, message)
                .with_excerpt(self.passage.section, excerpt)
                .with_note(note)
                .with_help(INFO.mend_text())
                .at(self.passage.position(self.start + percent.span.start)),
        );
    }

    /// Whether a share that is only about so much is far from what its part makes of any total.
    fn is_far_off(&self, percent: &Figure, part: &Figure) -> bool {
        let (totals, _) = self.totals();
        let (said, tenth) = (percent.value.decimal(), Decimal::TEN);
        totals.iter().all(|whole| {
            let share = part.value.decimal().checked_mul(Decimal::ONE_HUNDRED).and_then(|n| n.checked_div(*whole));
            share.is_some_and(|share| (share - said).abs() > tenth)
        })
    }

    /// Whether a share is only about so much: “约占三成”.
    fn is_about(&self, percent: &Figure, lead: &str) -> bool {
        percent.precision != Precision::Exact || lead.contains('约') || lead.contains('近')
    }

    /// Whether a figure stands right before 占 as the one part whose share is given, of this year.
    fn is_one_part(&self, part: &Figure, lead: &str) -> bool {
        let before = lead.split('占').next().unwrap_or_default();
        let other_year = |tag: &Tagged| matches!(tag.tag, Tag::OtherYear | Tag::Comparison);
        part.unit == Unit::Cases
            && before.chars().all(|c| "，,、约".contains(c))
            && !tags(self.text, None).iter().any(other_year)
    }

    /// “网络申请251件，占新收申请392件的84.0%”: the part and its whole are both counted, the whole right before its share.
    /// Says whether it was one.
    fn share_of_counted(&self, percent: &Figure, counts: &[&Figure], verdict: &mut Verdict) -> bool {
        let [.., part, whole] = counts else { return false };
        let between = self.text.within(part.span.end..whole.span.start);
        let behind = self.text.within(whole.span.end..percent.span.start);
        let clauses = between.matches(['，', ',', '；', '、', '（', '(']).count();
        let plain = between.contains('占') && clauses <= 1 && ["的", "的比例为", "的比重为", "之"].contains(&behind);
        let exact = [*part, *whole, percent].iter().all(|figure| figure.precision == Precision::Exact);
        let vague = between.contains('约') || between.contains('近');
        if !(plain && exact && part.unit == whole.unit) || vague {
            return false;
        }
        let (part_value, whole_value) = (part.value.decimal(), whole.value.decimal());
        if matches_percent(percent, part_value, whole_value) {
            verdict.holds();
            return true;
        }
        let right = part_value.checked_mul(Decimal::ONE_HUNDRED).and_then(|share| share.checked_div(whole_value));
        let Some(right) = right.map(|right| right.round_dp(2)) else { return false };
        let excerpt = self.text.within(part.span.start..percent.span.end);
        let message = Text::new(
            format!("正文“{excerpt}”算不出来：应为 {right}%"),
            format!("the text says “{excerpt}”, which makes {right}%"),
        );
        verdict.fails(self.finding(percent, message, excerpt));
        true
    }

    /// “办结率91.2%”: of what came in, or of what was there to be processed. Says whether it was one.
    fn rate(&self, percent: &Figure, lead: &str, verdict: &mut Verdict) -> bool {
        let clause = lead.rsplit(STOPS).next().unwrap_or_default().trim_end_matches(['为', '达', '到', '约']);
        let told = || told_of(self.subject.report, self.passage, self.start..self.start + self.text.len());
        if !RATES.contains(&clause.trim_start_matches(['，', ','])) || self.is_about(percent, lead) {
            return false;
        }
        let report = self.subject.report;
        let value = |claim: Claim| claim.scopes(report).first().map(|scope| scope.value.decimal());
        let received = Claim::Received { classes: Vec::new(), accepted: false };
        let wholes: Vec<Decimal> = received.scopes(report).iter().map(|scope| scope.value.decimal()).collect();
        let Some(processed) = value(Claim::Processed).filter(|_| !wholes.is_empty()) else { return false };
        let all = percent.value.decimal() == Decimal::ONE_HUNDRED;
        if wholes.iter().any(|&whole| matches_percent(percent, processed, whole)) || all {
            // That all was done is a claim of its own, and GK304's.
            verdict.holds();
            return true;
        }
        // The rate is of these applications where the sentence counts those processed as the table does.
        let span = self.start..self.start + percent.span.start;
        let counted = claims_within(self.claimed, &span)
            .iter()
            .any(|one| one.claim == Claim::Processed && one.figure.value.decimal() == processed);
        if !counted || told().part {
            return false;
        }
        let shares: Vec<String> = wholes
            .iter()
            .filter_map(|whole| processed.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(*whole))
            .map(|share| format!("{}%", share.round_dp(2)))
            .collect();
        let (clause, printed) = (clause.trim_start_matches(['，', ',']), self.printed(percent));
        let message = Text::new(
            format!("正文“{clause}{printed}”与表三不符：按表三为 {}", shares.join(" 或 ")),
            format!("the text says “{clause}{printed}”; by table three it is {}", shares.join(" or ")),
        );
        verdict.fails(self.finding(percent, message, &format!("{clause}{printed}")));
        true
    }

    /// A finding about a percentage.
    fn finding(&self, percent: &Figure, message: Text, excerpt: &str) -> Finding {
        Finding::new(&INFO, message)
            .with_excerpt(self.passage.section, excerpt)
            .with_help(INFO.mend_text())
            .at(self.passage.position(self.start + percent.span.start))
    }

    /// The totals of table three that a share may be of, with their names.
    fn totals(&self) -> (Vec<Decimal>, Vec<(Text, Decimal)>) {
        let mut named: Vec<(Text, Decimal)> = Vec::new();
        let claims = [Claim::Received { classes: Vec::new(), accepted: false }, Claim::Processed];
        for scope in claims.iter().flat_map(|claim| claim.scopes(self.subject.report)) {
            let value = scope.value.decimal();
            if !value.is_zero() && named.iter().all(|(_, known)| *known != value) {
                named.push((scope.name, value));
            }
        }
        (named.iter().map(|(_, value)| *value).collect(), named)
    }
}

/// Rates of what was processed.
const RATES: &[&str] = &["办结率", "审结率", "结案率", "办理率", "总办结率", "申请办结率", "整体办结率"];

/// Stops between the clauses of a sentence.
const STOPS: [char; 8] = ['，', ',', '；', '：', '、', '。', '（', ';'];

/// Words by which a share says of which applications it is.
const OF_WHICH: &[&str] = &["新收", "收到", "办结", "办理", "受理", "应办", "申请总", "全部申请", "答复"];

/// Whether the words between 占 and the percentage say of what it is a share.
fn names_its_whole(words: &str) -> bool {
    is_of_all(words) && found(words, OF_WHICH).is_some()
}

/// Whether the words between 占 and the percentage say no more than that all applications are meant.
fn is_of_all(words: &str) -> bool {
    let mut left = words.to_owned();
    for word in [
        "申请",
        "全部",
        "新收",
        "应办",
        "办结件",
        "办结",
        "办理",
        "处理",
        "答复",
        "受理",
        "收到",
        "结果",
        "总计",
        "总数",
        "总量",
        "比例",
        "政府信息公开",
        "依申请公开",
        "件数",
        "数量",
    ] {
        left = left.replace(word, "");
    }
    left.chars().all(|c| "占的比为达到总数量已全年所有例重约近".contains(c))
}

/// What a part makes of each total.
fn shares(part: Decimal, totals: &[(Text, Decimal)], zh: bool) -> String {
    let one = |(name, whole): &(Text, Decimal)| {
        let share = part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(*whole)?;
        let name = if zh { &name.zh } else { &name.en };
        let colon = if zh { "：" } else { ": " };
        Some(format!("{name} {whole}{colon}{}%", share.round_dp(2)))
    };
    totals.iter().filter_map(one).collect::<Vec<_>>().join(if zh { "；" } else { "; " })
}

fn is_count(figure: &Figure) -> bool {
    matches!(figure.unit, Unit::Cases | Unit::Entries | Unit::Times | Unit::People)
}

fn sum(values: &[Decimal]) -> Option<Decimal> {
    values.iter().try_fold(Decimal::ZERO, |sum, value| sum.checked_add(*value))
}

/// Whether a part makes the printed percentage of a whole, to the last printed digit however it was rounded.
fn matches_percent(percent: &Figure, part: Decimal, whole: Decimal) -> bool {
    let share = part.checked_mul(Decimal::ONE_HUNDRED).and_then(|part| part.checked_div(whole));
    share.is_some_and(|share| (share - percent.value.decimal()).abs() < percent.step.decimal())
}

#[cfg(test)]
mod tests;
