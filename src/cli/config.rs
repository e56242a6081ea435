//! Runs `seodang config`: prints the settings in effect with their origins, or the schema of the settings file.

use std::sync::Arc;

use anyhow::Result;

use super::args::ConfigArgs;
use super::terminal::{display_path, print};
use super::workspace::Workspace;
use crate::config::effective::{Derived, effective};
use crate::config::schema::schema;
use crate::message;
use crate::message::MessageLanguage;
use crate::pipeline::{self, Selection};

/// Prints settings; returns true.
///
/// # Errors
/// Returns an error if the course or its settings cannot be read.
pub fn config(args: &ConfigArgs, language: MessageLanguage) -> Result<bool> {
    if args.schema {
        print(&format!("{:#}\n", schema(language)));
        return Ok(true);
    }
    let workspace = Workspace::find(args.course.as_deref(), None)?;
    let project = &workspace.project;
    let model = pipeline::analyze(project, &Selection::default(), Arc::default())?;
    let course = &model.course;
    let of_course = || message!("config-from-course");
    let by_default = || message!("config-default");
    let derived = [
        Derived::text("title", &course.title, of_course()),
        Derived::text("language", course.language.tag(), of_course()),
        Derived::text("interface-language", course.interface.tag(), of_course()),
        Derived::text("source", &display_path(&project.course), by_default()),
        Derived::text("output", &display_path(&project.output), by_default()),
        Derived::text("theme", "default", by_default()),
        Derived::text("html", "limited", by_default()),
        Derived { key: "images.remote", value: "\"link\"".to_owned(), origin: by_default() },
        Derived { key: "share.feed", value: "true".to_owned(), origin: by_default() },
        Derived { key: "share.og", value: "true".to_owned(), origin: by_default() },
        Derived { key: "share.markdown", value: "false".to_owned(), origin: by_default() },
        Derived { key: "share.edit-links", value: "true".to_owned(), origin: by_default() },
    ];
    print(&effective(project.config_source.as_ref(), &derived, language));
    Ok(true)
}
