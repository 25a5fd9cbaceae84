//! How an article is weighed; the formula stands at [`Taxonomy`].

use crate::article::{Article, Role};
use crate::span::Span;

use super::file::WEAK;
use super::taxonomy::Taxonomy;
use super::{Evidence, Topic};

/// A term found in an article.
struct Hit {
    span: Span,
    term: u32,
    zone: f32,
}

/// What the hits of an article add up to for one topic.
#[derive(Clone, Copy, Default)]
struct Sum {
    strength: f64,
    distinct: u32,
    headline: bool,
}

const HEADLINE: f32 = 4.0;
const SUBHEAD: f32 = 2.0;
const LEAD: f32 = 1.5;
const SATURATION: f64 = 6.0;
const SHARE_TO_YIELD: f64 = 0.5;
const SHARE_OF_MAIN: f64 = 0.3;
const SHARE_OF_MAIN_FOR_FOURTH: f64 = 0.7;
const MOST_TOPICS: usize = 4;
/// An article prints a character of its setting at least once in so many, and this often.
const CHARACTERS_PER_SETTING: usize = 65;
const LEAST_OF_SETTING: usize = 6;
const SHARE_OF_SETTING: f64 = 0.5;
/// More evidence than a reader follows; it keeps a book-length text from filling a table.
const MOST_EVIDENCE: usize = 200;

impl Taxonomy {
    /// The topics of an article, the main one first; none when no term of the taxonomy stands in it.
    ///
    /// ```
    /// let page = baokan::parse("秧苗插满百亩田\n\n本报讯 5月20日,农机手驾驶插秧机在水稻田里忙碌。(王五)", &baokan::Options::default());
    /// let topics = baokan::Taxonomy::default().topics(&page.articles[0].article);
    /// assert_eq!((topics[0].id.as_str(), topics[0].rank), ("agriculture", 1));
    /// assert!(topics[0].evidence.iter().any(|evidence| evidence.term == "插秧机"));
    /// ```
    #[must_use]
    pub fn topics(&self, article: &Article) -> Vec<Topic> {
        let hits = self.hits(article);
        let mut sums = self.sums(&hits);
        self.set(&mut sums, &article.text);
        let mut ranked: Vec<usize> = (0..sums.len())
            .filter(|&topic| sums[topic].strength > 0.0)
            .collect();
        ranked.sort_by(|&left, &right| sums[right].strength.total_cmp(&sums[left].strength));
        let Some(&main) = ranked.first() else {
            return Vec::new();
        };
        let strongest = sums[main].strength;
        let others = ranked[1..].iter().copied().filter(|&topic| {
            let sum = sums[topic];
            sum.strength >= SHARE_OF_MAIN * strongest && (sum.headline || sum.distinct >= 2)
        });
        let mut chosen = vec![main];
        for topic in others.take(MOST_TOPICS - 1) {
            let fourth = chosen.len() + 1 == MOST_TOPICS;
            if !fourth || sums[topic].strength >= SHARE_OF_MAIN_FOR_FOURTH * strongest {
                chosen.push(topic);
            }
        }

        let length = article.text.chars().count().max(200) as f64;
        let half = 8.0 * (length / 400.0).sqrt();
        let topic = |(rank, &topic): (u32, &usize)| {
            let Sum { strength, .. } = sums[topic];
            Topic {
                id: self.tables.subjects[topic].id.clone(),
                name: self.tables.subjects[topic].name.clone(),
                score: (strength / (strength + half) * 1000.0).round() / 1000.0,
                rank,
                evidence: self.evidence(&article.text, &hits, topic),
            }
        };
        (1..).zip(&chosen).map(topic).collect()
    }

    /// The terms of the article's text with the weight of the place each stands in.
    fn hits(&self, article: &Article) -> Vec<Hit> {
        let mut paragraphs = article.paragraphs.iter().peekable();
        let lead = article
            .paragraphs
            .iter()
            .find(|paragraph| paragraph.role == Role::Body);
        let lead = lead.map(|paragraph| paragraph.span);
        let found = self
            .tables
            .vocabulary
            .find(&article.text)
            .map(|(start, end, term)| {
                let span = Span::new(start, end);
                while paragraphs
                    .next_if(|paragraph| paragraph.span.end <= span.start)
                    .is_some()
                {}
                let zone = match paragraphs.peek() {
                    _ if article.heading.contains(span) => HEADLINE,
                    Some(paragraph) if Some(paragraph.span) == lead => LEAD,
                    Some(paragraph) if paragraph.role == Role::Subhead => SUBHEAD,
                    _ => 1.0,
                };
                Hit { span, term, zone }
            });
        found
            .filter(|hit| !self.tables.terms[hit.term as usize].speaks.is_empty())
            .collect()
    }

    fn sums(&self, hits: &[Hit]) -> Vec<Sum> {
        // In the order of the terms, so that a sum does not depend on where they stand.
        let mut counts: Vec<(u32, f32)> = hits.iter().map(|hit| (hit.term, hit.zone)).collect();
        counts.sort_by_key(|&(term, _)| term);
        counts.dedup_by(|next, first| {
            let same = next.0 == first.0;
            first.1 += if same { next.1 } else { 0.0 };
            same
        });
        let mut sums = vec![Sum::default(); self.tables.subjects.len()];
        for (term, count) in counts {
            let term = &self.tables.terms[term as usize];
            let count = f64::from(count);
            for &(topic, weight) in &term.speaks {
                let sum = &mut sums[usize::from(topic)];
                sum.strength +=
                    f64::from(weight) * count * (1.0 + SATURATION) / (count + SATURATION);
                sum.distinct += u32::from(weight > WEAK);
            }
        }
        for hit in hits.iter().take_while(|hit| hit.zone >= HEADLINE) {
            for &(topic, weight) in &self.tables.terms[hit.term as usize].speaks {
                sums[usize::from(topic)].headline |= weight > WEAK;
            }
        }
        for &(topic, other) in &self.tables.yields {
            let (own, others) = (sums[topic].strength, sums[other].strength);
            if own > others && others >= SHARE_TO_YIELD * own {
                (sums[topic].strength, sums[other].strength) = (others, own);
            }
        }
        sums
    }

    /// Raises the topics in whose world the article is set.
    fn set(&self, sums: &mut [Sum], text: &str) {
        let strongest = sums.iter().map(|sum| sum.strength).fold(0.0, f64::max);
        if strongest == 0.0 {
            return;
        }
        for (topic, setting) in &self.tables.settings {
            let named: usize = setting
                .chars()
                .map(|character| text.matches(character).count())
                .sum();
            let least = (text.chars().count() / CHARACTERS_PER_SETTING).max(LEAST_OF_SETTING);
            if named >= least {
                let sum = &mut sums[*topic];
                sum.strength = sum.strength.max(SHARE_OF_SETTING * strongest);
                sum.headline = true;
            }
        }
    }

    /// The terms that speak for a topic; for one that only the setting speaks for, the setting's characters.
    fn evidence(&self, text: &str, hits: &[Hit], topic: usize) -> Vec<Evidence> {
        let terms = &self.tables.terms;
        let speaks = |hit: &&Hit| {
            let mut speaks = terms[hit.term as usize].speaks.iter();
            speaks.any(|&(other, _)| usize::from(other) == topic)
        };
        let evidence: Vec<Evidence> = hits
            .iter()
            .filter(speaks)
            .take(MOST_EVIDENCE)
            .map(|hit| Evidence {
                span: hit.span,
                term: terms[hit.term as usize].text.clone(),
            })
            .collect();
        if !evidence.is_empty() {
            return evidence;
        }
        let mut settings = self.tables.settings.iter();
        let Some((_, setting)) = settings.find(|&&(other, _)| other == topic) else {
            return evidence;
        };
        text.char_indices()
            .filter(|&(_, character)| setting.contains(character))
            .take(MOST_EVIDENCE)
            .map(|(at, character)| Evidence {
                span: Span::new(at, at + character.len_utf8()),
                term: character.to_string(),
            })
            .collect()
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::article::Paragraph;
    use crate::topic::vocabulary::key;

    /// An article of a one-line headline and paragraphs.
    pub(in crate::topic) fn article(heading: &str, paragraphs: &[&str]) -> Article {
        let mut article = Article {
            text: heading.to_owned(),
            heading: Span::new(0, heading.len()),
            ..Article::default()
        };
        for paragraph in paragraphs {
            if !article.text.is_empty() {
                article.text.push('\n');
            }
            let start = article.text.len();
            article.text.push_str(paragraph);
            let span = Span::new(start, article.text.len());
            article.paragraphs.push(Paragraph {
                span,
                role: Role::Body,
            });
        }
        article
    }

    fn ids(heading: &str, paragraphs: &[&str]) -> String {
        let topics = Taxonomy::default().topics(&article(heading, paragraphs));
        let ids: Vec<_> = topics.into_iter().map(|topic| topic.id).collect();
        ids.join(" ")
    }

    #[test]
    fn an_article_gets_its_topics() {
        for (heading, body, want) in [
            (
                "我县启动秋季征兵体检",
                "8月6日,县人武部组织应征青年体检,确保兵员质量。",
                "defense",
            ),
            (
                "县人大视察代表建议办理",
                "县人大常委会组织人大代表视察议案建议办理情况。",
                "election",
            ),
            (
                "化解信访积案",
                "领导包案接访,带案下访,推动信访事项办结。",
                "petitions",
            ),
            (
                "高速公路通车",
                "双龙隧道贯通,司机和旅客出行只要半小时。",
                "transport",
            ),
            (
                "征地补偿款发放到户",
                "征迁工作组丈量地块,公示补偿标准。",
                "land",
            ),
            (
                "县纪委开展作风督查",
                "严肃查处形式主义、官僚主义问题,通报典型案例。",
                "discipline",
            ),
            (
                "古镇迎来赏花季",
                "游客坐游船、住民宿,景区接待能力提升。",
                "tourism",
            ),
        ] {
            assert_eq!(
                ids(heading, &[body]).split(' ').next(),
                Some(want),
                "{heading}"
            );
        }
    }

    #[test]
    fn who_acts_ranks_before_what_it_is_about() {
        assert_eq!(
            ids(
                "醉驾撞上护栏 司机被刑拘",
                &["公路上一辆货车撞上护栏,驾驶员酒驾,被公安局刑事拘留。"]
            ),
            "law transport"
        );
        let body = "村里召开村民代表会议,议的是机井:机井承包到期,水价怎么定,村民代表举手表决。";
        assert_eq!(
            ids("一口机井的事", &[body]).split(' ').next(),
            Some("governance")
        );
    }

    #[test]
    fn no_term_no_topic() {
        assert_eq!(ids("", &[]), "");
        assert_eq!(ids("无题", &["他笑了笑。"]), "");
    }

    #[test]
    fn posts_and_passing_remarks_say_nothing() {
        assert_eq!(ids("", &["县委书记赵某某走了。"]), "");
        let body = "在做好疫情防控的前提下,景区推出民宿优惠,游客游玩热情高,门票收入增长。";
        assert_eq!(ids("旅游升温", &[body]), "tourism");
    }

    #[test]
    fn the_headline_weighs_more_than_the_text() {
        let taxonomy = Taxonomy::from_toml(
            "[[topic]]\nid = \"a\"\nplain = [\"甲甲\"]\n[[topic]]\nid = \"b\"\nplain = [\"乙乙\"]\n",
        )
        .unwrap();
        let topics = taxonomy.topics(&article("乙乙", &["甲甲甲甲。"]));
        assert_eq!(topics[0].id, "b");
        assert!(topics.iter().all(|topic| (0.0..1.0).contains(&topic.score)));
    }

    #[test]
    fn evidence_stands_in_text_order_and_slices_the_text() {
        let article = article("水库除险加固开工", &["水利局说,水库、灌区和水厂同时施工。"]);
        let topics = Taxonomy::default().topics(&article);
        let water = topics.iter().find(|topic| topic.id == "water").unwrap();
        assert!(
            water
                .evidence
                .is_sorted_by_key(|evidence| evidence.span.start)
        );
        for evidence in &water.evidence {
            assert_eq!(key(evidence.span.slice(&article.text)), key(&evidence.term));
        }
        assert_eq!(water.evidence[0].term, "水库除险");
    }

    #[test]
    fn an_article_set_in_villages_is_about_them() {
        let body = "石盘村和下坝村的水管接通了,石盘村村口的水龙头拧开就有水,下坝村、长坪村的老人不再挑水。";
        let topics = Taxonomy::default().topics(&article("自来水通到家门口", &[body]));
        let found: Vec<_> = topics.iter().map(|topic| topic.id.as_str()).collect();
        assert_eq!(found[..2], ["water", "rural"]);
        assert!(topics.iter().all(|topic| !topic.evidence.is_empty()));
        let town = body.replace('村', "镇");
        let topics = Taxonomy::default().topics(&article("自来水通到家门口", &[&town]));
        assert!(topics.iter().all(|topic| topic.id != "rural"));
    }

    #[test]
    fn at_most_four_topics_and_bounded_evidence() {
        let terms = [
            "景区民宿",
            "征兵入伍",
            "信访积案",
            "公路铁路",
            "医院医生",
            "物业业主",
        ]
        .join("、");
        let text = article("", &[&terms.repeat(100)]);
        let topics = Taxonomy::default().topics(&text);
        assert_eq!(topics.len(), 4);
        assert!(topics.iter().all(|topic| topic.evidence.len() <= 200));
        assert_eq!(
            topics.iter().map(|topic| topic.rank).collect::<Vec<_>>(),
            [1, 2, 3, 4]
        );
    }
}
