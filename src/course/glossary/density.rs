//! Turns the places of a page that could be marked into those that are: few enough that a page reads as text.

use std::collections::{BTreeMap, BTreeSet};

use super::candidate::MarkCandidate;
use super::scope::Nearness;
use super::wording::unspaced_words;
use crate::lesson::terms::part_name;
use crate::lesson::{Lesson, Passage, normalise};

/// The number of words to a mark: with more marks a page looks like a list of links.
const WORDS_PER_MARK: usize = 60;

/// The fewest words of a major section that has a mark of its own.
const LONG_SECTION: usize = 30;

/// The fewest words of a passage that explains without a full stop; shorter ones are labels and cells of tables.
const FEWEST_WORDS: usize = 4;

/// Words in headings of sections that announce rather than explain: goals, and what comes next.
const ANNOUNCING: [&str; 19] = [
    "목표",
    "내일 ",
    "예고",
    "준비사항",
    "다음 ",
    "이전 ",
    "준비물",
    "체크리스트",
    "goal",
    "objective",
    "next ",
    "previous ",
    "what you will learn",
    "what you'll learn",
    "learning outcomes",
    "checklist",
    "目標",
    "目标",
    "次回",
];

/// Chooses the places of a page to mark, in order: about one in [`WORDS_PER_MARK`] words of each major section, at least one
/// in a long one and on a page. Terms that the page has not marked yet come first, then those defined near it, then rare ones.
pub(super) fn choose<'c, 'p>(
    lesson: &Lesson,
    is_overview: bool,
    candidates: &'c [MarkCandidate<'p>],
) -> Vec<&'c MarkCandidate<'p>> {
    if candidates.is_empty() {
        return Vec::new();
    }
    let quiet = quiet_headings(lesson);
    let is_quiet = |passage: &Passage| passage.section.is_some_and(|heading| quiet.contains(&heading));
    let mut words: BTreeMap<usize, usize> = BTreeMap::new();
    for passage in lesson.prose.iter().filter(|passage| !is_quiet(passage)) {
        *words.entry(passage.chapter).or_default() += count_words(&passage.text);
    }
    // Only of the few passages with candidates.
    let explains = |passage: &Passage| {
        is_sentence(&passage.text, count_words(&passage.text))
            && !is_quiet(passage)
            && !is_hero(lesson, is_overview, passage)
            && !is_contents_line(passage)
            && !is_row_of_links(passage)
    };
    let mut chapters: BTreeMap<usize, Vec<&MarkCandidate<'_>>> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for candidate in candidates.iter().filter(|candidate| explains(&lesson.prose[candidate.place.passage])) {
        let chapter = lesson.prose[candidate.place.passage].chapter;
        if seen.insert((chapter, candidate.meaning.term)) {
            chapters.entry(chapter).or_default().push(candidate);
        }
    }
    let mut marked: BTreeSet<usize> = BTreeSet::new();
    let mut chosen = Vec::new();
    for (chapter, mut of_chapter) in chapters {
        of_chapter.retain(|candidate| !candidate.is_everyday || !marked.contains(&candidate.meaning.term));
        let count = words.get(&chapter).copied().unwrap_or_default();
        let so_far: usize = words.range(..=chapter).map(|(_, count)| count).sum();
        let most = if count >= LONG_SECTION {
            (count + WORDS_PER_MARK / 2) / WORDS_PER_MARK
        } else {
            usize::from(so_far.div_ceil(WORDS_PER_MARK) > chosen.len())
        };
        if of_chapter.len() > most {
            of_chapter.sort_by_key(|candidate| {
                (marked.contains(&candidate.meaning.term), candidate.is_everyday, rank(candidate))
            });
            of_chapter.truncate(most);
            of_chapter.sort_by_key(|candidate| (candidate.place.passage, candidate.place.span.start));
        }
        marked.extend(of_chapter.iter().map(|candidate| candidate.meaning.term));
        chosen.extend(of_chapter);
    }
    chosen
}

/// Returns the order of a candidate: those defined near the page first, then those that few pages name.
fn rank(candidate: &MarkCandidate<'_>) -> (Nearness, usize) {
    (candidate.meaning.near, candidate.pages)
}

/// Tests whether a passage of so many words explains: it is long enough, or ends as a sentence does.
fn is_sentence(text: &str, words: usize) -> bool {
    words >= FEWEST_WORDS || (words > 1 && text.trim_end().ends_with(['.', '!', '?', '。', '！', '？']))
}

/// Returns the number of words of a text. Scripts without spaces count two characters to a word.
fn count_words(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count() + unspaced_words(text)
}

/// Returns the headings, as indexes, of sections that announce, with those below them.
fn quiet_headings(lesson: &Lesson) -> BTreeSet<usize> {
    let mut quiet = BTreeSet::new();
    let mut open: Option<u8> = None;
    for (at, heading) in lesson.headings.iter().enumerate().filter(|(_, heading)| !heading.nested) {
        if open.is_some_and(|level| heading.level <= level) {
            open = None;
        }
        if open.is_none() && heading.level > 1 && is_announcing(&heading.text) {
            open = Some(heading.level);
        }
        if open.is_some() {
            quiet.insert(at);
        }
    }
    quiet
}

fn is_announcing(heading: &str) -> bool {
    let heading = normalise(heading) + " ";
    ANNOUNCING.iter().any(|word| if word.ends_with(' ') { heading.starts_with(word) } else { heading.contains(word) })
}

/// Tests whether a passage introduces a page: the row of topics below its title (`**a** • **b** • **c**`), the sentence that
/// introduces an overview, or the quote below a title that does so.
fn is_hero(lesson: &Lesson, is_overview: bool, passage: &Passage) -> bool {
    if passage.chapter > 0 || !lesson.headings.iter().any(|heading| heading.level == 2) {
        return false;
    }
    let is_row = passage.text.matches(['•', '·', '|']).count() > 1;
    let is_in_quote = passage.place.1 > 1;
    let is_summary = |summary: &String| passage.text.trim().starts_with(summary.trim_end_matches('…'));
    is_row || ((is_overview || is_in_quote) && lesson.summary.as_ref().is_some_and(is_summary))
}

/// Tests whether links and code are most of a passage, as in the index of a book.
fn is_row_of_links(passage: &Passage) -> bool {
    let masked: usize = passage.masked.iter().map(|span| span.end - span.start).sum();
    masked * 2 > passage.text.len()
}

/// Tests for a line of a list of contents: `Day 2: API Gateway와 Service Mesh`.
fn is_contents_line(passage: &Passage) -> bool {
    passage.text.split_once(':').is_some_and(|(part, _)| part_name::is_number(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_that_announce() {
        for heading in ["학습 목표", "🎯 목표", "다음 세션 준비", "Next session", "Learning objectives", "Goals"]
        {
            assert!(is_announcing(heading), "{heading}");
        }
        for heading in ["컨테이너", "다음이 오는 까닭", "Next.js", "상자"] {
            assert!(!is_announcing(heading), "{heading}");
        }
    }

    #[test]
    fn words_of_scripts() {
        assert_eq!(count_words("컨테이너는 상자다 — 아주"), 3);
        assert_eq!(count_words("容器是一个箱子"), 1 + 3);
    }
}
