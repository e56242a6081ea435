//! Turns a `Range` header into the bytes that it asks for (RFC 9110, section 14), so that videos can be sought in.

use std::ops::Range;

/// The part of a resource to send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// All of it: there is no range, or several, or a malformed one, which the standard lets a server ignore.
    All,
    /// A part.
    Part(Range<u64>),
    /// A part that does not exist.
    Beyond,
}

/// Parses the header for a resource of `length` bytes.
pub fn wanted(header: Option<&str>, length: u64) -> Wanted {
    let Some((unit, set)) = header.and_then(|header| header.split_once('=')) else { return Wanted::All };
    if !unit.trim().eq_ignore_ascii_case("bytes") {
        return Wanted::All;
    }
    let Some((first, last)) = set.trim().split_once('-') else { return Wanted::All };
    // Only digits: `parse` also accepts a sign.
    let number = |text: &str| text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse::<u64>().ok()).flatten();
    match (first, last) {
        ("", last) => match number(last) {
            Some(0) => Wanted::Beyond,
            Some(_) if length == 0 => Wanted::Beyond,
            Some(count) => Wanted::Part(length.saturating_sub(count)..length),
            None => Wanted::All,
        },
        (first, last) => match (number(first), last, number(last)) {
            (Some(first), "", _) if first < length => Wanted::Part(first..length),
            (Some(first), _, Some(last)) if first <= last && first < length => {
                Wanted::Part(first..last.saturating_add(1).min(length))
            }
            (Some(first), _, Some(last)) if first > last => Wanted::All,
            (Some(_), "", _) | (Some(_), _, Some(_)) => Wanted::Beyond,
            _ => Wanted::All,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges() {
        let check = |header: &str, expected: Wanted| assert_eq!(wanted(Some(header), 10), expected, "{header}");
        check("bytes=0-3", Wanted::Part(0..4));
        check("bytes=4-", Wanted::Part(4..10));
        check("bytes=-3", Wanted::Part(7..10));
        check("bytes=-30", Wanted::Part(0..10));
        check("bytes=8-99", Wanted::Part(8..10));
        check("bytes=10-", Wanted::Beyond);
        check("bytes=10-12", Wanted::Beyond);
        check("bytes=-0", Wanted::Beyond);
        check("bytes=3-1", Wanted::All);
        check("bytes=0-1,4-5", Wanted::All);
        check("bytes=+1-2", Wanted::All);
        check("bytes=-", Wanted::All);
        check("pages=1-2", Wanted::All);
        check("bytes=18446744073709551615-18446744073709551615", Wanted::Beyond);
        check("bytes=99999999999999999999999-", Wanted::All);
        assert_eq!(wanted(None, 10), Wanted::All);
        assert_eq!(wanted(Some("bytes=0-0"), 0), Wanted::Beyond);
        assert_eq!(wanted(Some("bytes=-1"), 0), Wanted::Beyond);
    }
}
