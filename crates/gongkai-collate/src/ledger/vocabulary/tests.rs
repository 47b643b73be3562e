//! What the words of registers are taken for.

use super::*;

#[test]
fn outcomes_by_label_number_and_article() {
    let vocabulary = &Vocabularies::of(Edition::E2021).outcomes;
    for (text, key) in [
        ("（一）予以公开", "granted"),
        ("予以公开", "granted"),
        ("（一）", "granted"),
        ("部分公开", "partially_granted"),
        ("5.属于三类内部事务信息", "internal_affairs"),
        ("（三）5", "internal_affairs"),
        ("(三)5", "internal_affairs"),
        ("（三）5.", "internal_affairs"),
        ("（三） 5", "internal_affairs"),
        ("（3）5", "internal_affairs"),
        ("三5", "internal_affairs"),
        ("三、5", "internal_affairs"),
        ("三（三）5", "internal_affairs"),
        ("三、（三）5", "internal_affairs"),
        ("（三）5.属于三类内部事务信息", "internal_affairs"),
        ("（三）不予公开5.属于三类内部事务信息", "internal_affairs"),
        ("不予公开（属于国家秘密）", "state_secret"),
        ("不予公开-商业秘密", "third_party_rights"),
        ("无法提供：信息不存在", "not_held"),
        ("其他（撤回）", "other_outcome"),
        ("其他处理（撤回）", "other_outcome"),
        ("（五）不予处理2.重复申请", "duplicate"),
        ("36(1)", "granted"),
        ("36.1", "granted"),
        ("第三十六条第（四）项", "not_held"),
        ("《中华人民共和国政府信息公开条例》第三十六条第（五）项", "not_held"),
        ("《条例》第36条第一款第（七）项", "administrative_inquiry"),
        ("第三十九条第一款", "petition_or_complaint"),
        ("36条7项", "administrative_inquiry"),
        ("37", "partially_granted"),
        ("撤回", "other_outcome"),
        ("（六）3", "other_outcome"),
        ("逾期不补正", "correction_overdue"),
        ("政府信息不存在", "not_held"),
        ("经检索，所申请的政府信息不存在", "not_held"),
        ("告知不属于本机关负责公开", "not_held"),
        ("申请人主动撤销", "other_outcome"),
        ("投诉举报", "petition_or_complaint"),
        ("信访、投诉、举报类", "petition_or_complaint"),
        ("信访事项", "petition_or_complaint"),
        ("属于信访事项", "petition_or_complaint"),
        ("涉及商业秘密", "third_party_rights"),
        ("予以公开的答复", "granted"),
        ("属于行政执法案卷信息", "enforcement_file"),
        ("无正当理由逾期不补正", "correction_overdue"),
        ("第三十六条（四）", "not_held"),
        ("不公开（涉及国家秘密）", "state_secret"),
        ("内部事务信息不予公开", "internal_affairs"),
        ("因属过程性信息，不予公开", "process_information"),
        ("第三方不同意公开，不予公开", "third_party_rights"),
        ("商业秘密/个人隐私", "third_party_rights"),
        ("重复申请不予处理", "duplicate"),
        ("重复申请，不再重复处理", "duplicate"),
        ("逾期未补正，不再处理", "correction_overdue"),
        ("逾期未补正，视为放弃", "correction_overdue"),
        ("未缴纳费用 视为放弃申请", "fee_overdue"),
        ("没有现成信息，需另行制作", "needs_creation"),
        ("不属于我局公开", "not_held"),
        ("非本单位职责", "not_held"),
        ("申请人自行撤回", "other_outcome"),
        ("撤回，终止办理", "other_outcome"),
        ("书面答复，予以公开", "granted"),
        ("告知获取方式和途径", "granted"),
        ("主动公开（告知获取途径）", "granted"),
        ("延期后公开", "granted"),
    ] {
        assert_eq!(vocabulary.key(text), Ok(key), "{text}");
    }
}

#[test]
fn what_could_be_two_is_refused() {
    let vocabulary = &Vocabularies::of(Edition::E2021).outcomes;
    for text in [
        "16(2)",
        "第三十条",
        "14",
        "36(3)",
        "不予公开",
        "（三）不予公开",
        "其他处理",
        "视为放弃申请",
        "不公开",
        "政府信息不予公开",
        // The number says one row and the words another.
        "（三）5.信息不存在",
        "不予公开（信息不存在）",
        "信息不存在，予以公开",
        "部分公开，不予公开",
        "信访、重复申请",
    ] {
        let refused = vocabulary.key(text);
        assert!(matches!(refused, Err(RefusalReason::Ambiguous { .. })), "{text}: {refused:?}");
    }
    for text in ["不属于国家秘密", "不属于信访，予以公开", "非重复申请", "未撤回", "部分不予公开", "已答复，已办结"]
    {
        let refused = vocabulary.key(text);
        assert!(matches!(refused, Err(RefusalReason::UnknownWord { .. })), "{text}: {refused:?}");
    }
    for text in ["已答复", "（三）9", "36(9)", "5", "三", "（七）", "总计", "予以公开（部分除外）", "", "-"]
    {
        let refused = vocabulary.key(text);
        assert!(matches!(refused, Err(RefusalReason::UnknownWord { .. })), "{text}: {refused:?}");
    }
    assert!(matches!(Vocabularies::of(Edition::E2021).cases.key("行政诉讼"), Err(RefusalReason::Ambiguous { .. })));
    assert_eq!(Vocabularies::of(Edition::E2021).cases.key("行政诉讼（直接起诉）"), Ok("direct_litigation"));
    for text in ["法人", "法人或其他组织", "单位"] {
        assert!(
            matches!(Vocabularies::of(Edition::E2021).applicants.key(text), Err(RefusalReason::Ambiguous { .. })),
            "{text}"
        );
    }
    assert_eq!(Vocabularies::of(Edition::E2021).applicants.key("法人或其他组织-商业企业"), Ok("business"));
}

#[test]
fn several_words_mean_one_outcome_or_none() {
    let vocabulary = &Vocabularies::of(Edition::E2021).outcomes;
    for (text, key) in [
        ("逾期未补正视为放弃", "correction_overdue"),
        ("未缴费视为放弃", "fee_overdue"),
        ("重复申请不再处理", "duplicate"),
        ("公开（邮寄送达）", "granted"),
        ("全部公开，通过电子邮件发送", "granted"),
        ("部分公开,部分不存在", "partially_granted"),
        ("部分公开部分不公开", "partially_granted"),
        ("部分公开，其余不予公开", "partially_granted"),
        ("告知向其他机关申请", "not_held"),
        ("卷宗信息不予公开", "enforcement_file"),
    ] {
        assert_eq!(vocabulary.key(text), Ok(key), "{text}");
    }
    for text in [
        "邮寄送达",
        "部分不存在，部分不予公开",
        "其余不予公开",
        "公开不存在",
        "不属于信访予以公开",
        "撤回后公开",
        "并非重复申请",
        "公开（部分）",
        "部分公开，信访",
    ] {
        assert!(vocabulary.key(text).is_err(), "{text}: {:?}", vocabulary.key(text));
    }
}

#[test]
fn the_edition_of_2019_has_one_row_for_other_treatment() {
    let vocabulary = &Vocabularies::of(Edition::E2019).outcomes;
    for text in ["逾期不补正", "（六）", "其他处理", "视为放弃申请"] {
        assert_eq!(vocabulary.key(text), Ok("other_outcome"), "{text}");
    }
}

#[test]
fn open_applications_are_told_by_word() {
    for text in ["", "-", "—", "/", "在办", "未办结", "结转下年度"] {
        assert!(is_open(text), "{text}");
    }
    assert!(!is_open("予以公开"));
}

#[test]
fn every_word_means_something_of_the_form() {
    for vocabulary in Vocabularies::all().iter().flat_map(Vocabularies::each) {
        assert!(!vocabulary.labels.is_empty());
        for (word, keys) in &vocabulary.words {
            assert!(!word.is_empty());
            for key in keys {
                assert!(vocabulary.labels.iter().any(|(_, known)| known == key), "{word} {key}");
            }
        }
    }
}
