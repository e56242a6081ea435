//! Turns a pattern that matches nothing into the one that its author most likely meant.

use std::collections::BTreeSet;

use super::Pattern;
use crate::source::CoursePath;

/// Returns the likely intended pattern for one that matches none of the course's files, if one is near.
///
/// `root` is the path of the course's folder on the disk: a pattern relative to a folder above names it. Words that differ
/// in digits only are not near: `week_3` is not a slip for `week_2`.
pub fn likely_meant(pattern: &Pattern, files: &BTreeSet<CoursePath>, root: &[&str]) -> Option<String> {
    let parts: Vec<&str> = pattern.as_str().split('/').collect();
    moved(&parts, files, root).or_else(|| misspelt(&parts, files))
}

/// Finds a pattern that is right except for the folder that it is relative to, or its extension.
fn moved(parts: &[&str], files: &BTreeSet<CoursePath>, root: &[&str]) -> Option<String> {
    let from_above =
        (1..parts.len()).filter(|&depth| root.ends_with(&parts[..depth])).map(|depth| parts[depth..].join("/"));
    let whole = parts.join("/");
    let is_path = parts.len() > 1 && parts[0] != "**" && parts.iter().any(|part| is_literal(part));
    let from_below = is_path.then(|| format!("**/{whole}"));
    // `exams, keys`: several paths in one text.
    let several = whole.split(',').skip_while(|_| !whole.contains(',')).map(|path| path.trim().to_owned());
    let pages = ["md", "mdx", "markdown", "qmd", "Rmd"].map(|extension| format!("{whole}.{extension}"));
    let hides = |text: &String| Pattern::parse(text).is_ok_and(|pattern| files.iter().any(|path| pattern.hides(path)));
    from_above.chain(from_below).chain(pages).chain(several).find(hides)
}

/// Finds a pattern whose first part without a match is spelt differently.
fn misspelt(parts: &[&str], files: &BTreeSet<CoursePath>) -> Option<String> {
    let mut here: Vec<Vec<&str>> = files.iter().map(|path| path.parts().collect()).collect();
    if let [name] = parts {
        // A single word is tested against every part of a path.
        let near = here.iter().flatten().find(|part| is_near(name, part))?;
        return Some((*near).to_owned());
    }
    for (depth, part) in parts.iter().enumerate().take_while(|(_, part)| is_literal(part)) {
        let is_here = |path: &Vec<&str>| path.get(depth).is_some_and(|name| name.to_lowercase() == part.to_lowercase());
        if here.iter().any(is_here) {
            here.retain(is_here);
            continue;
        }
        let near = here.iter().filter_map(|path| path.get(depth)).find(|name| is_near(part, name))?;
        let fixed: Vec<&str> = parts[..depth].iter().chain([near]).chain(&parts[depth + 1..]).copied().collect();
        return Some(fixed.join("/"));
    }
    None
}

/// Tests whether a part of a pattern has no wildcard.
fn is_literal(part: &str) -> bool {
    !part.contains(['*', '?', '[', '{'])
}

/// Tests whether one name is a likely slip for another.
fn is_near(written: &str, name: &str) -> bool {
    if !is_literal(written) {
        return false;
    }
    let plain = |text: &str| text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let stem = |text: &str| plain(text.rsplit_once('.').map_or(text, |(stem, _)| stem));
    let (written, name) = if written.contains('.') { (written, name) } else { (written, name.trim_end_matches(".md")) };
    if plain(written) == plain(name) || stem(written) == stem(name) {
        return true;
    }
    let without_digits = |text: &str| plain(text).chars().filter(|c| !c.is_numeric()).collect::<String>();
    if without_digits(written) == without_digits(name) {
        return numbers(written) == numbers(name);
    }
    let (written, name) = (plain(written), plain(name));
    is_slip(&name, &written)
}

/// Tests whether a word is a likely slip for another: none in a word of up to three letters, one in a short word, two in
/// a long one. The length is that of `name`.
pub fn is_slip(word: &str, name: &str) -> bool {
    let allowed = match name.chars().count() {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    };
    if word.chars().count().abs_diff(name.chars().count()) > allowed {
        return false;
    }
    // Equal letters at both ends change nothing, and comparing is quadratic in the rest.
    let same: usize = word.chars().zip(name.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    let (word, name) = (&word[same..], &name[same..]);
    let ends = word.chars().rev().zip(name.chars().rev());
    let same: usize = ends.take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    strsim::damerau_levenshtein(&word[..word.len() - same], &name[..name.len() - same]) <= allowed
}

/// Returns the numbers in a name, without leading zeros.
fn numbers(name: &str) -> Vec<&str> {
    let digits = name.split(|c: char| !c.is_numeric()).filter(|digits| !digits.is_empty());
    digits.map(|digits| digits.trim_start_matches('0')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_meant() {
        let files = ["README.md", "exams/final.md", "part/week_01/key.md", "week_02/a.md", "시험 문제/a.md"];
        let files: BTreeSet<CoursePath> = files.into_iter().map(CoursePath::new).collect();
        let check = |pattern: &str, expected: Option<&str>| {
            let meant = likely_meant(&Pattern::parse(pattern).unwrap(), &files, &["home", "course", "sessions"]);
            assert_eq!(meant.as_deref(), expected, "{pattern}");
        };
        check("exmas", Some("exams"));
        check("exam/**", Some("exams/**"));
        check("exams/fnal.md", Some("exams/final.md"));
        check("exams/final", Some("exams/final.md"));
        check("exams/final.html", Some("exams/final.md"));
        check("sessions/exams", Some("exams"));
        check("course/sessions/exams/*.md", Some("exams/*.md"));
        check("week_01/key.md", Some("**/week_01/key.md"));
        check("week_01/*", Some("**/week_01/*"));
        check("*/key.md", Some("**/*/key.md"));
        check("keys, exams", Some("exams"));
        check("시험_문제", Some("시험 문제"));
        check("week_03", None);
        check("week_2", Some("week_02"));
        check("drafts/**", None);
        check("**/*_backup*", None);
    }
}
