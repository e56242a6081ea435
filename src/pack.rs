//! Turns a finished site into packages for students: an archive, single documents, a book, a PDF.
//!
//! Packages are made from the finished pages ([`page`]), so that each of them shows the same as the site. Only [`disk`],
//! [`remote`] and [`browser`] do I/O.

pub mod archive;
pub mod book;
pub mod browser;
pub mod bundle;
pub mod disk;
mod link_notes;
pub mod names;
pub mod page;
pub mod quiz;
pub mod quiz_answers;
pub mod reference;
pub mod remote;
pub mod scorm;
pub mod sheets;
pub mod style;
pub mod unit;
