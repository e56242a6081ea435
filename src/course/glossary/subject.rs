//! Turns a definition into what it is about, and tests whether a text is about that too.

use super::everyday::{is_everyday_english, is_function_word};
use super::name::{self, is_hangul};
use super::wording::{unspaced_words, words};
use crate::lesson::TermDefinition;

/// What a definition is about.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct DefinitionSubject {
    /// The word to which it restricts itself in brackets: `function` in `(of a function): the statements that run`.
    domain: Option<String>,
    /// The proper names in it, in lower case, besides those of its term: `gradle` in `a unit that extends Gradle`.
    names: Vec<String>,
    /// Its other words, in lower case and without endings, besides those of its term.
    content: Vec<String>,
    /// Whether it has too few words to explain its term to who has not read its page.
    is_short: bool,
}

/// The fewest words of a definition that is shown far from its page.
const FEWEST_WORDS: usize = 4;

/// The share of a definition's words that say it, and the fewest words that count.
const MOST_SAID: (usize, usize) = (4, 5);
const FEWEST_SAID: usize = 3;

/// The fewest letters of an English word by which texts are compared, and those by which a longer one is.
const FEWEST_LETTERS: usize = 4;
const STEM_LETTERS: usize = 6;

/// The syllables of a Hangul word by which texts are compared: particles and endings follow.
const STEM_SYLLABLES: usize = 2;

impl DefinitionSubject {
    /// Reads a definition; `wording` is its text.
    pub(super) fn of(definition: &TermDefinition, wording: &str) -> Self {
        let own: Vec<String> = std::iter::once(definition.term.as_str())
            .chain(definition.alias.as_deref())
            .flat_map(|name| words(name).into_iter().chain([name::key(name)]))
            .collect();
        let is_own = |word: &str| {
            let word = word.to_lowercase();
            own.iter().any(|own| *own == word || word.strip_suffix('s') == Some(own))
        };
        let names = names(wording, &is_own);
        // A stem of the name itself is in every text that has the name: `저장` of `저장소`.
        let is_of_name = |stem: &String| own.iter().any(|own| own.starts_with(stem.as_str()));
        let first = first_sentence(wording);
        let content =
            split(first).filter(|word| !is_own(word)).filter_map(stem).filter(|stem| !is_of_name(stem)).collect();
        let is_short = split(wording).count() + unspaced_words(wording) < FEWEST_WORDS;
        Self { domain: domain(wording), names, content, is_short }
    }

    /// Tests whether a text is about what the definition restricts itself to.
    pub(super) fn is_of_domain(&self, text: &str) -> bool {
        let Some(domain) = &self.domain else { return true };
        words(text).iter().any(|word| word == domain || word.strip_suffix('s') == Some(domain))
    }

    /// Tests whether a text in lower case has a proper name of the definition, if there is one.
    pub(super) fn shares_names(&self, text: &str) -> bool {
        self.names.is_empty() || self.names.iter().any(|name| text.contains(name))
    }

    /// Tests whether a text in lower case has another word of the definition.
    pub(super) fn shares_content(&self, text: &str) -> bool {
        self.content.iter().any(|stem| text.contains(stem))
    }

    /// Tests whether a text in lower case says nearly all of what the definition says.
    pub(super) fn is_said_by(&self, text: &str) -> bool {
        let said = self.content.iter().filter(|stem| text.contains(*stem)).count();
        self.content.len() >= FEWEST_SAID && said * MOST_SAID.1 >= self.content.len() * MOST_SAID.0
    }

    /// Tests whether the definition names a word.
    pub(super) fn has_name(&self, word: &str) -> bool {
        self.names.contains(&word.to_lowercase())
    }

    /// Tests whether the definition explains its term also far from its page.
    pub(super) fn is_enough_far_away(&self) -> bool {
        !self.is_short
    }
}

fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Returns the proper names in a definition: words with a capital that are no everyday words and do not begin a sentence in
/// English.
fn names(wording: &str, is_own: &impl Fn(&str) -> bool) -> Vec<String> {
    let is_name = |(at, word): &(usize, &str)| {
        let before = wording[..*at].trim_end();
        let begins = before.is_empty() || before.ends_with(['.', '!', '?', ':']);
        let latin = word.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let (name, rest) = word.split_at(latin);
        name.len() > 1
            && name.starts_with(|c: char| c.is_ascii_uppercase())
            && (!begins || !rest.is_empty() || !is_everyday_english(name))
            && !is_own(name)
    };
    let mut at = 0;
    let places = wording.split_inclusive(|c: char| !c.is_alphanumeric()).map(|piece| {
        let place = (at, piece.trim_end_matches(|c: char| !c.is_alphanumeric()));
        at += piece.len();
        place
    });
    let latin = |(_, word): (usize, &str)| word.chars().take_while(char::is_ascii_alphanumeric).collect::<String>();
    places.filter(is_name).map(|place| latin(place).to_lowercase()).collect()
}

/// Words of definitions that say nothing of their subject.
const EMPTY: [&str; 24] = [
    "used", "using", "given", "often", "when", "where", "each", "some", "such", "other", "another", "which", "their",
    "they", "that", "this", "into", "also", "more", "than", "called", "makes", "known", "example",
];

/// Returns the first sentence of a definition, which says what the term is.
fn first_sentence(wording: &str) -> &str {
    let end = wording.find(". ").into_iter().chain(wording.find('。')).min();
    end.map_or(wording, |end| &wording[..end])
}

/// Returns the part of a word by which it is found in a text in lower case; `None` for small words.
fn stem(word: &str) -> Option<String> {
    if word.is_ascii() {
        let word = word.to_lowercase();
        let is_long = word.len() >= FEWEST_LETTERS && !is_function_word(&word) && !EMPTY.contains(&word.as_str());
        return is_long.then(|| word[..word.len().min(STEM_LETTERS)].to_owned());
    }
    let syllables = word.chars().take_while(|&c| is_hangul(c)).count();
    let length = if syllables > 0 { STEM_SYLLABLES } else { 1 };
    let stem: String = word.chars().take(length).collect();
    (syllables == 0 || syllables >= STEM_SYLLABLES).then(|| stem.to_lowercase())
}

/// Returns the word to which a definition restricts itself in brackets: `(of a function): …`, `(in a repository) …`.
fn domain(wording: &str) -> Option<String> {
    let (inner, _) = wording.trim_start_matches(['*', '_', ' ', ':']).strip_prefix('(')?.split_once(')')?;
    let rest = ["of a ", "of an ", "in a ", "in an ", "of the ", "in the ", "of ", "in "]
        .iter()
        .find_map(|word| inner.strip_prefix(word))?;
    rest.split_whitespace().next_back().map(str::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    fn subject(term: &str, alias: Option<&str>, wording: &str) -> DefinitionSubject {
        let definition = TermDefinition {
            term: term.to_owned(),
            alias: alias.map(str::to_owned),
            category: None,
            definition: Span::new(0, wording.len()),
            line: 1,
            section: (1, 1),
        };
        DefinitionSubject::of(&definition, wording)
    }

    #[test]
    fn proper_names_of_definitions() {
        let names = |term, wording| subject(term, None, wording).names;
        assert_eq!(names("플러그인", "Gradle의 기능을 확장하는 단위"), ["gradle"]);
        assert_eq!(names("서비스", "Compose에서 같은 설정으로 실행되는 컨테이너의 묶음"), ["compose"]);
        assert_eq!(
            names("wildcard", "A character used in pattern matching. In SQL's like operator, it matches"),
            ["sql"]
        );
        assert_eq!(names("Docker Volume", "Docker가 관리하는 저장소"), Vec::<String>::new());
        assert_eq!(names("table", "A set of data in rows"), Vec::<String>::new());
    }

    #[test]
    fn texts_about_the_same() {
        let plugin = subject("플러그인", Some("Plugin"), "Gradle의 기능을 확장하는 단위");
        assert!(plugin.shares_names("gradle 플러그인을 적용한다"));
        assert!(!plugin.shares_names("sbt 플러그인을 적용한다"));
        let argument = subject("argument", None, "A value given to a function or program when it runs");
        assert!(argument.shares_content("pass the values as arguments"));
        assert!(!argument.shares_content("they ended up in an argument over lunch"));
        assert!(subject("배포", None, "개발된 소프트웨어를 운영 환경에 적용").shares_content("운영에서 배포를 한다"));
    }

    #[test]
    fn short_definitions_stay_near() {
        assert!(!subject("MLOps", None, "머신러닝 운영 자동화").is_enough_far_away());
        assert!(subject("GitHub", None, "Git 기반 협업 플랫폼").is_enough_far_away());
    }
}
