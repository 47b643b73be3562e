//! How the review of each body's report stands: pending, sent back, filed again, accepted, with its history.
//!
//! All of it is one readable file beside the folder of reports. A body is known by its name and year, a submission by what
//! stands for its bytes, so that a file which was only renamed or moved is no new one.

mod file;

use std::collections::HashMap;

use crate::Signed;

/// How a body's review stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[non_exhaustive]
pub enum ReviewState {
    /// It has filed, and nothing was decided.
    #[default]
    Pending,
    /// The report went back to it.
    SentBack,
    /// It has filed again since.
    Resubmitted,
    /// The office accepts its report.
    Accepted,
}

impl ReviewState {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::Pending, Self::SentBack, Self::Resubmitted, Self::Accepted];

    /// The word that the file and the lists say.
    #[must_use]
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Pending => "待审",
            Self::SentBack => "已退回",
            Self::Resubmitted => "重新报送",
            Self::Accepted => "通过",
        }
    }

    /// The same in English.
    #[must_use]
    pub fn in_english(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::SentBack => "sent back",
            Self::Resubmitted => "filed again",
            Self::Accepted => "accepted",
        }
    }
}

/// How one finding of a body's report stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[non_exhaustive]
pub enum FindingState {
    /// It is found.
    #[default]
    Open,
    /// It was found in an earlier submission and is no more.
    Mended,
    /// It is found, and the office accepts it with a reason.
    Accepted,
}

impl FindingState {
    /// Every state.
    pub const ALL: [Self; 3] = [Self::Open, Self::Mended, Self::Accepted];

    /// The word that the file and the lists say.
    #[must_use]
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Open => "未改",
            Self::Mended => "已改",
            Self::Accepted => "已接受",
        }
    }
}

/// What a body filed, once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Submission {
    /// The file.
    pub file: String,
    /// What stands for its bytes.
    pub digest: String,
    /// When it was seen first.
    pub at: String,
    /// Where what it says is kept, within the folder of the review's file.
    pub copy: Option<String>,
}

impl Submission {
    /// A file as it was seen at a time.
    pub fn new(file: impl Into<String>, digest: impl Into<String>, at: impl Into<String>) -> Self {
        Self { file: file.into(), digest: digest.into(), at: at.into(), copy: None }
    }
}

/// A finding over the submissions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Tracked {
    /// What names it.
    pub fingerprint: String,
    /// What it says.
    pub message: String,
    /// How it stands.
    pub state: FindingState,
}

impl Tracked {
    /// A finding that is open, or accepted.
    pub fn new(fingerprint: impl Into<String>, message: impl Into<String>, state: FindingState) -> Self {
        Self { fingerprint: fingerprint.into(), message: message.into(), state }
    }
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Event {
    /// By whom and when.
    pub signed: Signed,
    /// The state since then.
    pub state: ReviewState,
    /// What was said of it.
    pub note: String,
}

/// The review of one body's report.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Review {
    /// The body.
    pub organ: String,
    /// The year of the report.
    pub year: Option<u16>,
    /// How it stands.
    pub state: ReviewState,
    /// What it filed, in order.
    pub submissions: Vec<Submission>,
    /// What was found over all of them.
    pub findings: Vec<Tracked>,
    /// What happened, in order.
    pub history: Vec<Event>,
}

impl Review {
    /// How many findings are in a state.
    #[must_use]
    pub fn count(&self, state: FindingState) -> usize {
        self.findings.iter().filter(|finding| finding.state == state).count()
    }

    fn turn(&mut self, state: ReviewState, signed: &Signed, note: &str) {
        self.state = state;
        self.history.push(Event { signed: signed.clone(), state, note: note.to_owned() });
    }
}

/// The reviews of an office.
///
/// ```
/// use gongkai_policy::{ReviewState, Reviews, Signed, Submission};
/// let mut reviews = Reviews::default();
/// let signed = Signed::new("张三", "2025-01-20T09:00:00+08:00");
/// reviews.submitted("青山镇人民政府", Some(2024), Submission::new("青山镇.docx", "aa", "2025-01-20"), Vec::new(), &signed);
/// reviews.sent_back("青山镇人民政府", Some(2024), &signed, "3 处须修改");
/// reviews.submitted("青山镇人民政府", Some(2024), Submission::new("青山镇（改）.docx", "bb", "2025-01-22"), Vec::new(), &signed);
/// assert_eq!(reviews.bodies[0].state, ReviewState::Resubmitted);
/// assert_eq!(Reviews::read(reviews.to_toml().as_bytes())?, reviews);
/// # Ok::<(), gongkai_policy::PolicyError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Reviews {
    /// Each body's, in the order in which they came in.
    pub bodies: Vec<Review>,
}

impl Reviews {
    /// The place of a body's review.
    #[must_use]
    pub fn place(&self, organ: &str, year: Option<u16>) -> Option<usize> {
        let organ = spaceless(organ);
        let same = |name: &str| name.chars().filter(|c| !c.is_whitespace()).eq(organ.chars());
        self.bodies.iter().position(|review| same(&review.organ) && (year.is_none() || review.year == year))
    }

    /// The same reviews, to record much in them: where each body's stands is looked up once.
    pub fn recording(&mut self) -> Recording<'_> {
        let mut places = HashMap::new();
        for (place, review) in self.bodies.iter().enumerate() {
            places.entry((spaceless(&review.organ), review.year)).or_insert(place);
        }
        Recording { reviews: self, places }
    }

    /// Records what a body filed and what is found in it. Says whether that is new: what was filed before and is filed
    /// still is not. A report that was accepted and is changed afterwards is one that was filed again.
    pub fn submitted(
        &mut self,
        organ: &str,
        year: Option<u16>,
        submission: Submission,
        found: Vec<Tracked>,
        signed: &Signed,
    ) -> bool {
        let place = self.place(organ, year).unwrap_or_else(|| self.begin(organ, year));
        self.submitted_at(place, submission, found, signed)
    }

    /// A new review of a body, and its place.
    fn begin(&mut self, organ: &str, year: Option<u16>) -> usize {
        self.bodies.push(Review { organ: organ.to_owned(), year, ..Review::default() });
        self.bodies.len() - 1
    }

    fn submitted_at(&mut self, place: usize, submission: Submission, found: Vec<Tracked>, signed: &Signed) -> bool {
        let Some(review) = self.bodies.get_mut(place) else { return false };
        let known = review.submissions.iter().any(|before| before.digest == submission.digest);
        if !known {
            let (state, note) = match (review.state, review.submissions.is_empty()) {
                (ReviewState::SentBack | ReviewState::Resubmitted, _) => (ReviewState::Resubmitted, "重新报送"),
                (ReviewState::Accepted, _) => (ReviewState::Resubmitted, "通过以后又改动"),
                (ReviewState::Pending, true) => (ReviewState::Pending, "收到"),
                (ReviewState::Pending, false) => (ReviewState::Pending, "又报了一份"),
            };
            review.submissions.push(submission);
            review.turn(state, signed, note);
        }
        for tracked in &mut review.findings {
            if !found.iter().any(|one| one.fingerprint == tracked.fingerprint) {
                tracked.state = FindingState::Mended;
            }
        }
        for one in found {
            match review.findings.iter_mut().find(|tracked| tracked.fingerprint == one.fingerprint) {
                Some(tracked) => *tracked = one,
                None => review.findings.push(one),
            }
        }
        !known
    }

    /// Records that a body's report went back. Not twice for the same submission.
    pub fn sent_back(&mut self, organ: &str, year: Option<u16>, signed: &Signed, note: &str) -> bool {
        self.turn(organ, year, ReviewState::SentBack, signed, note)
    }

    /// Records that the office accepts a body's report.
    pub fn accept(&mut self, organ: &str, year: Option<u16>, signed: &Signed, note: &str) -> bool {
        self.turn(organ, year, ReviewState::Accepted, signed, note)
    }

    fn turn(&mut self, organ: &str, year: Option<u16>, state: ReviewState, signed: &Signed, note: &str) -> bool {
        self.place(organ, year).is_some_and(|place| self.turn_at(place, state, signed, note))
    }

    fn turn_at(&mut self, place: usize, state: ReviewState, signed: &Signed, note: &str) -> bool {
        let Some(review) = self.bodies.get_mut(place) else { return false };
        if review.state != state {
            review.turn(state, signed, note);
        }
        true
    }
}

/// Reviews in which much is recorded.
#[derive(Debug)]
pub struct Recording<'a> {
    reviews: &'a mut Reviews,
    places: HashMap<(String, Option<u16>), usize>,
}

impl Recording<'_> {
    /// As [`Reviews::submitted`].
    pub fn submitted(
        &mut self,
        organ: &str,
        year: Option<u16>,
        submission: Submission,
        found: Vec<Tracked>,
        signed: &Signed,
    ) -> bool {
        let place = self.place(organ, year).unwrap_or_else(|| {
            let place = self.reviews.begin(organ, year);
            self.places.insert((spaceless(organ), year), place);
            place
        });
        self.reviews.submitted_at(place, submission, found, signed)
    }

    /// As [`Reviews::sent_back`].
    pub fn sent_back(&mut self, organ: &str, year: Option<u16>, signed: &Signed, note: &str) -> bool {
        let place = self.place(organ, year);
        place.is_some_and(|place| self.reviews.turn_at(place, ReviewState::SentBack, signed, note))
    }

    fn place(&self, organ: &str, year: Option<u16>) -> Option<usize> {
        match year {
            Some(_) => self.places.get(&(spaceless(organ), year)).copied(),
            // A report without a year is of whichever there is.
            None => self.reviews.place(organ, None),
        }
    }
}

/// A name without white space.
fn spaceless(name: &str) -> String {
    name.chars().filter(|c| !c.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signed() -> Signed {
        Signed::new("张三", "2025-01-20T09:00:00+08:00")
    }

    fn open(name: &str) -> Tracked {
        Tracked::new(name, format!("{name} 的问题"), FindingState::Open)
    }

    #[test]
    fn findings_are_followed_over_the_submissions() {
        let mut reviews = Reviews::default();
        let first = Submission::new("甲.docx", "aa", "1");
        assert!(reviews.submitted(
            "甲镇",
            Some(2024),
            first.clone(),
            vec![open("GK103-1"), open("GK104-1")],
            &signed()
        ));
        assert!(!reviews.submitted("甲 镇", Some(2024), first, vec![open("GK103-1"), open("GK104-1")], &signed()));
        assert!(reviews.sent_back("甲镇", Some(2024), &signed(), "2 处"));
        let second = Submission::new("甲（改）.docx", "bb", "2");
        assert!(reviews.submitted("甲镇", Some(2024), second, vec![open("GK104-1"), open("GK110-1")], &signed()));
        let review = &reviews.bodies[0];
        assert_eq!(reviews.bodies.len(), 1);
        let states: Vec<&str> = review.findings.iter().map(|one| one.state.in_words()).collect();
        assert_eq!(states, ["已改", "未改", "未改"]);
        let history: Vec<&str> = review.history.iter().map(|event| event.state.in_words()).collect();
        assert_eq!(history, ["待审", "已退回", "重新报送"]);
        assert!(reviews.accept("甲镇", None, &signed(), ""));
        let third = Submission::new("甲（再改）.docx", "cc", "3");
        reviews.submitted("甲镇", Some(2024), third, Vec::new(), &signed());
        assert_eq!(reviews.bodies[0].history.last().unwrap().note, "通过以后又改动");
        assert!(!reviews.accept("乙镇", None, &signed(), ""));
        assert_eq!(Reviews::read(reviews.to_toml().as_bytes()), Ok(reviews));
    }

    #[test]
    fn a_file_that_is_damaged_is_named_by_its_line() {
        let error = Reviews::read("[[body]]\norgan = \"甲\"\nstate = \"好\"\n".as_bytes()).expect_err("no such state");
        assert_eq!(error.position.line, Some(3));
        assert!(error.message.zh.contains("待审、已退回、重新报送、通过"), "{error}");
    }
}
