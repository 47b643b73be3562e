//! Documents, decisions and fees of table two that a clause says there were none of.

use super::{Clause, Denial};
use crate::check::text::found;
use crate::check::text::scope::Claim;

impl Clause<'_> {
    /// “未制发行政规范性文件”, “无行政许可、行政处罚事项”
    pub(super) fn nothing_in_table_two(&self) -> Option<Denial> {
        let word = self.said(&["未", "没有", "无", "不存在"])?;
        let (_, denied) = self.text.split_once(word)?;
        let names: [(&str, &str, &str); 6] = [
            ("行政规范性文件", "normative_documents", "issued"),
            ("规范性文件", "normative_documents", "issued"),
            ("行政许可", "licenses", "decisions"),
            ("行政处罚", "penalties", "decisions"),
            ("行政强制", "compulsory_measures", "decisions"),
            ("行政事业性收费", "administrative_fees", "amount"),
        ];
        let mut left = denied.to_owned();
        let mut claims = Vec::new();
        for (name, row, column) in names {
            if left.contains(name) {
                left = left.replace(name, "");
                claims.push(Claim::Disclosure { row, column });
            }
        }
        let (documents, decisions): (Vec<&Claim>, Vec<&Claim>) =
            claims.iter().partition(|claim| matches!(claim, Claim::Disclosure { column: "issued", .. }));
        let made = ["制发", "制定", "出台", "印发", "制订"];
        if !documents.is_empty() && found(denied, &["废止", "失效"]).is_some() && found(denied, &made).is_none() {
            left = ["废止", "失效", "宣布"].iter().fold(left, |left, word| left.replace(word, ""));
            let repealed = Claim::Disclosure { row: "normative_documents", column: "repealed" };
            let only = left.chars().all(|c| "和、及的".contains(c));
            return only.then_some(Denial {
                claims: vec![repealed],
                said: ("没有废止规范性文件", "that no normative document was repealed"),
            });
        }
        // A document that is denied is one that was made; decisions are denied as such.
        if !documents.is_empty() && (!decisions.is_empty() || found(denied, &made).is_none()) {
            return None;
        }
        for word in made.iter().chain(&[
            "作出", "实施", "开展", "办理", "发生", "产生", "收取", "征收", "处理", "决定", "事项", "行为", "案件",
            "情况", "措施", "项目", "等", "的", "新", "过", "和", "、", "及", "任何", "类",
        ]) {
            left = left.replace(word, "");
        }
        (!claims.is_empty() && left.is_empty()).then_some(Denial {
            claims,
            said: ("表二所列事项没有发生", "that there is nothing of the kind in table two"),
        })
    }
}
