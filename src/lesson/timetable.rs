//! Turns a schedule table (`| 시간 | 구분 | 내용 | 목적 |`) into the rows of a day.

use serde::{Deserialize, Serialize};

use super::normalise;
use super::time::{self, Range};

/// A table whose first column is times of day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timetable {
    /// The 1-based line on which the table begins.
    pub line: usize,
    /// Its rows, the header left out.
    pub rows: Vec<TimetableRow>,
}

/// A row of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimetableRow {
    /// The 1-based line of the row.
    pub line: usize,
    /// The time; `None` in rows without one.
    pub range: Option<Range>,
    /// The kind of activity.
    pub kind: RowKind,
    /// The texts of the other cells.
    pub cells: Vec<String>,
    /// The first link of the row.
    pub href: Option<String>,
}

/// The kind of activity in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum RowKind {
    /// Teaching.
    Session,
    /// Practice.
    Lab,
    /// A challenge.
    Challenge,
    /// A short rest.
    Break,
    /// The midday meal.
    Lunch,
    /// Anything else.
    Other,
}

impl RowKind {
    /// Returns the kind's name in class names and templates.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Session => "session",
            Self::Lab => "lab",
            Self::Challenge => "challenge",
            Self::Break => "break",
            Self::Lunch => "lunch",
            Self::Other => "other",
        }
    }

    /// Finds it from the first cells after the time: the label counts before the description.
    pub fn of_cells(cells: &[String]) -> Self {
        cells.iter().take(2).find_map(|cell| Self::of_text(cell)).unwrap_or(Self::Other)
    }

    fn of_text(text: &str) -> Option<Self> {
        let text = normalise(text);
        let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
        if has(&["점심", "lunch", "🍽", "🍱"]) {
            Some(Self::Lunch)
        } else if has(&["휴식", "쉬는 시간", "break", "☕"]) {
            Some(Self::Break)
        } else if has(&["챌린지", "challenge", "🎮"]) {
            Some(Self::Challenge)
        } else if has(&["실습", "핸즈온", "hands-on", "lab", "🛠"]) {
            Some(Self::Lab)
        } else if has(&["이론", "세션", "강의", "session", "lecture", "lesson", "📚", "📖"]) {
            Some(Self::Session)
        } else {
            None
        }
    }
}

/// Words that head a column of times.
const TIME_HEADERS: [&str; 5] = ["시간", "시각", "time", "when", "시간대"];

/// A cell of a table as the tree gives it.
pub struct Cell {
    /// Its text.
    pub text: String,
    /// Its first link.
    pub href: Option<String>,
}

/// Reads a table (line and cells of each row, the header first) if it is a timetable.
pub fn read(line: usize, rows: Vec<(usize, Vec<Cell>)>) -> Option<Timetable> {
    let mut rows = rows.into_iter();
    let (_, header) = rows.next()?;
    let head = normalise(super::split_icon(&header.first()?.text).1);
    if !TIME_HEADERS.contains(&head.as_str()) {
        return None;
    }
    let rows: Vec<TimetableRow> = rows
        .map(|(line, cells)| {
            let mut cells = cells.into_iter();
            let range = cells.next().and_then(|cell| time::find_range(&cell.text));
            let (texts, hrefs): (Vec<String>, Vec<Option<String>>) = cells.map(|cell| (cell.text, cell.href)).unzip();
            TimetableRow {
                line,
                range,
                kind: RowKind::of_cells(&texts),
                cells: texts,
                href: hrefs.into_iter().flatten().next(),
            }
        })
        .collect();
    rows.iter().any(|row| row.range.is_some()).then_some(Timetable { line, rows })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(line: usize, cells: &[&str]) -> (usize, Vec<Cell>) {
        (line, cells.iter().map(|text| Cell { text: (*text).to_owned(), href: None }).collect())
    }

    #[test]
    fn rows_and_kinds() {
        let table = read(
            3,
            vec![
                row(3, &["시간", "구분", "내용"]),
                row(5, &["09:00-09:50", "📚 이론 1", "컨테이너와 Lab 소개"]),
                row(6, &["09:50-10:00", "☕ 휴식", "10분"]),
                row(7, &["12:00-13:00", "🍽️ 점심", ""]),
                row(8, &["13:00-15:00", "🛠️ 실습 1", "이론을 써 보기"]),
            ],
        )
        .unwrap();
        let kinds: Vec<_> = table.rows.iter().map(|row| row.kind.as_str()).collect();
        assert_eq!(kinds, ["session", "break", "lunch", "lab"]);
        assert_eq!(table.rows[0].range.unwrap().to_string(), "09:00–09:50");
        assert!(read(1, vec![row(1, &["시간", "비용"]), row(3, &["1시간", "$3"])]).is_none());
        assert!(read(1, vec![row(1, &["Item", "Time"]), row(3, &["09:00-10:00", "x"])]).is_none());
    }
}
