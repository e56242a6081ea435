//! Publishes a site as a commit on a branch of a remote repository, such as `gh-pages`.
//!
//! The commit is made from the output folder with an index of its own: neither the working tree nor the index of the course
//! is touched, and no branch is made locally. It is pushed without force, so a branch that someone else changed meanwhile is
//! never overwritten. Programs: `git`, with hooks and file system monitors of the repository switched off, and the
//! subcommands `rev-parse`, `remote get-url`, `ls-remote`, `fetch`, `read-tree`, `add`, `ls-files`, `hash-object`,
//! `update-index`, `ls-tree`, `write-tree`, `diff-tree`, `commit-tree` and `push`.

use std::path::Path;

use anyhow::{Result, anyhow, bail};

use super::PublishCounts;
use super::program::Program;
use crate::site::write::MANIFEST;

/// A publication to a branch.
#[derive(Debug, Clone, Copy)]
pub struct BranchPublication<'a> {
    /// The folder of the project, in a repository.
    pub project: &'a Path,
    /// The output folder.
    pub site: &'a Path,
    /// The name of the remote: `origin`.
    pub remote: &'a str,
    /// The branch of the remote: `gh-pages`.
    pub branch: &'a str,
    /// The message of the commit.
    pub message: &'a str,
    /// Whether nothing is committed or pushed.
    pub dry_run: bool,
}

/// The result of a publication to a branch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedBranch {
    /// The numbers of changed files.
    pub counts: PublishCounts,
    /// The commit; `None` if nothing changed, or nothing was to be done.
    pub commit: Option<String>,
    /// The address of the remote.
    pub remote: String,
}

/// Files of the branch that the site need not have: a domain (GitHub, "Managing a custom domain").
const KEPT: &str = "CNAME";

/// The index of the publication, in the folder of git: that of the working tree stays as it is.
const INDEX: &str = "seodang-publish.index";

/// The file that makes GitHub serve files and folders whose names begin with an underscore ("About GitHub Pages and Jekyll").
const NO_JEKYLL: &str = ".nojekyll";

/// Publishes a site to a branch.
///
/// # Errors
/// Returns an error if the project is in no repository, if the remote cannot be reached or has newer commits, or if git fails.
pub fn publish(publication: &BranchPublication<'_>) -> Result<PublishedBranch> {
    for name in [publication.remote, publication.branch] {
        if name.is_empty() || name.starts_with('-') || name.contains([':', '+', ' ', '\\', '*', '?', '[', '~', '^']) {
            bail!("`{name}` is not the name of a remote or a branch");
        }
    }
    let git = Program { name: "git", before: safe_settings(), variables: Vec::new(), folder: publication.project };
    let folder = git.run(&["rev-parse", "--absolute-git-dir"])?;
    let remote = git.run(&["remote", "get-url", publication.remote])?;
    let parent = parent(&git, publication)?;
    let tree = tree(&folder, parent.as_deref(), publication)?;
    let counts = counts(&git, parent.as_deref(), &tree)?;
    let is_same = counts.uploaded == 0 && counts.removed == 0 && parent.is_some();
    if publication.dry_run || is_same {
        return Ok(PublishedBranch { counts, commit: None, remote });
    }
    let mut commit = vec!["commit-tree", &*tree, "-m", publication.message];
    commit.extend(parent.iter().flat_map(|parent| ["-p", parent]));
    let commit = git.run(&commit)?;
    let refspec = format!("{commit}:refs/heads/{}", publication.branch);
    git.run(&["push", "--quiet", "--no-verify", publication.remote, &refspec])?;
    Ok(PublishedBranch { counts, commit: Some(commit), remote })
}

/// Returns settings for every call: nothing of the repository is started, and the bytes of files stay as they are.
fn safe_settings() -> Vec<String> {
    let settings = [
        "core.hooksPath=/dev/null",
        "core.fsmonitor=false",
        "core.autocrlf=false",
        "core.safecrlf=false",
        "commit.gpgSign=false",
    ];
    settings.iter().flat_map(|setting| ["-c".to_owned(), (*setting).to_owned()]).collect()
}

/// Returns the commit at the end of the branch; `None` if the remote has no such branch.
fn parent(git: &Program<'_>, publication: &BranchPublication<'_>) -> Result<Option<String>> {
    let reference = format!("refs/heads/{}", publication.branch);
    let listed = git.run(&["ls-remote", publication.remote, &reference])?;
    let Some((commit, _)) = listed.split_once('\t') else { return Ok(None) };
    // Without a limit of depth, which would make the author's repository a shallow one.
    git.run(&["fetch", "--quiet", "--no-tags", publication.remote, &reference])?;
    Ok(Some(commit.to_owned()))
}

/// Writes the tree of the site, and returns its id.
fn tree(git_folder: &str, parent: Option<&str>, publication: &BranchPublication<'_>) -> Result<String> {
    let site = publication.site.to_str().ok_or_else(|| anyhow!("{} is not UTF-8", publication.site.display()))?;
    let variables = vec![
        ("GIT_DIR", git_folder.to_owned()),
        ("GIT_WORK_TREE", site.to_owned()),
        ("GIT_INDEX_FILE", format!("{git_folder}/{INDEX}")),
    ];
    let git = Program { name: "git", before: safe_settings(), variables, folder: publication.site };
    git.run(&["read-tree", "--empty"])?;
    git.run(&["add", "--all", "--force", "--", ".", &format!(":(exclude){MANIFEST}")])?;
    let listed = git.run(&["ls-files", "--", KEPT, NO_JEKYLL])?;
    let has = |name: &str| listed.lines().any(|line| line == name);
    if !has(NO_JEKYLL) {
        let empty = git.run(&["hash-object", "-w", "--stdin"])?;
        git.run(&["update-index", "--add", "--cacheinfo", &format!("100644,{empty},{NO_JEKYLL}")])?;
    }
    if let Some(parent) = parent.filter(|_| !has(KEPT)) {
        let kept = git.run(&["ls-tree", parent, "--", KEPT])?;
        // `100644 blob 1234…	CNAME`
        if let [mode, "blob", id, ..] = kept.split_whitespace().collect::<Vec<_>>()[..] {
            git.run(&["update-index", "--add", "--cacheinfo", &format!("{mode},{id},{KEPT}")])?;
        }
    }
    git.run(&["write-tree"])
}

/// Counts the files that differ from those of the branch.
fn counts(git: &Program<'_>, parent: Option<&str>, tree: &str) -> Result<PublishCounts> {
    let all = git.run(&["ls-tree", "-r", "--name-only", tree])?.lines().count();
    let Some(parent) = parent else {
        return Ok(PublishCounts { uploaded: all, ..PublishCounts::default() });
    };
    let changes = git.run(&["diff-tree", "-r", "--no-renames", "--name-status", parent, tree])?;
    let removed = changes.lines().filter(|line| line.starts_with('D')).count();
    let uploaded = changes.lines().count() - removed;
    Ok(PublishCounts { uploaded, unchanged: all.saturating_sub(uploaded), removed })
}
