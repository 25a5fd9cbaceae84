//! Questions an analyst asks of a corpus, each answered by a table.
//!
//! A question reads the analysed pages and nothing else. It goes over them in parallel, batch by batch, and
//! what it counts are sums, so that the answer does not depend on the number of threads.

mod answer;
mod association;
mod collocation;
mod comention;
mod diffusion;
mod division;
mod duplicate;
mod frequency;
mod group;
mod keyness;
mod kwic;
mod letter;
mod life;
mod order;
mod pattern;
mod people;
mod period;
mod reuse;
mod rollup;
pub(crate) mod schema;
mod selection;
mod term;
mod trend;
mod value;

pub use collocation::{AssociationMeasure, Collocations};
pub use comention::{Comentions, Network, Within};
pub use diffusion::Diffusion;
pub use duplicate::NearDuplicates;
pub use frequency::Frequencies;
pub use keyness::Keyness;
pub use kwic::Kwic;
pub use people::People;
pub use reuse::Reuse;
pub use rollup::PlacesRollup;
pub use schema::QUESTIONS;
pub use selection::Selection;
pub use term::{StopWords, Terms};
pub use trend::Trend;
