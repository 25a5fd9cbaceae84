//! Start tags, and what their names say.

use super::vocabulary::{Mark, VOCABULARY};

/// A start tag with those of its attributes that name what stands in it. The others are passed over as they come, so
/// that a tag of a million attributes costs what it is long.
#[derive(Debug, Default)]
pub(super) struct Tag {
    name: String,
    class: Option<String>,
    id: Option<String>,
    /// The attribute whose value comes next.
    attribute: Option<Attribute>,
}

impl Tag {
    pub(super) fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            ..Self::default()
        }
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Begins an attribute.
    pub(super) fn attribute(&mut self, name: &[u8]) {
        let (attribute, value) = match name {
            b"class" => (Attribute::Class, &mut self.class),
            b"id" => (Attribute::Id, &mut self.id),
            _ => {
                self.attribute = None;
                return;
            }
        };
        // Of several attributes of one name the first counts.
        self.attribute = value.is_none().then_some(attribute);
        value.get_or_insert_default();
    }

    /// The value of the attribute that was begun last.
    pub(super) fn value(&mut self, value: &[u8]) {
        let value = || Some(String::from_utf8_lossy(value).into_owned());
        match self.attribute {
            Some(Attribute::Class) => self.class = value(),
            Some(Attribute::Id) => self.id = value(),
            None => {}
        }
    }

    /// What the element says of its text: by its classes, its id, its own name, or by being what it is.
    pub(super) fn mark(&self) -> Option<Mark> {
        let name = self.name();
        if matches!(name, "html" | "body") {
            return None;
        }
        let classes = self.class.as_deref().unwrap_or_default();
        let id = self.id.as_deref().unwrap_or_default();
        let own = if name.contains(['-', ':']) { name } else { "" };
        let mut names = classes
            .split_ascii_whitespace()
            .take(8)
            .chain([id, own])
            .filter_map(|name| VOCABULARY.name(name));
        names
            .find(|mark| *mark != Mark::None)
            .or_else(|| VOCABULARY.role(name))
    }
}

#[derive(Clone, Copy, Debug)]
enum Attribute {
    Class,
    Id,
}
