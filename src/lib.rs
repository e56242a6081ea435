//! Turns a course written as plain Markdown into a themed static site.

pub mod config;
pub mod course;
pub mod diagnostic;
pub mod lesson;
pub mod read;
pub mod site;
pub mod source;
