//! Turns a course, a theme and a memo into the finished site.

use std::sync::Arc;
use std::sync::atomic::AtomicUsize;

use anyhow::{Context, Result, anyhow};

use super::{Inputs, Model};
use crate::config::BaseUrl;
use crate::config::Language;
use crate::diagnostic::{Diagnostic, Report};
use crate::memo::{Memo, MemoKey};
use crate::read::project::Project;
use crate::read::theme::{self, DEFAULT, ThemeFiles};
use crate::render::site::{RenderInput, site, site_files};
use crate::render::theme::Theme;
use crate::site::{Site, SiteSink};

/// The files of a theme, or the error of reading them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThemeInput {
    /// The theme's name.
    pub name: String,
    /// Its folder in the project, for messages; `None` for a theme of the program.
    pub folder: Option<String>,
    /// Its files.
    pub files: Result<ThemeFiles, String>,
}

impl ThemeInput {
    /// Reads the theme of a name; without one, that of the settings, or the default one.
    pub fn read(project: &Project, name: Option<&str>) -> Self {
        let name = name.or(project.config.theme.as_deref()).unwrap_or(DEFAULT);
        let files = theme::theme(name, &project.theme_folders).and_then(|mut files| {
            theme::add_course_words(&mut files, &project.home)?;
            Ok(files)
        });
        let files = files.map_err(|error| format!("{error:#}"));
        let folder = theme::own_folder(name, &project.theme_folders).map(|folder| folder.display().to_string());
        Self { name: name.to_owned(), folder, files }
    }

    /// Adds the mistakes in the names of the theme to the inputs of a course.
    pub fn report(&self, project: &Project, inputs: &mut Inputs) {
        if let Ok(files) = &self.files {
            inputs.add_theme_problems(project, &self.name, files);
        }
    }

    /// Loads the theme with its words in a language.
    ///
    /// # Errors
    /// Returns an error if the files could not be read, or if one of them is wrong.
    pub fn load(&self, language: Language) -> Result<Theme> {
        let files = self.files.as_ref().map_err(|error| anyhow!("{error}"))?;
        let place = self.folder.as_ref().map(|folder| format!(" in {folder}")).unwrap_or_default();
        Theme::load(files, language).with_context(|| format!("the theme `{}`{place} cannot be used", self.name))
    }
}

/// The address of the published site, as far as it is known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum SiteAddress {
    /// Not known: every reference is relative.
    #[default]
    Unknown,
    /// The full address, for canonical links and the sitemap.
    Url(BaseUrl),
    /// The path on a host whose name is not known.
    Path(String),
}

impl SiteAddress {
    /// Returns the address that a project's settings name.
    pub fn of(project: &Project) -> Self {
        project.config.base_url.clone().map_or(Self::Unknown, Self::Url)
    }
}

/// A course that can be rendered.
#[derive(Debug)]
pub struct Prepared {
    /// The course.
    pub model: Model,
    /// The theme of the pages.
    pub theme: Arc<Theme>,
    /// The drawings and coloured code of earlier runs.
    pub memo: Arc<Memo>,
}

impl Prepared {
    /// Returns about how many pages the site has, for showing progress.
    pub fn page_count(&self) -> usize {
        self.model.course.all_editions().map(|course| course.entries.len() + course.viewers.len()).sum()
    }

    /// Makes the site; the report holds the problems of its pages, which [`Model::findings`] takes. `progress` counts the
    /// pages that are done.
    ///
    /// # Errors
    /// Returns an error if a template of the theme is wrong.
    pub fn render(&self, address: &SiteAddress, progress: &Arc<AtomicUsize>) -> Result<Report<Site>> {
        site(self.render_input(address, progress))
    }

    /// Makes the site, and passes each file to a sink as soon as it is made; returns the problems of its pages. See
    /// [`render`](Self::render). With the `frame` of [`BuildIdentity::frame`](super::BuildIdentity::frame), pages that show the
    /// same as in an earlier build are kept where the sink still has them.
    ///
    /// # Errors
    /// Returns an error if a template of the theme is wrong, or that of the sink.
    pub fn render_files(
        &self,
        address: &SiteAddress,
        progress: &Arc<AtomicUsize>,
        frame: Option<MemoKey>,
        sink: &impl SiteSink,
    ) -> Result<Vec<Diagnostic>> {
        site_files(RenderInput { frame, ..self.render_input(address, progress) }, sink)
    }

    /// Returns the input of a renderer, for callers that make pages on demand.
    pub fn render_input(&self, address: &SiteAddress, progress: &Arc<AtomicUsize>) -> RenderInput {
        let (base_url, root) = match address {
            SiteAddress::Unknown => (None, None),
            SiteAddress::Url(url) => (Some(url.to_string()), None),
            SiteAddress::Path(path) => (None, Some(path.clone())),
        };
        RenderInput {
            course: Arc::clone(&self.model.course),
            sources: Arc::clone(&self.model.inputs.sources),
            attachments: Arc::clone(&self.model.attachments),
            theme: Arc::clone(&self.theme),
            memo: Arc::clone(&self.memo),
            base_url,
            root,
            lines: false,
            progress: Arc::clone(progress),
            frame: None,
        }
    }
}
