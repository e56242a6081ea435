//! Turns headings with a paragraph each, in a keyword section or a glossary, into terms.

use crate::lesson::terms::glossary_page::{HeadedLine, read_headed_line};
use crate::lesson::terms::{concept, navigation};
use crate::lesson::{Heading, TermDefinition};
use crate::source::Span;

/// The terms of a keyword section in the form of headings with a paragraph each: `### Container`, then its definition.
/// They count only if nothing else in the section defines terms: headings above lists are categories.
#[derive(Default)]
pub(super) struct HeadingTerms {
    /// The number of terms of the lesson before the section.
    before: usize,
    /// The number of headings whose lists label the definition: `- 뜻: …`.
    labelled: usize,
    /// The heading directly above with its level, until its first block of words.
    above: Option<(String, u8)>,
    /// The other name that a line below that heading states.
    alias: Option<String>,
    /// Whether a later paragraph that begins with the last term's name is its definition.
    is_open: bool,
    terms: Vec<HeadedTerm>,
}

/// A term that a heading names.
struct HeadedTerm {
    /// The level of the heading.
    level: u8,
    definition: TermDefinition,
    /// Whether its definition speaks of it.
    is_about_it: bool,
}

/// A single heading with a paragraph may be an introduction; several in a row define terms.
const FEWEST_HEADED: usize = 2;

impl HeadingTerms {
    /// Begins after the terms defined so far.
    pub(super) fn below(known: &[TermDefinition]) -> Self {
        Self { before: known.len(), ..Self::default() }
    }

    /// Adds a heading below that of the section; that of the page names no term.
    pub(super) fn heading(&mut self, text: &str, level: u8) {
        self.above = Some((text.to_owned(), level)).filter(|_| level > 1);
        self.alias = None;
        self.is_open = false;
    }

    /// Adds a list with a labelled definition below a heading.
    pub(super) fn labelled(&mut self, heading: &Heading, alias: Option<&str>, definition: Span, line: usize) {
        let Some((term, own)) = concept::of_heading(&heading.text) else { return };
        let alias = own.or_else(|| alias.map(ToOwned::to_owned));
        let found = TermDefinition { term, alias, category: None, definition, line, section: (line, line) };
        self.terms.push(HeadedTerm { level: heading.level, definition: found, is_about_it: true });
        self.labelled += 1;
    }

    /// Adds a paragraph with its span: the first one below a heading defines it, if none below begins with its name.
    pub(super) fn paragraph(&mut self, text: &str, span: Span, line: usize) {
        let Some((above, level)) = self.above.clone() else { return self.later_paragraph(text, span, line) };
        if let Some(HeadedLine::Alias(name)) = read_headed_line(text) {
            self.alias = name.split([',', '、', '，']).next().map(|first| first.trim().to_owned());
            return;
        }
        self.above = None;
        let concept = concept::of_heading(&above).filter(|_| !navigation::is_label(&above));
        // Headings of one letter are the alphabet.
        let Some((term, own)) = concept.filter(|(term, _)| term.chars().nth(1).is_some()) else { return };
        let lower = text.to_lowercase();
        let mut words = term.split([' ', '/']).filter(|word| !word.is_empty());
        let names_it = words.all(|word| lower.contains(&word.to_lowercase()));
        self.is_open = !names_it;
        let alias = own.or_else(|| self.alias.take());
        let definition = TermDefinition { term, alias, category: None, definition: span, line, section: (line, line) };
        self.terms.push(HeadedTerm { level, definition, is_about_it: names_it || is_phrase(text) });
    }

    /// Takes a paragraph that begins with the name of the last heading for its definition, if the first one leads to it:
    /// `Each instance goes through steps.`, then `A *lifecycle hook* is …`.
    fn later_paragraph(&mut self, text: &str, span: Span, line: usize) {
        let Some(last) = self.terms.last_mut().filter(|_| self.is_open) else { return };
        let bare = text.trim_start_matches(|c: char| !c.is_alphanumeric());
        let bare = ["A ", "An ", "The "].iter().find_map(|article| bare.strip_prefix(article)).unwrap_or(bare);
        let bare = bare.trim_start_matches(|c: char| !c.is_alphanumeric());
        if bare.to_lowercase().starts_with(&last.definition.term.to_lowercase()) {
            (last.definition.definition, last.definition.line, last.is_about_it) = (span, line, true);
            self.is_open = false;
        }
    }

    /// Adds another block: lists, tables and pictures below a heading are no definition of it, and end the search for one.
    pub(super) fn other_block(&mut self) {
        self.above = None;
        self.is_open = false;
    }

    /// Returns the terms without those that are groups of others, whose names become categories, and without those below whose
    /// headings a text on something else begins.
    fn without_groups(self) -> Vec<TermDefinition> {
        let levels: Vec<u8> = self.terms.iter().map(|term| term.level).collect();
        let below = |at: usize| levels[at + 1..].iter().take_while(|level| **level > levels[at]).count();
        let mut group: Option<(u8, String)> = None;
        let mut terms = Vec::new();
        for (at, HeadedTerm { level, definition: mut term, is_about_it }) in self.terms.into_iter().enumerate() {
            group = group.filter(|(outer, _)| *outer < level);
            if below(at) >= FEWEST_HEADED {
                group = Some((level, term.term));
            } else if is_about_it {
                term.category = term.category.or_else(|| group.as_ref().map(|(_, name)| name.clone()));
                terms.push(term);
            }
        }
        terms
    }

    /// Adds the terms of the section; returns whether its headings define any. Where they define more than the lists below them
    /// seem to, those lists belong to the definitions.
    pub(super) fn end(self, terms: &mut Vec<TermDefinition>) -> bool {
        let listed = terms.len() - self.before;
        let headed = self.terms.iter().filter(|term| term.is_about_it).count();
        let defines = self.labelled > 0 || (headed >= FEWEST_HEADED && headed > listed);
        if defines {
            terms.truncate(if self.labelled > 0 { terms.len() } else { self.before });
            terms.extend(self.without_groups());
        }
        defines
    }
}

/// Tests whether a paragraph may define a name that it does not contain: in a phrase (`A unit that …`), which has no subject of its
/// own. In English its first words tell, which the glossary looks at; in Chinese nothing does.
fn is_phrase(text: &str) -> bool {
    let first = text.split_inclusive(['。', '.']).next().unwrap_or(text).trim_end();
    let bare = first.trim_end_matches(|c: char| !c.is_alphanumeric());
    if bare.contains(|c: char| ('가'..='힣').contains(&c)) {
        return !bare.ends_with(['다', '요']);
    }
    let is_japanese = bare.contains(|c: char| ('ぁ'..='ヿ').contains(&c));
    !(is_japanese && bare.contains('は'))
}

#[cfg(test)]
mod tests {
    use super::is_phrase;

    #[test]
    fn phrases_have_no_subject() {
        for text in
            ["격리된 채로 실행되는 프로세스", "A unit that runs.", "一种组件间通信的形式。", "別の名前を定義するもの"]
        {
            assert!(is_phrase(text), "{text}");
        }
        for text in [
            "컴포넌트의 템플릿을 지정하는 방법에는 여러 가지가 있습니다. 대부분은 문자열입니다.",
            "コンポーネント定義は通常、オプションを含むオブジェクトです。",
        ] {
            assert!(!is_phrase(text), "{text}");
        }
    }
}
