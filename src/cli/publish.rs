//! Runs `seodang publish`: builds the site, and brings it to where others read it.

use anyhow::{Context, Result};

use super::args::{AudienceArg, BuildArgs, PublishArgs};
use super::build::build;
use super::terminal::{display_path, eprint_line};
use super::workspace::Workspace;
use crate::message;
use crate::message::{Message, MessageLanguage};
use crate::publish::git::BranchPublication;
use crate::publish::{PublishCounts, bucket, folder, git};

/// Builds and publishes a course; returns whether it is free of errors. A course with errors is not published.
///
/// # Errors
/// Returns an error if the machine, the program that publishes or the other side fails.
pub fn publish(args: &PublishArgs, language: MessageLanguage) -> Result<bool> {
    let workspace = Workspace::find(args.course.as_deref(), None)?;
    let project = &workspace.project;
    let build_args = BuildArgs {
        course: args.course.clone(),
        output: None,
        theme: None,
        base_url: args.base_url.clone(),
        audience: AudienceArg::Student,
        fresh: false,
        deny: args.deny,
        all: false,
        timings: false,
        as_of: None,
        json: false,
    };
    if !build(&build_args, language)? {
        eprint_line(&message!("publish-refused").text(language));
        return Ok(false);
    }
    let current = std::env::current_dir().context("cannot read the current folder")?;
    let output = current.join(&project.output);
    let (counts, place) = match args.to.as_deref() {
        Some(to) if to.starts_with(bucket::SCHEME) => {
            (bucket::publish(&output, to, args.endpoint.as_deref(), args.dry_run)?, to.to_owned())
        }
        Some(to) => {
            let target = current.join(to);
            (folder::publish(&output, &target, args.dry_run)?, display_path(&target))
        }
        None => {
            let home = current.join(&project.home);
            let published = git::publish(&BranchPublication {
                project: &home,
                site: &output,
                remote: &args.remote,
                branch: &args.branch,
                message: &args.message,
                dry_run: args.dry_run,
            })?;
            let place = message!("publish-branch", branch = &args.branch, remote = published.remote);
            (published.counts, place.text(language))
        }
    };
    eprint_line(&summary(counts, &place, args.dry_run).text(language));
    Ok(true)
}

fn summary(counts: PublishCounts, place: &str, is_dry_run: bool) -> Message {
    let PublishCounts { uploaded, unchanged, removed } = counts;
    match (is_dry_run, uploaded + removed) {
        (true, _) => message!("publish-would", place, uploaded, unchanged, removed),
        (false, 0) => message!("publish-same", place),
        (false, _) => message!("publish-done", place, uploaded, unchanged, removed),
    }
}
