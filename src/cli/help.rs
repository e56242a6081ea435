//! Turns the command line into one whose help is in the language of the user.
//!
//! English help is that of `args`. For other languages, each command, argument and value has an entry in the catalog:
//! `help-build`, `help-build-output`, `help-value-json`.

use clap::{Arg, Command, CommandFactory};

use super::args::Args;
use crate::message;
use crate::message::{Message, MessageLanguage};

/// Returns the command line with its help in a language.
pub fn command(language: MessageLanguage) -> Command {
    let mut command = Args::command();
    if language == MessageLanguage::English {
        return command;
    }
    // Adds the arguments and the command for help, which have texts too.
    command.build();
    localized(command, "help", language)
}

/// Returns the entries of the catalog that help needs.
pub fn entries() -> Vec<String> {
    fn collect(command: &Command, entry: &str, found: &mut Vec<String>) {
        found.push(entry.to_owned());
        for arg in command.get_arguments() {
            found.push(entry_of(arg, entry));
            found.extend(values(arg).iter().map(|value| value_entry(value)));
        }
        for below in command.get_subcommands().filter(|below| below.get_name() != "help") {
            collect(below, &format!("{entry}-{}", below.get_name()), found);
        }
    }
    let mut command = Args::command();
    command.build();
    let mut found = vec!["help-of-commands".to_owned()];
    collect(&command, "help", &mut found);
    found.sort();
    found.dedup();
    found
}

fn localized(command: Command, entry: &str, language: MessageLanguage) -> Command {
    let text = |message: Message| message.text(language);
    let heading = |name: &str| text(message!("help-heading", name));
    let own = entry.to_owned();
    let template = format!("{{about-with-newline}}\n{} {{usage}}\n\n{{all-args}}{{after-help}}", heading("usage"));
    let about = if command.get_name() == "help" { "help-of-commands" } else { entry };
    command
        .about(Message::entry(about).text(language))
        .help_template(template)
        .subcommand_help_heading(heading("commands"))
        .mut_args(|arg| {
            let name = if arg.is_positional() { "arguments" } else { "options" };
            let arg = arg.help_heading(heading(name));
            let entry = entry_of(&arg, &own);
            with_texts(arg, &entry, language)
        })
        .mut_subcommands(|below| {
            let entry = format!("{own}-{}", below.get_name());
            localized(below, &entry, language)
        })
}

/// Returns an argument with its help; values and the default stand in it, whose words the parser states in English only.
fn with_texts(arg: Arg, entry: &str, language: MessageLanguage) -> Arg {
    let help = Message::entry(entry).text(language);
    let values = values(&arg);
    let default = arg.get_default_values().first().filter(|_| arg.get_action().takes_values());
    let default = default.map(|value| message!("help-default", value = value.to_string_lossy().into_owned()));
    let default = default.map(|default| default.text(language));
    let short = |listed: Option<String>| {
        [Some(help.clone()), default.clone(), listed].into_iter().flatten().collect::<Vec<_>>().join(" ")
    };
    let listed = (!values.is_empty()).then(|| message!("help-values", values = values.join(", ")).text(language));
    let mut long = help.clone();
    if !values.is_empty() {
        long = format!("{long}\n\n{}", message!("help-values-heading").text(language));
        for value in &values {
            let about = Message::entry(&value_entry(value)).text(language);
            long = format!("{long}\n- {value}: {about}");
        }
    }
    if let Some(default) = &default {
        long = format!("{long}{}{default}", if values.is_empty() { " " } else { "\n\n" });
    }
    let arg = arg.help(short(listed)).hide_possible_values(true).hide_default_value(true);
    if values.is_empty() && arg.get_long_help().is_none() { arg } else { arg.long_help(long) }
}

/// Returns the names of the values of an argument; a flag has none.
fn values(arg: &Arg) -> Vec<String> {
    if !arg.get_action().takes_values() {
        return Vec::new();
    }
    arg.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect()
}

/// Returns the entry of a value, whose name may hold a dot: `1.2`.
fn value_entry(value: &str) -> String {
    format!("help-value-{}", value.replace('.', "-"))
}

/// Returns the entry of an argument. Those of all commands have one entry.
fn entry_of(arg: &Arg, command: &str) -> String {
    match arg.get_id().as_str() {
        id @ ("help" | "version" | "lang" | "course" | "theme" | "deny") => format!("help-arg-{id}"),
        id => format!("{command}-{}", id.replace('_', "-")),
    }
}
