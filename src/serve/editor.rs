//! Turns a place in a file into the command, or the address, that opens an editor there.

use std::path::{Path, PathBuf};

/// How to open a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opening {
    /// The browser goes to this address: `vscode://file/…`.
    Address(String),
    /// This program is started with these arguments.
    Command {
        /// The program.
        program: String,
        /// Its arguments.
        arguments: Vec<String>,
        /// Whether it takes the terminal over.
        in_terminal: bool,
    },
}

/// Editors that run in the terminal; the rest open windows of their own.
const IN_TERMINAL: [&str; 11] = ["vi", "vim", "nvim", "nano", "pico", "hx", "helix", "kak", "micro", "ed", "joe"];

/// Finds out how to open a place.
///
/// `setting` is the `editor` of the settings: an address with `{path}`, `{line}` and `{column}`, or a command, with
/// them or without; else the environment's `VISUAL`, else its `EDITOR`. `None` where nothing is set, or what is set
/// cannot be read as a command.
pub fn opening(
    setting: Option<&str>,
    variable: impl Fn(&str) -> Option<String>,
    path: &Path,
    line: usize,
    column: usize,
) -> Option<Opening> {
    let set = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
    let command =
        set(setting.map(ToOwned::to_owned)).or_else(|| set(variable("VISUAL"))).or_else(|| set(variable("EDITOR")))?;
    let fill = |text: &str, path: &str| {
        text.replace("{line}", &line.to_string()).replace("{column}", &column.to_string()).replace("{path}", path)
    };
    let path_text = path.to_string_lossy();
    if command.contains("://") {
        // A path in an address: slashes as they are, everything else encoded.
        let encoded: Vec<String> = path_text.replace('\\', "/").split('/').map(crate::site::path::encode).collect();
        return Some(Opening::Address(fill(&command, encoded.join("/").trim_start_matches('/'))));
    }
    let mut words = shell_words::split(&command).ok()?;
    if words.is_empty() {
        return None;
    }
    let program = words.remove(0);
    let name = PathBuf::from(&program).file_stem()?.to_string_lossy().to_lowercase();
    let arguments = if words.iter().any(|word| word.contains("{path}")) {
        words.iter().map(|word| fill(word, &path_text)).collect()
    } else {
        words.extend(place(&name, &path_text, line, column));
        words
    };
    // `emacs -nw` and `emacsclient -t` are what people set who stay in the terminal.
    let in_terminal = IN_TERMINAL.contains(&name.as_str())
        || (name.starts_with("emacs") && arguments.iter().any(|word| matches!(word.as_str(), "-nw" | "-t" | "-tty")));
    Some(Opening::Command { program, arguments, in_terminal })
}

/// How an editor is told a place, from its manual; one that is not known is given the file alone.
fn place(editor: &str, path: &str, line: usize, column: usize) -> Vec<String> {
    match editor {
        "code" | "code-insiders" | "codium" | "vscodium" | "cursor" | "windsurf" => {
            vec!["--goto".to_owned(), format!("{path}:{line}:{column}")]
        }
        "subl" | "sublime_text" | "zed" | "hx" | "helix" | "atom" => {
            vec![format!("{path}:{line}:{column}")]
        }
        "vi" | "vim" | "nvim" | "gvim" | "mvim" | "kak" | "ed" | "joe" | "gedit" => {
            vec![format!("+{line}"), path.to_owned()]
        }
        "nano" | "pico" => vec![format!("+{line},{column}"), path.to_owned()],
        "emacs" | "emacsclient" | "micro" => vec![format!("+{line}:{column}"), path.to_owned()],
        "kate" | "kwrite" => {
            vec!["--line".to_owned(), line.to_string(), "--column".to_owned(), column.to_string(), path.to_owned()]
        }
        "idea" | "pycharm" | "webstorm" | "goland" | "rustrover" | "clion" | "idea64" | "pycharm64" => {
            vec!["--line".to_owned(), line.to_string(), path.to_owned()]
        }
        "mate" | "bbedit" => vec!["--line".to_owned(), line.to_string(), path.to_owned()],
        "notepad++" => vec![format!("-n{line}"), format!("-c{column}"), path.to_owned()],
        _ => vec![path.to_owned()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opened(setting: Option<&str>, visual: &str) -> Option<Opening> {
        let variable = |name: &str| (name == "VISUAL").then(|| visual.to_owned());
        opening(setting, variable, Path::new("/course/week 1/가.md"), 12, 3)
    }

    fn command(visual: &str) -> (String, Vec<String>, bool) {
        match opened(None, visual) {
            Some(Opening::Command { program, arguments, in_terminal }) => (program, arguments, in_terminal),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn editors_are_told_the_place_in_their_way() {
        let path = "/course/week 1/가.md";
        assert_eq!(
            command("code --wait"),
            ("code".into(), vec!["--wait".into(), "--goto".into(), format!("{path}:12:3")], false)
        );
        assert_eq!(command("/usr/bin/nvim"), ("/usr/bin/nvim".into(), vec!["+12".into(), path.into()], true));
        assert_eq!(
            command("emacsclient -t"),
            ("emacsclient".into(), vec!["-t".into(), "+12:3".into(), path.into()], true)
        );
        assert_eq!(command("'my editor' --at={line} {path}").1, ["--at=12", path]);
        assert_eq!(command("unheard-of").1, [path]);
    }

    #[test]
    fn the_setting_wins_and_may_be_an_address() {
        let address = opened(Some("vscode://file/{path}:{line}:{column}"), "vim");
        assert_eq!(address, Some(Opening::Address("vscode://file/course/week%201/가.md:12:3".to_owned())));
        assert_eq!(opened(None, "  "), None);
        assert_eq!(opened(None, "un'closed"), None);
    }
}
