//! One page as HTML: what baokan made of it, in reading order.
//!
//! Where a report shows articles to be read, this shows how the page was read: which block is which article, what role
//! each line has, and where lines that the page prints apart were joined.

use minijinja::Value;
use minijinja::context;
use minijinja::value::Serde;
use serde::Serialize;

use crate::analyzer::{ArticleAnalysis, PageAnalysis};
use crate::article::{Article, Role};
use crate::page::Page;
use crate::span::{Span, floor};

use super::article::{heading_role, lines};
use super::highlight::escape;
use super::{TEMPLATES, furniture_name};

/// Bytes of text a view shows before it stops at the end of a block: a notebook cell is no place for a book.
const MOST_TEXT: usize = 120_000;
/// Blocks a view shows: a page of a thousand stray lines is told by its first.
const MOST_BLOCKS: usize = 200;
/// Bytes of one line that are shown; one line may be a whole damaged file.
const MOST_LINE: usize = 6_000;

/// What the template shows of a page.
#[derive(Debug, Serialize)]
struct PageView {
    source: String,
    outlet: Option<String>,
    date: Option<String>,
    page_no: Option<String>,
    error: Option<String>,
    articles: usize,
    captions: usize,
    furniture: usize,
    joins: usize,
    blocks: Vec<Block>,
    more_blocks: usize,
}

/// A stretch of the page: an article, a caption of no article, or page furniture.
#[derive(Debug, Default, Serialize)]
struct Block {
    class: &'static str,
    /// Number of an article on the page, from 1.
    number: Option<usize>,
    /// What a block that is no article is called.
    name: &'static str,
    lines: Vec<Line>,
}

#[derive(Debug, Serialize)]
struct Line {
    class: &'static str,
    role: &'static str,
    html: Value,
}

impl PageAnalysis {
    /// The page as a piece of HTML with its own styles, as a notebook shows it: its articles as blocks in reading order, each line with
    /// its role, a mark wherever lines were joined that the page prints apart.
    ///
    /// ```
    /// let page = baokan::parse("甲县召开防汛会\n\n本报讯 5月20日,甲县召\n\n开防汛会。(王五)", &baokan::Options::default());
    /// assert!(page.to_html().contains("甲县召<i class=\"join column\""));
    /// ```
    #[must_use]
    pub fn to_html(&self) -> String {
        let template = TEMPLATES
            .get_template("page.html")
            .expect("it was added with the others");
        let html = template.render(context! { page => Serde(view(self)) });
        html.expect("the shipped template renders whatever it is given")
    }
}

fn view(of: &PageAnalysis) -> PageView {
    let page = &of.page;
    let mut places = places(of);
    // Articles keep their order; what belongs to none stands where the page prints it.
    places.sort_by_key(|&(start, _)| start);
    let all = places.len();
    let mut left = MOST_TEXT;
    let mut blocks = Vec::new();
    for (_, place) in places.into_iter().take(MOST_BLOCKS) {
        if left == 0 {
            break;
        }
        let (block, size) = block(of, place);
        left = left.saturating_sub(size);
        blocks.push(block);
    }
    let joins = |article: &ArticleAnalysis| joins(&article.article, page).count();
    PageView {
        source: page.source.clone(),
        outlet: page.outlet.clone(),
        date: page.issue_date.map(|date| date.to_string()),
        page_no: page.page_no.clone(),
        error: page.error.clone(),
        articles: of.articles.len(),
        captions: of.captions.len(),
        furniture: of.furniture.len(),
        joins: of.articles.iter().map(joins).sum(),
        more_blocks: all - blocks.len(),
        blocks,
    }
}

/// What a block shows: the index of an article, of a caption, of a piece of furniture.
#[derive(Clone, Copy)]
enum Place {
    Article(usize),
    Caption(usize),
    Furniture(usize),
}

/// Every block with where it begins on the page.
fn places(of: &PageAnalysis) -> Vec<(u32, Place)> {
    let mut places = Vec::new();
    let mut last = 0;
    for (at, article) in of.articles.iter().enumerate() {
        // An article whose columns stand above those of the one before still comes after it.
        last = article.article.span.start.max(last);
        places.push((last, Place::Article(at)));
    }
    for (at, caption) in of.captions.iter().enumerate() {
        if caption.article.is_none() {
            let start = caption.spans.iter().map(|span| span.start).min();
            places.push((start.unwrap_or(0), Place::Caption(at)));
        }
    }
    for (at, furniture) in of.furniture.iter().enumerate() {
        places.push((furniture.span.start, Place::Furniture(at)));
    }
    places
}

/// A block, and how many bytes of text it shows.
fn block(of: &PageAnalysis, place: Place) -> (Block, usize) {
    let mut size = 0;
    let mut plain = |class, role, text: &str| {
        let shown = &text[..floor(text, MOST_LINE)];
        size += shown.len();
        let mut html = String::new();
        escape(&mut html, shown);
        if shown.len() < text.len() {
            html.push('…');
        }
        let html = Value::from_safe_string(html);
        Line { class, role, html }
    };
    let block = match place {
        Place::Furniture(at) => {
            let furniture = &of.furniture[at];
            let text = of.page.text.get(furniture.span.range()).unwrap_or_default();
            Block {
                class: "beside",
                name: furniture_name(furniture.kind),
                lines: vec![plain("", "", text)],
                ..Block::default()
            }
        }
        Place::Caption(at) => Block {
            class: "beside",
            name: "图片说明",
            lines: caption_lines(&of.captions[at], &mut plain),
            ..Block::default()
        },
        Place::Article(at) => {
            let captions = of.captions.iter();
            let captions: Vec<Line> = captions
                .filter(|caption| caption.article == Some(at))
                .flat_map(|caption| caption_lines(caption, &mut plain))
                .collect();
            let bylines = of.articles[at].article.bylines.iter();
            let bylines: Vec<Line> = bylines
                .map(|span| {
                    plain(
                        "byline",
                        "署名",
                        of.page.text.get(span.range()).unwrap_or_default(),
                    )
                })
                .collect();
            let (mut lines, text) = article_lines(&of.articles[at], &of.page);
            lines.extend(bylines);
            lines.extend(captions);
            size += text;
            Block {
                class: "article",
                number: Some(at + 1),
                lines,
                ..Block::default()
            }
        }
    };
    (block, size)
}

fn caption_lines(
    caption: &crate::Caption,
    plain: &mut impl FnMut(&'static str, &'static str, &str) -> Line,
) -> Vec<Line> {
    let mut lines = vec![plain("caption", "图", &caption.text)];
    if let Some(photographer) = &caption.photographer {
        lines.push(plain("byline", "摄影", photographer));
    }
    lines
}

/// The lines of an article's text with their joins, and how many bytes of it they show.
fn article_lines(analysis: &ArticleAnalysis, page: &Page) -> (Vec<Line>, usize) {
    let article = &analysis.article;
    let text = article.text.as_str();
    let heading = lines(text, article.heading).into_iter().map(|span| {
        let class = heading_role(analysis, span.slice(text));
        (span, class, heading_name(class))
    });
    let paragraphs = article.paragraphs.iter().map(|paragraph| {
        (
            paragraph.span,
            paragraph.role.name(),
            role_name(paragraph.role),
        )
    });
    let mut joins = joins(article, page).peekable();
    let mut size = 0;
    let mut written = Vec::new();
    if let Some(section) = &article.section {
        let mut html = String::new();
        escape(&mut html, section);
        written.push(Line {
            class: "section",
            role: "栏目",
            html: Value::from_safe_string(html),
        });
    }
    for (span, class, role) in heading.chain(paragraphs) {
        let whole = text.get(span.range()).unwrap_or_default();
        let shown = floor(whole, MOST_LINE);
        let end = span.start + shown as u32;
        let mut html = String::with_capacity(shown * 2);
        let mut at = span.start;
        while let Some((join, kind)) = joins.next_if(|(join, _)| *join < span.end) {
            if join <= at || join >= end {
                continue;
            }
            escape(
                &mut html,
                Span {
                    start: at,
                    end: join,
                }
                .slice(text),
            );
            html.push_str(kind.html());
            at = join;
        }
        escape(&mut html, Span { start: at, end }.slice(text));
        if shown < whole.len() {
            html.push('…');
        }
        size += shown;
        written.push(Line {
            class,
            role,
            html: Value::from_safe_string(html),
        });
        if size > MOST_TEXT {
            break;
        }
    }
    (written, size)
}

/// What a text was joined across.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Join {
    /// The end of a printed line.
    Line,
    /// Empty lines, as a column or a layout block leaves them.
    Column,
    /// Other text of the page.
    Jump,
}

impl Join {
    fn html(self) -> &'static str {
        match self {
            Self::Line => "<i class=\"join\" title=\"换行处接排\"></i>",
            Self::Column => "<i class=\"join column\" title=\"断栏处接排\"></i>",
            Self::Jump => "<i class=\"join jump\" title=\"隔着其他文字接排\"></i>",
        }
    }
}

/// Where the text of an article goes on after a break of the page, as bytes of the text.
fn joins<'a>(article: &'a Article, page: &'a Page) -> impl Iterator<Item = (u32, Join)> + 'a {
    article.pieces.windows(2).filter_map(|pair| {
        let (before, after) = (pair[0], pair[1]);
        // Between paragraphs the text has a line feed of its own, and nothing was joined.
        if before.text.end != after.text.start {
            return None;
        }
        let gap = page
            .text
            .get(before.page.end as usize..after.page.start as usize);
        let kind = match gap {
            Some(gap) if !gap.contains(['\n', '\r']) && gap.trim().is_empty() => return None,
            Some(gap) if !gap.trim().is_empty() => Join::Jump,
            Some(gap) if gap.matches('\n').count() > 1 => Join::Column,
            Some(_) => Join::Line,
            None => Join::Jump,
        };
        Some((after.text.start, kind))
    })
}

fn heading_name(class: &str) -> &'static str {
    match class {
        "kicker" => "肩题",
        "subtitle" => "副题",
        _ => "主题",
    }
}

fn role_name(role: Role) -> &'static str {
    match role {
        Role::Body => "",
        Role::Subhead => "小标题",
        Role::Box => "框",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyzer::Options;

    fn html(text: &str) -> String {
        crate::parse(text, &Options::default()).to_html()
    }

    #[test]
    fn a_join_shows_what_it_went_across() {
        let html = html("甲县召开防汛会\n\n本报讯 5月20日,甲县召\n\n开防汛会。(王五)");
        assert!(html.contains("甲县召<i class=\"join column\" title=\"断栏处接排\"></i>开防汛会"));
        assert!(html.contains("接排 1 处"));
    }

    #[test]
    fn paragraphs_are_not_joins() {
        assert!(
            !html("甲县召开防汛会\n\n本报讯 甲县开会。\n\n会后大家去看水库。")
                .contains("class=\"join")
        );
    }

    #[test]
    fn markup_in_a_page_stays_text() {
        let html =
            html("<script>alert(1)</script>\n\n本报讯 甲县<b>开会</b>。\n\n责任编辑:<i>何亮</i>");
        assert!(!html.contains("<script"));
        assert!(html.contains("甲县&lt;b&gt;开会&lt;/b&gt;"));
        assert!(!html.contains("<i>"));
    }

    #[test]
    fn a_long_page_is_capped() {
        let line = "甲县的水库修好了,".repeat(4_000);
        let page = (0..40).map(|at| format!("甲县修第{at}座水库\n\n本报讯 {line}完。\n\n"));
        let html = html(&page.collect::<String>());
        assert!(html.len() < 4 * MOST_TEXT, "{}", html.len());
    }

    #[test]
    fn no_text_shows_as_an_empty_page() {
        assert!(html("").contains("0 篇"));
    }
}
