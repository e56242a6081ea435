//! Turns changes on the disk into rings of the bell. Which files changed is not its business: it says "look again".
//!
//! Folders are watched one by one, never a tree as a whole: so the output, caches, `.git` and `node_modules` cost
//! nothing and can set off no loop.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use notify::event::{CreateKind, ModifyKind, RemoveKind};
use notify::{Config, Event, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};

use super::bell::{Bell, Ring};

/// How often polling looks: an instructor on a network drive waits half of this on average.
const INTERVAL: Duration = Duration::from_millis(400);

/// Watches folders.
pub struct Watch {
    watcher: Box<dyn Watcher + Send>,
    folders: BTreeSet<PathBuf>,
    bell: Arc<Bell>,
    polls: bool,
}

impl Watch {
    /// Starts to watch nothing yet; by polling where that is wanted, or where the system offers nothing else.
    ///
    /// # Errors
    /// Where the system gives no watcher at all.
    pub fn new(bell: Arc<Bell>, poll: bool) -> notify::Result<Self> {
        let native = if poll { None } else { RecommendedWatcher::new(listener(&bell), Config::default()).ok() };
        let polls = native.is_none();
        let watcher: Box<dyn Watcher + Send> = match native {
            Some(native) => Box::new(native),
            None => Box::new(PollWatcher::new(listener(&bell), Config::default().with_poll_interval(INTERVAL))?),
        };
        Ok(Self { watcher, folders: BTreeSet::new(), bell, polls })
    }

    /// Whether it polls.
    pub fn polls(&self) -> bool {
        self.polls
    }

    /// Watches just these folders. Where that changes anything the bell is rung once more: a file may have come
    /// between the look that found the folder and its being watched.
    ///
    /// `anew` watches again what is watched already: a folder that was replaced by another of its name is watched no
    /// more, and nothing says so.
    ///
    /// # Errors
    /// Where the system watches no further folder; the caller can go over to polling.
    pub fn follow(&mut self, folders: &BTreeSet<PathBuf>, anew: bool) -> notify::Result<()> {
        let gone: Vec<PathBuf> = self.folders.difference(folders).cloned().collect();
        let new: Vec<PathBuf> =
            folders.iter().filter(|folder| anew || !self.folders.contains(*folder)).cloned().collect();
        if gone.is_empty() && new.is_empty() {
            return Ok(());
        }
        let mut paths = self.watcher.paths_mut();
        for folder in &gone {
            // It may be gone from the disk, and its watch with it.
            let _ = paths.remove(folder);
            self.folders.remove(folder);
        }
        let mut refused = None;
        for folder in new {
            match paths.add(&folder, RecursiveMode::NonRecursive) {
                Ok(()) => {
                    self.folders.insert(folder);
                }
                // Gone again already: the bell will ring for that.
                Err(error) if is_missing(&error) => {
                    self.folders.remove(&folder);
                }
                Err(error) => refused = Some(error),
            }
        }
        paths.commit()?;
        self.bell.ring(Ring::Change);
        refused.map_or(Ok(()), Err)
    }
}

fn is_missing(error: &notify::Error) -> bool {
    match &error.kind {
        notify::ErrorKind::PathNotFound => true,
        notify::ErrorKind::Io(error) => error.kind() == std::io::ErrorKind::NotFound,
        _ => false,
    }
}

fn listener(bell: &Arc<Bell>) -> impl FnMut(notify::Result<Event>) + Send + 'static {
    let bell = Arc::clone(bell);
    move |event| {
        let ring = match event {
            Ok(event) => ring_of(&event),
            // What was lost is not known.
            Err(_) => Some(Ring::Folders),
        };
        if let Some(ring) = ring {
            bell.ring(ring);
        }
    }
}

/// What an event says; reading a file says nothing, or every look would set off the next one.
fn ring_of(event: &Event) -> Option<Ring> {
    if event.need_rescan() {
        return Some(Ring::Folders);
    }
    match event.kind {
        EventKind::Access(_) => None,
        EventKind::Modify(ModifyKind::Name(_)) if event.paths.iter().any(|path| path.is_dir()) => Some(Ring::Folders),
        EventKind::Create(CreateKind::File) | EventKind::Remove(RemoveKind::File) | EventKind::Modify(_) => {
            Some(Ring::Change)
        }
        _ => Some(Ring::Folders),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use notify::event::{AccessKind, Flag};

    #[test]
    fn what_events_say() {
        let event = |kind| Event::new(kind);
        assert_eq!(ring_of(&event(EventKind::Access(AccessKind::Read))), None);
        assert_eq!(ring_of(&event(EventKind::Create(CreateKind::Folder))), Some(Ring::Folders));
        assert_eq!(ring_of(&event(EventKind::Remove(RemoveKind::File))), Some(Ring::Change));
        assert_eq!(ring_of(&event(EventKind::Other).set_flag(Flag::Rescan)), Some(Ring::Folders));
    }

    #[test]
    fn a_write_rings_in_both_ways_of_watching() {
        for poll in [false, true] {
            let folder = tempfile::tempdir().unwrap();
            let bell = Arc::new(Bell::default());
            let mut watch = Watch::new(Arc::clone(&bell), poll).unwrap();
            let folders = BTreeSet::from([folder.path().to_owned(), folder.path().join("not-there")]);
            watch.follow(&folders, false).unwrap();
            let short = Duration::from_millis(10);
            assert!(bell.wait(Some(Duration::from_secs(1))), "new folders are looked at once more");
            bell.answer(short, short);
            std::fs::write(folder.path().join("a.md"), "a").unwrap();
            assert!(bell.wait(Some(Duration::from_secs(10))), "poll: {poll}");
        }
    }
}
