use super::*;
use crate::analyzer::{Analyzer, Options};

static ANALYZER: LazyLock<Analyzer> = LazyLock::new(|| Analyzer::new(Options::default()).unwrap());

/// The articles of an HTML page, `section|kicker|headline|subtitle|authors|paragraphs` each.
fn articles(html: &str) -> Vec<String> {
    let page = page("content_1.htm", html.as_bytes(), None);
    let analysis = ANALYZER.page(page);
    let show = |field: &Option<String>| field.clone().unwrap_or_default();
    let article = |found: &crate::ArticleAnalysis| {
        let article = &found.article;
        let paragraphs: Vec<&str> = article
            .paragraphs
            .iter()
            .map(|paragraph| paragraph.span.slice(&article.text))
            .collect();
        [
            show(&article.section),
            show(&article.kicker),
            show(&article.headline),
            show(&article.subtitle),
            article.authors.join(" "),
            paragraphs.join("/"),
        ]
        .join("|")
    };
    analysis.articles.iter().map(article).collect()
}

#[test]
fn a_page_with_the_marks_of_a_content_system() {
    let html = "<HTML><HEAD><META http-equiv=Content-Type content='text/html; charset=utf-8'>\
        <title>丰河日报</title><script>var a='<p>不是正文。</p>';</script></HEAD><BODY>\
        <div id=menu><a href=node_1.htm>第01版</a> <a href=node_2.htm>第02版</a></div>\
        <table><tr><td>丰河日报  2023年4月11日 第03版</td><tr><td class=font02><founder-introtitle>抢抓农时&nbsp;备春耕</founder-introtitle>\
        <tr><td><founder-title>丰河县修通<br>三条进山路</founder-title><tr><td><founder-subtitle>——让山货出得来</founder-subtitle>\
        <tr><td><founder-author>本报记者 张小明</founder-author><tr><td>\
        <!--enpcontent--><div id=ozoom><founder-content><P>&nbsp;&nbsp;&nbsp;&nbsp;本报讯 5月20日，丰河县
        三条进山路全部修通。<P>　　路修好了<P>　　“山货再也不愁卖。”村民李大山说。</founder-content></div><!--/enpcontent-->\
        </table><div class=footer>版权所有 丰河日报社</div></BODY></HTML>";
    assert_eq!(
        articles(html),
        [
            "|抢抓农时\u{a0}备春耕|丰河县修通三条进山路|让山货出得来|张小明|本报讯 5月20日，丰河县三条进山路全部修通。/路修好了/“山货再也不愁卖。”村民李大山说。"
        ]
    );
}

#[test]
fn a_whole_page_of_articles() {
    let html = "<body><ul class=title-list><li><a href=1>某村修路</a><li><a href=2>某镇开会</a></ul>\
        <div class=article><h2 class=title>某村修路</h2><div class=content><p>某村的路修好了，大家都高兴。</p><p>图为新路</p></div>\
        <p class=caption>新修的路。 王小五 摄</p></div>\
        <div class=article><h2 class=title>某镇开会</h2><div class=content><p>某镇昨日开会，安排防汛工作。</p>\
        <p>一、早准备</p><p>各村要早准备，备足沙袋。</p></div></div>\
        <div class=copyright>版权所有</div>";
    assert_eq!(
        articles(html),
        [
            "||某村修路|||某村的路修好了，大家都高兴。/图为新路",
            "||某镇开会|||某镇昨日开会，安排防汛工作。/一、早准备/各村要早准备，备足沙袋。"
        ]
    );
    let page = page("a.html", html.as_bytes(), None);
    let analysis = ANALYZER.page(page);
    assert_eq!(analysis.captions.len(), 1);
    assert_eq!(analysis.captions[0].photographer.as_deref(), Some("王小五"));
    assert_eq!(analysis.captions[0].article, Some(0));
}

#[test]
fn an_element_named_content_may_hold_the_headline() {
    let html = "<div class=content><div>首页 新闻 正文</div><h1>某村修路</h1><h2>村民出行有了新路</h2>\
        <p>某村的路修好了，大家都高兴。</p><h2>路通到家门口</h2><p>新路通到每户门口，夜里也有灯。</p></div>";
    assert_eq!(
        articles(html),
        [
            "||某村修路|村民出行有了新路||某村的路修好了，大家都高兴。/路通到家门口/新路通到每户门口，夜里也有灯。"
        ]
    );
}

#[test]
fn html_without_names_is_read_by_its_look() {
    let html = "<h2>某村修路</h2><p>本报讯 5月20日，某村的路修好了，大家都高兴。（王小五）</p>\
        <h2>某镇开会</h2><p>本报讯 5月21日，某镇开会，安排防汛工作。（李小四）</p>";
    assert_eq!(
        articles(html),
        [
            "||某村修路||王小五|本报讯 5月20日，某村的路修好了，大家都高兴。",
            "||某镇开会||李小四|本报讯 5月21日，某镇开会，安排防汛工作。"
        ]
    );
}

#[test]
fn broken_html_keeps_its_text() {
    for html in [
        "<div class=title>某村修路</div><div class=content><p>某村的路修好了，大家都高兴。<p>路很宽，也很平。",
        "<div class=title>某村修路<div class=content></p>某村的路修好了，大家都高兴。</b></font><br>路很宽，也很平。</td></table></div>",
        "<table><tr><td class=title>某村修路<tr><td class=content><font><font><p>某村的路修好了，大家都高兴。</span><p>路很宽，也很平。<script>",
    ] {
        assert_eq!(
            articles(html),
            ["||某村修路|||某村的路修好了，大家都高兴。/路很宽，也很平。"],
            "{html}"
        );
    }
}

#[test]
fn html_without_articles_says_so() {
    for html in [
        "",
        "<html><body></body></html>",
        "<ul><li><a href=content_1.htm>某村修路</a><li><a href=content_2.htm>某镇开会</a></ul><p>第01版：要闻</p>",
        "<script>document.write('<p>某村的路修好了。</p>')</script>",
    ] {
        let page = page("node_1.htm", html.as_bytes(), None);
        assert!(page.error.is_some(), "{html}");
        assert!(articles(html).is_empty(), "{html}");
    }
}

#[test]
fn encodings_are_those_a_page_names_and_really_has() {
    let text = "<meta charset=gb2312><div class=title>某村修路</div><div class=content>某村的路修好了。</div>";
    let (gbk, ..) = encoding_rs::GB18030.encode(text);
    for (bytes, encoding) in [(gbk.as_ref(), "gb18030"), (text.as_bytes(), "UTF-8")] {
        let page = page("a.htm", bytes, None);
        assert_eq!(page.encoding.as_deref(), Some(encoding));
        assert!(page.text.contains("某村修路"));
        assert_eq!(page.error, None);
    }
    let big5 = "<META content=\"text/html; charset=big5\"><div class=title>某村修路</div><div class=content>村民說：路修好了。</div>";
    let (bytes, ..) = encoding_rs::BIG5.encode(big5);
    assert!(page("a.htm", &bytes, None).text.contains("村民說"));
    let unknown = text.replace("gb2312", "klingon");
    let (bytes, ..) = encoding_rs::GB18030.encode(&unknown);
    assert!(page("a.htm", &bytes, None).text.contains("某村修路"));
}

#[test]
fn time_is_linear_in_what_is_never_closed() {
    let texts = [
        "<div class=content>".repeat(50_000),
        "<p><font color=red><b>路</b>".repeat(30_000),
        "<table><tr><td>".repeat(30_000),
        "</div>".repeat(300_000),
        "<span class=author>甲".repeat(30_000),
        format!("<div class=\"{}\">路。</div>", "title ".repeat(300_000)),
        format!("<div{}>路。</div>", {
            let names: Vec<String> = (0..300_000)
                .map(|number| format!(" a{number}=路"))
                .collect();
            names.concat()
        }),
    ];
    for html in texts {
        let start = std::time::Instant::now();
        let page = page("a.htm", html.as_bytes(), None);
        assert!(page.text.len() <= html.len());
        assert!(start.elapsed().as_secs() < 20, "{}", &html[..20]);
    }
}

#[test]
fn the_first_of_two_attributes_counts() {
    let tagged = |attributes: &str| {
        articles(&format!(
            "<h1>禾山县修通新路</h1><p {attributes}>路修好了,沿线群众出行方便。</p>"
        ))
    };
    let plain = tagged("");
    assert_eq!(tagged("class=nav"), [""; 0]);
    assert_eq!(tagged("class=nav class=text CLASS=content"), [""; 0]);
    assert_eq!(tagged("data-class=nav title=nav"), plain);
    assert_eq!(tagged("class class=nav"), plain);
}

#[test]
fn what_browsers_do_not_show_is_no_text() {
    let page = page(
        "a.htm",
        "<p>路\0修<!-- 旧 -->好<![CDATA[甲]]>了。".as_bytes(),
        None,
    );
    assert_eq!(page.text, "路修好了。");
}

proptest::proptest! {
    #[test]
    fn any_html_gives_zones_in_order(html in "(<(/?(div|p|td|tr|table|h1|h2|span|a|article|founder-title|br)( class=(title|content|author|caption|nav))?)>|[路修好。，\\n <&;]){0,60}") {
        let page = page("a.htm", html.as_bytes(), None);
        let mut end = 0;
        for zone in &page.zones {
            proptest::prop_assert!(zone.span.start >= end && zone.span.start < zone.span.end);
            proptest::prop_assert!(!zone.span.slice(&page.text).trim().is_empty());
            end = zone.span.end;
        }
        let analysis = ANALYZER.page(page);
        proptest::prop_assert!(analysis.page.text.len() <= html.len());
    }
}
