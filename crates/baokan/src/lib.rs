//! baokan
mod article;
mod entry;
mod error;
mod lexicon;
mod mark;
mod page;
mod read;
mod sentence;
mod span;
mod topic;
mod word;

pub use article::{Article, Caption, Paragraph, Piece, Role};
pub use error::{Error, ErrorKind, Result};
pub use lexicon::Lexicon;
pub use mark::{Anchor, Level, Marks, Org, Person, Place, Quantity, Quote, Slogan, Time, TimeKind};
pub use page::{Furniture, FurnitureKind, Page};
pub use read::{Decoded, decode};
pub use sentence::{Sentence, sentences};
pub use span::{CharOffsets, Span};
pub use topic::{Evidence, Topic};
pub use word::{Segmenter, Tag, Word};
