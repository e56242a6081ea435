//! Measures hostile pages against an ordinary one of the same size: processor time and memory of `seodang build` for each.
//!
//! `cargo bench --bench hostile`; words behind `--` choose cases by their names. A case that costs more than [`MOST`] times the
//! ordinary page fails the run. Linux only: time and memory are those that `/proc` states.

#![expect(clippy::print_stdout, reason = "the report of a measurement")]

use std::fs;
use std::path::Path;
use std::process::{Child, Command, ExitCode, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// The size of a page, in bytes: large enough that the work on it outweighs the start of the program.
const PAGE_BYTES: usize = 100_000;

/// The most that a case may cost, in ordinary pages of its size.
const MOST: f64 = 10.0;

/// The time after which a case is ended.
const PATIENCE: Duration = Duration::from_mins(2);

/// Pieces that are repeated until the page has its size: each opens, closes or repeats something that has a reader of its own.
const PIECES: [&str; 112] = [
    "a",
    "말 ",
    "*",
    "*a ",
    "**a ",
    "_a ",
    "~~a ",
    "`",
    "`a",
    "``a ",
    "[",
    "]",
    "[a](",
    "[a](b) ",
    "[a][b] ",
    "[^1]",
    "[^1]: a\n",
    "![",
    "![a](b) ",
    "<",
    "<a ",
    "<a>",
    "</a>",
    "<b>",
    "<!--",
    "-->",
    "<div>",
    "</div>",
    "<p>",
    "<details>",
    "<summary>",
    "<table>",
    "<td>",
    "<svg>",
    "<g>",
    "<br>",
    "<img src=x>",
    "<a href=x>",
    "<div class=\"",
    "<div a=b c=d e=f>",
    "&amp;",
    "&",
    "&#x41;",
    "\\",
    "\\a",
    "$",
    "$a$ ",
    "$$",
    "$$\n",
    "\\(",
    "\\[",
    "x^2 ",
    "|",
    "|a",
    "|a|b|\n|-|-|\n",
    "||\n",
    "a|b\n-|-\n",
    "#",
    "# a\n",
    "## a\n",
    "###### a\n",
    "- ",
    "- a\n",
    "  - a\n",
    "* * ",
    "1. ",
    "1. a\n",
    "- [ ] a\n",
    ">",
    "> ",
    "> a\n",
    ">> a\n",
    "> [!TIP]\n",
    "```",
    "```\n",
    "```js\na\n```\n",
    "~~~\n",
    "    a\n",
    "\t",
    "---\n",
    "===\n",
    "a\n===\n",
    "\n",
    "  \n",
    "\r\n",
    ":::",
    "::: note\n",
    ":::\n",
    "!!! note\n",
    "    !!! note\n",
    "=== \"a\"\n",
    "{{< a >}}",
    "{{< a >}}\n",
    "{% a %}",
    "{% raw %}",
    "{{ a }}",
    "{#a}",
    "{: .a }",
    "[[",
    "[[a]] ",
    "![[a]]",
    "https://a.example/b ",
    "www.a.example ",
    "a@b.example ",
    ":smile: ",
    "@fig-a ",
    "{ref}`a` ",
    "**a**: b\n",
    "- **a**: b\n",
    "Term\n: def\n\n",
    "<Tip>\n",
    "<Tab title=\"a\">\n",
];

/// Frames that a page of pieces stands in.
const FRAMES: [(&str, &str, &str); 3] =
    [("alone", "# P\n\n", ""), ("quoted", "# P\n\n> - ", ""), ("closed", "# P\n\n<div>\n\n", "\n\n</div>\n")];

/// The cost of a build.
#[derive(Debug, Clone, Copy)]
struct Cost {
    /// Processor time, in ticks of the system (10 ms).
    ticks: u64,
    /// The most memory that was in use at once, in KB.
    kilobytes: u64,
}

fn main() -> Result<ExitCode> {
    let chosen: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
    let scratch = tempfile::tempdir()?;
    let empty = cost(scratch.path(), "# P\n")?;
    let ordinary = cost(scratch.path(), &ordinary_page()?)?;
    println!("start of the program: {empty:?}; an ordinary page of {PAGE_BYTES} bytes: {ordinary:?}");
    let mut over = 0;
    let cases: Vec<(String, String)> = cases().into_iter().filter(|(name, _)| is_chosen(name, &chosen)).collect();
    for (name, page) in &cases {
        let cost = cost(scratch.path(), page).with_context(|| name.clone())?;
        let time = ratio(cost.ticks, empty.ticks, ordinary.ticks);
        let memory = ratio(cost.kilobytes, empty.kilobytes, ordinary.kilobytes);
        if time > MOST || memory > MOST {
            over += 1;
            println!("{name}: {time:.1} times the time, {memory:.1} times the memory");
        }
    }
    println!("{} cases, {over} of them over {MOST} ordinary pages", cases.len());
    Ok(if over == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn is_chosen(name: &str, chosen: &[String]) -> bool {
    chosen.is_empty() || chosen.iter().any(|word| name.contains(word))
}

/// Returns the cost of a case beyond the start of the program, in ordinary pages.
fn ratio(case: u64, empty: u64, ordinary: u64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "ticks and kilobytes of one build")]
    let beyond = |cost: u64| cost.saturating_sub(empty) as f64;
    beyond(case) / beyond(ordinary).max(1.0)
}

/// Returns the hostile pages by their names.
fn cases() -> Vec<(String, String)> {
    let mut cases = Vec::new();
    for (frame, start, end) in FRAMES {
        for piece in PIECES {
            let body = piece.repeat(PAGE_BYTES / piece.len());
            cases.push((format!("{frame} {piece:?}"), format!("{start}{body}{end}")));
        }
    }
    let numbered = |name: &str, piece: &dyn Fn(usize) -> String| {
        let mut page = String::from("# P\n\n## Keywords\n\n");
        for n in 0.. {
            if page.len() >= PAGE_BYTES {
                break;
            }
            page += &piece(n);
        }
        (format!("numbered {name}"), page)
    };
    cases.extend([
        numbered("terms", &|n| format!("- **t{n}**: d\n")),
        numbered("overlapping terms", &|n| format!("- **{}**: d\n", "a ".repeat(1 + n % 40) + &n.to_string())),
        numbered("uses of terms", &|n| {
            if n < 200 { format!("- **word{n}**: d\n") } else { format!("word{} ", n % 200) }
        }),
        numbered("headings", &|n| format!("## h{n}\n\n")),
        numbered("same headings", &|_| "## h\n\n".to_owned()),
        numbered("footnotes", &|n| format!("x[^{n}]\n\n[^{n}]: y\n\n")),
        numbered("references", &|n| format!("[a][r{n}]\n\n[r{n}]: b{n}.md\n\n")),
        numbered("broken links", &|n| format!("[a](gone{n}.md) ")),
        numbered("broken anchors", &|n| format!("[a](#h{n}) ")),
        numbered("anchors", &|n| format!("<a id=\"i{n}\"></a>[x](#i{}) ", n / 2)),
        numbered("wiki links", &|n| format!("[[page {n}]] ")),
        numbered("attributes", &|n| format!("<b a{n}=\"b\">x</b> ")),
        numbered("columns", &|n| format!("|c{n}")),
        numbered("levels", &|n| format!("{}- a\n", " ".repeat(n.min(400)))),
        numbered("tabs", &|n| format!("=== \"t{n}\"\n    x\n\n")),
        numbered("tasks", &|n| format!("- [ ] task {n}\n")),
        numbered("questions", &|n| format!("### Question {n}\n\n- a) x\n- b) y\n\nAnswer: a\n\n")),
        numbered("blocks of code", &|n| format!("```js\nlet a = {n};\n```\n\n")),
        numbered("drawings", &|n| format!("```mermaid\ngraph LR\nA{n}-->B\n```\n\n")),
        numbered("formulas", &|n| format!("$x_{{{n}}}$ ")),
    ]);
    cases
}

/// Returns an ordinary page: the texts of the project's own course, as many as fit.
fn ordinary_page() -> Result<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("sessions/guide");
    let mut paths: Vec<_> =
        fs::read_dir(&folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    paths.sort();
    let mut page = String::new();
    while page.len() < PAGE_BYTES {
        for path in &paths {
            page += &fs::read_to_string(path)?;
        }
    }
    let end = (0..=PAGE_BYTES).rev().find(|&end| page.is_char_boundary(end)).unwrap_or(0);
    page.truncate(end);
    Ok(page)
}

/// Builds a course of one page without a cache; returns its cost.
fn cost(scratch: &Path, page: &str) -> Result<Cost> {
    let course = scratch.join("course");
    for folder in ["course", "public", "cache"] {
        let _ = fs::remove_dir_all(scratch.join(folder));
    }
    fs::create_dir(&course)?;
    fs::write(course.join("page.md"), page)?;
    let child = Command::new(env!("CARGO_BIN_EXE_seodang"))
        .args(["build", "course", "-o", "public"])
        .env("SEODANG_CACHE_DIR", scratch.join("cache"))
        .current_dir(scratch)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    watched(child)
}

/// Waits until a process ends, and reads its time and memory from `/proc` meanwhile.
fn watched(mut child: Child) -> Result<Cost> {
    let folder = format!("/proc/{}", child.id());
    let start = Instant::now();
    let mut cost = Cost { ticks: 0, kilobytes: 0 };
    loop {
        // The numbers behind the name in brackets (proc_pid_stat(5)): the state first, user and system time as 12th and 13th.
        let stat = fs::read_to_string(format!("{folder}/stat"))?;
        let fields: Vec<&str> = stat.rsplit_once(')').context("a name in brackets")?.1.split_whitespace().collect();
        let time = |at: usize| fields.get(at).and_then(|field| field.parse::<u64>().ok()).unwrap_or_default();
        cost.ticks = time(11) + time(12);
        let status = fs::read_to_string(format!("{folder}/status"))?;
        let peak =
            status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse().ok());
        cost.kilobytes = peak.unwrap_or(0).max(cost.kilobytes);
        if fields.first() == Some(&"Z") {
            let code = child.wait()?.code();
            return if matches!(code, Some(0 | 1)) { Ok(cost) } else { bail!("the program ended with {code:?}") };
        }
        if start.elapsed() > PATIENCE {
            child.kill()?;
            child.wait()?;
            bail!("it runs for more than {PATIENCE:?}");
        }
        thread::sleep(Duration::from_millis(3));
    }
}
