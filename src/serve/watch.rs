//! Turns changes on the disk into rings of the bell. Which files changed is not its business: it says "look again".
//!
//! Folders are watched one by one, never a tree as a whole: so the output, caches, `.git` and `node_modules` cost
//! nothing and can set off no loop.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use notify::event::{CreateKind, ModifyKind, RemoveKind};
use notify::{Config, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::bell::{Bell, Ring};
use crate::config::{BASELINE, FILE_NAME};
use crate::read::stamp::{Stamp, stamps};

/// How often polling looks: an instructor on a network drive waits half of this on average.
const INTERVAL: Duration = Duration::from_millis(400);

/// Watches folders.
pub struct Watch {
    means: Means,
    folders: BTreeSet<PathBuf>,
    bell: Arc<Bell>,
    beside: Beside,
}

/// Folders beside the course, of whose files only those of seodang's own matter: a home folder is full of others'.
type Beside = Arc<Mutex<BTreeSet<PathBuf>>>;

/// How it is done.
enum Means {
    /// The system tells.
    Told(RecommendedWatcher),
    /// What is in the folders is looked at again and again. `notify`'s own way to poll compares whole seconds, and
    /// would miss a save that follows another one within the second.
    Polling(Arc<Mutex<Known>>),
}

/// The folders that are looked at, as they were found.
type Known = BTreeMap<PathBuf, BTreeMap<OsString, Stamp>>;

impl Watch {
    /// Starts to watch nothing yet; by polling where that is wanted, or where the system offers nothing else.
    pub fn new(bell: Arc<Bell>, poll: bool) -> Self {
        let beside = Beside::default();
        let listen = || RecommendedWatcher::new(listener(&bell, &beside), Config::default()).ok();
        let told = if poll { None } else { listen() };
        let means = told.map_or_else(|| Means::Polling(poller(Arc::clone(&bell))), Means::Told);
        Self { means, folders: BTreeSet::new(), bell, beside }
    }

    /// Whether it polls.
    pub fn polls(&self) -> bool {
        matches!(self.means, Means::Polling(_))
    }

    /// Says which folders are only beside the course: of what is in them, folders matter, settings, and what is known.
    pub fn set_beside(&self, folders: BTreeSet<PathBuf>) {
        *self.beside.lock().unwrap_or_else(PoisonError::into_inner) = folders;
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
        let result = match &mut self.means {
            Means::Told(watcher) => be_told(watcher, &mut self.folders, &gone, new),
            Means::Polling(known) => {
                let mut known = known.lock().unwrap_or_else(PoisonError::into_inner);
                known.retain(|folder, _| folders.contains(folder));
                for folder in folders {
                    known.entry(folder.clone()).or_insert_with(|| stamps(folder));
                }
                self.folders.clone_from(folders);
                Ok(())
            }
        };
        self.bell.ring(Ring::Change);
        result
    }
}

fn be_told(
    watcher: &mut RecommendedWatcher,
    folders: &mut BTreeSet<PathBuf>,
    gone: &[PathBuf],
    new: Vec<PathBuf>,
) -> notify::Result<()> {
    let mut paths = watcher.paths_mut();
    for folder in gone {
        // It may be gone from the disk, and its watch with it.
        let _ = paths.remove(folder);
        folders.remove(folder);
    }
    let mut refused = None;
    for folder in new {
        match paths.add(&folder, RecursiveMode::NonRecursive) {
            Ok(()) => {
                folders.insert(folder);
            }
            // Gone again already: the bell will ring for that.
            Err(error) if is_missing(&error) => {
                folders.remove(&folder);
            }
            Err(error) => refused = Some(error),
        }
    }
    paths.commit()?;
    refused.map_or(Ok(()), Err)
}

/// Looks at folders for as long as someone else knows them too.
fn poller(bell: Arc<Bell>) -> Arc<Mutex<Known>> {
    let known: Arc<Mutex<Known>> = Arc::default();
    let folders = Arc::downgrade(&known);
    thread::spawn(move || {
        loop {
            thread::sleep(INTERVAL);
            let Some(known) = folders.upgrade() else { return };
            let before = known.lock().unwrap_or_else(PoisonError::into_inner).clone();
            for (folder, old) in before {
                // Not under the lock: a network drive takes its time.
                let now = stamps(&folder);
                if now != old {
                    let mut known = known.lock().unwrap_or_else(PoisonError::into_inner);
                    known.entry(folder).and_modify(|known| *known = now);
                    bell.ring(Ring::Change);
                }
            }
        }
    });
    known
}

fn is_missing(error: &notify::Error) -> bool {
    match &error.kind {
        notify::ErrorKind::PathNotFound => true,
        notify::ErrorKind::Io(error) => error.kind() == std::io::ErrorKind::NotFound,
        _ => false,
    }
}

fn listener(bell: &Arc<Bell>, beside: &Beside) -> impl FnMut(notify::Result<Event>) + Send + 'static {
    let (bell, beside) = (Arc::clone(bell), Arc::clone(beside));
    move |event| {
        let ring = match event {
            Ok(event) => ring_of(&event).filter(|ring| {
                let beside = beside.lock().unwrap_or_else(PoisonError::into_inner);
                *ring == Ring::Folders || !is_of_others(&event, &beside)
            }),
            // What was lost is not known.
            Err(_) => Some(Ring::Folders),
        };
        if let Some(ring) = ring {
            bell.ring(ring);
        }
    }
}

/// Whether an event is about files beside the course that are none of seodang's.
fn is_of_others(event: &Event, beside: &BTreeSet<PathBuf>) -> bool {
    let is_name = matches!(event.kind, EventKind::Modify(ModifyKind::Name(_)));
    let is_other = |path: &PathBuf| {
        path.parent().is_some_and(|folder| beside.contains(folder))
            && !path.file_name().is_some_and(|name| name == FILE_NAME || name == BASELINE)
    };
    // What was renamed may have been the course itself.
    !is_name && !event.paths.is_empty() && event.paths.iter().all(is_other)
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
    use notify::event::{AccessKind, Flag, RenameMode};

    #[test]
    fn files_of_others_beside_the_course_are_no_news() {
        let beside = BTreeSet::from([PathBuf::from("/home/me")]);
        let is_other = |kind, path: &str| is_of_others(&Event::new(kind).add_path(path.into()), &beside);
        let (create, rename) =
            (EventKind::Create(CreateKind::File), EventKind::Modify(ModifyKind::Name(RenameMode::To)));
        assert!(is_other(create, "/home/me/.history"));
        assert!(!is_other(create, "/home/me/seodang.toml"));
        assert!(!is_other(create, "/home/me/course/a.md"));
        assert!(!is_other(rename, "/home/me/course"));
    }

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
            let mut watch = Watch::new(Arc::clone(&bell), poll);
            let folders = BTreeSet::from([folder.path().to_owned(), folder.path().join("not-there")]);
            watch.follow(&folders, false).unwrap();
            let short = Duration::from_millis(10);
            assert!(bell.wait(Some(Duration::from_secs(1))), "new folders are looked at once more");
            bell.answer(short, short);
            std::fs::write(folder.path().join("a.md"), "a").unwrap();
            assert!(bell.wait(Some(Duration::from_secs(10))), "poll: {poll}");
        }
    }
    #[test]
    fn polling_sees_two_saves_within_a_second_and_one_of_an_older_time() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.md");
        std::fs::write(&file, "a").unwrap();
        let bell = Arc::new(Bell::default());
        let mut watch = Watch::new(Arc::clone(&bell), true);
        watch.follow(&BTreeSet::from([folder.path().to_owned()]), false).unwrap();
        let short = Duration::from_millis(10);
        bell.answer(short, short);
        let old = std::time::SystemTime::now() - Duration::from_hours(1);
        for text in ["b", "c", "d"] {
            std::fs::write(&file, text).unwrap();
            std::fs::File::open(&file).unwrap().set_modified(old).unwrap();
            assert!(bell.wait(Some(Duration::from_secs(10))), "{text}");
            bell.answer(short, short);
        }
    }
}
