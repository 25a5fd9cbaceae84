//! What an order says beside its action: who is to act, by when, on what, and the items of a checklist.

use crate::mark::{Marks, Time, TimeKind};
use crate::span::Span;
use crate::topic::Topic;
use crate::width::others;

/// The bodies a subject names: `县水利局、各乡镇(街道)和沿河企业`.
///
/// Only what is a body by its name or by its last character counts: a subject may as well be a thing
/// (`责任要压实`) or a stretch of circumstances.
pub(super) fn responsible(text: &str, marks: &Marks, subject: Span) -> Vec<Span> {
    let printed = subject.slice(text);
    // 对查出的问题,要…: whom or what it is done to.
    if printed.contains(['，', ','])
        || printed.starts_with(['对', '在', '把', '将', '以', '从', '按'])
    {
        return Vec::new();
    }
    let mut depth = 0usize;
    let mut cuts = Vec::new();
    for (at, letter) in printed.char_indices() {
        match letter {
            '（' | '(' | '“' => depth += 1,
            '）' | ')' | '”' => depth = depth.saturating_sub(1),
            '、' | '和' | '及' if depth == 0 => {
                let cut = Span::new(at, at + letter.len_utf8()).shift(subject.start as usize);
                // 县自然资源和规划局, 县发展和改革局: part of a name.
                if !in_name(marks, cut) {
                    cuts.push((at, at + letter.len_utf8()));
                }
            }
            _ => {}
        }
    }
    cuts.push((printed.len(), printed.len()));
    let mut parts = Vec::new();
    let mut from = 0;
    for (end, next) in cuts {
        let slice = &printed[from..end];
        let part = slice.trim().trim_end_matches('以').trim_end_matches('等');
        let start = from + (slice.len() - slice.trim_start().len());
        let span = Span::new(0, part.len()).shift(subject.start as usize + start);
        if !part.is_empty() && (is_body(part) || is_named(marks, span)) {
            parts.push(span);
        }
        from = next;
    }
    parts
}

/// Whether a subject begins or ends as bodies and groups of people do.
pub(super) fn is_body(subject: &str) -> bool {
    const ENDS: &str = "局委办部门位镇乡村府校业组员等)）处站所院会队中心司厂区县街道众者民户长家";
    subject.starts_with('各')
        || subject
            .chars()
            .next_back()
            .is_some_and(|last| ENDS.contains(last))
}

/// By when: the first time in the clause that says 前, 内 or 底, or how often.
pub(super) fn deadline(text: &str, times: &[Time], span: Span) -> Option<Span> {
    let first = times.partition_point(|time| time.span.start < span.start);
    times[first..]
        .iter()
        .take_while(|time| time.span.end <= span.end)
        .find_map(|time| {
            let after = &text[time.span.end as usize..span.end as usize];
            if let Some(letter) = after
                .chars()
                .next()
                .filter(|letter| matches!(letter, '前' | '内'))
            {
                let end = time.span.end as usize + letter.len_utf8();
                return Some(Span::new(time.span.start as usize, end));
            }
            let bounded = time.span.slice(text).ends_with(['前', '内', '底']);
            (bounded || time.kind == TimeKind::Set).then_some(time.span)
        })
}

/// The items of a checklist: three or more in a row that begin with the same character,
/// `查手续、查设备、查库存`; or what is counted off: `一是…;二是…`.
pub(super) fn items(text: &str, action: Span) -> Vec<Span> {
    let printed = action.slice(text);
    let mut parts: Vec<Span> = Vec::new();
    let mut from = 0;
    let cuts = others(printed)
        .filter(|(_, letter)| matches!(letter, '、' | '，' | ',' | '；' | ';' | '：' | ':' | '。'))
        .map(|(at, letter)| (at, at + letter.len_utf8()))
        .chain([(printed.len(), printed.len())]);
    for (end, next) in cuts {
        let slice = &printed[from..end];
        let start = from + (slice.len() - slice.trim_start().len());
        let part = slice.trim().trim_end_matches('等');
        if !part.is_empty() {
            parts.push(Span::new(0, part.len()).shift(action.start as usize + start));
        }
        from = next;
    }
    let counted = parts.iter().filter(|part| counts(part.slice(text))).count();
    if counted >= 2 {
        let mut items: Vec<Span> = Vec::new();
        for part in parts {
            if counts(part.slice(text)) {
                items.push(part);
            } else if let Some(last) = items.last_mut() {
                last.end = part.end;
            }
        }
        return items;
    }
    // A single character is no item: `一` in 一、二.
    let head = |span: &Span| span.slice(text).chars().next().filter(|_| span.len() > 3);
    let alike = |left: &Span, right: &Span| head(left).is_some() && head(left) == head(right);
    let longest = parts.chunk_by(alike).max_by_key(|run| run.len());
    longest
        .filter(|run| run.len() >= 3)
        .map_or_else(Vec::new, <[Span]>::to_vec)
}

/// Whether a clause counts off an item: `一是…`, `十二是…`.
pub(super) fn counts(clause: &str) -> bool {
    let rest = clause.trim_start_matches(|letter| "一二三四五六七八九十".contains(letter));
    rest.len() < clause.len() && clause.len() - rest.len() <= 6 && rest.starts_with('是')
}

/// The evidence of an article's topics in text order.
pub(super) struct Evidence<'a> {
    topics: &'a [Topic],
    terms: Vec<(Span, usize)>,
}

impl<'a> Evidence<'a> {
    pub(super) fn new(topics: &'a [Topic]) -> Self {
        let mut terms = topics
            .iter()
            .enumerate()
            .flat_map(|(number, topic)| topic.evidence.iter().map(move |term| (term.span, number)))
            .collect::<Vec<_>>();
        terms.sort_unstable();
        Self { topics, terms }
    }

    /// The topic for which most terms of a clause speak; of equals the one of higher rank.
    pub(super) fn topic(&self, span: Span) -> Option<String> {
        let first = self
            .terms
            .partition_point(|(term, _)| term.start < span.start);
        let mut counts = vec![0usize; self.topics.len()];
        for (term, number) in self.terms[first..]
            .iter()
            .take_while(|(term, _)| term.start < span.end)
        {
            counts[*number] += usize::from(term.end <= span.end);
        }
        let best = counts.iter().copied().max().filter(|&count| count > 0)?;
        let number = counts.iter().position(|&count| count == best)?;
        Some(self.topics[number].id.clone())
    }
}

/// Whether a name covers a span.
fn in_name(marks: &Marks, span: Span) -> bool {
    let after = marks
        .orgs
        .partition_point(|org| org.span.start < span.start);
    after > 0 && marks.orgs[after - 1].span.contains(span)
}

/// Whether a span ends with the name of an organisation or a unit.
fn is_named(marks: &Marks, span: Span) -> bool {
    let orgs = marks.orgs.partition_point(|org| org.span.end < span.end);
    let places = marks
        .places
        .partition_point(|place| place.span.end < span.end);
    marks
        .orgs
        .get(orgs)
        .is_some_and(|org| org.span.end == span.end)
        || marks
            .places
            .get(places)
            .is_some_and(|place| place.span.end == span.end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::topic::Evidence as Term;

    fn whole(text: &str) -> Span {
        Span::new(0, text.len())
    }

    fn texts<'t>(text: &'t str, spans: &[Span]) -> Vec<&'t str> {
        spans.iter().map(|span| span.slice(text)).collect()
    }

    #[test]
    fn every_body_of_a_subject_is_responsible() {
        let found = |text| texts(text, &responsible(text, &Marks::default(), whole(text)));
        assert_eq!(
            found("县水利局、各乡镇(街道、社区)和沿河企业"),
            ["县水利局", "各乡镇(街道、社区)", "沿河企业"]
        );
        assert_eq!(found("对查出的问题"), [""; 0]);
        assert_eq!(found("责任"), [""; 0]);
        assert_eq!(found("一"), [""; 0]);
    }

    #[test]
    fn a_checklist_has_three_items_alike() {
        let found = |text| texts(text, &items(text, whole(text)));
        assert_eq!(
            found("抓排查,查手续、查设备、查库存等,堵漏洞"),
            ["查手续", "查设备", "查库存"]
        );
        assert_eq!(found("抓排查,查手续、查设备"), [""; 0]);
    }

    #[test]
    fn most_evidence_tells_the_topic() {
        let topic = |id: &str, spans: &[(usize, usize)]| Topic {
            id: id.to_owned(),
            name: String::new(),
            score: 1.0,
            rank: 1,
            evidence: spans
                .iter()
                .map(|&(start, end)| Term {
                    span: Span::new(start, end),
                    term: String::new(),
                })
                .collect(),
        };
        let topics = [
            topic("roads", &[(0, 3), (30, 33)]),
            topic("water", &[(6, 9), (9, 12)]),
        ];
        let evidence = Evidence::new(&topics);
        assert_eq!(evidence.topic(Span::new(0, 12)).as_deref(), Some("water"));
        assert_eq!(evidence.topic(Span::new(24, 40)).as_deref(), Some("roads"));
        assert_eq!(evidence.topic(Span::new(40, 50)), None);
    }
}
