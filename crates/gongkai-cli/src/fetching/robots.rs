//! What a site asks of programs in its `robots.txt` (RFC 9309): the rules for this program, or else those for all; of the
//! rules that fit an address the longest decides, and where two are as long, the one that allows.

use std::time::Duration;

/// How much of the file counts, in bytes, and how long this program waits between two requests at most, whatever is asked.
const MOST_BYTES: usize = 500 << 10;
const LONGEST_DELAY: f64 = 60.0;

/// What a site asks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Robots {
    /// Whether addresses that fit a pattern are open to this program.
    rules: Vec<(String, bool)>,
    /// How long to wait between two requests.
    pub(super) delay: Option<Duration>,
}

/// The rules of one group of programs.
#[derive(Debug, Default)]
struct Group {
    programs: Vec<String>,
    robots: Robots,
    /// Whether a rule was given, after which another program's name begins a new group.
    ruled: bool,
}

impl Robots {
    /// What a file asks of the program of this name.
    pub(super) fn of(text: &[u8], program: &str) -> Self {
        let text = String::from_utf8_lossy(text.get(..MOST_BYTES).unwrap_or(text));
        let mut groups: Vec<Group> = Vec::new();
        for line in text.trim_start_matches('\u{feff}').split(['\n', '\r']) {
            let line = line.split('#').next().unwrap_or_default();
            let Some((field, value)) = line.split_once(':') else { continue };
            let (field, value) = (field.trim().to_ascii_lowercase(), value.trim());
            if field == "user-agent" {
                if groups.last().is_none_or(|group| group.ruled) {
                    groups.push(Group::default());
                }
                if let Some(group) = groups.last_mut() {
                    // A version behind the name is no part of it.
                    group.programs.push(value.split('/').next().unwrap_or_default().trim().to_ascii_lowercase());
                }
                continue;
            }
            let Some(group) = groups.last_mut() else { continue };
            match field.as_str() {
                "allow" | "disallow" => {
                    group.ruled = true;
                    if !value.is_empty() {
                        group.robots.rules.push((escaped(value), field == "allow"));
                    }
                }
                "crawl-delay" => {
                    group.ruled = true;
                    let seconds = value.parse::<f64>().ok().filter(|seconds| seconds.is_finite() && *seconds >= 0.0);
                    group.robots.delay = seconds.map(|seconds| Duration::from_secs_f64(seconds.min(LONGEST_DELAY)));
                }
                _ => {}
            }
        }
        let of = |name: &str| {
            let own = groups.iter().filter(|group| group.programs.iter().any(|program| program == name));
            own.map(|group| group.robots.clone()).reduce(|mut all, more| {
                all.rules.extend(more.rules);
                all.delay = all.delay.max(more.delay);
                all
            })
        };
        of(program).or_else(|| of("*")).unwrap_or_default()
    }

    /// Whether an address, its path with what is asked of it, is open to this program.
    pub(super) fn allows(&self, path: &str) -> bool {
        let path = escaped(path);
        let fitting = self.rules.iter().filter(|(pattern, _)| fits(pattern, &path));
        fitting.max_by_key(|(pattern, allowed)| (pattern.len(), *allowed)).is_none_or(|(_, allowed)| *allowed)
    }
}

/// A path as all of them are compared: characters beyond ASCII as in addresses, and what is written in that way without
/// need as itself.
fn escaped(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let mut bytes = path.bytes();
    while let Some(byte) = bytes.next() {
        let digits: Option<u8> = (byte == b'%')
            .then(|| bytes.clone().take(2).map(char::from).collect::<String>())
            .and_then(|digits| (digits.len() == 2).then(|| u8::from_str_radix(&digits, 16).ok()).flatten());
        match digits {
            Some(meant) => {
                bytes.nth(1);
                let plain = meant.is_ascii_alphanumeric() || b"-._~".contains(&meant);
                if plain { out.push(char::from(meant)) } else { out.push_str(&format!("%{meant:02X}")) }
            }
            None if byte.is_ascii() => out.push(char::from(byte)),
            None => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// Whether a path begins as a pattern says, in which `*` stands for anything and `$` at its end for the path's end.
fn fits(pattern: &str, path: &str) -> bool {
    let (pattern, whole) = pattern.strip_suffix('$').map_or((pattern, false), |pattern| (pattern, true));
    let mut pieces = pattern.split('*');
    let Some(mut rest) = pieces.next().and_then(|first| path.strip_prefix(first)) else { return false };
    let pieces: Vec<&str> = pieces.collect();
    let Some((last, between)) = pieces.split_last() else { return !whole || rest.is_empty() };
    for piece in between {
        match rest.find(piece).and_then(|at| rest.get(at + piece.len()..)) {
            Some(after) => rest = after,
            None => return false,
        }
    }
    if whole { rest.ends_with(last) } else { rest.contains(last) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_rule_decides_and_ones_own_group_before_that_for_all() {
        let text = "User-agent: *\nDisallow: /\n\nUser-agent: other\nUser-Agent: Gongkai/1.0 # this one\nDisallow: /a\n\
                    Allow: /a/b\nDisallow: /*.php$\nDisallow: /私\nCrawl-delay: 3\n";
        let robots = Robots::of(text.as_bytes(), "gongkai");
        for (path, open) in [
            ("/", true),
            ("/a", false),
            ("/a/c.html", false),
            ("/a/b/c.html", true),
            ("/x.php", false),
            ("/x.php?y", true),
            ("/%E7%A7%81/x", false),
            ("/%e7%a7%81/x", false),
            ("/%61/c.html", false),
            ("/%", true),
            ("/%2", true),
        ] {
            assert_eq!(robots.allows(path), open, "{path}");
        }
        assert_eq!(robots.delay, Some(Duration::from_secs(3)));
        assert!(!Robots::of(text.as_bytes(), "third").allows("/x"));
    }

    #[test]
    fn what_is_no_such_file_forbids_nothing() {
        for text in ["", "<html><body>404</body></html>", "Disallow: /", "User-agent: *\nDisallow:\n"] {
            assert!(Robots::of(text.as_bytes(), "gongkai").allows("/x"), "{text}");
        }
    }

    #[test]
    fn patterns_take_no_more_time_than_their_length() {
        let pattern = "/a*".repeat(200);
        assert!(!fits(&format!("{pattern}b$"), &"/a".repeat(50_000)));
    }
}
