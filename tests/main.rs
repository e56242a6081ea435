//! Runs the program on small courses and compares what comes out with what must.
//!
//! Each module is an area: a course goes in, pages or diagnostics come out. To add a test, find its area and write the
//! smallest course that shows the behaviour; see [`support::CourseTest`].

mod support;

mod cli;
mod code;
mod diagrams;
mod hostile;
mod markdown;
mod navigation;
mod output;
mod reading;
mod seed;
mod tidy;
