//! The only place that prints, and the only one that writes files.

use std::io::{ErrorKind, IsTerminal, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use indicatif::{ProgressBar, ProgressStyle};
use tempfile::NamedTempFile;

/// Prints data.
pub(crate) fn print(text: &str) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(())
}

/// Prints to a person, beside the data. A closed stderr is no reason to stop.
pub(crate) fn complain(line: &str) {
    let mut err = std::io::stderr().lock();
    drop(writeln!(err, "{line}"));
}

/// Whether an error only says that nobody reads on.
pub(crate) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<std::io::Error>())
        .any(|cause| cause.kind() == ErrorKind::BrokenPipe)
}

/// Where output may go: a new or old file in a folder, or a pipe or device.
enum Target {
    File(PathBuf),
    Stream(PathBuf),
}

fn target(path: &Path) -> anyhow::Result<Target> {
    let target = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    match std::fs::metadata(&target) {
        Ok(there) if there.is_dir() => {
            anyhow::bail!("cannot write {}: it is a folder; name a file in it", path.display());
        }
        Ok(there) if !there.is_file() => Ok(Target::Stream(target)),
        _ if !folder(&target).is_dir() => {
            anyhow::bail!(
                "cannot write {}: there is no folder {}",
                path.display(),
                folder(&target).display()
            );
        }
        _ => Ok(Target::File(target)),
    }
}

fn folder(target: &Path) -> &Path {
    match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Says now what [`write()`] would say later, for work that takes minutes.
pub(crate) fn can_write(path: &Path) -> anyhow::Result<()> {
    match target(path)? {
        Target::File(target) => beside(&target, path).map(drop),
        Target::Stream(_) => Ok(()),
    }
}

/// Writes a file whole or not at all: into a new file beside it, which then takes its name. An
/// interruption leaves the old file as it was. A link stays a link, and a pipe or a device is
/// written into, never replaced.
pub(crate) fn write(path: &Path, data: impl AsRef<[u8]>) -> anyhow::Result<()> {
    let failed = || format!("cannot write {}", path.display());
    let data = data.as_ref();
    let target = match target(path)? {
        Target::File(target) => target,
        Target::Stream(target) => {
            let mut stream =
                std::fs::OpenOptions::new().write(true).open(&target).with_context(failed)?;
            return stream.write_all(data).with_context(failed);
        }
    };
    let mut file = beside(&target, path)?;
    file.write_all(data).with_context(failed)?;
    file.as_file().sync_all().with_context(failed)?;
    file.persist(&target).map_err(|error| error.error).with_context(failed)?;
    Ok(())
}

/// A new file beside the target, gone again if nobody gives it a name.
fn beside(target: &Path, path: &Path) -> anyhow::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".pourparler-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // Readable like any file that the user makes; the dossier's own folder guards it.
        builder.permissions(std::fs::Permissions::from_mode(0o644));
    }
    // The kind of the error says it; the name of our own new file would only puzzle.
    let file = builder.tempfile_in(folder(target));
    let file = file.map_err(|error| std::io::Error::from(error.kind()));
    file.with_context(|| format!("cannot write {}", path.display()))
}

/// How wide the terminal is; 100 when the output goes elsewhere.
pub(crate) fn width() -> usize {
    if !std::io::stdout().is_terminal() {
        return 100;
    }
    textwrap::termwidth().clamp(40, 120)
}

/// Whether ANSI bold and dim may be printed.
pub(crate) fn colour() -> bool {
    std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none()
}

/// A bar on stderr, on a terminal only, and only for work that takes a while.
pub(crate) struct Bar(Option<ProgressBar>);

impl Bar {
    /// A bar for the work on this many files.
    pub(crate) fn new(what: &'static str) -> Self {
        if !std::io::stderr().is_terminal() {
            return Self(None);
        }
        let bar = ProgressBar::new(0).with_message(what);
        let style = ProgressStyle::with_template("{msg} {wide_bar} {percent}% {eta}");
        Self(Some(style.map_or_else(|_| bar.clone(), |style| bar.clone().with_style(style))))
    }

    /// So much of so much is done.
    pub(crate) fn set(&self, done: usize, all: usize) {
        if let Some(bar) = &self.0 {
            bar.set_length(all as u64);
            bar.set_position(done as u64);
        }
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}
