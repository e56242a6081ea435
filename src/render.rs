//! Turns a course into the finished site.

pub mod diagram;
