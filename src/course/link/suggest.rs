//! Turns an address that leads nowhere into the file that its author most likely meant.

use std::collections::BTreeMap;

use crate::read::FileEntry;
use crate::source::CoursePath;

/// Finds the nearest file: the same path with one folder too many or too few, the same kind and number in the same
/// folder, or the only file of that name.
pub(super) fn nearest<'a>(
    path: &CoursePath,
    from: &CoursePath,
    by_name: &BTreeMap<&str, Vec<&'a CoursePath>>,
    files: &'a BTreeMap<CoursePath, FileEntry>,
) -> Option<&'a CoursePath> {
    let same_name = by_name.get(path.name()).map_or(&[][..], Vec::as_slice);
    let wanted: Vec<&str> = path.parts().collect();
    let moved = same_name.iter().copied().find(|file| {
        let parts: Vec<&str> = file.parts().collect();
        // One `../` too many or too few: the tail is the same.
        wanted.len() >= 2 && (parts.ends_with(&wanted[1..]) || parts.ends_with(&wanted))
    });
    let kin = || {
        let folder = path.parent()?;
        let key = key(path.stem())?;
        files.range(folder.clone()..).map(|(file, _)| file).take_while(|file| file.is_within(&folder)).find(|file| {
            file.parent().as_ref() == Some(&folder)
                && *file != from
                && file.extension() == path.extension()
                && self::key(file.stem()).as_ref() == Some(&key)
        })
    };
    moved.or_else(kin).or_else(|| same_name.first().copied().filter(|_| same_name.len() == 1))
}

/// The kind and number that a name begins with, written in one way: `session1_k8s` and `session_1` are the same.
fn key(stem: &str) -> Option<(crate::lesson::numbering::Word, crate::lesson::numbering::Number)> {
    let atom = crate::lesson::numbering::read_name(stem).atoms.into_iter().next_back()?;
    Some((atom.word, atom.number?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn candidates() {
        let file = |path| (CoursePath::new(path), FileEntry { disk: path.into(), ..Default::default() });
        let files: BTreeMap<CoursePath, FileEntry> =
            ["week_01/day1/session_1.md", "week_01/day2/session_1.md", "week_01/day2/handson_1.md", "shared/k8s.yaml"]
                .map(file)
                .into();
        let mut by_name: BTreeMap<&str, Vec<&CoursePath>> = BTreeMap::new();
        for path in files.keys() {
            by_name.entry(path.name()).or_default().push(path);
        }
        let check = |path: &str, expected: Option<&str>| {
            let found = nearest(&CoursePath::new(path), &CoursePath::new("week_01/day2/README.md"), &by_name, &files);
            assert_eq!(found.map(CoursePath::as_str), expected, "{path}");
        };
        check("week_01/day2/session1_intro.md", Some("week_01/day2/session_1.md"));
        check("week_01/day2/hands_on_1.md", Some("week_01/day2/handson_1.md"));
        check("day1/session_1.md", Some("week_01/day1/session_1.md"));
        check("week_01/k8s.yaml", Some("shared/k8s.yaml"));
        check("week_01/day2/nothing.md", None);
    }
}
