//! Turns the words of the command line into work, and its outcome into text and an exit code.

pub mod args;
pub mod check;
pub mod command;
mod external;
pub mod format;
pub mod progress;
pub mod report;
pub mod serve;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command};

/// The course has errors, or warnings where they are denied.
const COURSE_FAILED: u8 = 1;

/// The command was wrong, or the machine failed.
const MACHINE_FAILED: u8 = 2;

/// Runs a command line. It keeps no state: it can be called again.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args = match Args::try_parse_from(args) {
        Ok(args) => args,
        Err(error) => {
            // Help and version are answers, not failures; nothing can be done where they cannot be printed.
            let _ = error.print();
            return if error.use_stderr() { ExitCode::from(MACHINE_FAILED) } else { ExitCode::SUCCESS };
        }
    };
    let outcome = match &args.command {
        Command::Build(build) => command::build(build),
        Command::Check(args) => check::check(args),
        Command::Serve(preview) => serve::serve(preview).map(|never| match never {}),
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(COURSE_FAILED),
        Err(error) => {
            command::fail(&error);
            ExitCode::from(MACHINE_FAILED)
        }
    }
}
