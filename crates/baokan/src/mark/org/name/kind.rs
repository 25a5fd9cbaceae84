//! Names that begin where their kind of body says: divisions, task forces, firms, offices.

use super::super::lexicon::{LEXICON, Strength, Suffix};
use super::place::with_head;
use super::{Around, Edge, edge, is_generic, is_level, level, opens_name, stops, verb};
use crate::mark::letters::{Letters, VERB, is_han};
use crate::word::is_listed;

/// A division of the body named right before it (`县林业局`野生动物保护站, `县人民法院`执行局), by its ending: what
/// stands between is a name of its own, without a word that leads elsewhere.
pub(super) fn division(
    letters: &Letters,
    around: &Around,
    head: usize,
    end: usize,
) -> Option<usize> {
    /// 县公安局交通警察大队 is as long as such names get.
    const BETWEEN: usize = 6;
    let ending = letters.before(end, 1);
    if !matches!(
        ending,
        '科' | '股' | '站' | '队' | '局' | '庭' | '室' | '段' | '处' | '组' | '司'
    ) {
        return None;
    }
    // 县人民医院骨科主任: a ward is part of its head's post.
    if ending == '科' && matches!(letters.at(end), '主' | '副') {
        return None;
    }
    let from = head.saturating_sub(BETWEEN);
    let at = (from..head).rev().find(|&at| around.org(at).is_some())?;
    let named = (at..head).all(|at| is_han(letters.at(at)))
        && (at + 1..=head).all(|at| !stops(letters, at))
        && opens_name(letters, at)
        && letters.at(at) != letters.before(at, 1);
    named.then(|| around.org(at)).flatten()
}

pub(super) fn ends_task_force(letters: &Letters, end: usize) -> bool {
    let last = [
        letters.before(end, 3),
        letters.before(end, 2),
        letters.before(end, 1),
    ];
    matches!(last, ['导', '小', '组'] | ['指', '挥', '部'])
}

/// A task force says in its name what it is to do, verbs and all: 县`推进老旧小区改造`指挥部, 市`防范山洪灾害`领导小组.
pub(super) fn task_force(letters: &Letters, around: &Around, head: usize) -> Option<usize> {
    /// Level to ending.
    const BETWEEN: usize = 16;
    let mut at = head;
    while at > 0 && head - at <= BETWEEN {
        if head - at >= 2 {
            if let Some(from) = around.place(at) {
                return Some(from);
            }
            let state = LEXICON
                .heads
                .longest(letters.backward(at))
                .filter(|&(length, _)| length > 1);
            let alone = |start: usize| !is_han(letters.before(start, 1)) || stops(letters, start);
            if let Some((length, _)) = state {
                return Some(at - length);
            }
            if is_level(letters.at(at - 1)) && alone(at - 1) {
                return Some(at - 1);
            }
        }
        let found = LEXICON.founds.longest(letters.backward(at)).is_some();
        let letter = letters.at(at - 1);
        if !is_han(letter) || found || matches!(letter, '的' | '了' | '是' | '由' | '在' | '向')
        {
            return None;
        }
        at -= 1;
    }
    None
}

/// A centre, a station or an office of a level says in its name what it is for, with words that elsewhere end
/// a name: 县`防汛抗旱和防灾减灾`办公室, 县水务局`供水维护`中心.
pub(super) fn service(
    letters: &Letters,
    around: &Around,
    head: usize,
    end: usize,
    suffix: &Suffix,
) -> Option<usize> {
    /// Level to ending; between a body and its division less stands.
    const BETWEEN: usize = 12;
    const DIVISION: usize = 5;
    let named = suffix.kind == "government"
        && end > head + 1
        && matches!(letters.before(end, 1), '心' | '室' | '队' | '站');
    if !named {
        return None;
    }
    let strong = suffix.strength == Strength::Strong;
    let mut at = head;
    while at > 0 && head - at <= BETWEEN {
        let long = head - at >= 2;
        if long && let Some(from) = around.org(at) {
            let office = matches!(letters.before(at, 1), '局' | '院' | '处');
            let centre = letters.before(end, 1) == '心' && letters.at(end) != '组';
            return (head - at <= DIVISION && office && centre).then_some(from);
        }
        if strong && long {
            if let Some(from) = around.place(at) {
                return Some(from);
            }
            let clear = !is_han(letters.before(at, 2)) || stops(letters, at - 1);
            if is_level(letters.before(at, 1))
                && clear
                && !matches!(
                    letters.at(at),
                    '级' | '域'
                        | '里'
                        | '上'
                        | '内'
                        | '外'
                        | '城'
                        | '乡'
                        | '镇'
                        | '区'
                        | '县'
                        | '场'
                        | '民'
                )
            {
                return Some(at - 1);
            }
        }
        let letter = letters.before(at, 1);
        // Right before the ending a verb says what the office does, further left what is done.
        let acts = leads(letters, at) || at < head && verb(letters, at);
        if !is_han(letter)
            || acts
            || matches!(
                letter,
                '的' | '了'
                    | '是'
                    | '由'
                    | '在'
                    | '向'
                    | '到'
                    | '至'
                    | '对'
                    | '把'
                    | '被'
                    | '将'
                    | '等'
            )
        {
            return None;
        }
        at -= 1;
    }
    None
}

/// Whether a word of several letters ends at `at` that leads to a name: 来到, 新建.
pub(super) fn leads(letters: &Letters, at: usize) -> bool {
    LEXICON
        .stops
        .longest(letters.backward(at))
        .is_some_and(|(length, _)| {
            length > 1
                && LEXICON
                    .keeps
                    .longest(letters.onward(at - length))
                    .is_none_or(|(keep, _)| keep <= length)
        })
        || LEXICON.founds.longest(letters.backward(at)).is_some()
}

/// The trade name of a firm may hold words that elsewhere end a name (禾山县`安居`物业有限公司), so it is read whole
/// from the place it begins on.
pub(super) fn firm(letters: &Letters, around: &Around, head: usize) -> Option<usize> {
    /// Place to ending; 禾丰健康养老服务 is as long as trade names get.
    const BETWEEN: usize = 12;
    let mut at = head;
    while at > 0 && head - at <= BETWEEN {
        if let Some(from) = around.place(at) {
            // 禾山县`扶持`安居物业有限公司: what is done there stands between the place and the name.
            let word = (at + 2..head).find(|&end| letters.boundary(end));
            let done = head - at > 4
                && letters.class(at) == VERB
                && word.is_some_and(|end| {
                    is_listed(&letters.folded[at..end].iter().collect::<String>())
                });
            return (head - at >= 2 && !done).then(|| with_head(letters, from));
        }
        let letter = letters.at(at - 1);
        if leads(letters, at) || matches!(letter, '了' | '是' | '在' | '个' | '家') {
            return None;
        }
        if !is_han(letter)
            || matches!(
                letter,
                '的' | '由' | '向' | '与' | '将' | '把' | '被' | '给'
            )
        {
            // 禾丰清运有限公司 between marks: 有限 says that it is a firm's full name.
            let full = letters.at(head) == '有' && (2..=8).contains(&(head - at));
            return (full && !is_generic(letters, at, head)).then_some(at);
        }
        at -= 1;
    }
    None
}

/// An office: level or place, function, ending (县+民政+局). The function may hold 和, 对 and other
/// letters at which a name would else be cut off (住房和城乡建设局).
pub(super) fn office(letters: &Letters, around: &Around, head: usize, end: usize) -> Option<usize> {
    let (length, _) = LEXICON.functions.longest(letters.backward(head))?;
    let mut core = head - length;
    // 文化和旅游体育局: two functions joined.
    if matches!(letters.before(core, 1), '和' | '与')
        && let Some((length, _)) = LEXICON.functions.longest(letters.backward(core - 1))
    {
        core -= 1 + length;
    }
    let (edge, closed) = edge(letters, around, core);
    if let Some(start) = level(letters, around, core, edge, closed) {
        return Some(start);
    }
    // An office of its own name (`地方税务局`) where nothing Chinese or a clear edge stands before it.
    let office = matches!(letters.before(end, 1), '局' | '委' | '厅') && end - head == 1;
    (edge == core && closed != Edge::None && office && length > 1).then_some(core)
}

/// A firm in a list: 、 or a mark before it, 、 or 等 behind it.
pub(super) fn listed(letters: &Letters, edge: usize, head: usize, end: usize) -> Option<usize> {
    let length = head - edge;
    let before = matches!(
        letters.before(edge, 1),
        '、' | '。' | ',' | '\n' | '如' | '由'
    );
    let after = matches!(letters.at(end), '、' | '等');
    let list = letters.before(edge, 1) == '、' || letters.at(end) == '、';
    (before
        && after
        && list
        && (2..=4).contains(&length)
        && !is_generic(letters, edge, end)
        && rest_is_firms(letters, end))
    .then_some(edge)
}

/// Whether the list that goes on at `end` is said to be one of firms: `…等系统集成公司`.
fn rest_is_firms(letters: &Letters, end: usize) -> bool {
    let close = letters
        .onward(end)
        .take(80)
        .position(|letter| matches!(letter, '。' | ';' | '\n'));
    let rest: Vec<char> = letters.onward(end).take(close.unwrap_or(80)).collect();
    let Some(and) = rest.iter().position(|&letter| letter == '等') else {
        return false;
    };
    rest[and..]
        .iter()
        .take(12)
        .zip(rest[and..].iter().skip(1))
        .any(|pair| {
            matches!(
                pair,
                ('公', '司')
                    | ('企', '业')
                    | ('龙', '头')
                    | ('厂', '商')
                    | ('集', '团')
                    | ('巨', '头')
            )
        })
}
