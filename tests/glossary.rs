//! Checks the search for terms: the terms that a course defines, and the places of running text that use them.

mod excerpts;
mod judged;
mod mined;
mod places;
