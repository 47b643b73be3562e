//! The results of a check as JSON, piece by piece, so that of thousands of files no more is held than the one in hand.

use gongkai_wire::{FileResult, Survey, Totals};
use serde::Serialize;

use super::inert_json;

/// What the whole is printed with: [`CheckOutput`](gongkai_wire::CheckOutput) one file at a time.
#[derive(Default)]
pub(crate) struct CheckJson {
    totals: Totals,
    begun: bool,
}

const BEGINNING: &str = "{\n  \"version\": 1,\n  \"files\": [";

impl CheckJson {
    /// What a further file adds to the text.
    pub(crate) fn add(&mut self, file: &FileResult) -> Result<String, String> {
        self.totals.add(file);
        let before = if std::mem::replace(&mut self.begun, true) { "," } else { BEGINNING };
        Ok(format!("{before}\n    {}", indented(file, "    ")?))
    }

    /// What ends the text.
    pub(crate) fn end(self, survey: Option<&Survey>) -> Result<String, String> {
        let before = if self.begun { "\n  ]".to_owned() } else { format!("{BEGINNING}]") };
        let totals = indented(&self.totals, "  ")?;
        let survey = indented(&survey, "  ")?;
        Ok(format!("{before},\n  \"totals\": {totals},\n  \"survey\": {survey}\n}}\n"))
    }
}

/// A value whose lines after the first stand so far to the right. No string of JSON holds a line end.
fn indented(value: &impl Serialize, by: &str) -> Result<String, String> {
    let printed = serde_json::to_string_pretty(value).map_err(|error| error.to_string())?;
    Ok(inert_json(&printed).replace('\n', &format!("\n{by}")))
}

#[cfg(test)]
mod tests {
    use gongkai_wire::CheckOutput;

    use super::*;

    #[test]
    fn pieces_make_the_whole() {
        let file = |name: &str| FileResult {
            file: name.to_owned(),
            error: Some(gongkai_wire::Words::new("坏\n了", "broken\n")),
            ..FileResult::default()
        };
        for files in
            [Vec::new(), vec![file("甲.txt")], vec![file("甲.txt"), FileResult::default(), file("丙\u{1b}.txt")]]
        {
            let mut json = CheckJson::default();
            let mut printed: String = files.iter().map(|file| json.add(file).expect("JSON")).collect();
            printed.push_str(&json.end(None).expect("JSON"));
            let totals = Totals::of(&files);
            let whole =
                serde_json::to_string_pretty(&CheckOutput { version: 1, files, totals, survey: None }).expect("JSON");
            assert_eq!(printed, format!("{}\n", inert_json(&whole)));
        }
    }
}
