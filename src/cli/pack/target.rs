//! Turns a course's title and the output argument into the names of packages.

use std::path::PathBuf;

use crate::cli::args::PackArgs;
use crate::course::Course;
use crate::pack::disk;

/// Returns the file to write: the output, or one named after the course in it or in the current folder.
pub(super) fn target(args: &PackArgs, course: &Course, extension: &str) -> PathBuf {
    let name = || PathBuf::from(format!("{}.{extension}", stem(course)));
    match &args.output {
        Some(output) if disk::is_folder(output) => output.join(name()),
        Some(output) => output.clone(),
        None => name(),
    }
}

/// Returns the folder for several files: the output, or one named after the course.
pub(super) fn target_folder(args: &PackArgs, course: &Course) -> PathBuf {
    args.output.clone().unwrap_or_else(|| PathBuf::from(stem(course)))
}

/// Returns the course's title as a file name: words in lower case, at most 60 characters.
fn stem(course: &Course) -> String {
    let words: Vec<String> = course
        .title
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let name: String = words.join("-").chars().take(60).collect();
    if name.is_empty() { "course".to_owned() } else { name }
}
