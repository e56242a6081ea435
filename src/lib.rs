//! Turns a course written as plain Markdown into a themed static site.
//!
//! Data flows one way, through values with a type for each phase; [`pipeline`] states the order of the phases once:
//!
//! 1. [`read`]: a folder → [`read::Sources`], the texts of the author;
//! 2. [`audience_filter`]: the texts → those for an audience (without parts for instructors, or only some folders);
//!    [`mod@include`]: each page → its whole text, with the files that it includes; then
//!    [`lesson`]: each text → a [`lesson::Lesson`], the facts that one file states (pure, in parallel);
//! 3. [`course`]: all lessons → a [`course::Course`], with its tree, links and glossary (pure);
//! 4. [`render`]: course and theme → a [`site::Site`], the finished site as a value (pure, in parallel);
//! 5. [`check`]: course and problems → the findings, at the levels that the author set (pure);
//! 6. [`site::write`]: the site → a folder; or [`serve`]: the site → browsers, page by page, again after every save;
//!    or [`pack`]: the site → an archive, single documents, a book, sheets of paper.
//!
//! Mistakes of authors end none of these: they are [`diagnostic::Diagnostic`]s. A [`memo::Memo`] remembers the two costly
//! functions (drawing, colouring) by their input, and the last build by all of its inputs; all other values are made anew
//! each time.
//!
//! # Example
//!
//! Builds a course into a folder and prints its findings, as `seodang build` does:
//!
//! ```
//! use seodang::{pipeline, read::project, site::write::write};
//!
//! # fn main() -> anyhow::Result<()> {
//! # let folder = tempfile::tempdir()?;
//! # let current = folder.path();
//! # std::fs::write(current.join("README.md"), "# Rust in a week\n\n[Ownership](ownership.md)\n")?;
//! let project = project::find(current, None, None)?;
//! let report = pipeline::build(&project, &pipeline::BuildOptions::default())?;
//! for finding in &report.diagnostics {
//!     println!("{}: {}", finding.path, finding.message);
//! }
//! let written = write(&report.value, &project.output)?;
//! assert!(written.written > 0 && project.output.join("index.html").is_file());
//! # Ok(())
//! # }
//! ```

pub mod audience_filter;
pub mod check;
pub mod cli;
pub mod config;
pub mod course;
pub mod diagnostic;
pub mod html;
pub mod include;
pub mod language;
pub mod lesson;
pub mod memo;
pub mod message;
pub mod pack;
pub mod pipeline;
pub mod publish;
pub mod read;
pub mod render;
pub mod scaffold;
pub mod serve;
pub mod site;
pub mod source;
