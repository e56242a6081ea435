//! Turns the configuration of git beside or above a course into the address of its repository.

use std::fs;
use std::path::Path;

use url::Url;

use super::limits::{MAX_GIT_CONFIG_BYTES, MAX_GIT_HEAD_BYTES};
use super::regular_file::read_regular;
use crate::source::CoursePath;

/// The most folders above a course that are searched for its repository.
const MAX_LEVELS: usize = 4;

/// The repository of a course.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Repository {
    /// Host, owner and name in lower case: `github.com/owner/name`.
    pub address: String,
    /// The folder of the course in it.
    pub course: CoursePath,
    /// The branch that is checked out; `None` for a single commit.
    pub branch: Option<String>,
}

impl Repository {
    /// Returns the address at which a file of the course on GitHub opens as a notebook that runs, in Google Colab ("Using
    /// Google Colab with GitHub").
    pub fn colab_address(&self, path: &CoursePath) -> Option<String> {
        let name = self.address.strip_prefix("github.com/")?;
        let branch = self.branch.as_deref()?;
        let file = self.course.join(path.as_str());
        let mut url = Url::parse("https://colab.research.google.com/github").ok()?;
        let parts = name.split('/').chain(["blob"]).chain(branch.split('/')).chain(file.as_str().split('/'));
        url.path_segments_mut().ok()?.extend(parts);
        Some(url.into())
    }
}

impl Repository {
    /// Returns the address at which the service of the repository opens a file of the course for editing. Sources: GitHub
    /// Docs, "Editing files"; GitLab Docs, "Web Editor"; Forgejo, `routers/web/web.go`.
    pub fn edit_address(&self, path: &CoursePath) -> Option<String> {
        const SERVICES: [(&str, &[&str]); 3] =
            [("github.com", &["edit"]), ("gitlab.com", &["-", "edit"]), ("codeberg.org", &["_edit"])];
        let (host, name) = self.address.split_once('/')?;
        let (_, action) = SERVICES.iter().find(|(service, _)| *service == host)?;
        let branch = self.branch.as_deref()?;
        let file = self.course.join(path.as_str());
        let mut url = Url::parse(&format!("https://{host}/")).ok()?;
        let parts = name.split('/').chain(action.iter().copied()).chain(branch.split('/'));
        url.path_segments_mut().ok()?.pop_if_empty().extend(parts.chain(file.as_str().split('/')));
        Some(url.into())
    }
}

/// Returns the top folder of the repository that holds a folder, if there is one near.
pub fn top(folder: &Path) -> Option<&Path> {
    folder.ancestors().take(MAX_LEVELS + 1).find(|folder| folder.join(".git").exists())
}

/// Finds the repository that holds a folder, and reads the address of its remote `origin`. `None` without that remote, and
/// if `.git` is not a folder.
pub(super) fn of_course(root: &Path) -> Option<Repository> {
    let top = top(root)?;
    let folder = top.join(".git");
    let config = folder.join("config");
    let is_own = |path: &Path| fs::symlink_metadata(path).is_ok_and(|data| !data.is_symlink());
    let size = fs::metadata(&config).ok().filter(fs::Metadata::is_file)?.len();
    if !is_own(&folder) || !is_own(&config) || size > MAX_GIT_CONFIG_BYTES {
        return None;
    }
    let text = String::from_utf8(read_regular(&config, MAX_GIT_CONFIG_BYTES).ok()?).ok()?;
    let address = address(&origin(&text)?)?;
    let below = root.strip_prefix(top).ok()?.to_str()?.replace('\\', "/");
    Some(Repository { address, course: CoursePath::new(&below), branch: branch(&folder.join("HEAD")) })
}

/// Reads the branch in the file that names what is checked out (gitrepository-layout, "HEAD").
fn branch(head: &Path) -> Option<String> {
    let is_small =
        |path: &Path| fs::symlink_metadata(path).is_ok_and(|data| data.is_file() && data.len() <= MAX_GIT_HEAD_BYTES);
    let bytes = is_small(head).then(|| read_regular(head, MAX_GIT_HEAD_BYTES).ok()).flatten()?;
    let text = String::from_utf8(bytes).ok()?;
    text.trim().strip_prefix("ref: refs/heads/").map(ToOwned::to_owned)
}

/// Returns the URL of the remote `origin` in a configuration of git (git-config, "Syntax").
fn origin(config: &str) -> Option<String> {
    let mut lines = config.lines().map(str::trim).skip_while(|line| *line != "[remote \"origin\"]").skip(1);
    let entry = lines.by_ref().take_while(|line| !line.starts_with('[')).find_map(|line| {
        let (key, value) = line.split_once('=')?;
        (key.trim() == "url").then(|| value.trim().trim_matches('"').to_owned())
    });
    entry.filter(|url| !url.is_empty())
}

/// Returns host, owner and name of the URL of a remote: `https://github.com/o/n.git`, `git@github.com:o/n.git`.
fn address(remote: &str) -> Option<String> {
    let (host, path) = if let Some(url) = Url::parse(remote).ok().filter(Url::has_host) {
        (url.host_str()?.to_owned(), url.path().to_owned())
    } else {
        let (host, path) = remote.split_once(':')?;
        (host.rsplit('@').next()?.to_owned(), path.to_owned())
    };
    let path = path.trim_matches('/');
    let path = path.strip_suffix(".git").unwrap_or(path);
    (path.contains('/') && host.contains('.')).then(|| format!("{host}/{path}").to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remotes() {
        let expected = Some("github.com/me/course".to_owned());
        for url in [
            "https://github.com/Me/Course.git",
            "https://token@github.com/me/course",
            "git@github.com:me/course.git",
            "ssh://git@github.com/me/course.git",
        ] {
            assert_eq!(address(url), expected, "{url}");
        }
        for url in ["../course.git", "C:\\courses\\a", "/srv/git/a.git", "host:a", ""] {
            assert_eq!(address(url), None, "{url}");
        }
    }

    #[test]
    fn the_remote_of_a_course() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        let course = root.join("docs/course");
        fs::create_dir_all(&course).unwrap();
        assert_eq!(of_course(&course), None);
        fs::create_dir(root.join(".git")).unwrap();
        let config = "[core]\n\tbare = false\n[remote \"upstream\"]\n\turl = https://github.com/a/b\n\
                      [remote \"origin\"]\n\tfetch = +refs/heads/*\n\turl = git@github.com:me/c.git\n[branch \"main\"]\n";
        fs::write(root.join(".git/config"), config).unwrap();
        let found = of_course(&course).unwrap();
        assert_eq!((&*found.address, found.course.as_str()), ("github.com/me/c", "docs/course"));
        let notebook = CoursePath::new("1장 시작/a.ipynb");
        assert_eq!(found.colab_address(&notebook), None, "no branch");
        fs::write(root.join(".git/HEAD"), "ref: refs/heads/feature/x\n").unwrap();
        let address = of_course(&course).unwrap().colab_address(&notebook).unwrap();
        let expected = "https://colab.research.google.com/github/me/c/blob/feature/x/docs/course/1%EC%9E%A5%20%EC%8B%9C%EC%9E%91/a.ipynb";
        assert_eq!(address, expected);
        let edit = |remote: &str| {
            fs::write(root.join(".git/config"), format!("[remote \"origin\"]\n\turl = {remote}\n")).unwrap();
            of_course(&course).unwrap().edit_address(&CoursePath::new("1장 a.md"))
        };
        let file = "docs/course/1%EC%9E%A5%20a.md";
        for (remote, expected) in [
            ("git@github.com:me/c.git", Some(format!("https://github.com/me/c/edit/feature/x/{file}"))),
            ("https://gitlab.com/g/s/c.git", Some(format!("https://gitlab.com/g/s/c/-/edit/feature/x/{file}"))),
            ("https://codeberg.org/me/c", Some(format!("https://codeberg.org/me/c/_edit/feature/x/{file}"))),
            ("https://git.example.org/me/c", None),
        ] {
            assert_eq!(edit(remote), expected, "{remote}");
        }
        fs::write(root.join(".git/HEAD"), "0123456789abcdef0123456789abcdef01234567\n").unwrap();
        assert_eq!(of_course(&course).unwrap().branch, None);
    }
}
