//! Turns the ways in which people number courses (`week_01`, `Day 2`, `3주차`, `01-intro`, `제2강`) into words and numbers.

use crate::config::Language::{self, English, Korean};

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

/// How a word is spelled, and in what language.
struct Spelling {
    word: Word,
    text: &'static str,
    place: Place,
    language: Language,
}

/// Where a spelling's number stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Before the number: `Week 1`, `실습 1`.
    Before,
    /// After the number, without a space of need: `1주차`, `제2강`.
    After,
    /// Right before the number, as an abbreviation in a file name: `w1`, `ch03`.
    Glued,
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
const SPELLINGS: &[Spelling] = &[
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
    before(Word::Lab, "lab", English),
    before(Word::Lab, "practice", English),
    before(Word::Challenge, "challenge", English),
    before(Word::Exercise, "exercises", English),
    before(Word::Exercise, "exercise", English),
    before(Word::Exercise, "assignment", English),
    before(Word::Exercise, "homework", English),
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
    before(Word::Lab, "실습", Korean),
    before(Word::Lab, "랩", Korean),
    before(Word::HandsOn, "핸즈온", Korean),
    before(Word::Challenge, "챌린지", Korean),
    before(Word::Exercise, "연습문제", Korean),
    before(Word::Exercise, "연습", Korean),
    before(Word::Exercise, "과제", Korean),
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
    for (head, tail) in separations(title) {
        if let Some(mut atoms) = numbering_only(head, 2) {
            let (deeper, name) = read_title(tail.trim());
            atoms.extend(deeper);
            return (atoms, name);
        }
    }
    if let Some(atoms) = numbering_only(title, 0).filter(|atoms| atoms.iter().all(|atom| atom.number.is_some())) {
        return (atoms, String::new());
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
                Some((Atom { word: spelling.word, number, language: spelling.language, text }, rest))
            },
        )
    })
}

/// `3주차`, `제2강`, `1 일차` at the start of a text.
fn korean_counter(text: &str) -> Option<(Atom, &str)> {
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
        Some((Atom { word: spelling.word, number: Some(number), language: Korean, text }, rest))
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
mod tests {
    use super::*;

    fn name(text: &str) -> String {
        let parts = read_name(text);
        let mut shown: Vec<String> = parts.bare.iter().map(Number::to_string).collect();
        shown.extend(parts.atoms.iter().map(|a| a.word.label(a.number.as_ref(), English)));
        shown.push(format!("[{}]", parts.rest));
        shown.join(" ")
    }

    #[test]
    fn names_of_files_and_folders() {
        let check = |text, expected| assert_eq!(name(text), expected, "{text}");
        check("week_01", "Week 1 []");
        check("week01", "Week 1 []");
        check("Week 1", "Week 1 []");
        check("week_03_supplement", "Week 3 [supplement]");
        check("1주차", "Week 1 []");
        check("1주차_도커", "Week 1 [도커]");
        check("3일차", "Day 3 []");
        check("제2강", "Lecture 2 []");
        check("실습1", "Lab 1 []");
        check("실습가이드", "[실습가이드]");
        check("Day01", "Day 1 []");
        check("day_01_orientation", "Day 1 [orientation]");
        check("01-intro", "1 [intro]");
        check("01-week1-intro", "1 Week 1 [intro]");
        check("lecture3", "Lecture 3 []");
        check("ch03-networks", "Chapter 3 [networks]");
        check("w1d2", "Week 1 Day 2 []");
        check("session_2", "Session 2 []");
        check("handson_1", "Hands-on 1 []");
        check("hands-on-2", "Hands-on 2 []");
        check("lab", "Lab []");
        check("lab_scripts", "[lab scripts]");
        check("docker", "[docker]");
        check("s3", "Session 3 []");
        check("2024-03-01-news", "[2024 03 01 news]");
        check("project", "Project []");
    }

    fn title(text: &str) -> String {
        let (atoms, rest) = read_title(text);
        let mut shown: Vec<String> = atoms.iter().map(|a| a.word.label(a.number.as_ref(), English)).collect();
        shown.push(format!("[{rest}]"));
        shown.join(" ")
    }

    #[test]
    fn titles() {
        let check = |text, expected| assert_eq!(title(text), expected, "{text}");
        check("Week 1 Day 4 Session 2: 멀티 컨테이너", "Week 1 Day 4 Session 2 [멀티 컨테이너]");
        check("November Week 1 Day 2: 네트워크", "Week 1 Day 2 [네트워크]");
        check("11월 보강 Week 1: 소개", "Week 1 [소개]");
        check("Week 5 November Day 5 Lab 1: 종합", "Week 5 Day 5 Lab 1 [종합]");
        check("Session 3 - Volumes: a tour", "Session 3 [Volumes: a tour]");
        check("Lab: Docker", "Lab [Docker]");
        check("1주차 2일차: 컨테이너", "Week 1 Day 2 [컨테이너]");
        check("1주차 도커 기초", "Week 1 [도커 기초]");
        check("제3강. 볼륨", "Lecture 3 [볼륨]");
        check("Chapter 2. Networks", "Chapter 2 [Networks]");
        check("Week 1", "Week 1 []");
        check("Week 1 Day 1: Hands-on Session 1: Build", "Week 1 Day 1 Hands-on 1 [Build]");
        check("Docker: the whole story", "[Docker: the whole story]");
        check("Lab environment", "[Lab environment]");
        check("A day in the life of a week: 24 hours", "[A day in the life of a week: 24 hours]");
        check("3과정 비교", "[3과정 비교]");
        check("2.5 release notes", "[2.5 release notes]");
    }

    #[test]
    fn labels_in_both_languages() {
        let two = Number::whole(2);
        assert_eq!(Word::Week.label(Some(&two), Korean), "2주차");
        assert_eq!(Word::Session.label(Some(&two), Korean), "세션 2");
        assert_eq!(Word::Lecture.label(None, Korean), "강의");
        assert_eq!(Word::HandsOn.label(Some(&two), English), "Hands-on 2");
    }
}
