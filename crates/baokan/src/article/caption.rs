//! Captions and photographers' credits.

use super::byline::{self, Byline};
use crate::layout::shape::{Mark, Shape};
use crate::layout::vocabulary::{List, VOCABULARY};
use crate::width::{fold, is_han};

/// A line that belongs to a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Picture {
    /// The photographer alone: `李 义摄(影像中国)`.
    Credit(Byline),
    /// A caption of `length` bytes, then the photographer: `会议现场。 钱宁 摄`.
    Caption { length: usize, photographer: String },
}

/// Reads a line that ends in a photographer's credit.
pub(crate) fn read(line: &str, shape: &Shape) -> Option<Picture> {
    let core = without_agency(line);
    let may_be_labelled = shape.has_any(&[Mark::Slash, Mark::Colon]);
    let may_be_placed = shape.has(Mark::OpenBracket);
    if let Some(picture) = bracketed(core)
        .or_else(|| may_be_labelled.then(|| labelled(core))?)
        .or_else(|| may_be_placed.then(|| placed(core))?)
    {
        return Some(picture);
    }
    let role = VOCABULARY.suffix(List::BylineRole, core)?;
    if VOCABULARY.mode(List::BylineRole, role) != Some("photo") {
        return None;
    }
    if let Some(picture) = set_apart(core) {
        return Some(picture);
    }
    // The credit is the longest tail that is nothing but roles and names.
    let boundaries = std::iter::once(0).chain(core.char_indices().filter_map(|(at, character)| {
        let folded = fold(character);
        (folded.is_whitespace()
            || matches!(folded, '。' | '!' | '?' | ')' | '”' | ',' | ';' | '…' | '.'))
        .then_some(at + character.len_utf8())
    }));
    // A credit is short, so only the last boundaries can begin one.
    let from = core.char_indices().rev().nth(60).map_or(0, |(at, _)| at);
    let mut credits = boundaries
        .filter(|&at| at == 0 || at >= from)
        .filter_map(|at| Some((at, byline::parse(&core[at..])?)))
        .filter(|(_, found)| found.photo)
        .peekable();
    // A tail whose names all begin with a surname is better than a longer one that takes `会议现场` for a name.
    // Only a role printed before it makes such a name: `新华社记者 某某摄`, not `他喜欢摄影`.
    let longest = credits
        .peek()
        .filter(|(at, found)| {
            !found.loose || VOCABULARY.prefix(List::BylineRole, &core[*at..]).is_some()
        })
        .cloned();
    let (boundary, found) = credits.find(|(_, found)| !found.loose).or(longest)?;
    let text = core[..boundary].trim_end();
    if text.is_empty() {
        return Some(Picture::Credit(found));
    }
    Some(Picture::Caption {
        length: text.len(),
        photographer: found.names.join("、"),
    })
}

/// A caption with the credit behind its label: `楼上的生产车间。图/钱宁`, `村口新桥。摄影：钱宁`.
fn labelled(line: &str) -> Option<Picture> {
    let at = line.rfind(['。', '！', '”', ' ', '　'])?;
    let end = at + line[at..].chars().next().map_or(0, char::len_utf8);
    let (text, credit) = (line[..end].trim_end(), line[end..].trim_start());
    let (label, name) = credit.split_once(['/', '／', ':', '：'])?;
    let pictures = VOCABULARY.mode(List::BylineRole, label) == Some("photo");
    let length = name.chars().count();
    let fits = !text.is_empty() && text.chars().nth(LONGEST_CAPTION).is_none();
    (pictures && fits && (2..=12).contains(&length) && name.chars().all(|c| is_han(c) || c == '·'))
        .then(|| Picture::Caption {
            length: text.len(),
            photographer: name.to_owned(),
        })
}

/// A caption that says who stands where: `某某某（右）与邻居一同下楼。` No report does.
fn placed(line: &str) -> Option<Picture> {
    if line.chars().nth(LONGEST_CAPTION).is_some() || line.trim_end_matches('。').contains('。') {
        return None;
    }
    let places = line
        .split(['(', '（'])
        .skip(1)
        .filter_map(|rest| rest.split([')', '）']).next());
    let mut places = places.filter(|inside| {
        VOCABULARY
            .prefix(List::PicturePlace, inside)
            .is_some_and(|place| {
                inside[place.len()..]
                    .chars()
                    .all(|c| "一二三四五六七起排左右中第".contains(c))
            })
    });
    places.next().map(|_| Picture::Caption {
        length: line.trim_end().len(),
        photographer: String::new(),
    })
}

/// A caption with the credit set apart by a wide blank, which shows any name to be one: `牧民转场。　　某某才让摄`.
fn set_apart(line: &str) -> Option<Picture> {
    let at = ["　　", "  ", "　"]
        .iter()
        .find_map(|blank| line.rfind(blank))?;
    let (text, tail) = (line[..at].trim_end(), line[at..].trim_start());
    if !text.ends_with(['。', '！', '？', '”']) || text.chars().nth(LONGEST_CAPTION).is_some()
    {
        return None;
    }
    let mut name = tail;
    while let Some(role) = VOCABULARY
        .prefix(List::BylineRole, name)
        .filter(|role| role.len() > "摄".len())
    {
        name = name[role.len()..].trim_start();
    }
    while let Some(role) = VOCABULARY.suffix(List::BylineRole, name) {
        name = name[..name.len() - role.len()].trim_end();
    }
    let length = name.chars().count();
    ((2..=12).contains(&length) && name.chars().all(|letter| is_han(letter) || letter == '·')).then(
        || Picture::Caption {
            length: text.len(),
            photographer: name.to_owned(),
        },
    )
}

/// A caption with the credit in brackets: `乡亲们举手表决。（钱宁/摄）`.
fn bracketed(line: &str) -> Option<Picture> {
    let inner = line.strip_suffix([')', '）'])?;
    let (at, open) = inner
        .char_indices()
        .rev()
        .take(24)
        .find(|&(_, character)| fold(character) == '(')?;
    let text = line[..at].trim_end();
    if text.is_empty() || text.chars().nth(LONGEST_CAPTION).is_some() {
        return None;
    }
    let found = byline::parse(&inner[at + open.len_utf8()..]).filter(|found| found.photo)?;
    Some(Picture::Caption {
        length: text.len(),
        photographer: found.names.join("、"),
    })
}

/// Characters of the longest caption that is printed on one line with its credit.
const LONGEST_CAPTION: usize = 60;

/// The line without the agency in brackets at its end: `(人民视觉)`.
fn without_agency(line: &str) -> &str {
    let line = line.trim_end();
    if line
        .chars()
        .next_back()
        .is_none_or(|last| fold(last) != ')')
    {
        return line;
    }
    let Some((at, _)) = line
        .char_indices()
        .rev()
        .take(16)
        .find(|&(_, c)| fold(c) == '(')
    else {
        return line;
    };
    let inner = line[at..].trim_matches(|c| matches!(fold(c), '(' | ')'));
    let lends = VOCABULARY.prefix(List::Agency, inner).is_some()
        || inner.ends_with('发')
        || inner.ends_with("中国");
    if lends { line[..at].trim_end() } else { line }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_captions_and_credits() {
        let show = |line: &str| match read(line, &Shape::of(line)) {
            Some(Picture::Credit(found)) => format!("credit {}", found.names.join("|")),
            Some(Picture::Caption {
                length,
                photographer,
            }) => format!("{} / {photographer}", &line[..length]),
            None => "-".to_owned(),
        };
        for (line, expected) in [
            ("几位老人围坐商量。 钱宁 摄", "几位老人围坐商量。 / 钱宁"),
            (
                "大家在晒谷场上商量挖塘。苗青松 摄",
                "大家在晒谷场上商量挖塘。 / 苗青松",
            ),
            (
                "图为学生在给树苗浇水。　通讯员 田兴邦 摄",
                "图为学生在给树苗浇水。 / 田兴邦",
            ),
            ("会议现场 新华社记者 李 四摄", "会议现场 / 李四"),
            ("李 义摄(影像中国)", "credit 李义"),
            (
                "牧民赶着羊群转场。　　扎西才让摄",
                "牧民赶着羊群转场。 / 扎西才让",
            ),
            ("乡亲们举手表决。（钱宁/摄）", "乡亲们举手表决。 / 钱宁"),
            ("渠水流进田里。(苗青松 摄)", "渠水流进田里。 / 苗青松"),
            ("本报记者 张 伟 李小红摄影报道", "credit 张伟|李小红"),
            ("他喜欢摄影", "-"),
            ("全县举办摄影展，展出图片", "-"),
        ] {
            assert_eq!(show(line), expected, "{line}");
        }
    }
}
