//! Directives: what a meeting, a document or an official tells others to do.

use super::{Context, Directive};

/// The directives of an article, in text order.
pub(crate) fn directives(_context: &Context<'_>) -> Vec<Directive> {
    Vec::new()
}
