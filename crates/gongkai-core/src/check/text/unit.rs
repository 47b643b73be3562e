//! The units that figures are counted in.

use super::FigureKind;

/// What a figure is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Unit {
    /// 件, 件次, 份, 宗, 起, 例: how applications, cases and documents are counted.
    Cases,
    /// 条, 项, 个, 篇, 则, 部: how published items and kinds of things are counted.
    Entries,
    /// 次, 人次, 期, 场.
    Times,
    /// 人, 名, 户, 家.
    People,
    /// 元 and 万元; the value is in 元.
    Yuan,
    /// Percent.
    Percent,
    /// No unit, or one that no cell counts in.
    None,
}

/// Units as printed, a longer one before a shorter that it starts with.
pub(super) const UNITS: &[(&str, Unit, FigureKind)] = &[
    ("个百分点", Unit::Percent, FigureKind::Percent),
    ("百分点", Unit::Percent, FigureKind::Percent),
    ("个工作日", Unit::None, FigureKind::Duration),
    ("工作日", Unit::None, FigureKind::Duration),
    ("个小时", Unit::None, FigureKind::Duration),
    ("小时", Unit::None, FigureKind::Duration),
    ("分钟", Unit::None, FigureKind::Duration),
    ("个月", Unit::None, FigureKind::Duration),
    ("个季度", Unit::None, FigureKind::Duration),
    ("周年", Unit::None, FigureKind::Duration),
    ("年度", Unit::None, FigureKind::Year),
    ("年", Unit::None, FigureKind::Year),
    ("月份", Unit::None, FigureKind::Date),
    ("月", Unit::None, FigureKind::Date),
    ("季度", Unit::None, FigureKind::Date),
    ("日", Unit::None, FigureKind::Date),
    ("天", Unit::None, FigureKind::Duration),
    ("时", Unit::None, FigureKind::Date),
    ("号", Unit::None, FigureKind::Document),
    ("％", Unit::Percent, FigureKind::Percent),
    ("%", Unit::Percent, FigureKind::Percent),
    ("件（次）", Unit::Cases, FigureKind::Quantity),
    ("件(次)", Unit::Cases, FigureKind::Quantity),
    ("件次", Unit::Cases, FigureKind::Quantity),
    ("件", Unit::Cases, FigureKind::Quantity),
    ("份次", Unit::Cases, FigureKind::Quantity),
    ("份", Unit::Cases, FigureKind::Quantity),
    ("宗", Unit::Cases, FigureKind::Quantity),
    ("起", Unit::Cases, FigureKind::Quantity),
    ("例", Unit::Cases, FigureKind::Quantity),
    ("条次", Unit::Entries, FigureKind::Quantity),
    ("条", Unit::Entries, FigureKind::Quantity),
    ("项", Unit::Entries, FigureKind::Quantity),
    ("个", Unit::Entries, FigureKind::Quantity),
    ("篇", Unit::Entries, FigureKind::Quantity),
    ("则", Unit::Entries, FigureKind::Quantity),
    ("部", Unit::Entries, FigureKind::Quantity),
    ("人次", Unit::Times, FigureKind::Quantity),
    ("次", Unit::Times, FigureKind::Quantity),
    ("期", Unit::Times, FigureKind::Quantity),
    ("场", Unit::Times, FigureKind::Quantity),
    ("人", Unit::People, FigureKind::Quantity),
    ("名", Unit::People, FigureKind::Quantity),
    ("户", Unit::People, FigureKind::Quantity),
    ("家", Unit::People, FigureKind::Quantity),
    ("元", Unit::Yuan, FigureKind::Quantity),
];
