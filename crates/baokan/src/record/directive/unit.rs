//! Clauses as a paper sets them off: by comma, semicolon and full stop.

use crate::span::Span;
use crate::width::is_han;

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

/// The clauses of `text[start..end]`; `speech` are the stretches of direct speech in it, in order.
///
/// What stands in brackets or in quotation marks that hold no speech is part of its clause
/// (`落实“测温,扫码”要求`), since a paper quotes a slogan whole.
pub(super) fn units(text: &str, start: usize, end: usize, speech: &[Span]) -> Vec<Unit> {
    let closed = closed_pairs(text, start, end, speech);
    let mut units = Vec::new();
    let mut pairs = closed.iter().peekable();
    let mut speech = speech.iter().peekable();
    let (mut from, mut skip_to) = (start, start);
    let silent = speech.peek().is_none();
    for (at, letter) in text[start..end].char_indices() {
        if silent && is_han(letter) {
            continue;
        }
        let at = start + at;
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
fn closed_pairs(text: &str, start: usize, end: usize, speech: &[Span]) -> Vec<(usize, usize)> {
    let mut open: Vec<(char, usize)> = Vec::new();
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (at, letter) in text[start..end].char_indices() {
        if is_han(letter) {
            continue;
        }
        let at = start + at;
        let opening = match letter {
            '“' | '（' | '(' | '《' | '‘' => {
                // Marks nested deeper than any sentence nests them are garbage.
                if open.len() < 16 {
                    open.push((letter, at));
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
            |&(mark, _): &(char, usize)| mark == opening || (opening == '(' && mark == '（');
        if let Some(depth) = open.iter().rposition(matches) {
            let from = open[depth].1;
            open.truncate(depth);
            pairs.push((from, at + letter.len_utf8()));
        }
    }
    let is_speech = |from: usize| {
        let inner = from + text[from..].chars().next().map_or(0, char::len_utf8);
        let after = speech.partition_point(|span| (span.start as usize) < inner);
        speech
            .get(after)
            .is_some_and(|span| span.start as usize == inner)
    };
    pairs.retain(|&(from, _)| !is_speech(from));
    pairs.sort_unstable();
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'t>(text: &'t str, speech: &[&str]) -> Vec<(&'t str, Stop, bool)> {
        let spans = speech
            .iter()
            .map(|said| {
                text.find(said)
                    .map(|at| Span::new(at, at + said.len()))
                    .unwrap()
            })
            .collect::<Vec<_>>();
        units(text, 0, text.len(), &spans)
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
