//! Growth and decline: of two values of the text, or of a value of the text against last year's report.

use crate::Within;
use rust_decimal::Decimal;

use super::super::previous;
use super::{INFO, Sentence, matches_percent};
use crate::check::text::scope::Claim;
use crate::check::text::{Figure, Precision, found};
use crate::check::{Finding, Text, Verdict};

impl Sentence<'_> {
    /// A growth or decline: of two values in the sentence, or of a value and its difference.
    pub(super) fn growth(
        &self,
        percent: &Figure,
        lead: &str,
        counts: &[&Figure],
        sign: Decimal,
        verdict: &mut Verdict,
    ) {
        let values: Vec<Decimal> = counts.iter().map(|figure| figure.value.decimal()).collect();
        let fits = |now: Decimal, before: Decimal| {
            now.checked_sub(before).is_some_and(|change| matches_percent(percent, change * sign, before))
        };
        let by_difference =
            |now: Decimal, change: Decimal| now.checked_sub(change * sign).is_some_and(|before| fits(now, before));
        let previous: Vec<Decimal> = previous::of(self.subject)
            .ok()
            .map(|previous| {
                let claims = [Claim::Received { classes: Vec::new(), accepted: false }, Claim::Processed];
                claims.iter().flat_map(|claim| claim.scopes(previous)).map(|scope| scope.value.decimal()).collect()
            })
            .unwrap_or_default();
        let pairs = values.iter().flat_map(|&a| values.iter().map(move |&b| (a, b)));
        let known = pairs.clone().any(|(a, b)| fits(a, b) || by_difference(a, b))
            || values.iter().any(|&now| previous.iter().any(|&before| fits(now, before)));
        if known {
            verdict.holds();
            return;
        }
        if let Some((right, off)) = self.change_should_be(percent, sign) {
            if (right - percent.value.decimal()).abs() < percent.step.decimal() + off {
                verdict.holds();
            } else {
                verdict.fails(self.wrong_change(percent, lead, right, sign));
            }
            return;
        }
        if let Some(finding) = self.against_last_year(percent, lead, counts, sign) {
            verdict.fails(finding);
            return;
        }
        // “收到74件，较上年增加14件，增长23.3%”: a value, its difference and the percentage, and nothing else.
        let [now, change] = counts else {
            verdict.skip(Text::new("没有两年的数字，增幅无法核对", "the values of both years are not given"));
            return;
        };
        let differs = ["增加", "减少", "多", "少", "增长", "下降", "上升"];
        let before_change = self.text.within(now.span.end..change.span.start);
        let exact = [now, change].iter().all(|figure| figure.precision == Precision::Exact)
            && percent.precision == Precision::Exact
            && now.unit == change.unit;
        // “处罚4119件，同比下降2.4%；许可5512件，同比增长6.7%”: what has a percentage of its own is no change.
        let apart = before_change.contains(['%', '％', '；']);
        let against_a_year = !apart && found(before_change, &["较", "比", "同比"]).is_some();
        let from_this_year = !self.is_of_before(now);
        if !(exact && against_a_year && from_this_year && found(before_change, &differs).is_some()) {
            verdict.skip(Text::new("没有两年的数字，增幅无法核对", "the values of both years are not given"));
            return;
        }
        let (now_printed, change_printed, percent_printed) =
            (self.printed(now), self.printed(change), self.printed(percent));
        let before = now.value.decimal().checked_sub(change.value.decimal() * sign).filter(|before| !before.is_zero());
        let right = before
            .and_then(|before| change.value.decimal().checked_mul(Decimal::ONE_HUNDRED)?.checked_div(before))
            .map_or_else(String::new, |right| right.round_dp(2).to_string());
        let message = Text::new(
            format!("正文“{now_printed}，增减 {change_printed}，{percent_printed}”不符：按前两数应为 {right}%"),
            format!("{now_printed} with a change of {change_printed} makes {right}%, not {percent_printed}"),
        );
        let excerpt = self.text.within(now.span.start..percent.span.end);
        verdict.fails(
            Finding::new(&INFO, message)
                .with_excerpt(self.passage.section, excerpt)
                .with_help(INFO.mend_text())
                .at(self.passage.position(self.start + percent.span.start)),
        );
    }

    /// A change that is not what the two values of its statement make.
    fn wrong_change(&self, percent: &Figure, lead: &str, right: Decimal, sign: Decimal) -> Finding {
        let printed = self.printed(percent);
        let word =
            |sign: Decimal| if sign.is_sign_negative() { ("下降", "a decline") } else { ("增长", "a growth") };
        let (said, is) = (word(sign), word(right * sign));
        let by = right.abs().round_dp(2);
        let message = Text::new(
            format!("正文“{}{printed}”不符：按正文两年的数字应为{} {by}%", said.0, is.0),
            format!("the text gives {} of {printed}; by its own two values it is {} of {by}%", said.1, is.1),
        );
        let start = percent.span.start.saturating_sub(lead.len());
        let excerpt = self.text.get(start..percent.span.end).unwrap_or(printed).trim_start_matches(['，', '；', '、']);
        Finding::new(&INFO, message)
            .with_excerpt(self.passage.section, excerpt)
            .with_help(INFO.mend_text())
            .at(self.passage.position(self.start + percent.span.start))
    }

    /// A growth that does not follow from this year's and last year's report: the figure before it is known to agree with
    /// this year's tables, and last year's count the same thing.
    fn against_last_year(&self, percent: &Figure, lead: &str, counts: &[&Figure], sign: Decimal) -> Option<Finding> {
        let previous = previous::of(self.subject).ok()?;
        let last_year = found(lead, &["同比", "上年", "去年", "上一年"]).is_some()
            || previous.year.is_some_and(|year| lead.contains(&format!("{year}年")));
        let now = counts.last().filter(|_| last_year && percent.precision == Precision::Exact)?;
        let claimed = self.claimed.iter().find(|claimed| claimed.figure.span.start == self.start + now.span.start)?;
        let this_year: Vec<Decimal> =
            claimed.claim.scopes(self.subject.report).iter().map(|scope| scope.value.decimal()).collect();
        let scopes = claimed.claim.scopes(previous);
        let known = claimed.doubt.is_none() && this_year.contains(&now.value.decimal());
        if !known || !claimed.claim.plainest_is_known(previous) {
            return None;
        }
        let growth = |before: Decimal| -> Option<Decimal> {
            let change = now.value.decimal().checked_sub(before)?;
            change.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(before).map(|growth| growth * sign)
        };
        let mut listed = (Vec::new(), Vec::new());
        for scope in &scopes {
            let Some(right) = growth(scope.value.decimal()) else { continue };
            if matches_percent(percent, right, Decimal::ONE_HUNDRED) {
                return None;
            }
            listed.0.push(format!("{} {}：{}%", scope.name.zh, scope.value, right.round_dp(2)));
            listed.1.push(format!("{} {}: {}%", scope.name.en, scope.value, right.round_dp(2)));
        }
        if listed.0.is_empty() {
            return None;
        }
        let (now_printed, percent_printed) = (self.printed(now), self.printed(percent));
        let message = Text::new(
            format!("正文“{now_printed}”的增减幅度“{percent_printed}”与上年度报告算不出来"),
            format!("the change of {now_printed} by {percent_printed} does not follow from last year's report"),
        );
        let word = if sign.is_sign_negative() { ("下降", "a decline") } else { ("增长", "a growth") };
        let note = Text::new(
            format!("按上年度报告计算{}：{}", word.0, listed.0.join("；")),
            format!("by last year's report, as {}: {}", word.1, listed.1.join("; ")),
        );
        let excerpt = self.text.within(now.span.start..percent.span.end);
        let compared: Vec<String> = scopes.iter().map(|scope| scope.value.to_string()).collect();
        Some(
            Finding::new(&INFO, message)
                .with_excerpt(self.passage.section, excerpt)
                .compared_with(&compared.join(" "))
                .with_note(note)
                .with_help(INFO.mend_text())
                .at(self.passage.position(self.start + percent.span.start)),
        )
    }

    pub(super) fn printed(&self, figure: &Figure) -> &str {
        self.text.get(figure.span.clone()).unwrap_or_default()
    }
}
