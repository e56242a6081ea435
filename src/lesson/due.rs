//! Turns the line of a page that states when its work is due (`제출: 3/14 18:00`, `Due: 14 March, 6 pm`) into a date.

use jiff::tz::Offset;
use serde::{Deserialize, Serialize};

use super::moment::{TimedWords, month_number, timed_words};
use super::{normalise, split_icon};
use crate::source::Span;

/// The labels of such lines, in lower case and without signs.
const LABELS: [&str; 44] = [
    "제출",
    "제출 기한",
    "제출기한",
    "제출 마감",
    "제출일",
    "마감",
    "마감일",
    "마감 기한",
    "기한",
    "과제 제출",
    "과제 마감",
    "due",
    "due date",
    "due by",
    "due on",
    "deadline",
    "submission deadline",
    "submit by",
    "hand in by",
    "submission",
    "提出",
    "提出期限",
    "締切",
    "締め切り",
    "截止",
    "截止日期",
    "截止时间",
    "截止時間",
    "提交",
    "提交截止",
    "繳交期限",
    "abgabe",
    "abgabetermin",
    "abgabefrist",
    "fecha de entrega",
    "fecha límite",
    "entrega",
    "date limite",
    "à rendre",
    "date de rendu",
    "data de entrega",
    "prazo",
    "hạn nộp",
    "hạn chót",
];

/// The keys of front matter that state it.
pub(super) const KEYS: [&str; 8] = ["due", "due_date", "due-date", "deadline", "제출", "제출 기한", "마감", "마감일"];

/// The statement of a page of when its work is due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DueLine {
    /// The place of its line.
    pub span: Span,
    /// The date as written.
    pub text: String,
    /// The date; `None` if it cannot be read.
    pub date: Option<DueDate>,
}

/// A date as written, perhaps without a year, whose numbers may stand in either order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DueDate {
    /// The year.
    pub year: Option<i16>,
    /// The month and the day in the order of the text.
    pub numbers: (i8, i8),
    /// Whether the first number is the month; `None` if the language decides: `3/4`.
    pub is_month_first: Option<bool>,
    /// The time in seconds after midnight, up to and including 24:00.
    pub seconds: Option<i64>,
    /// The offset from UTC in seconds.
    pub offset: Option<i32>,
}

/// Reads a line of a page: `**제출**: 3/14 18:00`, `- Due: …`. `offset` is its place in the text.
fn read_line(line: &str, offset: usize) -> Option<DueLine> {
    let (label, value) = line.split_once([':', '：'])?;
    let bare = label.trim().trim_start_matches(['-', '*', '+', '>', ' ']);
    let bare = split_icon(bare).1.trim_matches(['*', '_', ' ']);
    if bare.len() > MAX_LABEL || !LABELS.contains(&normalise(bare).as_str()) {
        return None;
    }
    let text = value.trim().trim_matches(['*', '_', '`', ' ', '\\']);
    let date = DueDate::parse(text);
    // `제출: 팀 저장소에 올리기` says how; a value with a number in front was meant as a date.
    let is_meant =
        date.is_some() || (text.starts_with(|c: char| c.is_ascii_digit()) && text.contains(['/', '.', '월']));
    let span = Span::new(offset, offset + line.trim_end().len());
    is_meant.then(|| DueLine { span, text: text.to_owned(), date })
}

/// Finds the first such line of a paragraph or list. `offset` is its place in the text.
pub(super) fn of_lines(text: &str, offset: usize) -> Option<DueLine> {
    let mut at = offset;
    text.split_inclusive('\n').find_map(|line| {
        let found = read_line(line, at);
        at += line.len();
        found
    })
}

/// The longest label, in bytes.
const MAX_LABEL: usize = 40;

impl DueDate {
    /// Finds a date in a text, with the time of day beside it; other words are ignored.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        // `2026-03-14T18:00` is one word.
        let spaced = text.replacen('T', " ", usize::from(text.get(10..11) == Some("T")));
        let words = timed_words(&spaced);
        let TimedWords { seconds, offset, others } = &words;
        let found = (0..others.len()).find_map(|at| Self::at(&others[at..]))?;
        Some(Self { seconds: *seconds, offset: offset.map(Offset::seconds), ..found })
    }

    /// Reads a date at the start of some words.
    fn at(words: &[String]) -> Option<Self> {
        let first = words.first()?;
        let date =
            |year, numbers, is_month_first| Some(Self { year, numbers, is_month_first, seconds: None, offset: None });
        let numbers: Vec<&str> =
            first.split(['-', '/', '.', '년', '월', '일', '年', '月', '日']).filter(|part| !part.is_empty()).collect();
        let number = |text: &str| text.parse::<i16>().ok().filter(|number| *number >= 0);
        let small = |text: &str| text.parse::<i8>().ok().filter(|number| (1..=31).contains(number));
        match numbers[..] {
            [year, month, day] if year.len() == 4 => {
                return date(number(year), (small(month)?, small(day)?), Some(true));
            }
            [one, other, year] if year.len() == 4 => return date(number(year), (small(one)?, small(other)?), None),
            [month, day] if first.contains(['월', '月']) => {
                return date(None, (small(month)?, small(day)?), Some(true));
            }
            [one, other] if first.contains(['/', '.']) => return date(None, (small(one)?, small(other)?), None),
            _ => {}
        }
        let year_of = |word: Option<&String>| word.filter(|word| word.len() == 4).and_then(|word| number(word));
        let counted = |word: Option<&String>, counters: &[&str]| {
            let word = word?;
            counters.iter().find_map(|counter| small(word.strip_suffix(counter)?))
        };
        if let Some(month) = counted(Some(first), &["월", "月"]) {
            return date(None, (month, counted(words.get(1), &["일", "日", "일까지"])?), Some(true));
        }
        if let (Some(year), Some(month)) =
            (first.strip_suffix(['년', '年']).and_then(number), counted(words.get(1), &["월", "月"]))
        {
            return date(Some(year), (month, counted(words.get(2), &["일", "日", "일까지"])?), Some(true));
        }
        // `2026. 3. 14.`
        if let (Some(year), Some(month), Some(day)) = (
            first.strip_suffix('.').filter(|year| year.len() == 4).and_then(number),
            counted(words.get(1), &["."]),
            counted(words.get(2), &[".", ""]),
        ) {
            return date(Some(year), (month, day), Some(true));
        }
        let ordinals = ["", "st", "nd", "rd", "th", "."];
        if let (Some(month), Some(day)) = (month_number(first), counted(words.get(1), &ordinals)) {
            return date(year_of(words.get(2)), (month, day), Some(true));
        }
        if let (Some(day), Some(month)) =
            (counted(Some(first), &ordinals), words.get(1).and_then(|word| month_number(word)))
        {
            return date(year_of(words.get(2)), (month, day), Some(true));
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let Some(DueDate { year, numbers, is_month_first, seconds, .. }) = DueDate::parse(text) else {
            return String::new();
        };
        let order = match is_month_first {
            Some(true) => "m",
            Some(false) => "d",
            None => "?",
        };
        let time = seconds.map(|seconds| format!(" {}", seconds / 60)).unwrap_or_default();
        format!("{}{order}{}/{}{time}", year.map(|year| format!("{year} ")).unwrap_or_default(), numbers.0, numbers.1)
    }

    #[test]
    fn dates_as_teachers_write_them() {
        for (text, expected) in [
            ("3/14 18:00", "?3/14 1080"),
            ("3월 14일(토) 오후 6시까지 GitHub로 제출", "m3/14 1080"),
            ("2026-03-14 18:00", "2026 m3/14 1080"),
            ("2026-03-14T18:00", "2026 m3/14 1080"),
            ("2026년 3월 14일", "2026 m3/14"),
            ("2026. 3. 14. 24:00", "2026 m3/14 1440"),
            ("14 March 2026, 6 pm", "2026 m3/14 1080"),
            ("Saturday, March 14th at 11:59 PM", "m3/14 1439"),
            ("26 October 2025 at 11:59 PM PK [UTC/GMT +5:00]", "2025 m10/26 1439"),
            ("14.3. 18:00", "?14/3 1080"),
            ("3月14日 18:00", "m3/14 1080"),
            ("3월14일", "m3/14"),
            ("팀 저장소", ""),
            ("Challenge 종료 시 (16:05)", ""),
            ("PDF, 2 pages", ""),
            ("99/99", ""),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn lines_of_pages() {
        let read = |line: &str| read_line(line, 0).map(|due| (due.text.clone(), due.date.is_some()));
        assert_eq!(read("**제출**: 3/14 18:00"), Some(("3/14 18:00".to_owned(), true)));
        assert_eq!(read("- ⏰ **Due:** 14 March"), Some(("14 March".to_owned(), true)));
        assert_eq!(read("제출: 3/14"), Some(("3/14".to_owned(), true)));
        assert_eq!(read("**마감**: 3/99"), Some(("3/99".to_owned(), false)));
        assert_eq!(read("**제출**: 팀 저장소에 올리기"), None);
        assert_eq!(read("**제출 형식**: 3/14"), None);
        assert_eq!(read("Note: due 3/14"), None);
    }
}
