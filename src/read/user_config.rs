//! Turns the file of a user's own settings, which need not exist, into the settings.

use std::io::ErrorKind;
use std::path::Path;

use super::limits::MAX_SETTINGS_BYTES;
use super::regular_file::read_regular;
use crate::config::user::UserConfig;

/// Reads the settings; a file that does not exist sets nothing.
///
/// # Errors
/// Returns the path of the file, with the reason why it cannot be read or parsed.
pub fn user_config(path: &Path) -> Result<UserConfig, String> {
    let bytes = match read_regular(path, MAX_SETTINGS_BYTES) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(UserConfig::default()),
        Err(error) => return Err(format!("cannot read {}: {error}", path.display())),
    };
    let text = String::from_utf8(bytes).map_err(|error| format!("cannot read {}: {error}", path.display()))?;
    UserConfig::parse(&text).map_err(|error| format!("{}: {error}", path.display()))
}
