//! Turns an address without a target into the reason why the course need not have one: a script, a host or a program makes
//! what it names.

use super::Resolver;
use crate::course::address::{host_rules::HostRules, is_in_component};
use crate::lesson::{Lesson, Link, LinkKind};
use crate::message;
use crate::message::Message;
use crate::source::{CoursePath, Dialect};

/// The attributes that hold an address in every tool; others may hold a key that the component looks up.
const ADDRESS_ATTRIBUTES: [&str; 4] = [" href=", " to=", "\nhref=", "\nto="];

impl Resolver<'_> {
    /// Returns the hint about an address that a component, a script, a host or a program answers, and no file of the course.
    pub(super) fn made_elsewhere(&self, lesson: &Lesson, link: &Link, address: &str) -> Option<Message> {
        let source = self.source(lesson)?;
        let rules = self.rules.get_or_init(|| HostRules::of(self.sources));
        let is_of_tool = source.dialect != Dialect::default();
        let is_key = link.kind == LinkKind::Link
            && is_in_component(source, link)
            && !is_stated(source.text.get(link.span.start..)?);
        let is_script = || is_of_tool && rules.is_of_script(address);
        if is_key || is_script() || rules.redirected(address).is_some() {
            return Some(message!("broken-link-route.hint"));
        }
        let above = std::iter::successors(lesson.path.parent(), CoursePath::parent);
        let bases: Vec<CoursePath> =
            if address.starts_with('/') { above.collect() } else { lesson.path.parent().into_iter().collect() };
        let mut paths = bases.iter().filter_map(|base| base.resolve(address.trim_start_matches('/')));
        // A file that git ignores by its own name is one that the author forgot to publish.
        let folder = |path: CoursePath| if path.extension().is_empty() { Some(path) } else { path.parent() };
        paths
            .any(|path| folder(path).is_some_and(|folder| rules.is_ignored(&folder)))
            .then(|| message!("broken-link-ignored.hint"))
    }
}

/// Tests whether the start tag of a component states an address as one.
fn is_stated(written: &str) -> bool {
    let tag = written.split('>').next().unwrap_or_default();
    ADDRESS_ATTRIBUTES.iter().any(|attribute| tag.contains(attribute))
}
