//! Tells Cargo that the program carries the files of `themes/`.

fn main() {
    println!("cargo::rerun-if-changed=themes");
}
