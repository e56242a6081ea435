//! Turns everything that an article depends on into a hash, so that a build knows which articles are still the same.

use std::hash::{Hash, Hasher};

use super::RenderContext;
use crate::course::{Course, Target, link};
use crate::lesson::Lesson;
use crate::site::SitePath;
use crate::source::Source;

/// The sign of a note that is embedded in another: an article with one depends on further texts.
const EMBED: &str = "![[";

/// Hashes what the [article](super::article) of a lesson depends on, beside the settings, the theme, the program and
/// [what all articles depend on](hash_shared_inputs). Returns `None` if it depends on further texts.
pub fn hash_inputs(
    context: RenderContext<'_>,
    lesson: &Lesson,
    source: &Source,
    site: &SitePath,
    hasher: &mut impl Hasher,
) -> Option<()> {
    if source.text.contains(EMBED) {
        return None;
    }
    let course = context.course;
    (source, site, context.lines).hash(hasher);
    // The facts depend on the vocabulary as well.
    postcard::to_allocvec(lesson).ok()?.hash(hasher);
    course.glossary.marks.get(&lesson.path).hash(hasher);
    for (address, target) in course.links.get(&lesson.path).into_iter().flatten() {
        (address, target).hash(hasher);
        hash_target(context, target, hasher);
    }
    Some(())
}

/// Hashes what an article shows of a target.
fn hash_target(context: RenderContext<'_>, target: &Target, hasher: &mut impl Hasher) {
    let course = context.course;
    match target {
        Target::Page { entry, fragment: Some(id) } => course.heading_text(*entry, id).hash(hasher),
        Target::File { path, .. } => {
            let captions = link::captions_of(path, &course.assets);
            let captions: Vec<_> = captions.map(|(path, site)| (path, site, context.attachments.get(path))).collect();
            (context.attachments.get(path), captions).hash(hasher);
        }
        Target::Page { fragment: None, .. }
        | Target::External
        | Target::OtherEdition { .. }
        | Target::Shown(_)
        | Target::LeftOut
        | Target::Broken => {}
    }
}

/// Hashes what all articles of an edition depend on: the tree of the course, the names of its terms, its language.
pub fn hash_shared_inputs(course: &Course, hasher: &mut impl Hasher) {
    (course.edition, &course.entries, course.language.tag(), course.interface.tag()).hash(hasher);
    (course.loads_remote_images, course.trusts_html, &course.generated.glossary).hash(hasher);
    course.glossary.hash_naming(hasher);
}
