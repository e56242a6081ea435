//! Turns today's findings into a text that a course keeps, and that text into the findings that are known already.
//!
//! A finding is known by its code, its file and its message, not by its line: what moves stays known. Each is known as many
//! times as it is counted, so that a second mistake of the same kind is new.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::diagnostic::{Code, Diagnostic, Severity};

/// What the file says of itself.
const HEADING: &str = "# Findings that this course knows of: seodang reports only what is not listed here.\n\
                       # Count, code, file and message; written by `seodang check --update-baseline`.\n";

/// The findings that are known, each with how often.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline {
    known: BTreeMap<(String, String, String), usize>,
}

/// What a baseline left of the findings.
#[derive(Debug, Default)]
pub struct Sifted {
    /// The findings that are new.
    pub new: Vec<Diagnostic>,
    /// How many were known.
    pub known: usize,
    /// How many of the known are found no more.
    pub gone: usize,
}

impl Baseline {
    /// Takes findings as known: errors and warnings; what is information needs no line to be held.
    pub fn of(problems: &[Diagnostic]) -> Self {
        let mut baseline = Self::default();
        for problem in problems.iter().filter(|problem| problem.severity != Severity::Info) {
            *baseline.known.entry(key(problem)).or_default() += 1;
        }
        baseline
    }

    /// Reads the text of a baseline. Lines that are none of it are passed over: they hide nothing.
    pub fn parse(text: &str) -> Self {
        let mut known = BTreeMap::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let mut fields = line.splitn(4, '\t');
            let count = fields.next().and_then(|count| count.parse::<usize>().ok());
            if let (Some(count), Some(code), Some(path), Some(message)) =
                (count, fields.next(), fields.next(), fields.next())
            {
                *known.entry((code.to_owned(), path.to_owned(), message.to_owned())).or_default() += count;
            }
        }
        Self { known }
    }

    /// The text of the baseline, sorted, so that a repository shows what was added and what was mended.
    pub fn to_text(&self) -> String {
        let mut text = HEADING.to_owned();
        for ((code, path, message), count) in &self.known {
            let _ = writeln!(text, "{count}\t{code}\t{path}\t{message}");
        }
        text
    }

    /// How many findings are known.
    pub fn len(&self) -> usize {
        self.known.values().sum()
    }

    /// Whether none is known.
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// Keeps what another baseline knows of the network: whoever did not ask it cannot say that it is mended.
    #[must_use]
    pub fn with_external_of(mut self, other: &Self) -> Self {
        for (key, &count) in other.known.iter().filter(|(key, _)| is_external(key)) {
            let own = self.known.entry(key.clone()).or_default();
            *own = count.max(*own);
        }
        self
    }

    /// Takes what is known out of the findings of a check that did not ask the network.
    pub fn sift(&self, problems: Vec<Diagnostic>) -> Sifted {
        self.sift_asked(problems, false)
    }

    /// Takes what is known out of the findings; `asked` is whether all outside addresses were asked for.
    pub fn sift_asked(&self, problems: Vec<Diagnostic>, asked: bool) -> Sifted {
        let mut left = self.known.clone();
        let mut sifted = Sifted::default();
        for problem in problems {
            match left.get_mut(&key(&problem)).filter(|count| **count > 0) {
                Some(count) => {
                    *count -= 1;
                    sifted.known += 1;
                }
                None => sifted.new.push(problem),
            }
        }
        sifted.gone = left.iter().filter(|(key, _)| asked || !is_external(key)).map(|(_, count)| count).sum();
        sifted
    }
}

/// Whether a line of the baseline is about what only the network knows.
fn is_external((code, _, _): &(String, String, String)) -> bool {
    code.parse().is_ok_and(Code::is_external)
}

/// Digits count for nothing: messages name lines, and those move.
fn key(problem: &Diagnostic) -> (String, String, String) {
    let mut message = String::new();
    for word in problem.message.split_whitespace() {
        if !message.is_empty() {
            message.push(' ');
        }
        let is_number = word.chars().all(|c| c.is_ascii_digit());
        message.push_str(if is_number { "#" } else { word });
    }
    (problem.code.as_str().to_owned(), problem.path.to_string(), message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{CoursePath, Span};

    fn finding(line: usize) -> Diagnostic {
        let message = format!("`x.md` leads nowhere, as on line {line}");
        Diagnostic::at(&CoursePath::new("a b.md"), Span::new(line, line + 1), Code::BrokenLink, message)
    }

    #[test]
    fn what_is_known_stays_known_where_it_moves() {
        let text = Baseline::of(&[finding(1), finding(2)]).to_text();
        let baseline = Baseline::parse(&text);
        assert_eq!(baseline.len(), 2);
        assert_eq!(baseline.to_text(), text);
        let sifted = baseline.sift(vec![finding(5), finding(6), finding(7)]);
        assert_eq!((sifted.new.len(), sifted.known, sifted.gone), (1, 2, 0));
        let sifted = baseline.sift(vec![finding(5)]);
        assert_eq!((sifted.new.len(), sifted.known, sifted.gone), (0, 1, 1));
        let dead = Baseline::parse("1\tdead-external-link\ta b.md\tgone\n");
        assert_eq!(dead.sift(Vec::new()).gone, 0);
        assert_eq!(dead.sift_asked(Vec::new(), true).gone, 1);
        assert_eq!(Baseline::default().with_external_of(&dead), dead);
        assert!(Baseline::parse("nonsense\n7\n").is_empty());
    }
}
