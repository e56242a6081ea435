//! Turns a course into the files that its search loads.

use std::sync::Arc;

use anyhow::Result;

use super::{Kitchen, Made};
use crate::render::search::{self, Material, Plan};
use crate::site::{Output, SitePath};

impl Kitchen {
    /// Makes the search data. Drawings are searched by their labels, so it costs least when all have been drawn.
    pub(super) fn search(&self) -> Result<Made> {
        if !self.has_search() {
            return Ok(Made::default());
        }
        let material = Material {
            course: &self.from.course,
            sources: &self.from.sources,
            labels: &self.labels,
            words: &self.from.theme.words,
            memo: &self.from.memo,
            diagram: &self.from.theme.diagram,
        };
        let scripts = search::scripts(&self.search_plan(), &material)?;
        let output = |script: search::Script| {
            (self.search_place(&script.name), Output::Bytes(Arc::from(script.text.into_bytes())))
        };
        Ok(Made { outputs: scripts.into_iter().map(output).collect(), ..Made::default() })
    }

    /// The places of the search data.
    pub(super) fn search_places(&self) -> Vec<SitePath> {
        if !self.has_search() {
            return Vec::new();
        }
        self.search_plan().files().iter().map(|name| self.search_place(name)).collect()
    }

    /// Whether the theme has the script that the data are for.
    fn has_search(&self) -> bool {
        self.from.theme.files.contains_key("search.js")
    }

    fn search_plan(&self) -> Plan {
        Plan::new(&self.from.course, &self.from.sources)
    }

    fn search_place(&self, name: &str) -> SitePath {
        self.in_theme(&format!("search/{name}"))
    }
}
