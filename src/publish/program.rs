//! Runs an installed program and returns its output, or its error as the user must see it.

use std::io::{ErrorKind, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

/// A program with the arguments, variables and folder of its calls.
#[derive(Debug, Clone)]
pub(super) struct Program<'a> {
    /// Its name, which the system looks up in `PATH`.
    pub(super) name: &'a str,
    /// Arguments before those of each call.
    pub(super) before: Vec<String>,
    /// Variables of the environment.
    pub(super) variables: Vec<(&'static str, String)>,
    /// The folder that it runs in.
    pub(super) folder: &'a Path,
}

/// The output of a call that ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CallOutput {
    /// Whether the exit code was 0.
    pub(super) is_success: bool,
    /// Standard output.
    pub(super) text: String,
    /// Standard error.
    pub(super) error: String,
}

impl Program<'_> {
    /// Runs the program, and returns its trimmed output.
    ///
    /// # Errors
    /// Returns an error if the program is not installed, or with its own words if it fails.
    pub(super) fn run(&self, args: &[&str]) -> Result<String> {
        self.run_with(args, b"")
    }

    /// Runs the program with bytes on standard input, and returns its trimmed output.
    ///
    /// # Errors
    /// As [`run`](Self::run).
    pub(super) fn run_with(&self, args: &[&str], input: &[u8]) -> Result<String> {
        let output = self.call(args, input)?;
        if !output.is_success {
            let verb = args.iter().find(|arg| !arg.starts_with('-')).copied().unwrap_or_default();
            bail!("{} {verb} failed:\n{}", self.name, output.error.trim());
        }
        Ok(output.text.trim().to_owned())
    }

    /// Runs the program to its end.
    ///
    /// # Errors
    /// Returns an error if the program is not installed.
    pub(super) fn call(&self, args: &[&str], input: &[u8]) -> Result<CallOutput> {
        let mut command = Command::new(self.name);
        command.args(&self.before).args(args).envs(self.variables.iter().map(|(name, value)| (name, value)));
        command.current_dir(self.folder).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().map_err(|error| match error.kind() {
            ErrorKind::NotFound => anyhow::anyhow!("`{}` is not installed, or not in PATH", self.name),
            _ => anyhow::Error::new(error).context(format!("cannot start {}", self.name)),
        })?;
        if let Some(mut pipe) = child.stdin.take() {
            // A program that reads no input closes the pipe.
            let _ = pipe.write_all(input);
        }
        let output = child.wait_with_output().with_context(|| format!("cannot read the output of {}", self.name))?;
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Ok(CallOutput { is_success: output.status.success(), text: text(&output.stdout), error: text(&output.stderr) })
    }
}
