//! Cases of table four that a clause says there were none of, or none with one result.

use super::{Clause, Denial};
use crate::check::text::scope::Claim;
use crate::check::text::{FigureKind, figures, found};

impl Clause<'_> {
    pub(super) fn no_dispute(&self) -> Option<Denial> {
        let denies = [
            "无行政复议",
            "未发生",
            "没有发生",
            "未出现",
            "没有出现",
            "未引发",
            "未引起",
            "没有引发",
            "没有引起",
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
            "没有收到",
            "没有行政复议",
            "无复议",
            "无行政诉讼",
            "没有行政诉讼",
            "未被提起",
            "未被申请",
            "未涉及",
            "零复议",
            "零诉讼",
            "没有行政争议",
            "无行政争议",
        ];
        let result = [
            "维持",
            "纠正",
            "纠错",
            "败诉",
            "撤销",
            "确认违法",
            "审结",
            "新增",
            "二审",
            "再审",
            "重大",
            "化解",
            "答辩",
            "上诉",
            "超期",
        ];
        if found(self.text, &result).is_some() {
            return None;
        }
        // “行政复议、行政诉讼均为零”: the denial stands behind what it denies.
        let none = ["为零", "为0", "均无", "零发生", "为0件", "为零件", "为0起"];
        let behind = none.iter().any(|word| self.text.ends_with(word)) && !self.of_part;
        let object = if behind {
            self.text
        } else {
            // What is denied must stand behind the denial.
            let word = self.said(&denies)?;
            let (before, denied) = self.text.split_once(word)?;
            let before_and_word = self.text.get(..before.len() + word.len()).unwrap_or_default();
            if found(before_and_word, &["复议", "诉讼", "争议"]).is_some() { self.text } else { denied }
        };
        let both = object.contains("行政争议");
        let reconsideration = both || object.contains("复议");
        let litigation = both || object.contains("诉讼");
        // “未发生一起” counts none.
        let one = crate::Number::from(1_u64);
        let counts = figures(self.text).iter().any(|figure| figure.kind == FigureKind::Quantity && figure.value > one);
        if !(reconsideration || litigation) || counts || !self.of_disclosure() {
            return None;
        }
        let mut claims = Vec::new();
        if reconsideration {
            claims.push(cases(&["reconsideration"], None));
        }
        if litigation {
            claims.push(cases(LITIGATION, None));
        }
        Some(Denial {
            claims, said: ("没有行政复议、行政诉讼", "that there was no reconsideration or litigation")
        })
    }

    /// The cases that the sentence speaks of: of reconsideration, of litigation, or of both.
    fn cases_spoken_of(&self, result: &'static str) -> Option<Vec<Claim>> {
        let mut claims = Vec::new();
        if self.sentence.contains("复议") {
            claims.push(cases(&["reconsideration"], Some(result)));
        }
        if self.sentence.contains("诉讼") {
            claims.push(cases(LITIGATION, Some(result)));
        }
        (!claims.is_empty() && self.of_disclosure()).then_some(claims)
    }

    /// “均维持”, “无纠错”
    pub(super) fn none_corrected(&self) -> Option<Denial> {
        let upheld =
            ["均维持", "均予以维持", "均被维持", "均获维持", "全部维持", "均为维持", "均作出维持", "均结果维持"];
        let none =
            ["无被纠", "无纠错", "无纠正", "未被纠", "零纠错", "没有被纠", "无一被纠", "未出现被纠", "未发生被纠"];
        self.said(&upheld).or_else(|| self.said(&none))?;
        let claims = self.cases_spoken_of("corrected")?;
        Some(Denial { claims, said: ("没有被纠正的案件", "that no case was corrected") })
    }

    /// “均已审结”
    pub(super) fn all_closed(&self) -> Option<Denial> {
        self.said(&["均已审结", "全部审结", "均已结案", "已全部审结", "已全部结案", "全部结案", "均审结"])?;
        let claims = self.cases_spoken_of("pending")?;
        Some(Denial { claims, said: ("所有案件都已审结", "that no case is pending") })
    }
}

const LITIGATION: &[&str] = &["direct_litigation", "litigation_after_reconsideration"];

fn cases(groups: &[&'static str], result: Option<&'static str>) -> Claim {
    Claim::Disputes { groups: groups.to_vec(), result, also: Vec::new() }
}
