//! Turns changes on the disk into notifications of the [`WakeSignal`]; which files changed is left to the scan.
//!
//! Folders are watched one by one, never a tree as a whole: so the output, caches, `.git` and `node_modules` cost
//! nothing and cannot cause a loop.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use notify::event::{CreateKind, ModifyKind, RemoveKind};
use notify::{Config, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::wake_signal::{Wake, WakeSignal};
use crate::config::{BASELINE, FILE_NAME};
use crate::read::stamp::{Stamp, stamps};

/// The time between two polls: an instructor on a network drive waits half of it on average.
const INTERVAL: Duration = Duration::from_millis(400);

/// A watcher of a set of folders.
pub struct FolderWatcher {
    backend: Backend,
    folders: BTreeSet<PathBuf>,
    signal: Arc<WakeSignal>,
    beside: Beside,
}

/// Folders beside the course, in which only seodang's own files count: a home folder holds many others.
type Beside = Arc<Mutex<BTreeSet<PathBuf>>>;

/// The way in which changes are noticed.
enum Backend {
    /// The system notifies.
    Native(RecommendedWatcher),
    /// The folders are read at intervals. `notify`'s own polling compares whole seconds, and would miss a save that
    /// follows another one within the second.
    Polling(Arc<Mutex<PolledFolders>>),
}

/// The polled folders, with the stamps that their files had last.
type PolledFolders = BTreeMap<PathBuf, BTreeMap<OsString, Stamp>>;

impl FolderWatcher {
    /// Creates a watcher of no folders yet, which polls if `poll` is set or the system cannot notify.
    pub fn new(signal: Arc<WakeSignal>, poll: bool) -> Self {
        let beside = Beside::default();
        let listen = || RecommendedWatcher::new(listener(&signal, &beside), Config::default()).ok();
        let native = if poll { None } else { listen() };
        let backend = native.map_or_else(|| Backend::Polling(start_polling(Arc::clone(&signal))), Backend::Native);
        Self { backend, folders: BTreeSet::new(), signal, beside }
    }

    /// Tests whether it polls.
    pub fn polls(&self) -> bool {
        matches!(self.backend, Backend::Polling(_))
    }

    /// Sets the folders that are beside the course: in them only folders, settings and the baseline count.
    pub fn set_beside(&self, folders: BTreeSet<PathBuf>) {
        *self.beside.lock().unwrap_or_else(PoisonError::into_inner) = folders;
    }

    /// Watches these folders and no others. If that changes the set, it notifies once more: a file may have appeared
    /// between the scan that found a folder and the start of its watch.
    ///
    /// `anew` also watches again the folders that are watched already: the system silently stops to watch a folder that
    /// is replaced by another one of its name.
    ///
    /// # Errors
    /// Returns an error if the system watches no further folder; the caller can poll instead.
    pub fn follow(&mut self, folders: &BTreeSet<PathBuf>, anew: bool) -> notify::Result<()> {
        let gone: Vec<PathBuf> = self.folders.difference(folders).cloned().collect();
        let new: Vec<PathBuf> =
            folders.iter().filter(|folder| anew || !self.folders.contains(*folder)).cloned().collect();
        if gone.is_empty() && new.is_empty() {
            return Ok(());
        }
        let result = match &mut self.backend {
            Backend::Native(watcher) => watch_natively(watcher, &mut self.folders, &gone, new),
            Backend::Polling(polled) => {
                let mut polled = polled.lock().unwrap_or_else(PoisonError::into_inner);
                polled.retain(|folder, _| folders.contains(folder));
                for folder in folders {
                    polled.entry(folder.clone()).or_insert_with(|| stamps(folder));
                }
                self.folders.clone_from(folders);
                Ok(())
            }
        };
        self.signal.notify(Wake::Change);
        result
    }
}

fn watch_natively(
    watcher: &mut RecommendedWatcher,
    folders: &mut BTreeSet<PathBuf>,
    gone: &[PathBuf],
    new: Vec<PathBuf>,
) -> notify::Result<()> {
    let mut paths = watcher.paths_mut();
    for folder in gone {
        // Fails if the folder is gone from the disk, and its watch with it.
        let _ = paths.remove(folder);
        folders.remove(folder);
    }
    let mut refused = None;
    for folder in new {
        match paths.add(&folder, RecursiveMode::NonRecursive) {
            Ok(()) => {
                folders.insert(folder);
            }
            // Gone again already: its parent will notify.
            Err(error) if is_missing(&error) => {
                folders.remove(&folder);
            }
            Err(error) => refused = Some(error),
        }
    }
    paths.commit()?;
    refused.map_or(Ok(()), Err)
}

/// Starts a thread that polls folders until the returned set is dropped.
fn start_polling(signal: Arc<WakeSignal>) -> Arc<Mutex<PolledFolders>> {
    let polled: Arc<Mutex<PolledFolders>> = Arc::default();
    let weak = Arc::downgrade(&polled);
    thread::spawn(move || {
        loop {
            thread::sleep(INTERVAL);
            let Some(polled) = weak.upgrade() else { return };
            let before = polled.lock().unwrap_or_else(PoisonError::into_inner).clone();
            for (folder, old) in before {
                // Without the lock: a network drive may take seconds.
                let now = stamps(&folder);
                if now != old {
                    let mut polled = polled.lock().unwrap_or_else(PoisonError::into_inner);
                    polled.entry(folder).and_modify(|stamps| *stamps = now);
                    signal.notify(Wake::Change);
                }
            }
        }
    });
    polled
}

fn is_missing(error: &notify::Error) -> bool {
    match &error.kind {
        notify::ErrorKind::PathNotFound => true,
        notify::ErrorKind::Io(error) => error.kind() == std::io::ErrorKind::NotFound,
        _ => false,
    }
}

fn listener(signal: &Arc<WakeSignal>, beside: &Beside) -> impl FnMut(notify::Result<Event>) + Send + 'static {
    let (signal, beside) = (Arc::clone(signal), Arc::clone(beside));
    move |event| {
        let wake = match event {
            Ok(event) => wake_of(&event).filter(|wake| {
                let beside = beside.lock().unwrap_or_else(PoisonError::into_inner);
                *wake == Wake::Rescan || !is_of_others(&event, &beside)
            }),
            // Events were lost, of unknown folders.
            Err(_) => Some(Wake::Rescan),
        };
        if let Some(wake) = wake {
            signal.notify(wake);
        }
    }
}

/// Tests whether an event concerns only files beside the course that are not seodang's.
fn is_of_others(event: &Event, beside: &BTreeSet<PathBuf>) -> bool {
    let is_name = matches!(event.kind, EventKind::Modify(ModifyKind::Name(_)));
    let is_other = |path: &PathBuf| {
        path.parent().is_some_and(|folder| beside.contains(folder))
            && !path.file_name().is_some_and(|name| name == FILE_NAME || name == BASELINE)
    };
    // The course itself may have been renamed.
    !is_name && !event.paths.is_empty() && event.paths.iter().all(is_other)
}

/// Returns the wake-up that an event calls for. Reading a file calls for none: each scan would cause the next one.
fn wake_of(event: &Event) -> Option<Wake> {
    if event.need_rescan() {
        return Some(Wake::Rescan);
    }
    match event.kind {
        EventKind::Access(_) => None,
        EventKind::Modify(ModifyKind::Name(_)) if event.paths.iter().any(|path| path.is_dir()) => Some(Wake::Rescan),
        EventKind::Create(CreateKind::File) | EventKind::Remove(RemoveKind::File) | EventKind::Modify(_) => {
            Some(Wake::Change)
        }
        _ => Some(Wake::Rescan),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use notify::event::{AccessKind, Flag, RenameMode};

    #[test]
    fn files_of_others_beside_the_course_are_ignored() {
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
    fn events_call_for_wake_ups() {
        let event = |kind| Event::new(kind);
        assert_eq!(wake_of(&event(EventKind::Access(AccessKind::Read))), None);
        assert_eq!(wake_of(&event(EventKind::Create(CreateKind::Folder))), Some(Wake::Rescan));
        assert_eq!(wake_of(&event(EventKind::Remove(RemoveKind::File))), Some(Wake::Change));
        assert_eq!(wake_of(&event(EventKind::Other).set_flag(Flag::Rescan)), Some(Wake::Rescan));
    }

    #[test]
    fn a_write_notifies_in_both_backends() {
        for poll in [false, true] {
            let folder = tempfile::tempdir().unwrap();
            let signal = Arc::new(WakeSignal::default());
            let mut watcher = FolderWatcher::new(Arc::clone(&signal), poll);
            let folders = BTreeSet::from([folder.path().to_owned(), folder.path().join("not-there")]);
            watcher.follow(&folders, false).unwrap();
            let short = Duration::from_millis(10);
            assert!(signal.wait(Some(Duration::from_secs(1))), "new folders are scanned once more");
            signal.take(short, short);
            std::fs::write(folder.path().join("a.md"), "a").unwrap();
            assert!(signal.wait(Some(Duration::from_secs(10))), "poll: {poll}");
        }
    }

    #[test]
    fn polling_sees_two_saves_within_a_second_and_one_of_an_older_time() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.md");
        std::fs::write(&file, "a").unwrap();
        let signal = Arc::new(WakeSignal::default());
        let mut watcher = FolderWatcher::new(Arc::clone(&signal), true);
        watcher.follow(&BTreeSet::from([folder.path().to_owned()]), false).unwrap();
        let short = Duration::from_millis(10);
        signal.take(short, short);
        let old = std::time::SystemTime::now() - Duration::from_hours(1);
        for text in ["b", "c", "d"] {
            std::fs::write(&file, text).unwrap();
            std::fs::File::open(&file).unwrap().set_modified(old).unwrap();
            assert!(signal.wait(Some(Duration::from_secs(10))), "{text}");
            signal.take(short, short);
        }
    }
}
