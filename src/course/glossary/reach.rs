//! Turns a name into how far from its definition it still means the same.

use super::everyday::is_everyday_english;
use super::name;

/// How far from its definition a name means what the definition says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameReach {
    /// A word of many meanings: within the day of its definition.
    Day,
    /// A common single word: within the week of its definition.
    Unit,
    /// A proper name, an abbreviation or several words: in the whole course.
    Course,
}

/// The most syllables of a Hangul word that has many meanings: `배포`, `대수`, `리더`.
const SHORT_SYLLABLES: usize = 2;

/// The fewest characters of such a word in kanji or kana.
const SPECIFIC_CHARACTERS: usize = 4;

/// The fewest letters of such a word in another language than English.
const SPECIFIC_LETTERS: usize = 12;

impl NameReach {
    /// Returns the reach of a name of a term with these names: a word in Hangul is as common as the English word that the
    /// course writes for it, `워크플로우 (Workflow)`.
    pub(super) fn within<'n>(name: &str, names: impl IntoIterator<Item = &'n str>) -> Self {
        let is_one_word = |name: &str| !name.trim().contains(char::is_whitespace);
        if name.chars().all(name::is_hangul) {
            let latin = names.into_iter().find(|other| other.is_ascii() && is_one_word(other));
            if let Some(latin) = latin.filter(|_| name.chars().count() > SHORT_SYLLABLES) {
                return Self::of(latin).max(Self::Unit);
            }
        }
        Self::of(name)
    }

    /// Returns the reach of a name as its definition writes it.
    pub(super) fn of(name: &str) -> Self {
        let name = name.trim();
        let is_latin = name.is_ascii();
        if name.contains(|c: char| c.is_whitespace() || c.is_ascii_digit() || "-_/.&+#".contains(c)) {
            return Self::Course;
        }
        if is_latin {
            return Self::of_latin(name);
        }
        let count = name.chars().count();
        if name.chars().all(name::is_hangul) {
            // Long loanwords are as common as short ones: `클라이언트`, `라이브러리`.
            return if count <= SHORT_SYLLABLES { Self::Day } else { Self::Unit };
        }
        let is_written_in_words = name.chars().all(|c| c.is_alphabetic() && (c.is_lowercase() || c.is_uppercase()));
        let specific = if is_written_in_words { SPECIFIC_LETTERS } else { SPECIFIC_CHARACTERS };
        if count < specific { Self::Unit } else { Self::Course }
    }

    fn of_latin(name: &str) -> Self {
        if !is_everyday_english(name) {
            return Self::Course;
        }
        if name.contains(|c: char| c.is_ascii_uppercase()) { Self::Unit } else { Self::Day }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_translation_tells_how_common_a_word_is() {
        assert_eq!(NameReach::within("워크플로우", ["워크플로우", "Workflow"]), NameReach::Unit);
        assert_eq!(NameReach::within("테라폼", ["Terraform", "테라폼"]), NameReach::Course);
        assert_eq!(NameReach::within("볼륨", ["볼륨", "Docker Volume"]), NameReach::Day);
        assert_eq!(NameReach::within("대수", ["대수", "Algebra"]), NameReach::Day);
        assert_eq!(NameReach::within("Docker", ["Docker", "도커"]), NameReach::Course);
    }

    #[test]
    fn reaches() {
        let check = |names: &[&str], reach| {
            for name in names {
                assert_eq!(NameReach::of(name), reach, "{name}");
            }
        };
        check(&["build", "version", "배포", "계획", "쓰기", "볼륨"], NameReach::Day);
        check(
            &["Backend", "Step", "Action", "Resource", "저장소", "컨테이너", "클라이언트", "RUN", "缓存", "Größe"],
            NameReach::Unit,
        );
        check(
            &["VPC", "Docker", "GitOps", "Load Balancer", "로드 밸런서", "docker0", "depends_on", "가용 영역", "CI/CD"],
            NameReach::Course,
        );
    }
}
