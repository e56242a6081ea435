//! Turns the path of a regular file into its bytes, up to a limit: a pipe would never end, a device would fill the memory.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::Path;

/// Reads a file. A link is followed; its target must be a regular file too.
///
/// # Errors
/// Returns an error if the file is not a regular one, has more than `limit` bytes, or cannot be read.
pub(super) fn read_regular(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    let not_regular = || io::Error::new(ErrorKind::InvalidInput, "it is not a regular file");
    let too_large = || io::Error::new(ErrorKind::FileTooLarge, format!("it has more than {limit} bytes"));
    // Before it is opened: opening a pipe waits for its other end.
    if !fs::metadata(path)?.is_file() {
        return Err(not_regular());
    }
    let file = File::open(path)?;
    let data = file.metadata()?;
    if !data.is_file() {
        return Err(not_regular());
    }
    if data.len() > limit {
        return Err(too_large());
    }
    let mut bytes = Vec::with_capacity(usize::try_from(data.len()).unwrap_or_default());
    // The file may grow while it is read.
    file.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit { Err(too_large()) } else { Ok(bytes) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_regular_files_within_the_limit_are_read() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a");
        fs::write(&file, "abc").unwrap();
        assert_eq!(read_regular(&file, 3).unwrap(), b"abc");
        assert_eq!(read_regular(&file, 2).unwrap_err().kind(), ErrorKind::FileTooLarge);
        assert_eq!(read_regular(folder.path(), 9).unwrap_err().kind(), ErrorKind::InvalidInput);
        assert_eq!(read_regular(&folder.path().join("b"), 9).unwrap_err().kind(), ErrorKind::NotFound);
    }

    #[cfg(unix)]
    #[test]
    fn devices_are_not_read() {
        assert_eq!(read_regular(Path::new("/dev/zero"), 9).unwrap_err().kind(), ErrorKind::InvalidInput);
    }
}
