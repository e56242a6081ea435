//! Measures the share of the glossary in a build, on the course that `SEODANG_BENCH_COURSE` names, else on `sessions/`.
//!
//! `cargo bench --bench glossary`: adds terms to the course until it has `SEODANG_BENCH_TERMS` (1,000), each a word of its
//! own pages, so that each is found and marked. All stages run on one thread, so that elapsed time is processor time.
//! The cost of the glossary is the additional time that assembling and rendering take with its terms; the share is of the
//! whole build.

#![expect(clippy::print_stdout, reason = "the report of a measurement")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Result;
use seodang::config::{Config, Language};
use seodang::course::{Course, assemble};
use seodang::lesson::{Parsed, Vocabulary};
use seodang::memo::Memo;
use seodang::read::{self, ReadOptions, Sources};
use seodang::render::site::{RenderInput, site};
use seodang::render::theme::Theme;
use seodang::site::Site;
use seodang::site::write::write;
use seodang::source::{CoursePath, Source};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The number of rounds; the least time counts.
const ROUNDS: usize = 3;

/// The times of the stages of one build.
#[derive(Clone, Copy)]
struct Times {
    parse: Duration,
    assemble: Duration,
    cold: Duration,
    warm: Duration,
    write: Duration,
}

fn main() -> Result<()> {
    rayon::ThreadPoolBuilder::new().num_threads(1).build_global()?;
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let folder = std::env::var_os("SEODANG_BENCH_COURSE").map_or(here.join("sessions"), PathBuf::from);
    let most = std::env::var("SEODANG_BENCH_TERMS").ok().and_then(|number| number.parse().ok()).unwrap_or(1000);
    let sources = read::course(&folder, &ReadOptions::default())?.value;
    let none = Arc::new(without_terms(&sources));
    let plain = course(&sources);
    let many = Arc::new(with_terms(&sources, &plain, most));
    let (without, _) = least(&none)?;
    let (with, made) = least(&many)?;
    let marks: usize = made.glossary.marks.values().map(Vec::len).sum();
    println!(
        "{} lessons, {} terms, {marks} marks, the least of {ROUNDS} rounds",
        made.lessons.len(),
        made.glossary.len()
    );
    let show = |name: &str, without: Duration, with: Duration| {
        println!("{:>9.1} ms without {:>9.1} ms with  {name}", milliseconds(without), milliseconds(with));
    };
    show("parse", without.parse, with.parse);
    show("assemble", without.assemble, with.assemble);
    show("render, cold", without.cold, with.cold);
    show("render, warm", without.warm, with.warm);
    show("write, unchanged", without.write, with.write);
    for (name, rendering, plain) in [("cold", with.cold, without.cold), ("warm", with.warm, without.warm)] {
        let cost = with.assemble.saturating_sub(without.assemble) + rendering.saturating_sub(plain);
        let whole = with.parse + with.assemble + rendering + with.write;
        let share = cost.as_secs_f64() / whole.as_secs_f64() * 100.0;
        println!("{:>9.1} ms {share:>5.1} %  the glossary, of a {name} build", milliseconds(cost));
    }
    Ok(())
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn course(sources: &Sources) -> Course {
    let config = Config::default();
    let lessons = Parsed::default().lessons(&sources.sources, &Vocabulary::new(&config), &Memo::default()).value;
    assemble(sources, lessons, &config, None, None).value
}

/// Returns the course with the words that mark terms renamed, so that it defines no terms but costs as much to parse.
fn without_terms(sources: &Sources) -> Sources {
    let mut plain = sources.clone();
    for source in &mut plain.sources {
        let text = source.text.replace("키워드", "가나다").replace("용어", "라마").replace("정의**", "사아**");
        let text =
            text.replace("Keywords", "Kzywords").replace("Key terms", "Kzy terms").replace("Glossary", "Glozzary");
        *source = Source::new(source.path.clone(), &text);
    }
    plain
}

/// Returns the course with one more page, which defines the most frequent words of the others.
fn with_terms(sources: &Sources, course: &Course, most: usize) -> Sources {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for lesson in course.lessons.values() {
        for passage in &lesson.prose {
            for word in passage.text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 2) {
                *counts.entry(word).or_default() += 1;
            }
        }
    }
    let mut words: Vec<(usize, &str)> = counts.into_iter().map(|(word, count)| (count, word)).collect();
    words.sort_by(|a, b| b.cmp(a));
    let known: BTreeSet<&str> = course.glossary.terms().map(|term| term.name.as_str()).collect();
    let missing = most.saturating_sub(known.len());
    let chosen = words.iter().map(|(_, word)| *word).filter(|word| !known.contains(word)).take(missing);
    let items: Vec<String> =
        chosen.map(|word| format!("- **{word}**: 이 과정에 나오는 낱말 `{word}`의 풀이\n")).collect();
    let mut many = sources.clone();
    let text = format!("# 낱말\n\n## 핵심 키워드\n\n{}", items.concat());
    many.sources.push(Source::new(CoursePath::new("bench_words.md"), &text));
    many
}

/// Builds a course several times; returns the least time of each stage, and the course.
fn least(sources: &Arc<Sources>) -> Result<(Times, Arc<Course>)> {
    let mut least: Option<(Times, Arc<Course>)> = None;
    for _ in 0..ROUNDS {
        let (times, made) = build(sources)?;
        least = Some(match least {
            None => (times, made),
            Some((known, made)) => {
                let fewer = Times {
                    parse: known.parse.min(times.parse),
                    assemble: known.assemble.min(times.assemble),
                    cold: known.cold.min(times.cold),
                    warm: known.warm.min(times.warm),
                    write: known.write.min(times.write),
                };
                (fewer, made)
            }
        });
    }
    least.ok_or_else(|| anyhow::anyhow!("no round was run"))
}

fn build(sources: &Arc<Sources>) -> Result<(Times, Arc<Course>)> {
    let config = Config::default();
    let start = Instant::now();
    let lessons = Parsed::default().lessons(&sources.sources, &Vocabulary::new(&config), &Memo::default()).value;
    let parse = start.elapsed();
    let start = Instant::now();
    let made = Arc::new(assemble(sources, lessons, &config, None, None).value);
    let assemble = start.elapsed();
    let theme = Arc::new(Theme::load(&read::theme::theme(read::theme::DEFAULT, &[])?, Language::KOREAN)?);
    let memo = Arc::new(Memo::default());
    let render = || -> Result<(Duration, Site)> {
        let start = Instant::now();
        let finished = site(RenderInput {
            course: Arc::clone(&made),
            sources: Arc::clone(sources),
            attachments: Arc::default(),
            theme: Arc::clone(&theme),
            memo: Arc::clone(&memo),
            base_url: None,
            root: None,
            lines: false,
            progress: Arc::default(),
            frame: None,
        })?;
        Ok((start.elapsed(), finished.value))
    };
    let (cold, _) = render()?;
    let (warm, finished) = render()?;
    let scratch = tempfile::tempdir()?;
    write(&finished, scratch.path())?;
    let start = Instant::now();
    write(&finished, scratch.path())?;
    let write = start.elapsed();
    Ok((Times { parse, assemble, cold, warm, write }, made))
}
