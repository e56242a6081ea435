//! Defines how far the HTML of a course is trusted.

use serde::Deserialize;

/// The setting `html`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum HtmlTrust {
    /// Pages have the elements and attributes of `html::allowed`, and a Content-Security-Policy.
    #[default]
    Limited,
    /// Pages have the HTML that the author wrote, scripts included, and no Content-Security-Policy.
    Trusted,
}
