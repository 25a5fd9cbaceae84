//! baokan
mod article;
mod entry;
mod error;
mod gazetteer;
mod mark;
mod page;
mod sentence;
mod span;
mod topic;
mod word;

pub use article::{Article, Caption, Paragraph, Piece, Role};
pub use error::{Error, ErrorKind, Result};
pub use gazetteer::{Division, Gazetteer};
pub use mark::{Anchor, Level, Marks, Org, Person, Place, Quantity, Quote, Slogan, Time, TimeKind};
pub use page::{Furniture, FurnitureKind, Page};
pub use sentence::{Sentence, sentences};
pub use span::{CharOffsets, Span};
pub use topic::{Evidence, Topic};
pub use word::{Tag, Word};
