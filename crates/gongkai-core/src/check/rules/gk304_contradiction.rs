//! GK304 contradiction: what the text denies, the tables do not count.

use crate::check::text::scope::{Claim, Scope};
use crate::check::text::{FigureKind, Passage, Unit, figures, found, passages};
use crate::check::{Basis, Editions, Finding, Rule, RuleDoc, RuleId, RuleInfo, Severity, Subject, Text, Verdict};
use crate::form::SectionKey;

/// The rule.
#[derive(Debug)]
pub struct Contradiction;

static INFO: RuleInfo = RuleInfo {
    id: RuleId::new(304),
    name: "contradiction",
    title: ("正文与表格不矛盾", "text against tables"),
    basis: Basis::Practice,
    clause: "实务通常：正文的结论与三张表不矛盾",
    editions: Editions::All,
    severity: Severity::Warning,
    doc: RuleDoc {
        what: (
            "正文说“全部办结”的，结转下年度为 0；说“未收到申请”的，新收为 0；说“无行政复议、诉讼”的，表四为 0；说“无结转”的，结转为 0；说未收费的，别处没有写收了多少。",
            "Where the text says that all applications were processed, none is carried out; where it says none was received, none is; no reconsideration or litigation, table four is 0; nothing carried over, those rows are 0; no fee, no fee is stated elsewhere.",
        ),
        why: (
            "结论性的话常常沿用往年，与当年的数字相反。",
            "Such sentences are carried over from earlier years and contradict the year's figures.",
        ),
        example: (
            "正文“全部办结”，表三结转下年度 3 件。",
            "The text says “全部办结”; three applications are carried out.",
        ),
        mend: (
            "核对后改正文或表格；只是按时答复的，写“均按时答复”。",
            "Mend the text or the table; where timeliness is meant, write 均按时答复.",
        ),
    },
};

/// What a clause denies, and what would contradict it.
struct Denial {
    claims: Vec<Claim>,
    /// What the text says, for the message.
    said: (&'static str, &'static str),
}

impl Rule for Contradiction {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, subject: &Subject<'_>) -> Verdict {
        let passages = passages(subject);
        if passages.is_empty() {
            return Verdict::cannot(Text::new("没有读到正文", "no text was read"));
        }
        let mut verdict = Verdict::default();
        for passage in &passages {
            for sentence in passage.sentences() {
                let sentence = passage.text.get(sentence).unwrap_or_default();
                for clause in sentence.split(['，', '；', ',', ';', '。', '：']).filter(|clause| !clause.is_empty())
                {
                    if let Some(denial) = denial(sentence, clause, passage.section) {
                        judge(subject, passage, clause, &denial, &mut verdict);
                    }
                }
            }
        }
        fee(&passages, &mut verdict);
        if verdict.assessed == 0 && verdict.unassessed.is_empty() {
            // Nothing denied is nothing contradicted.
            verdict.holds();
        }
        verdict
    }
}

fn judge(subject: &Subject<'_>, passage: &Passage, clause: &str, denial: &Denial, verdict: &mut Verdict) {
    let mut counted: Vec<Scope> = Vec::new();
    let mut known = false;
    for claim in &denial.claims {
        let scopes = claim.scopes(subject.report);
        known |= !scopes.is_empty();
        // Published and computed totals may differ; a zero in either is no contradiction.
        if let Some(first) = scopes.first()
            && scopes.iter().filter(|scope| scope.cells == first.cells).all(|scope| !scope.value.is_zero())
        {
            counted.push(first.clone());
        }
    }
    if !known {
        verdict.skip(Text::new("对应的格没有读到数字", "the cells concerned hold no number"));
        return;
    }
    if counted.is_empty() {
        verdict.holds();
        return;
    }
    let list = |zh: bool| -> String {
        let one = |scope: &Scope| format!("{} {}", if zh { &scope.name.zh } else { &scope.name.en }, scope.value);
        counted.iter().map(one).collect::<Vec<_>>().join("、")
    };
    let message = Text::new(
        format!("正文“{clause}”，表格为：{}", list(true)),
        format!("the text says {} (“{clause}”), the tables say: {}", denial.said.1, list(false)),
    );
    let cells = counted.iter().flat_map(|scope| &scope.cells).map(|&key| subject.related(key)).collect();
    verdict.fails(
        Finding::new(&INFO, message)
            .with_cells(cells)
            .with_excerpt(passage.section, clause)
            .with_help(INFO.mend_text())
            .with_note(Text::new(format!("正文的意思是{}", denial.said.0), format!("understood as: {}", denial.said.1)))
            .at(passage.position),
    );
}

/// What a clause denies, when it plainly does.
fn denial(sentence: &str, clause: &str, section: Option<SectionKey>) -> Option<Denial> {
    // A part of the organs, of the applications or of the year may well have none.
    let part = [
        "本级",
        "各",
        "部门",
        "网上",
        "网络",
        "当面",
        "信函",
        "现场",
        "线上",
        "线下",
        "平台",
        "电话",
        "法人",
        "自然人",
        "企业",
        "公民",
        "个人",
        "季度",
        "半年",
        "月份",
        "重复",
        "恶意",
        "上半",
        "下半",
        "年前",
        "截至",
        "超期",
        "逾期",
        "延期",
        "投诉",
        "举报",
        "不予",
        "去年",
        "上年度未",
        "涉密",
        "如",
        "若",
        "尚未收到反馈",
    ];
    if found(clause, &part).is_some() && !clause.contains("上年结转") && !clause.contains("结转上年") {
        return None;
    }
    none_received(clause)
        .or_else(|| all_processed(sentence, clause))
        .or_else(|| no_dispute(sentence, clause, section))
        .or_else(|| none_carried(clause))
}

fn none_received(clause: &str) -> Option<Denial> {
    let said = found(
        clause,
        &[
            "未收到",
            "没有收到",
            "未接到",
            "没有接到",
            "无人提出",
            "未受理",
            "没有受理",
            "未接收",
            "无公民提出",
            "零收到",
        ],
    );
    let object = ["信息公开申请", "依申请公开", "公开申请", "政府信息申请", "信息公开的申请", "依申请"];
    let other = ["复议", "诉讼", "费", "投诉", "举报", "意见", "表", "起诉", "材料", "反馈", "补正", "不服"];
    let bare = [
        "无政府信息公开申请",
        "无依申请公开申请",
        "无信息公开申请",
        "无依申请公开件",
        "无依申请公开事项",
        "没有依申请公开",
        "没有政府信息公开申请",
    ];
    let denies = said.is_some() && found(clause, &object).is_some() || found(clause, &bare).is_some();
    // “未收到……申请引发的复议” denies the reconsideration, not the application.
    (denies && found(clause, &other).is_none() && figures(clause).iter().all(|figure| figure.unit != Unit::Cases)).then(
        || Denial {
            claims: vec![Claim::Received { classes: Vec::new(), accepted: false }],
            said: ("没有收到申请", "that no application was received"),
        },
    )
}

fn all_processed(sentence: &str, clause: &str) -> Option<Denial> {
    let said = [
        "全部办结",
        "均已办结",
        "全部办理完毕",
        "均已办理完毕",
        "全部答复完毕",
        "已全部答复",
        "均已答复",
        "全部予以答复",
        "全部已办结",
        "全部已答复",
        "都已办结",
        "都已答复",
        "均办结",
        "全部办理完成",
        "均已办理完成",
        "办结率100%",
        "办结率为100%",
        "办结率达100%",
        "办结率达到100%",
    ];
    found(clause, &said)?;
    // A rate of timely answers is something else, and so is what is said of those that were due.
    let rate = ["按时", "按期", "及时", "期限", "时限", "限期", "如期"];
    let due = ["到期", "应办", "其余", "除", "结转", "正在", "期内"];
    let timely = found(clause, &due).is_some() || (clause.contains('率') && found(clause, &rate).is_some());
    let other = [
        "提案", "建议", "工单", "诉求", "复议", "诉讼", "信访", "热线", "留言", "问题", "整改", "审批", "许可", "咨询",
        "信件", "来信", "任务", "投诉",
    ];
    let object = ["申请", "依申请公开"];
    // “上年结转2件，已全部办结” is said of the two.
    let before = sentence.split(clause).next().unwrap_or_default().trim_end_matches(['，', '；', ',']);
    let last = before.rsplit(['，', '；', ',']).next().unwrap_or_default();
    let of_last_year = [last, clause].iter().any(|clause| clause.contains("结转"));
    let applies = found(sentence, &object).is_some() && found(sentence, &other).is_none();
    (applies
        && !timely
        && found(sentence, &["除", "结转下", "结转至", "结转到", "正在办理", "尚在"]).is_none()
        && !of_last_year)
        .then(|| Denial {
            claims: vec![Claim::CarriedOut],
            said: ("所有申请都已办结", "that every application was processed"),
        })
}

fn no_dispute(sentence: &str, clause: &str, section: Option<SectionKey>) -> Option<Denial> {
    let denies = [
        "无行政复议",
        "未发生",
        "没有发生",
        "未出现",
        "没有出现",
        "未引发",
        "未引起",
        "没有引发",
        "无因",
        "不存在因",
        "未因",
        "没有因",
        "未产生",
        "没有产生",
        "无政府信息公开行政复议",
        "无信息公开行政复议",
        "无涉及",
        "未收到",
        "没有行政复议",
        "无复议",
        "无行政诉讼",
        "没有行政诉讼",
        "未被提起",
        "未被申请",
    ];
    let result = ["维持", "纠正", "纠错", "败诉", "撤销", "确认违法", "审结", "新增", "二审", "再审", "重大", "化解"];
    if found(clause, &denies).is_none() || found(clause, &result).is_some() {
        return None;
    }
    // What is denied must stand behind the denial.
    let denied = found(clause, &denies).and_then(|word| clause.split_once(word)).map(|(_, after)| after)?;
    let whole = clause.strip_suffix(denied).unwrap_or(clause);
    let object = if found(whole, &["复议", "诉讼"]).is_some() { clause } else { denied };
    let reconsideration = object.contains("复议");
    let litigation = object.contains("诉讼");
    if !(reconsideration || litigation) || figures(clause).iter().any(|figure| figure.kind == FigureKind::Quantity) {
        return None;
    }
    if section != Some(SectionKey::Disputes) && found(sentence, &["信息公开", "依申请", "政务公开"]).is_none()
    {
        return None;
    }
    let mut claims = Vec::new();
    if reconsideration {
        claims.push(Claim::Disputes { groups: vec!["reconsideration"], result: None });
    }
    if litigation {
        claims.push(Claim::Disputes {
            groups: vec!["direct_litigation", "litigation_after_reconsideration"],
            result: None,
        });
    }
    Some(Denial {
        claims, said: ("没有行政复议、行政诉讼", "that there was no reconsideration or litigation")
    })
}

fn none_carried(clause: &str) -> Option<Denial> {
    let out = [
        "无结转下年",
        "没有结转下年",
        "无结转至下年",
        "未结转下年",
        "无需结转下年",
        "无结转下一年",
        "没有结转至下年",
        "无结转到下年",
    ];
    let carried_in = ["无上年结转", "没有上年结转", "上年无结转", "上年没有结转", "无上年度结转", "无结转上年"];
    if found(clause, &out).is_some() {
        return Some(Denial {
            claims: vec![Claim::CarriedOut],
            said: ("没有结转下年度的申请", "that nothing is carried out"),
        });
    }
    found(clause, &carried_in)
        .map(|_| Denial {
            claims: vec![Claim::CarriedIn], said: ("没有上年结转的申请", "that nothing was carried in")
        })
}

/// A fee that one place denies and another states.
fn fee(passages: &[Passage], verdict: &mut Verdict) {
    let denies = [
        "未收取",
        "无收取",
        "没有收取",
        "未收到信息处理费",
        "未产生",
        "未发生",
        "不收取",
        "零收费",
        "无收费",
        "没有产生",
        "未征收",
        "无信息处理费",
        "没有发生",
    ];
    let mut denied: Option<(&Passage, &str)> = None;
    let mut stated: Option<&str> = None;
    for passage in passages {
        for clause in passage.text.split(['。', '；', '，', '\n']) {
            if !clause.contains("处理费") {
                continue;
            }
            let amount = figures(clause).into_iter().find(|figure| figure.unit == Unit::Yuan);
            let says_none = found(clause, &denies).is_some() || amount.as_ref().is_some_and(|a| a.value.is_zero());
            // Another year's fee contradicts nothing.
            if found(clause, &["上年", "去年", "较", "比", "以往"]).is_some() {
                continue;
            }
            match amount {
                Some(figure) if !figure.value.is_zero() && !says_none => stated = Some(clause),
                _ if says_none => denied = Some((passage, clause)),
                _ => {}
            }
        }
    }
    match (denied, stated) {
        (Some((passage, denied)), Some(stated)) => {
            let message = Text::new(
                format!("正文前后矛盾：“{denied}”与“{stated}”"),
                format!("the text contradicts itself: “{denied}” and “{stated}”"),
            );
            verdict.fails(
                Finding::new(&INFO, message)
                    .with_excerpt(passage.section, denied)
                    .with_help(INFO.mend_text())
                    .at(passage.position),
            );
        }
        (None, None) => {}
        _ => verdict.holds(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Report;
    use crate::check::rules::fixtures::{set, skipped, with_text};

    fn report(text: &str, value: &str) -> Report {
        let mut report = with_text(SectionKey::Overview, &text.split('\n').collect::<Vec<_>>());
        for key in [
            "applications.received.total",
            "applications.carried_in.total",
            "applications.carried_out.total",
            "disputes.reconsideration.total",
            "disputes.direct_litigation.total",
            "disputes.litigation_after_reconsideration.total",
        ] {
            set(&mut report, &[(key, value)]);
        }
        report
    }

    fn found_in(text: &str, value: &str) -> usize {
        Contradiction.check(&Subject::new(&report(text, value))).findings.len()
    }

    const CONTRADICTED: &[&str] = &[
        "全年收到政府信息公开申请26件，全部办结。",
        "全年收到政府信息公开申请26件，均已答复。",
        "2023年，我镇未收到政府信息公开申请。",
        "全年没有收到依申请公开申请。",
        "全年无政府信息公开申请。",
        "未发生因政府信息公开引发的行政复议、行政诉讼。",
        "无因政府信息公开工作被申请行政复议的情况。",
        "政府信息公开申请无结转下年度办理情况。",
        "我局没有上年结转的政府信息公开申请，无上年结转件。",
    ];

    #[test]
    fn what_the_text_denies_is_not_counted() {
        for text in CONTRADICTED {
            assert_eq!(found_in(text, "0"), 0, "{text}");
            assert!(found_in(text, "3") >= 1, "{text}");
        }
    }

    #[test]
    fn other_matters_contradict_nothing() {
        for text in [
            "全年收到政府信息公开申请26件，均按时答复。",
            "按时办结率100%，均在法定期限内答复政府信息公开申请。",
            "按时办结率100%，全年政府信息公开申请按期答复率100%。",
            "收到政府信息公开申请26件，上年结转2件，均已办结。",
            "到期政府信息公开申请全部办结。",
            "依申请公开答复率100%。",
            "人大建议、政协提案全部办结。",
            "除3件结转外，其余申请全部办结。",
            "未收到当面提出的政府信息公开申请。",
            "市本级未收到政府信息公开申请。",
            "未发生被纠错的政府信息公开行政复议。",
            "未收到对依申请公开答复不服的投诉。",
            "对未收到申请材料的政府信息公开申请及时联系补正。",
            "信息公开培训覆盖各科室，未发生泄密事件。",
            "因政府信息公开引发行政复议3件，无败诉案件。",
            "12345热线工单全部办结，政府信息公开有序推进。",
            "2023年未收取信息处理费。",
            "司法局全年未发生复议错案。",
        ] {
            assert_eq!(found_in(text, "3"), 0, "{text}");
        }
    }

    #[test]
    fn a_fee_is_not_denied_and_stated() {
        assert_eq!(found_in("全年收取信息处理费120元。\n本年度未收取信息处理费。", "0"), 1);
        assert_eq!(found_in("较上年收取信息处理费120元减少。\n本年度未收取信息处理费。", "0"), 0);
        assert_eq!(found_in("信息处理费0元。\n本年度未收取信息处理费。", "0"), 0);
    }

    #[test]
    fn cells_without_numbers_are_not_judged() {
        skipped(&Contradiction, &with_text(SectionKey::Overview, &["全年未收到政府信息公开申请。"]));
    }
}
