//! Holds the behaviour of the preview: a course is edited, and the replies of the running program are checked.

mod edits;
mod mistakes;
mod requests;
mod soak;
mod sources;
