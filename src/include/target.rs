//! Turns the path in a directive into the file of the course that it names.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::message;
use crate::message::Message;
use crate::read::Sources;
use crate::source::CoursePath;

/// The files of a course, by the ways in which directives name them.
pub(super) struct Files<'a> {
    sources: &'a Sources,
    by_name: OnceLock<BTreeMap<&'a str, Vec<&'a CoursePath>>>,
}

impl<'a> Files<'a> {
    pub(super) fn new(sources: &'a Sources) -> Self {
        Self { sources, by_name: OnceLock::new() }
    }

    /// Finds the file that a path means in a file of a folder.
    ///
    /// Tools differ in the folder from which a path counts: that of the file, that of the course, or one that their settings
    /// name. So it is looked for from the file's folder, then from each folder above; last, the only file is taken whose
    /// path ends in it.
    ///
    /// # Errors
    /// Returns the reason, a sentence without its subject (the path), and the hint, if there is no such file.
    pub(super) fn find(&self, folder: &CoursePath, reference: &str) -> Result<CoursePath, (Message, Message)> {
        if reference.contains("://") {
            return Err((message!("broken-include-remote"), message!("broken-include-remote.hint")));
        }
        let path = percent_encoding::percent_decode_str(reference).decode_utf8_lossy().replace('\\', "/");
        let is_from_root = path.starts_with(['/', '@', '~']);
        let path = path.trim_start_matches(['@', '~']).trim_start_matches("site/").trim_start_matches('/');
        let mut seen = None;
        let mut here = Some(folder.clone());
        let mut leads_out = false;
        while let Some(from) = here {
            match from.resolve(path) {
                Some(found) if self.sources.files.contains_key(&found) => {
                    // From the root, the outermost folder counts first.
                    seen = Some(found);
                    if !is_from_root {
                        break;
                    }
                }
                Some(_) => {}
                None => leads_out = true,
            }
            here = from.parent();
        }
        if let Some(found) = seen.or_else(|| self.by_end(path)) {
            return Ok(found);
        }
        let target = folder.resolve(path);
        Err(self.reason(target.as_ref(), leads_out))
    }

    /// Returns why there is no such file.
    fn reason(&self, target: Option<&CoursePath>, leads_out: bool) -> (Message, Message) {
        let is_left_out = target.is_some_and(|path| {
            let sources = self.sources;
            sources.withheld.contains(path)
                || sources.excluded.contains(path)
                || path.parts().any(|part| part.starts_with('.'))
        });
        if is_left_out {
            (message!("broken-include-left-out"), message!("broken-include-left-out.hint"))
        } else if leads_out && target.is_none() {
            (message!("broken-include-outside"), message!("broken-include-outside.hint"))
        } else {
            (message!("broken-include-missing"), message!("broken-include-missing.hint"))
        }
    }

    /// Finds the only file whose path ends in another one.
    fn by_end(&self, path: &str) -> Option<CoursePath> {
        let parts: Vec<&str> = path.split('/').filter(|part| !matches!(*part, "" | "." | "..")).collect();
        let end = CoursePath::new(&parts.join("/"));
        let by_name = self.by_name.get_or_init(|| {
            let mut by_name: BTreeMap<&str, Vec<&CoursePath>> = BTreeMap::new();
            for path in self.sources.files.keys() {
                by_name.entry(path.name()).or_default().push(path);
            }
            by_name
        });
        let is_end = |path: &&&CoursePath| {
            path.as_str().strip_suffix(end.as_str()).is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))
        };
        let mut found = by_name.get(end.name())?.iter().filter(is_end);
        found.next().filter(|_| found.next().is_none()).map(|path| (*path).clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::FileEntry;

    #[test]
    fn paths_count_from_several_folders() {
        let mut sources = Sources::default();
        for path in ["docs_src/first/a.py", "docs/en/docs/tutorial/b.md", "docs/en/docs/x.md", "x.md", "hidden/only.rs"]
        {
            sources.files.insert(CoursePath::new(path), FileEntry::default());
        }
        sources.withheld.insert(CoursePath::new("docs/en/docs/tutorial/secret.md"));
        let files = Files::new(&sources);
        let folder = CoursePath::new("docs/en/docs/tutorial");
        let check = |reference: &str, expected: &str| {
            let found = files.find(&folder, reference);
            let found = found.map_or_else(|(reason, _)| reason.to_string(), |path| path.to_string());
            assert_eq!(found, expected, "{reference}");
        };
        check("b.md", "docs/en/docs/tutorial/b.md");
        check("../../docs_src/first/a.py", "docs_src/first/a.py");
        check("x.md", "docs/en/docs/x.md");
        check("@/x.md", "x.md");
        check("only.rs", "hidden/only.rs");
        check("../../../../../etc/passwd", "leads out of the course");
        check("/etc/passwd", "does not exist in the course");
        check("secret.md", "is left out of the site");
        check("https://example.com/a.py", "is an address on a network");
    }
}
