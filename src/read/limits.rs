//! Defines the largest files that are read, and the most that a notebook shows: a course may come from anybody.

/// The largest Markdown file that becomes a page, in bytes. The largest of the real course has 55 KB; a page of 16 MB would take
/// a browser down. The text of a notebook is bounded likewise.
pub(super) const MAX_PAGE_BYTES: usize = 16 * 1024 * 1024;

/// The largest notebook that is read, in bytes; its texts and pictures are bounded each for itself.
pub(super) const MAX_NOTEBOOK_BYTES: u64 = 256 * 1024 * 1024;

/// The largest picture of a notebook that is shown, in characters of base64: a photograph of 6 MB.
pub(super) const MAX_PICTURE_CHARS: usize = 8 * 1024 * 1024;

/// The most text that one output of a notebook shows, in bytes.
pub(super) const MAX_OUTPUT_BYTES: usize = 256 * 1024;

/// The largest text file that is shown on a page of its own, in bytes; a larger one is only offered for download. No larger
/// file is included in a page.
pub(super) const MAX_SHOWN_BYTES: u64 = 512 * 1024;

/// The largest file that states the structure of a site, in bytes. The longest of 60 public projects has 70 KB.
pub(super) const MAX_STRUCTURE_BYTES: u64 = 1024 * 1024;

/// The largest configuration of a repository that is read, in bytes; git's own are below 1 KB for a few branches.
pub(super) const MAX_GIT_CONFIG_BYTES: u64 = 256 * 1024;

/// The largest file that names a branch, in bytes.
pub(super) const MAX_GIT_HEAD_BYTES: u64 = 1024;

/// The largest settings file, in bytes: the longest of public courses have some KB.
pub(super) const MAX_SETTINGS_BYTES: u64 = 1024 * 1024;

/// The largest list of known findings, in bytes: some 100,000 findings.
pub(super) const MAX_BASELINE_BYTES: u64 = 32 * 1024 * 1024;

/// The largest file of a theme, in bytes: a font for all Han characters has 16 MB.
pub(super) const MAX_THEME_FILE_BYTES: u64 = 32 * 1024 * 1024;

/// The most files and folders of a theme. The built-in one has some 100.
pub(super) const MAX_THEME_ENTRIES: usize = 10_000;

/// The largest file of words of a course, in bytes: all words of ten languages take 100 KB.
pub(super) const MAX_WORDS_BYTES: u64 = 256 * 1024;
