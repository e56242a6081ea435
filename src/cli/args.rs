//! Turns the text of the command line into typed arguments.
//!
//! Doc comments are the help in English; other languages have theirs in the catalogs (see `help`).

mod pack_values;

use std::fmt;
use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

pub use self::pack_values::{QuizFormat, ScormArg, UnitArg};
use crate::audience_filter::Audience;
use crate::config::{BaseUrl, Language};
use crate::diagnostic::Code;
use crate::lesson::moment::Moment;
use crate::message;
use crate::message::Message;

/// Turns a course written as plain Markdown into a themed static site.
#[derive(Debug, Parser)]
#[command(name = "seodang", version, about, long_about = None)]
pub struct Args {
    /// Language of messages and help [default: `language` in your own settings, else that of the system]
    #[arg(long, global = true, display_order = 900, value_name = "LANG", value_parser = ["en", "ko"])]
    pub lang: Option<String>,
    /// Print the licences of the program and of everything in it
    #[arg(long, exclusive = true)]
    pub licenses: bool,
    /// The command to run; an overview is printed without one.
    #[command(subcommand)]
    pub command: Option<CliCommand>,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum CliCommand {
    /// Begin a course with a small example, or add a page to one in the form of the pages beside it
    New(NewArgs),
    /// Write a settings file for a course that exists, with what the course shows by itself
    Init(InitArgs),
    /// Build the course into a site that opens by double click and works on any host
    Build(BuildArgs),
    /// Report the mistakes of the course with their places, and fix the unambiguous ones
    Check(CheckArgs),
    /// Pack the course for students: an archive for a USB stick, single HTML files, a book, PDF files
    Pack(PackArgs),
    /// Preview the course in the browser, and follow every save
    Serve(ServeArgs),
    /// Build the course, and publish it: on a branch of git, in a folder, in a bucket of S3
    Publish(PublishArgs),
    /// Print the settings in effect, and where each comes from
    Config(ConfigArgs),
    /// Print the script by which a shell completes commands and options
    Completions(CompletionsArgs),
    /// Write the manual pages of all commands
    #[command(name = "man")]
    Manual(ManualArgs),
}

/// `seodang completions`
#[derive(Debug, clap::Args)]
pub struct CompletionsArgs {
    /// Shell
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}

/// `seodang man`
#[derive(Debug, clap::Args)]
pub struct ManualArgs {
    /// Folder to write to
    pub folder: PathBuf,
}

/// `seodang new`
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true, arg_required_else_help = true, disable_help_subcommand = true)]
pub struct NewArgs {
    /// Folder of the new course (./session for a folder with the name of a kind)
    pub folder: Option<PathBuf>,
    /// The kind of page to add.
    #[command(subcommand)]
    pub kind: Option<NewCommand>,
}

/// The kinds of pages that `seodang new` adds to a course.
#[derive(Debug, Subcommand)]
pub enum NewCommand {
    /// Add a session
    Session(NewPageArgs),
    /// Add a lab
    Lab(NewPageArgs),
    /// Add a day with its overview and first session
    Day(NewPageArgs),
    /// Add a week with its overview and first pages
    Week(NewPageArgs),
    /// Add a workflow that checks, builds and publishes the course
    Ci(NewCiArgs),
}

/// `seodang new ci`
#[derive(Debug, clap::Args)]
pub struct NewCiArgs {
    /// Service that runs the workflow
    #[arg(value_enum)]
    pub service: CiService,
}

/// A service that builds and publishes a course.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CiService {
    /// GitHub Actions with GitHub Pages
    Github,
    /// GitLab CI/CD with GitLab Pages
    Gitlab,
    /// Netlify
    Netlify,
    /// Cloudflare Pages, by a workflow of GitHub Actions
    Cloudflare,
}

/// `seodang publish`
#[derive(Debug, clap::Args)]
pub struct PublishArgs {
    /// Folder of the course [default: `source` in seodang.toml, else sessions/, else the current folder]
    pub course: Option<PathBuf>,
    /// Folder or bucket (`s3://bucket/folder`, by the installed client `aws`) to publish to instead of a branch
    #[arg(long, value_name = "TARGET", conflicts_with_all = ["branch", "remote", "message"])]
    pub to: Option<String>,
    /// Branch to publish to, without force
    #[arg(long, value_name = "BRANCH", default_value = "gh-pages")]
    pub branch: String,
    /// Remote repository of the branch
    #[arg(long, value_name = "REMOTE", default_value = "origin")]
    pub remote: String,
    /// Message of the commit
    #[arg(long, value_name = "TEXT", default_value = "Publish the course")]
    pub message: String,
    /// Address of a service that is compatible with S3
    #[arg(long, value_name = "URL", requires = "to")]
    pub endpoint: Option<String>,
    /// Address at which the site will be published, for canonical links and the sitemap
    #[arg(long, value_name = "URL")]
    pub base_url: Option<BaseUrl>,
    /// Build, and count the changes without publishing them
    #[arg(long)]
    pub dry_run: bool,
    /// Publish nothing if there are warnings
    #[arg(long, value_name = "WHAT")]
    pub deny: Option<Deny>,
}

/// `seodang new session` and the like
#[derive(Debug, clap::Args)]
pub struct NewPageArgs {
    /// File or folder of the new page [default: after the last one of its kind]
    pub path: Option<PathBuf>,
    /// Title of the page, without its number
    #[arg(long, value_name = "TITLE")]
    pub title: Option<String>,
}

/// `seodang init`
#[derive(Debug, clap::Args)]
pub struct InitArgs {
    /// Folder of the course [default: `source` in seodang.toml, else sessions/, else the current folder]
    pub course: Option<PathBuf>,
}

/// `seodang config`
#[derive(Debug, clap::Args)]
pub struct ConfigArgs {
    /// Folder of the course [default: `source` in seodang.toml, else sessions/, else the current folder]
    pub course: Option<PathBuf>,
    /// Print the JSON Schema of seodang.toml instead, for editors
    #[arg(long)]
    pub schema: bool,
}

/// `seodang build`
#[derive(Debug, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub struct BuildArgs {
    /// Folder of the course [default: `source` in seodang.toml, else sessions/, else the current folder]
    pub course: Option<PathBuf>,
    /// Folder to write to [default: `output` in seodang.toml, else public]
    #[arg(short, long, value_name = "OUT")]
    pub output: Option<PathBuf>,
    /// Theme: a built-in one, or a folder themes/NAME beside the course
    #[arg(long, value_name = "NAME")]
    pub theme: Option<String>,
    /// Address at which the site will be published, for canonical links and the sitemap
    #[arg(long, value_name = "URL")]
    pub base_url: Option<BaseUrl>,
    /// Readers of the site
    #[arg(long, value_name = "WHO", value_enum, default_value_t)]
    pub audience: AudienceArg,
    /// Time for which to read the course [default: now]: a date, with a time or without, in the course's time zone
    #[arg(long, value_name = "DATE", value_parser = moment)]
    pub as_of: Option<Moment>,
    /// Draw and colour everything again instead of reusing the results of earlier builds
    #[arg(long)]
    pub fresh: bool,
    /// Fail on warnings too
    #[arg(long, value_name = "WHAT")]
    pub deny: Option<Deny>,
    /// Print every warning and error instead of counting similar ones
    #[arg(long)]
    pub all: bool,
    /// Print how long each stage took
    #[arg(long)]
    pub timings: bool,
    /// Print the counts and the time of the next release as JSON
    #[arg(long)]
    pub json: bool,
}

/// `seodang check`
#[derive(Debug, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub struct CheckArgs {
    /// Folder of the course [default: `source` in seodang.toml, else sessions/, else the current folder]
    pub course: Option<PathBuf>,
    /// How to print the findings
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    pub format: OutputFormat,
    /// Apply the unambiguous fixes, and show each as a diff
    #[arg(long)]
    pub fix: bool,
    /// With --fix: show the changes without making them
    #[arg(long, requires = "fix")]
    pub dry_run: bool,
    /// Time for which to read the course [default: now]: a date, with a time or without, in the course's time zone
    #[arg(long, value_name = "DATE", value_parser = moment)]
    pub as_of: Option<Moment>,
    /// Fail on warnings too
    #[arg(long, value_name = "WHAT")]
    pub deny: Option<Deny>,
    /// Report only these codes (several with commas between them)
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    pub only: Vec<Code>,
    /// Print information too instead of counting it
    #[arg(long)]
    pub info: bool,
    /// Print every finding instead of counting similar ones
    #[arg(long)]
    pub all: bool,
    /// Request the addresses outside the course, and report dead ones (answers are kept for a day)
    #[arg(long)]
    pub external: bool,
    /// Record all current findings as the baseline (seodang-baseline.txt): from then on only new ones are reported
    #[arg(long, conflicts_with_all = ["only", "fix"])]
    pub update_baseline: bool,
    /// Explain a code, with an example and its fix
    #[arg(long, value_name = "CODE", conflicts_with_all = ["course", "format", "fix", "dry_run", "as_of", "deny", "only", "info", "all", "external", "update_baseline"])]
    pub explain: Option<Code>,
}

/// `seodang pack`
#[derive(Debug, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of the command line")]
pub struct PackArgs {
    /// Folder of the course [default: `source` in seodang.toml, else sessions/, else the current folder]
    pub course: Option<PathBuf>,
    /// Archive or book to write, or folder for several files [default: named after the course, in the current folder]
    #[arg(short, long, value_name = "OUT")]
    pub output: Option<PathBuf>,
    /// Pack only these folders and files of the course (several with commas between them; `*` and `**` as in `exclude`)
    #[arg(long, value_name = "PATH", value_delimiter = ',')]
    pub only: Vec<String>,
    /// Pack only the edition in this language, of a course in several: ko, en, zh-Hant
    #[arg(long, value_name = "TAG", value_parser = language)]
    pub language: Option<Language>,
    /// One self-contained HTML file per day, week or course
    #[arg(long, value_name = "UNIT", num_args = 0..=1, require_equals = true, default_missing_value = "week")]
    pub single_file: Option<UnitArg>,
    /// A book for e-readers (EPUB 3)
    #[arg(long, conflicts_with_all = ["single_file", "pdf"])]
    pub epub: bool,
    /// One PDF per day, week or course, printed with a Chromium, Chrome or Edge of this machine
    #[arg(long, value_name = "UNIT", num_args = 0..=1, require_equals = true, default_missing_value = "week", conflicts_with = "single_file")]
    pub pdf: Option<UnitArg>,
    /// The quiz questions: sheets on paper with the answers apart, or a file for a learning platform
    #[arg(long, value_name = "FORMAT", value_enum, num_args = 0..=1, require_equals = true, default_missing_value = "html", conflicts_with_all = ["single_file", "epub", "pdf", "no_answers"])]
    pub quiz: Option<QuizFormat>,
    /// A package for learning platforms that reports progress and score: SCORM 1.2, or 2004 (4th edition)
    #[arg(long, value_name = "VERSION", value_enum, num_args = 0..=1, require_equals = true, default_missing_value = "1.2", conflicts_with_all = ["single_file", "epub", "pdf", "quiz", "no_answers"])]
    pub scorm: Option<ScormArg>,
    /// Readers of the package
    #[arg(long, value_name = "WHO", value_enum, default_value_t)]
    pub audience: AudienceArg,
    /// Time for which to read the course [default: now]: a date, with a time or without, in the course's time zone
    #[arg(long, value_name = "DATE", value_parser = moment)]
    pub as_of: Option<Moment>,
    /// Fetch images of other sites and pack them too
    #[arg(long)]
    pub fetch_remote: bool,
    /// Leave out the answers of quizzes, which books and PDFs show at the end of each page
    #[arg(long)]
    pub no_answers: bool,
    /// Theme: a built-in one, or a folder themes/NAME beside the course
    #[arg(long, value_name = "NAME")]
    pub theme: Option<String>,
    /// Fail on warnings too
    #[arg(long, value_name = "WHAT")]
    pub deny: Option<Deny>,
    /// Print every warning and error instead of counting similar ones
    #[arg(long)]
    pub all: bool,
}

/// `seodang serve`
#[derive(Debug, clap::Args)]
pub struct ServeArgs {
    /// Folder of the course [default: `source` in seodang.toml, else sessions/, else the current folder]
    pub course: Option<PathBuf>,
    /// Port to listen on; if it is taken, the next free one
    #[arg(short, long, default_value_t = 4000)]
    pub port: u16,
    /// Interface to listen on; 0.0.0.0 lets others in your network see the preview
    #[arg(long, default_value = "127.0.0.1")]
    pub host: String,
    /// Preview only the edition in this language, of a course in several: ko, en, zh-Hant
    #[arg(long, value_name = "TAG", value_parser = language)]
    pub language: Option<Language>,
    /// Open the preview in the browser
    #[arg(long)]
    pub open: bool,
    /// Poll for changes: for drives whose changes the system does not report
    #[arg(long)]
    pub poll: bool,
    /// Theme: a built-in one, or a folder themes/NAME beside the course
    #[arg(long, value_name = "NAME")]
    pub theme: Option<String>,
}

/// The reason why the value of an argument is refused.
#[derive(Debug, Clone)]
pub struct ArgumentError(pub Message);

impl fmt::Display for ArgumentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for ArgumentError {}

/// Reads a date, with or without a time.
fn moment(text: &str) -> Result<Moment, ArgumentError> {
    Moment::parse_whole(text).ok_or_else(|| ArgumentError(message!("usage-error-date", text)))
}

/// Reads the tag of a language.
fn language(tag: &str) -> Result<Language, ArgumentError> {
    Language::parse(tag).ok_or_else(|| ArgumentError(message!("usage-error-language", tag)))
}

/// The readers of a site, as an argument.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum AudienceArg {
    /// Students: pages and parts for instructors are left out
    #[default]
    Student,
    /// Instructors: pages and parts for them are included, with a mark
    Instructor,
}

impl From<AudienceArg> for Audience {
    fn from(who: AudienceArg) -> Self {
        match who {
            AudienceArg::Student => Self::Student,
            AudienceArg::Instructor => Self::Instructor,
        }
    }
}

/// The severity that is denied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Deny {
    /// Warnings make the command fail, as errors do
    Warnings,
}

/// The format in which findings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum OutputFormat {
    /// For people: the line with a caret, what to do, a count at the end
    #[default]
    Human,
    /// A JSON object on each line, with ranges and edits
    Json,
    /// Annotations of a GitHub workflow
    Github,
    /// SARIF 2.1.0, as code scanning services read it
    Sarif,
}
