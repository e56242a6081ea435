//! Turns the sessions of a week's days into the rows of a schedule on one axis of time: a row from each time at which
//! anything begins or ends to the next, with cells that span the rows of a session or of a break.

use std::collections::BTreeSet;

use crate::lesson::time::{Clock, Range};
use crate::render::page::{MapCellView, MapEntryView, MapRowView, PlaceView};

/// The end of the axis: a session that ends on the next day is shown until midnight.
const MIDNIGHT: u16 = 24 * 60;
/// The step of the heights of rows in minutes, and the greatest height: a longer gap is not drawn to scale.
const STEP: u32 = 10;
const TALLEST: u32 = 120;

/// Sessions of one day that overlap, or one session.
struct SessionBlock<'s> {
    start: u16,
    end: u16,
    sessions: Vec<&'s (Range, PlaceView)>,
}

/// Returns the rows of a schedule; `days` holds the sessions of each column.
pub(super) fn schedule_rows(days: &[Vec<(Range, PlaceView)>]) -> Vec<MapRowView> {
    let columns: Vec<Vec<SessionBlock<'_>>> = days.iter().map(|sessions| blocks(sessions)).collect();
    let times: BTreeSet<u16> = columns.iter().flatten().flat_map(|block| [block.start, block.end]).collect();
    let times: Vec<u16> = times.into_iter().collect();
    let begins = |time: u16| columns.iter().flatten().any(|block| block.start == time);
    let row = |(number, pair): (usize, &[u16])| MapRowView {
        time: begins(pair[0]).then(|| Clock(pair[0]).to_string()),
        height: height(pair[1] - pair[0]),
        cells: columns.iter().enumerate().filter_map(|(day, blocks)| cell(day, blocks, &times, number)).collect(),
    };
    times.windows(2).enumerate().map(row).collect()
}

/// Joins the sessions of a day that overlap.
fn blocks(sessions: &[(Range, PlaceView)]) -> Vec<SessionBlock<'_>> {
    let mut ordered: Vec<&(Range, PlaceView)> = sessions.iter().collect();
    ordered.sort_by_key(|(range, _)| *range);
    let mut blocks: Vec<SessionBlock<'_>> = Vec::new();
    for session in ordered {
        let (start, end) = bounds(session.0);
        match blocks.last_mut() {
            Some(block) if start < block.end => {
                block.end = block.end.max(end);
                block.sessions.push(session);
            }
            _ => blocks.push(SessionBlock { start, end, sessions: vec![session] }),
        }
    }
    blocks
}

fn bounds(range: Range) -> (u16, u16) {
    let start = range.start.0;
    // A session without a length still takes a row.
    (start, if range.end.0 > start { range.end.0 } else { MIDNIGHT.max(start + 1) })
}

/// Returns the cell of a day that begins in a row; `None` where one of an earlier row reaches into it.
fn cell(day: usize, blocks: &[SessionBlock<'_>], times: &[u16], row: usize) -> Option<MapCellView> {
    let time = times[row];
    let rows_until = |end: u16| times.partition_point(|&other| other < end) - row;
    if let Some(block) = blocks.iter().find(|block| block.start <= time && time < block.end) {
        let entries =
            block.sessions.iter().map(|(range, place)| MapEntryView { time: range.to_string(), place: place.clone() });
        return (block.start == time).then(|| MapCellView {
            day: day + 1,
            rows: rows_until(block.end),
            gap: None,
            entries: entries.collect(),
        });
    }
    let before = blocks.iter().rev().find(|block| block.end <= time);
    let after = blocks.iter().find(|block| block.start > time);
    let begins = before.map_or(times[0], |block| block.end);
    let ends = after.map_or(times[times.len() - 1], |block| block.start);
    let gap = before.and(after).map(|_| u32::from(ends - begins));
    (begins == time).then(|| MapCellView { day: day + 1, rows: rows_until(ends), gap, entries: Vec::new() })
}

/// Returns the height of a row in minutes, in steps.
fn height(minutes: u16) -> u32 {
    (u32::from(minutes).div_ceil(STEP) * STEP).min(TALLEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn session(title: &str, start: u16, end: u16) -> (Range, PlaceView) {
        let place = PlaceView { label: None, title: title.to_owned(), href: String::new(), kind: "session" };
        (Range { start: Clock(start), end: Clock(end) }, place)
    }

    /// Writes the rows: `time height: day×rows content`.
    fn written(days: &[Vec<(Range, PlaceView)>]) -> Vec<String> {
        let content = |cell: &MapCellView| match cell.gap {
            Some(minutes) => format!("-{minutes}"),
            None => cell.entries.iter().map(|entry| entry.place.title.clone()).collect::<Vec<_>>().join("+"),
        };
        let cell = |cell: &MapCellView| format!("{}×{} {}", cell.day, cell.rows, content(cell));
        let row = |row: &MapRowView| {
            let cells: Vec<String> = row.cells.iter().map(cell).collect();
            format!("{} {}: {}", row.time.as_deref().unwrap_or("·"), row.height, cells.join(", ").trim_end())
        };
        schedule_rows(days).iter().map(row).collect()
    }

    #[test]
    fn sessions_span_the_rows_of_their_time_and_breaks_are_cells() {
        let first = vec![session("a", 540, 590), session("b", 600, 650)];
        let second = vec![session("c", 540, 650)];
        assert_eq!(written(&[first, second]), ["09:00 50: 1×1 a, 2×3 c", "· 10: 1×1 -10", "10:00 50: 1×1 b"]);
    }

    #[test]
    fn sessions_that_overlap_share_a_cell_and_a_night_ends_at_midnight() {
        let day = vec![session("a", 540, 600), session("b", 570, 630), session("c", 1380, 60)];
        assert_eq!(written(&[day]), ["09:00 90: 1×1 a+b", "· 120: 1×1 -750", "23:00 60: 1×1 c"]);
    }

    #[test]
    fn every_row_is_filled_in_every_column() {
        let days = [vec![session("a", 540, 590), session("b", 700, 750)], vec![session("c", 600, 650)], Vec::new()];
        let rows = schedule_rows(&days);
        for day in 1..=2 {
            let spans: usize =
                rows.iter().flat_map(|row| &row.cells).filter(|cell| cell.day == day).map(|cell| cell.rows).sum();
            assert_eq!(spans, rows.len(), "day {day}");
        }
    }
}
