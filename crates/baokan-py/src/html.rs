//! What notebooks show: plain HTML, escaped, capped, light and dark, without script.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use baokan::Table;
use serde_json::Value;

/// Rows a notebook shows of a table.
const ROWS: usize = 10;
/// Articles a notebook shows of a corpus.
const ARTICLES: usize = 10;
/// Characters a notebook shows of a value.
const CHARACTERS: usize = 60;

/// The look of all of them. The names of the classes are of no other sheet, since a notebook is one page; the colours
/// are set with the background, so that they are readable in whatever theme the notebook has. A class is named
/// three times to weigh more than what Jupyter says of every table.
const STYLE: &str = "<style>\
.bkt{--paper:#fffdf8;--ink:#211d18;--soft:#6d655b;--line:#ddd4c5;--red:#a3271c;display:inline-block;max-width:100%;box-sizing:border-box;\
padding:.7em 1em;overflow-x:auto;background:var(--paper);color:var(--ink);border:1px solid var(--line);font:13px/1.6 sans-serif}\
.bkt p{margin:0 0 .4em;color:var(--soft)}.bkt p b{color:var(--ink)}.bkt .error{color:var(--red)}\
.bkt.bkt.bkt table{border-collapse:collapse;margin:0;background:none;color:inherit;font-size:inherit}\
.bkt.bkt.bkt :is(th,td){padding:.15em .7em;border:0;border-bottom:1px solid var(--line);background:none;text-align:left;vertical-align:top;max-width:28em}\
.bkt.bkt.bkt tr{background:none}.bkt.bkt.bkt th{color:var(--soft);font-weight:600;white-space:nowrap}.bkt.bkt.bkt .n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}\
.bkt i{color:var(--line);font-style:normal}\
.bkt .counts{display:flex;flex-wrap:wrap;gap:.1em 1.3em;margin-top:.5em}\
@media (prefers-color-scheme:dark){.bkt{--paper:#1d1b18;--ink:#e9e3d8;--soft:#a39a8b;--line:#3d3830;--red:#e8816f}}\
</style>";

/// The head of a table.
pub(crate) fn table(table: &Table) -> String {
    let mut html = format!(
        "{STYLE}<div class=\"bkt\"><p><b>{}</b> · {} rows × {} columns</p>",
        escape(table.name()),
        table.len(),
        table.columns().count()
    );
    let columns = table.columns().collect::<Vec<_>>();
    // A row that cannot be shown as JSON (there is none) shows as an empty one.
    let rows = table.rows().take(ROWS);
    let rows = rows.map(|row| serde_json::to_value(row).unwrap_or_default());
    grid(&mut html, &columns, &rows.collect::<Vec<_>>());
    if table.len() > ROWS {
        let _ = write!(html, "<p>… {} more</p>", table.len() - ROWS);
    }
    html.push_str("</div>");
    html
}

/// What a corpus holds: papers, days, the first articles, the size of each table.
pub(crate) fn corpus(corpus: &baokan::Corpus, counts: &[(&str, usize)]) -> String {
    let pages = corpus.pages();
    let outlets = pages.iter().filter_map(|page| page.page.outlet.as_deref());
    let outlets = outlets.collect::<BTreeSet<_>>();
    let days = pages.iter().filter_map(|page| page.page.issue_date);
    let errors = pages.iter().filter(|page| page.page.error.is_some());
    let mut html = format!(
        "{STYLE}<div class=\"bkt\"><p><b>baokan.Corpus</b> · {} pages · {} articles",
        pages.len(),
        corpus.len()
    );
    let outlets = outlets.into_iter().collect::<Vec<_>>().join("、");
    if !outlets.is_empty() {
        let _ = write!(html, " · {}", escape(&short(&outlets)));
    }
    if let (Some(first), Some(last)) = (days.clone().min(), days.max()) {
        let _ = write!(html, " · {first} – {last}");
    }
    html.push_str("</p>");
    let errors = errors.count();
    if errors > 0 {
        let _ = write!(
            html,
            "<p class=\"error\">{errors} pages with an error: see pages.error</p>"
        );
    }
    let article = |(number, article): (usize, &baokan::ArticleAnalysis)| {
        let topics = article.topics.iter().take(3);
        let topics = topics.map(|topic| topic.name.as_str()).collect::<Vec<_>>();
        let of = &article.article;
        let begin = || of.text.chars().take(CHARACTERS).collect();
        serde_json::json!({
            "article": number,
            "headline": of.headline.clone().unwrap_or_else(begin),
            "date": of.date.map(|date| date.to_string()),
            "topics": topics,
        })
    };
    let articles = corpus.articles().take(ARTICLES).enumerate().map(article);
    let columns = ["article", "headline", "date", "topics"];
    grid(&mut html, &columns, &articles.collect::<Vec<_>>());
    if corpus.len() > ARTICLES {
        let _ = write!(html, "<p>… {} more</p>", corpus.len() - ARTICLES);
    }
    html.push_str("<p class=\"counts\">");
    for (name, count) in counts {
        let _ = write!(html, "<span>{name} <b>{count}</b></span>");
    }
    html.push_str("</p></div>");
    html
}

/// Rows under the names of their columns; numbers stand to the right.
fn grid(html: &mut String, columns: &[&str], rows: &[Value]) {
    html.push_str("<table><thead><tr>");
    let numbers = columns.iter().map(|&column| {
        let mut values = rows.iter().map(|row| &row[column]);
        values.all(|value| value.is_number() || value.is_null())
            && rows.iter().any(|row| row[column].is_number())
    });
    let numbers = numbers.collect::<Vec<_>>();
    let cell = |number: bool| if number { " class=\"n\"" } else { "" };
    for (column, &number) in columns.iter().zip(&numbers) {
        let _ = write!(html, "<th{}>{}</th>", cell(number), escape(column));
    }
    html.push_str("</tr></thead><tbody>");
    for row in rows {
        html.push_str("<tr>");
        for (&column, &number) in columns.iter().zip(&numbers) {
            let _ = match &row[column] {
                Value::Null => write!(html, "<td{}><i>—</i></td>", cell(number)),
                value => write!(html, "<td{}>{}</td>", cell(number), escape(&brief(value))),
            };
        }
        html.push_str("</tr>");
    }
    html.push_str("</tbody></table>");
}

/// Text as HTML shows it.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            // Control characters are not allowed in HTML, even as references.
            '\0'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{7f}' => escaped.push('\u{fffd}'),
            _ => escaped.push(character),
        }
    }
    escaped
}

/// A value in one short line.
fn brief(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => short(text),
        // Four digits tell scores and shares apart; the table has all of them.
        Value::Number(number) if number.is_f64() => {
            let number = number.as_f64().unwrap_or_default();
            format!("{:.*}", if number.abs() < 10.0 { 3 } else { 1 }, number)
        }
        // Of a list of stretches a reader wants what they say; where they stand is in the table.
        Value::Array(items) => {
            let items = items.iter().map(|item| match item {
                Value::String(text) => text.clone(),
                Value::Object(fields) => {
                    let texts = fields.values().filter_map(Value::as_str);
                    texts.collect::<Vec<_>>().join(" ")
                }
                other => other.to_string(),
            });
            short(&items.collect::<Vec<_>>().join("、"))
        }
        other => short(&other.to_string()),
    }
}

fn short(text: &str) -> String {
    let mut line = String::new();
    for (at, character) in text.chars().enumerate() {
        if at == CHARACTERS {
            line.push('…');
            break;
        }
        line.push(if character == '\n' { ' ' } else { character });
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_in_a_page_stays_text() {
        assert_eq!(
            escape("<script>\"甲&乙'"),
            "&lt;script&gt;&quot;甲&amp;乙&#39;"
        );
    }

    #[test]
    fn long_values_are_cut_between_characters() {
        let long = Value::String("报".repeat(CHARACTERS + 1));
        assert_eq!(brief(&long).chars().count(), CHARACTERS + 1);
        assert_eq!(brief(&Value::Null), "");
    }

    #[test]
    fn lists_and_fractions_read_as_people_write_them() {
        assert_eq!(brief(&serde_json::json!(["甲", "乙"])), "甲、乙");
        assert_eq!(brief(&serde_json::json!(0.123_456)), "0.123");
        assert_eq!(brief(&serde_json::json!(7)), "7");
        let evidence = serde_json::json!([{"start": 0, "end": 2, "term": "水库"}, {"start": 4, "end": 6, "term": "堤"}]);
        assert_eq!(brief(&evidence), "水库、堤");
    }
}
