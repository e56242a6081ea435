//! Measures how long diagrams take: those of the course that `SEODANG_BENCH_COURSE` names, else those of the tests.
//!
//! `cargo bench --bench diagrams` draws them once in a cold thread, as a build does, then some rounds more.

#![expect(clippy::print_stdout, reason = "the report of a measurement")]

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use seodang::render::diagram::{DiagramError, Drawing, default_theme, stylesheet};

#[global_allocator]
static GLOBAL: mimalloc::MiMalloc = mimalloc::MiMalloc;

const ROUNDS: u32 = 5;

fn main() {
    let blocks = blocks();
    let bytes: usize = blocks.iter().map(String::len).sum();
    println!("{} diagrams, {bytes} bytes of source", blocks.len());
    let first = timed(&blocks);
    report("first round", first, blocks.len());
    let mut best = first;
    for _ in 0..ROUNDS {
        best = best.min(timed(&blocks));
    }
    report(&format!("best of {ROUNDS} more"), best, blocks.len());
    let drawings: Vec<_> = blocks.iter().filter_map(|block| draw(block).ok()).collect();
    let sheet = stylesheet(&default_theme(), drawings.iter().flat_map(|drawing| &drawing.rules));
    let svg: usize = drawings.iter().map(|drawing| drawing.svg("d", "", "").len()).sum();
    println!("{} drawn, {svg} bytes of SVG, {} bytes of style rules", drawings.len(), sheet.len());
}

fn draw(block: &str) -> Result<Drawing, DiagramError> {
    seodang::render::diagram::draw(&default_theme(), block)
}

fn timed(blocks: &[String]) -> Duration {
    let start = Instant::now();
    for block in blocks {
        let _ = std::hint::black_box(draw(block));
    }
    start.elapsed()
}

fn report(what: &str, time: Duration, count: usize) {
    println!(
        "{what}: {time:.1?}, {:.2} ms a diagram",
        time.as_secs_f64() * 1000.0 / f64::from(u32::try_from(count).unwrap_or(1))
    );
}

fn blocks() -> Vec<String> {
    let mut files = Vec::new();
    if let Some(course) = std::env::var_os("SEODANG_BENCH_COURSE") {
        collect(Path::new(&course), "md", &mut files);
        return files.iter().filter_map(|f| fs::read_to_string(f).ok()).flat_map(|text| fenced(&text)).collect();
    }
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagrams");
    collect(&tests, "mmd", &mut files);
    let mut blocks: Vec<String> = files.iter().filter_map(|f| fs::read_to_string(f).ok()).collect();
    let mut documents = Vec::new();
    collect(&tests, "md", &mut documents);
    blocks.extend(documents.iter().filter_map(|f| fs::read_to_string(f).ok()).flat_map(|text| fenced(&text)));
    blocks
}

fn collect(folder: &Path, extension: &str, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| entry.ok().map(|e| e.path())).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            collect(&path, extension, files);
        } else if path.extension().is_some_and(|e| e == extension) {
            files.push(path);
        }
    }
}

fn fenced(markdown: &str) -> Vec<String> {
    let starts = markdown.split("```mermaid\n").skip(1);
    starts.filter_map(|rest| rest.split_once("```").map(|(block, _)| block.to_owned())).collect()
}
