//! Holds the glossary: which terms a course explains, where its pages explain them, and how well that is done.

mod marks;
mod mined;
mod places;
