//! The columns of every answer: the one place that states them.

use std::sync::{Arc, LazyLock};

use arrow_schema::{Schema, SchemaRef};

use crate::table::schema::field;

/// The names of the tables that answer questions.
pub const QUESTIONS: [&str; COLUMNS.len()] = {
    let mut names = [""; COLUMNS.len()];
    let mut at = 0;
    while at < names.len() {
        names[at] = COLUMNS[at].0;
        at += 1;
    }
    names
};

/// Every answer with its columns, written as those of the tables are. The columns a question is asked
/// `by` stand before them, under their own names.
///
/// `frequency` counts occurrences, `document_frequency` articles. `start` and `end` count characters of
/// the text of `article`, `source_start` and `source_end` of the text of `source`.
const COLUMNS: [(&str, &str); 12] = [
    (
        "kwic",
        "article:int start:int end:int left:text keyword:text right:text",
    ),
    (
        "frequencies",
        "term:text frequency:int document_frequency:int per_million:float rank:int",
    ),
    (
        "trend",
        "term:text frequency:int? document_frequency:int? share:float? articles:int pages:int",
    ),
    (
        "keyness",
        "term:text target_frequency:int reference_frequency:int target_per_million:float \
         reference_per_million:float log_likelihood:float log_ratio:float",
    ),
    (
        "collocations",
        "node:text collocate:text frequency:int node_frequency:int collocate_frequency:int \
         expected:float log_likelihood:float pmi:float t_score:float log_dice:float",
    ),
    (
        "reuse",
        "article:int start:int end:int source:int source_start:int source_end:int length:int \
         similarity:float lag:int? text:text",
    ),
    (
        "near_duplicates",
        "cluster:int article:int source:int similarity:float size:int lag:int?",
    ),
    (
        "diffusion",
        "term:text first:date? last:date? lag:int? order:int spread:int frequency:int \
         document_frequency:int article:int",
    ),
    (
        "people",
        "name:text title:text? org:text? first:date? last:date? frequency:int document_frequency:int",
    ),
    (
        "comention_nodes",
        "node:text frequency:int document_frequency:int degree:int",
    ),
    (
        "places_rollup",
        "code:text? name:text? full_name:text? frequency:int document_frequency:int",
    ),
    ("comention_edges", "source:text target:text weight:int"),
];

/// The columns of an answer without those it was asked by, and its name as the library spells it;
/// `None` for a name that is no answer.
pub(crate) fn schema(question: &str) -> Option<(&'static str, SchemaRef)> {
    static SCHEMAS: LazyLock<Vec<(&'static str, SchemaRef)>> = LazyLock::new(|| {
        let schema = |columns: &str| {
            let fields = columns.split_whitespace().map(field);
            Arc::new(Schema::new(fields.collect::<Vec<_>>()))
        };
        COLUMNS
            .iter()
            .map(|&(question, columns)| (question, schema(columns)))
            .collect()
    });
    SCHEMAS.iter().find(|(name, _)| *name == question).cloned()
}
