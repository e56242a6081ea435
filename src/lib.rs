//! Turns a course written as plain Markdown into a themed static site.

pub mod render;
