//! Meetings.

use super::{Context, Meeting};

/// The meetings an article reports, in text order.
pub(crate) fn meetings(_context: &Context<'_>) -> Vec<Meeting> {
    Vec::new()
}
