//! What notebooks show: plain HTML, escaped, capped, without script.

use std::fmt::Write as _;

use baokan::Table;
use serde_json::Value;

/// Rows a notebook shows of a table.
const ROWS: usize = 10;
/// Characters a notebook shows of a value.
const CHARACTERS: usize = 60;

/// The head of a table.
pub(crate) fn table(table: &Table) -> String {
    let mut html = format!(
        "<div><p><b>{}</b> · {} rows</p><table><thead><tr>",
        table.name(),
        table.len()
    );
    for column in table.columns() {
        let _ = write!(html, "<th>{column}</th>");
    }
    html.push_str("</tr></thead><tbody>");
    for row in table.rows().take(ROWS) {
        html.push_str("<tr>");
        // A row that cannot be shown as JSON (there is none) shows as an empty one.
        let row = serde_json::to_value(row).unwrap_or_default();
        for column in table.columns() {
            let _ = write!(html, "<td>{}</td>", escape(&brief(&row[column])));
        }
        html.push_str("</tr>");
    }
    html.push_str("</tbody></table>");
    if table.len() > ROWS {
        let _ = write!(html, "<p>… {} more</p>", table.len() - ROWS);
    }
    html.push_str("</div>");
    html
}

/// Counts under a heading.
pub(crate) fn counts(heading: &str, counts: &[(&str, usize)]) -> String {
    let mut html = format!("<div><p><b>{heading}</b></p><table><tbody>");
    for (name, count) in counts {
        let _ = write!(html, "<tr><th>{name}</th><td>{count}</td></tr>");
    }
    html.push_str("</tbody></table></div>");
    html
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
            _ => escaped.push(character),
        }
    }
    escaped
}

/// A value in one short line.
fn brief(value: &Value) -> String {
    let text = match value {
        Value::Null => String::new(),
        Value::String(text) => text.replace('\n', " "),
        other => other.to_string(),
    };
    match text.char_indices().nth(CHARACTERS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
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
}
