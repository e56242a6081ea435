//! Turns a finished site into what students carry away: an archive, single pages, a book, sheets of paper.
//!
//! Everything here reads the pages as they are written ([`page`]), so that whatever a page shows is in each of them too. Only
//! [`disk`], [`remote`] and [`browser`] touch the world.

pub mod archive;
pub mod book;
pub mod browser;
pub mod bundle;
pub mod disk;
pub mod names;
pub mod page;
pub mod reference;
pub mod remote;
pub mod style;
pub mod unit;
