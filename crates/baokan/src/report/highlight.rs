//! Highlights that overlap, written as well-formed HTML.

use std::collections::BTreeSet;

use crate::span::Span;

use super::card::anchor;

/// A stretch of a text that is shown highlighted.
#[derive(Clone, Debug)]
pub(super) struct Highlight {
    /// Where it stands in the text.
    pub(super) span: Span,
    /// What kind it is.
    pub(super) class: Class,
    /// What is said when a pointer rests on it.
    pub(super) title: String,
}

/// The kinds of highlight, each a CSS class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    Quote,
    Slogan,
    Org,
    Place,
    Person,
    Time,
    Quantity,
    /// Evidence for the topic of this rank, 1 to 4.
    Evidence(u8),
    /// What the card of this number, below [`Class::RECORDS`], speaks of.
    Record(u8),
}

const CLASSES: [&str; 11 + Class::RECORDS as usize] = [
    "quote", "slogan", "org", "place", "person", "time", "quantity", "e1", "e2", "e3", "e4", "k0",
    "k1", "k2", "k3", "k4", "k5", "k6", "k7", "k8", "k9", "k10", "k11",
];

impl Class {
    /// How many cards of an article have a highlight of their own; the cards after them share these in turn,
    /// since each needs rules in the style sheet.
    pub(super) const RECORDS: u8 = 12;

    fn index(self) -> usize {
        match self {
            Self::Quote => 0,
            Self::Slogan => 1,
            Self::Org => 2,
            Self::Place => 3,
            Self::Person => 4,
            Self::Time => 5,
            Self::Quantity => 6,
            Self::Evidence(rank) => 6 + usize::from(rank.clamp(1, 4)),
            Self::Record(card) => 11 + usize::from(card % Self::RECORDS),
        }
    }
}

/// Each of `stretches` of `text` as HTML, escaped, with its highlights as `<span>`s.
///
/// A person inside a quotation and a quotation that runs over two paragraphs cannot both be elements of
/// a tree. So nothing is nested: the text is cut wherever a highlight begins or ends, and each piece
/// carries the classes and titles of all highlights over it. Of two highlights of one class the one
/// that begins later speaks.
///
/// At each of the positions in `anchors` an element begins whose id is `prefix` and the position, for links to
/// lead to.
///
/// `stretches` are in text order and do not overlap. A span that does not fit the text is passed over.
/// The time is that of sorting the highlights.
pub(super) fn highlight(
    text: &str,
    stretches: &[Span],
    mut highlights: Vec<Highlight>,
    anchors: &BTreeSet<u32>,
    prefix: &str,
) -> Vec<String> {
    highlights.retain(|highlight| {
        !highlight.span.is_empty() && text.get(highlight.span.range()).is_some()
    });
    highlights
        .sort_by_key(|highlight| (highlight.span.start, std::cmp::Reverse(highlight.span.end)));
    let mut cuts: Vec<u32> = highlights
        .iter()
        .map(|highlight| highlight.span)
        .flat_map(|span| [span.start, span.end])
        .chain(
            anchors
                .iter()
                .copied()
                .filter(|&at| text.is_char_boundary(at as usize)),
        )
        .collect();
    cuts.sort_unstable();
    cuts.dedup();

    let mut coming = highlights.iter().peekable();
    let mut open: [Vec<&Highlight>; CLASSES.len()] = Default::default();
    let mut cuts = cuts.into_iter().peekable();
    let mut written = Vec::with_capacity(stretches.len());
    for stretch in stretches {
        let mut html = String::with_capacity(stretch.len() * 2);
        let mut at = stretch.start;
        while at < stretch.end {
            while cuts.next_if(|&cut| cut <= at).is_some() {}
            let end = cuts.peek().map_or(stretch.end, |&cut| cut.min(stretch.end));
            while let Some(highlight) = coming.next_if(|highlight| highlight.span.start <= at) {
                open[highlight.class.index()].push(highlight);
            }
            for class in &mut open {
                // What ended below the top of the stack is dropped when it comes to the top.
                while class.pop_if(|highlight| highlight.span.end <= at).is_some() {}
            }
            let piece = text.get(at as usize..end as usize).unwrap_or_default();
            let id = anchors.contains(&at).then(|| anchor(prefix, at));
            write_piece(&mut html, piece, id.as_deref(), &open);
            at = end;
        }
        written.push(html);
    }
    written
}

/// `text` with the characters that mean something in HTML written as references, fit for an element
/// and for a quoted attribute.
pub(super) fn escape(html: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            // Control characters are not allowed in HTML, even as references.
            '\0'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{7f}' => html.push('\u{fffd}'),
            _ => html.push(character),
        }
    }
}

fn write_piece(html: &mut String, piece: &str, id: Option<&str>, open: &[Vec<&Highlight>]) {
    let over = || {
        CLASSES
            .iter()
            .zip(open)
            .filter_map(|(name, class)| Some((name, class.last()?)))
    };
    if over().next().is_none() && id.is_none() {
        return escape(html, piece);
    }
    html.push_str("<span");
    if let Some(id) = id {
        html.push_str(" id=\"");
        escape(html, id);
        html.push('"');
    }
    for (at, (name, _)) in over().enumerate() {
        html.push_str(if at == 0 { " class=\"" } else { " " });
        html.push_str(name);
    }
    html.push_str(if over().next().is_some() { "\"" } else { "" });
    let titles = || over().filter(|(_, highlight)| !highlight.title.is_empty());
    for (at, (_, highlight)) in titles().enumerate() {
        html.push_str(if at == 0 { " title=\"" } else { "&#10;" });
        escape(html, &highlight.title);
    }
    html.push_str(if titles().next().is_some() {
        "\">"
    } else {
        ">"
    });
    escape(html, piece);
    html.push_str("</span>");
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Highlights `[class, first character, one past the last]` over a text of one-byte characters.
    fn check(
        text: &str,
        stretches: &[(usize, usize)],
        marks: &[(Class, usize, usize)],
        want: &[&str],
    ) {
        let stretches: Vec<_> = stretches
            .iter()
            .map(|&(start, end)| Span::new(start, end))
            .collect();
        let highlights = marks.iter().map(|&(class, start, end)| Highlight {
            span: Span::new(start, end),
            class,
            title: format!("{}", class.index()),
        });
        let html = highlight(text, &stretches, highlights.collect(), &BTreeSet::new(), "");
        let html: Vec<_> = html
            .iter()
            .map(|html| html.replace(" title=", " t="))
            .collect();
        assert_eq!(html, want);
    }

    #[test]
    fn plain_text_is_escaped() {
        check("a<b>&\"'", &[(0, 7)], &[], &["a&lt;b&gt;&amp;&quot;&#39;"]);
        check("", &[(0, 0)], &[(Class::Org, 0, 0)], &[""]);
    }

    #[test]
    fn a_highlight_inside_another_cuts_it() {
        check(
            "abcd",
            &[(0, 4)],
            &[(Class::Quote, 0, 4), (Class::Person, 1, 2)],
            &[concat!(
                r#"<span class="quote" t="0">a</span>"#,
                r#"<span class="quote person" t="0&#10;4">b</span>"#,
                r#"<span class="quote" t="0">cd</span>"#,
            )],
        );
    }

    #[test]
    fn crossing_highlights_stay_well_formed() {
        check(
            "abc",
            &[(0, 3)],
            &[(Class::Place, 0, 2), (Class::Evidence(2), 1, 3)],
            &[concat!(
                r#"<span class="place" t="3">a</span>"#,
                r#"<span class="place e2" t="3&#10;8">b</span>"#,
                r#"<span class="e2" t="8">c</span>"#,
            )],
        );
    }

    #[test]
    fn a_highlight_runs_over_stretches() {
        check(
            "ab\ncd",
            &[(0, 2), (3, 5)],
            &[(Class::Quote, 1, 4)],
            &[
                r#"a<span class="quote" t="0">b</span>"#,
                r#"<span class="quote" t="0">c</span>d"#,
            ],
        );
    }

    #[test]
    fn anchors_are_elements_to_link_to() {
        let mark = Highlight {
            span: Span::new(1, 3),
            class: Class::Record(13),
            title: String::new(),
        };
        let anchors = BTreeSet::from([1, 3]);
        let html = highlight("abcd", &[Span::new(0, 4)], vec![mark], &anchors, "x-");
        assert_eq!(
            html,
            [r#"a<span id="x-1" class="k1">bc</span><span id="x-3">d</span>"#]
        );
    }

    #[test]
    fn spans_that_do_not_fit_are_passed_over() {
        let text = "报纸";
        let mark = |start, end| Highlight {
            span: Span { start, end },
            class: Class::Org,
            title: String::new(),
        };
        let html = highlight(
            text,
            &[Span::new(0, 6)],
            vec![mark(1, 3), mark(3, 9), mark(5, 2), mark(7, 8)],
            &BTreeSet::from([1, 7]),
            "",
        );
        assert_eq!(html, ["报纸"]);
    }

    #[test]
    fn ten_thousand_nested_highlights_take_no_time() {
        let text = "a".repeat(20_000);
        let marks = (0..10_000).map(|at| Highlight {
            span: Span::new(at, 20_000 - at),
            class: Class::Slogan,
            title: String::new(),
        });
        let html = highlight(
            &text,
            &[Span::new(0, 20_000)],
            marks.collect(),
            &BTreeSet::new(),
            "",
        );
        assert_eq!(html[0].matches("</span>").count(), 19_999);
    }
}
