//! The ways in which numbering words are written in titles and names.

use super::{Atom, Continuation, Number, Word};
use crate::config::Language::{self, English, Korean};

/// How a word is spelled, and in what language.
pub(super) struct Spelling {
    pub(super) word: Word,
    pub(super) text: &'static str,
    pub(super) place: Place,
    pub(super) language: Language,
}

/// Where a spelling's number stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Before the number: `Week 1`, `실습 1`.
    Before,
    /// After the number, without a space of need: `1주차`, `제2강`.
    After,
    /// Right before the number, as an abbreviation in a file name: `w1`, `ch03`.
    Glued,
}

impl Spelling {
    /// The atom that this spelling makes with a number; `text` is what the author wrote.
    pub(super) fn atom(&self, number: Option<Number>, continuation: Option<Continuation>, text: String) -> Atom {
        let counted = self.place == Place::After;
        Atom { word: self.word, number, continuation, language: self.language, text, spelling: self.text, counted }
    }
}

const fn before(word: Word, text: &'static str, language: Language) -> Spelling {
    Spelling { word, text, place: Place::Before, language }
}

const fn after(word: Word, text: &'static str) -> Spelling {
    Spelling { word, text, place: Place::After, language: Korean }
}

const fn glued(word: Word, text: &'static str) -> Spelling {
    Spelling { word, text, place: Place::Glued, language: English }
}

/// Longer spellings stand before their own beginnings (`hands-on session` before `hands-on`, `주차` before `주`).
pub(super) const SPELLINGS: &[Spelling] = &[
    before(Word::HandsOn, "hands on session", English),
    before(Word::HandsOn, "hands on lab", English),
    before(Word::HandsOn, "hands on", English),
    before(Word::HandsOn, "handson", English),
    before(Word::Session, "session", English),
    before(Word::Section, "section", English),
    before(Word::Week, "week", English),
    before(Word::Day, "day", English),
    before(Word::Module, "module", English),
    before(Word::Part, "part", English),
    before(Word::Unit, "unit", English),
    before(Word::Chapter, "chapter", English),
    before(Word::Lecture, "lecture", English),
    before(Word::Lesson, "lesson", English),
    before(Word::Lesson, "class", English),
    before(Word::Topic, "topic", English),
    before(Word::Lab, "laboratory", English),
    before(Word::Lab, "lab exercise", English),
    before(Word::Lab, "lab session", English),
    before(Word::Lab, "lab", English),
    before(Word::Lab, "practice test", English),
    before(Word::Lab, "practice lab", English),
    before(Word::Lab, "practice", English),
    before(Word::Challenge, "coding challenge", English),
    before(Word::Challenge, "challenge", English),
    before(Word::Exercise, "exercises", English),
    before(Word::Exercise, "exercise", English),
    before(Word::Exercise, "programming assignment", English),
    before(Word::Exercise, "assignment", English),
    before(Word::Exercise, "homework", English),
    before(Word::Project, "final project", English),
    before(Word::Project, "group project", English),
    before(Word::Project, "mini project", English),
    before(Word::Project, "team project", English),
    before(Word::Project, "project", English),
    before(Word::Appendix, "appendix", English),
    before(Word::Week, "주차", Korean),
    before(Word::Session, "세션", Korean),
    before(Word::Lecture, "강의", Korean),
    before(Word::Module, "모듈", Korean),
    before(Word::Part, "파트", Korean),
    before(Word::Unit, "유닛", Korean),
    before(Word::Unit, "단원", Korean),
    before(Word::Chapter, "챕터", Korean),
    before(Word::Section, "섹션", Korean),
    before(Word::Lesson, "레슨", Korean),
    before(Word::Topic, "토픽", Korean),
    before(Word::Topic, "주제", Korean),
    before(Word::Exercise, "실습 과제", Korean),
    before(Word::Lab, "실습", Korean),
    before(Word::Lab, "랩", Korean),
    before(Word::HandsOn, "핸즈온", Korean),
    before(Word::Challenge, "챌린지", Korean),
    before(Word::Exercise, "연습문제", Korean),
    before(Word::Exercise, "연습", Korean),
    before(Word::Exercise, "과제", Korean),
    before(Word::Project, "미니 프로젝트", Korean),
    before(Word::Project, "팀 프로젝트", Korean),
    before(Word::Project, "최종 프로젝트", Korean),
    before(Word::Project, "기말 프로젝트", Korean),
    before(Word::Project, "프로젝트", Korean),
    before(Word::Appendix, "부록", Korean),
    after(Word::Week, "주차"),
    after(Word::Week, "주"),
    after(Word::Day, "일차"),
    after(Word::Session, "회차"),
    after(Word::Lesson, "차시"),
    after(Word::Lesson, "교시"),
    after(Word::Lecture, "강"),
    after(Word::Chapter, "장"),
    after(Word::Unit, "단원"),
    after(Word::Part, "부"),
    after(Word::Section, "절"),
    after(Word::Lesson, "과"),
    glued(Word::Chapter, "chap"),
    glued(Word::Chapter, "ch"),
    glued(Word::Lecture, "lect"),
    glued(Word::Lecture, "lec"),
    glued(Word::Module, "mod"),
    glued(Word::Session, "sess"),
    glued(Word::Section, "sec"),
    glued(Word::Week, "wk"),
    glued(Word::Week, "w"),
    glued(Word::Day, "d"),
    glued(Word::Session, "s"),
    glued(Word::Lab, "l"),
];
