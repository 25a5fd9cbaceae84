//! Where the name of an organisation begins.

mod kind;
mod place;

use super::lexicon::{LEXICON, STOP, Strength, Suffix};
use crate::character;
use crate::mark::letters::{Letters, VERB, is_han};
use crate::mark::person::joins_person;
use crate::trie::Trie;
use kind::{division, ends_task_force, firm, listed, office, service, task_force};
use place::{behind_province, nearest_place_end, place, with_head};

/// The longest name, in characters before its ending.
const LONGEST: usize = 24;

/// Where places and organisations of an article end, by characters.
#[derive(Debug)]
pub(super) struct Around {
    /// At the character behind a place: where the place begins, plus one.
    places: Vec<u32>,
    /// At the character behind an organisation found so far: where it begins, plus one.
    orgs: Vec<u32>,
}

/// How a stretch of letters is closed to the left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Edge {
    /// By punctuation, a quotation mark or the beginning of a line.
    Mark,
    /// By a word that stands before names: 走进, 由.
    Word,
    /// By nothing: the name would be longer than names are.
    None,
}

impl Around {
    /// Takes the places of an article of `length` characters.
    pub(super) fn new(length: usize, places: impl Iterator<Item = (usize, usize)>) -> Self {
        let mut around = Self {
            places: vec![0; length + 1],
            orgs: vec![0; length + 1],
        };
        for (start, end) in places {
            around.places[end] = start as u32 + 1;
        }
        around
    }

    /// Remembers an organisation.
    pub(super) fn add(&mut self, start: usize, end: usize) {
        self.orgs[end] = start as u32 + 1;
    }

    /// Where the place that ends at `at` begins.
    fn place(&self, at: usize) -> Option<usize> {
        (self.places[at] as usize).checked_sub(1)
    }

    /// Where the organisation that ends at `at` begins; one of such a length that no other can be
    /// named after it is left out.
    fn org(&self, at: usize) -> Option<usize> {
        (self.orgs[at] as usize)
            .checked_sub(1)
            .filter(|start| at - start <= 2 * LONGEST)
    }
}

/// Where the name that ends on `suffix` (from `head` to `end`) begins; `None` when that is no name.
pub(super) fn begin(
    letters: &Letters,
    around: &Around,
    head: usize,
    end: usize,
    suffix: &Suffix,
) -> Option<usize> {
    if let Some(start) = division(letters, around, head, end) {
        return Some(start);
    }
    if ends_task_force(letters, end)
        && let Some(start) = task_force(letters, around, head)
    {
        return Some(start);
    }
    let (edge, closed) = edge(letters, around, head);
    if suffix.strength == Strength::Listed {
        return listed(letters, edge, head, end);
    }
    // “老党员志愿队”: what quotation marks close in is a name whole.
    if suffix.strength != Strength::Weak && letters.at(end) == '"' {
        let open = letters
            .backward(head)
            .take(12)
            .position(|letter| !is_han(letter) && letter != 'A');
        if let Some(back) = open.filter(|&back| back > 1 && letters.before(head, back + 1) == '"') {
            // “柳桥式人民法庭”: a title of honour after the one that others follow.
            if letters
                .backward(head)
                .take(back)
                .any(|letter| matches!(letter, '式' | '的'))
            {
                return None;
            }
            return Some(head - back);
        }
    }
    // 禾山县委, 清溪乡政府: the ending begins with the last letter of the place.
    if is_level(letters.at(head)) && end - head > 1 {
        return around.place(head + 1).or_else(|| {
            // 东江省|禾山县委: a body is named behind the place it lies in.
            let start = behind_province(letters, nearest_place_end(around, edge, head), head);
            let length = head - start;
            (suffix.strength == Strength::Strong
                && (closed != Edge::None || start > edge)
                && (1..=6).contains(&length)
                && !is_generic(letters, start, head))
            .then_some(start)
        });
    }
    if let Some(start) = office(letters, around, head, end) {
        return Some(start);
    }
    if end - head == 1 {
        return None;
    }
    // 市中心 is the middle of a town.
    let middle = end - head == 2 && letters.at(head) == '中';
    if !middle && let Some(start) = level(letters, around, head, edge, closed) {
        return Some(start);
    }
    if closed == Edge::Word
        && let Some(start) = service(letters, around, head, end, suffix)
    {
        return Some(start);
    }
    let bare = suffix.kind == "company"
        && (is_generic(letters, edge, head)
            || closed == Edge::Word && letters.at(end - 4) == '有' && !always_stops(letters, edge));
    if bare && let Some(start) = firm(letters, around, head) {
        return Some(start);
    }
    // 搭`上`合作社, 建`起`服务站: what a verb has reached is no name.
    if edge == head || matches!(letters.before(head, 1), '上' | '起' | '了' | '进') {
        return None;
    }
    let name = |start: usize| {
        // 西岸国`国家`石油公司: behind a country's name it is no generic word.
        let national = letters.at(start) == '国' && letters.at(start + 1) == '家';
        national || !(is_generic(letters, start, head) && suffix.strength != Strength::Strong)
    };
    if let Some((start, end)) = place(letters, around, edge, head) {
        // 柳河村|丰裕养殖专业合作社: a village says where a cooperative is, its brand is the name.
        let village = (end..=head.min(end + 4))
            .find(|&at| suffix.kind == "cooperative" && letters.before(at, 1) == '村');
        if let Some(village) = village
            && head > village + 1
            && !is_generic(letters, village, head)
        {
            return Some(village);
        }
        // 东江省|禾山市柳河区…加工厂: divisions nobody marked are not counted.
        let division = (end..head)
            .rev()
            .find(|&at| matches!(letters.before(at, 1), '省' | '市' | '县' | '区'));
        let fits = suffix.strength != Strength::Weak || head - division.unwrap_or(end) <= 8;
        return (fits
            && name(if suffix.kind == "party" && end == head {
                start
            } else {
                end
            }))
        .then_some(start);
    }
    if let Some(start) = inner_level(letters, edge, head) {
        return Some(start);
    }
    if closed == Edge::Word && letters.before(edge, 1) == '等' {
        // 甲、乙等系统集成公司: what follows 等 says of what kind the names before it are.
        return None;
    }
    let length = head - edge;
    let fits = match suffix.strength {
        Strength::Strong => closed != Edge::None && (1..=16).contains(&length),
        Strength::Medium => closed != Edge::None && (2..=8).contains(&length),
        _ => false,
    };
    (fits && !letters.splits(end) && !is_generic(letters, edge, head) && opens_name(letters, edge))
        .then_some(edge)
}

/// The leftmost letter the name could begin with, and what stands before it.
fn edge(letters: &Letters, around: &Around, head: usize) -> (usize, Edge) {
    let mut at = head;
    while at > 0 && head - at < LONGEST {
        // A name may hold a name (`县公安局柏城派出所`): what is known to be one is stepped over whole.
        if let Some(from) = around.org(at).or_else(|| around.place(at)) {
            at = from;
            continue;
        }
        let letter = letters.at(at - 1);
        if !is_han(letter) && letter != 'A' {
            return (at, Edge::Mark);
        }
        if stops(letters, at) {
            return (at, Edge::Word);
        }
        at -= 1;
    }
    (at, if at == 0 { Edge::Mark } else { Edge::None })
}

/// Whether a word ends at `at` that no name reaches over.
pub(super) fn stops(letters: &Letters, at: usize) -> bool {
    let lexicon = &*LEXICON;
    let inside = letters.splits(at);
    let ends = lexicon.flags(letters.before(at, 1)) & STOP != 0;
    let listed = ends
        && lexicon
            .stops
            .prefixes(letters.backward(at))
            .any(|(length, always)| {
                if inside && always == 0 {
                    return false;
                }
                // 阳`家`村: families name villages.
                let village =
                    letters.before(at, 1) == '家' && character::VILLAGE.has(letters.at(at));
                let kept = village
                    || lexicon
                        .keeps
                        .longest(letters.onward(at - length))
                        .is_some_and(|(keep, _)| keep > length)
                    || length == 1
                        && !joins_person(letters, at)
                        && lexicon
                            .keeps_backward
                            .longest(letters.backward(at))
                            .is_some_and(|(keep, _)| keep > length);
                !kept
            });
    listed || !inside && verb(letters, at)
}

/// Whether a word that leads to a name also inside other words ends at `at`: 由, 与, 来到.
fn always_stops(letters: &Letters, at: usize) -> bool {
    LEXICON
        .stops
        .prefixes(letters.backward(at))
        .any(|(_, always)| always == 1)
}

/// Whether a verb ends at `at` that is no word of offices or firms: `加快`医院建设, but `救援`中心.
fn verb(letters: &Letters, at: usize) -> bool {
    let Some(length) = (2..=4.min(at)).find(|&back| letters.class(at - back) > 0) else {
        return false;
    };
    let whole = |trie: &Trie| {
        trie.prefixes(letters.onward(at - length).take(length))
            .any(|(found, _)| found == length)
    };
    let function = LEXICON
        .functions
        .prefixes(letters.backward(at).take(length))
        .any(|(found, _)| found == length);
    letters.class(at - length) == VERB
        && letters.class(at - 1) == 0
        && !function
        && !whole(&LEXICON.generic)
}

/// The beginning where a place or an office's level ends at `core`: `禾山县`+民政局, `县`+住建局.
fn level(
    letters: &Letters,
    around: &Around,
    core: usize,
    edge: usize,
    closed: Edge,
) -> Option<usize> {
    if let Some(from) = around.org(core) {
        return Some(from);
    }
    if let Some(from) = around.place(core) {
        // 农业银行丰河支行: a branch carries the name of what it is a branch of.
        return Some(around.org(from).unwrap_or_else(|| with_head(letters, from)));
    }
    if core <= edge
        || !is_level(letters.before(core, 1))
        || LEXICON.levels.longest(letters.backward(core)).is_some()
    {
        return None;
    }
    // 自治区: the level is three letters long.
    let letter = letters.before(core, 1);
    let autonomous = matches!(letter, '区' | '州' | '县') && letters.before(core, 2) == '治';
    let (from, longest) = if autonomous {
        (core.saturating_sub(3).max(edge), 7)
    } else {
        // 禾山市柳河区人民法院: a body may carry the names of two divisions.
        let two = (core - 6.min(core)..core - 1).any(|at| letters.at(at) == '市');
        (core - 1, if two { 7 } else { 4 })
    };
    // 钱氏县水利局 where the place is not known: a short name between a clear edge and the level.
    let start = behind_province(letters, nearest_place_end(around, edge, from), from);
    // 县人民法院东乡人民法庭: a body of the body before it.
    if let Some(outer) = (from.saturating_sub(4).max(start)..=from)
        .rev()
        .find_map(|at| around.org(at))
        .filter(|&outer| outer >= start)
    {
        return Some(outer);
    }
    let named = (1..=longest).contains(&(from - start)) && (closed != Edge::None || start > edge);
    Some(if named && !is_generic(letters, start, from) {
        start
    } else {
        from
    })
}

/// The beginning where an office's level stands at the edge itself: 由`县`文化旅游体育局.
fn inner_level(letters: &Letters, edge: usize, head: usize) -> Option<usize> {
    let level = is_level(letters.at(edge)) || letters.at(edge) == '省';
    let pair = (letters.at(edge), letters.at(edge + 1));
    let national = matches!(
        pair,
        ('国', '家') | ('中', '国') | ('中', '央') | ('全', '国') | ('中', '华') | ('国', '网')
    );
    let length = head - edge;
    if national {
        return (3..=16).contains(&length).then_some(edge);
    }
    let goes_on = match pair.1 {
        '级' | '域' | '里' | '上' | '内' | '外' | '场' => false,
        // 乡镇敬老院: a level of offices next to another one names none.
        '镇' => pair.0 != '乡',
        // 县民族中学 and 县民政局, but 县民 are people.
        '民' => matches!(letters.at(edge + 2), '族' | '政' | '办' | '兵'),
        _ => true,
    };
    (level && (2..=12).contains(&length) && goes_on).then_some(edge)
}

/// Whether a letter says at what level an office stands.
fn is_level(letter: char) -> bool {
    matches!(
        letter,
        '县' | '区' | '市' | '省' | '镇' | '乡' | '州' | '旗' | '盟'
    )
}

/// Whether the letters are made of generic words alone (`物业`公司).
pub(super) fn is_generic(letters: &Letters, start: usize, head: usize) -> bool {
    // Which numbers of letters generic words reach over, a bit each; no name made of such words is longer.
    let mut reach = 1u128;
    let length = head - start;
    if length >= 128 {
        return false;
    }
    for on in 0..length {
        if reach >> on == 0 {
            return false;
        }
        if reach >> on & 1 != 0 {
            let rest = letters.onward(start + on).take(length - on);
            for (word, _) in LEXICON.generic.prefixes(rest) {
                reach |= 1 << (on + word);
            }
        }
    }
    reach >> length & 1 != 0
}

/// Whether a name can begin with the letter at `start`.
fn opens_name(letters: &Letters, start: usize) -> bool {
    !matches!(
        letters.at(start),
        '们' | '性'
            | '化'
            | '所'
            | '里'
            | '上'
            | '下'
            | '内'
            | '外'
            | '后'
            | '前'
            | '等'
            | '及'
            | '式'
            | '级'
            | '型'
            | '者'
            | '员'
    )
}
