//! Verbs of speech, found in one pass.

use std::sync::LazyLock;

use super::stretch::Stretch;
use crate::article::Paragraph;
use crate::entry::shipped;
use crate::trie::Trie;

/// What a verb says of the quotation beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A verb of speech wherever it stands.
    Say,
    /// Tells the speaker only right beside the quotation: 竖起大拇指, 信心满满.
    Weak,
    /// One character, a verb of speech only at the end of its clause: 道, 称.
    End,
    /// Words that are written or shown: 写着, 题为.
    Sign,
    /// A longer word that holds a verb and is no speech: 小说, 道路.
    Not,
}

/// A verb in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Verb {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) kind: Kind,
}

static LEXICON: LazyLock<Trie<Kind>> = LazyLock::new(|| {
    let verbs = shipped(include_str!("../../../data/speech_verbs.tsv"));
    Trie::new(verbs.map(|entry| {
        let kind = match entry.fields[0] {
            "weak" => Kind::Weak,
            "end" => Kind::End,
            "sign" => Kind::Sign,
            "not" => Kind::Not,
            _ => Kind::Say,
        };
        (entry.term.chars(), kind)
    }))
});

/// The verbs in the paragraphs that hold a quotation or follow one, in order.
pub(super) fn verbs(text: &str, paragraphs: &[Paragraph], stretches: &[Stretch]) -> Vec<Verb> {
    let mut wanted = vec![false; paragraphs.len()];
    for stretch in stretches {
        wanted[stretch.paragraph] = true;
        // Pronouns and 该负责人 look back to the paragraph before.
        wanted[stretch.paragraph.saturating_sub(1)] = true;
        wanted[stretch.paragraph.saturating_sub(2)] = true;
    }
    let mut verbs = Vec::new();
    for (paragraph, _) in paragraphs.iter().zip(wanted).filter(|&(_, wanted)| wanted) {
        let start = paragraph.span.start as usize;
        for found in LEXICON.leftmost(paragraph.span.slice(text)) {
            let kind = found.value;
            let (from, to) = (start + found.start, start + found.end);
            let ends_clause = text[to..].chars().next().is_none_or(|next| {
                matches!(
                    next,
                    '：' | ':'
                        | '，'
                        | ','
                        | '。'
                        | '“'
                        | '"'
                        | '\n'
                        | '；'
                        | ';'
                        | '！'
                        | '!'
                        | '？'
                        | '?'
                )
            });
            if kind != Kind::Not && (kind != Kind::End || ends_clause) {
                verbs.push(Verb {
                    start: from,
                    end: to,
                    kind,
                });
            }
        }
    }
    verbs
}

/// The verbs that stand outside all speeches: what is said inside a quotation attributes nothing.
pub(super) fn outside(verbs: Vec<Verb>, speeches: &[Stretch]) -> Vec<Verb> {
    let mut speeches = speeches.iter().peekable();
    verbs
        .into_iter()
        .filter(|verb| {
            while speeches
                .next_if(|speech| speech.close <= verb.start)
                .is_some()
            {}
            speeches.peek().is_none_or(|speech| verb.end <= speech.open)
        })
        .collect()
}

/// The verbs that lie in `from..to`.
pub(super) fn between(verbs: &[Verb], from: usize, to: usize) -> &[Verb] {
    let first = verbs.partition_point(|verb| verb.start < from);
    let last = verbs.partition_point(|verb| verb.end <= to).max(first);
    &verbs[first..last]
}
