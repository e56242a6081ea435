//! Runs `seodang completions`: prints the script by which a shell completes commands, options and values.

use clap::CommandFactory;

use super::args::{Args, CompletionsArgs};
use super::terminal::print;

/// Prints the script of a shell; returns true.
pub fn completions(args: &CompletionsArgs) -> bool {
    let mut script = Vec::new();
    // The names of commands and options are the same in every language.
    clap_complete::generate(args.shell, &mut Args::command(), "seodang", &mut script);
    print(&String::from_utf8_lossy(&script));
    true
}
