//! How the filing went, as far as the office kept a record: when each body filed first, how often its report went back, how
//! the review stands.

use std::collections::BTreeMap;

/// How the filing of a year went.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Course {
    /// The last day on which filing is on time, as `2025-01-31`.
    pub deadline: Option<String>,
    /// Each body's, in the office's order.
    pub bodies: Vec<BodyCourse>,
}

/// How the filing of one body went.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct BodyCourse {
    /// The body.
    pub organ: String,
    /// The day on which its report was recorded first, as `2025-01-20`; nothing where there is no record.
    pub first: Option<String>,
    /// How often its report went back.
    pub times_back: usize,
    /// How its review stands, in the words of the record; empty where there is none.
    pub state: String,
}

impl BodyCourse {
    /// The course of a body of which nothing is recorded.
    pub fn new(organ: impl Into<String>) -> Self {
        Self { organ: organ.into(), ..Self::default() }
    }

    /// The same, recorded first on a day, sent back so often, and standing so.
    #[must_use]
    pub fn recorded(mut self, first: Option<String>, times_back: usize, state: impl Into<String>) -> Self {
        (self.first, self.times_back, self.state) = (first, times_back, state.into());
        self
    }
}

/// How many bodies are named that filed late.
const NAMED: usize = 12;

impl Course {
    /// The course of these bodies, with the last day on which filing is on time.
    #[must_use]
    pub fn new(deadline: Option<String>, bodies: Vec<BodyCourse>) -> Self {
        Self { deadline, bodies }
    }

    /// Whether a body filed on time: nothing where there is no deadline, or no record of the body.
    #[must_use]
    pub fn is_on_time(&self, body: &BodyCourse) -> Option<bool> {
        // Days in this notation stand in the order of their texts.
        self.deadline.as_ref().zip(body.first.as_ref()).map(|(deadline, first)| first <= deadline)
    }

    /// What is said of a body's time: `按时`, `逾期`, or nothing that is known.
    #[must_use]
    pub fn timeliness(&self, body: &BodyCourse) -> &'static str {
        match self.is_on_time(body) {
            Some(true) => "按时",
            Some(false) => "逾期",
            None => "—",
        }
    }

    /// What is said of all bodies together.
    pub(super) fn said(&self) -> Vec<String> {
        let mut said = Vec::new();
        if let Some(deadline) = &self.deadline {
            let count = |wanted| self.bodies.iter().filter(|body| self.is_on_time(body) == wanted).count();
            let late: Vec<&BodyCourse> =
                self.bodies.iter().filter(|body| self.is_on_time(body) == Some(false)).collect();
            let name = |body: &&BodyCourse| format!("{}（{}）", body.organ, body.first.as_deref().unwrap_or_default());
            let first: Vec<String> = late.iter().take(NAMED).map(name).collect();
            let named = match late.len() {
                0 => String::new(),
                count if count > NAMED => format!("：{}等，见工作簿的“报送经过”", first.join("、")),
                _ => format!("：{}", first.join("、")),
            };
            let unknown = match count(None) {
                0 => String::new(),
                count => format!("；没有收到时间的 {count} 个"),
            };
            said.push(format!(
                "报送期限 {deadline}，按时 {} 个单位，逾期 {} 个{named}{unknown}。",
                count(Some(true)),
                late.len()
            ));
        }
        let back: Vec<&BodyCourse> = self.bodies.iter().filter(|body| body.times_back > 0).collect();
        let times: usize = back.iter().map(|body| body.times_back).sum();
        let mut states: BTreeMap<&str, usize> = BTreeMap::new();
        for body in self.bodies.iter().filter(|body| !body.state.is_empty()) {
            *states.entry(&body.state).or_default() += 1;
        }
        let states: Vec<String> = states.into_iter().map(|(state, count)| format!("{state} {count} 个")).collect();
        if !states.is_empty() {
            said.push(format!("退改过 {} 个单位，共 {times} 次；现在{}。", back.len(), states.join("，")));
            said.push("收到时间是审核状态中第一次记下该单位报告的日期。".to_owned());
        }
        said
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_recorded_is_neither_on_time_nor_late() {
        let of = |organ: &str, first: Option<&str>, back, state: &str| {
            BodyCourse::new(organ).recorded(first.map(str::to_owned), back, state)
        };
        let bodies = vec![
            of("甲镇", Some("2025-01-31"), 0, "通过"),
            of("乙镇", Some("2025-02-01"), 2, "已退回"),
            of("丙镇", None, 0, ""),
        ];
        let said = Course::new(Some("2025-01-31".to_owned()), bodies.clone()).said();
        assert_eq!(said[0], "报送期限 2025-01-31，按时 1 个单位，逾期 1 个：乙镇（2025-02-01）；没有收到时间的 1 个。");
        assert_eq!(said[1], "退改过 1 个单位，共 2 次；现在已退回 1 个，通过 1 个。");
        assert_eq!(Course::new(None, bodies).said().len(), 2);
        assert!(Course::default().said().is_empty());
    }
}
