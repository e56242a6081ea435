//! Turns a formula with macros into one without: removes definitions from it, and replaces uses.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::bound::token_length;
use crate::{FormulaError, MAX_BYTES};

/// The maximum number of replacements in a formula: a macro that names itself never ends.
const MAX_EXPANSIONS: usize = 1000;

/// The maximum number of macros of a page.
const MAX_MACROS: usize = 500;

/// Commands that define macros.
const DEFINING: [&str; 8] = [
    "\\newcommand",
    "\\renewcommand",
    "\\providecommand",
    "\\def",
    "\\gdef",
    "\\let",
    "\\DeclareMathOperator",
    "\\DeclarePairedDelimiter",
];

/// Commands that `KaTeX` and `MathJax` have and `math-core` lacks, expressed by commands that it has: name, arguments,
/// body.
const BUILT_IN: [(&str, usize, &str); 29] = [
    ("\\LaTeX", 0, r"\text{LaTeX}"),
    ("\\TeX", 0, r"\text{TeX}"),
    ("\\boxed", 1, r"\begin{array}{|c|}\hline{\displaystyle #1}\\\hline\end{array}"),
    ("\\fbox", 1, r"\begin{array}{|c|}\hline\text{#1}\\\hline\end{array}"),
    ("\\mbox", 1, r"\text{#1}"),
    ("\\hbox", 1, r"\text{#1}"),
    ("\\textcircled", 1, "\\text{#1\u{20dd}}"),
    ("\\textcolor", 2, r"{\color{#1}#2}"),
    ("\\colorbox", 2, r"\text{#2}"),
    ("\\href", 2, r"{#2}"),
    ("\\url", 1, r"\text{#1}"),
    ("\\substack", 1, r"\begin{subarray}{c}#1\end{subarray}"),
    ("\\widetilde", 1, r"\overset{\sim}{#1}"),
    ("\\utilde", 1, r"\underset{\sim}{#1}"),
    ("\\pmb", 1, r"\boldsymbol{#1}"),
    ("\\smash", 1, r"{#1}"),
    ("\\ensuremath", 1, r"{#1}"),
    ("\\mathbbm", 1, r"\mathbb{#1}"),
    ("\\mathds", 1, r"\mathbb{#1}"),
    ("\\bbox", 1, r"{#1}"),
    ("\\varlimsup", 0, r"\overline{\lim}"),
    ("\\varliminf", 0, r"\underline{\lim}"),
    ("\\cr", 0, r"\\"),
    ("\\small", 0, ""),
    ("\\large", 0, ""),
    ("\\Large", 0, ""),
    ("\\strut", 0, ""),
    ("\\mathstrut", 0, ""),
    ("\\allowbreak", 0, ""),
];

/// Environments under the names that `math-core` knows: name, whether an argument follows, begin and end of the replacement.
const ENVIRONMENTS: [(&str, bool, &str, &str); 11] = [
    ("split", false, r"\begin{aligned}", r"\end{aligned}"),
    ("alignat", true, r"\begin{align}", r"\end{align}"),
    ("alignat*", true, r"\begin{align*}", r"\end{align*}"),
    ("alignedat", true, r"\begin{aligned}", r"\end{aligned}"),
    ("smallmatrix", false, r"\begin{matrix}", r"\end{matrix}"),
    ("eqnarray", false, r"\begin{array}{rcl}", r"\end{array}"),
    ("eqnarray*", false, r"\begin{array}{rcl}", r"\end{array}"),
    ("multline*", false, r"\begin{gather*}", r"\end{gather*}"),
    ("displaymath", false, r"{", r"}"),
    ("math", false, r"{", r"}"),
    ("flalign", false, r"\begin{align}", r"\end{align}"),
];

/// Commands for the size of a delimiter.
const SIZES: [&str; 4] = ["\\Bigg", "\\bigg", "\\Big", "\\big"];

/// Returns a formula in which braces are where TeX itself needs them: `{\color{red}x}` for `\color{red}{x}`, which `MathJax`
/// reads as a command with two arguments, and `\big|` for `\big{|}`.
pub(crate) fn with_plain_groups(tex: &str) -> String {
    let mut text = with_named_models(tex);
    let mut from = 0;
    while let Some(at) = text[from..].find("\\color{").map(|at| at + from) {
        from = at + "\\color".len();
        let Some((_, end)) = braced(&text, from) else { break };
        if text[end..].starts_with('{') {
            text.replace_range(end..=end, " ");
            text.insert(at, '{');
            from = end + 1;
        }
    }
    for size in SIZES {
        for side in ["", "l", "r", "m"] {
            for delimiter in ["|", "\\|", "(", ")", "[", "]", "\\{", "\\}", "/", "\\lvert", "\\rvert"] {
                let written = format!("{size}{side}{{{delimiter}}}");
                if text.contains(&written) {
                    text = text.replace(&written, &format!("{size}{side}{delimiter} "));
                }
            }
        }
    }
    text
}

/// Returns a formula in which colours of HTML are in the spelling of the package `xcolor`: `{\color[HTML]{FF0000}x}` for
/// `\color{#FF0000}{x}` and `\textcolor{#FF0000}{x}`, which `MathJax` and `KaTeX` read.
fn with_named_models(tex: &str) -> String {
    let mut text = tex.to_owned();
    for command in ["\\textcolor{#", "\\color{#"] {
        let mut from = 0;
        while let Some(at) = text[from..].find(command).map(|at| at + from) {
            from = at + command.len();
            let digits: String = text[from..].chars().take_while(char::is_ascii_hexdigit).collect();
            let end = from + digits.len();
            let six = match digits.len() {
                3 => digits.chars().flat_map(|digit| [digit, digit]).collect(),
                6 => digits,
                _ => continue,
            };
            if !text[end..].starts_with('}') {
                continue;
            }
            let has_argument = text[end + 1..].starts_with('{');
            let (open, end) = if has_argument { ("{", end + 2) } else { ("", end + 1) };
            let written = format!("{open}\\color[HTML]{{{}}}", six.to_ascii_uppercase());
            text.replace_range(at..end, &written);
            from = at + written.len();
        }
    }
    text
}

/// The commands whose argument is text, in which `$` bounds formulas.
const TEXTS: [&str; 6] = ["\\text", "\\textrm", "\\textbf", "\\textit", "\\mbox", "\\hbox"];

/// The commands that have a starred form (LaTeX, amsmath).
const STARRED: [&str; 9] = [
    "\\operatorname",
    "\\DeclareMathOperator",
    "\\tag",
    "\\hspace",
    "\\vspace",
    "\\ref",
    "\\newcommand",
    "\\renewcommand",
    "\\providecommand",
];

/// Tests whether a star behind a command belongs to its name: the command has a starred form, or is no word.
fn takes_star(command: &str) -> bool {
    STARRED.contains(&command) || !command[1..].starts_with(|c: char| c.is_ascii_alphabetic())
}

/// A macro.
#[derive(Debug, Clone)]
struct Macro {
    arguments: usize,
    /// The default of the first argument, which is optional and in brackets.
    default: Option<String>,
    body: String,
}

/// The macros that the formulas of a page have defined so far.
#[derive(Debug, Default)]
pub(crate) struct Macros(BTreeMap<String, Macro>);

impl Macros {
    /// Removes the definitions from a formula and replaces the macros in it.
    ///
    /// # Errors
    /// Returns an error if a macro grows without end, or lacks an argument.
    pub(crate) fn read<'t>(&mut self, tex: &'t str) -> Result<Cow<'t, str>, FormulaError> {
        let mut text = Cow::Borrowed(tex);
        let (mut at, mut expansions) = (0, 0);
        while let Some(found) = text[at..].find('\\').map(|found| at + found) {
            let end = found + token_length(&text[found..], '\\');
            let replacement = self.replacement(&text, found, end)?;
            let Some((until, written)) = replacement else {
                // `\gamma*V` is a product; the reader of TeX takes the sign for a part of the name.
                if text[end..].starts_with('*') && !takes_star(&text[found..end]) {
                    text.to_mut().insert(end, ' ');
                }
                at = end;
                continue;
            };
            expansions += 1;
            if expansions > MAX_EXPANSIONS || text.len() - (until - found) + written.len() > MAX_BYTES {
                return Err(FormulaError::of_whole("its macros grow without end"));
            }
            text.to_mut().replace_range(found..until, &written);
            at = found;
        }
        Ok(text)
    }

    /// Returns the replacement of the command at a place, and its end; `None` if it stays.
    fn replacement(&mut self, text: &str, from: usize, end: usize) -> Result<Option<(usize, String)>, FormulaError> {
        let name = &text[from..end];
        if DEFINING.contains(&name) {
            return Ok(self.define(name, text, end).map(|until| (until, String::new())));
        }
        if let ("\\begin" | "\\end", Some(inner)) = (name, braced(text, end)) {
            let environment = &text[inner.0 + 1..inner.1 - 1];
            let Some((_, has_argument, begin, close)) = ENVIRONMENTS.iter().find(|(known, ..)| *known == environment)
            else {
                return Ok(None);
            };
            if name == "\\end" {
                return Ok(Some((inner.1, (*close).to_owned())));
            }
            let until = if *has_argument { braced(text, inner.1).map_or(inner.1, |inner| inner.1) } else { inner.1 };
            return Ok(Some((until, (*begin).to_owned())));
        }
        if let Some(defined) = self.0.get(name) {
            return expanded(defined, text, end).map(Some);
        }
        if TEXTS.contains(&name)
            && let Some((from, until)) = braced(text, end)
            && let Some(written) = with_inner_formulas(name, &text[from + 1..until - 1])
        {
            return Ok(Some((until, written)));
        }
        let Some((_, arguments, body)) = BUILT_IN.iter().find(|(known, ..)| *known == name) else { return Ok(None) };
        if name == "\\textcircled"
            && let Some((until, sign)) = circled(text, end)
        {
            return Ok(Some((until, format!("\\text{{{sign}}}"))));
        }
        let built_in = Macro { arguments: *arguments, default: None, body: (*body).to_owned() };
        expanded(&built_in, text, end).map(Some)
    }

    /// Parses a definition whose command ends at a byte; returns its end. An invalid definition stays.
    fn define(&mut self, command: &str, text: &str, end: usize) -> Option<usize> {
        let mut at = end + usize::from(text[end..].starts_with('*'));
        let has_star = at > end;
        at = skip_spaces(text, at);
        let (name, mut at) = if let Some((from, until)) = braced(text, at) {
            (text[from + 1..until - 1].trim().to_owned(), until)
        } else {
            let until = at + token_length(&text[at..], text[at..].chars().next()?);
            (text[at..until].to_owned(), until)
        };
        if !name.starts_with('\\') || name.len() < 2 || self.0.len() >= MAX_MACROS {
            return None;
        }
        let mut defined = Macro { arguments: 0, default: None, body: String::new() };
        match command {
            "\\let" => {
                at = skip_spaces(text, at);
                at = skip_spaces(text, at + usize::from(text[at..].starts_with('=')));
                let until = at + token_length(&text[at..], text[at..].chars().next()?);
                text[at..until].clone_into(&mut defined.body);
                at = until;
            }
            "\\def" | "\\gdef" => {
                let open = at + text[at..].find('{')?;
                defined.arguments = text[at..open].matches('#').count();
                let (from, until) = braced(text, open)?;
                text[from + 1..until - 1].clone_into(&mut defined.body);
                at = until;
            }
            _ => {
                if let Some((from, until)) = bracketed(text, at) {
                    defined.arguments = text[from..until].trim_matches(['[', ']', ' ']).parse().ok()?;
                    at = until;
                }
                if let Some((from, until)) = bracketed(text, at) {
                    defined.default = Some(text[from + 1..until - 1].to_owned());
                    at = until;
                }
                let (from, until) = braced(text, at)?;
                text[from + 1..until - 1].clone_into(&mut defined.body);
                at = until;
                if command == "\\DeclarePairedDelimiter" {
                    let (from, until) = braced(text, at)?;
                    defined.body = format!("{}{{#1}}{}", defined.body, &text[from + 1..until - 1]);
                    defined.arguments = 1;
                    at = until;
                }
            }
        }
        if command == "\\DeclareMathOperator" {
            let star = if has_star { "*" } else { "" };
            defined.body = format!("\\operatorname{star}{{{}}}", defined.body);
        }
        if defined.arguments > 9 {
            return None;
        }
        self.0.insert(name, defined);
        Some(at)
    }
}

/// Returns the body of a macro with its arguments, which follow a byte of a text, and their end.
fn expanded(defined: &Macro, text: &str, end: usize) -> Result<(usize, String), FormulaError> {
    let mut arguments: Vec<&str> = Vec::new();
    let mut at = end;
    if let Some(default) = &defined.default {
        let given = bracketed(text, at);
        at = given.map_or(at, |(_, until)| until);
        arguments.push(given.map_or(default, |(from, until)| &text[from + 1..until - 1]));
    }
    while arguments.len() < defined.arguments {
        let from = skip_spaces(text, at);
        if let Some((from, until)) = braced(text, from) {
            arguments.push(&text[from + 1..until - 1]);
            at = until;
        } else {
            let Some(first) = text[from..].chars().next().filter(|first| *first != '}') else {
                return Err(FormulaError::of_whole("a macro lacks an argument"));
            };
            at = from + token_length(&text[from..], first);
            arguments.push(&text[from..at]);
        }
    }
    let mut body = String::with_capacity(defined.body.len());
    let mut rest = defined.body.as_str();
    while let Some((before, after)) = rest.split_once('#') {
        body.push_str(before);
        let number = after.bytes().next().map_or(0, |digit| usize::from(digit.wrapping_sub(b'0')));
        rest = match number.checked_sub(1).and_then(|index| arguments.get(index)) {
            Some(argument) => {
                body.push_str(argument);
                &after[1..]
            }
            None => after,
        };
    }
    body.push_str(rest);
    // The end of the command's name separates it from a letter that follows.
    if body.ends_with(|c: char| c.is_ascii_alphabetic()) && text[at..].starts_with(|c: char| c.is_ascii_alphabetic()) {
        body.push(' ');
    }
    Ok((at, body))
}

/// Returns a text with the formulas in it beside it: `\text{$n$ times}` is `{n}\text{ times}`. `None` if it has none.
fn with_inner_formulas(command: &str, text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split('$').collect();
    if parts.len() < 3 || parts.len().is_multiple_of(2) || text.contains("\\$") {
        return None;
    }
    let written = parts.iter().enumerate().filter(|(_, part)| !part.is_empty());
    let written =
        written.map(|(at, part)| if at % 2 == 1 { format!("{{{part}}}") } else { format!("{command}{{{part}}}") });
    Some(format!("{{{}}}", written.collect::<String>()))
}

/// Returns the circled number (`①`) that an argument names, and the end of the argument.
fn circled(text: &str, end: usize) -> Option<(usize, char)> {
    let (from, until) = braced(text, skip_spaces(text, end))?;
    let number: u32 = text[from + 1..until - 1].trim().parse().ok()?;
    let first = if number == 0 { 0x24EA } else { 0x245F };
    Some((until, char::from_u32(first + number).filter(|_| number <= 20)?))
}

fn skip_spaces(text: &str, at: usize) -> usize {
    at + text[at..].len() - text[at..].trim_start().len()
}

/// Returns the span of the group in braces that begins at a byte, or after spaces, with its braces.
fn braced(text: &str, at: usize) -> Option<(usize, usize)> {
    group(text, at, '{', '}')
}

/// Returns the span of an optional argument, with its brackets.
fn bracketed(text: &str, at: usize) -> Option<(usize, usize)> {
    group(text, at, '[', ']')
}

fn group(text: &str, at: usize, open: char, close: char) -> Option<(usize, usize)> {
    let from = skip_spaces(text, at);
    if !text[from..].starts_with(open) {
        return None;
    }
    let (mut depth, mut at) = (0usize, from);
    while let Some(first) = text[at..].chars().next() {
        let length = token_length(&text[at..], first);
        if first == open {
            depth += 1;
        } else if first == close {
            depth -= 1;
        }
        at += length;
        if depth == 0 {
            return Some((from, at));
        }
    }
    None
}
