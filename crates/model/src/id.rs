//! Short handles for what people name: `ua`, `ceasefire`, `2025-2`.

use std::fmt;
use std::str::FromStr;

/// Why a text cannot be a handle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadHandle(pub String);

impl fmt::Display for BadHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\" cannot be an id: use 1 to 64 of the characters a-z, 0-9, _ and -", self.0)
    }
}

impl std::error::Error for BadHandle {}

fn valid(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'-'))
}

macro_rules! handle {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Box<str>);

        impl $name {
            /// The handle as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = BadHandle;
            fn from_str(text: &str) -> Result<Self, BadHandle> {
                if valid(text) { Ok(Self(text.into())) } else { Err(BadHandle(text.to_owned())) }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

handle! {
    /// A party, person or body: `ua`, `ru`, `umerov`.
    ActorId,
    /// A matter on the agenda: `ceasefire`.
    IssueId,
    /// One way to settle an issue: `full_unconditional`.
    ChoiceId,
    /// A numbered round of talks: `2025-2`.
    RoundId,
    /// A publisher's page that facts in `talks.toml` cite.
    SourceId,
    /// A paper handed over by one side: `ua-memo`.
    DocumentId,
    /// What the parties said or signed that they agreed.
    AgreementId,
    /// What one party undertook.
    CommitmentId,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn handles_are_plain() {
        assert!("2025-2".parse::<RoundId>().is_ok());
        assert!("".parse::<ActorId>().is_err());
        assert!("Ukraine".parse::<ActorId>().is_err());
        assert!("a b".parse::<ActorId>().is_err());
        assert!("é".parse::<ActorId>().is_err());
    }
}
