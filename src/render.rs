//! Turns a course into the finished site.

pub mod article;
pub mod bundle;
pub mod calendar;
pub mod code;
pub mod date;
pub mod diagram;
pub mod export;
pub mod page;
pub mod role;
pub mod search;
pub mod site;
pub mod theme;
