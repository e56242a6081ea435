//! Turns questions in GIFT, the text format of Moodle (docs.moodle.org, "GIFT format"), into the Markdown of quizzes.

use crate::html::parse;

/// The fence of questions: longer than any that a question holds.
const FENCE: &str = "``````";

/// Returns the Markdown of all questions of a text, in `quiz` fences. A text without an answer stands beside them, and a question
/// that cannot be read becomes a code block, as it is.
pub fn to_markdown(text: &str) -> String {
    let (mut out, mut group) = (String::new(), String::new());
    for block in blocks(text) {
        let block = block.trim();
        let (is_question, written) = match GiftQuestion::read(block) {
            Some(question) => (question.has_answer(), question.markdown()),
            None => (false, format!("~~~~text\n{block}\n~~~~\n")),
        };
        if is_question {
            group.push_str(&written);
            group.push('\n');
        } else {
            close_group(&mut group, &mut out);
            out.push_str(&written);
            out.push('\n');
        }
    }
    close_group(&mut group, &mut out);
    out
}

/// Writes the questions so far as a fence.
fn close_group(group: &mut String, out: &mut String) {
    if !group.is_empty() {
        out.extend([FENCE, "quiz\n", group.as_str(), FENCE, "\n\n"]);
        group.clear();
    }
}

/// Splits a text into questions: at blank lines outside of braces. Comments and categories are left out.
fn blocks(text: &str) -> Vec<String> {
    let (mut blocks, mut block, mut depth) = (Vec::new(), String::new(), 0_usize);
    for line in text.lines() {
        let bare = line.trim();
        if depth == 0 && (bare.starts_with("//") || bare.starts_with("$CATEGORY")) {
            continue;
        }
        if bare.is_empty() && depth == 0 {
            blocks.push(std::mem::take(&mut block));
            continue;
        }
        depth = (depth + count(line, '{')).saturating_sub(count(line, '}'));
        block.push_str(line);
        block.push('\n');
    }
    blocks.push(block);
    blocks.retain(|block| !block.trim().is_empty());
    blocks
}

/// Counts a sign that no backslash precedes.
fn count(line: &str, sign: char) -> usize {
    signs(line, &[sign]).len()
}

/// Returns the places of some signs that no backslash precedes.
fn signs(text: &str, wanted: &[char]) -> Vec<usize> {
    let (mut found, mut is_escaped) = (Vec::new(), false);
    for (at, character) in text.char_indices() {
        if !is_escaped && wanted.contains(&character) {
            found.push(at);
        }
        is_escaped = character == '\\' && !is_escaped;
    }
    found
}

/// A question as written: its text around the answers.
struct GiftQuestion<'a> {
    format: &'a str,
    before: &'a str,
    answers: Option<&'a str>,
    after: &'a str,
}

/// An answer as written.
struct GiftAnswer<'a> {
    is_right: bool,
    /// The percent of the points.
    weight: Option<f64>,
    text: &'a str,
    note: &'a str,
}

impl<'a> GiftQuestion<'a> {
    fn read(block: &'a str) -> Option<Self> {
        let mut rest = block;
        if let Some(titled) = rest.strip_prefix("::") {
            let end = signs(titled, &[':']).into_iter().find(|&at| titled[at..].starts_with("::"))?;
            rest = titled[end + 2..].trim_start();
        }
        let format = rest.strip_prefix('[').and_then(|inner| inner.split_once(']')).map(|(format, _)| format);
        let format = format.filter(|format| ["html", "moodle", "plain", "markdown"].contains(format));
        if let Some(format) = format {
            rest = &rest[format.len() + 2..];
        }
        let format = format.unwrap_or("moodle");
        let (open, close) = (signs(rest, &['{']), signs(rest, &['}']));
        match (open[..].first(), close.last()) {
            (None, None) => Some(Self { format, before: rest, answers: None, after: "" }),
            (Some(&open), Some(&close)) if open < close => Some(Self {
                format,
                before: &rest[..open],
                answers: Some(&rest[open + 1..close]),
                after: &rest[close + 1..],
            }),
            _ => None,
        }
    }

    /// Tests whether it has an answer to compare with.
    fn has_answer(&self) -> bool {
        self.answers.is_some_and(|answers| !answers.trim().is_empty())
    }

    fn text(&self, text: &str) -> String {
        let plain = unescaped(text);
        match self.format {
            "markdown" => plain,
            "html" => {
                let spaced = plain.replace("</p>", "</p> ").replace("<br>", " ").replace("</pre>", "</pre> ");
                let tree = parse(&spaced);
                escaped(&tree.text(tree.root()))
            }
            _ => escaped(&plain),
        }
    }

    /// Returns the Markdown of the question.
    fn markdown(&self) -> String {
        let Some(answers) = self.answers else { return format!("{}\n", self.text(self.before)) };
        let (answers, general) = split_general(answers);
        let gap = if self.after.trim().is_empty() { String::new() } else { format!("____{}", self.text(self.after)) };
        let before = self.text(self.before);
        let stem = if gap.is_empty() { before } else { format!("{before} {gap}") };
        let explanation = |text: &str| match text.trim() {
            "" => String::new(),
            text => format!("\nExplanation: {}\n", self.text(text)),
        };
        let bare = answers.trim();
        if bare.is_empty() {
            let answer = general.trim();
            return if answer.is_empty() {
                format!("{stem}\n")
            } else {
                format!("{stem}\n\nAnswer: {}\n", self.text(answer))
            };
        }
        if let Some((is_true, notes)) = truth(bare) {
            let why = if general.trim().is_empty() { notes } else { general };
            return format!("{stem}\n\nAnswer: {}\n{}", if is_true { "True" } else { "False" }, explanation(why));
        }
        if let Some(numbers) = bare.strip_prefix('#') {
            return format!("{stem}\n\nAnswer: {}\n{}", numeric(numbers), explanation(general));
        }
        let found = split_answers(bare);
        let body = self.body(&found, &stem);
        format!("{body}{}", explanation(general))
    }

    /// Returns the question with its answers, by the form that these have.
    fn body(&self, answers: &[GiftAnswer<'_>], stem: &str) -> String {
        let is_choice =
            answers.iter().any(|answer| !answer.is_right || answer.weight.is_some_and(|weight| weight <= 0.0));
        let pairs: Vec<(&str, &str)> = answers.iter().filter_map(|answer| answer.text.split_once("->")).collect();
        if !pairs.is_empty() && pairs.len() == answers.len() {
            let cue = if stem.to_lowercase().contains("match") { "" } else { " (match)" };
            let cell = |text: &str| self.text(text).trim().replace('\n', " ");
            let rows = pairs.iter().filter(|(left, _)| !left.trim().is_empty());
            let rows: Vec<String> =
                rows.map(|(left, right)| format!("| {} | {} |\n", cell(left), cell(right))).collect();
            let rows = rows.concat();
            return format!("{stem}{cue}\n\n|   |   |\n|---|---|\n{rows}");
        }
        if is_choice {
            let options: String = answers.iter().map(|answer| self.option(answer)).collect();
            return format!("{stem}\n\n{options}");
        }
        let spellings: Vec<String> = answers.iter().map(|answer| unescaped(answer.text).trim().to_owned()).collect();
        format!("{stem}\n\nAnswer: {}\n", spellings.join(" | "))
    }

    fn option(&self, answer: &GiftAnswer<'_>) -> String {
        let mark = if answer.is_right || answer.weight.is_some_and(|weight| weight > 0.0) { 'x' } else { ' ' };
        let note = match answer.note.trim() {
            "" => String::new(),
            note => format!("  > {}\n", one_line(&self.text(note))),
        };
        format!("- [{mark}] {}\n{note}", one_line(&self.text(answer.text)))
    }
}

/// Splits the feedback for every answer off.
fn split_general(answers: &str) -> (&str, &str) {
    let at = signs(answers, &['#']).into_iter().find(|&at| answers[at..].starts_with("####"));
    at.map_or((answers, ""), |at| (&answers[..at], &answers[at + 4..]))
}

/// Reads true or false, with the feedback after it.
fn truth(answers: &str) -> Option<(bool, &str)> {
    let (word, notes) = answers.split_once('#').unwrap_or((answers, ""));
    let is_true = match word.trim().to_uppercase().as_str() {
        "T" | "TRUE" => true,
        "F" | "FALSE" => false,
        _ => return None,
    };
    // The first is for a wrong answer, the second for the right one.
    Some((is_true, notes.split('#').next_back().unwrap_or_default()))
}

/// Splits answers at `=` and `~`.
fn split_answers(answers: &str) -> Vec<GiftAnswer<'_>> {
    let starts = signs(answers, &['=', '~']);
    let ends = starts.iter().skip(1).copied().chain([answers.len()]);
    let answer = |(start, end): (&usize, usize)| {
        let (sign, mut text) = answers[*start..end].split_at(1);
        let mut weight = None;
        if let Some((percent, rest)) = text.strip_prefix('%').and_then(|inner| inner.split_once('%')) {
            weight = percent.trim().parse().ok();
            text = rest;
        }
        let note = signs(text, &['#']).first().copied();
        let (text, note) = note.map_or((text, ""), |at| (&text[..at], &text[at + 1..]));
        GiftAnswer { is_right: sign == "=", weight, text: text.trim(), note }
    };
    starts.iter().zip(ends).map(answer).collect()
}

/// Returns a numeric answer: `3.14:0.01`, `1..5`, or the first of several.
fn numeric(text: &str) -> String {
    let first = text.trim().trim_start_matches('=').split(['=', '#']).next().unwrap_or_default().trim();
    let first = first.strip_prefix('%').and_then(|inner| inner.split_once('%')).map_or(first, |(_, rest)| rest);
    let number = |text: &str| text.trim().parse::<f64>().ok();
    if let Some((low, high)) = first.split_once("..")
        && let (Some(low), Some(high)) = (number(low), number(high))
    {
        return format!("{} ± {}", f64::midpoint(low, high), (high - low) / 2.0);
    }
    match first.split_once(':') {
        Some((value, tolerance)) if number(tolerance).is_some_and(|tolerance| tolerance > 0.0) => {
            format!("{} ± {}", value.trim(), tolerance.trim())
        }
        Some((value, _)) => value.trim().to_owned(),
        None => first.to_owned(),
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Removes the backslashes of the format.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut characters = text.trim().chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => match characters.next() {
                Some('n') => out.push('\n'),
                Some(sign) if "~=#{}:\\".contains(sign) => out.push(sign),
                Some(other) => out.extend(['\\', other]),
                None => {}
            },
            other => out.push(other),
        }
    }
    out
}

/// Escapes the signs of Markdown in a plain text.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.trim().lines() {
        if !out.is_empty() {
            out.push('\n');
        }
        for character in line.trim().chars() {
            if "\\`*_[]<>|#&{}~$!".contains(character) {
                out.push('\\');
            }
            out.push(character);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form() {
        let check = |gift: &str, expected: &str| {
            let text = to_markdown(gift);
            let inside = text.strip_prefix("``````quiz\n").and_then(|rest| rest.trim_end().strip_suffix("``````"));
            assert_eq!(inside.unwrap_or(&text).trim_end(), expected, "{gift}");
        };
        check(
            "// note\n::T::Who? {=Grant#yes ~no one#no ~Jefferson ####because}",
            "Who?\n\n- [x] Grant\n  > yes\n- [ ] no one\n  > no\n- [ ] Jefferson\n\nExplanation: because",
        );
        check("Which? {~%50%a ~%50%b ~%-100%c}", "Which?\n\n- [x] a\n- [x] b\n- [ ] c");
        check("The sun rises in the east.{T}", "The sun rises in the east.\n\nAnswer: True");
        check("2 + 2 is 5.{FALSE#wrong#right}", "2 + 2 is 5.\n\nAnswer: False\n\nExplanation: right");
        check("Two plus two is {=four =4} in words.", "Two plus two is ____in words.\n\nAnswer: four | 4");
        check("Pi? {#3.14:0.01}", "Pi?\n\nAnswer: 3.14 ± 0.01");
        check("Between? {#1..5}", "Between?\n\nAnswer: 3 ± 2");
        check("Match. {=a -> 1 =b -> 2 = -> 3}", "Match.\n\n|   |   |\n|---|---|\n| a | 1 |\n| b | 2 |");
        check("Why? {}", "Why?");
        check("Set \\{a\\} \\= b? {=x\\=y ~z}", "Set \\{a\\} = b?\n\n- [x] x=y\n- [ ] z");
        check("Broken {=a", "~~~~text\nBroken {=a\n~~~~");
        check("$CATEGORY: a/b\n\n[html]<p>One <b>two</b></p>{T}", "One two\n\nAnswer: True");
    }
}
