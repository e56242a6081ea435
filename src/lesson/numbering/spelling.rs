//! Lists the ways in which numbering words are written in titles and names.

use serde::{Deserialize, Deserializer, Serialize, de};

use super::{Continuation, Number, NumberingToken, UnitWord};
use crate::language::LabelLanguage::{self, English, Korean};

/// A spelling of a word, with its language.
pub(super) struct Spelling {
    pub(super) word: UnitWord,
    pub(super) text: &'static str,
    pub(super) position: NumberPosition,
    pub(super) language: LabelLanguage,
}

/// The place of a spelling relative to its number.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum NumberPosition {
    /// Before the number: `Week 1`, `실습 1`.
    Before,
    /// After the number, with or without a space: `1주차`, `제2강`.
    After,
    /// Right before the number, as an abbreviation in a file name: `w1`, `ch03`.
    Glued,
}

impl Spelling {
    /// Returns the token that this spelling makes with a number; `text` is the author's text.
    pub(super) fn token(
        &self,
        number: Option<Number>,
        continuation: Option<Continuation>,
        text: String,
    ) -> NumberingToken {
        let counted = self.position == NumberPosition::After;
        NumberingToken {
            word: self.word,
            number,
            continuation,
            language: self.language,
            text,
            spelling: SpellingText(self.text),
            counted,
        }
    }
}

/// The text of a spelling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(super) struct SpellingText(pub(super) &'static str);

impl<'de> Deserialize<'de> for SpellingText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let spelling = SPELLINGS.iter().find(|spelling| spelling.text == text);
        spelling.map(|it| Self(it.text)).ok_or_else(|| de::Error::custom("no spelling of a numbering word"))
    }
}

const fn before(word: UnitWord, text: &'static str, language: LabelLanguage) -> Spelling {
    Spelling { word, text, position: NumberPosition::Before, language }
}

const fn after(word: UnitWord, text: &'static str) -> Spelling {
    Spelling { word, text, position: NumberPosition::After, language: Korean }
}

const fn glued(word: UnitWord, text: &'static str) -> Spelling {
    Spelling { word, text, position: NumberPosition::Glued, language: English }
}

/// Longer spellings are before their own beginnings (`hands-on session` before `hands-on`, `주차` before `주`).
pub(super) const SPELLINGS: &[Spelling] = &[
    before(UnitWord::HandsOn, "hands on session", English),
    before(UnitWord::HandsOn, "hands on lab", English),
    before(UnitWord::HandsOn, "hands on", English),
    before(UnitWord::HandsOn, "handson", English),
    before(UnitWord::Session, "session", English),
    before(UnitWord::Section, "section", English),
    before(UnitWord::Week, "week", English),
    before(UnitWord::Day, "day", English),
    before(UnitWord::Module, "module", English),
    before(UnitWord::Part, "part", English),
    before(UnitWord::Unit, "unit", English),
    before(UnitWord::Chapter, "chapter", English),
    before(UnitWord::Lecture, "lecture", English),
    before(UnitWord::Lesson, "lesson", English),
    before(UnitWord::Lesson, "class", English),
    before(UnitWord::Topic, "topic", English),
    before(UnitWord::Lab, "laboratory", English),
    before(UnitWord::Lab, "lab exercise", English),
    before(UnitWord::Lab, "lab session", English),
    before(UnitWord::Lab, "lab", English),
    before(UnitWord::Lab, "practice test", English),
    before(UnitWord::Lab, "practice lab", English),
    before(UnitWord::Lab, "practice", English),
    before(UnitWord::Challenge, "coding challenge", English),
    before(UnitWord::Challenge, "challenge", English),
    before(UnitWord::Exercise, "exercises", English),
    before(UnitWord::Exercise, "exercise", English),
    before(UnitWord::Exercise, "programming assignment", English),
    before(UnitWord::Exercise, "assignment", English),
    before(UnitWord::Exercise, "homework", English),
    before(UnitWord::Project, "final project", English),
    before(UnitWord::Project, "group project", English),
    before(UnitWord::Project, "mini project", English),
    before(UnitWord::Project, "team project", English),
    before(UnitWord::Project, "project", English),
    before(UnitWord::Appendix, "appendix", English),
    before(UnitWord::Week, "주차", Korean),
    before(UnitWord::Session, "세션", Korean),
    before(UnitWord::Lecture, "강의", Korean),
    before(UnitWord::Module, "모듈", Korean),
    before(UnitWord::Part, "파트", Korean),
    before(UnitWord::Unit, "유닛", Korean),
    before(UnitWord::Unit, "단원", Korean),
    before(UnitWord::Chapter, "챕터", Korean),
    before(UnitWord::Section, "섹션", Korean),
    before(UnitWord::Lesson, "레슨", Korean),
    before(UnitWord::Topic, "토픽", Korean),
    before(UnitWord::Topic, "주제", Korean),
    before(UnitWord::Exercise, "실습 과제", Korean),
    before(UnitWord::Lab, "실습", Korean),
    before(UnitWord::Lab, "랩", Korean),
    before(UnitWord::HandsOn, "핸즈온", Korean),
    before(UnitWord::Challenge, "챌린지", Korean),
    before(UnitWord::Exercise, "연습문제", Korean),
    before(UnitWord::Exercise, "연습", Korean),
    before(UnitWord::Exercise, "과제", Korean),
    before(UnitWord::Project, "미니 프로젝트", Korean),
    before(UnitWord::Project, "팀 프로젝트", Korean),
    before(UnitWord::Project, "최종 프로젝트", Korean),
    before(UnitWord::Project, "기말 프로젝트", Korean),
    before(UnitWord::Project, "프로젝트", Korean),
    before(UnitWord::Appendix, "부록", Korean),
    after(UnitWord::Week, "주차"),
    after(UnitWord::Week, "주"),
    after(UnitWord::Day, "일차"),
    after(UnitWord::Session, "회차"),
    after(UnitWord::Lesson, "차시"),
    after(UnitWord::Lesson, "교시"),
    after(UnitWord::Lecture, "강"),
    after(UnitWord::Chapter, "장"),
    after(UnitWord::Unit, "단원"),
    after(UnitWord::Part, "부"),
    after(UnitWord::Section, "절"),
    after(UnitWord::Lesson, "과"),
    glued(UnitWord::Chapter, "chap"),
    glued(UnitWord::Chapter, "ch"),
    glued(UnitWord::Lecture, "lect"),
    glued(UnitWord::Lecture, "lec"),
    glued(UnitWord::Module, "mod"),
    glued(UnitWord::Session, "sess"),
    glued(UnitWord::Section, "sec"),
    glued(UnitWord::Week, "wk"),
    glued(UnitWord::Week, "w"),
    glued(UnitWord::Day, "d"),
    glued(UnitWord::Session, "s"),
    glued(UnitWord::Lab, "l"),
];
