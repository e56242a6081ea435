//! Runs `seodang init`: writes a settings file with what a course shows by itself.

use std::sync::Arc;

use anyhow::{Result, anyhow};

use super::args::InitArgs;
use super::terminal::{display_path, eprint_line};
use super::workspace::Workspace;
use crate::config::FILE_NAME;
use crate::config::schema::SCHEMA_FILE;
use crate::message;
use crate::message::MessageLanguage;
use crate::pipeline::{self, Selection};
use crate::scaffold::ScaffoldFile;
use crate::scaffold::settings::{infer, inferred, schema_text};
use crate::scaffold::write::write_new;

/// Writes the settings of a course; returns true.
///
/// # Errors
/// Returns an error if the course has settings, or if the machine fails.
pub fn init(args: &InitArgs, language: MessageLanguage) -> Result<bool> {
    let workspace = Workspace::find(args.course.as_deref(), None)?;
    let project = &workspace.project;
    if project.config_source.is_some() {
        let file = display_path(&project.home.join(FILE_NAME));
        return Err(anyhow!(message!("init-settings-exist", file).text(language)));
    }
    let model = pipeline::analyze(project, &Selection::default(), Arc::default())?;
    let settings = infer(&model.course, &model.inputs.sources);
    let file = |path: &str, text| ScaffoldFile { path: path.to_owned(), text };
    let files = [file(FILE_NAME, inferred(&settings, language)), file(SCHEMA_FILE, schema_text(language))];
    for written in write_new(&project.home, &files)? {
        eprint_line(&message!("new-page-written", file = display_path(&written)).text(language));
    }
    let pages = model.course.lessons.len();
    eprint_line(&message!("init-done", settings = settings.len(), pages).text(language));
    eprint_line(&message!("next-serve").text(language));
    Ok(true)
}
