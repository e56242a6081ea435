//! Holds what an author meets in the preview: a course is edited, and what the running program answers is looked at.

mod edits;
mod mistakes;
mod requests;
mod soak;
mod sources;
