//! Measures each stage of a build, on the course that `SEODANG_BENCH_COURSE` names, else on the one in `sessions/`.
//!
//! `cargo bench --bench stages`: each stage runs some rounds; the least time of each is shown, and its share of the whole.

#![expect(clippy::print_stdout, reason = "the report of a measurement")]

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Result;
use seodang::config::{Config, Language};
use seodang::course::assemble;
use seodang::lesson::{Parsed, Vocabulary};
use seodang::memo::Memo;
use seodang::memo::store;
use seodang::read::{self, ReadOptions};
use seodang::render::site::{Ingredients, Job, Kitchen, site};
use seodang::render::theme::Theme;
use seodang::site::write::write;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The least of these many rounds is what the stage costs; the rest is what else the machine did.
const ROUNDS: usize = 5;

fn main() -> Result<()> {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let course = std::env::var_os("SEODANG_BENCH_COURSE").map_or(here.join("sessions"), PathBuf::from);
    let mut stages: Vec<(&str, Vec<Duration>)> = Vec::new();
    let mut note = |stage: &'static str, since: Instant| match stages.iter_mut().find(|(name, _)| *name == stage) {
        Some((_, times)) => times.push(since.elapsed()),
        None => stages.push((stage, vec![since.elapsed()])),
    };
    let scratch = tempfile::tempdir()?;
    let config = Config::default();
    for round in 0..ROUNDS {
        let start = Instant::now();
        let sources = read::course(&course, &ReadOptions::default())?.value;
        note("read", start);
        let sources = Arc::new(sources);
        let start = Instant::now();
        let mut parsed = Parsed::default();
        let lessons = parsed.lessons(&sources.sources, &Vocabulary::new(&config)).value;
        note("parse", start);
        let start = Instant::now();
        let lessons_again = parsed.lessons(&sources.sources, &Vocabulary::new(&config)).value;
        note("parse, nothing new", start);
        drop(lessons_again);
        let start = Instant::now();
        let made = Arc::new(assemble(&sources, lessons, &config, None).value);
        note("assemble", start);
        let lessons = parsed.lessons(&sources.sources, &Vocabulary::new(&config)).value;
        let start = Instant::now();
        assemble(&sources, lessons, &config, Some(&made));
        note("assemble, nothing new", start);
        let start = Instant::now();
        let files: Vec<_> =
            made.assets.keys().filter_map(|path| Some((path.clone(), sources.files.get(path)?.clone()))).collect();
        let attachments = Arc::new(read::attachments(&files)?);
        note("attachments", start);
        let start = Instant::now();
        let theme = Arc::new(Theme::load(&read::theme::theme(read::theme::DEFAULT, &[])?, Language::Korean)?);
        note("theme", start);
        let ingredients = |memo: &Arc<Memo>| Ingredients {
            course: Arc::clone(&made),
            sources: Arc::clone(&sources),
            attachments: Arc::clone(&attachments),
            theme: Arc::clone(&theme),
            memo: Arc::clone(memo),
            base_url: None,
            root: None,
            lines: false,
            progress: Arc::default(),
        };
        let cold = Arc::new(Memo::default());
        let start = Instant::now();
        let finished = site(ingredients(&cold))?.value;
        note("render, cold", start);
        let place = scratch.path().join("memo");
        let start = Instant::now();
        store::save(&cold, &place)?;
        note("remember", start);
        let start = Instant::now();
        let warm = Arc::new(Memo::new(store::load(&place)));
        note("recall", start);
        let start = Instant::now();
        site(ingredients(&warm))?;
        note("render, warm", start);
        let start = Instant::now();
        let kitchen = Kitchen::new(ingredients(&warm));
        note("prepare to render", start);
        let start = Instant::now();
        kitchen.make(&Job::Entry(made.entries.len() / 2))?;
        note("render one page, warm", start);
        let start = Instant::now();
        kitchen.make(&Job::Search)?;
        note("search data", start);
        let out = scratch.path().join(format!("out-{round}"));
        let start = Instant::now();
        write(&finished, &out)?;
        note("write, all new", start);
        let start = Instant::now();
        write(&finished, &out)?;
        note("write, unchanged", start);
        if round == 0 {
            println!("{} lessons, {} files in the site", made.lessons.len(), finished.files.len());
        }
    }
    let least: Vec<(&str, Duration)> =
        stages.into_iter().map(|(name, times)| (name, times.into_iter().min().unwrap_or_default())).collect();
    let total: Duration = least.iter().map(|(_, time)| *time).sum();
    for (name, time) in least {
        let share = time.as_secs_f64() / total.as_secs_f64() * 100.0;
        println!("{:>9.1} ms {share:>5.1} %  {name}", time.as_secs_f64() * 1000.0);
    }
    Ok(())
}
