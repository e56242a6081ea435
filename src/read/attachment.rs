//! Turns the files that pages refer to into their text or their measures, as pages need them.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::SystemTime;

use rayon::prelude::*;

use super::limits::MAX_SHOWN_BYTES;
use super::regular_file::read_regular;
use super::{FileEntry, Stamp};
use crate::source::{CoursePath, readable};

/// A file that pages refer to, with the facts that pages show.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Attachment {
    /// Its size in bytes.
    pub size: u64,
    /// Its text, if it is shown on a page or as captions, and is UTF-8.
    pub text: Option<Arc<str>>,
    /// Its width and height in CSS pixels, if it is an image that states them.
    pub measures: Option<(usize, usize)>,
}

/// Reads the given files once.
pub fn attachments(files: &[(CoursePath, FileEntry)]) -> BTreeMap<CoursePath, Attachment> {
    AttachmentReader::default().attachments(files)
}

/// Reads attachments repeatedly: only files whose stamps changed are read again.
#[derive(Debug, Default)]
pub struct AttachmentReader {
    cached: BTreeMap<CoursePath, CachedAttachment>,
    /// Whether every file is read each time: for file systems whose times are unreliable.
    pub ignore_stamps: bool,
}

#[derive(Debug, Clone)]
struct CachedAttachment {
    stamp: Stamp,
    read_at: SystemTime,
    attachment: Attachment,
}

impl AttachmentReader {
    /// Reads the given files as they are now.
    pub fn attachments(&mut self, files: &[(CoursePath, FileEntry)]) -> BTreeMap<CoursePath, Attachment> {
        let read = files.par_iter().map(|(path, file)| (path.clone(), self.read(path, file)));
        self.cached = read.collect();
        self.cached.iter().map(|(path, cached)| (path.clone(), cached.attachment.clone())).collect()
    }

    fn read(&self, path: &CoursePath, file: &FileEntry) -> CachedAttachment {
        let same = |cached: &&CachedAttachment| {
            !self.ignore_stamps && cached.stamp == file.stamp && cached.stamp.is_settled(cached.read_at)
        };
        if let Some(cached) = self.cached.get(path).filter(same) {
            return cached.clone();
        }
        let read_at = SystemTime::now();
        CachedAttachment { stamp: file.stamp, read_at, attachment: attachment(path, file) }
    }
}

fn attachment(path: &CoursePath, file: &FileEntry) -> Attachment {
    let mut attachment = Attachment { size: file.size, text: None, measures: None };
    match path.extension().as_str() {
        "png" | "jpg" | "jpeg" | "gif" | "webp" => {
            // A damaged image is shown without measures, as browsers can.
            attachment.measures = imagesize::size(&file.disk).ok().map(|size| (size.width, size.height));
        }
        extension if file.size <= MAX_SHOWN_BYTES && (is_text(path) || extension == "vtt") => {
            // A file that vanished is shown like one that is not text.
            let bytes = read_regular(&file.disk, MAX_SHOWN_BYTES).unwrap_or_else(|_| vec![0]);
            attachment.text =
                String::from_utf8(bytes).ok().filter(|text| !text.contains('\0')).map(|text| readable(&text).into());
        }
        _ => {}
    }
    attachment
}

/// Extensions of files that are text to read rather than to open in a program.
const TEXT: [&str; 71] = [
    "bash",
    "bat",
    "c",
    "cfg",
    "cmd",
    "conf",
    "cpp",
    "cs",
    "css",
    "csv",
    "dart",
    "diff",
    "dockerfile",
    "ejs",
    "env",
    "ex",
    "exs",
    "go",
    "gradle",
    "graphql",
    "groovy",
    "h",
    "hcl",
    "hpp",
    "hs",
    "http",
    "ini",
    "java",
    "jl",
    "js",
    "json",
    "json5",
    "jsonc",
    "jsx",
    "kt",
    "kts",
    "less",
    "log",
    "lua",
    "mjs",
    "patch",
    "php",
    "pl",
    "properties",
    "proto",
    "ps1",
    "psql",
    "py",
    "r",
    "rb",
    "rego",
    "rs",
    "rst",
    "sass",
    "scala",
    "scss",
    "service",
    "sh",
    "sql",
    "swift",
    "tf",
    "tfvars",
    "toml",
    "ts",
    "tsx",
    "txt",
    "vue",
    "xml",
    "yaml",
    "yml",
    "zsh",
];

/// Tests whether a linked file is shown on a page of its own, with highlighting. Only its name decides.
pub fn is_text(path: &CoursePath) -> bool {
    let name = path.name().to_lowercase();
    let named =
        ["dockerfile", "containerfile", "makefile", "jenkinsfile", "vagrantfile", "procfile", "gemfile", "license"];
    TEXT.contains(&path.extension().as_str())
        || named.iter().any(|known| name == *known || name.starts_with(&format!("{known}.")))
}
