//! Clauses as a paper sets them off: by comma, semicolon and full stop.

use super::super::hits::{Hits, Mark};
use crate::span::Span;

/// What ends a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    Comma,
    Colon,
    Semicolon,
    Full,
}

/// A clause, without the mark that ends it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unit {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) stop: Stop,
    /// Whether it stands in direct speech.
    pub(super) quoted: bool,
}

/// The clauses of a stretch; `speech` are the stretches of direct speech in it, in order.
///
/// What stands in brackets or in quotation marks that hold no speech is part of its clause
/// (`落实“测温,扫码”要求`), since a paper quotes a slogan whole.
pub(super) fn units(text: &str, hits: &Hits, within: Span, speech: &[Span]) -> Vec<Unit> {
    let (start, end) = (within.start as usize, within.end as usize);
    let marks = hits.marks(start, end);
    let closed = closed_pairs(marks, speech);
    let mut marks = marks.to_vec();
    marks.extend(speech.iter().flat_map(|span| edges(text, *span)));
    marks.retain(|mark| (start..end).contains(&mark.at));
    marks.sort_by_key(|mark| mark.at);
    marks.dedup();
    let mut units = Vec::new();
    let mut pairs = closed.iter().peekable();
    let mut speech = speech.iter().peekable();
    let (mut from, mut skip_to) = (start, start);
    for Mark { at, letter } in marks {
        while pairs.next_if(|pair| pair.0 < at).is_some() {}
        while speech.next_if(|span| (span.end as usize) < at).is_some() {}
        if at < skip_to {
            continue;
        }
        if let Some(&&(_, close)) = pairs.peek().filter(|pair| pair.0 == at) {
            skip_to = close;
            continue;
        }
        let edge = speech.peek().is_some_and(|span| {
            at + letter.len_utf8() == span.start as usize || at == span.end as usize
        });
        let stop = match letter {
            '，' | ',' => Stop::Comma,
            '：' | ':' => Stop::Colon,
            '；' | ';' => Stop::Semicolon,
            '。' | '！' | '!' | '？' | '?' | '\n' => Stop::Full,
            // The quotation marks of speech part it from the words that say who spoke.
            _ if edge => Stop::Comma,
            _ => continue,
        };
        push(text, &mut units, from, at, stop, speech.peek().copied());
        from = at + letter.len_utf8();
    }
    push(
        text,
        &mut units,
        from,
        end,
        Stop::Full,
        speech.peek().copied(),
    );
    units
}

/// The letters on both sides of direct speech, its quotation marks as a rule.
fn edges(text: &str, speech: Span) -> impl Iterator<Item = Mark> {
    let (start, end) = (speech.start as usize, speech.end as usize);
    let before = text[..start].char_indices().next_back();
    let behind = text[end..].chars().next().map(|letter| (end, letter));
    let edges = before.into_iter().chain(behind);
    edges.map(|(at, letter)| Mark { at, letter })
}

fn push(
    text: &str,
    units: &mut Vec<Unit>,
    from: usize,
    to: usize,
    stop: Stop,
    speech: Option<&Span>,
) {
    let slice = &text[from..to];
    let start = from + (slice.len() - slice.trim_start().len());
    let end = start + slice.trim().len();
    if start < end {
        let quoted = speech.is_some_and(|span| span.contains(Span::new(start, end)));
        units.push(Unit {
            start,
            end,
            stop,
            quoted,
        });
    } else if let Some(last) = units.last_mut().filter(|_| stop != Stop::Comma) {
        // `。”` and the like: the stronger of two marks counts.
        last.stop = stop;
    }
}

/// Brackets and quotation marks with their closing mark, outermost ones: the opening mark and the end.
fn closed_pairs(marks: &[Mark], speech: &[Span]) -> Vec<(usize, usize)> {
    let mut open: Vec<Mark> = Vec::new();
    let mut pairs: Vec<(Mark, usize)> = Vec::new();
    for &Mark { at, letter } in marks {
        let opening = match letter {
            '“' | '（' | '(' | '《' | '‘' => {
                // Marks nested deeper than any sentence nests them are garbage.
                if open.len() < 16 {
                    open.push(Mark { at, letter });
                }
                continue;
            }
            '”' => '“',
            '’' => '‘',
            '》' => '《',
            '）' | ')' => '(',
            '\n' => {
                open.clear();
                continue;
            }
            _ => continue,
        };
        let matches =
            |mark: &Mark| mark.letter == opening || (opening == '(' && mark.letter == '（');
        if let Some(depth) = open.iter().rposition(matches) {
            let from = open[depth];
            open.truncate(depth);
            pairs.push((from, at + letter.len_utf8()));
        }
    }
    let is_speech = |inner: usize| {
        let after = speech.partition_point(|span| (span.start as usize) < inner);
        speech
            .get(after)
            .is_some_and(|span| span.start as usize == inner)
    };
    pairs.retain(|(from, _)| !is_speech(from.end()));
    let mut pairs: Vec<(usize, usize)> = pairs.iter().map(|(from, to)| (from.at, *to)).collect();
    pairs.sort_unstable();
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::kinds::Kinds;
    use crate::record::vocabulary::Vocabularies;

    fn found<'t>(text: &'t str, speech: &[&str]) -> Vec<(&'t str, Stop, bool)> {
        let spans = speech
            .iter()
            .map(|said| {
                text.find(said)
                    .map(|at| Span::new(at, at + said.len()))
                    .unwrap()
            })
            .collect::<Vec<_>>();
        let hits = Vocabularies::new(&Kinds::default()).hits(text);
        units(text, &hits, Span::new(0, text.len()), &spans)
            .iter()
            .map(|unit| (&text[unit.start..unit.end], unit.stop, unit.quoted))
            .collect()
    }

    #[test]
    fn clauses_end_at_their_marks() {
        let expected = [
            ("会议强调", Stop::Comma, false),
            ("要抓实", Stop::Semicolon, false),
            ("要“早发现,早处置”", Stop::Full, false),
        ];
        assert_eq!(found("会议强调，要抓实;要“早发现,早处置”。", &[]), expected);
    }

    #[test]
    fn speech_is_parted_from_its_speaker() {
        let expected = [
            ("他叮嘱", Stop::Colon, false),
            ("要小心", Stop::Comma, true),
            ("别急", Stop::Full, true),
            ("众人点头", Stop::Full, false),
        ];
        let text = "他叮嘱:“要小心,别急。”众人点头";
        assert_eq!(found(text, &["要小心,别急。"]), expected);
    }

    #[test]
    fn a_mark_that_is_never_closed_hides_nothing() {
        assert_eq!(found("要“抓实,抓细", &[]).len(), 2);
    }
}
