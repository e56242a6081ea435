//! Turns the arguments of the command line into work, and its outcome into text and an exit code.
//!
//! [`args`] parses, [`terminal`] prints, [`workspace`] finds the project, [`mod@format`] and [`summary`] turn findings
//! into text; none of these uses a command. Each command is a file, and uses no other command.

pub mod args;
pub mod build;
pub mod check;
pub mod format;
pub mod pack;
mod remote_images;
pub mod serve;
pub mod summary;
pub mod terminal;
pub mod workspace;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;

use crate::config::SettingsError;
use args::{Args, CliCommand};

/// The exit code if the course has errors, or warnings while they are denied.
const COURSE_FAILED: u8 = 1;

/// The exit code if the arguments are wrong or the machine failed.
const MACHINE_FAILED: u8 = 2;

/// Runs a command line. It keeps no state, so it can be called repeatedly.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args = match Args::try_parse_from(args) {
        Ok(args) => args,
        Err(error) => {
            // Help and version are output, not failures; if they cannot be printed, no other output can either.
            let _ = error.print();
            return if error.use_stderr() { ExitCode::from(MACHINE_FAILED) } else { ExitCode::SUCCESS };
        }
    };
    let outcome = match &args.command {
        CliCommand::Build(args) => build::build(args),
        CliCommand::Check(args) => check::check(args),
        CliCommand::Pack(args) => pack::pack(args),
        CliCommand::Serve(args) => serve::serve(args).map(|never| match never {}),
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(COURSE_FAILED),
        Err(error) => {
            match error.downcast_ref::<SettingsError>() {
                Some(settings) => terminal::eprint(&format::settings_error(settings)),
                None => terminal::eprint_error(&error),
            }
            ExitCode::from(MACHINE_FAILED)
        }
    }
}
