//! Places: administrative units down to the village with their codes, and named spots.
//!
//! Names of provinces, cities, counties and countries are looked up whole; towns, villages and spots
//! are found by their endings and read back to a sound beginning. What a name stands for is settled
//! last, over the whole article.

mod again;
mod body;
mod ended;
mod found;
mod full_name;
mod headline;
mod lexicon;
mod overlap;
mod resolve;
mod route;
mod scope;
mod spot;
mod stem;
mod text;
mod unit;
mod upper;
mod whole;

use std::cell::Cell;
use std::sync::{Arc, LazyLock};

use crate::article::Article;
use crate::gazetteer::{Code, Gazetteer};
use crate::mark::Place;
use crate::span::Span;
use crate::word::{Tag, Word};

use found::Found;
use full_name::FullNames;
use lexicon::{Kind, Lexicon};
use overlap::{Masks, longest};
use scope::Scope;
use text::Text;

/// Finds places with one gazetteer.
#[derive(Debug)]
pub(crate) struct Places {
    gazetteer: Arc<Gazetteer>,
    lexicon: Lexicon,
}

impl Places {
    pub(crate) fn new(gazetteer: Arc<Gazetteer>) -> Self {
        let lexicon = Lexicon::new(&gazetteer);
        Self { gazetteer, lexicon }
    }

    /// Finds places among the divisions that ship with the library; made once for the whole process.
    pub(crate) fn shipped() -> Arc<Self> {
        static SHIPPED: LazyLock<Arc<Places>> =
            LazyLock::new(|| Arc::new(Places::new(Arc::default())));
        SHIPPED.clone()
    }

    /// The gazetteer the places are looked up in.
    pub(crate) fn gazetteer(&self) -> &Gazetteer {
        &self.gazetteer
    }

    /// The home region of a page: the caller's code, else the one county or city its outlet is named
    /// after (`涟水新讯`).
    pub(crate) fn home(&self, region: Option<&str>, outlet: Option<&str>) -> Option<Code> {
        if let Some(code) = region.and_then(Code::parse) {
            return Some(code);
        }
        let outlet = outlet?;
        (2..=outlet.chars().count())
            .rev()
            .filter_map(|length| {
                let end = outlet
                    .char_indices()
                    .nth(length)
                    .map_or(outlet.len(), |(at, _)| at);
                let mut codes: Vec<Code> = self
                    .gazetteer
                    .upper(&outlet[..end])
                    .iter()
                    .map(|upper| upper.code)
                    .collect();
                codes.sort_unstable_by_key(|code| (code.digits(), *code));
                codes.first().copied().filter(|first| {
                    codes.len() == 1
                        || codes
                            .iter()
                            .all(|code| code == first || code.digits() > first.digits())
                })
            })
            .next()
    }

    /// The places of an article, in text order.
    ///
    /// `tag` gives the name of a part of speech; without words names are bounded by characters alone.
    pub(crate) fn mark<'t>(
        &'t self,
        article: &'t Article,
        words: &'t [Word],
        tag: &'t dyn Fn(Tag) -> &'t str,
        home: Option<Code>,
    ) -> Vec<Place> {
        let text = Text {
            text: &article.text,
            words,
            tag,
            lexicon: &self.lexicon,
            cursor: Cell::new(0),
        };
        let mut found = self.find(&text, home);
        found.retain(|place| {
            !article
                .credits
                .iter()
                .any(|credit| credit.overlaps(Span::new(place.start, place.end)))
        });
        let settled = resolve::resolve(&found, home);
        let mut full_names = FullNames::new(&self.gazetteer);
        found
            .into_iter()
            .zip(settled)
            .map(|(place, settled)| {
                let printed = text.slice(place.start, place.end);
                let full_name = settled.code.map(|code| full_names.of(code, printed));
                Place {
                    span: Span::new(place.start, place.end),
                    level: settled.code.map_or(place.level, Code::level),
                    code: settled.code.map(|code| code.to_string()),
                    full_name,
                    candidates: settled.candidates,
                }
            })
            .collect()
    }

    fn find(&self, text: &Text<'_>, home: Option<Code>) -> Vec<Found> {
        let mut words = Vec::new();
        let mut endings = Vec::new();
        let mut whole = Vec::new();
        for (start, end, kind) in self.lexicon.hits(text.text) {
            match kind {
                Kind::Word => words.push((start, end)),
                Kind::Ending(ending) => endings.push((start, end, ending)),
                Kind::Upper => whole.extend(upper::upper(text, &self.gazetteer, start, end)),
                Kind::Region(level) => whole.extend(upper::region(text, level, start, end)),
                Kind::Arrival => whole.extend(upper::arrival(text, start, end)),
                Kind::User(row) => whole.push(self.own(row, start, end)),
            }
        }
        whole.extend(route::routes(text));
        let masks = Masks::new(words);
        whole.retain(|place: &Found| {
            place.weight > 8 || !masks.cover(place.start, place.end) && !masks.cross(text, place)
        });
        if let Some(home) = home {
            self.arrivals_home(text, home, &mut whole);
        }
        let whole = longest(whole);
        let whole = self.believed(text, whole, home);

        let mut scope = Scope::default();
        for place in &whole {
            if let &[code] = place.codes.as_slice() {
                scope.add(code);
            }
        }
        if let Some(home) = home {
            scope.add(home);
        }
        let mut found = self.ended(text, &masks, &endings, whole, &mut scope);
        self.short(text, &mut found);
        self.repeated(text, &masks, &endings, &mut found);
        self.without_bodies(text, &mut found);
        found
    }

    /// A place of the user's file: it always wins.
    fn own(&self, row: u32, start: usize, end: usize) -> Found {
        let row = &self.gazetteer.user()[row as usize];
        let mut found = Found::new(start, end, row.level);
        found.codes.extend(row.code);
        found.weight = 20;
        found
    }
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use jieba_rs::Jieba;

    use super::*;

    static JIEBA: LazyLock<Jieba> = LazyLock::new(Jieba::new);
    static PLACES: LazyLock<Places> = LazyLock::new(|| Places::new(Arc::default()));

    fn with(places: &Places, text: &str, region: Option<&str>) -> String {
        let tags = JIEBA.tag(text, true);
        let mut words = Vec::new();
        let mut at = 0;
        for (index, word) in tags.iter().enumerate() {
            words.push(Word {
                span: Span::new(at, at + word.word.len()),
                sentence: 0,
                tag: Tag(index as u16),
            });
            at += word.word.len();
        }
        let article = Article {
            text: text.to_owned(),
            ..Article::default()
        };
        let tag = |tag: Tag| tags[usize::from(tag.0)].tag;
        let found = places.mark(&article, &words, &tag, places.home(region, None));
        let shown = found.iter().map(|place| {
            let code = place
                .code
                .as_deref()
                .unwrap_or(if place.level == crate::mark::Level::Poi {
                    "poi"
                } else {
                    "-"
                });
            format!("{}/{code}", place.span.slice(text))
        });
        shown.collect::<Vec<_>>().join(" ")
    }

    fn marked(text: &str) -> String {
        with(&PLACES, text, None)
    }

    fn at_home(text: &str) -> String {
        with(&PLACES, text, Some("430702"))
    }

    #[test]
    fn a_chain_is_one_row_a_unit() {
        assert_eq!(
            marked("记者来到湖南省常德市武陵区穿紫河街道长胜桥社区采访。"),
            "湖南省/43 常德市/4307 武陵区/430702 穿紫河街道/430702003 长胜桥社区/430702003012"
        );
        assert_eq!(marked("他家住湖北省武汉市。"), "湖北省/42 武汉市/4201");
    }

    #[test]
    fn a_page_s_region_settles_what_the_text_leaves_open() {
        assert_eq!(
            at_home("5月17日,芦荻山乡岩桅子村开过会。"),
            "芦荻山乡/430702200 岩桅子村/430702200203"
        );
        assert_eq!(marked("家住鼓楼区的市民说。"), "鼓楼区/-");
        assert_eq!(
            marked("家住南京鼓楼区的市民说。"),
            "南京/3201 鼓楼区/320106"
        );
    }

    #[test]
    fn a_village_the_list_lacks_has_no_code() {
        assert_eq!(
            at_home("芦荻山乡青禾岭村的村民说。"),
            "芦荻山乡/430702200 青禾岭村/-"
        );
    }

    #[test]
    fn bare_names_count() {
        assert_eq!(
            marked("产品销往山西、武汉、长沙等地。"),
            "山西/14 武汉/4201 长沙/4301"
        );
        assert_eq!(marked("恩施州和广西都来了客商。"), "恩施州/4228 广西/45");
        assert_eq!(marked("对返杭人员逐一登记。"), "杭/3301");
    }

    #[test]
    fn roads_and_organisations_are_no_provinces() {
        assert_eq!(marked("车队沿南京东路行驶。"), "南京东路/poi");
        assert_eq!(marked("中山西路正在施工。"), "中山西路/poi");
        assert_eq!(marked("他毕业于武汉大学。"), "");
        assert_eq!(marked("常德市自来水公司派人抢修。"), "");
        assert_eq!(marked("武汉市民走上街头。"), "武汉/4201");
    }

    #[test]
    fn generic_words_are_no_places() {
        for text in [
            "全区各乡镇要抓好农村道路建设。",
            "该村是贫困村,全村人都住进了新小区。",
            "老旧小区改造后,社区和街道都很干净。",
            "他们翻过高山,走上致富路。",
            "城市公园和人民群众的生活。",
        ] {
            assert_eq!(at_home(text), "", "{text}");
        }
    }

    #[test]
    fn named_spots_are_poi() {
        assert_eq!(marked("工人们正在修建青石沟大坝。"), "青石沟大坝/poi");
        assert_eq!(
            marked("他们沿清水河巡查,走进福安家园。"),
            "清水河/poi 福安家园/poi"
        );
        assert_eq!(at_home("一进“二厂”巷就看到路面塌陷。"), "“二厂”巷/poi");
    }

    #[test]
    fn a_town_of_the_page_s_county_wins_over_words() {
        // 好水乡 lies in 隆德县 alone; 水乡 and 乡村 are words.
        assert_eq!(
            with(&PLACES, "“心里踏实。”好水乡村民笑着说。", Some("640423")),
            "好水乡/640423201"
        );
        assert_eq!(marked("“心里踏实。”好水乡村民笑着说。"), "");
    }

    #[test]
    fn roads_have_numbers_and_points_of_the_compass() {
        assert_eq!(
            marked("车队经104国道、S212线和G60青阳高速返回,用时104分钟。"),
            "104国道/poi S212线/poi G60青阳高速/poi"
        );
        assert_eq!(marked("网格员在人民西路巡查。"), "人民西路/poi");
        assert_eq!(marked("活动在青禾街文化广场举行。"), "青禾街文化广场/poi");
        assert_eq!(marked("走出一条“金”路。"), "");
    }

    #[test]
    fn crops_and_districts_in_general_are_no_places() {
        for text in [
            "枣园、葡萄园要备好熏烟堆。",
            "常德各县区都要重视。",
            "这里山大沟深,村民在溪沟边找到羊。",
        ] {
            assert!(!marked(text).contains("poi"), "{text}");
            assert!(!marked(text).contains("/-"), "{text}");
        }
    }

    #[test]
    fn plain_words_and_papers_are_no_places() {
        assert_eq!(marked("武陵新报讯 昨日雨停。"), "");
        assert_eq!(at_home("芦荻山乡推动社区协商。"), "芦荻山乡/430702200");
        assert_eq!(marked("他们必须走远路，只有一条街。"), "");
        assert_eq!(marked("耿马自治县开了会。"), "耿马自治县/530926");
        assert_eq!(
            marked("福州、三明、龙岩都已完工。"),
            "福州/3501 三明/3504 龙岩/3508"
        );
    }

    #[test]
    fn a_post_names_its_place_and_a_department_does_not() {
        assert_eq!(
            at_home("长胜桥社区党委书记李明说。"),
            "长胜桥社区/430702003012"
        );
        assert_eq!(at_home("河洑镇副镇长张三说。"), "河洑镇/430702100");
        assert_eq!(at_home("河洑镇林业站站长王五说。"), "");
        assert_eq!(at_home("武陵区委书记赵六说。"), "");
    }

    #[test]
    fn a_user_s_place_wins() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("own.csv");
        std::fs::write(
            &path,
            "name,level,code,parent\n听雨台,poi,,\n青禾新村,village,430702200999,430702200\n",
        )
        .expect("written");
        let places = Places::new(Arc::new(Gazetteer::with_file(&path).expect("a good file")));
        assert_eq!(
            with(&places, "他们登上听雨台,望见青禾新村。", None),
            "听雨台/poi 青禾新村/430702200999"
        );
    }

    #[test]
    fn an_outlet_is_named_after_its_home() {
        let home = |outlet| PLACES.home(None, Some(outlet)).map(|code| code.to_string());
        assert_eq!(home("涟水新讯").as_deref(), Some("320826"));
        assert_eq!(home("富川乡音").as_deref(), Some("451123"));
        assert_eq!(home("晨光周刊"), None);
    }

    #[test]
    fn hostile_texts_are_read_in_linear_time() {
        for text in [
            "1".repeat(200_000),
            "“".repeat(100_000),
            "村".repeat(50_000),
            "王家村、".repeat(20_000),
        ] {
            let article = Article {
                text,
                ..Article::default()
            };
            let tag = |_: Tag| "x";
            let _ = PLACES.mark(&article, &[], &tag, Code::parse("430702"));
        }
    }
}
