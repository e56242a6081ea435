//! Turns a few lines of a test into a course on the disk, a run of the program, and its output.

mod html;
mod preview;
mod random;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use tempfile::TempDir;

pub(crate) use html::{Element, Html, misnested};
pub(crate) use preview::{Answer, PATIENCE, Preview};
pub(crate) use random::Random;

/// A course in its own folder with its own cache: tests are isolated from each other and from the user's files.
pub(crate) struct CourseTest {
    folder: Arc<TempDir>,
}

impl CourseTest {
    /// Starts with an empty course.
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("sample")).unwrap();
        Self { folder: Arc::new(folder) }
    }

    /// Starts with one page.
    pub(crate) fn of(text: &str) -> Self {
        Self::new().file("page.md", text)
    }

    /// Starts with the files of a text, each below a line `== path`; without such a line all of it is `page.md`.
    pub(crate) fn of_files(text: &str) -> Self {
        let mut files: Vec<(&str, String)> = Vec::new();
        for line in text.split_inclusive('\n') {
            match line.strip_prefix("== ") {
                Some(path) => files.push((path.trim_end(), String::new())),
                None if files.is_empty() => files.push(("page.md", line.to_owned())),
                None => files.last_mut().unwrap().1.push_str(line),
            }
        }
        files.iter().fold(Self::new(), |course, (path, text)| course.file(path, text))
    }

    /// Adds a file.
    pub(crate) fn file(self, path: &str, text: &str) -> Self {
        self.edit(path, text);
        self
    }

    /// Adds a file that is not text.
    pub(crate) fn bytes(self, path: &str, bytes: &[u8]) -> Self {
        write(&self.course().join(path), bytes);
        self
    }

    /// Adds pages that consist of a title: `("week_01/README.md", "Week 1")`.
    pub(crate) fn titles(self, pages: &[(&str, &str)]) -> Self {
        pages.iter().fold(self, |course, (path, title)| course.file(path, &format!("# {title}\n")))
    }

    /// Overwrites a file.
    pub(crate) fn edit(&self, path: &str, text: &str) {
        write(&self.course().join(path), text.as_bytes());
    }

    /// Replaces a file in one step, as editors do that write beside it and rename: nobody reads it half written.
    pub(crate) fn replace(&self, path: &str, text: &str) {
        let new = self.root().join("replacement");
        write(&new, text.as_bytes());
        fs::rename(new, self.course().join(path)).unwrap();
    }

    /// Removes a file.
    pub(crate) fn remove(&self, path: &str) {
        fs::remove_file(self.course().join(path)).unwrap();
    }

    /// Returns the folder of the test.
    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    /// Returns the folder of the course.
    pub(crate) fn course(&self) -> PathBuf {
        self.root().join("sample")
    }

    /// Builds the course into `public`.
    pub(crate) fn build(&self) -> Built {
        self.build_with(&[])
    }

    /// Builds the course into `public` with further words on the command line.
    pub(crate) fn build_with(&self, further: &[&str]) -> Built {
        self.build_into("public", further)
    }

    /// Builds the course into another folder of the test. Every finding is printed, including similar ones.
    pub(crate) fn build_into(&self, out: &str, further: &[&str]) -> Built {
        let mut words = vec!["build", "sample", "-o", out, "--all"];
        words.extend(further);
        self.run(&words, out)
    }

    /// Runs any command in the test's folder; `out` is where it is expected to write.
    pub(crate) fn run(&self, words: &[&str], out: &str) -> Built {
        let run = self.command(words).output().unwrap();
        Built {
            output: self.root().join(out),
            exit_code: run.status.code().unwrap_or(-1),
            said: String::from_utf8_lossy(&run.stderr).into_owned(),
            _folder: Arc::clone(&self.folder),
        }
    }

    /// Returns a command that is ready to start.
    pub(crate) fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_seodang"));
        command.args(words).current_dir(self.root()).env("SEODANG_CACHE_DIR", self.root().join("cache"));
        // Excludes the locale and the settings of the user who runs the tests.
        command.env("LC_ALL", "C").env("SEODANG_CONFIG_DIR", self.root().join("config"));
        command
    }
}

/// The result of a run of the program.
pub(crate) struct Built {
    /// The folder that it wrote to.
    pub(crate) output: PathBuf,
    /// Its exit code.
    pub(crate) exit_code: i32,
    /// The printed text.
    pub(crate) said: String,
    /// Keeps the folder until this value is dropped.
    _folder: Arc<TempDir>,
}

/// A diagnostic as the program printed it: `broken-link week_01/a.md:3:7 message`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Problem {
    /// `error`, `warning` or `info`.
    pub(crate) level: String,
    /// The code.
    pub(crate) code: String,
    /// `path:line:column`, or only the path.
    pub(crate) place: String,
    /// The message.
    pub(crate) message: String,
}

impl Problem {
    /// Parses diagnostics from the human format.
    pub(crate) fn parse(text: &str) -> Vec<Self> {
        let lines: Vec<&str> = text.lines().collect();
        let mut problems = Vec::new();
        for (at, line) in lines.iter().enumerate() {
            let Some((head, message)) = line.split_once("]: ") else { continue };
            let Some((level, code)) = head.split_once('[') else { continue };
            if !["error", "warning", "info"].contains(&level) {
                continue;
            }
            let place = lines.get(at + 1).and_then(|next| next.trim_start().strip_prefix("--> ")).unwrap_or_default();
            problems.push(Self {
                level: level.to_owned(),
                code: code.to_owned(),
                place: place.to_owned(),
                message: message.to_owned(),
            });
        }
        problems
    }
}

impl Built {
    /// Returns the run; fails if it built no site.
    pub(crate) fn ok(self) -> Self {
        assert_eq!(self.exit_code, 0, "{}", self.said);
        self
    }

    /// Returns the line that counts: the last one before the next step.
    pub(crate) fn closing(&self) -> &str {
        self.said.trim_end().lines().rev().find(|line| !line.starts_with("next: ")).unwrap_or_default()
    }

    /// Returns the text of a file of the site.
    pub(crate) fn text(&self, path: &str) -> String {
        let text = fs::read_to_string(self.output.join(path));
        text.unwrap_or_else(|error| panic!("{path}: {error}; there are {:#?}\n{}", self.files(), self.said))
    }

    /// Returns a page of the site.
    pub(crate) fn page(&self, path: &str) -> Html {
        Html::new(self.text(path))
    }

    /// Returns the article of a page, without the rest of the page.
    pub(crate) fn prose(&self, path: &str) -> Html {
        self.page(path).inside("class", "prose")
    }

    /// Returns every file of the site in order, without those of the theme and the manifest.
    pub(crate) fn files(&self) -> Vec<String> {
        let all = files_below(&self.output);
        all.into_iter().filter(|path| !path.starts_with("seodang/") && path != ".seodang-manifest").collect()
    }

    /// Returns the pages of the site, without the "not found" page.
    pub(crate) fn pages(&self) -> Vec<String> {
        self.files().into_iter().filter(|path| path.ends_with(".html") && path != "404.html").collect()
    }

    /// Returns the diagnostics that the program printed.
    pub(crate) fn problems(&self) -> Vec<Problem> {
        Problem::parse(&self.said)
    }

    /// Returns the diagnostics as `code place`, in order.
    pub(crate) fn reports(&self) -> Vec<String> {
        self.problems().into_iter().map(|problem| format!("{} {}", problem.code, problem.place)).collect()
    }

    /// Follows the links to next pages from a page; returns the paths of the pages.
    pub(crate) fn walk(&self, first: &str) -> Vec<String> {
        let mut here = first.to_owned();
        let mut walk = vec![here.clone()];
        while let Some(next) = self.page(&here).elements("a").into_iter().find(|a| a.attribute("rel") == Some("next")) {
            here = resolve(&here, next.attribute("href").unwrap());
            assert!(!walk.contains(&here), "the way on leads in a circle: {walk:?}");
            walk.push(here.clone());
        }
        walk
    }
}

/// Resolves a reference on a page; both paths are from the site's root, and the fragment is dropped.
pub(crate) fn resolve(from: &str, href: &str) -> String {
    let path = href.split(['#', '?']).next().unwrap_or_default();
    let path = percent_encoding::percent_decode_str(path).decode_utf8().unwrap();
    let mut parts: Vec<&str> = from.split('/').collect();
    if path.is_empty() {
        return from.to_owned();
    }
    parts.pop();
    for part in path.split('/') {
        match part {
            "." => {}
            ".." => assert!(parts.pop().is_some(), "{href} leads out of the site from {from}"),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Lists every file below a folder, in order.
pub(crate) fn files_below(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(here) = folders.pop() {
        for entry in fs::read_dir(&here).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() && !path.is_symlink() {
                folders.push(path);
            } else {
                found.push(path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/"));
            }
        }
    }
    found.sort();
    found
}

/// Reads every file below a folder.
pub(crate) fn contents(folder: &Path) -> Vec<(String, Vec<u8>)> {
    files_below(folder)
        .into_iter()
        .map(|path| (path.clone(), fs::read(folder.join(&path)).unwrap_or_default()))
        .collect()
}

/// Tests whether expectations are rewritten instead of compared: `SEODANG_UPDATE=1`.
pub(crate) fn is_update() -> bool {
    std::env::var_os("SEODANG_UPDATE").is_some()
}

fn write(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

/// Returns the course as data, through the library.
pub(crate) fn course_data(course: &CourseTest) -> seodang::diagnostic::Report<Arc<seodang::course::Course>> {
    use seodang::pipeline::{Selection, analyze};
    let project = seodang::read::project::find(course.root(), Some(&course.course()), None).unwrap();
    let selection = Selection { audience: seodang::audience_filter::Audience::Instructor, ..Selection::default() };
    let model = analyze(&project, &selection, Arc::default()).unwrap();
    seodang::diagnostic::Report { value: model.course, diagnostics: model.diagnostics }
}

/// Writes the tree of the course, an entry a line: `week Week 1: Basics`, indented by two spaces for each level.
pub(crate) fn tree(course: &CourseTest) -> String {
    let course = course_data(course).value;
    let line = |(index, entry): (usize, &seodang::course::Entry)| {
        let label = entry.label.as_ref().map(|label| format!("{label}: ")).unwrap_or_default();
        let depth = "  ".repeat(course.ancestors(index).len());
        format!("{depth}{} {label}{}\n", entry.kind.as_str(), entry.title)
    };
    course.entries.iter().enumerate().map(line).collect()
}
