//! Turns a dialogue with a shell into HTML: prompts marked, commands coloured, output plain.

use crate::class::Class;
use crate::grammar::Grammar;
use crate::line::{Budget, Html, LineHighlighter};

/// A command line, split at the end of its prompt.
struct Command<'a> {
    prompt: &'a str,
    rest: &'a str,
    grammar: Grammar,
}

/// Tests whether any line of the code begins with a prompt.
pub(crate) fn has_prompt(code: &str) -> bool {
    let root = !has_user_prompt(code);
    code.lines().any(|line| command(line, root).is_some())
}

/// Tests whether the first line that is not blank begins with a prompt that cannot be a comment.
pub(crate) fn begins_with_prompt(code: &str) -> bool {
    code.lines().find(|line| !line.trim().is_empty()).is_some_and(|line| command(line, false).is_some())
}

/// Writes a dialogue as HTML; returns `None` if the engine fails.
pub(crate) fn highlight(code: &str) -> Option<String> {
    let root = !has_user_prompt(code);
    let mut html = Html::new(code.len());
    let mut budget = Budget::new();
    // The command that continues in the next line, because its last line ended in a backslash or in an open document.
    let mut going: Option<(LineHighlighter, Ending)> = None;
    for line in code.split_inclusive('\n') {
        let start = command(line, root);
        let continued = match start {
            // A prompt ends the command before it, so that a missing quotation mark affects one command only.
            Some(_) => None,
            None => going.take(),
        };
        let (mut reader, ending, text) = match (start, continued) {
            (Some(start), _) => {
                html.push(Class::Prompt, start.prompt);
                (LineHighlighter::new(start.grammar)?, Ending::default(), start.rest)
            }
            (None, Some((reader, ending))) => {
                let text = continuation(line, &ending, &mut html);
                (reader, ending, text)
            }
            (None, None) => {
                let text = line.trim_end_matches(['\r', '\n']);
                html.push(Class::Plain, text);
                html.end_line(&line[text.len()..]);
                continue;
            }
        };
        reader.read(text, &mut budget, &mut html)?;
        going = ending.after(text.trim_end()).map(|ending| (reader, ending));
    }
    Some(html.finish())
}

/// Returns the text of a further line of a command; writes its secondary prompt, if it has one.
fn continuation<'a>(line: &'a str, ending: &Ending, html: &mut Html) -> &'a str {
    match line.strip_prefix("> ") {
        Some(rest) if ending.document.is_none() => {
            html.push(Class::Prompt, "> ");
            rest
        }
        _ => line,
    }
}

/// The condition that ends a command.
#[derive(Default)]
struct Ending {
    /// The word that closes the here-document that is open.
    document: Option<String>,
}

impl Ending {
    /// Returns the condition after a line, `None` if the command is over.
    fn after(self, line: &str) -> Option<Self> {
        if let Some(word) = self.document {
            let over = line.trim() == word;
            return (!over).then_some(Self { document: Some(word) });
        }
        if let Some(word) = document_word(line) {
            return Some(Self { document: Some(word) });
        }
        line.ends_with('\\').then(Self::default)
    }
}

/// Returns the closing word of a here-document that a line opens (`cat <<'EOF' > file`).
fn document_word(line: &str) -> Option<String> {
    let (_, after) = line.split_once("<<")?;
    let word: String = after
        .trim_start_matches(['-', ' ', '\'', '"'])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
        .collect();
    let named = word.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    named.then_some(word)
}

/// Tests whether any line has a prompt other than the superuser's `# `, which also begins comments.
fn has_user_prompt(code: &str) -> bool {
    code.lines().any(|line| command(line, false).is_some())
}

/// Splits a line that begins with a prompt: `$ `, `% `, `user@host:~$ `, `[user@host dir]# `, `(env) $ `,
/// `PS C:\> `, and `# ` where `root` allows it.
fn command(line: &str, root: bool) -> Option<Command<'_>> {
    if let Some(at) = line.starts_with("PS ").then(|| line.find("> ")).flatten() {
        return Some(split(line, at + 2, Grammar::POWERSHELL));
    }
    let after_environment = match line.strip_prefix('(').and_then(|rest| rest.split_once(") ")) {
        Some((name, rest)) if !name.contains(' ') => rest,
        _ => line,
    };
    let skipped = line.len() - after_environment.len();
    let sign = after_environment.find(['$', '#', '%'])?;
    let host = &after_environment[..sign];
    let hash = after_environment[sign..].starts_with('#');
    let known = match host {
        "" => !hash || root,
        _ => is_host(host),
    };
    // A prompt may be the whole line.
    let rest = &after_environment[sign + 1..];
    (known && (rest.starts_with(' ') || rest.trim().is_empty() && !host.is_empty())).then(|| {
        let blank = usize::from(rest.starts_with(' '));
        split(line, skipped + sign + 1 + blank, Grammar::SHELL)
    })
}

fn split(line: &str, at: usize, grammar: Grammar) -> Command<'_> {
    let (prompt, rest) = line.split_at(at);
    Command { prompt, rest, grammar }
}

/// Tests whether the text before a prompt's sign names a user and a host: `user@host:~/dir`, `[user@host dir]`, `root@1a2b:/#`.
fn is_host(text: &str) -> bool {
    let inside = text.strip_prefix('[').and_then(|rest| rest.trim_end().strip_suffix(']')).unwrap_or(text).trim_end();
    let Some((user, place)) = inside.split_once('@') else {
        return false;
    };
    let name = |c: char| c.is_alphanumeric() || "._-".contains(c);
    let path = |c: char| name(c) || "~/: ".contains(c);
    // One blank at most: `[user@host dir]`.
    !user.is_empty() && user.chars().all(name) && place.chars().all(path) && place.matches(' ').count() <= 1
}
