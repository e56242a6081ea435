//! Turns a course written as plain Markdown into a themed static site.

pub mod config;
pub mod diagnostic;
pub mod source;
pub mod lesson;
