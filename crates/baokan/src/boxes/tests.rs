use super::*;
use crate::analyzer::{Analyzer, Options};
use crate::page::ZoneRole;

/// The characters of a line, each as wide as it is high.
fn line(text: &str, left: f64, bottom: f64, size: f64) -> Vec<Character> {
    text.chars()
        .enumerate()
        .map(|(at, character)| Character {
            text: character.into(),
            left: left + at as f64 * size,
            bottom,
            right: left + (at + 1) as f64 * size,
            top: bottom + size,
        })
        .collect()
}

/// Text set in columns of `width` characters and `height` lines, each paragraph set in by two.
fn columns(
    paragraphs: &[&str],
    left: f64,
    top: f64,
    width: usize,
    height: usize,
) -> Vec<Character> {
    const SIZE: f64 = 10.0;
    const LEADING: f64 = 14.0;
    let mut rows: Vec<String> = Vec::new();
    for paragraph in paragraphs {
        let set: Vec<char> = "　　".chars().chain(paragraph.chars()).collect();
        rows.extend(set.chunks(width).map(|row| row.iter().collect::<String>()));
    }
    let mut characters = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let column = (at / height) as f64;
        let left = left + column * (width as f64 + 2.0) * SIZE;
        characters.extend(line(
            row,
            left,
            top - (at % height + 1) as f64 * LEADING,
            SIZE,
        ));
    }
    characters
}

/// Two articles side by side, the first in two columns, under a line with the page's number.
fn newspaper() -> Vec<Character> {
    [
        line("丰河日报", 0.0, 520.0, 10.0),
        line("2023年4月11日", 150.0, 520.0, 10.0),
        line("第3版", 400.0, 520.0, 10.0),
        line("抢农时　抓春耕", 10.0, 480.0, 16.0),
        line("丰河县修通", 10.0, 440.0, 30.0),
        line("三条进山路", 10.0, 405.0, 30.0),
        line("——让山货出得来", 40.0, 385.0, 12.0),
        columns(
            &[
                "本报讯 5月20日，丰河县三条进山路全部修通，村民下山卖茶再也不用绕远路。",
                "路修好了，村里来了收茶的车。“山货再也不愁卖。”村民李大山说，今年要多种几亩。（张小明）",
            ],
            0.0,
            380.0,
            12,
            5,
        ),
        line("某镇安排防汛", 320.0, 460.0, 26.0),
        columns(
            &["本报讯 5月21日，某镇开会，安排防汛工作，要求各村备足沙袋，夜里有人值班。（李小四）"],
            320.0,
            440.0,
            14,
            20,
        ),
    ]
    .concat()
}

fn articles(characters: &[Character]) -> Vec<[String; 5]> {
    let page = Analyzer::new(Options::default())
        .unwrap()
        .page(Page::from_characters(characters));
    page.articles
        .iter()
        .map(|found| {
            let article = &found.article;
            let show = |field: &Option<String>| field.clone().unwrap_or_default();
            let paragraphs: Vec<&str> = article
                .paragraphs
                .iter()
                .map(|paragraph| paragraph.span.slice(&article.text))
                .collect();
            [
                show(&article.kicker),
                show(&article.headline),
                show(&article.subtitle),
                article.authors.join(" "),
                paragraphs.join("/"),
            ]
        })
        .collect()
}

#[test]
fn columns_headlines_and_page_number() {
    let expected = [
        [
            "抢农时　抓春耕",
            "丰河县修通三条进山路",
            "让山货出得来",
            "张小明",
            "本报讯 5月20日，丰河县三条进山路全部修通，村民下山卖茶再也不用绕远路。/路修好了，村里来了收茶的车。“山货再也不愁卖。”村民李大山说，今年要多种几亩。",
        ],
        [
            "",
            "某镇安排防汛",
            "",
            "李小四",
            "本报讯 5月21日，某镇开会，安排防汛工作，要求各村备足沙袋，夜里有人值班。",
        ],
    ];
    assert_eq!(articles(&newspaper()), expected);
    let page = Analyzer::new(Options::default())
        .unwrap()
        .page(Page::from_characters(&newspaper()));
    assert_eq!(page.page.page_no.as_deref(), Some("3"));
    assert_eq!(page.page.outlet.as_deref(), Some("丰河日报"));
}

#[test]
fn the_order_of_the_characters_does_not_matter() {
    let characters = newspaper();
    let page = Page::from_characters(&characters);
    let mut across = characters.clone();
    across.sort_by(|one, other| {
        let key = |character: &Character| (-character.bottom, character.left);
        key(one).partial_cmp(&key(other)).unwrap()
    });
    let mut shuffled = characters;
    let count = shuffled.len();
    for at in 0..count {
        shuffled.swap(at, at * 7919 % count);
    }
    for other in [across, shuffled] {
        let other = Page::from_characters(&other);
        assert_eq!(other.text, page.text);
        assert_eq!(other.zones, page.zones);
    }
}

#[test]
fn characters_printed_twice_are_read_once() {
    let bold: Vec<Character> = newspaper()
        .into_iter()
        .flat_map(|character| {
            let mut again = character.clone();
            again.left += 0.4;
            again.right += 0.4;
            [character, again]
        })
        .collect();
    assert_eq!(
        Page::from_characters(&bold).text,
        Page::from_characters(&newspaper()).text
    );
}

#[test]
fn a_headline_from_top_to_bottom() {
    let down = "防汛值守不松懈"
        .chars()
        .enumerate()
        .flat_map(|(at, character)| {
            line(&character.to_string(), 0.0, 300.0 - at as f64 * 26.0, 24.0)
        });
    let text = columns(
        &["某镇昨日开会，安排防汛工作，要求各村备足沙袋，夜里有人值班，雨大就撤。"],
        60.0,
        324.0,
        12,
        20,
    );
    let characters: Vec<Character> = down.chain(text).collect();
    let found = articles(&characters);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0][1], "防汛值守不松懈");
}

#[test]
fn a_page_set_in_one_size_is_read_by_its_look() {
    let text = columns(
        &["本报讯 5月20日，某村的路修好了，大家都高兴，夜里也有灯。（王小五）"],
        0.0,
        80.0,
        20,
        20,
    );
    let page = Page::from_characters(&[line("某村修路", 0.0, 90.0, 10.0), text].concat());
    assert!(page.zones.is_empty());
    assert!(page.text.starts_with("某村修路\n"));
}

#[test]
fn a_page_without_characters_says_so() {
    let blank = line("　 ", 0.0, 0.0, 10.0);
    let odd = Character {
        text: "路".to_owned(),
        left: f64::NAN,
        bottom: 0.0,
        right: 1.0,
        top: f64::INFINITY,
    };
    for characters in [vec![], blank, vec![odd]] {
        let page = Page::from_characters(&characters);
        assert!(page.text.is_empty() && page.error.is_some());
    }
}

#[test]
fn a_small_line_says_what_it_is() {
    let page = Page::from_characters(&newspaper());
    let headlines = page
        .zones
        .iter()
        .filter(|zone| zone.role == ZoneRole::Headline);
    let texts: Vec<&str> = headlines.map(|zone| zone.span.slice(&page.text)).collect();
    assert_eq!(texts, ["丰河县修通\n三条进山路", "某镇安排防汛"]);
}

#[test]
fn time_is_linear_in_hostile_boxes() {
    let stairs =
        (0..40_000).flat_map(|at| line("路", f64::from(at) * 3.0, f64::from(at) * -3.0, 10.0));
    let heap = (0..100_000).flat_map(|_| line("路", 0.0, 0.0, 10.0));
    let scattered = (0..60_000_u64).flat_map(|at| {
        let place = |factor: u64| (at.wrapping_mul(factor) >> 20) as f64 % 5000.0;
        line(
            "路",
            place(0x9e37_79b9_7f4a_7c15),
            place(0xc2b2_ae3d_27d4_eb4f),
            1.0 + place(0x1656_67b1_9e37_79f9) % 30.0,
        )
    });
    for characters in [
        stairs.collect::<Vec<_>>(),
        heap.collect(),
        scattered.collect(),
    ] {
        let start = std::time::Instant::now();
        let page = Page::from_characters(&characters);
        assert!(!page.text.is_empty());
        assert!(start.elapsed().as_secs() < 30);
    }
}

proptest::proptest! {
    #[test]
    fn every_character_is_kept_once(places in proptest::collection::vec((0..200_u32, 0..40_u32, 8..40_u32), 1..80)) {
        let characters: Vec<Character> = places
            .iter()
            .enumerate()
            .flat_map(|(at, &(left, bottom, size))| {
                let character = char::from_u32(0x4e00 + at as u32).unwrap();
                line(&character.to_string(), f64::from(left), f64::from(bottom) * 20.0, f64::from(size))
            })
            .collect();
        let page = Page::from_characters(&characters);
        let mut read: Vec<char> = page.text.chars().filter(|c| !c.is_whitespace()).collect();
        read.sort_unstable();
        let mut given: Vec<char> = characters.iter().flat_map(|character| character.text.chars()).collect();
        given.sort_unstable();
        proptest::prop_assert_eq!(read, given);
    }
}
