//! Turns a course into the finished site.

pub mod article;
pub(crate) mod bundle;
pub(crate) mod calendar;
pub mod code;
pub(crate) mod content_policy;
pub(crate) mod date;
pub mod diagram;
pub(crate) mod export;
pub mod font;
pub(crate) mod page;
pub(crate) mod role;
pub(crate) mod search;
pub mod share_image;
pub mod site;
pub mod theme;
