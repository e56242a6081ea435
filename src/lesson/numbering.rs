//! Turns the ways in which people number courses (`week_01`, `Day 2`, `3주차`, `01-intro`, `제2강`) into words and numbers.

mod labels;
mod name;
mod number;
mod spelling;
mod title;
mod token;

use serde::{Deserialize, Serialize};

use crate::language::LabelLanguage::{self, English, Korean};

pub use name::{read_name, spaced};
pub use number::{Continuation, Number};
use spelling::{NumberPosition, SPELLINGS, SpellingText};
pub(crate) use title::MONTHS;
pub use title::read_title;

/// The words by which courses number their parts, in any language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum UnitWord {
    /// A week: 주차, 주.
    Week,
    /// A day: 일차.
    Day,
    /// A module: 모듈.
    Module,
    /// A part of a book or course: 부, 파트.
    Part,
    /// A unit: 단원, 유닛.
    Unit,
    /// A chapter: 장, 챕터.
    Chapter,
    /// A section: 절, 섹션.
    Section,
    /// A session: 세션, 회차.
    Session,
    /// A lecture: 강, 강의.
    Lecture,
    /// A lesson or class hour: 차시, 교시, 과, 레슨.
    Lesson,
    /// A topic: 주제, 토픽.
    Topic,
    /// A lab: 실습, 랩.
    Lab,
    /// A hands-on: 핸즈온.
    HandsOn,
    /// A challenge: 챌린지.
    Challenge,
    /// An exercise or assignment: 연습, 과제.
    Exercise,
    /// A project: 프로젝트.
    Project,
    /// An appendix: 부록.
    Appendix,
}

impl UnitWord {
    /// Tests whether the word numbers its page even without a number (`# Lab: …`).
    fn may_lack_number(self) -> bool {
        matches!(
            self,
            Self::Lab
                | Self::HandsOn
                | Self::Challenge
                | Self::Exercise
                | Self::Project
                | Self::Session
                | Self::Lecture
                | Self::Appendix
        )
    }
}

/// A numbering word with its number, as found in a title or a path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumberingToken {
    /// The word of the numbering.
    pub word: UnitWord,
    /// Its number; `None` in `# Lab: …`.
    pub number: Option<Number>,
    /// Further numbers that it names: `-2` in `Week 1-2`.
    pub continuation: Option<Continuation>,
    /// The language of the spelling that was found.
    pub language: LabelLanguage,
    /// The spelling as the author wrote it: `Week 1`, `1주차`.
    pub text: String,
    /// The spelling that was found: `교시` and `차시` are the same word, but a course that writes one keeps it.
    spelling: SpellingText,
    /// Whether the number is before the word.
    counted: bool,
}

impl NumberingToken {
    /// Returns the label in a language: in the token's own spelling where that is Korean and asked for.
    pub fn label(&self, language: LabelLanguage) -> String {
        let numbers = self.number.map(|number| {
            let further = self.continuation.as_ref().map_or("", |further| &further.text);
            format!("{number}{further}")
        });
        match (numbers, self.language, language) {
            (Some(numbers), Korean, Korean) if self.counted => format!("{numbers}{}", self.spelling.0),
            (Some(numbers), Korean, Korean) => format!("{} {numbers}", self.spelling.0),
            (None, Korean, Korean) => self.spelling.0.to_owned(),
            // `homework_2` is Homework 2; `w2` is Week 2, and `handson_2` Hands-on 2.
            (numbers, English, English) if self.spells_out() => {
                let (first, rest) = self.spelling.0.split_at(1);
                let numbers = numbers.map(|numbers| format!(" {numbers}")).unwrap_or_default();
                format!("{}{rest}{numbers}", first.to_uppercase())
            }
            (numbers, _, language) => self.word.label(numbers.as_deref(), language),
        }
    }

    /// Tests whether the token names a number: `Week 1-3` names 2.
    pub fn names(&self, number: Number) -> bool {
        self.number.is_some_and(|first| first <= number) && self.last().is_some_and(|last| number <= last)
    }

    /// Tests whether the spelling is one letter before a number, as in `w1` and `s3`: names of other things look like that.
    pub fn is_one_letter(&self) -> bool {
        self.spelling.0.len() == 1
    }

    /// Tests whether its spelling is a whole word: not an abbreviation, nor `handson`, which leaves out signs.
    fn spells_out(&self) -> bool {
        self.word != UnitWord::HandsOn
            && SPELLINGS
                .iter()
                .any(|spelling| spelling.text == self.spelling.0 && spelling.position == NumberPosition::Before)
    }

    /// Returns the last number that it names.
    fn last(&self) -> Option<Number> {
        self.continuation.as_ref().map(|further| further.last).or(self.number)
    }
}

/// The numbering in the name of a file or folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NameParts {
    /// The numbering words, outermost first: `w1d2` has two.
    pub tokens: Vec<NumberingToken>,
    /// The number that begins it and that no word explains: `01` in `01-intro`, `3` in `3D`.
    pub bare: Option<Number>,
    /// The words, with spaces: `intro`; with the number if it is part of the name, as in `3D`.
    pub rest: String,
}

#[cfg(test)]
mod tests;
