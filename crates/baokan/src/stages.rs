//! Which stages a run pays for.

/// The stages after layout that a run goes through; those left out leave their part of the analysis empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stages {
    pub(crate) sentences: bool,
    pub(crate) words: bool,
    pub(crate) topics: bool,
    pub(crate) marks: bool,
    pub(crate) records: bool,
}

impl Stages {
    pub(crate) const ALL: Self = Self {
        sentences: true,
        words: true,
        topics: true,
        marks: true,
        records: true,
    };

    /// What the rows of these tables are made from, and what that in turn is read from.
    #[cfg(feature = "tables")]
    pub(crate) fn of_tables(tables: &[&str]) -> Self {
        let any = |names: &[&str]| tables.iter().any(|table| names.contains(table));
        let records = any(&[
            "directives",
            "meetings",
            "deliberations",
            "issues",
            "measures",
            "mechanisms",
            "incidents",
            "activities",
        ]);
        // The kinds of marks read each other, so they come together.
        let marks = records
            || any(&[
                "persons",
                "places",
                "orgs",
                "times",
                "quantities",
                "quotes",
                "slogans",
            ]);
        let words = marks || any(&["tokens"]);
        Self {
            sentences: words || any(&["sentences"]),
            words,
            topics: records || any(&["topics"]),
            marks,
            records,
        }
    }
}

#[cfg(all(test, feature = "tables"))]
mod tests {
    use super::*;
    use crate::table::TABLES;

    #[test]
    fn a_table_asks_for_what_it_is_read_from() {
        let of = |table| Stages::of_tables(&[table]);
        assert_eq!(Stages::of_tables(&TABLES), Stages::ALL);
        assert!(!of("paragraphs").sentences);
        assert!(of("topics").topics && !of("topics").words);
        assert!(of("orgs").words && !of("orgs").records);
        assert_eq!(of("issues"), Stages::ALL);
    }
}
