//! Turns a file's name into the mark of a copy in it: `lab_1_backup`, `lab_1 (1)`, `lab_1~`.

/// The mark of a copy in a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CopyMark {
    /// The name of the original, as [`normalised`].
    pub(super) original: String,
    /// Whether only copies have such a mark: no lesson is called `lab_1.bak`.
    pub(super) is_certain: bool,
    /// Whether the name begins with the verb `copy`: `copy-publish-url` may as well be the name of a thing, so only
    /// an original beside it with nearly the same text shows a copy.
    pub(super) is_leading: bool,
    /// The words of the mark, in lower case: a title with one of them may name a subject.
    pub(super) words: Vec<String>,
}

/// Words that mark a copy, and may also name the subject of a lesson.
const WORDS: [&str; 11] = ["backup", "bak", "백업", "백업본", "copy", "복사본", "사본", "old", "tmp", "구버전", "임시"];

/// The mark of Syncthing in the name of a copy that lost a conflict, with a date behind it.
const CONFLICT: &str = ".sync-conflict-";

/// Endings that programs write: editors (`~`), merges (`.orig`), Windows (` - Copy`, ` - 복사본`), macOS (` 복사본`).
const CERTAIN_ENDINGS: [&str; 6] = ["~", ".bak", ".orig", " - copy", " - 복사본", " 복사본"];

/// Returns the mark of a copy in a name without its extension, if it has one.
pub(super) fn copy_mark(stem: &str) -> Option<CopyMark> {
    let stem = stem.to_lowercase();
    let (unnumbered, is_numbered) = match strip_count(&stem) {
        Some(rest) => (rest, true),
        None => (stem.as_str(), false),
    };
    let conflicting = unnumbered.split_once(CONFLICT).map(|(original, _)| original);
    if let Some(original) = strip_certain_ending(unnumbered).or(conflicting) {
        return Some(CopyMark {
            original: normalised(original),
            is_certain: true,
            is_leading: false,
            words: Vec::new(),
        });
    }
    let is_date = |word: &str| word.len() >= 6 && word.bytes().all(|byte| byte.is_ascii_digit());
    let all: Vec<&str> = words(unnumbered).collect();
    // `backup2`, `copy1`.
    let is_mark = |word: &&str| WORDS.contains(&word.trim_end_matches(|c: char| c.is_ascii_digit()));
    let (found, rest): (Vec<&str>, Vec<&str>) = all.iter().copied().partition(is_mark);
    if found.is_empty() {
        // Parts of a lesson are numbered in the same way: only the text decides.
        let mark =
            || CopyMark { original: normalised(unnumbered), is_certain: false, is_leading: false, words: Vec::new() };
        return is_numbered.then(mark);
    }
    if rest.is_empty() {
        return None;
    }
    // Google Drive: `Copy of Lab 1`, `Lab 1의 사본`.
    if let Some(original) = unnumbered.strip_prefix("copy of ").or_else(|| unnumbered.strip_suffix("의 사본")) {
        let words = found.into_iter().map(str::to_owned).collect();
        return Some(CopyMark { original: normalised(original), is_certain: false, is_leading: false, words });
    }
    let is_backup = |word: &&str| matches!(*word, "backup" | "bak" | "백업");
    let after = all.iter().rposition(is_backup).map_or(&[][..], |at| &all[at + 1..]);
    let is_dated = after.first().is_some_and(|word| word.len() == 8 && is_date(word));
    let original: Vec<&str> = rest.into_iter().filter(|word| !is_date(word)).collect();
    let is_certain = is_dated && after.iter().all(|word| is_date(word)) && !original.is_empty();
    let is_leading = all.first() == Some(&"copy") && !all.last().is_some_and(is_mark);
    let words = found.into_iter().map(str::to_owned).collect();
    Some(CopyMark { original: original.join("_"), is_certain, is_leading, words })
}

/// Returns a name without the ending that only copies have; `None` if it has none.
fn strip_certain_ending(stem: &str) -> Option<&str> {
    let original = CERTAIN_ENDINGS.iter().find_map(|ending| stem.strip_suffix(ending))?;
    (!original.trim().is_empty()).then_some(original)
}

/// Returns a name without the number that systems add to a second file of the same name: `lab_1 (2)`, `lab_1(2)`.
fn strip_count(stem: &str) -> Option<&str> {
    let (rest, count) = stem.strip_suffix(')')?.rsplit_once('(')?;
    (!count.is_empty() && count.len() < 3 && count.bytes().all(|byte| byte.is_ascii_digit()) && !rest.trim().is_empty())
        .then_some(rest.trim_end())
}

/// Returns the words of a name.
pub(super) fn words(stem: &str) -> impl Iterator<Item = &str> {
    stem.split(['_', '-', ' ', '.']).filter(|word| !word.is_empty())
}

/// Returns a name in lower case with `_` between its words.
pub(super) fn normalised(stem: &str) -> String {
    words(&stem.to_lowercase()).collect::<Vec<_>>().join("_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_copies() {
        let check = |stem: &str, expected: Option<(&str, bool)>| {
            let found = copy_mark(stem);
            assert_eq!(found.as_ref().map(|mark| (mark.original.as_str(), mark.is_certain)), expected, "{stem}");
        };
        check("lab_1_backup_20251031_012405", Some(("lab_1", true)));
        check("lab_1-backup-20251031", Some(("lab_1", true)));
        check("lab_1_백업_20251031", Some(("lab_1", true)));
        check("session_1.bak", Some(("session_1", true)));
        check("Session 1~", Some(("session_1", true)));
        check("Session 1 - Copy", Some(("session_1", true)));
        check("Session 1 - Copy (2)", Some(("session_1", true)));
        check("수업 복사본", Some(("수업", true)));
        check("Session 1 (1)", Some(("session_1", false)));
        check("Session 1(1)", Some(("session_1", false)));
        check("lab_1.sync-conflict-20240101-120000-ABCDEFG", Some(("lab_1", true)));
        check("lab_1_backup2", Some(("lab_1", false)));
        check("lab_1-copy1", Some(("lab_1", false)));
        check("lab_1_백업본", Some(("lab_1", false)));
        check("lab_1_old", Some(("lab_1", false)));
        check("challenge_2_backup", Some(("challenge_2", false)));
        check("backup_challenge_2", Some(("challenge_2", false)));
        check("Copy of Lab", Some(("lab", false)));
        check("실습 1의 사본", Some(("실습_1", false)));
        check("03_etcd_backup", Some(("03_etcd", false)));
        check("13_backup_and_restore", Some(("13_and_restore", false)));
        check("02_데이터베이스_백업", Some(("02_데이터베이스", false)));
        let is_leading = |stem: &str| copy_mark(stem).is_some_and(|mark| mark.is_leading);
        assert!(
            is_leading("copy-publish-url")
                && !is_leading("publish-copy")
                && !is_leading("backup-lab-1")
                && !is_leading("Copy of Lab 1")
        );
        check("backup", None);
        check("백업", None);
        check("Deep Copy", Some(("deep", false)));
        check("week_01", None);
        check("Functions (advanced)", None);
        check("(1)", None);
        check("History (1945)", None);
    }
}
