//! Turns the arguments of the command line into work, and its outcome into text and an exit code.
//!
//! [`args`] parses, [`help`] explains, `language` chooses the language, [`terminal`] prints, [`workspace`] finds the project, [`mod@format`] and [`summary`] turn findings
//! into text; none of these uses a command. Each command is a file, and uses no other command, except that `publish` builds first.

pub mod args;
pub mod build;
pub mod check;
pub mod completions;
pub mod config;
pub mod format;
pub mod help;
pub mod init;
mod language;
pub mod licenses;
pub mod manual;
pub mod new;
mod overview;
pub mod pack;
pub mod publish;
mod remote_images;
pub mod serve;
pub mod summary;
pub mod terminal;
pub mod usage_error;
pub mod workspace;

use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

use clap::FromArgMatches;

use crate::config::SettingsError;
use args::{Args, CliCommand};

/// The exit code if the course has errors, or warnings while they are denied.
const COURSE_FAILED: u8 = 1;

/// The exit code if the arguments are wrong or the machine failed.
const MACHINE_FAILED: u8 = 2;

/// Runs a command line. It keeps no state, so it can be called repeatedly.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let words: Vec<OsString> = args.into_iter().collect();
    let language = language::choose(&words);
    let parsed = help::command(language).try_get_matches_from(words);
    let args = match parsed.and_then(|matches| Args::from_arg_matches(&matches)) {
        Ok(args) => args,
        Err(error) => {
            let mut is_printed = true;
            match usage_error::text(&error, language) {
                Some(text) => terminal::eprint(&text),
                // Help and version are output, not failures.
                None => is_printed = error.print().and_then(|()| std::io::stdout().flush()).is_ok(),
            }
            return if error.use_stderr() || !is_printed { ExitCode::from(MACHINE_FAILED) } else { ExitCode::SUCCESS };
        }
    };
    if args.licenses {
        licenses::print_licenses();
        return if terminal::has_failed() { ExitCode::from(MACHINE_FAILED) } else { ExitCode::SUCCESS };
    }
    let Some(command) = &args.command else {
        overview::print(language);
        return ExitCode::SUCCESS;
    };
    let outcome = match command {
        CliCommand::New(args) => new::new(args, language),
        CliCommand::Init(args) => init::init(args, language),
        CliCommand::Build(args) => build::build(args, language),
        CliCommand::Check(args) => check::check(args, language),
        CliCommand::Pack(args) => pack::pack(args, language),
        CliCommand::Serve(args) => serve::serve(args, language).map(|never| match never {}),
        CliCommand::Publish(args) => publish::publish(args, language),
        CliCommand::Completions(args) => Ok(completions::completions(args)),
        CliCommand::Manual(args) => manual::manual(args, language),
        CliCommand::Config(args) => config::config(args, language),
    };
    let is_printed = !terminal::has_failed();
    match outcome {
        Ok(_) if !is_printed => ExitCode::from(MACHINE_FAILED),
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(COURSE_FAILED),
        Err(error) => {
            match error.downcast_ref::<SettingsError>() {
                Some(settings) => terminal::eprint(&format::settings_error(settings, language)),
                None => terminal::eprint_error(&error, language),
            }
            ExitCode::from(MACHINE_FAILED)
        }
    }
}
