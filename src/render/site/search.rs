//! Turns a course into the files that its search loads, with their paths.

use std::sync::Arc;

use anyhow::Result;

use super::{RenderedFiles, SiteContext};
use crate::render::search::{self, SearchInput, ShardPlan};
use crate::site::{Output, SitePath};

/// Renders the search data. It contains the labels of drawings, so it costs least after all of them are drawn.
///
/// # Errors
/// Returns an error if a value cannot be written as JSON, which no text causes.
pub(super) fn search_data(context: &SiteContext) -> Result<RenderedFiles> {
    if !has_search(context) {
        return Ok(RenderedFiles::default());
    }
    let material = SearchInput {
        course: &context.input.course,
        sources: &context.input.sources,
        attachments: &context.input.attachments,
        labels: &context.labels,
        words: &context.input.theme.words,
        memo: &context.input.memo,
        diagram: &context.input.theme.diagram,
    };
    let scripts = search::scripts(&search_plan(context), &material)?;
    let output = |script: search::DataScript| {
        (search_path(context, &script.name), Output::Bytes(Arc::from(script.text.into_bytes())))
    };
    Ok(RenderedFiles { outputs: scripts.into_iter().map(output).collect(), ..RenderedFiles::default() })
}

/// Returns the paths of the search data.
pub(super) fn search_paths(context: &SiteContext) -> Vec<SitePath> {
    if !has_search(context) {
        return Vec::new();
    }
    search_plan(context).files().iter().map(|name| search_path(context, name)).collect()
}

/// Tests whether the theme has the script that reads the data.
fn has_search(context: &SiteContext) -> bool {
    context.input.theme.files.contains_key("search.js")
}

fn search_plan(context: &SiteContext) -> ShardPlan {
    ShardPlan::new(&context.input.course, &context.input.sources, &context.input.attachments)
}

fn search_path(context: &SiteContext, name: &str) -> SitePath {
    context.theme_path(&format!("search/{}{name}", context.input.course.generated.search))
}
