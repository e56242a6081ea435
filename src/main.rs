//! Runs the command line of seodang.

use std::process::ExitCode;

// Drawing and parsing make and drop millions of small strings; the system's allocator spends a third of the build on
// them (measured with `benches/`).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    seodang::cli::run(std::env::args_os())
}
