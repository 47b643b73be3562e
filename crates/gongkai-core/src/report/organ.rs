//! The organs that report.

use std::fmt;
use std::str::FromStr;

/// The organ that reports (机关).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub struct Organ {
    /// Its full name, without the year.
    pub name: String,
    /// Its level, where known; due dates and some duties depend on it.
    pub level: Option<Level>,
}

impl Organ {
    /// An organ by its name.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), level: None }
    }

    /// The same organ with its level.
    #[must_use]
    pub fn with_level(mut self, level: Level) -> Self {
        self.level = Some(level);
        self
    }
}

/// The level of an organ (层级).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Level {
    /// 乡、镇、街道
    Township,
    /// 县级部门
    CountyDepartment,
    /// 县、区、县级市
    County,
    /// 地市级部门
    PrefectureDepartment,
    /// 地级市、自治州、盟
    Prefecture,
    /// 省级部门
    ProvincialDepartment,
    /// 省、自治区、直辖市
    Province,
    /// 国务院部门
    Ministry,
}

/// The text names no level.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” 不是层级；可用 {list} / “{0}” is not a level; one of {names}", names = Level::ALL.map(Level::as_str).join(", "), list = Level::ALL.map(|level| format!("{}（{}）", level.short(), level.as_str())).join("、"))]
pub struct LevelError(pub String);

impl Level {
    /// Every level from the lowest up.
    pub const ALL: [Self; 8] = [
        Self::Township,
        Self::CountyDepartment,
        Self::County,
        Self::PrefectureDepartment,
        Self::Prefecture,
        Self::ProvincialDepartment,
        Self::Province,
        Self::Ministry,
    ];

    /// The name used in report files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Township => "township",
            Self::CountyDepartment => "county_department",
            Self::County => "county",
            Self::PrefectureDepartment => "prefecture_department",
            Self::Prefecture => "prefecture",
            Self::ProvincialDepartment => "provincial_department",
            Self::Province => "province",
            Self::Ministry => "ministry",
        }
    }

    /// The name that people read: `乡、镇、街道`.
    #[must_use]
    pub fn printed(self) -> &'static str {
        match self {
            Self::Township => "乡、镇、街道",
            Self::CountyDepartment => "县级部门",
            Self::County => "县、区、县级市",
            Self::PrefectureDepartment => "地市级部门",
            Self::Prefecture => "地级市、自治州、盟",
            Self::ProvincialDepartment => "省级部门",
            Self::Province => "省、自治区、直辖市",
            Self::Ministry => "国务院部门",
        }
    }

    /// The name in one word, as it is typed: `乡镇`.
    #[must_use]
    pub fn short(self) -> &'static str {
        self.names().first().copied().unwrap_or_default()
    }

    /// What people write for it, beside the name that is printed; the usual word first.
    fn names(self) -> &'static [&'static str] {
        match self {
            Self::Township => &["乡镇", "乡", "镇", "街道", "乡镇街道", "街道办事处", "乡级", "乡镇级", "乡级政府"],
            Self::CountyDepartment => &["县级部门", "县直部门", "区级部门", "区直部门", "县直", "区直"],
            Self::County => &["县级", "县", "区", "县级市", "区县", "县区", "县级政府", "区级", "区级政府"],
            Self::PrefectureDepartment => &["市级部门", "地市级部门", "市直部门", "州直部门", "市直"],
            Self::Prefecture => {
                &["地市级", "地级市", "地级", "地市", "市级", "市级政府", "州级", "自治州", "盟", "设区的市", "设区市"]
            }
            Self::ProvincialDepartment => &["省级部门", "省直部门", "自治区直部门", "省直"],
            Self::Province => &["省级", "省", "自治区", "直辖市", "省级政府"],
            Self::Ministry => &["国务院部门", "部委", "部级"],
        }
    }

    /// Whether the organ is a people's government (人民政府) rather than a department of one.
    #[must_use]
    pub fn is_government(self) -> bool {
        matches!(self, Self::Township | Self::County | Self::Prefecture | Self::Province)
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Level {
    type Err = LevelError;

    /// A level by its key, its printed name, or one of the words that people write for it.
    ///
    /// ```
    /// use gongkai_core::Level;
    /// for text in ["county", "县、区、县级市", "县级政府", "区"] {
    ///     assert_eq!(text.parse(), Ok(Level::County), "{text}");
    /// }
    /// assert!("市".parse::<Level>().is_err(), "a county's or a prefecture's");
    /// ```
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let name = text.trim();
        let named = |level: &Self| level.as_str() == name || level.printed() == name || level.names().contains(&name);
        Self::ALL.into_iter().find(named).ok_or_else(|| LevelError(text.to_owned()))
    }
}
