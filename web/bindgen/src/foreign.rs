//! What the writer of PDF files exports of its own when it is built for WebAssembly, whoever uses it. Nothing here calls
//! it, and without it the optimizer leaves out all that it alone needs: a reader of PDF files, a renderer, every type both
//! ways as JSON.

/// How its names begin.
const PREFIX: &str = "Pdf_";

/// Whether an export is foreign.
pub fn is(name: &str) -> bool {
    name.starts_with(PREFIX)
}

/// A script, or its declarations, without the functions that call foreign exports and what is said of them.
pub fn without(text: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let function = line.strip_prefix("export function ").is_some_and(is);
        if function {
            if let Some(comment) = comment(&kept) {
                kept.truncate(comment);
            }
            if line.ends_with('{') {
                // A function of a script ends where a line is its closing brace alone.
                lines.by_ref().take_while(|line| *line != "}").for_each(drop);
            }
        } else if !line.trim_start().strip_prefix("readonly ").is_some_and(is) {
            kept.push(line);
        }
    }
    kept.push("");
    kept.join("\n")
}

/// Where the comment begins that ends with the last line.
fn comment(lines: &[&str]) -> Option<usize> {
    lines.last().filter(|line| line.trim() == "*/")?;
    lines.iter().rposition(|line| *line == "/**")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_functions_go_with_their_comments_and_others_stay() {
        let script = "/** Ours. */\nexport class Engine {\n}\n\n/**\n * Theirs.\n */\nexport function Pdf_Read(a) {\n    try {\n    }\n}\n\n/**\n * Ours.\n */\nexport function last(a) {\n}\n";
        let left = "/** Ours. */\nexport class Engine {\n}\n\n\n/**\n * Ours.\n */\nexport function last(a) {\n}\n";
        assert_eq!(without(script), left);
        let declared = "/**\n * Theirs.\n */\nexport function Pdf_Read(a: string): string;\nexport interface Out {\n    readonly Pdf_Read: (a: number) => void;\n    readonly last: () => void;\n}\n";
        assert_eq!(without(declared), "export interface Out {\n    readonly last: () => void;\n}\n");
    }
}
