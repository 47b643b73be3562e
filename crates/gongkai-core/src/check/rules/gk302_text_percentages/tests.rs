use super::*;
use crate::Report;
use crate::check::rules::fixtures::{set, with_text};
use crate::form::SectionKey;

fn report(text: &str) -> Report {
    let mut report = with_text(SectionKey::Overview, &[text]);
    set(
        &mut report,
        &[
            ("applications.received.total", "859"),
            ("applications.carried_in.total", "18"),
            ("applications.total_processed.total", "805"),
            ("applications.carried_out.total", "72"),
        ],
    );
    report
}

fn found_in(text: &str) -> usize {
    TextPercentages.check(&Subject::new(&report(text))).findings.len()
}

#[test]
fn right_percentages_are_silent() {
    for text in [
        "收到政府信息公开申请859件，办结805件，其中予以公开275件，占34.2%。",
        "办结政府信息公开申请805件，予以公开275件，占34.16%；无法提供265件，占办结总数的32.9%。",
        "政府信息公开申请中自然人申请821件，占95.6%。",
        "收到政府信息公开申请859件，较上年增加59件，增长7.4%。",
        "收到政府信息公开申请859件，比上年的800件增长7.4%。",
        "发布信息800条，其中政策解读200条，占25%。",
        "政务类200条、服务类300条，分别占40%、60%。",
        "政府信息公开申请予以公开200件，占自然人申请的60%。",
        "满意率98.5%，按时办结率100%，办结率提高2.5个百分点。",
        "予以公开约270件，占三成以上。",
        "行政复议3件，同比下降50%。",
        "与2022年的121件相比，新收申请增加31件，增幅25.6%，集中在征地和旧改两个领域。",
        "较上年的40条多出10条，增长25%，由3个科室共同完成。",
        "和去年的200次相比减少50次，下降25%，涉及12家单位。",
    ] {
        assert_eq!(found_in(text), 0, "{text}");
    }
}

#[test]
fn wrong_percentages_are_found() {
    for text in [
        "办结政府信息公开申请805件，其中予以公开258件，占33.9%。",
        "政府信息公开申请中自然人申请821件，占90%。",
        "收到政府信息公开申请859件，较上年增加59件，增长9.4%。",
        "与2022年的121件相比，新收申请增加31件，增幅35.6%，集中在征地和旧改两个领域。",
        "较上年的40条增加10条，增长20%，3个科室共同完成。",
        "和去年的200次相比减少50次，下降33.3%，涉及12家单位。",
    ] {
        assert_eq!(found_in(text), 1, "{text}");
    }
}

#[test]
fn a_growth_is_compared_with_last_year_where_it_is_known() {
    let current = report("收到政府信息公开申请859件，同比增长7.4%。");
    assert!(!TextPercentages.check(&Subject::new(&current)).unassessed.is_empty());
    let mut previous = with_text(SectionKey::Overview, &[]);
    previous.year = crate::Year::new(2022).ok();
    set(&mut previous, &[("applications.received.total", "800")]);
    let verdict = TextPercentages.check(&Subject::new(&current).with_previous(&previous));
    assert_eq!((verdict.assessed, verdict.findings.len()), (1, 0));
    // 1.4 per cent follows from no count of last year's report.
    let wrong = report("收到政府信息公开申请859件，同比增长1.4%。");
    let findings = TextPercentages.check(&Subject::new(&wrong).with_previous(&previous)).findings;
    let notes: Vec<&str> = findings.iter().flat_map(|finding| &finding.notes).map(|note| note.zh.as_str()).collect();
    assert_eq!(notes, ["按上年度报告计算增长：新收 800：7.38%"]);
    // Nor does a growth of what only a part of the organs received.
    let part = report("市本级收到政府信息公开申请859件，同比增长1.4%。");
    assert_eq!(TextPercentages.check(&Subject::new(&part).with_previous(&previous)).findings, []);
}
