//! Fields: what is asked for in their instructions, and what they show for it.

use std::rc::Rc;

/// A field that is open.
#[derive(Debug, Default)]
pub(super) struct Field {
    /// What it asks for, as written.
    pub(super) instruction: String,
    /// Whether its result has begun.
    pub(super) result: bool,
    /// How much the reading had shown when the result began.
    pub(super) shown_before: usize,
    /// Where it leads, while its result lasts.
    pub(super) link: Option<Rc<str>>,
    pub(super) form: Form,
}

/// What a field of a form (窗体域) holds, where it is not its result.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Form {
    /// Whether a box is checked: as the form was made, and as it was filled in.
    pub(super) checked: Option<bool>,
    /// The choices of a list, and which was taken, from 0.
    pub(super) choices: Vec<String>,
    pub(super) chosen: usize,
    /// The text that a field for text begins with.
    pub(super) text: String,
}

/// What a field shows that has no result of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Shows {
    /// Nothing, or what its result says.
    Result,
    /// A text.
    Text(String),
    /// What an `EQ` field sets, as it is written after the name.
    Equation(String),
    /// A sign of a font: its code and the font's name.
    Symbol(u32, String),
    /// A prompt that waits to be replaced.
    Prompt(String),
}

/// The name of the field that an instruction asks for, and the rest of the instruction.
fn name_and_rest(instruction: &str) -> (String, &str) {
    let instruction = instruction.trim_start();
    let end = instruction.find(|c: char| c.is_whitespace() || c == '\\' || c == '"').unwrap_or(instruction.len());
    let (name, rest) = instruction.split_at_checked(end).unwrap_or((instruction, ""));
    (name.to_ascii_uppercase(), rest)
}

/// The address that a field leads to; nothing for a place within the document.
pub(super) fn link(instruction: &str) -> Option<String> {
    let (name, rest) = name_and_rest(instruction);
    if name != "HYPERLINK" {
        return None;
    }
    let mut words = words(rest).into_iter();
    let mut address: Option<String> = None;
    let mut place: Option<String> = None;
    while let Some(word) = words.next() {
        match word.as_str() {
            "\\l" => place = words.next(),
            // What is shown when the pointer rests on it, and the frame that it opens in.
            "\\o" | "\\t" => drop(words.next()),
            switch if switch.starts_with('\\') => {}
            _ => address = address.or(Some(word)),
        }
    }
    let address = address.filter(|address| !address.is_empty())?;
    Some(match place.filter(|place| !place.is_empty()) {
        Some(place) => format!("{address}#{place}"),
        None => address,
    })
}

/// What a field shows whose result is empty.
pub(super) fn shows(instruction: &str, form: &Form) -> Shows {
    let (name, rest) = name_and_rest(instruction);
    match name.as_str() {
        "EQ" => Shows::Equation(rest.to_owned()),
        "FORMCHECKBOX" => Shows::Text(if form.checked == Some(true) { "☑" } else { "□" }.to_owned()),
        "FORMDROPDOWN" => form.choices.get(form.chosen).map_or(Shows::Result, |choice| Shows::Text(choice.clone())),
        "FORMTEXT" => Shows::Prompt(form.text.clone()),
        "SYMBOL" => symbol(rest).map_or(Shows::Result, |(code, font)| Shows::Symbol(code, font)),
        "QUOTE" => Shows::Text(words(rest).into_iter().take_while(|word| !word.starts_with('\\')).collect()),
        // The first word is the macro's name; what follows is shown.
        "MACROBUTTON" | "GOTOBUTTON" => {
            let prompt = rest.trim_start().split_once(char::is_whitespace).map_or("", |(_, prompt)| prompt);
            Shows::Prompt(prompt.trim().to_owned())
        }
        _ => Shows::Result,
    }
}

/// Whether a field shows what is worked out or looked up when the document is shown, and nothing of its own.
pub(super) fn is_worked_out(instruction: &str) -> bool {
    let (name, _) = name_and_rest(instruction);
    let names = [
        "REF",
        "DOCPROPERTY",
        "DOCVARIABLE",
        "MERGEFIELD",
        "LINK",
        "DDE",
        "DDEAUTO",
        "DATABASE",
        "INCLUDETEXT",
        "FILLIN",
    ];
    name.starts_with('=') || names.contains(&name.as_str())
}

fn symbol(rest: &str) -> Option<(u32, String)> {
    let mut words = words(rest).into_iter();
    let code = words.next()?;
    let code = match code.strip_prefix("0x").or_else(|| code.strip_prefix("0X")) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => code.parse().ok()?,
    };
    let mut font = String::new();
    while let Some(word) = words.next() {
        if word == "\\f" {
            font = words.next().unwrap_or_default();
        }
    }
    Some((code, font))
}

/// The words of an instruction; quotation marks hold words together, and a backslash before one takes its meaning.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut quoted = false;
    let mut begun = false;
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '"' | '“' | '”' => {
                quoted = !quoted;
                begun = true;
            }
            '\\' if matches!(characters.peek(), Some('"' | '\\')) => word.extend(characters.next()),
            c if c.is_whitespace() && !quoted => {
                if begun || !word.is_empty() {
                    words.push(std::mem::take(&mut word));
                }
                begun = false;
            }
            c => word.push(c),
        }
    }
    if begun || !word.is_empty() {
        words.push(word);
    }
    words
}

/// The open fields of the part, innermost last.
#[derive(Debug, Default)]
pub(super) struct Fields {
    open: Vec<Field>,
    /// How many of them have no result yet; text shows when none has.
    waiting: usize,
    /// Which of them lead somewhere, innermost last.
    leading: Vec<usize>,
}

impl Fields {
    /// Whether text is shown here, and not part of a field's instruction.
    pub(super) fn show(&self) -> bool {
        self.waiting == 0
    }

    /// How many are open, and how many of these have no result yet.
    pub(super) fn state(&self) -> (usize, usize) {
        (self.open.len(), self.waiting)
    }

    pub(super) fn begin(&mut self, form: Form) {
        self.open.push(Field { form, ..Field::default() });
        self.waiting += 1;
    }

    /// The field whose instruction is being read.
    pub(super) fn instructed(&mut self) -> Option<&mut Field> {
        self.open.last_mut().filter(|field| !field.result)
    }

    /// The result of the innermost field begins; gives where it leads.
    pub(super) fn separate(&mut self, shown: usize) -> Option<Rc<str>> {
        let index = self.open.len().checked_sub(1)?;
        let field = self.open.get_mut(index).filter(|field| !field.result)?;
        field.result = true;
        field.shown_before = shown;
        field.link = link(&field.instruction).map(Into::into);
        self.waiting = self.waiting.saturating_sub(1);
        let link = field.link.clone();
        if link.is_some() {
            self.leading.push(index);
        }
        link
    }

    /// Ends the innermost field.
    pub(super) fn end(&mut self) -> Option<Field> {
        let field = self.open.pop()?;
        if !field.result {
            self.waiting = self.waiting.saturating_sub(1);
        }
        while self.leading.last().is_some_and(|&index| index >= self.open.len()) {
            self.leading.pop();
        }
        Some(field)
    }

    /// Where text leads to here.
    pub(super) fn link(&self) -> Option<&Rc<str>> {
        self.leading.last().and_then(|&index| self.open.get(index)).and_then(|field| field.link.as_ref())
    }

    /// Ends what ends with its paragraph at the latest: an instruction, which would else hide the rest of the document,
    /// and where text leads.
    pub(super) fn end_paragraph(&mut self) {
        while self.open.last().is_some_and(|field| !field.result) {
            self.end();
        }
        self.leading.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_out_of_the_document() {
        for (instruction, address) in [
            (r#" HYPERLINK "https://www.example.gov.cn/a?b=1" "#, Some("https://www.example.gov.cn/a?b=1")),
            (r#"HYPERLINK "http://a.example" \l "top" \o "提示" \t "_blank""#, Some("http://a.example#top")),
            (r"hyperlink http://a.example \* MERGEFORMAT", Some("http://a.example")),
            (r#"HYPERLINK \l "_Toc1""#, None),
            (r#"HYPERLINK "C:\\a\\b.doc""#, Some(r"C:\a\b.doc")),
            ("PAGE", None),
            ("", None),
        ] {
            assert_eq!(link(instruction).as_deref(), address, "{instruction}");
        }
    }

    #[test]
    fn fields_that_are_worked_out() {
        for (instruction, worked_out) in
            [(" =SUM(ABOVE) ", true), ("=B2*2", true), ("DocProperty 受理数", true), ("PAGE", false), ("", false)]
        {
            assert_eq!(is_worked_out(instruction), worked_out, "{instruction}");
        }
    }

    #[test]
    fn what_a_field_shows_without_a_result() {
        let list = Form { choices: vec!["甲".to_owned(), "乙".to_owned()], chosen: 1, ..Form::default() };
        let box_ = Form { checked: Some(true), ..Form::default() };
        let none = Form::default();
        for (instruction, form, expected) in [
            ("FORMCHECKBOX", &box_, Shows::Text("☑".to_owned())),
            (" FORMCHECKBOX ", &none, Shows::Text("□".to_owned())),
            ("FORMDROPDOWN", &list, Shows::Text("乙".to_owned())),
            (r"eq \s\up 5(1)", &none, Shows::Equation(r" \s\up 5(1)".to_owned())),
            (r#"SYMBOL 254 \f "Wingdings" \s 12"#, &none, Shows::Symbol(254, "Wingdings".to_owned())),
            ("MACROBUTTON NoMacro [单击此处]", &none, Shows::Prompt("[单击此处]".to_owned())),
            ("PAGE", &none, Shows::Result),
        ] {
            assert_eq!(shows(instruction, form), expected, "{instruction}");
        }
    }
}
