//! Runs `seodang man`: writes the manual pages of the program and its commands.

use anyhow::{Context, Result};
use clap::Command;

use super::args::ManualArgs;
use super::help;
use super::terminal::{display_path, eprint_line};
use crate::message;
use crate::message::MessageLanguage;
use crate::scaffold::ScaffoldFile;
use crate::scaffold::write::write_new;

/// Writes the pages to a folder; returns true.
///
/// # Errors
/// Returns an error if one of the files exists, or if the disk fails.
pub fn manual(args: &ManualArgs, language: MessageLanguage) -> Result<bool> {
    let mut command = help::command(language);
    command.build();
    let mut files = Vec::new();
    pages(&command, "seodang", &mut files)?;
    let written = write_new(&args.folder, &files)?;
    eprint_line(&message!("manual-written", folder = display_path(&args.folder), count = written.len()).text(language));
    Ok(true)
}

/// Adds the page of a command, and those of the commands below it.
fn pages(command: &Command, name: &str, files: &mut Vec<ScaffoldFile>) -> Result<()> {
    let mut page = Vec::new();
    let named = command.clone().name(name.to_owned()).version(env!("CARGO_PKG_VERSION"));
    clap_mangen::Man::new(named).render(&mut page).with_context(|| format!("cannot write the page of {name}"))?;
    files.push(ScaffoldFile { path: format!("{name}.1"), text: String::from_utf8_lossy(&page).into_owned() });
    for below in command.get_subcommands().filter(|below| below.get_name() != "help") {
        pages(below, &format!("{name}-{}", below.get_name()), files)?;
    }
    Ok(())
}
