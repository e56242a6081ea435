//! Reads the structure that a tool's file above the folder of the course states of that folder: `mkdocs.yml` beside `docs`.
//!
//! The readers see the course where it is in the project, with the folder's name before all paths. What they find is cut to the
//! folder: nothing beside it becomes a page.

use std::sync::Arc;

use super::format::read;
use super::reader::CourseFiles;
use super::{StatedEntry, StatedStructure, StatedTarget};
use crate::course::Lessons;
use crate::read::{Sources, StructureAbove};
use crate::source::{CoursePath, Source};

/// Returns the structure that the first file above states of the whole course. A mistake in such a file is not one of the course.
pub(super) fn structure(sources: &Sources, lessons: &Lessons) -> Option<StatedStructure> {
    let above = sources.structure_above.as_ref()?;
    let (seen, moved) = (sources_below(sources, above), lessons_below(lessons, &above.folder));
    let files = CourseFiles::new(&seen, &moved);
    let found = above.files.iter().filter_map(|file| read(&files, file).ok().flatten());
    let cut = found.filter(|found| above.folder.is_within(&found.content) || found.content.is_within(&above.folder));
    let mut stated: Vec<StatedStructure> =
        cut.map(|found| cut_to(&above.folder, found)).filter(|found| found.states_order(lessons)).collect();
    // A structure that names its pages is preferred to one that names only folders.
    stated.sort_by_key(|found| found.pages().next().is_none());
    stated.into_iter().next()
}

/// Returns the texts and files of a course as the project sees them.
fn sources_below(sources: &Sources, above: &StructureAbove) -> Sources {
    let below = |path: &CoursePath| above.folder.join(path.as_str());
    let moved = |source: &Source| source.clone().at(below(&source.path));
    Sources {
        sources: sources.sources.iter().map(moved).collect(),
        structure_files: above.files.iter().cloned().chain(sources.structure_files.iter().map(moved)).collect(),
        files: sources.files.iter().map(|(path, file)| (below(path), file.clone())).collect(),
        folders: sources.folders.iter().map(below).chain([above.folder.clone()]).collect(),
        withheld: sources.withheld.iter().map(below).collect(),
        ..Sources::default()
    }
}

fn lessons_below(lessons: &Lessons, folder: &CoursePath) -> Lessons {
    lessons.iter().map(|(path, lesson)| (folder.join(path.as_str()), Arc::clone(lesson))).collect()
}

/// Returns a structure of the project as one of the course, without the pages outside of it.
fn cut_to(folder: &CoursePath, found: StatedStructure) -> StatedStructure {
    let inside = |path: &CoursePath| {
        let rest = path.as_str().strip_prefix(folder.as_str()).filter(|_| path.is_within(folder) || path == folder)?;
        Some(CoursePath::new(rest.trim_start_matches('/')))
    };
    let target = |target: StatedTarget| match target {
        StatedTarget::Page(path) => inside(&path).map(StatedTarget::Page),
        StatedTarget::Folder(path) => inside(&path).map(StatedTarget::Folder),
        StatedTarget::Contents(path) => {
            let whole = folder.is_within(&path).then(CoursePath::default);
            inside(&path).or(whole).map(StatedTarget::Contents)
        }
        other => Some(other),
    };
    let entry =
        |entry: StatedEntry| StatedEntry { target: target(entry.target).unwrap_or(StatedTarget::Nothing), ..entry };
    let up = folder.parts().map(|_| "../").collect::<String>();
    StatedStructure {
        file: CoursePath::new(&format!("{up}{}", found.file)),
        project: CoursePath::default(),
        content: inside(&found.content).unwrap_or_default(),
        home: found.home.as_ref().and_then(inside),
        entries: found.entries.into_iter().map(entry).collect(),
        title: found.title,
    }
}
