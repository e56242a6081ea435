//! Turns a course into the finished site.

pub mod code;
pub mod diagram;
