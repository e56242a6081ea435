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
pub mod pipeline;
pub mod read;
pub mod render;
pub mod serve;
pub mod site;
pub mod source;
