//! Turns the current folder and the arguments of a command into the project to work on and its memo of earlier runs.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result};

use crate::memo::{Memo, StoredValues, store};
use crate::read::Stamp;
use crate::read::project::{self, Project};

/// The current folder, the project and the memo of a command.
#[derive(Debug)]
pub struct Workspace {
    /// The current folder.
    pub current: PathBuf,
    /// The project, with its settings.
    pub project: Project,
    /// The stamp of this program's file; `None` if the system does not tell it.
    pub program: Option<Stamp>,
    /// The file that holds the memo; `None` if the machine names no cache folder.
    memo_file: Option<PathBuf>,
}

impl Workspace {
    /// Finds the project that the arguments name, or that of the current folder.
    ///
    /// # Errors
    /// Returns an error if the folder does not exist, or if its settings cannot be read.
    pub fn find(course: Option<&Path>, output: Option<&Path>) -> Result<Self> {
        let current = std::env::current_dir().context("cannot read the current folder")?;
        let project = project::find(&current, course, output)?;
        let folder = project.course.canonicalize().unwrap_or_default();
        let memo_file = store::memo_file(&folder, |name| std::env::var(name).ok());
        Ok(Self { current, project, program: Stamp::of_program(), memo_file })
    }

    /// Loads the memo of earlier runs; it is empty if there is none.
    pub fn load_memo(&self) -> Arc<Memo> {
        self.memo(self.memo_file.as_deref().map(store::load).unwrap_or_default())
    }

    /// Returns a memo without the values of earlier runs.
    pub fn empty_memo(&self) -> Arc<Memo> {
        self.memo(StoredValues::default())
    }

    fn memo(&self, earlier: StoredValues) -> Arc<Memo> {
        let program = self.program.map(|stamp| format!("{stamp:?}"));
        Arc::new(Memo::new(earlier, program.as_deref()))
    }

    /// Saves the memo for later runs.
    ///
    /// # Errors
    /// Returns an error if the cache folder cannot be written to. The output is complete nevertheless.
    pub fn save_memo(&self, memo: &Memo) -> Result<()> {
        self.memo_file.as_deref().map_or(Ok(()), |file| store::save(memo, file))
    }

    /// Saves the memo together with every value of earlier runs, for commands that use only some of them.
    pub fn add_to_memo(&self, memo: &Memo) {
        memo.retain_all();
        // Without a saved memo the next command is only slower.
        let _ = self.save_memo(memo);
    }
}
