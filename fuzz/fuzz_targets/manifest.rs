//! The manifest of an output folder → its files: none is outside the folder, and what is written is read as the same.
#![no_main]

use seodang::site::write::manifest_paths;

libfuzzer_sys::fuzz_target!(|text: &str| {
    let (paths, written) = manifest_paths(text);
    for path in &paths {
        let is_inside = path.split('/').all(|part| !matches!(part, "" | "." | "..")) && !path.contains(['\\', '\0']);
        assert!(is_inside, "{path:?}");
    }
    let (again, rewritten) = manifest_paths(&written);
    assert_eq!((paths, &written), (again, &rewritten));
});
