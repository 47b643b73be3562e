//! Registers to reports.

use std::collections::BTreeMap;

use gongkai::form::Edition;
use gongkai::ledger::{Calendar, Mapping, Register, tally as count, tally_disputes};
use gongkai::{Report, Year};
use gongkai_wire::{Fault, Organ, Registers, Tallied, Words};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::assessing::domain;
use crate::engine::{Outcome, input};

/// A register of applications, what to make of it, and perhaps one of disputes.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TallyOptions {
    /// The register of applications, whose file is given first.
    pub register: RegisterFile,
    /// The register of disputes, whose file is given second.
    #[serde(default)]
    pub disputes: Option<RegisterFile>,
    /// The year that is reported on.
    pub year: u16,
    /// The text of a file of holidays.
    #[serde(default)]
    pub calendar: Option<String>,
    /// The report that the counts are stated in; else a new one.
    #[serde(default)]
    pub into: Option<gongkai_wire::Report>,
    /// Whose report a new one is.
    #[serde(default)]
    pub organ: Organ,
    /// Whether lines that are not understood are left out.
    #[serde(default)]
    pub skip_bad: bool,
}

/// How a register is read.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RegisterFile {
    /// The file's name.
    pub name: String,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// Whether all sheets that are registers are counted, where no single one is named.
    pub all_sheets: bool,
    /// The columns and the register's own headings for them.
    pub headings: BTreeMap<String, String>,
    /// Words of the register's own and what they mean on the form.
    pub words: BTreeMap<String, String>,
}

pub(crate) fn tally(asked: TallyOptions, mut file: impl FnMut() -> Outcome<Vec<u8>>) -> Outcome<Tallied> {
    let year = Year::new(asked.year).map_err(|error| fault("input", &error))?;
    let edition = Edition::governing(year);
    let applications = open(&asked.register, &file()?)?;
    let applications = applications.applications_in(edition).map_err(|error| Fault::from(&error))?;
    let disputes = match &asked.disputes {
        Some(register) => {
            let entries = open(register, &file()?)?.disputes_in(edition).map_err(|error| Fault::from(&error))?;
            let counted = tally_disputes(&entries, year);
            Some((entries, counted))
        }
        None => None,
    };
    let calendar = match &asked.calendar {
        Some(text) => Calendar::parse(text).map_err(|error| fault("calendar", &error))?,
        None => Calendar::weekends_only(),
    };
    let before = match &asked.into {
        Some(report) => domain(report)?,
        None => Report::new((&asked.organ).try_into().map_err(|error| Fault::from(&error))?, year),
    };
    if before.year.is_some_and(|other| other != year) {
        return Err(input(
            &format!("这份报告不是{year}年的，台账的数不能填进去"),
            &format!("the report is not for {year}"),
        ));
    }
    let counted = count(&applications, year);
    let mut after = before.clone();
    after.year = Some(year);
    counted.state_in(&mut after);
    if let Some((_, disputes)) = &disputes {
        disputes.state_in(&mut after);
    }
    let registers = Registers {
        applications: &applications,
        tally: &counted,
        disputes: disputes.as_ref().map(|(entries, counted)| (entries, counted)),
        calendar: &calendar,
        skip_bad: asked.skip_bad,
    };
    Ok(registers.tallied(&before, &after))
}

fn open(register: &RegisterFile, bytes: &[u8]) -> Outcome<Register> {
    let pairs = |map: &BTreeMap<String, String>| map.iter().map(|(a, b)| format!("{a}={b}")).collect::<Vec<_>>();
    let (headings, words) = (pairs(&register.headings), pairs(&register.words));
    let mapping = Mapping::parse(headings.iter().map(String::as_str))
        .and_then(|mapping| mapping.with_words(words.iter().map(String::as_str)))
        .map_err(|error| fault("register", &error))?;
    let read = gongkai::read_register(bytes).map_err(|error| fault("register", &error))?.with_mapping(mapping);
    Ok(match &register.sheet {
        Some(sheet) => read.with_sheet(sheet),
        None if register.all_sheets => read.with_all_sheets(),
        None => read,
    })
}

fn fault(kind: &str, error: &dyn std::error::Error) -> Fault {
    Fault::new(kind, Words::of_printed(&error.to_string()))
}
