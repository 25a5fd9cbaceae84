//! Activities.
use super::{Activity, Context};
/// The activities of an article.
pub(crate) fn activities(_context: &Context) -> Vec<Activity> {
    Vec::new()
}
