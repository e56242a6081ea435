//! Turns the size of a file into text.

/// Formats a size in bytes: `2.3 KB`.
pub(super) fn size(bytes: u64) -> String {
    const KB: u64 = 1024;
    match bytes {
        0..KB => format!("{bytes} B"),
        // One decimal by integers: floats would need a lossy conversion.
        KB..1_048_576 => format!("{}.{} KB", bytes / KB, bytes % KB * 10 / KB),
        _ => format!("{}.{} MB", bytes / KB / KB, bytes / KB % KB * 10 / KB),
    }
}
