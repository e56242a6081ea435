//! Turns a course written as plain Markdown into a themed static site.
//!
//! The folders are the phases, and data flows one way through them, each with a type of its own:
//!
//! 1. [`read`]: a folder → [`read::Sources`], what the author wrote;
//! 2. [`cut`]: its sources → those that a reader gets (without what is for instructors, or only some parts); then
//!    [`lesson`]: each source → a [`lesson::Lesson`], the facts that one file states (pure, in parallel);
//! 3. [`course`]: all lessons → a [`course::Course`], what they mean together (pure);
//! 4. [`render`]: course and theme → a [`site::Site`], the finished site as a value (pure, in parallel);
//! 5. [`site::write`]: the site → a folder; or [`serve`]: the site → browsers, page by page, again after every save;
//!    or [`pack`]: the site → an archive, single documents, a book, sheets of paper.
//!
//! Mistakes of authors never stop it: they are [`diagnostic::Diagnostic`]s. What costs most (drawing, colouring) is
//! remembered by content in a [`memo::Memo`]; all else is made anew each time.

pub mod check;
pub mod cli;
pub mod config;
pub mod course;
pub mod cut;
pub mod diagnostic;
pub mod lesson;
pub mod memo;
pub mod pack;
pub mod read;
pub mod render;
pub mod serve;
pub mod site;
pub mod source;

use config::Config;
use course::Course;
use diagnostic::Report;
use lesson::{Parsed, Vocabulary};
use read::Sources;

/// Makes a course of its sources: the facts of each file, then what they mean together.
pub fn course_of(sources: &Sources, config: &Config) -> Report<Course> {
    course_again(&mut Parsed::default(), None, sources, config)
}

/// Makes a course of its sources as [`course_of`] does, and takes what did not change from before.
pub fn course_again(
    parsed: &mut Parsed,
    earlier: Option<&Course>,
    sources: &Sources,
    config: &Config,
) -> Report<Course> {
    let mut diagnostics = Vec::new();
    let lessons = parsed.lessons(&sources.sources, &Vocabulary::new(config)).collect_into(&mut diagnostics);
    let course = course::assemble(sources, lessons, config, earlier).collect_into(&mut diagnostics);
    // What is wrong with a page that is left out is of no concern.
    diagnostics.retain(|problem| {
        course.lessons.contains_key(&problem.path)
            || sources.get(&problem.path).is_none()
            || matches!(problem.code, diagnostic::Code::LeftOut | diagnostic::Code::Draft)
    });
    Report { value: course, diagnostics }
}
