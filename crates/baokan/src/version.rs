//! What made a result.

use serde::Serialize;

/// The versions a result depends on beside its input and options: with the same three, the same pages
/// give the same tables.
///
/// ```
/// let version = baokan::version();
/// assert_eq!(version.library, env!("CARGO_PKG_VERSION"));
/// assert_eq!(version.data.len(), 16);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Version {
    /// The release: `0.1.0`.
    pub library: &'static str,
    /// A fingerprint of the word lists, gazetteer and taxonomy that ship with the library.
    pub data: &'static str,
    /// A fingerprint of the library's sources, which are its rules.
    pub rules: &'static str,
}

/// The versions of this build.
#[must_use]
pub fn version() -> Version {
    Version {
        library: env!("CARGO_PKG_VERSION"),
        data: env!("BAOKAN_DATA_VERSION"),
        rules: env!("BAOKAN_RULES_VERSION"),
    }
}
