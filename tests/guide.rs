//! Holds the two editions of the guide in step: pages, headings, blocks, tables, commands, keys, codes; and the pictures small.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use clap::{Arg, Command};
use seodang::cli::help;
use seodang::config::reference::SETTINGS;
use seodang::diagnostic::Code;
use seodang::message::MessageLanguage;

use crate::support::files_below;

/// The most bytes of all pictures of the guide.
const MAX_PICTURE_BYTES: u64 = 300 * 1024;

fn folder(edition: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sessions").join(edition).join("guide")
}

/// Returns the pages of an edition: name and text.
fn pages(edition: &str) -> Vec<(String, String)> {
    let files = files_below(&folder(edition)).into_iter().filter(|file| file.ends_with(".md"));
    files.map(|file| (file.clone(), fs::read_to_string(folder(edition).join(&file)).unwrap())).collect()
}

/// The parts of a page that are equal in both editions.
#[derive(Debug, PartialEq, Eq)]
struct Shape {
    /// The levels of the headings, in order.
    headings: Vec<usize>,
    /// The lines that open blocks of code, without titles.
    fences: Vec<String>,
    /// The number of rows of each table.
    tables: Vec<usize>,
    /// The kinds of alerts.
    alerts: Vec<String>,
    /// The number of items of lists.
    items: usize,
    /// The commands, options and variables that the page names.
    names: BTreeSet<String>,
    /// The keys.
    keys: BTreeSet<String>,
    /// The names that are the first cells of rows: settings, keys, codes.
    rows: Vec<String>,
}

impl Shape {
    fn of(text: &str) -> Self {
        let mut shape = Self {
            headings: Vec::new(),
            fences: Vec::new(),
            tables: Vec::new(),
            alerts: Vec::new(),
            items: 0,
            names: BTreeSet::new(),
            keys: between(text, "<kbd>", "</kbd>").collect(),
            rows: Vec::new(),
        };
        let mut fence: Option<usize> = None;
        let mut was_row = false;
        for line in text.lines() {
            let backticks = line.len() - line.trim_start_matches('`').len();
            let is_row = fence.is_none() && line.starts_with('|');
            match fence {
                Some(open) if backticks >= open && line.trim_matches('`').is_empty() => fence = None,
                None if backticks >= 3 => {
                    fence = Some(backticks);
                    shape.fences.push(line.split(" title=").next().unwrap_or(line).to_owned());
                }
                Some(_) => {}
                None => shape.read_line(line, is_row, was_row),
            }
            shape.names.extend(names(line, fence.is_some()));
            was_row = is_row;
        }
        shape
    }

    fn read_line(&mut self, line: &str, is_row: bool, was_row: bool) {
        let level = line.len() - line.trim_start_matches('#').len();
        if level > 0 && line[level..].starts_with(' ') {
            self.headings.push(level);
        }
        if is_row && was_row {
            *self.tables.last_mut().unwrap() += 1;
            let first = line.trim_start_matches("| ").split(" | ").next().unwrap_or_default();
            let name = first.strip_prefix('`').and_then(|rest| rest.strip_suffix('`')).unwrap_or_default();
            let bare = name.trim_matches(['[', ']']);
            let is_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_' | '.');
            // A setting, a code, or a key. Labels of authors differ by language.
            let is_key = bare.len() == 1 && bare.is_ascii();
            self.rows.extend((is_key || !bare.is_empty() && bare.chars().all(is_name)).then(|| name.to_owned()));
        } else if is_row {
            self.tables.push(1);
        }
        self.alerts.extend(line.strip_prefix("> [!").map(ToOwned::to_owned));
        self.items += usize::from(line.trim_start().starts_with("- "));
    }
}

fn between<'t>(text: &'t str, open: &'t str, close: &'t str) -> impl Iterator<Item = String> + 't {
    text.split(open).skip(1).filter_map(move |rest| Some(rest.split_once(close)?.0.to_owned()))
}

/// Returns the commands, options and variables of a line that names the program, and the variables of any line.
fn names(line: &str, is_in_fence: bool) -> Vec<String> {
    let word = |text: &str| text.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect();
    let mut names: Vec<String> = Vec::new();
    for (at, _) in line.match_indices("seodang ") {
        let command: String = word(&line[at + 8..]);
        let is_command = |command: &String| command.starts_with(|c: char| c.is_ascii_lowercase());
        let is_code = line[..at].ends_with('`') || is_in_fence;
        names.extend(Some(command).filter(|command| is_code && is_command(command)));
    }
    for (at, _) in line.match_indices(" --").chain(line.match_indices("`--")) {
        let option: String = word(&line[at + 1..]);
        names.extend(Some(option).filter(|option| option.len() > 3 && !option.starts_with("---")));
    }
    for (at, _) in line.match_indices("SEODANG_") {
        names.push(word(&line[at..]));
    }
    names
}

#[test]
fn both_editions_have_the_same_pages_and_parts() {
    let (korean, english) = (pages(""), pages("en"));
    let titles = |pages: &[(String, String)]| pages.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    assert_eq!(titles(&korean), titles(&english), "each page of the guide is in sessions/guide and sessions/en/guide");
    assert!(korean.len() > 16);
    for ((name, korean), (_, english)) in korean.iter().zip(&english) {
        assert_eq!(Shape::of(korean), Shape::of(english), "{name}: left Korean, right English");
    }
}

/// Returns the names of all commands and long options of the program.
fn of_program(command: &Command, names: &mut BTreeSet<String>) {
    names.insert(command.get_name().to_owned());
    names.extend(command.get_arguments().filter_map(Arg::get_long).map(|long| format!("--{long}")));
    for below in command.get_subcommands() {
        of_program(below, names);
    }
}

#[test]
fn the_guide_names_what_the_program_has() {
    let mut known = BTreeSet::new();
    of_program(&help::command(MessageLanguage::English), &mut known);
    // Options that every command has, and those of other programs.
    known.extend(["--help", "--version", "--locked", "--path", "--install", "--line"].map(ToOwned::to_owned));
    for (name, text) in pages("").into_iter().chain(pages("en")) {
        // Custom properties of themes look like options.
        let is_option =
            |found: &String| !found.starts_with("SEODANG_") && (name != "12_theme.md" || !found.starts_with("--"));
        for found in Shape::of(&text).names.into_iter().filter(is_option) {
            assert!(known.contains(&found), "{name} names `{found}`, which the program does not have");
        }
    }
    for edition in ["", "en"] {
        let text: String = pages(edition).into_iter().map(|(_, text)| text).collect();
        for command in help::command(MessageLanguage::English).get_subcommands() {
            let command = format!("seodang {}", command.get_name());
            assert!(command.ends_with(" help") || text.contains(&command), "the guide `{edition}` lacks `{command}`");
        }
        for setting in SETTINGS {
            let name = if setting.key == "*" { setting.table } else { setting.key };
            assert!(text.contains(name), "the guide `{edition}` lacks the setting `{name}`");
        }
        for &code in Code::ALL {
            assert!(text.contains(&format!("| `{code}` |")), "the guide `{edition}` lacks the code {code}");
        }
    }
}

#[test]
fn the_pictures_are_small_and_used() {
    let images = folder("").join("images");
    let mut sum = 0;
    for file in files_below(&images) {
        sum += fs::metadata(images.join(&file)).unwrap().len();
        for edition in ["", "en"] {
            let is_used = pages(edition).iter().any(|(_, text)| text.contains(&format!("images/{file})")));
            assert!(is_used, "no page of `{edition}` shows {file}");
        }
    }
    assert!((50 * 1024..MAX_PICTURE_BYTES).contains(&sum), "{sum} bytes of pictures");
}
