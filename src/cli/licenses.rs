//! Runs `seodang --licenses`: prints the licences of the program and of everything in it.

use std::io::Read;

use flate2::read::GzDecoder;

use super::terminal::print;

/// The licence of the program; `LICENSE-MIT` and `LICENSE-APACHE` hold the texts.
const OWN: &str =
    concat!("seodang ", env!("CARGO_PKG_VERSION"), "\n\nLicensed under MIT or Apache-2.0, as you prefer.\n");

/// The MIT licence of the program.
const MIT: &str = include_str!("../../LICENSE-MIT");

/// The notices of packages and fonts: `licenses/third-party.txt`, which `build.rs` compresses.
const THIRD_PARTY: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/third-party.txt.gz"));

/// Prints all licences.
pub fn print_licenses() {
    let mut third_party = String::new();
    // The bytes are part of the program: a test reads them.
    let _ = GzDecoder::new(THIRD_PARTY).read_to_string(&mut third_party);
    let line = "=".repeat(80);
    let grammars = seodang_code::grammar_notices();
    print(&format!("{OWN}\n{MIT}\n{line}\n{third_party}\n{line}\nGrammars that colour code\n\n{grammars}"));
}
