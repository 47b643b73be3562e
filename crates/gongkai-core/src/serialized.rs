//! With the feature `serde`: the domain's values as text, both ways, as report files and JSON write them.
//!
//! A whole report goes out and comes back as `gongkai_wire::Report` or as a report file of `gongkai-data`, whose shapes are
//! versioned; what is here is what others put into types of their own.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::check::{RuleId, Severity};
use crate::form::{CellKey, Edition, SectionKey, TableKey};
use crate::words::Text;
use crate::{Cell, Level, Number, Organ, Year};

/// Values that are written as their text and read from it.
macro_rules! as_text {
    ($($value:ty),* $(,)?) => {$(
        impl Serialize for $value {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $value {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
            }
        }
    )*};
}

as_text!(CellKey, Edition, Level, Number, RuleId);

/// Values that are written by their key, of which there are a few.
macro_rules! by_key {
    ($($value:ty => $key:expr),* $(,)?) => {$(
        impl Serialize for $value {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str($key(*self))
            }
        }

        impl<'de> Deserialize<'de> for $value {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                let known = Self::ALL.into_iter().find(|own| $key(*own) == text);
                known.ok_or_else(|| D::Error::custom(format!("没有“{text}” / there is no “{text}”")))
            }
        }
    )*};
}

by_key!(
    SectionKey => SectionKey::as_str,
    TableKey => TableKey::as_str,
    Severity => |severity: Severity| severity.in_words().1,
);

/// As it is printed; a blank is the empty text.
impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.printed())
    }
}

impl<'de> Deserialize<'de> for Cell {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::parse(&String::deserialize(deserializer)?))
    }
}

impl Serialize for Year {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u16(self.get())
    }
}

impl<'de> Deserialize<'de> for Year {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(u16::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

/// The shape of a text.
#[derive(Serialize, Deserialize)]
#[serde(rename = "Text")]
struct Both {
    zh: String,
    en: String,
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Both { zh: self.zh.clone(), en: self.en.clone() }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Both::deserialize(deserializer).map(|both| Self::new(both.zh, both.en))
    }
}

/// The shape of an organ.
#[derive(Serialize, Deserialize)]
#[serde(rename = "Organ")]
struct NameAndLevel {
    name: String,
    #[serde(default)]
    level: Option<Level>,
}

impl Serialize for Organ {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        NameAndLevel { name: self.name.clone(), level: self.level }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Organ {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let NameAndLevel { name, level } = NameAndLevel::deserialize(deserializer)?;
        let mut organ = Self::new(&name);
        organ.level = level;
        Ok(organ)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn there_and_back<T: Serialize + for<'de> Deserialize<'de> + PartialEq + std::fmt::Debug>(value: &T, json: &str) {
        assert_eq!(serde_json::to_string(value).unwrap(), json);
        assert_eq!(&serde_json::from_str::<T>(json).unwrap(), value);
    }

    #[test]
    fn values_go_out_and_come_back() {
        there_and_back(&"applications.received.total".parse::<CellKey>().unwrap(), "\"applications.received.total\"");
        there_and_back(&Edition::E2021, "\"2021\"");
        there_and_back(&Level::Township, "\"township\"");
        there_and_back(&"24252.311082".parse::<Number>().unwrap(), "\"24252.311082\"");
        there_and_back(&RuleId::new(101), "\"GK101\"");
        there_and_back(&SectionKey::OtherMatters, "\"other_matters\"");
        there_and_back(&TableKey::Disputes, "\"disputes\"");
        there_and_back(&Severity::Warning, "\"warning\"");
        for printed in ["", "—", "1,295", "22（其中修订16件）", "见附件"] {
            there_and_back(&Cell::parse(printed), &format!("\"{printed}\""));
        }
        there_and_back(&Year::new(2023).unwrap(), "2023");
        there_and_back(&Text::new("重", "again"), "{\"zh\":\"重\",\"en\":\"again\"}");
        let organ = Organ::new("山枣镇人民政府").with_level(Level::Township);
        there_and_back(&organ, "{\"name\":\"山枣镇人民政府\",\"level\":\"township\"}");
    }

    #[test]
    fn what_is_no_value_is_refused() {
        assert!(serde_json::from_str::<CellKey>("\"applications.recieved.total\"").is_err());
        assert!(serde_json::from_str::<Year>("99").is_err());
        assert!(serde_json::from_str::<Severity>("\"grave\"").is_err());
    }
}
