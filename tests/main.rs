//! Runs the program on small courses and compares its output with expectations.
//!
//! Each module is an area. `tests/README.md` says how a test is added: most are documents in `tests/cases`, the others build
//! a course with [`support::CourseTest`].

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]
#![expect(clippy::case_sensitive_file_extension_comparisons, reason = "the tests name their files themselves")]
#![expect(clippy::format_collect, reason = "a few small strings are built for reading, not for speed")]

mod support;

mod browser;
mod calendar;
mod cases;
mod check;
mod cli;
mod code;
mod dependencies;
mod diagram_marks;
mod diagram_text;
mod diagram_theme;
mod diagrams;
mod editions;
mod exchange;
mod fonts;
mod glossary;
mod glossary_pages;
mod guide;
mod hostile;
mod includes;
mod kept_pages;
mod left_out;
mod markdown;
mod messages;
mod navigation;
mod notebooks;
mod output;
mod pack;
mod page_weight;
mod pipeline;
mod properties;
mod publish;
mod quizzes;
mod reading;
mod readme;
mod redirects;
mod reference;
mod releases;
mod remote_images;
mod routes;
mod scaffold;
mod search;
mod secrets;
mod seed;
mod serve;
mod share;
mod tasks;
mod template_reference;
mod tidy;
mod unchanged;
mod words;
