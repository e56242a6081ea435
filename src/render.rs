//! Turns a course into the finished site.

pub mod article;
pub mod bundle;
pub mod code;
pub mod diagram;
pub mod export;
pub mod page;
pub mod site;
pub mod theme;
