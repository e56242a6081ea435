//! Compresses the notices of other projects' parts, and tells Cargo that the program carries the files of `themes/`.

use std::env;
use std::fs::{self, File};
use std::io::{Error, Write};
use std::path::PathBuf;

use flate2::{Compression, GzBuilder};

fn main() -> Result<(), Error> {
    println!("cargo::rerun-if-changed=themes");
    println!("cargo::rerun-if-changed=licenses/third-party.txt");
    let folder = env::var_os("OUT_DIR").map(PathBuf::from).ok_or_else(|| Error::other("Cargo sets OUT_DIR"))?;
    let file = File::create(folder.join("third-party.txt.gz"))?;
    // Without a time or a name: the same text gives the same program.
    let mut encoder = GzBuilder::new().write(file, Compression::best());
    encoder.write_all(&fs::read("licenses/third-party.txt")?)?;
    encoder.finish()?;
    Ok(())
}
