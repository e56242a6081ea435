//! Measures each stage of a build, on the course that `SEODANG_BENCH_COURSE` names, else on the one in `sessions/`.
//!
//! `cargo bench --bench stages`: each stage runs some rounds; the least time of each is shown, and its share of the whole.

#![expect(clippy::print_stdout, reason = "the report of a measurement")]

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Result;
use seodang::check::Policy;
use seodang::lesson::{Parsed, Vocabulary};
use seodang::memo::{Memo, store};
use seodang::pipeline::{Attached, Inputs, Model, Prepared, Reuse, Selection, SiteAddress, ThemeInput};
use seodang::read::project::{self, Project};
use seodang::render::site::{EditionJob, RenderJob, SiteRenderer};
use seodang::site::write::write;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The number of rounds; the fastest is the cost of the stage, because other work of the machine slows the others.
const ROUNDS: usize = 5;

/// The times of each stage, in the order in which they were first measured.
#[derive(Default)]
struct Stages(Vec<(&'static str, Vec<Duration>)>);

impl Stages {
    /// Measures some work.
    fn time<T>(&mut self, stage: &'static str, work: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let value = work();
        let time = start.elapsed();
        match self.0.iter_mut().find(|(name, _)| *name == stage) {
            Some((_, times)) => times.push(time),
            None => self.0.push((stage, vec![time])),
        }
        value
    }

    /// Prints the least time of each stage.
    fn print(self) {
        let least: Vec<(&str, Duration)> =
            self.0.into_iter().map(|(name, times)| (name, times.into_iter().min().unwrap_or_default())).collect();
        let total: Duration = least.iter().map(|(_, time)| *time).sum();
        for (name, time) in least {
            let share = time.as_secs_f64() / total.as_secs_f64() * 100.0;
            println!("{:>9.1} ms {share:>5.1} %  {name}", time.as_secs_f64() * 1000.0);
        }
    }
}

fn main() -> Result<()> {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let course = std::env::var_os("SEODANG_BENCH_COURSE").map_or(here.join("sessions"), PathBuf::from);
    let project = project::find(&here, Some(&course), None)?;
    let scratch = tempfile::tempdir()?;
    let mut stages = Stages::default();
    for round in 0..ROUNDS {
        let model = model(&project, &mut stages)?;
        let theme = stages.time("theme", || ThemeInput::read(&project, None).load(model.course.language))?;
        let cold = Prepared { model, theme: Arc::new(theme), memo: Arc::default() };
        let report = stages.time("render, cold", || cold.render(&SiteAddress::Unknown, &Arc::default()))?;
        let memo = scratch.path().join("memo");
        stages.time("remember", || store::save(&cold.memo, &memo))?;
        let recalled = stages.time("recall", || Memo::new(store::load(&memo), None));
        let warm = Prepared { memo: Arc::new(recalled), ..cold };
        stages.time("render, warm", || warm.render(&SiteAddress::Unknown, &Arc::default()))?;
        pages(&warm, &mut stages)?;
        let policy = Policy::of(&project);
        let problems = stages.time("problems of pages, warm", || warm.model.page_problems(&warm.memo));
        stages.time("findings", || warm.model.findings(problems, &policy));
        let out = scratch.path().join(format!("out-{round}"));
        stages.time("write, all new", || write(&report.value, &out))?;
        stages.time("write, unchanged", || write(&report.value, &out))?;
        if round == 0 {
            println!("{} lessons, {} files in the site", warm.model.course.lessons.len(), report.value.files.len());
        }
    }
    stages.print();
    Ok(())
}

/// Measures the stages from a folder to a course, without a memo and with the memo of an earlier run.
fn model(project: &Project, stages: &mut Stages) -> Result<Model> {
    let (selection, vocabulary) = (Selection::default(), Vocabulary::new(&project.config));
    let mut reuse = Reuse::default();
    let inputs = stages.time("read", || Inputs::read(project, &selection, &mut reuse))?;
    let mut parsed = Parsed::default();
    let memo = Memo::default();
    stages.time("parse", || parsed.lessons(&inputs.sources.sources, &vocabulary, &memo));
    stages.time("parse, nothing new", || parsed.lessons(&inputs.sources.sources, &vocabulary, &memo));
    let mut assemble = |stage, inputs: Inputs, earlier: Option<&Model>| {
        let earlier = earlier.map(|model| &*model.course);
        stages.time(stage, || Model::assemble(inputs, &project.config, Attached::All, &mut reuse, earlier))
    };
    let model = assemble("parse and assemble", inputs.clone(), None)?;
    assemble("parse and assemble, nothing new", inputs, Some(&model))?;
    Ok(model)
}

/// Measures the renderings of a preview: one page, and the search.
fn pages(warm: &Prepared, stages: &mut Stages) -> Result<()> {
    let render_input = warm.render_input(&SiteAddress::Unknown, &Arc::default());
    let renderer = stages.time("prepare to render", || SiteRenderer::new(render_input))?;
    let job = |job: RenderJob| EditionJob { edition: 0, job };
    let middle = job(RenderJob::Entry(warm.model.course.entries.len() / 2));
    stages.time("render one page, warm", || renderer.render(&middle))?;
    stages.time("search data", || renderer.render(&job(RenderJob::Search)))?;
    Ok(())
}
