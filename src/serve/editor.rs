//! Turns a place in a file of the course into the command, or the address, that opens the author's editor there.
//!
//! Only the author names the editor, in the environment or in the [user's own settings](crate::config::user); a course,
//! which can come from anybody, cannot. No shell is ever started: the command is split into words by a shell's rules, and
//! the words are passed unchanged. The environment can name the editors listed here, whose arguments are known. Other
//! commands, and addresses of other programs (`vscode://…`), are taken from the user's own settings only.

use crate::message;
use crate::message::Message;
use std::path::Path;

/// The source of a choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChosenIn {
    /// A variable of the environment.
    Environment,
    /// The user's own settings.
    UserConfig,
}

/// An editor, as the author named it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditorChoice {
    /// The command or the address.
    pub text: String,
    /// Its source.
    pub chosen_in: ChosenIn,
}

/// A way to open a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EditorCommand {
    /// The browser goes to an address: `vscode://file/…`.
    Address(String),
    /// A program is started with arguments.
    Program {
        /// The program: a bare name, which is searched in `PATH`, or an absolute path.
        program: String,
        /// Its arguments.
        arguments: Vec<String>,
        /// Whether it needs the terminal.
        in_terminal: bool,
    },
}

/// An editor whose arguments are known from its manual.
struct KnownEditor {
    /// The names of its program, in lower case and without an extension.
    names: &'static [&'static str],
    /// Its arguments for a place.
    arguments: &'static [&'static str],
    /// Whether it runs in the terminal; the others open windows of their own.
    in_terminal: bool,
}

/// The editors that are known.
const KNOWN: &[KnownEditor] = &[
    window(
        &["code", "code-insiders", "codium", "vscodium", "cursor", "windsurf"],
        &["--goto", "{path}:{line}:{column}"],
    ),
    window(&["subl", "sublime_text", "zed", "zeditor", "atom"], &["{path}:{line}:{column}"]),
    window(&["gvim", "mvim", "gedit", "pluma", "xed"], &["+{line}", "{path}"]),
    window(&["kate", "kwrite"], &["--line", "{line}", "--column", "{column}", "{path}"]),
    window(
        &[
            "idea",
            "idea64",
            "pycharm",
            "pycharm64",
            "webstorm",
            "webstorm64",
            "goland",
            "goland64",
            "rustrover",
            "rustrover64",
            "clion",
            "clion64",
        ],
        &["--line", "{line}", "{path}"],
    ),
    window(&["mate", "bbedit", "geany"], &["--line", "{line}", "{path}"]),
    window(&["notepad++"], &["-n{line}", "-c{column}", "{path}"]),
    window(&["emacs", "emacsclient"], &["+{line}:{column}", "{path}"]),
    window(&["notepad", "gnome-text-editor", "mousepad"], &["{path}"]),
    terminal(&["hx", "helix"], &["{path}:{line}:{column}"]),
    terminal(&["vi", "vim", "nvim", "kak", "ed", "joe"], &["+{line}", "{path}"]),
    terminal(&["nano", "pico"], &["+{line},{column}", "{path}"]),
    terminal(&["micro"], &["+{line}:{column}", "{path}"]),
];

const fn window(names: &'static [&'static str], arguments: &'static [&'static str]) -> KnownEditor {
    KnownEditor { names, arguments, in_terminal: false }
}

const fn terminal(names: &'static [&'static str], arguments: &'static [&'static str]) -> KnownEditor {
    KnownEditor { names, arguments, in_terminal: true }
}

/// Programs that run their arguments as code.
const SHELLS: [&str; 12] =
    ["sh", "bash", "dash", "zsh", "ksh", "csh", "tcsh", "fish", "nu", "cmd", "powershell", "pwsh"];

/// Schemes whose addresses the browser itself would open.
const NOT_EDITORS: [&str; 6] = ["javascript", "data", "vbscript", "blob", "about", "file"];

/// Returns the editor that the author chose: `SEODANG_EDITOR`, else `config` (the user's own settings), else `VISUAL`, else
/// `EDITOR`. `None` where none is set.
pub fn choice(config: Option<&str>, variable: impl Fn(&str) -> Option<String>) -> Option<EditorChoice> {
    let of = |text: Option<String>, chosen_in| {
        text.filter(|text| !text.trim().is_empty()).map(|text| EditorChoice { text, chosen_in })
    };
    let named = |name: &str| of(variable(name), ChosenIn::Environment);
    named("SEODANG_EDITOR")
        .or_else(|| of(config.map(ToOwned::to_owned), ChosenIn::UserConfig))
        .or_else(|| named("VISUAL"))
        .or_else(|| named("EDITOR"))
}

/// Returns the command by which the chosen editor opens a place in a file; lines and columns count from 1.
///
/// # Errors
/// Returns the reason why the choice cannot be used, for the author.
pub fn command(choice: &EditorChoice, file: &Path, line: usize, column: usize) -> Result<EditorCommand, Message> {
    let own = choice.chosen_in == ChosenIn::UserConfig;
    let path = file.to_string_lossy();
    let fill = |text: &str, path: &str| {
        text.replace("{line}", &line.to_string()).replace("{column}", &column.to_string()).replace("{path}", path)
    };
    if let Some((scheme, _)) = choice.text.trim().split_once("://") {
        if !own {
            return Err(message!("editor-address"));
        }
        if NOT_EDITORS.contains(&scheme.to_ascii_lowercase().as_str()) {
            return Err(message!("editor-scheme", scheme));
        }
        // A path in an address: slashes as they are, everything else encoded.
        let encoded: Vec<String> = path.replace('\\', "/").split('/').map(crate::site::path::encode).collect();
        return Ok(EditorCommand::Address(fill(choice.text.trim(), encoded.join("/").trim_start_matches('/'))));
    }
    let words = shell_words::split(&choice.text).map_err(|_| message!("editor-quotation", command = &choice.text))?;
    let (program, own_arguments) = words.split_first().ok_or_else(|| message!("editor-no-name"))?;
    let name = name_of(program)?;
    let mut arguments: Vec<String>;
    let known = KNOWN.iter().find(|known| known.names.contains(&name.as_str()));
    if own_arguments.iter().any(|word| word.contains("{path}")) {
        if !own {
            return Err(message!("editor-path"));
        }
        arguments = own_arguments.iter().map(|word| fill(word, &path)).collect();
    } else {
        let Some(known) = known else {
            return Err(message!("editor-unknown", name));
        };
        arguments = own_arguments.to_vec();
        arguments.extend(known.arguments.iter().map(|word| fill(word, &path)));
    }
    // `emacs -nw` and `emacsclient -t` run in the terminal.
    let in_terminal = known.is_some_and(|known| known.in_terminal)
        || (name.starts_with("emacs")
            && own_arguments.iter().any(|word| matches!(word.as_str(), "-nw" | "-t" | "-tty")));
    Ok(EditorCommand::Program { program: program.clone(), arguments, in_terminal })
}

/// Returns the name of a program, in lower case and without an extension.
fn name_of(program: &str) -> Result<String, Message> {
    let path = Path::new(program);
    // `./code` could be a file of the course.
    if path.components().count() > 1 && !path.is_absolute() {
        return Err(message!("editor-relative", program));
    }
    let name = path.file_stem().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    if SHELLS.contains(&name.as_str()) {
        return Err(message!("editor-shell", name));
    }
    Ok(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "/course/week 1/가 {line}.md";

    fn opened(text: &str, chosen_in: ChosenIn) -> Result<EditorCommand, Message> {
        command(&EditorChoice { text: text.to_owned(), chosen_in }, Path::new(FILE), 12, 3)
    }

    fn program(text: &str, chosen_in: ChosenIn) -> (String, Vec<String>, bool) {
        match opened(text, chosen_in) {
            Ok(EditorCommand::Program { program, arguments, in_terminal }) => (program, arguments, in_terminal),
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn editors_are_told_the_place_in_their_way() {
        let of = |text| program(text, ChosenIn::Environment);
        assert_eq!(
            of("code --wait"),
            ("code".into(), vec!["--wait".into(), "--goto".into(), format!("{FILE}:12:3")], false)
        );
        assert_eq!(of("/usr/bin/nvim"), ("/usr/bin/nvim".into(), vec!["+12".into(), FILE.into()], true));
        assert_eq!(of("emacsclient -t"), ("emacsclient".into(), vec!["-t".into(), "+12:3".into(), FILE.into()], true));
        assert!(!of("emacsclient").2);
        assert_eq!(of("notepad++").1, ["-n12", "-c3", FILE]);
    }

    #[test]
    fn only_the_users_own_settings_name_other_commands_and_addresses() {
        for text in
            ["unheard-of", "unheard-of {path}", "code {path}", "vscode://file/{path}", "xdg-open", "python3 x.py"]
        {
            assert!(opened(text, ChosenIn::Environment).is_err(), "{text}");
        }
        assert_eq!(program("'my editor' --at={line} {path}", ChosenIn::UserConfig).1, ["--at=12", FILE]);
        assert!(opened("unheard-of", ChosenIn::UserConfig).is_err(), "nobody knows its arguments");
        assert_eq!(
            opened("vscode://file/{path}:{line}:{column}", ChosenIn::UserConfig),
            Ok(EditorCommand::Address("vscode://file/course/week%201/가%20%7Bline%7D.md:12:3".to_owned()))
        );
    }

    #[test]
    fn no_shell_no_relative_path_and_no_script_is_started() {
        for text in [
            "sh -c 'touch x'",
            "/bin/bash {path}",
            "cmd.exe /c {path}",
            "PowerShell {path}",
            "./code",
            "bin/vim {path}",
            "../vim",
            "un'closed",
            "",
            "javascript://{path}",
            "file:///{path}",
        ] {
            for chosen_in in [ChosenIn::Environment, ChosenIn::UserConfig] {
                assert!(opened(text, chosen_in).is_err(), "{text}");
            }
        }
        // Signs that a shell would act upon are part of an argument.
        assert_eq!(program("code '; touch x' $(y)", ChosenIn::Environment).1[..2], ["; touch x", "$(y)"]);
    }

    #[test]
    fn the_nearest_choice_wins() {
        let of = |config: Option<&str>, set: &[&str]| {
            choice(config, |name| set.contains(&name).then(|| name.to_lowercase())).map(|choice| choice.text)
        };
        assert_eq!(of(Some("mine"), &["SEODANG_EDITOR", "VISUAL"]).as_deref(), Some("seodang_editor"));
        assert_eq!(of(Some("mine"), &["VISUAL", "EDITOR"]).as_deref(), Some("mine"));
        assert_eq!(of(Some(" "), &["VISUAL", "EDITOR"]).as_deref(), Some("visual"));
        assert_eq!(of(None, &["EDITOR"]).as_deref(), Some("editor"));
        assert_eq!(of(None, &[]), None);
    }
}
