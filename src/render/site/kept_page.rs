//! Turns everything that the page of an entry shows into a key, and finds the file of an earlier build that shows the same.
//!
//! Two values of the memo make that possible. By a hash of all that an article depends on: its facts, without its HTML. By a
//! hash of these inputs and of the variables of the template: the hashes of the files of the page and its fonts. If the output
//! folder still has files with these hashes, neither the article nor the page is made.

use std::hash::Hash;

use serde::{Deserialize, Serialize};

use super::SiteContext;
use super::context::PageParts;
use crate::lesson::Lesson;
use crate::memo::{InputHasher, MemoKey};
use crate::render::article::{self, Article, ArticleFacts, article};
use crate::render::page::{NavView, PageView};
use crate::site::{SitePath, SiteSink};
use crate::source::Source;

/// The names of the two kinds of values in the memo, with their versions.
const ARTICLE: &str = "article 1";
const PAGE: &str = "page 2";

/// The facts of an article in the memo, with the keys of the values that it was made from: the memo must not drop them.
#[derive(Serialize, Deserialize)]
struct KeptArticle {
    facts: ArticleFacts,
    made_from: Vec<MemoKey>,
}

/// The hashes of the files of a page: its own, and those of its fonts.
#[derive(Serialize, Deserialize)]
pub(super) struct KeptFiles(pub(super) Vec<(String, String)>);

impl KeptFiles {
    /// Keeps the files of an earlier build in a sink; returns their paths, if it has all of them.
    pub(super) fn keep(&self, sink: &dyn SiteSink) -> Option<Vec<SitePath>> {
        let files = self.0.iter().map(|(path, hash)| (SitePath::new(path), hash));
        files.map(|(path, hash)| sink.keep(&path, hash).then_some(path)).collect()
    }
}

/// An article whose facts are known, and whose HTML is made when the page needs it.
pub(super) struct PageArticle<'a> {
    context: &'a SiteContext,
    lesson: &'a Lesson,
    source: &'a Source,
    site: &'a SitePath,
    /// The hash of all that it depends on, if pages may be kept.
    key: Option<MemoKey>,
    /// Its HTML, if it was made.
    html: Option<String>,
}

impl<'a> PageArticle<'a> {
    /// Finds the facts of an article, or renders it.
    pub(super) fn of(
        context: &'a SiteContext,
        lesson: &'a Lesson,
        source: &'a Source,
        site: &'a SitePath,
    ) -> (Self, ArticleFacts) {
        let memo = &context.input.memo;
        let key = article_key(context, lesson, source, site);
        if let Some(kept) = key.and_then(|key| memo.find_by::<KeptArticle>(key)) {
            kept.made_from.iter().for_each(|&value| memo.retain(value));
            return (Self { context, lesson, source, site, key, html: None }, kept.facts);
        }
        let recorder = memo.recorder();
        let around = article::RenderContext { memo: &recorder, ..context.article_context() };
        let Article { html, facts } = article(around, lesson, source, site);
        let made_from = recorder.into_recorded().into_iter().collect();
        let kept = KeptArticle { facts, made_from };
        if let Some(key) = key {
            memo.keep_by(key, &kept);
        }
        (Self { context, lesson, source, site, key, html: Some(html) }, kept.facts)
    }

    /// Returns its HTML.
    fn into_html(self) -> String {
        let render = || article(self.context.article_context(), self.lesson, self.source, self.site).html;
        self.html.unwrap_or_else(render)
    }
}

/// Returns the HTML of the article of a page, if it has one.
pub(super) fn body(article: Option<PageArticle<'_>>) -> String {
    article.map(PageArticle::into_html).unwrap_or_default()
}

/// Hashes everything that an article depends on; `None` if that cannot be known.
fn article_key(context: &SiteContext, lesson: &Lesson, source: &Source, site: &SitePath) -> Option<MemoKey> {
    let mut hasher = InputHasher::default();
    (ARTICLE, context.input.frame?, context.shared_inputs?).hash(&mut hasher);
    article::hash_inputs(context.article_context(), lesson, source, site, &mut hasher)?;
    Some(hasher.finish_key())
}

/// Hashes everything that a page shows: its article, and the variables of its template. `None` if that cannot be known.
pub(super) fn page_key(
    context: &SiteContext,
    template: &str,
    article: Option<&PageArticle<'_>>,
    page: &PageView,
    site: &SitePath,
    parts: PageParts,
    nav: &[NavView],
) -> Option<MemoKey> {
    let article = match article {
        Some(article) => Some(article.key?),
        None => None,
    };
    let mut hasher = InputHasher::default();
    (PAGE, context.page_frame?, template, article, site).hash(&mut hasher);
    serde_json::to_vec(&(context.site_view(site, parts), page, nav)).ok()?.hash(&mut hasher);
    Some(hasher.finish_key())
}
