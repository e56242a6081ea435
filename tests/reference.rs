//! Compares `docs/reference.md` and its Korean edition with the arguments, settings and variables of the program;
//! `SEODANG_UPDATE=1` rewrites them.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use clap::{Arg, Command};
use seodang::cli::help;
use seodang::config::reference::SETTINGS;
use seodang::message::MessageLanguage;

use crate::support::{files_below, is_update};

/// The words of a reference in one language.
struct Words {
    head: &'static str,
    commands: &'static str,
    option: &'static str,
    settings: &'static str,
    setting: &'static str,
    variables: &'static str,
    variable: &'static str,
    codes: &'static str,
}

const ENGLISH: Words = Words {
    head: "# Reference\n\nEvery command, option, setting and variable. `tests/reference.rs` writes this file: do not edit it.\n",
    commands: "## Commands",
    option: "| Option | Meaning |",
    settings: "## Settings in `seodang.toml`\n\n`seodang config` prints those in effect, `seodang config --schema` a JSON Schema of them.",
    setting: "| Setting | Example | Meaning |",
    variables: "## Variables of the environment",
    variable: "| Variable | Meaning |",
    codes: "## Exit codes\n\n| Code | Meaning |\n| --- | --- |\n| `0` | done; there may be warnings |\n| `1` | done, but the course has errors (or warnings, \
            with `--deny warnings`); `publish` sends nothing |\n| `2` | wrong arguments or settings, or the machine failed: nothing was written |\n",
};

const KOREAN: Words = Words {
    head: "# 명령과 설정\n\n모든 명령, 옵션, 설정, 환경 변수입니다. 이 파일은 `tests/reference.rs`가 씁니다. 직접 고치지 마세요.\n",
    commands: "## 명령",
    option: "| 옵션 | 뜻 |",
    settings: "## `seodang.toml`의 설정\n\n지금의 설정은 `seodang config`로, JSON Schema는 `seodang config --schema`로 볼 수 있습니다.",
    setting: "| 설정 | 예 | 뜻 |",
    variables: "## 환경 변수",
    variable: "| 변수 | 뜻 |",
    codes: "## 종료 코드\n\n| 코드 | 뜻 |\n| --- | --- |\n| `0` | 끝났습니다. 경고는 있을 수 있습니다 |\n| `1` | 끝났지만 강의에 오류가(`--deny warnings`면 경고도) \
            있습니다. `publish`는 아무것도 보내지 않습니다 |\n| `2` | 인수나 설정이 틀렸거나 컴퓨터의 문제입니다. 아무것도 쓰지 않았습니다 |\n",
};

/// The variables that the program reads: name, English, Korean. Those of the system (`HOME`, `APPDATA`, …) only lead to its
/// folders.
const VARIABLES: [(&str, &str, &str); 10] = [
    (
        "SEODANG_CACHE_DIR",
        "folder of drawings and coloured code of earlier builds; it may be deleted at any time",
        "이전 빌드의 그림과 코드를 두는 폴더. 언제든 지워도 됩니다",
    ),
    (
        "SEODANG_CONFIG_DIR",
        "folder of your own settings, `config.toml` with `editor` and `language`",
        "사용자 설정 `config.toml`(`editor`, `language`)의 폴더",
    ),
    (
        "SEODANG_EDITOR",
        "editor that Alt-click opens, before `editor` in your own settings",
        "Alt+클릭으로 여는 편집기. 사용자 설정의 `editor`보다 앞섭니다",
    ),
    ("VISUAL", "editor, if none is set otherwise", "따로 정하지 않았을 때의 편집기"),
    ("EDITOR", "editor, if `VISUAL` is not set", "`VISUAL`이 없을 때의 편집기"),
    ("CHROME", "browser that prints PDF files", "PDF를 인쇄할 브라우저"),
    (
        "LC_ALL",
        "language of messages, before `LC_MESSAGES` and `LANG`",
        "메시지의 언어. `LC_MESSAGES`와 `LANG`보다 앞섭니다",
    ),
    ("LC_MESSAGES", "language of messages, before `LANG`", "메시지의 언어. `LANG`보다 앞섭니다"),
    ("LANG", "language of messages", "메시지의 언어"),
    ("PATH", "where `git`, `aws`, browsers and editors are looked up", "`git`, `aws`, 브라우저와 편집기를 찾는 곳"),
];

/// Variables of the system that lead to the folders of a user.
const OF_THE_SYSTEM: [&str; 8] = [
    "HOME",
    "APPDATA",
    "LOCALAPPDATA",
    "XDG_CONFIG_HOME",
    "XDG_CACHE_HOME",
    "CARGO_PKG_VERSION",
    "USERPROFILE",
    "CARGO_MANIFEST_DIR",
];

fn escaped(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|")
}

/// Returns an argument as it is typed: `-o`, `--output OUT`.
fn spelling(arg: &Arg) -> String {
    let value = arg.get_value_names().and_then(|names| names.first()).map(ToString::to_string);
    let is_flag = !arg.get_action().takes_values();
    match (arg.get_long(), value) {
        (None, Some(value)) => format!("`{value}`"),
        (None, None) => format!("`{}`", arg.get_id()),
        (Some(long), value) => {
            let short = arg.get_short().map(|short| format!("`-{short}`, ")).unwrap_or_default();
            let value = value.filter(|_| !is_flag).map(|value| format!(" {value}")).unwrap_or_default();
            format!("{short}`--{long}{value}`")
        }
    }
}

/// Returns the help of an argument; in English the parser states its values and its default by itself.
fn help_of(arg: &Arg) -> String {
    let mut help = arg.get_help().map(ToString::to_string).unwrap_or_default();
    let values: Vec<String> = arg.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
    if arg.get_action().takes_values() && values.first().is_some_and(|first| !help.contains(first.as_str())) {
        let _ = write!(help, ": {}", values.join(", "));
    }
    let default = arg.get_default_values().first().filter(|_| arg.get_action().takes_values());
    if let Some(default) =
        default.map(|value| value.to_string_lossy()).filter(|value| !help.contains(&format!(": {value}]")))
    {
        let _ = write!(help, " [{default}]");
    }
    escaped(&help)
}

fn push_command(text: &mut String, command: &Command, name: &str, words: &Words) {
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    let _ = write!(text, "\n### `{name}`\n\n{}\n", escaped(&about));
    let args: Vec<&Arg> =
        command.get_arguments().filter(|arg| !["help", "version", "lang"].contains(&arg.get_id().as_str())).collect();
    if !args.is_empty() {
        let _ = write!(text, "\n{}\n| --- | --- |\n", words.option);
        for arg in args {
            let _ = writeln!(
                text,
                "| {} | {} |",
                spelling(arg),
                escaped(&arg.get_help().map(ToString::to_string).unwrap_or_default())
            );
        }
    }
    for below in command.get_subcommands().filter(|below| below.get_name() != "help") {
        push_command(text, below, &format!("{name} {}", below.get_name()), words);
    }
}

fn reference(language: MessageLanguage) -> String {
    let words = match language {
        MessageLanguage::English => &ENGLISH,
        MessageLanguage::Korean => &KOREAN,
    };
    let mut text = format!("{}\n{}\n", words.head, words.commands);
    let mut command = help::command(language);
    command.build();
    for below in command.get_subcommands().filter(|below| below.get_name() != "help") {
        push_command(&mut text, below, &format!("seodang {}", below.get_name()), words);
    }
    let lang = command.get_arguments().find(|arg| arg.get_id() == "lang").unwrap();
    let help = help_of(lang);
    let _ = write!(text, "\n### `seodang`\n\n{}\n| --- | --- |\n| {} | {help} |\n", words.option, spelling(lang));
    let _ = write!(text, "\n{}\n\n{}\n| --- | --- | --- |\n", words.settings, words.setting);
    for setting in SETTINGS {
        let table = if setting.table.is_empty() { String::new() } else { format!("[{}] ", setting.table) };
        let about = escaped(&(setting.about)().text(language));
        let _ = writeln!(text, "| `{table}{}` | `{}` | {about} |", setting.key, setting.example);
    }
    let _ = write!(text, "\n{}\n\n{}\n| --- | --- |\n", words.variables, words.variable);
    for (name, english, korean) in VARIABLES {
        let _ =
            writeln!(text, "| `{name}` | {} |", if language == MessageLanguage::English { english } else { korean });
    }
    let _ = write!(text, "\n{}", words.codes);
    text
}

#[test]
fn the_reference_of_commands_is_current() {
    for (language, file) in [(MessageLanguage::English, "reference.md"), (MessageLanguage::Korean, "reference.ko.md")] {
        let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(file);
        let text = reference(language);
        if is_update() {
            fs::write(&path, &text).unwrap();
        }
        let current = fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(current, text, "docs/{file} is not current: run the test with SEODANG_UPDATE=1");
    }
}

#[test]
fn every_variable_is_listed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut read: BTreeSet<String> = BTreeSet::new();
    for path in files_below(&folder).into_iter().filter(|path| path.ends_with(".rs")) {
        let text = fs::read_to_string(folder.join(path)).unwrap();
        for before in ["variable(\"", "set(\"", "var(\"", "var_os(\""] {
            let names = text.split(before).skip(1).filter_map(|rest| rest.split_once('"'));
            let is_name = |name: &str| name.len() > 2 && name.chars().all(|c| c.is_ascii_uppercase() || c == '_');
            read.extend(names.map(|(name, _)| name.to_owned()).filter(|name| is_name(name)));
        }
    }
    let listed: BTreeSet<&str> = VARIABLES.iter().map(|(name, ..)| *name).chain(OF_THE_SYSTEM).collect();
    let missing: Vec<&String> = read.iter().filter(|name| !listed.contains(name.as_str())).collect();
    assert!(read.contains("SEODANG_CACHE_DIR"), "the sources were searched: {read:?}");
    assert_eq!(missing, Vec::<&String>::new());
}
