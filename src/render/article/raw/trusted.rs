//! Decides what of the author's raw HTML is kept: by the table of `html::allowed`, or nearly all if the settings trust it.

use super::RawHtml;
use crate::html::allowed::{AttributeRule, ElementRule, attribute_rule, element_rule};

/// Elements that only trusted courses have: those that run, load or submit.
const TRUSTED: [&str; 13] = [
    "applet", "embed", "form", "iframe", "link", "meta", "noscript", "object", "param", "script", "style", "template",
    "textarea",
];

/// Elements whose content is text to a parser.
const RAW_TEXT: [&str; 2] = ["script", "style"];

impl RawHtml<'_, '_> {
    /// Tests whether the settings trust the course's HTML.
    pub(super) fn is_trusted(&self) -> bool {
        self.writer.context.course.trusts_html
    }

    /// Returns the treatment of an element.
    pub(super) fn rule(&self, name: &str) -> ElementRule {
        match element_rule(name) {
            // A name with a hyphen is that of a custom element (HTML Living Standard, section 4.13.3).
            ElementRule::Shown if self.is_trusted() && name.contains('-') => ElementRule::Kept,
            _ if self.is_trusted() && TRUSTED.contains(&name) => ElementRule::Kept,
            rule => rule,
        }
    }

    /// Returns the treatment of an attribute.
    pub(super) fn attribute_rule(&self, element: &str, name: &str, value: &str) -> AttributeRule {
        match attribute_rule(element, name, value) {
            AttributeRule::Dropped | AttributeRule::Style if self.is_trusted() && is_attribute_name(name) => {
                AttributeRule::Kept
            }
            rule => rule,
        }
    }

    /// Tests whether the innermost open element has text as its content: `<script>` of a trusted course.
    pub(super) fn is_in_raw_text(&self) -> bool {
        self.scope.open.last().is_some_and(|open| RAW_TEXT.contains(&&*open.name))
    }
}

/// Tests whether a name can be written as that of an attribute.
fn is_attribute_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '.' | '@'))
}
