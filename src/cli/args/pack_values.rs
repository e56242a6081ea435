//! Lists the values of the options of `seodang pack`.

use clap::ValueEnum;

use crate::pack::scorm::ScormVersion;
use crate::pack::unit::Extent;

/// A version of SCORM, as an argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ScormArg {
    /// SCORM 1.2, which every platform plays
    #[value(name = "1.2")]
    V1_2,
    /// SCORM 2004, 4th edition
    #[value(name = "2004")]
    V2004,
}

impl From<ScormArg> for ScormVersion {
    fn from(version: ScormArg) -> Self {
        match version {
            ScormArg::V1_2 => Self::V1_2,
            ScormArg::V2004 => Self::V2004,
        }
    }
}

/// The format of quiz questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum QuizFormat {
    /// HTML files to print: questions, and answers apart, for each week
    Html,
    /// The same as PDF files, printed with a Chromium, Chrome or Edge of this machine
    Pdf,
    /// GIFT, the text format of Moodle
    Gift,
    /// A package of QTI 3.0
    Qti,
    /// A package of QTI 2.1, which most platforms import
    #[value(name = "qti21")]
    Qti21,
}

/// The part of the course in one file of a package, as an argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum UnitArg {
    /// A day
    Day,
    /// A week
    Week,
    /// The whole course
    Course,
}

impl From<UnitArg> for Extent {
    fn from(name: UnitArg) -> Self {
        match name {
            UnitArg::Day => Self::Day,
            UnitArg::Week => Self::Week,
            UnitArg::Course => Self::Course,
        }
    }
}
