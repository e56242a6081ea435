//! Writes `grammars/grammars.dump` and its checksum from the definitions in `grammars/`.
//!
//! `cargo run -p seodang-code --features dump --example dump-grammars`

use std::error::Error;
use std::fs;
use std::path::Path;

use syntect::dumps::dump_to_uncompressed_file;
use syntect::parsing::{SyntaxDefinition, SyntaxSetBuilder};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("grammars");
    let mut builder = SyntaxSetBuilder::new();
    let mut all = String::new();
    for name in ["dockerfile", "ini", "promql", "shell", "yaml"] {
        let definition = fs::read_to_string(folder.join(format!("{name}.sublime-syntax")))?;
        builder.add(SyntaxDefinition::load_from_str(&definition, true, None)?);
        all.push_str(&definition);
    }
    dump_to_uncompressed_file(&builder.build(), folder.join("grammars.dump"))?;
    fs::write(folder.join("grammars.checksum"), format!("{}\n", blake3::hash(all.as_bytes()).to_hex()))?;
    Ok(())
}
