//! Turns the `[images]` table of the settings into the treatment of images on other sites.

use serde::Deserialize;

use super::table::{Field, Mistakes, Value};
use super::top_level_names;

/// The `[images]` table.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ImageConfig {
    /// The treatment of images on other sites.
    pub remote: RemoteImages,
}

/// The treatment of images on other sites.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RemoteImages {
    /// A page names and links them: it loads nothing from a network.
    #[default]
    Link,
    /// A page loads them when it is read.
    Load,
    /// A build fetches them, and they are part of the site.
    Fetch,
}

/// The keys of the table.
pub(super) const FIELDS: &[Field<ImageConfig>] =
    &[Field { name: "remote", read: |images, value, mistakes| mistakes.set(&mut images.remote, value) }];

impl ImageConfig {
    /// Reads the table.
    pub(super) fn read(&mut self, value: Value<'_>, mistakes: &mut Mistakes) {
        if let Some(table) = mistakes.table(value) {
            mistakes.fields(FIELDS, &top_level_names(), self, table);
        }
    }
}
