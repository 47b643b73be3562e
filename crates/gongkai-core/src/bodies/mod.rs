//! Bodies: who they are, by which names they go and went, and who reports to whom.
//!
//! A list of those who must file, the names before and after a renaming, and an office's tree of bodies are one notion:
//! [`Bodies`]. Against it the [`Roll`] is called, last year's report is found, and [`Intake`] says which of the reports
//! that came in count towards a sum.

mod called;
mod intake;
mod names;
mod roll;

pub use intake::{Aside, Doubles, Intake, Sought};
pub use names::{lies_elsewhere, lies_within, may_be_one, plain};
pub use roll::{Roll, organ_of};

use std::collections::{BTreeMap, BTreeSet};

use called::Called;

use crate::Level;

/// A body that reports.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Body {
    /// Its full name of today.
    pub name: String,
    /// Other names of today, short ones most of all: 发改局.
    pub short: Vec<String>,
    /// Names that it had before.
    pub former: Vec<String>,
    /// Its level, where known.
    pub level: Option<Level>,
    /// The name of the body that it reports to; nothing at the top.
    pub under: Option<String>,
    /// Whether it files a report of its own, rather than only standing over others.
    pub files: bool,
}

impl Body {
    /// A body that files under this name.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), short: Vec::new(), former: Vec::new(), level: None, under: None, files: true }
    }

    /// The same with another name of today.
    #[must_use]
    pub fn also(mut self, name: impl Into<String>) -> Self {
        self.short.push(name.into());
        self
    }

    /// The same with a name that it had before.
    #[must_use]
    pub fn formerly(mut self, name: impl Into<String>) -> Self {
        self.former.push(name.into());
        self
    }

    /// The same reporting to another body.
    #[must_use]
    pub fn under(mut self, superior: impl Into<String>) -> Self {
        self.under = Some(superior.into());
        self
    }

    /// What it is called today, without white space.
    fn names_now(&self) -> Vec<String> {
        std::iter::once(&self.name).chain(&self.short).map(|name| plain(name)).collect()
    }

    /// What it is and was called, without white space.
    fn all_names(&self) -> Vec<String> {
        self.names_now().into_iter().chain(self.former.iter().map(|name| plain(name))).collect()
    }
}

/// The bodies do not make a tree.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BodiesError {
    /// A body has no name.
    #[error("没有写名称 / a body without a name")]
    NoName {
        /// Its place.
        at: usize,
    },
    /// Two bodies go by one name today.
    #[error(
        "“{name}”是两个单位的名称（{first}、{second}）；请写能区分的全称 / “{name}” is the name of two bodies; write their full names"
    )]
    TwoOfOneName {
        /// The name.
        name: String,
        /// The full name of the first.
        first: String,
        /// The full name of the second.
        second: String,
        /// The second's place.
        at: usize,
    },
    /// A body reports to one that is not there.
    #[error(
        "“{body}”的上级“{under}”不在其中；请补上或改正 / “{under}”, to which “{body}” reports, is not among the bodies"
    )]
    UnknownSuperior {
        /// The body.
        body: String,
        /// Its superior as written.
        under: String,
        /// The body's place.
        at: usize,
    },
    /// Bodies report to each other in a circle.
    #[error("上下级成了一圈：{} / the bodies report to each other in a circle", names.join(" → "))]
    Circle {
        /// The bodies of the circle, the first again at the end.
        names: Vec<String>,
        /// The place of the first.
        at: usize,
    },
}

impl BodiesError {
    /// The place among the bodies of the one that is wrong.
    #[must_use]
    pub fn at(&self) -> usize {
        match self {
            Self::NoName { at }
            | Self::TwoOfOneName { at, .. }
            | Self::UnknownSuperior { at, .. }
            | Self::Circle { at, .. } => *at,
        }
    }
}

/// Bodies in an office's order, with their names and who reports to whom.
///
/// ```
/// use gongkai_core::bodies::{Bodies, Body};
/// let county = Body::new("某县人民政府");
/// let bureau = Body::new("某县乡村振兴局").formerly("某县扶贫开发办公室").under("某县人民政府");
/// let bodies = Bodies::new(vec![county, bureau])?;
/// assert!(bodies.are_one("某县扶贫开发办公室", "某县乡村振兴局"));
/// assert_eq!(bodies.under("某县人民政府").all().len(), 1);
/// # Ok::<(), gongkai_core::bodies::BodiesError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bodies {
    all: Vec<Body>,
    /// The place of each one's superior.
    superiors: Vec<Option<usize>>,
    called: Called,
}

impl Bodies {
    /// No bodies at all.
    #[must_use]
    pub const fn none() -> Self {
        Self { all: Vec::new(), superiors: Vec::new(), called: Called::none() }
    }

    /// Bodies whose superiors are known by their places.
    fn placed(all: Vec<Body>, superiors: Vec<Option<usize>>) -> Self {
        Self { called: Called::of(&all), all, superiors }
    }

    /// A tree of bodies.
    ///
    /// # Errors
    /// [`BodiesError`] where a body has no name or that of another, where a superior is not among them, and where they
    /// report to each other in a circle.
    pub fn new(all: Vec<Body>) -> Result<Self, BodiesError> {
        let mut by_name: BTreeMap<String, usize> = BTreeMap::new();
        for (at, body) in all.iter().enumerate() {
            if plain(&body.name).is_empty() {
                return Err(BodiesError::NoName { at });
            }
            for name in body.names_now().into_iter().filter(|name| !name.is_empty()) {
                if let Some(first) = by_name.insert(name.clone(), at).filter(|first| *first != at) {
                    let first = all.get(first).map(|body| body.name.clone()).unwrap_or_default();
                    return Err(BodiesError::TwoOfOneName { name, first, second: body.name.clone(), at });
                }
            }
        }
        let mut superiors = Vec::with_capacity(all.len());
        for (at, body) in all.iter().enumerate() {
            let superior = match &body.under {
                None => None,
                Some(under) => Some(*by_name.get(&plain(under)).ok_or_else(|| BodiesError::UnknownSuperior {
                    body: body.name.clone(),
                    under: under.clone(),
                    at,
                })?),
            };
            superiors.push(superior);
        }
        let bodies = Self::placed(all, superiors);
        match bodies.circle() {
            Some(names) => Err(names),
            None => Ok(bodies),
        }
    }

    /// The bodies of a list, a line for each, with its other names behind `=`, a comma or a tab:
    /// `发改局=某县发展和改革局`.
    pub fn of_lines<T: AsRef<str>>(lines: impl IntoIterator<Item = T>) -> Self {
        let mut all = Vec::new();
        for line in lines {
            let mut names = line.as_ref().split(is_between).map(str::trim).filter(|name| !name.is_empty());
            if let Some(name) = names.next() {
                all.push(Body { short: names.map(str::to_owned).collect(), ..Body::new(name) });
            }
        }
        let superiors = vec![None; all.len()];
        Self::placed(all, superiors)
    }

    /// These and others, which stand behind them. Who reports to whom is kept.
    #[must_use]
    pub fn and(mut self, others: &Self) -> Self {
        let before = self.all.len();
        self.all.extend(others.all.iter().cloned());
        self.superiors.extend(others.superiors.iter().map(|superior| superior.map(|place| place + before)));
        Self::placed(self.all, self.superiors)
    }

    /// The same, each with the names that others give it as well.
    #[must_use]
    pub fn with_names_of(mut self, known: &Self) -> Self {
        for body in &mut self.all {
            let Some(same) = known.find(&body.name).and_then(|place| known.all.get(place)) else { continue };
            let own = body.all_names();
            let new = |name: &&String| !own.contains(&plain(name));
            let short = std::iter::once(&same.name).chain(&same.short).filter(new).cloned().collect::<Vec<_>>();
            let former = same.former.iter().filter(new).cloned().collect::<Vec<_>>();
            body.short.extend(short);
            body.former.extend(former);
            body.level = body.level.or(same.level);
        }
        Self::placed(self.all, self.superiors)
    }

    /// All of them in their order.
    #[must_use]
    pub fn all(&self) -> &[Body] {
        &self.all
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Whether anybody reports to anybody, so that they are a tree and no mere list.
    #[must_use]
    pub fn is_tree(&self) -> bool {
        self.superiors.iter().any(Option::is_some)
    }

    /// The body that another reports to, both by their places.
    #[must_use]
    pub fn superior(&self, body: usize) -> Option<usize> {
        self.superiors.get(body).copied().flatten()
    }

    /// The place of the body that this is a name of: the only one that is or was called just so, else the only one whose
    /// name may be this in full or in short.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<usize> {
        let name = plain(name);
        if name.is_empty() {
            return None;
        }
        self.called.just(&name).or_else(|| self.called.only_that_may_be(&name))
    }

    /// The forms by which the body of a name may be looked up: those of every name that it goes or went by, in full and without
    /// the places before it. Bodies that share a form need not be one.
    #[must_use]
    pub fn forms_of(&self, name: &str) -> BTreeSet<String> {
        let body = self.called.just(&plain(name)).and_then(|place| self.all.get(place));
        let known = body.map(Body::all_names).unwrap_or_default();
        let forms = std::iter::once(plain(name)).chain(known).flat_map(|name| names::bare(&name));
        forms.filter(|form| !form.is_empty()).collect()
    }

    /// Whether two names are those of one body: because one body has both, or as [`may_be_one`] has it where they are not
    /// those of two bodies.
    #[must_use]
    pub fn are_one(&self, one: &str, other: &str) -> bool {
        let (one, other) = (plain(one), plain(other));
        if let (Some(one), Some(other)) = (self.called.just(&one), self.called.just(&other)) {
            return one == other;
        }
        names::plain_may_be_one(&one, &other) || self.called.any_may_be_both(&one, &other)
    }

    /// The bodies whose reports an organ adds up: those that report to it, and instead of one that files nothing itself
    /// those that report to that. All of them where none reports to anybody; those at the top where the organ is not
    /// among them.
    #[must_use]
    pub fn under(&self, organ: &str) -> Self {
        if !self.is_tree() {
            return self.clone();
        }
        let organ = self.find(organ);
        let mut places = Vec::new();
        let mut heads: Vec<Option<usize>> = vec![organ];
        while let Some(head) = heads.pop() {
            for (place, body) in self.all.iter().enumerate().filter(|(place, _)| self.superior(*place) == head) {
                if body.files {
                    places.push(place);
                } else {
                    heads.push(Some(place));
                }
            }
        }
        places.sort_unstable();
        let all = places.iter().filter_map(|&place| self.all.get(place).cloned()).collect::<Vec<_>>();
        let superiors = vec![None; all.len()];
        Self::placed(all, superiors)
    }

    /// Those to whom a body reports, from its own superior up.
    pub fn above(&self, body: usize) -> impl Iterator<Item = &Body> {
        std::iter::successors(self.superior(body), |&place| self.superior(place))
            .filter_map(|place| self.all.get(place))
    }

    /// What the names of files are held against to tell of whom they speak.
    #[must_use]
    pub fn file_names(&self) -> FileNames {
        let mut forms: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        for (place, body) in self.all.iter().enumerate() {
            for form in body.all_names().iter().flat_map(|name| names::bare(name)) {
                if form.chars().count() > 1 {
                    forms.entry(form).or_default().insert(place);
                }
            }
        }
        FileNames { forms }
    }

    fn circle(&self) -> Option<BodiesError> {
        for at in 0..self.all.len() {
            let mut way = vec![at];
            let mut place = at;
            while let Some(superior) = self.superior(place) {
                way.push(superior);
                if superior == at {
                    let names = way.iter().filter_map(|&place| self.all.get(place)).map(|body| body.name.clone());
                    return Some(BodiesError::Circle { names: names.collect(), at });
                }
                if way.len() > self.all.len() {
                    break;
                }
                place = superior;
            }
        }
        None
    }
}

/// The forms in which bodies' names stand in the names of files.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FileNames {
    forms: BTreeMap<String, BTreeSet<usize>>,
}

impl FileNames {
    /// The place of the one body that a path within a folder speaks of: by the name of its file, else by that of the nearest
    /// folder that speaks of one.
    #[must_use]
    pub fn of_path(&self, path: &str) -> Option<usize> {
        let mut parts = path.rsplit(['/', '\\']);
        let file = parts.next().unwrap_or_default();
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        std::iter::once(stem).chain(parts).find_map(|part| self.spoken_of(part))
    }

    /// The place of the one body that the name of a file speaks of: 青山镇 of `2024年青山镇年报（终稿）`. Of two names that
    /// both stand there the longer is meant.
    ///
    /// ```
    /// use gongkai_core::bodies::Bodies;
    /// let names = Bodies::of_lines(["某县人民政府", "某县青山镇人民政府"]).file_names();
    /// assert_eq!(names.spoken_of("3.青山镇年报（终稿）"), Some(1));
    /// assert_eq!(names.spoken_of("某县统计局"), None);
    /// ```
    #[must_use]
    pub fn spoken_of(&self, file: &str) -> Option<usize> {
        /// No file system takes longer names.
        const LONGEST: usize = 255;
        let file: String = plain(file).chars().take(LONGEST).collect();
        let starts: Vec<usize> = file.char_indices().map(|(at, _)| at).chain([file.len()]).collect();
        for length in (2..starts.len()).rev() {
            let windows = starts.iter().zip(starts.iter().skip(length));
            let said = windows.filter_map(|(&from, &to)| self.forms.get_key_value(file.get(from..to)?));
            let bodies: BTreeSet<usize> = said
                .filter(|(form, _)| names::stands_in(form, &file))
                .flat_map(|(_, bodies)| bodies.iter().copied())
                .collect();
            if let Some(first) = bodies.first() {
                return (bodies.len() == 1).then_some(*first);
            }
        }
        None
    }
}

/// What parts the names of one body on a line of a list.
fn is_between(c: char) -> bool {
    matches!(c, '=' | '＝' | '\t' | ',' | '，')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree() -> Bodies {
        Bodies::new(vec![
            Body::new("某县人民政府"),
            Body::new("某县发展和改革局").also("发改局").formerly("某县发展计划局").under("某县人民政府"),
            Body::new("某县教育局").under("某县人民政府"),
            Body { files: false, ..Body::new("乡镇").under("某县人民政府") },
            Body::new("某县青山镇人民政府").under("乡镇"),
            Body::new("某县新青山镇人民政府").under("乡镇"),
        ])
        .expect("a tree")
    }

    #[test]
    fn what_makes_no_tree_is_named() {
        for (bodies, said) in [
            (vec![Body::new(" ")], "没有写名称"),
            (vec![Body::new("甲局"), Body::new("乙局").also("甲 局")], "“甲局”是两个单位的名称（甲局、乙局）"),
            (vec![Body::new("甲局").under("丙局")], "“甲局”的上级“丙局”不在其中"),
            (vec![Body::new("甲").under("乙"), Body::new("乙").under("甲")], "上下级成了一圈：甲 → 乙 → 甲"),
            (vec![Body::new("甲").under("甲")], "上下级成了一圈：甲 → 甲"),
        ] {
            let error = Bodies::new(bodies).expect_err(said).to_string();
            assert!(error.starts_with(said), "{error}");
        }
    }

    #[test]
    fn former_names_are_the_bodys_own_unless_another_has_them_today() {
        let bodies = tree();
        assert!(bodies.are_one("某县发展计划局", "发改局"));
        assert!(!bodies.are_one("某县发展计划局", "某县教育局"));
        // 体育局 became part of one body, and its name is another's today.
        let bodies = Bodies::new(vec![Body::new("某县文体局").formerly("某县体育局"), Body::new("某县体育局")]);
        let bodies = bodies.expect("no tree is asked");
        assert_eq!(bodies.find("某县体育局"), Some(1));
        assert!(!bodies.are_one("某县文体局", "某县体育局"));
    }

    #[test]
    fn whoever_files_nothing_stands_for_those_below() {
        let names = |bodies: &Bodies| bodies.all().iter().map(|body| body.name.clone()).collect::<Vec<_>>();
        let bodies = tree();
        assert_eq!(
            names(&bodies.under("某县人民政府")),
            ["某县发展和改革局", "某县教育局", "某县青山镇人民政府", "某县新青山镇人民政府"]
        );
        assert_eq!(names(&bodies.under("别的")), ["某县人民政府"]);
        assert_eq!(bodies.above(4).map(|body| body.name.as_str()).collect::<Vec<_>>(), ["乡镇", "某县人民政府"]);
    }

    #[test]
    fn files_speak_of_the_longer_name() {
        let names = tree().file_names();
        for (file, place) in [
            ("青山镇", Some(4)),
            ("新青山镇2024", Some(5)),
            ("3.某县青山镇年报（终稿）", Some(4)),
            ("发改局+年报", Some(1)),
            ("关于某县教育局的报告", Some(2)),
            ("某县", Some(0)),
            ("某县统计局", None),
            ("大青山镇", None),
            ("报告", None),
        ] {
            assert_eq!(names.spoken_of(file), place, "{file}");
        }
    }
}
