//! Where things are in this repository. No I/O beyond looking at the environment.

use std::path::PathBuf;
use std::sync::LazyLock;

static ROOT: LazyLock<PathBuf> = LazyLock::new(|| {
    // Set by `cargo run`; the compile-time value covers a binary that is started by hand.
    let xtask = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    xtask.parent().map_or(xtask.clone(), PathBuf::from)
});

/// A path inside the repository.
pub fn path(relative: &str) -> PathBuf {
    ROOT.join(relative)
}

/// The repository itself.
pub fn root() -> PathBuf {
    ROOT.clone()
}

/// The finished site: what the server serves and the deployable binary embeds.
pub fn site() -> PathBuf {
    target("site")
}

/// A path in cargo's build directory, which `CARGO_TARGET_DIR` can move.
pub fn target(relative: &str) -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| ROOT.join("target"), |moved| ROOT.join(moved))
        .join(relative)
}
