//! Turns a folder into the kind of its file system, if the kernel reports no changes of that kind.

use std::path::{Component, Path, Prefix};

/// File systems whose changes the kernel does not report, since they happen elsewhere: on a server, on the host of a
/// virtual machine, on the Windows side of WSL.
const WITHOUT_EVENTS: [&str; 16] = [
    "9p",
    "afs",
    "cifs",
    "davfs",
    "drvfs",
    "fuse.rclone",
    "fuse.sshfs",
    "fuse.vmhgfs-fuse",
    "nfs",
    "nfs4",
    "prl_fs",
    "smb3",
    "smbfs",
    "vboxsf",
    "virtiofs",
    "fuse.grpcfuse",
];

/// Returns the kind of the file system under a folder, if changes there must be looked for.
pub fn file_system_without_events(folder: &Path) -> Option<String> {
    if cfg!(windows) {
        let server = matches!(
            folder.components().next(),
            Some(Component::Prefix(prefix)) if matches!(prefix.kind(), Prefix::UNC(..) | Prefix::VerbatimUNC(..))
        );
        return server.then(|| "network share".to_owned());
    }
    // Only Linux has this file; on other systems users give `--poll`.
    let mounts = std::fs::read_to_string("/proc/self/mounts").ok()?;
    kind_of(&mounts, folder).filter(|kind| WITHOUT_EVENTS.contains(&kind.as_str()))
}

/// Returns the kind of the innermost mount that holds a folder; of equal ones the last line wins, because it covers the
/// others.
fn kind_of(mounts: &str, folder: &Path) -> Option<String> {
    let mut found: Option<(usize, &str)> = None;
    for line in mounts.lines() {
        let mut fields = line.split(' ').skip(1);
        let (Some(place), Some(kind)) = (fields.next(), fields.next()) else { continue };
        // fstab(5): blanks and backslashes are written as octal numbers.
        let place = place.replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\");
        let depth = Path::new(&place).components().count();
        if folder.starts_with(&place) && found.is_none_or(|(known, _)| depth >= known) {
            found = Some((depth, kind));
        }
    }
    found.map(|(_, kind)| kind.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_innermost_mount_counts() {
        let mounts = "/dev/sda / ext4 rw 0 0\nC:\\134 /mnt/c 9p rw 0 0\nnas:/x /mnt/my\\040drive nfs4 rw 0 0\n";
        let kind = |folder: &str| kind_of(mounts, Path::new(folder));
        assert_eq!(kind("/home/me/course").as_deref(), Some("ext4"));
        assert_eq!(kind("/mnt/c/course").as_deref(), Some("9p"));
        assert_eq!(kind("/mnt/cc").as_deref(), Some("ext4"));
        assert_eq!(kind("/mnt/my drive/course").as_deref(), Some("nfs4"));
    }
}
