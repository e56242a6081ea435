//! Turns the words of a date into a time of day and the other words: `18:00`, `6 pm`, `오후 6시 30분`, `18:00+09:00`.

use jiff::tz::Offset;

/// The words of a date, with the time of day taken out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::lesson) struct TimedWords {
    /// The time in seconds after midnight, up to and including 24:00.
    pub(in crate::lesson) seconds: Option<i64>,
    /// The offset from UTC that follows it.
    pub(in crate::lesson) offset: Option<Offset>,
    /// The other words, in lower case.
    pub(in crate::lesson) others: Vec<String>,
}

/// Words behind a time that say nothing of it: `18시까지`.
const PARTICLES: [&str; 4] = ["까지", "부터", "에", "전"];

/// Reads the words of a text.
pub(in crate::lesson) fn timed_words(text: &str) -> TimedWords {
    let lower = text.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| c.is_whitespace() || ",()[]".contains(c)).filter(|word| !word.is_empty()).collect();
    let mut found = TimedWords::default();
    let mut at = 0;
    while at < words.len() {
        let time = if found.seconds.is_none() { time_at(&words[at..]) } else { None };
        if let Some((seconds, offset, length)) = time {
            (found.seconds, found.offset) = (Some(seconds), offset);
            at += length;
        } else {
            found.others.push(words[at].to_owned());
            at += 1;
        }
    }
    found
}

/// Reads a time at the start of some words: its seconds, its offset, and the number of words.
fn time_at(words: &[&str]) -> Option<(i64, Option<Offset>, usize)> {
    let mut length = 0;
    let (mut half, mut first) = halved(words.first()?);
    if first.is_empty() {
        length += 1;
        first = words.get(length)?;
    }
    length += 1;
    let clock = clock(first)?;
    let (mut minutes, mut rest) = (clock.minutes, clock.rest);
    if clock.names_hour
        && let Some(more) = words.get(length).and_then(|word| korean(word, "분")).filter(|(count, _)| *count < 60)
    {
        (minutes, rest) = (minutes + more.0, more.1);
        length += 1;
    }
    if half.is_none() {
        (half, rest) = half_behind(rest);
        if let (None, "", Some(word)) = (half, rest, words.get(length))
            && let (Some(found), "") = half_behind(word)
        {
            half = Some(found);
            length += 1;
        }
    }
    let mut offset = None;
    if !rest.is_empty() && !PARTICLES.contains(&rest) {
        offset = Some(zone(rest)?);
    } else if let Some(found) = words.get(length).and_then(|word| zone(word)) {
        offset = Some(found);
        length += 1;
    }
    // `9` is a day, `9 pm` a time.
    let is_time = clock.is_certain || half.is_some();
    let minutes = on_day(minutes, half)?;
    is_time.then_some((minutes * 60 + clock.seconds, offset, length))
}

/// A clock time at the start of a word.
struct ClockWord<'w> {
    minutes: i64,
    seconds: i64,
    rest: &'w str,
    /// Whether it is a time by itself, without a half of the day.
    is_certain: bool,
    /// Whether it is an hour by its counter, which minutes may follow: `6시`.
    names_hour: bool,
}

fn clock(word: &str) -> Option<ClockWord<'_>> {
    if let Some((hour, rest)) = korean(word, "시") {
        let (minute, rest) = korean(rest, "분").unwrap_or((0, rest));
        return Some(ClockWord { minutes: hour * 60 + minute, seconds: 0, rest, is_certain: true, names_hour: true });
    }
    let (hour, rest) = number(word)?;
    let Some(rest) = rest.strip_prefix(':') else {
        return Some(ClockWord { minutes: hour * 60, seconds: 0, rest, is_certain: false, names_hour: false });
    };
    let (minute, rest) = number(rest).filter(|(minute, _)| *minute < 60)?;
    let (seconds, rest) = match rest.strip_prefix(':') {
        Some(rest) => number(rest).filter(|(second, _)| *second < 60)?,
        None => (0, rest),
    };
    Some(ClockWord { minutes: hour * 60 + minute, seconds, rest, is_certain: true, names_hour: false })
}

/// Reads a number with a Korean counter: `6시`, `30분`.
fn korean<'w>(word: &'w str, counter: &str) -> Option<(i64, &'w str)> {
    let (count, rest) = number(word)?;
    Some((count, rest.strip_prefix(counter)?))
}

/// Reads a number of one or two digits.
fn number(word: &str) -> Option<(i64, &str)> {
    let length = word.bytes().take_while(u8::is_ascii_digit).count();
    (1..=2).contains(&length).then_some(())?;
    Some((word[..length].parse().ok()?, &word[length..]))
}

/// Reads a half of the day before a time: `오후6시`; true for the second one.
fn halved(word: &str) -> (Option<bool>, &str) {
    let find = |(name, is_second)| word.strip_prefix(name).map(|rest| (Some(is_second), rest));
    [("오전", false), ("오후", true)].into_iter().find_map(find).unwrap_or((None, word))
}

/// Reads a half of the day behind a time: `6pm`.
fn half_behind(rest: &str) -> (Option<bool>, &str) {
    let names = [("am", false), ("a.m.", false), ("pm", true), ("p.m.", true)];
    let find = |(name, is_second)| rest.strip_prefix(name).map(|rest| (Some(is_second), rest));
    names.into_iter().find_map(find).unwrap_or((None, rest))
}

/// Returns the minutes after midnight of a time in a half of the day.
fn on_day(minutes: i64, half: Option<bool>) -> Option<i64> {
    match half {
        None => (0..=24 * 60).contains(&minutes).then_some(minutes),
        Some(is_second) => {
            let is_hour = (60..13 * 60).contains(&minutes);
            is_hour.then_some(minutes % (12 * 60) + if is_second { 12 * 60 } else { 0 })
        }
    }
}

/// Reads an offset from UTC: `z`, `utc`, `+09:00`.
fn zone(word: &str) -> Option<Offset> {
    if matches!(word, "z" | "utc" | "gmt") {
        return Some(Offset::UTC);
    }
    let sign = if word.starts_with('+') { 1 } else { -1 };
    let digits: String = word.strip_prefix(['+', '-'])?.chars().filter(|c| *c != ':').collect();
    let is_offset = digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
    let (hours, minutes): (i32, i32) = (digits.get(..2)?.parse().ok()?, digits.get(2..)?.parse().ok()?);
    is_offset.then(|| Offset::from_seconds(sign * (hours * 3600 + minutes * 60)).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_as_authors_write_them() {
        let check = |text: &str, minutes: Option<i64>, others: &str| {
            let found = timed_words(text);
            let expected = (minutes.map(|minutes| minutes * 60), others.to_owned());
            assert_eq!((found.seconds, found.others.join(" ")), expected, "{text}");
        };
        check("3/14 18:00", Some(18 * 60), "3/14");
        check("Dec 20, 2026 at 6pm", Some(18 * 60), "dec 20 2026 at");
        check("2026-03-09 6:30 PM", Some(18 * 60 + 30), "2026-03-09");
        check("2026년 3월 9일 오후 6시 30분까지", Some(18 * 60 + 30), "2026년 3월 9일");
        check("3월 9일(월) 18시", Some(18 * 60), "3월 9일 월");
        check("3/9 오전12시", Some(0), "3/9");
        check("3/9 24:00", Some(24 * 60), "3/9");
        check("20 December 2026", None, "20 december 2026");
        check("3/9 25:00", None, "3/9 25:00");
        check("3/9 13pm", None, "3/9 13pm");
        check("3/9 18:00 KST", Some(18 * 60), "3/9 kst");
        assert_eq!(timed_words("18:00+09:00").offset, Offset::from_seconds(9 * 3600).ok());
        assert_eq!(timed_words("18:00 utc").offset, Some(Offset::UTC));
    }
}
