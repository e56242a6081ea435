//! Turns the names of a term into keys for comparison, and into every spelling that a text may use.

/// Returns the key by which spellings of one name are equal: case, spaces and hyphens do not count.
pub fn key(name: &str) -> String {
    let key: String = name
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '_' | '‐' | '–'))
        .flat_map(char::to_lowercase)
        .collect();
    if key.is_empty() { name.to_owned() } else { key }
}

/// Tests whether a character is a Hangul syllable.
pub(super) fn is_hangul(c: char) -> bool {
    ('가'..='힣').contains(&c)
}

/// Tests whether a name is written in capitals throughout, as abbreviations are: `VPC`, `S3`, `CI/CD`.
pub(super) fn is_abbreviation(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphabetic());
    name.chars().count() <= 8
        && letters.clone().count() > 0
        && letters.clone().all(|c| c.is_ascii_uppercase())
        && !name.contains(' ')
}

/// Tests whether an abbreviation consists of the initials of a name: `LB` for `Load Balancer`, `CI/CD` for
/// `Continuous Integration/Continuous Deployment`. Small words may count or not.
pub(super) fn is_initials(abbreviation: &str, name: &str) -> bool {
    if !is_abbreviation(abbreviation) {
        return false;
    }
    let wanted: String = abbreviation.chars().filter(|c| c.is_alphanumeric()).collect();
    let words = || name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let initials = |all: bool| -> String {
        words()
            .filter(|word| all || !matches!(*word, "of" | "and" | "the" | "for" | "to" | "in" | "as" | "a"))
            .filter_map(|word| word.chars().next())
            .flat_map(char::to_uppercase)
            .collect()
    };
    wanted.len() > 1 && words().count() > 1 && (initials(true) == wanted || initials(false) == wanted)
}

/// The most gaps between the words of a name whose spaces and hyphens are varied.
const MOST_JOINTS: usize = 3;

/// The most characters of a name that is searched for; a longer one is a sentence that no text repeats.
const MOST_CHARACTERS: usize = 60;

/// The fewest syllables of a Hangul word that is also searched with a space in it, and of each of its parts: `가용영역` is
/// written `가용 영역` too, but two syllables side by side mean little.
const PARTED: (usize, usize) = (4, 2);

/// Returns every way in which a text may spell a name: each space or hyphen may be a space, a hyphen or nothing, and
/// camel case (`LoadBalancer`) may be split. Letter case is left to the search.
pub(super) fn spellings(name: &str) -> Vec<String> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > MOST_CHARACTERS {
        return Vec::new();
    }
    let parts = parts(name);
    let mut spellings = vec![name.to_owned()];
    if parts.len() > 1 && parts.len() <= MOST_JOINTS + 1 {
        let mut all = vec![parts[0].to_owned()];
        for part in &parts[1..] {
            all = all.iter().flat_map(|left| ["", " ", "-"].map(|joint| format!("{left}{joint}{part}"))).collect();
        }
        spellings.extend(all);
    }
    let syllables = name.chars().count();
    if parts.len() == 1 && syllables >= PARTED.0 && name.chars().all(is_hangul) {
        let places = name.char_indices().skip(PARTED.1).take(syllables + 1 - 2 * PARTED.1);
        spellings.extend(places.map(|(at, _)| format!("{} {}", &name[..at], &name[at..])));
    }
    let others: Vec<String> = spellings.iter().filter_map(|spelling| other_number(spelling)).collect();
    spellings.extend(others);
    let mut seen = std::collections::BTreeSet::new();
    spellings.retain(|spelling| seen.insert(spelling.to_lowercase()));
    spellings
}

/// Returns the plural of a name in `y`, and the singular of several words in `s`: `policies`, `Security Group`. A
/// plural in `s` needs no spelling, and a single word in `s` is often none (`Windows`).
fn other_number(name: &str) -> Option<String> {
    if let Some(stem) = name.strip_suffix('y') {
        let is_consonant = |c: char| c.is_ascii_lowercase() && !"aeiou".contains(c);
        return stem.ends_with(is_consonant).then(|| format!("{stem}ies"));
    }
    let single = name.strip_suffix('s').filter(|_| name.contains(' '))?;
    let is_plural = single.ends_with(|c: char| c.is_ascii_lowercase() && !"sui".contains(c));
    is_plural.then(|| single.to_owned())
}

/// Returns the words of a name, split at spaces, hyphens and changes to upper case.
fn parts(name: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut before) = (0, ' ');
    for (at, c) in name.char_indices() {
        if matches!(c, ' ' | '-') {
            parts.push(&name[start..at]);
            start = at + 1;
        } else if c.is_ascii_uppercase() && before.is_ascii_lowercase() {
            parts.push(&name[start..at]);
            start = at;
        }
        before = c;
    }
    parts.push(&name[start..]);
    parts.retain(|part| !part.is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_term() {
        assert_eq!(key("Load Balancer"), key("load-balancer"));
        assert_eq!(key("로드 밸런서"), key("로드밸런서"));
        assert_ne!(key("C"), key("C++"));
        assert_eq!(key("--"), "--");
    }

    #[test]
    fn spellings_in_texts() {
        assert_eq!(spellings("Load Balancer"), ["Load Balancer", "LoadBalancer", "Load-Balancer"]);
        assert_eq!(spellings("ReplicaSet"), ["ReplicaSet", "Replica Set", "Replica-Set"]);
        assert_eq!(spellings("가용영역"), ["가용영역", "가용 영역"]);
        assert_eq!(spellings("배포판"), ["배포판"]);
        assert_eq!(spellings("VPC"), ["VPC"]);
        assert_eq!(spellings("policy"), ["policy", "policies"]);
        assert_eq!(other_number("Security Groups").as_deref(), Some("Security Group"));
        assert!(["Windows", "Network Access", "Virtual Bus", "Key"].iter().all(|name| other_number(name).is_none()));
    }

    #[test]
    fn initials() {
        assert!(is_initials("LB", "Load Balancer"));
        assert!(is_initials("CIA", "Confidentiality, Integrity and Availability"));
        assert!(is_initials("RBAC", "Role Based Access Control"));
        assert!(!is_initials("CA", "인증 기관"));
        assert!(!is_initials("Pod", "Point of Delivery"));
    }
}
