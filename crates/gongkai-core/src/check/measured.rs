//! How often each rule over prose was right on the labelled sentences of the tests.

use super::RuleId;

/// A rule's score over one half of the labelled sentences.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Half {
    /// Faulty sentences that it found.
    pub found: usize,
    /// Faulty sentences that it should find.
    pub faulty: usize,
    /// Sound sentences in which it found something.
    pub false_alarms: usize,
    /// Sound sentences that it was run over.
    pub sound: usize,
}

/// A rule's scores.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measured {
    /// On the sentences that rules are built with.
    pub building: Half,
    /// On those that nobody looks at while building.
    pub held_back: Half,
}

/// Found, faulty, false alarms and sound on either half, rule by rule. A test holds them equal to what it counts.
const SCORES: &[(u16, [usize; 4], [usize; 4])] = &[
    (205, [7, 7, 9, 13], [11, 11, 10, 13]),
    (207, [7, 7, 13, 21], [16, 16, 17, 20]),
    (212, [3, 3, 0, 3], [3, 3, 0, 5]),
    (213, [16, 20, 0, 283], [17, 20, 0, 150]),
    (301, [104, 163, 0, 253], [40, 55, 0, 120]),
    (302, [32, 35, 0, 253], [12, 18, 0, 120]),
    (303, [6, 8, 0, 253], [13, 13, 0, 120]),
    (304, [78, 80, 0, 253], [28, 35, 0, 120]),
    (305, [11, 14, 0, 253], [8, 10, 0, 120]),
    (306, [47, 50, 0, 253], [4, 7, 0, 120]),
];

/// The scores of a rule that judges prose.
#[must_use]
pub fn measured(id: RuleId) -> Option<Measured> {
    let half = |[found, faulty, false_alarms, sound]: [usize; 4]| Half { found, faulty, false_alarms, sound };
    let (_, building, held_back) = SCORES.iter().find(|(rule, ..)| RuleId::new(*rule) == id)?;
    Some(Measured { building: half(*building), held_back: half(*held_back) })
}
