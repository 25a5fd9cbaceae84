//! Numerals as papers print them: `15000`, `１．２万`, `三十五万六`, `两千多万`, `十几`, `二〇二二`.
//!
//! Everything here reads forward from one position and stops at the first character that cannot
//! continue the numeral; what it counts, and whether it counts at all, is the caller's affair.

mod coefficient;
mod reader;

use coefficient::DIGITS;
use reader::Reader;

/// What a numeral says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Number {
    /// The number itself; null where only bounds are known: `三四十`, `数百`.
    pub(crate) value: Option<f64>,
    /// Lower bound: `两千多万`, `三四十`, `上百`.
    pub(crate) low: Option<f64>,
    /// Upper bound: `三四十`, `十几`.
    pub(crate) high: Option<f64>,
    /// How it is written.
    pub(crate) form: Form,
}

/// How a numeral is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// It begins with Arabic digits: `3`, `1.2万`.
    Arabic,
    /// Chinese characters with place value, or one digit: `三百二十`, `两`.
    Chinese,
    /// Chinese digits read one by one: `二〇二二`.
    Digits,
    /// A unit without a digit before it: `百`, `万余`, `千万`.
    Bare,
}

impl Number {
    /// The same number `factor` times as large: `三成` is 3 times 10 per cent.
    pub(crate) fn times(self, factor: f64) -> Self {
        let scale = |value: f64| value * factor;
        Self {
            value: self.value.map(scale),
            low: self.low.map(scale),
            high: self.high.map(scale),
            form: self.form,
        }
    }
}

/// Whether a numeral can begin with `character`; cheap, for scanning.
#[inline]
pub(crate) fn begins(character: char) -> bool {
    arabic(character).is_some() || !matches!(part(character), Part::Other) || character == '上'
}

/// Whether `character` is a Chinese digit, or 几 or 数, which stand for one.
pub(crate) fn is_digit(character: char) -> bool {
    matches!(part(character), Part::Digit(_) | Part::Some)
}

/// Reads the numeral that begins at byte `at`: the byte after it, and what it says.
///
/// `余`, `多` and `来` inside or right after the numeral belong to it (`两千多万`, `15000余`).
pub(crate) fn number(text: &str, at: usize) -> Option<(usize, Number)> {
    // 队伍 and 大陆 end in the characters of cheques; alone these are no numerals.
    let mut characters = text[at..].chars();
    if characters.next().is_some_and(formal)
        && !characters
            .next()
            .is_some_and(|next| part(next) != Part::Other)
    {
        return None;
    }
    Reader::new(text, at).read()
}

/// Like [`number`], but `点` is read as a decimal point: `三点五`, never wanted where clock times are.
pub(crate) fn spoken_decimal(text: &str, at: usize) -> Option<(usize, Number)> {
    let (end, whole) = number(text, at)?;
    let Some(rest) = text[end..].strip_prefix(['点', '點']) else {
        return Some((end, whole));
    };
    let start = text.len() - rest.len();
    let mut scale = 0.1;
    let mut fraction = 0.0;
    let mut after = start;
    for character in rest.chars().take(DIGITS) {
        let Part::Digit(digit) = part(character) else {
            break;
        };
        fraction += f64::from(digit) * scale;
        scale /= 10.0;
        after += character.len_utf8();
    }
    let (Some(value), Form::Chinese | Form::Digits) = (whole.value, whole.form) else {
        return Some((end, whole));
    };
    if after == start || whole.low.is_some() {
        return Some((end, whole));
    }
    let value = (((value + fraction) / scale).round() * scale * 1e9).round() / 1e9;
    // 三点三二亿: the unit closes the decimal.
    let factor = match text[after..].chars().next() {
        Some('万') => 1e4,
        Some('亿') => 1e8,
        _ => 1.0,
    };
    if factor > 1.0 {
        after += '万'.len_utf8();
    }
    Some((
        after,
        exactly((value * factor * 1e9).round() / 1e9, Form::Chinese),
    ))
}

/// Chinese digits read one by one, as years are: `二〇二二` is 2022, `七八` is 78.
pub(crate) fn digit_string(text: &str, at: usize) -> Option<(usize, u64)> {
    let mut value = 0_u64;
    let mut end = at;
    for character in text[at..].chars() {
        let digit = match part(character) {
            Part::Digit(digit) => digit,
            _ if end > at && zero_letter(character) => 0,
            _ => break,
        };
        value = value.checked_mul(10)?.checked_add(u64::from(digit))?;
        end += character.len_utf8();
    }
    (end > at).then_some((end, value))
}

/// The digit an Arabic numeral stands for, half- or full-width.
#[inline]
pub(crate) fn arabic(character: char) -> Option<u8> {
    match character {
        '0'..='9' => Some(character as u8 - b'0'),
        '０'..='９' => u8::try_from(character as u32 - '０' as u32).ok(),
        _ => None,
    }
}

/// What a character does in a Chinese numeral.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Digit(u8),
    /// 十, 百, 千: a power of ten inside a group of four.
    Small(u32),
    /// 万, 亿: closes a group.
    Large(u32),
    /// 廿, 卅: tens in one character.
    Tens(u8),
    /// 几, 数: some, two to nine.
    Some,
    Other,
}

fn part(character: char) -> Part {
    match character {
        '零' | '〇' | '○' => Part::Digit(0),
        '一' | '壹' => Part::Digit(1),
        '二' | '两' | '贰' | '兩' => Part::Digit(2),
        '三' | '叁' => Part::Digit(3),
        '四' | '肆' => Part::Digit(4),
        '五' | '伍' => Part::Digit(5),
        '六' | '陆' | '陸' => Part::Digit(6),
        '七' | '柒' => Part::Digit(7),
        '八' | '捌' => Part::Digit(8),
        '九' | '玖' => Part::Digit(9),
        '十' | '拾' => Part::Small(1),
        '百' | '佰' => Part::Small(2),
        '千' | '仟' => Part::Small(3),
        '万' | '萬' => Part::Large(4),
        '亿' | '億' => Part::Large(8),
        '廿' => Part::Tens(2),
        '卅' => Part::Tens(3),
        '几' | '数' | '幾' => Part::Some,
        _ => Part::Other,
    }
}

/// The numerals of cheques and contracts: `伍佰`.
fn formal(character: char) -> bool {
    crate::character::CHEQUE.has(character)
}

/// Typesetters of the 2000s set the letter O for 〇: `二ＯＯ三年`.
fn zero_letter(character: char) -> bool {
    matches!(character, 'O' | 'Ｏ' | '0' | '０')
}

fn exactly(value: f64, form: Form) -> Number {
    Number {
        value: Some(value),
        low: None,
        high: None,
        form,
    }
}

fn peek(text: &str, at: usize) -> Option<char> {
    text[at..].chars().next()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (&str, Option<f64>, Option<f64>, Option<f64>) {
        let (end, number) = number(text, 0).expect(text);
        (&text[..end], number.value, number.low, number.high)
    }

    #[test]
    fn exact_numerals() {
        for (text, value) in [
            ("15000份", 15000.0),
            ("１．２万", 12000.0),
            ("412.6亿元", 41_260_000_000.0),
            ("1,364件", 1364.0),
            ("12,345,678", 12_345_678.0),
            ("３亿", 3e8),
            ("1亿2000万", 120_000_000.0),
            ("3万5千", 35_000.0),
            ("1万亿", 1e12),
            ("三百二十", 320.0),
            ("三百二", 320.0),
            ("三百零五", 305.0),
            ("三十五万六", 356_000.0),
            ("一万零五十", 10_050.0),
            ("一亿零三百万", 103_000_000.0),
            ("十", 10.0),
            ("十二", 12.0),
            ("二十五", 25.0),
            ("一百一十", 110.0),
            ("两", 2.0),
            ("廿三", 23.0),
            ("卅", 30.0),
            ("千万", 1e7),
            ("二〇二二", 2022.0),
            ("二○○八", 2008.0),
            ("一九七八", 1978.0),
            ("零", 0.0),
            ("0.5", 0.5),
            ("94.5%", 94.5),
            ("陆佰", 600.0),
        ] {
            assert_eq!(read(text).1, Some(value), "{text}");
        }
    }

    #[test]
    fn open_and_bounded_numerals() {
        assert_eq!(
            read("15000余份"),
            ("15000余", Some(15000.0), Some(15000.0), None)
        );
        assert_eq!(read("两千多万元"), ("两千多万", Some(2e7), Some(2e7), None));
        assert_eq!(read("30余万元"), ("30余万", Some(3e5), Some(3e5), None));
        assert_eq!(
            read("1.2万余份"),
            ("1.2万余", Some(12000.0), Some(12000.0), None)
        );
        assert_eq!(read("上百辆"), ("上百", Some(100.0), Some(100.0), None));
        assert_eq!(read("百余名"), ("百余", Some(100.0), Some(100.0), None));
        assert_eq!(read("万余斤"), ("万余", Some(1e4), Some(1e4), None));
        assert_eq!(read("二十来个"), ("二十来", Some(20.0), Some(20.0), None));
        assert_eq!(read("十几名"), ("十几", Some(10.0), Some(10.0), Some(19.0)));
        assert_eq!(read("三四十人"), ("三四十", None, Some(30.0), Some(40.0)));
        assert_eq!(read("三五天"), ("三五", None, Some(3.0), Some(5.0)));
        assert_eq!(read("十七八岁"), ("十七八", None, Some(17.0), Some(18.0)));
        assert_eq!(read("数十名"), ("数十", None, Some(20.0), Some(90.0)));
        assert_eq!(read("几千万元"), ("几千万", None, Some(2e7), Some(9e7)));
        assert_eq!(read("几百个"), ("几百", None, Some(200.0), Some(900.0)));
    }

    #[test]
    fn where_a_numeral_stops() {
        assert_eq!(read("100，300人").0, "100");
        assert_eq!(read("30来自外地").0, "30");
        assert_eq!(read("2.5.1版").0, "2.5");
        assert_eq!(read("五百一千").0, "五百");
        assert_eq!(read("3多").0, "3");
        assert_eq!(read("十3").0, "十");
        assert!(number("上海", 0).is_none());
        assert!(number("甲", 0).is_none());
        assert_eq!(
            read("12345678901234567890123号"),
            ("12345678901234567890123", None, None, None)
        );
    }

    #[test]
    fn spoken_decimals_and_digit_strings() {
        let (end, number) = spoken_decimal("九十七点五八,", 0).expect("a number");
        assert_eq!((end, number.value), ("九十七点五八".len(), Some(97.58)));
        assert_eq!(spoken_decimal("三点", 0).expect("a number").0, "三".len());
        assert_eq!(
            digit_string("二ＯＯ三年", 0),
            Some(("二ＯＯ三".len(), 2003))
        );
        assert_eq!(digit_string("七八年", 0), Some(("七八".len(), 78)));
        assert_eq!(digit_string("年", 0), None);
    }

    #[test]
    fn long_runs_do_not_panic() {
        for run in ["9", "一", "十", "万", "亿", "一亿", "几", "零", "1,", "上"] {
            let text = run.repeat(10_000);
            let mut at = 0;
            while at < text.len() {
                at = match number(&text, at) {
                    Some((end, _)) => end,
                    None => at + text[at..].chars().next().map_or(1, char::len_utf8),
                };
            }
        }
    }
}
