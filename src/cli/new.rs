//! Runs `seodang new`: writes a course to begin with, or a page of a course, and prints the next steps.

use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, anyhow};

use super::args::{CiService, NewArgs, NewCiArgs, NewCommand, NewPageArgs};
use super::terminal::{display_path, eprint_line};
use super::workspace::Workspace;
use crate::message;
use crate::message::{Message, MessageLanguage};
use crate::pipeline::{self, Selection};
use crate::read::project::Project;
use crate::read::repository;
use crate::scaffold::ci::{BuildService, workflow};
use crate::scaffold::page::{self, PageKind};
use crate::scaffold::starter::starter;
use crate::scaffold::write::{is_empty, write_new};
use crate::source::CoursePath;

/// Writes new files; returns true.
///
/// # Errors
/// Returns an error if a file exists already, or if the machine fails.
pub fn new(args: &NewArgs, language: MessageLanguage) -> Result<bool> {
    match (&args.kind, &args.folder) {
        (Some(NewCommand::Session(args)), _) => new_page(PageKind::Session, args, language),
        (Some(NewCommand::Lab(args)), _) => new_page(PageKind::Lab, args, language),
        (Some(NewCommand::Day(args)), _) => new_page(PageKind::Day, args, language),
        (Some(NewCommand::Week(args)), _) => new_page(PageKind::Week, args, language),
        (Some(NewCommand::Ci(args)), _) => new_workflow(args, language),
        (None, Some(folder)) => new_course(folder, language),
        (None, None) => Ok(true),
    }
}

fn new_course(folder: &Path, language: MessageLanguage) -> Result<bool> {
    let folder = std::env::current_dir().context("cannot read the current folder")?.join(folder);
    let folder = plain_path(&folder);
    let shown = display_path(&folder);
    if !is_empty(&folder) {
        return Err(anyhow!(message!("new-folder-not-empty", folder = shown).text(language)));
    }
    let files = write_new(&folder, &starter(language))?;
    let steps = [
        message!("new-course-written", folder = &shown, count = files.len()),
        message!("new-course-enter", folder = &shown),
        message!("next-serve"),
        message!("next-build"),
    ];
    for step in steps {
        eprint_line(&step.text(language));
    }
    Ok(true)
}

fn new_page(kind: PageKind, args: &NewPageArgs, language: MessageLanguage) -> Result<bool> {
    let workspace = Workspace::find(None, None)?;
    let project = &workspace.project;
    let failed = |message: Message| anyhow!(message.text(language));
    let wanted = match &args.path {
        Some(path) => {
            let shown = path.display().to_string();
            Some(in_course(path, &workspace).ok_or_else(|| failed(message!("new-page-outside", path = shown)))?)
        }
        None => None,
    };
    let model = pipeline::analyze(project, &Selection::default(), Arc::default())?;
    let draft = page::draft(&model.course, &model.inputs.sources, kind, wanted.as_ref(), args.title.as_deref());
    let draft = draft.map_err(failed)?;
    for file in write_new(&project.course, &draft.files)? {
        eprint_line(&message!("new-page-written", file = display_path(&file)).text(language));
    }
    if let Some(model) = &draft.model {
        eprint_line(&message!("new-page-form", model = shown_in(project, model)).text(language));
    }
    if let Some((overview, line)) = &draft.listing {
        let overview = shown_in(project, overview);
        eprint_line(&message!("new-page-link", overview, line).text(language));
    }
    eprint_line(&message!("next-serve").text(language));
    Ok(true)
}

/// Writes the workflow of a service at the top of the repository.
fn new_workflow(args: &NewCiArgs, language: MessageLanguage) -> Result<bool> {
    let workspace = Workspace::find(None, None)?;
    let home = plain_path(&workspace.current.join(&workspace.project.home));
    let top = repository::top(&home).unwrap_or(&home);
    let below = home.strip_prefix(top).ok().and_then(Path::to_str).unwrap_or_default().replace('\\', "/");
    let service = match args.service {
        CiService::Github => BuildService::GitHub,
        CiService::Gitlab => BuildService::GitLab,
        CiService::Netlify => BuildService::Netlify,
        CiService::Cloudflare => BuildService::Cloudflare,
    };
    let file = workflow(service, &CoursePath::new(&below))
        .ok_or_else(|| anyhow!(message!("new-ci-folder", folder = &below).text(language)))?;
    for written in write_new(top, &[file])? {
        eprint_line(&message!("new-page-written", file = display_path(&written)).text(language));
    }
    let next = match args.service {
        CiService::Github => message!("new-ci-github"),
        CiService::Gitlab => message!("new-ci-gitlab"),
        CiService::Netlify => message!("new-ci-netlify"),
        CiService::Cloudflare => message!("new-ci-cloudflare"),
    };
    eprint_line(&next.text(language));
    Ok(true)
}

fn shown_in(project: &Project, path: &CoursePath) -> String {
    display_path(&project.course.join(path.as_str()))
}

/// Returns the path in the course of a path that is relative to the current folder, else to the course.
fn in_course(path: &Path, workspace: &Workspace) -> Option<CoursePath> {
    let course = plain_path(&workspace.current.join(&workspace.project.course));
    let from_here = plain_path(&workspace.current.join(path));
    let from_course = plain_path(&course.join(path));
    let below = from_here.strip_prefix(&course).or_else(|_| from_course.strip_prefix(&course)).ok()?;
    Some(CoursePath::new(&below.to_str()?.replace('\\', "/")))
}

/// Resolves `.` and `..` of a path by its text: what it names need not exist.
fn plain_path(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    plain
}
