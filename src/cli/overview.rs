//! Prints the overview that the program shows without a command.

use std::fmt::Write as _;

use super::terminal::print as print_text;
use super::workspace::Workspace;
use crate::message;
use crate::message::MessageLanguage;

/// Prints the usual commands with an example each, and the one that fits the current folder.
pub(super) fn print(language: MessageLanguage) {
    let examples = [
        ("seodang new my-course", message!("overview-new")),
        ("seodang serve --open", message!("overview-serve")),
        ("seodang build", message!("overview-build")),
        ("seodang check", message!("overview-check")),
        ("seodang pack", message!("overview-pack")),
    ];
    let width = examples.iter().map(|(command, _)| command.len()).max().unwrap_or_default();
    let mut text = message!("overview", version = env!("CARGO_PKG_VERSION")).text(language) + "\n\n";
    for (command, about) in examples {
        let _ = writeln!(text, "  {command:width$}   {}", about.text(language));
    }
    let here = Workspace::find(None, None).is_ok_and(|workspace| {
        let project = &workspace.project;
        project.config_source.is_some() || project.course != workspace.current
    });
    let next = if here { message!("overview-course-here") } else { message!("overview-no-course-here") };
    let _ = write!(text, "\n{}\n{}\n", next.text(language), message!("overview-more").text(language));
    print_text(&text);
}
