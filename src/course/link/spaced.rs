//! Turns links whose address holds an unescaped space (`CommonMark` reads them as text) into reports, if the address
//! names a file.

use percent_encoding::percent_decode_str;

use crate::diagnostic::{Code, Diagnostic, Fix};
use crate::lesson::{Lesson, LinkKind, SpacedLink};
use crate::message;
use crate::source::CoursePath;

/// Reports a link with a space in its address if the address names a file or page of the course. The fix puts it in
/// angle brackets.
pub(super) fn check(lesson: &Lesson, link: &SpacedLink, exists: impl Fn(&CoursePath) -> bool) -> Option<Diagnostic> {
    let address = link.target.split(['#', '?']).next().unwrap_or_default().trim_end();
    let decoded = percent_decode_str(address).decode_utf8_lossy();
    let folder =
        if decoded.starts_with('/') { CoursePath::default() } else { lesson.path.parent().unwrap_or_default() };
    // A file's name may contain a literal percent sign.
    let paths = [folder.resolve(&decoded), folder.resolve(address)];
    paths.iter().flatten().find(|path| !path.is_root() && exists(path))?;
    let written = format!("<{}>", link.target);
    let message = match link.kind {
        LinkKind::Link => message!("link-space", target = &link.target),
        LinkKind::Image => message!("link-space-image", target = &link.target),
    };
    let hint = message!("link-space.hint", written = &written);
    let fix = Fix::replace(link.span, written, true);
    Some(Diagnostic::at(&lesson.path, link.span, Code::LinkSpace, message).hint(hint).fix(Some(fix)))
}
