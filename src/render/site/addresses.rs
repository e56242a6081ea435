//! Checks the paths of a finished site for folders without an index and files that collide.

use crate::course::Course;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::message;
use crate::site::SitePath;
use crate::site::address::{AddressFault, address_faults};
use crate::source::CoursePath;

/// Returns an error for each folder of pages without an index, and for each file that another one replaces.
///
/// [`crate::course::route`] assigns paths without such faults; builds, packages and the preview verify it here. `files` names
/// a path twice if two files are written to it.
pub fn address_problems<'a>(course: &'a Course, files: impl IntoIterator<Item = &'a SitePath>) -> Vec<Diagnostic> {
    let pages = course.entries.iter().map(|entry| &entry.site);
    let problem = |fault| match fault {
        AddressFault::NoIndex { index } => {
            let folder = index.as_str().rsplit_once('/').map_or("", |(folder, _)| folder);
            let own = course.entries.iter().find(|entry| entry.path.as_str() == folder);
            let cause = own.map_or_else(
                || message!("missing-index-no-page"),
                |entry| message!("missing-index-elsewhere", address = entry.site.as_str()),
            );
            Diagnostic::about(
                &CoursePath::new(folder),
                Code::MissingIndex,
                message!("missing-index", index = index.as_str(), cause),
            )
            .hint(message!("missing-index.hint"))
        }
        AddressFault::Collision { first, second } => {
            let path = source_of(course, &second).unwrap_or_default();
            let message = message!("duplicate-route-fault", second = second.as_str(), first = first.as_str());
            let mut problem =
                Diagnostic::about(&path, Code::DuplicateRoute, message).hint(message!("duplicate-route-fault.hint"));
            problem.severity = Severity::Error;
            problem
        }
    };
    address_faults(files, pages).into_iter().map(problem).collect()
}

/// Returns the file of the course that is written to a path.
fn source_of(course: &Course, address: &SitePath) -> Option<CoursePath> {
    let entry = course.entries.iter().find(|entry| entry.site == *address).map(|entry| entry.lesson.as_ref());
    let copy = || course.assets.iter().find(|(_, site)| *site == address).map(|(path, _)| path);
    entry.flatten().or_else(copy).cloned()
}
