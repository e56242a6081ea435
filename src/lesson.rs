//! x
pub mod numbering;
pub mod markdown;
pub mod front_matter;
pub mod raw_html;
