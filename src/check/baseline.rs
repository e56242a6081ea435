//! Turns the current findings into a baseline file, and that file into the findings that are known already.
//!
//! A finding is identified by its code, file and message, not by its line: it stays known when lines move. Each entry has
//! a count, so that a second mistake of the same kind is new.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::diagnostic::{Code, Diagnostic, Severity};

/// The comment at the top of the file.
const HEADING: &str = "# Findings that this course knows of: seodang reports only what is not listed here.\n\
                       # Count, code, file and message; written by `seodang check --update-baseline`.\n";

/// The known findings, each with its count.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline {
    known: BTreeMap<(String, String, String), usize>,
}

/// Whether the addresses outside the course were requested.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Network {
    /// All were: a known finding that was not found again is resolved.
    Asked,
    /// Not all were: their known findings can be neither found nor resolved.
    NotAsked,
}

/// Findings, split by a baseline.
#[derive(Debug, Default)]
pub struct Partitioned {
    /// The findings that are new.
    pub new: Vec<Diagnostic>,
    /// The number of known findings.
    pub known: usize,
    /// The number of entries of the baseline that were not found again.
    pub resolved: usize,
}

impl Baseline {
    /// Makes a baseline of the errors and warnings among findings; information never fails a check.
    pub fn of(problems: &[Diagnostic]) -> Self {
        let mut baseline = Self::default();
        for problem in problems.iter().filter(|problem| problem.severity != Severity::Info) {
            *baseline.known.entry(key(problem)).or_default() += 1;
        }
        baseline
    }

    /// Parses the text of a baseline. Ignores malformed lines: they suppress no finding.
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

    /// Returns the text of the baseline, sorted, so that a diff of the repository shows which entries were added and fixed.
    pub fn to_text(&self) -> String {
        let mut text = HEADING.to_owned();
        for ((code, path, message), count) in &self.known {
            let _ = writeln!(text, "{count}\t{code}\t{path}\t{message}");
        }
        text
    }

    /// Returns the number of known findings.
    pub fn len(&self) -> usize {
        self.known.values().sum()
    }

    /// Tests whether there are no known findings.
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// Keeps the entries about the network of another baseline: a check without the network cannot resolve them.
    #[must_use]
    pub fn with_external_of(mut self, other: &Self) -> Self {
        for (key, &count) in other.known.iter().filter(|(key, _)| is_external(key)) {
            let own = self.known.entry(key.clone()).or_default();
            *own = count.max(*own);
        }
        self
    }

    /// Splits findings into new ones and known ones; keeps their order.
    pub fn partition(&self, findings: Vec<Diagnostic>, network: Network) -> Partitioned {
        let mut left = self.known.clone();
        let mut parts = Partitioned::default();
        for finding in findings {
            match left.get_mut(&key(&finding)).filter(|count| **count > 0) {
                Some(count) => {
                    *count -= 1;
                    parts.known += 1;
                }
                None => parts.new.push(finding),
            }
        }
        let is_judged = |key: &(String, String, String)| network == Network::Asked || !is_external(key);
        parts.resolved = left.iter().filter(|(key, _)| is_judged(key)).map(|(_, count)| count).sum();
        parts
    }
}

/// Tests whether an entry is about an address outside the course.
fn is_external((code, _, _): &(String, String, String)) -> bool {
    code.parse().is_ok_and(Code::is_external)
}

/// Returns the key of a finding. Ignores numbers in the message: messages name lines, which move.
fn key(problem: &Diagnostic) -> (String, String, String) {
    let mut message = String::new();
    for word in problem.message.to_string().split_whitespace() {
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
    fn known_findings_stay_known_when_they_move() {
        let text = Baseline::of(&[finding(1), finding(2)]).to_text();
        let baseline = Baseline::parse(&text);
        assert_eq!(baseline.len(), 2);
        assert_eq!(baseline.to_text(), text);
        let parts = baseline.partition(vec![finding(5), finding(6), finding(7)], Network::NotAsked);
        assert_eq!((parts.new.len(), parts.known, parts.resolved), (1, 2, 0));
        let parts = baseline.partition(vec![finding(5)], Network::NotAsked);
        assert_eq!((parts.new.len(), parts.known, parts.resolved), (0, 1, 1));
        let dead = Baseline::parse("1\tdead-external-link\ta b.md\tgone\n");
        assert_eq!(dead.partition(Vec::new(), Network::NotAsked).resolved, 0);
        assert_eq!(dead.partition(Vec::new(), Network::Asked).resolved, 1);
        assert_eq!(Baseline::default().with_external_of(&dead), dead);
        assert!(Baseline::parse("nonsense\n7\n").is_empty());
    }
}
