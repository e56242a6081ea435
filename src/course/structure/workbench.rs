//! Reads `config.yaml` of a lesson of the Carpentries Workbench: its episodes in order, then what learners need.
//!
//! Source: "Editing the schedule and config.yaml" in the documentation of `sandpaper`.

use serde_json::Value;

use super::reader::CourseFiles;
use super::{EntryList, StatedStructure, StatedTarget, yaml};
use crate::source::{CoursePath, Source};

/// The folders of a lesson whose pages readers see, with the keys that order them.
const EPISODES: &str = "episodes";
const LEARNERS: &str = "learners";

/// Reads the lesson that a `config.yaml` configures; `None` if it configures something else.
pub(super) fn read(files: &CourseFiles<'_>, file: &Source) -> Option<StatedStructure> {
    let config = yaml::parse_keys(file, &["carpentry", "title", EPISODES, LEARNERS]).ok()?;
    yaml::text(&config, &["carpentry"])?;
    let project = file.path.parent().unwrap_or_default();
    let (episodes, learners) = (project.join(EPISODES), project.join(LEARNERS));
    if !files.has_pages(&episodes) {
        return None;
    }
    let mut entries = EntryList::default();
    let named = listed(&config, EPISODES);
    if named.is_empty() {
        entries.push(0, None, StatedTarget::Contents(episodes));
    } else {
        add(files, &episodes, &named, 0, &mut entries);
    }
    if files.has_pages(&learners) {
        entries.push(0, None, StatedTarget::Folder(learners.clone()));
        add(files, &learners, &listed(&config, LEARNERS), 1, &mut entries);
    }
    let title = yaml::text(&config, &["title"]).map(ToOwned::to_owned);
    let home = files.page(&project.join("index"));
    let content = project.clone();
    Some(StatedStructure { file: file.path.clone(), project, content, title, home, entries: entries.0 })
}

fn listed<'v>(config: &'v Value, key: &str) -> Vec<&'v str> {
    config.get(key).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect()
}

fn add(files: &CourseFiles<'_>, folder: &CoursePath, names: &[&str], depth: usize, entries: &mut EntryList) {
    for name in names {
        entries.push(depth, None, files.target(folder, folder, name));
    }
}
