//! Turns a service into the file by which it checks, builds and publishes a course.

use super::ScaffoldFile;
use crate::source::CoursePath;

/// A service that builds and publishes courses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BuildService {
    /// GitHub Actions with GitHub Pages.
    GitHub,
    /// GitLab CI/CD with GitLab Pages.
    GitLab,
    /// Netlify.
    Netlify,
    /// Cloudflare Pages, by GitHub Actions.
    Cloudflare,
}

impl BuildService {
    /// Returns the path of the file from the top of the repository, and its text with places to fill.
    fn template(self) -> (&'static str, &'static str) {
        match self {
            Self::GitHub => (".github/workflows/course.yml", include_str!("ci/github.yml")),
            Self::GitLab => (".gitlab-ci.yml", include_str!("ci/gitlab.yml")),
            Self::Netlify => ("netlify.toml", include_str!("ci/netlify.toml")),
            Self::Cloudflare => (".github/workflows/course.yml", include_str!("ci/cloudflare.yml")),
        }
    }
}

/// Returns the file of a service. `folder` is that of the project in its repository; the workflow installs this version.
///
/// Only letters, digits and the signs `-_./` of its name are taken over: the name stands in a shell's line. `None` if the folder's
/// name has others.
pub fn workflow(service: BuildService, folder: &CoursePath) -> Option<ScaffoldFile> {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/');
    let folder = if folder.is_root() { "." } else { folder.as_str() };
    if !folder.chars().all(is_plain) || folder.starts_with('-') {
        return None;
    }
    let (path, template) = service.template();
    let text = template.replace("@FOLDER@", folder).replace("@VERSION@", env!("CARGO_PKG_VERSION"));
    Some(ScaffoldFile::new(path, text))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [BuildService; 4] =
        [BuildService::GitHub, BuildService::GitLab, BuildService::Netlify, BuildService::Cloudflare];

    #[test]
    fn actions_are_pinned_to_commits() {
        for service in ALL {
            let file = workflow(service, &CoursePath::new("a/b")).unwrap();
            assert!(!file.text.contains('@') || !file.text.contains("@FOLDER@") && !file.text.contains("@VERSION@"));
            for line in file.text.lines().filter(|line| line.trim_start().trim_start_matches("- ").starts_with("uses:"))
            {
                let (_, pinned) = line.split_once('@').unwrap();
                let (commit, version) = pinned.split_once(" # v").unwrap();
                assert!(commit.len() == 40 && commit.chars().all(|c| c.is_ascii_hexdigit()), "{line}");
                assert!(version.split('.').count() == 3, "{line}");
            }
        }
    }

    #[test]
    fn names_that_a_shell_could_read_are_refused() {
        for folder in ["a b", "$(x)", "a\"", "-x", "a;b"] {
            assert_eq!(workflow(BuildService::GitHub, &CoursePath::new(folder)), None, "{folder}");
        }
        assert!(workflow(BuildService::GitHub, &CoursePath::new("강의/2026")).is_some());
    }
}
