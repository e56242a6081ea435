//! Turns the command line into typed words.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

use crate::cut::Audience;

/// Turns a course written as plain Markdown into a themed static site.
#[derive(Debug, Parser)]
#[command(name = "seodang", version, about, long_about = None)]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What seodang can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Build the course into a site that opens by double click and works on any host
    Build(Build),
    /// Find what is wrong with the course, say where, and mend what is certain
    Check(super::check::Check),
    /// Pack the course for students: an archive for a USB stick, single pages, a book, paper
    Pack(super::pack::Pack),
    /// Preview the course in the browser, and follow every save
    Serve(Serve),
}

/// `seodang serve`
#[derive(Debug, clap::Args)]
pub struct Serve {
    /// Folder of the course [default: `source` in seodang.toml, else sessions/, else the current folder]
    pub course: Option<PathBuf>,
    /// Port to listen on; where it is taken, the next free one
    #[arg(short, long, default_value_t = 4000)]
    pub port: u16,
    /// Interface to listen on; 0.0.0.0 lets others in your network see the preview
    #[arg(long, default_value = "127.0.0.1")]
    pub host: String,
    /// Open the preview in the browser
    #[arg(long)]
    pub open: bool,
    /// Look for changes instead of being told of them: for drives whose changes the system does not report
    #[arg(long)]
    pub poll: bool,
    /// Theme: a built-in one, or a folder themes/NAME beside the course
    #[arg(long, value_name = "NAME")]
    pub theme: Option<String>,
}

/// `seodang build`
#[derive(Debug, clap::Args)]
pub struct Build {
    /// Folder of the course [default: `source` in seodang.toml, else sessions/, else the current folder]
    pub course: Option<PathBuf>,
    /// Folder to write to [default: `output` in seodang.toml, else public]
    #[arg(short, long, value_name = "OUT")]
    pub output: Option<PathBuf>,
    /// Theme: a built-in one, or a folder themes/NAME beside the course
    #[arg(long, value_name = "NAME")]
    pub theme: Option<String>,
    /// Address under which the site will stand, for canonical links and the sitemap
    #[arg(long, value_name = "URL", value_parser = base_url)]
    pub base_url: Option<String>,
    /// For whom the site is
    #[arg(long, value_name = "WHO", value_enum, default_value_t)]
    pub audience: ForWhom,
    /// Draw and colour everything anew instead of using what earlier builds remembered
    #[arg(long)]
    pub fresh: bool,
    /// Fail on warnings too
    #[arg(long, value_name = "WHAT")]
    pub deny: Option<Deny>,
    /// Print how long each stage took
    #[arg(long)]
    pub timings: bool,
}

/// For whom a site is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum ForWhom {
    /// Those who learn: pages and parts for instructors are left out
    #[default]
    Student,
    /// Those who teach: they stay in, and say so
    Instructor,
}

impl From<ForWhom> for Audience {
    fn from(who: ForWhom) -> Self {
        match who {
            ForWhom::Student => Self::Student,
            ForWhom::Instructor => Self::Instructor,
        }
    }
}

/// What can be denied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Deny {
    /// Warnings make the build fail, as errors do
    Warnings,
}

/// Checks an address: it must be one of the web.
///
/// # Errors
/// Says what an address looks like.
pub fn base_url(text: &str) -> Result<String, String> {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    match host {
        Some(host) if !host.is_empty() && !host.starts_with('/') && !text.contains(char::is_whitespace) => {
            Ok(text.to_owned())
        }
        _ => {
            Err("an address begins with https:// or http:// and a host, such as https://example.org/course".to_owned())
        }
    }
}
