//! Turns the ways in which people number courses (`week_01`, `Day 2`, `3주차`, `01-intro`, `제2강`) into words and numbers.

mod spelling;

use crate::config::Language::{self, English, Korean};
use spelling::{Place, SPELLINGS};

/// The words by which courses number their parts, whatever language they are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Word {
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

/// Numbers from here on are years or amounts, not places in a course.
const NUMBER_LIMIT: u32 = 1000;

impl Word {
    /// The word with a number, as people of that language write it: `Week 3`, `3주차`.
    pub fn label(self, number: Option<&Number>, language: Language) -> String {
        let number = number.map(Number::to_string);
        match (language, number) {
            (English, None) => self.english().to_owned(),
            (English, Some(number)) => format!("{} {number}", self.english()),
            (Korean, number) => {
                let (word, suffix) = self.korean();
                match number {
                    None => word.to_owned(),
                    Some(number) => suffix.map_or_else(|| format!("{word} {number}"), |s| format!("{number}{s}")),
                }
            }
        }
    }

    fn english(self) -> &'static str {
        match self {
            Self::Week => "Week",
            Self::Day => "Day",
            Self::Module => "Module",
            Self::Part => "Part",
            Self::Unit => "Unit",
            Self::Chapter => "Chapter",
            Self::Section => "Section",
            Self::Session => "Session",
            Self::Lecture => "Lecture",
            Self::Lesson => "Lesson",
            Self::Topic => "Topic",
            Self::Lab => "Lab",
            Self::HandsOn => "Hands-on",
            Self::Challenge => "Challenge",
            Self::Exercise => "Exercise",
            Self::Project => "Project",
            Self::Appendix => "Appendix",
        }
    }

    /// The Korean word alone, and what follows a number instead of standing before it.
    fn korean(self) -> (&'static str, Option<&'static str>) {
        match self {
            Self::Week => ("주차", Some("주차")),
            Self::Day => ("일차", Some("일차")),
            Self::Module => ("모듈", None),
            Self::Part => ("파트", Some("부")),
            Self::Unit => ("단원", Some("단원")),
            Self::Chapter => ("장", Some("장")),
            Self::Section => ("절", Some("절")),
            Self::Session => ("세션", None),
            Self::Lecture => ("강의", Some("강")),
            Self::Lesson => ("차시", Some("차시")),
            Self::Topic => ("주제", None),
            Self::Lab => ("실습", None),
            Self::HandsOn => ("핸즈온", None),
            Self::Challenge => ("챌린지", None),
            Self::Exercise => ("과제", None),
            Self::Project => ("프로젝트", None),
            Self::Appendix => ("부록", None),
        }
    }

    /// Whether the word may stand without a number and still number its page (`# Lab: …`).
    fn stands_alone(self) -> bool {
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

/// A place in a numbering: `3`, or `2.5`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number {
    /// The whole part.
    pub major: u32,
    /// What follows a dot: `5` in `2.5`.
    pub minor: Option<u32>,
}

impl Number {
    /// A whole number.
    pub fn whole(major: u32) -> Self {
        Self { major, minor: None }
    }
}

impl std::fmt::Display for Number {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.minor {
            None => write!(f, "{}", self.major),
            Some(minor) => write!(f, "{}.{minor}", self.major),
        }
    }
}

/// A numbering word with its number, as found in a title or a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Atom {
    /// What is counted.
    pub word: Word,
    /// Its number; `None` in `# Lab: …`.
    pub number: Option<Number>,
    /// The language of the spelling that was found.
    pub language: Language,
    /// The spelling as the author wrote it: `Week 1`, `1주차`.
    pub text: String,
    /// The spelling that was found: `교시` and `차시` are the same word, but a course that writes one keeps it.
    spelling: &'static str,
    /// Whether the number stands before it.
    counted: bool,
}

impl Atom {
    /// The label in a language: in the atom's own spelling where that is Korean and asked for.
    pub fn label(&self, language: Language) -> String {
        match (&self.number, self.language, language) {
            (Some(number), Korean, Korean) if self.counted => format!("{number}{}", self.spelling),
            (Some(number), Korean, Korean) => format!("{} {number}", self.spelling),
            (None, Korean, Korean) => self.spelling.to_owned(),
            (number, _, language) => self.word.label(number.as_ref(), language),
        }
    }
}

/// What the name of a file or folder says of its place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NameParts {
    /// The numbering words, outermost first: `w1d2` has two.
    pub atoms: Vec<Atom>,
    /// A number that no word explains: `01` in `01-intro`.
    pub bare: Option<Number>,
    /// What is left, with spaces: `intro`.
    pub rest: String,
}

/// Reads the name of a file or folder (without extension).
pub fn read_name(name: &str) -> NameParts {
    let spaced: String = name.chars().map(|c| if matches!(c, '_' | '-' | '.' | '+') { ' ' } else { c }).collect();
    let mut rest = spaced.trim();
    let mut parts = NameParts::default();
    if korean_counter(rest).is_none()
        && let Some((number, after)) = leading_number(rest)
    {
        parts.bare = Some(number);
        rest = after.trim_start();
    }
    while let Some((atom, after)) = leading_atom(rest, true) {
        parts.atoms.push(atom);
        rest = after.trim_start();
    }
    rest.clone_into(&mut parts.rest);
    parts
}

/// Reads the beginning of a title: `Week 1 Day 2 Session 3: Volumes` gives three atoms and `Volumes`.
///
/// What stands before the first separator counts as numbering where it holds at least one numbering word and at most
/// two others (`November Week 1 Day 2: …`, `11월 보강 Week 1: …`); else the whole title is the name.
pub fn read_title(title: &str) -> (Vec<Atom>, String) {
    // `Day_1`, `Lab - 4`: nothing but numbering, whatever stands between word and number.
    let spaced = title.replace(['_', '-'], " ");
    let spaced = spaced.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some(atoms) = numbering_only(&spaced, 0).filter(|atoms| atoms.iter().all(|atom| atom.number.is_some())) {
        return (atoms, String::new());
    }
    for (head, tail) in separations(title) {
        if let Some(mut atoms) = numbering_only(head, 2) {
            let (deeper, name) = read_title(tail.trim());
            atoms.extend(deeper);
            return (atoms, name);
        }
    }
    // `1주차 도커 기초`: a Korean counter needs no separator before the name.
    if let Some((atom, rest)) = korean_counter(title) {
        let mut atoms = vec![atom];
        let mut rest = rest.trim_start();
        while let Some((atom, after)) = korean_counter(rest) {
            atoms.push(atom);
            rest = after.trim_start();
        }
        return (atoms, rest.trim_start_matches([':', '.', '-', '–', ' ']).to_owned());
    }
    (Vec::new(), title.trim().to_owned())
}

/// Every way to cut a title at a separator, the earliest first.
fn separations(title: &str) -> impl Iterator<Item = (&str, &str)> {
    title.char_indices().filter_map(move |(at, c)| {
        let after = &title[at + c.len_utf8()..];
        let cuts = match c {
            ':' | '：' | '–' | '—' | '|' | '·' | '/' => true,
            '.' | ')' => after.starts_with(' '),
            '-' => title[..at].ends_with(' ') && after.starts_with(' '),
            _ => false,
        };
        cuts.then(|| (&title[..at], after))
    })
}

/// The atoms of a text that is numbering and nothing else but a few further words.
fn numbering_only(text: &str, further_words: usize) -> Option<Vec<Atom>> {
    let mut rest = text.trim();
    let mut atoms = Vec::new();
    let mut others = 0;
    while !rest.is_empty() {
        if let Some((atom, after)) = leading_atom(rest, false) {
            atoms.push(atom);
            rest = after.trim_start_matches([' ', ',', '-', '·', '/', '_']);
        } else {
            others += 1;
            rest = rest.split_once(' ').map_or("", |(_, after)| after).trim_start();
        }
    }
    (!atoms.is_empty() && others <= further_words).then_some(atoms)
}

/// The numbering word at the start of a text, and what follows it.
fn leading_atom(text: &str, in_name: bool) -> Option<(Atom, &str)> {
    korean_counter(text).or_else(|| {
        SPELLINGS.iter().filter(|s| s.place != Place::After && (in_name || s.place == Place::Before)).find_map(
            |spelling| {
                let after = strip_spelling(text, spelling.text)?;
                let (number, rest) = match leading_number(after.trim_start()) {
                    Some((number, rest)) if spelling.place == Place::Before || !after.starts_with(' ') => {
                        (Some(number), rest)
                    }
                    _ => (None, after),
                };
                let alone = number.is_none();
                if alone && (spelling.place == Place::Glued || !spelling.word.stands_alone() || !ends_word(after)) {
                    return None;
                }
                // In a name, `lab environment` is about labs, it is not the lab without a number.
                if alone && in_name && !after.trim().is_empty() {
                    return None;
                }
                let text = text[..text.len() - rest.len()].trim_end().to_owned();
                Some((spelling.atom(number, text), rest))
            },
        )
    })
}

/// Numbers in words, from one on: `첫째 주`.
const ORDINALS: [&str; 10] = ["첫째", "둘째", "셋째", "넷째", "다섯째", "여섯째", "일곱째", "여덟째", "아홉째", "열째"];

/// `첫째 주`, `둘째날` at the start of a text.
fn korean_ordinal(text: &str) -> Option<(Atom, &str)> {
    let (number, after) = (1..).zip(ORDINALS).find_map(|(number, word)| Some((number, text.strip_prefix(word)?)))?;
    let after = after.strip_prefix(' ').unwrap_or(after);
    let (counter, rest) = [("주차", "주"), ("일차", "날")]
        .into_iter()
        .find_map(|(counter, word)| Some((counter, after.strip_prefix(word)?)))?;
    let spelling = SPELLINGS.iter().find(|spelling| spelling.text == counter).filter(|_| ends_word(rest))?;
    Some((spelling.atom(Some(Number::whole(number)), text[..text.len() - rest.len()].to_owned()), rest))
}

/// `3주차`, `제2강`, `1 일차` at the start of a text.
fn korean_counter(text: &str) -> Option<(Atom, &str)> {
    if let Some(found) = korean_ordinal(text) {
        return Some(found);
    }
    let bare = text.strip_prefix('제').unwrap_or(text).trim_start();
    let (number, after) = leading_number(bare)?;
    let counter = after.strip_prefix(' ').unwrap_or(after);
    SPELLINGS.iter().filter(|s| s.place == Place::After).find_map(|spelling| {
        let rest = counter.strip_prefix(spelling.text)?;
        // `1강의실`, `3과정`, `5부터`: a counter ends its word.
        if !ends_word(rest) {
            return None;
        }
        let text = text[..text.len() - rest.len()].to_owned();
        Some((spelling.atom(Some(number), text), rest))
    })
}

fn ends_word(rest: &str) -> bool {
    !rest.starts_with(char::is_alphanumeric)
}

/// Strips a spelling from the start of a text, ignoring case and taking `-` and `_` for its spaces.
fn strip_spelling<'a>(text: &'a str, spelling: &str) -> Option<&'a str> {
    let mut rest = text.chars();
    for wanted in spelling.chars() {
        let found = rest.next()?;
        let same = if wanted == ' ' {
            matches!(found, ' ' | '-' | '_' | '\u{2011}')
        } else {
            found.to_lowercase().eq(wanted.to_lowercase())
        };
        if !same {
            return None;
        }
    }
    Some(rest.as_str())
}

/// A number at the start of a text, if it can be a place in a course: `01`, `2.5`.
fn leading_number(text: &str) -> Option<(Number, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let major: u32 = text[..digits].parse().ok().filter(|&n| n < NUMBER_LIMIT)?;
    let rest = &text[digits..];
    let fraction = rest.strip_prefix('.').unwrap_or_default();
    let digits = fraction.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 || digits > 2 {
        return Some((Number::whole(major), rest));
    }
    Some((Number { major, minor: fraction[..digits].parse().ok() }, &fraction[digits..]))
}

#[cfg(test)]
mod tests;
