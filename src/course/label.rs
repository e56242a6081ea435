//! Turns numbers in titles and paths into labels in the course's own words: `Week 1`, `2주차`.

use std::collections::{BTreeMap, BTreeSet};

use super::{Entry, EntryKind, Lessons};
use crate::diagnostic::{Code, Diagnostic};
use crate::language::LabelLanguage;
use crate::lesson::numbering::{self, NameParts, NumberingToken, UnitWord};
use crate::lesson::{Lesson, Title, read_title, split_icon};
use crate::message;
use crate::read::page_file::without_ending;
use crate::source::{CoursePath, Span};

/// The language in which a course writes each numbering word: learnt from its titles, so that a Korean course that
/// writes `Week 1` keeps it everywhere.
#[derive(Debug, Clone)]
pub struct LabelStyle {
    language: LabelLanguage,
    learnt: BTreeMap<UnitWord, LabelLanguage>,
}

impl LabelStyle {
    /// Learns from all titles in which language each numbering word is mostly written.
    pub fn learn(language: LabelLanguage, lessons: &Lessons) -> Self {
        let mut votes: BTreeMap<UnitWord, i32> = BTreeMap::new();
        for token in lessons.values().filter_map(|lesson| lesson.title.as_ref()).flat_map(|title| &title.tokens) {
            *votes.entry(token.word).or_default() += if token.language == LabelLanguage::English { 1 } else { -1 };
        }
        let learnt = votes.into_iter().filter(|&(_, votes)| votes != 0);
        let learnt =
            learnt.map(|(word, votes)| (word, if votes > 0 { LabelLanguage::English } else { LabelLanguage::Korean }));
        Self { language, learnt: learnt.collect() }
    }

    /// Returns the language of the course.
    pub fn language(&self) -> LabelLanguage {
        self.language
    }

    /// Returns the label of a word with its number.
    fn label(&self, token: &NumberingToken) -> String {
        let language = self.learnt.get(&token.word).copied().unwrap_or(self.language);
        token.label(language)
    }
}

/// The name of an entry in its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryName {
    /// The token that numbers it, if one does.
    pub token: Option<NumberingToken>,
    /// Its number in words.
    pub label: Option<String>,
    /// Its name.
    pub title: String,
    /// Its emoji.
    pub icon: Option<String>,
}

/// Names an entry from the name of its file or folder and the title of its page, or, if there is none, the title that
/// the overview above gives it.
///
/// The path decides the numbering word and the number; the title decides how they are written. If the path has no
/// number, the last numbering word of the title counts, unless it only repeats the number of a folder above: in
/// `day4/`, `# Week 1 Day 4: …` states where the page is, not which one it is.
pub fn name(
    parts: &NameParts,
    lesson: Option<&Lesson>,
    link_title: Option<&Title>,
    style: &LabelStyle,
    above: &[NumberingToken],
) -> EntryName {
    let title = lesson.and_then(|lesson| lesson.title.as_ref()).or(link_title);
    let stated: &[NumberingToken] = title.map_or(&[], |title| &title.tokens);
    let own = parts.tokens.last().filter(|own| !is_name_in(own, title));
    let written = match own {
        Some(own) => stated
            .iter()
            .rev()
            .find(|token| token.word == own.word && (token.number == own.number || own.number.is_none())),
        None => stated
            .last()
            .filter(|token| !above.iter().any(|above| above.word == token.word && above.number == token.number)),
    };
    let token = written.or(own).cloned();
    let label = match (written, own) {
        (Some(written), _) => Some(written.text.split_whitespace().collect::<Vec<_>>().join(" ")),
        (None, own) => own.map(|own| style.label(own)),
    };
    let name = title.map(|title| name_of_title(title, own)).filter(|name| !name.is_empty());
    let name = name.or_else(|| link_title.map(|link_title| link_title.name.clone()).filter(|name| !name.is_empty()));
    let name = name.or_else(|| Some(humanise(&parts.rest)).filter(|rest| !rest.is_empty() && title.is_none()));
    let icon = title.and_then(|title| title.icon.clone());
    match (name, label) {
        (Some(title), label) => {
            let label = label.filter(|label| !begins_with_label(token.as_ref(), label, &title));
            EntryName { token, label, title, icon }
        }
        // `# Week 3`: the number is the whole name.
        (None, Some(title)) => EntryName { token, label: None, title, icon },
        (None, None) => {
            let number = parts.bare.as_ref().map(ToString::to_string);
            let stated = title.map(|title| title.text.clone()).filter(|text| !text.is_empty());
            // An entry is never without a name, although a heading may hold no text.
            let title = number.or(stated).unwrap_or_else(|| humanise(&parts.rest));
            EntryName { token, label: None, title, icon }
        }
    }
}

/// Names an entry as navigation states it. The icon is that of the title, else of the page.
pub fn stated_name(title: &str, page: Option<&Lesson>, style: &LabelStyle) -> EntryName {
    let icon = page.and_then(|page| page.title.as_ref()).and_then(|title| title.icon.clone());
    let title = read_title(title, None, None);
    let naming = name(&NameParts::default(), None, Some(&title), style, &[]);
    EntryName { icon: naming.icon.or(icon), ..naming }
}

/// Returns the title of a page if its entry is named otherwise in navigation.
pub fn other_heading(page: &Lesson, naming: &EntryName) -> Option<String> {
    let title = page.title.as_ref()?;
    let name = if naming.label.is_some() && !title.name.is_empty() { &title.name } else { &title.text };
    let bare = split_icon(name).1;
    (bare != naming.title && title.name != naming.title && !bare.is_empty()).then(|| bare.to_owned())
}

/// Returns the name that a title states. In `# Final Project: …` of `ch21.md` the number of the path takes the place of a
/// word without one, which stays in the name.
fn name_of_title(title: &Title, own: Option<&NumberingToken>) -> String {
    let is_replaced = own.is_some_and(|own| {
        !title.tokens.is_empty() && title.tokens.iter().all(|token| token.number.is_none() && token.word != own.word)
    });
    if !is_replaced {
        return title.name.clone();
    }
    let text = title.icon.as_deref().and_then(|icon| title.text.strip_prefix(icon)).unwrap_or(&title.text);
    text.trim_start().to_owned()
}

/// Tests whether a title begins with its label, in any language: `# Exercises` of `exercises.md`,
/// `# Week 1 Quiz: …`.
fn begins_with_label(token: Option<&NumberingToken>, label: &str, title: &str) -> bool {
    let title = title.to_lowercase();
    let is_numbered = token.is_some_and(|token| token.number.is_some());
    let begins = |label: &str| {
        let rest = title.strip_prefix(&label.to_lowercase());
        // `Week 10` does not begin with `Week 1`.
        rest.is_some_and(|rest| !is_numbered || !rest.starts_with(char::is_alphanumeric))
    };
    begins(label)
        || token.is_some_and(|token| LabelLanguage::ALL.iter().any(|&language| begins(&token.label(language))))
}

/// Tests whether a short spelling is a name in the title: `s3-hosting.md` with `# S3 Hosting` is not a third session.
fn is_name_in(token: &NumberingToken, title: Option<&Title>) -> bool {
    let mut words = title.iter().flat_map(|title| title.name.split(|c: char| !c.is_ascii_alphanumeric()));
    token.is_one_letter() && words.any(|word| word.eq_ignore_ascii_case(&token.text))
}

/// The fewest siblings with the same label whose label distinguishes nothing: `ch03-01-a.md`, `ch03-02-b.md`. Two may be a
/// page and its notes.
const MIN_SHARED: usize = 3;

/// Distinguishes the names of siblings: labels of one word have one form, those of a word by which many share a label are dropped, and of equal
/// names each becomes that of the file or folder.
pub fn distinguish<'n>(siblings: impl Iterator<Item = (&'n CoursePath, &'n mut EntryName)>, style: &LabelStyle) {
    let mut siblings: Vec<(&CoursePath, &mut EntryName)> = siblings.collect();
    let mut forms: BTreeMap<UnitWord, BTreeSet<String>> = BTreeMap::new();
    for (_, naming) in &siblings {
        if let (Some(token), Some(label)) = (&naming.token, &naming.label) {
            forms.entry(token.word).or_default().insert(label_form(label));
        }
    }
    for (_, naming) in &mut siblings {
        let is_mixed = naming.token.as_ref().is_some_and(|token| forms.get(&token.word).is_some_and(|f| f.len() > 1));
        if let (true, Some(token), Some(label)) = (is_mixed, &naming.token, &mut naming.label) {
            *label = style.label(token);
        }
    }
    let mut shared: BTreeMap<(UnitWord, &str), usize> = BTreeMap::new();
    for (_, naming) in &siblings {
        if let (Some(token), Some(label)) = (&naming.token, &naming.label) {
            *shared.entry((token.word, label)).or_default() += 1;
        }
    }
    let vague: BTreeSet<UnitWord> =
        shared.into_iter().filter(|(_, count)| *count >= MIN_SHARED).map(|((word, _), _)| word).collect();
    let mut names: BTreeMap<(Option<String>, String), usize> = BTreeMap::new();
    for (_, naming) in &mut siblings {
        if naming.token.as_ref().is_some_and(|token| vague.contains(&token.word)) {
            naming.label = None;
        }
        *names.entry((naming.label.clone(), naming.title.clone())).or_default() += 1;
    }
    for (path, naming) in &mut siblings {
        // Equal names without a label become those of the files, unless these hold only a number.
        let is_shared = naming.label.is_none() && names[&(None, naming.title.clone())] > 1;
        let own = humanise(&numbering::read_name(path.stem()).rest);
        if is_shared && !own.is_empty() {
            naming.title = own;
        }
    }
}

/// Returns the form of a label: its text without the number.
fn label_form(label: &str) -> String {
    label.chars().filter(|c| !c.is_numeric() && !matches!(c, '.' | '-' | '–' | ' ')).collect()
}

/// Returns the kind that a numbering word gives a folder or a page.
pub fn kind(token: Option<&NumberingToken>, folder: bool) -> EntryKind {
    match token.map(|token| token.word) {
        Some(UnitWord::Week) => EntryKind::Week,
        Some(UnitWord::Day) => EntryKind::Day,
        Some(UnitWord::Lab | UnitWord::Exercise) if !folder => EntryKind::Lab,
        Some(UnitWord::HandsOn) if !folder => EntryKind::HandsOn,
        Some(UnitWord::Challenge) if !folder => EntryKind::Challenge,
        Some(
            UnitWord::Session
            | UnitWord::Lecture
            | UnitWord::Lesson
            | UnitWord::Topic
            | UnitWord::Chapter
            | UnitWord::Section
            | UnitWord::Module
            | UnitWord::Unit
            | UnitWord::Part,
        ) if !folder => EntryKind::Session,
        _ if folder => EntryKind::Part,
        _ => EntryKind::Page,
    }
}

/// Returns the readable form of a file's or folder's name: `special_lecture` → `Special lecture`.
pub fn humanise(name: &str) -> String {
    let spaced = numbering::spaced(name);
    let words: Vec<&str> = spaced.split(' ').collect();
    // `VPC_CREATION_GUIDE`: several words in capitals are a style of writing, one is an abbreviation.
    let is_in_capitals = |word: &str| word.is_ascii() && !word.contains(|c: char| c.is_ascii_lowercase());
    let all_capitals = words.len() > 2 && words.iter().all(|word| is_in_capitals(word));
    let mut readable = String::new();
    for (index, word) in words.iter().enumerate() {
        if index > 0 {
            readable.push(' ');
        }
        let word = if all_capitals && word.chars().count() > 3 { word.to_lowercase() } else { (*word).to_owned() };
        let mut letters = word.chars();
        match letters.next() {
            Some(first) if index == 0 => readable.extend(first.to_uppercase().chain(letters)),
            _ => readable.push_str(&word),
        }
    }
    readable
}

/// A group of pages at the end of a course.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RestGroup {
    /// The pages that a stated structure leaves out.
    MorePages,
    /// The pages about the repository of the course: its readme, its license, how to contribute.
    Repository,
}

impl RestGroup {
    /// Returns the title of the group.
    pub fn title(self, language: LabelLanguage) -> &'static str {
        let (more, repository) = match language {
            LabelLanguage::Korean => ("그 밖의 글", "이 저장소에 대하여"),
            LabelLanguage::English => ("More pages", "About this repository"),
            LabelLanguage::Japanese => ("その他のページ", "このリポジトリについて"),
            LabelLanguage::SimplifiedChinese => ("其他页面", "关于此仓库"),
            LabelLanguage::TraditionalChinese => ("其他頁面", "關於此儲存庫"),
            LabelLanguage::Spanish => ("Más páginas", "Acerca de este repositorio"),
            LabelLanguage::French => ("Autres pages", "À propos de ce dépôt"),
            LabelLanguage::German => ("Weitere Seiten", "Über dieses Repository"),
            LabelLanguage::Portuguese => ("Mais páginas", "Sobre este repositório"),
            LabelLanguage::Vietnamese => ("Các trang khác", "Giới thiệu kho mã này"),
        };
        match self {
            Self::MorePages => more,
            Self::Repository => repository,
        }
    }
}

/// Returns a title as the name of a folder: lower case, words joined by hyphens.
pub fn slug(title: &str) -> String {
    let words: Vec<String> = title.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).collect();
    let slug = words.iter().filter(|word| !word.is_empty()).map(String::as_str).collect::<Vec<_>>().join("-");
    if slug.is_empty() { "part".to_owned() } else { slug }
}

/// Reports titles whose numbers contradict the path. The path wins.
pub fn check_numbers(entries: &[Entry], lessons: &Lessons, diagnostics: &mut Vec<Diagnostic>) {
    for entry in entries {
        let Some(lesson) = entry.lesson.as_ref().and_then(|path| lessons.get(path)) else { continue };
        let Some(title) = &lesson.title else { continue };
        let path_tokens: Vec<NumberingToken> =
            lesson.path.parts().flat_map(|part| numbering::read_name(without_ending(part)).tokens).collect();
        for token in title.tokens.iter().filter(|token| token.number.is_some()) {
            let in_path = path_tokens.iter().rev().find(|other| other.word == token.word && other.number.is_some());
            let agrees = |other: &NumberingToken| {
                other.number.is_some_and(|number| token.names(number))
                    || token.number.is_some_and(|number| other.names(number))
            };
            if let Some(other) = in_path.filter(|other| !agrees(other)) {
                let message = message!("title-number", title = token.text.trim(), path = other.text.trim());
                let span = title.span.unwrap_or(Span::new(0, 0));
                let problem = Diagnostic::at(&lesson.path, span, Code::TitleNumber, message);
                diagnostics.push(problem.hint(message!("title-number.hint")));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readable_names() {
        assert_eq!(humanise("special_lecture"), "Special lecture");
        assert_eq!(humanise("VPC_CREATION_GUIDE"), "VPC creation guide");
        assert_eq!(humanise("실습가이드"), "실습가이드");
        assert_eq!(humanise("AWS"), "AWS");
        assert_eq!(humanise("MVC_패턴_MVVM_패턴"), "MVC 패턴 MVVM 패턴");
        assert_eq!(humanise("c++-basics"), "C++ basics");
        assert_eq!(humanise("3-tier"), "3-tier");
        assert_eq!(humanise("node.js"), "Node.js");
    }
}
