//! Turns the table of loanwords and the settings of a course into the names by which one thing is also searched.

use crate::config::NameGroup;

/// Groups of names, a line each, separated by tabs; the file states its format and sources.
const LOANWORDS: &str = include_str!("loanwords.tsv");

/// Returns the groups as lines of names separated by `|`, those of the settings first.
pub(super) fn table(own: &[NameGroup]) -> String {
    let own = own.iter().map(|group| group.names().join("|"));
    let known = LOANWORDS.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    own.chain(known.map(|line| line.replace('\t', "|"))).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn the_table_has_400_groups_of_distinct_names() {
        let table = table(&[]);
        let mut lines_of: BTreeMap<String, &str> = BTreeMap::new();
        for line in table.lines() {
            let names: Vec<&str> = line.split('|').collect();
            assert!(names.len() > 1, "{line}: names of one thing");
            assert!(
                names.iter().all(|name| *name == name.trim() && !name.is_empty()),
                "{line}: no blanks around names"
            );
            assert!(names.iter().any(|name| name.is_ascii()), "{line}: a Latin name");
            assert!(names.iter().any(|name| name.contains(|c| ('가'..='힣').contains(&c))), "{line}: a Korean name");
            for name in names {
                let earlier = lines_of.insert(name.to_lowercase(), line);
                assert_eq!(earlier, None, "{name} is in two groups, also in {line}");
            }
        }
        assert!(table.lines().count() >= 400, "{}", table.lines().count());
    }
}
