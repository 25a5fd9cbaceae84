//! Numerals as papers print them: `15000`, `１．２万`, `三十五万六`, `两千多万`, `十几`, `二〇二二`.
//!
//! Everything here reads forward from one position and stops at the first character that cannot
//! continue the numeral; what it counts, and whether it counts at all, is the caller's affair.

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

/// Reads the numeral that begins at byte `at`: the byte after it, and what it says.
///
/// `余`, `多` and `来` inside or right after the numeral belong to it (`两千多万`, `15000余`).
pub(crate) fn number(text: &str, at: usize) -> Option<(usize, Number)> {
    Reader::new(text, at).read()
}

/// Like [`number`], but `点` is read as a decimal point: `三点五`, never wanted where clock times are.
pub(crate) fn spoken_decimal(text: &str, at: usize) -> Option<(usize, Number)> {
    let (end, whole) = number(text, at)?;
    let Some(rest) = text[end..].strip_prefix('点') else {
        return Some((end, whole));
    };
    let start = text.len() - rest.len();
    let mut scale = 0.1;
    let mut fraction = 0.0;
    let mut after = start;
    for character in rest.chars().take(DIGITS) {
        let Part::Digit(digit) = part(character) else { break };
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
    let value = ((value + fraction) / scale).round() * scale;
    Some((after, exactly((value * 1e9).round() / 1e9, Form::Chinese)))
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
        '二' | '两' | '贰' => Part::Digit(2),
        '三' | '叁' => Part::Digit(3),
        '四' | '肆' => Part::Digit(4),
        '五' | '伍' => Part::Digit(5),
        '六' | '陆' => Part::Digit(6),
        '七' | '柒' => Part::Digit(7),
        '八' | '捌' => Part::Digit(8),
        '九' | '玖' => Part::Digit(9),
        '十' | '拾' => Part::Small(1),
        '百' | '佰' => Part::Small(2),
        '千' | '仟' => Part::Small(3),
        '万' => Part::Large(4),
        '亿' => Part::Large(8),
        '廿' => Part::Tens(2),
        '卅' => Part::Tens(3),
        '几' | '数' => Part::Some,
        _ => Part::Other,
    }
}

/// Typesetters of the 2000s set the letter O for 〇: `二ＯＯ三年`.
fn zero_letter(character: char) -> bool {
    matches!(character, 'O' | 'Ｏ' | '0' | '０')
}

/// Numbers are held in billionths while they are put together, so that `412.6亿` comes out exact.
type Fixed = i128;
const ONE: Fixed = 1_000_000_000;

/// More digits than this before the point are an account number, not a count.
const DIGITS: usize = 18;

fn power(exponent: u32) -> Fixed {
    10_i128.pow(exponent)
}

fn float(fixed: Fixed) -> f64 {
    let (mut numerator, mut denominator) = (fixed, ONE);
    while denominator > 1 && numerator % 10 == 0 {
        numerator /= 10;
        denominator /= 10;
    }
    numerator as f64 / denominator as f64
}

fn exactly(value: f64, form: Form) -> Number {
    Number {
        value: Some(value),
        low: None,
        high: None,
        form,
    }
}

/// A number with its bounds, while it is being read.
#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    low: Fixed,
    high: Fixed,
}

impl Sum {
    fn add(&mut self, other: Self, factor: Fixed) -> Option<()> {
        self.low = self.low.checked_add(other.low.checked_mul(factor)?)?;
        self.high = self.high.checked_add(other.high.checked_mul(factor)?)?;
        Some(())
    }
}

/// A coefficient: what stands before a unit.
#[derive(Clone, Copy, Debug)]
struct Coefficient {
    sum: Sum,
    end: usize,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Arabic,
    /// One Chinese digit.
    Digit,
    /// Two neighbouring digits: `三四`, `两三`, `三五`.
    Pair,
    /// Digits read one by one.
    String,
    /// More digits than any count has: passed over whole.
    Long,
    /// `几`, `数`.
    Some,
    /// `廿`, `卅`.
    Tens,
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str, at: usize) -> Self {
        Self { text, at }
    }

    fn peek(&self, at: usize) -> Option<char> {
        self.text[at..].chars().next()
    }

    fn read(mut self) -> Option<(usize, Number)> {
        let start = self.at;
        let first = self.peek(start)?;
        // 上百, 上千, 上万: at least that many.
        let at_least = first == '上';
        if at_least {
            self.at += first.len_utf8();
            if !matches!(self.peek(self.at).map(part), Some(Part::Small(_) | Part::Large(_))) {
                return None;
            }
        }
        let mut form = None;
        // The finished groups of 亿, of 万, and the group being read.
        let (mut total, mut group, mut section) = (Sum::default(), Sum::default(), Sum::default());
        // Power of the last unit read inside the group, and of the last unit of all.
        let (mut small, mut last) = (u32::MAX, None);
        let mut open_ended = at_least;
        let mut digits_only = None;
        let mut after_zero = false;
        loop {
            let coefficient = self.coefficient(self.at);
            if let Some(Coefficient { end, kind: Kind::Long, .. }) = coefficient {
                if form.is_some() {
                    break;
                }
                let number = Number { value: None, low: None, high: None, form: Form::Digits };
                return Some((end, number));
            }
            let mut unit_at = coefficient.map_or(self.at, |coefficient| coefficient.end);
            let is_arabic = coefficient.is_some_and(|coefficient| coefficient.kind == Kind::Arabic);
            if is_arabic {
                // 30余万, 20多亿: between the digits and the unit.
                if let Some((length, Part::Large(_))) = self.modifier(unit_at) {
                    open_ended = true;
                    unit_at += length;
                }
            }
            let unit = self.peek(unit_at);
            let unit_length = unit.map_or(0, char::len_utf8);
            let unit = unit.map_or(Part::Other, |unit| self.unit(unit, unit_at + unit_length, is_arabic));
            if form.is_none() {
                form = Some(match coefficient.map(|coefficient| coefficient.kind) {
                    Some(Kind::Arabic) => Form::Arabic,
                    Some(_) => Form::Chinese,
                    None => Form::Bare,
                });
            } else if is_arabic && last.is_none_or(|last| last < 3) {
                break;
            }
            let one = Sum { low: ONE, high: ONE };
            match unit {
                Part::Small(power_of_ten) => {
                    let bare = coefficient.is_none();
                    if power_of_ten >= small || (bare && last.is_some() && !(power_of_ten == 1 && after_zero)) {
                        break;
                    }
                    section.add(coefficient.map_or(one, |coefficient| coefficient.sum), power(power_of_ten))?;
                    small = power_of_ten;
                    last = Some(power_of_ten);
                    self.at = unit_at + unit_length;
                    after_zero = false;
                }
                Part::Large(power_of_ten) => {
                    if let Some(coefficient) = coefficient {
                        section.add(coefficient.sum, 1)?;
                    } else if last.is_none() {
                        section = one;
                    } else if power_of_ten == 4 && section.high == 0 {
                        break;
                    }
                    if power_of_ten == 8 {
                        if total.high != 0 {
                            break;
                        }
                        group.add(section, 1)?;
                        total.add(group, power(8))?;
                        group = Sum::default();
                    } else if group.high == 0 {
                        group.add(section, power(4))?;
                    } else {
                        break;
                    }
                    section = Sum::default();
                    small = u32::MAX;
                    last = Some(power_of_ten);
                    self.at = unit_at + unit_length;
                    after_zero = false;
                }
                _ => {
                    let Some(coefficient) = coefficient else { break };
                    if coefficient.kind == Kind::Digit && coefficient.sum.high == 0 && last.is_some() {
                        // A zero between units: 三百零五, 1亿零300万, but not 三百零售点.
                        if after_zero || !matches!(unit, Part::Digit(1..) | Part::Small(_)) && self.peek(unit_at).and_then(arabic).is_none() {
                            break;
                        }
                        after_zero = true;
                        self.at = coefficient.end;
                        continue;
                    }
                    let Some(factor) = ending(coefficient.kind, last, after_zero) else { break };
                    if coefficient.kind == Kind::String {
                        digits_only = Some(());
                    }
                    section.add(coefficient.sum, factor)?;
                    self.at = coefficient.end;
                    last = last.or(Some(0));
                    break;
                }
            }
            // 两千多万, 30余亿: the modifier stands before the closing unit.
            if let Some((length, next)) = self.modifier(self.at) {
                if let Part::Large(_) = next {
                    open_ended = true;
                    self.at += length;
                }
            }
        }
        if self.at == start || last.is_none() {
            return None;
        }
        group.add(section, 1)?;
        total.add(group, 1)?;
        let roundish = last.is_some_and(|last| last > 0) || (total.high >= 10 * ONE && total.high % (10 * ONE) == 0);
        if roundish {
            if let Some((length, _)) = self.modifier(self.at) {
                open_ended = true;
                self.at += length;
            }
        }
        let form = match (digits_only, form) {
            (Some(()), Some(Form::Chinese)) => Form::Digits,
            (_, form) => form.unwrap_or(Form::Bare),
        };
        let (low, high) = (float(total.low), float(total.high));
        let number = if total.low != total.high {
            // 十几 is known to its tens, as 十余 is; 三四十 and 数百 are not.
            let floor = (total.low / (10 * ONE)) * 10 * ONE;
            let tens = floor > 0 && total.low - floor == 2 * ONE && total.high - floor == 9 * ONE;
            Number {
                value: tens.then(|| float(floor)),
                low: Some(if tens { float(floor) } else { low }),
                high: (!open_ended).then_some(high),
                form,
            }
        } else {
            Number {
                value: Some(low),
                low: open_ended.then_some(low),
                high: None,
                form,
            }
        };
        Some((self.at, number))
    }

    /// What `character`, which ends at `end`, is as the unit of a coefficient.
    ///
    /// 千 and 百 also begin units of measure: `20千瓦`, `6.3百分点`.
    fn unit(&self, character: char, end: usize, after_arabic: bool) -> Part {
        let next = self.peek(end);
        match (character, next) {
            ('千', Some('瓦' | '克' | '卡' | '伏')) | ('百', Some('帕')) => Part::Other,
            ('千', Some('米' | '赫' | '帕' | '焦')) if after_arabic => Part::Other,
            ('百', Some('分')) if self.text[end..].starts_with("分之") || self.text[end..].starts_with("分点") => Part::Other,
            _ => part(character),
        }
    }

    /// `余`, `多`, `来` at byte `at`: its length, and what follows it.
    fn modifier(&self, at: usize) -> Option<(usize, Part)> {
        let mut rest = self.text[at..].chars();
        let modifier = rest.next()?;
        let next = rest.next();
        let fits = match modifier {
            '余' | '多' => true,
            // 二十来个, but 其中30来自外地.
            '来' => !matches!(next, Some('自' | '到' | '源') | None),
            _ => false,
        };
        fits.then(|| (modifier.len_utf8(), next.map_or(Part::Other, part)))
    }

    fn coefficient(&self, at: usize) -> Option<Coefficient> {
        let first = self.peek(at)?;
        if arabic(first).is_some() {
            return self.arabic_number(at);
        }
        match part(first) {
            Part::Digit(_) => self.chinese_digits(at),
            Part::Some => Some(Coefficient {
                sum: Sum { low: 2 * ONE, high: 9 * ONE },
                end: at + first.len_utf8(),
                kind: Kind::Some,
            }),
            Part::Tens(tens) => {
                let mut end = at + first.len_utf8();
                let mut value = Fixed::from(tens) * 10;
                if let Some(next) = self.peek(end) {
                    if let Part::Digit(digit) = part(next) {
                        value += Fixed::from(digit);
                        end += next.len_utf8();
                    }
                }
                let sum = Sum { low: value * ONE, high: value * ONE };
                Some(Coefficient { sum, end, kind: Kind::Tens })
            }
            _ => None,
        }
    }

    fn chinese_digits(&self, at: usize) -> Option<Coefficient> {
        let mut end = at;
        let (mut value, mut count) = (0, 0);
        let mut head = [0_u8; 2];
        for character in self.text[at..].chars() {
            let digit = match part(character) {
                Part::Digit(digit) => digit,
                // A zero printed as a letter stands between Chinese digits.
                _ if count > 0 && zero_letter(character) && arabic(character).is_none() => 0,
                _ => break,
            };
            if let Some(slot) = head.get_mut(count) {
                *slot = digit;
            }
            if count < DIGITS {
                value = value * 10 + Fixed::from(digit);
            }
            count += 1;
            end += character.len_utf8();
        }
        let whole = |value: Fixed| Sum { low: value * ONE, high: value * ONE };
        let [first, second] = head;
        if count == 2 && first == 0 && second != 0 {
            // 零五 inside a numeral: only the zero is taken here.
            let zero = self.peek(at)?.len_utf8();
            return Some(Coefficient { sum: Sum::default(), end: at + zero, kind: Kind::Digit });
        }
        let coefficient = |sum, kind| Some(Coefficient { sum, end, kind });
        match count {
            1 => coefficient(whole(value), Kind::Digit),
            // 三四十, 两三个; 三五 and 三两 are the two pairs that are no neighbours.
            2 if neighbours(first, second) => {
                let (low, high) = (first.min(second), first.max(second));
                let sum = Sum { low: Fixed::from(low) * ONE, high: Fixed::from(high) * ONE };
                coefficient(sum, Kind::Pair)
            }
            _ if count <= DIGITS => coefficient(whole(value), Kind::String),
            _ => coefficient(Sum::default(), Kind::Long),
        }
    }

    /// Arabic digits with thousands separators and a decimal part.
    fn arabic_number(&self, at: usize) -> Option<Coefficient> {
        let (mut value, mut end) = (0, at);
        let mut count = 0;
        for character in self.text[at..].chars() {
            let Some(digit) = arabic(character) else { break };
            if count < DIGITS {
                value = value * 10 + Fixed::from(digit);
            }
            count += 1;
            end += character.len_utf8();
        }
        if count > DIGITS {
            return Some(Coefficient { sum: Sum::default(), end, kind: Kind::Long });
        }
        if count <= 3 {
            (value, end) = self.thousands(value, end);
        }
        let mut fraction = 0;
        if let Some(point) = self.peek(end).filter(|point| matches!(point, '.' | '．')) {
            let mut after = end + point.len_utf8();
            let mut places = 0;
            for character in self.text[after..].chars() {
                let Some(digit) = arabic(character) else { break };
                if places < 9 {
                    fraction = fraction * 10 + Fixed::from(digit);
                    places += 1;
                }
                after += character.len_utf8();
            }
            if places > 0 {
                end = after;
                fraction *= power(9 - places);
            }
        }
        let value = value * ONE + fraction;
        let sum = Sum { low: value, high: value };
        Some(Coefficient { sum, end, kind: Kind::Arabic })
    }

    /// Groups of three behind commas: `1,364`. A full-width comma is the comma of the sentence more
    /// often than not, so it takes two groups to be believed: `共100，300人` are two numbers.
    fn thousands(&self, value: Fixed, end: usize) -> (Fixed, usize) {
        let (mut grouped, mut at, mut groups, mut wide) = (value, end, 0, false);
        while groups < 5 {
            let mut rest = self.text[at..].chars();
            let Some(comma) = rest.next().filter(|comma| matches!(comma, ',' | '，')) else { break };
            let mut digits = 0;
            let mut group = 0;
            let mut length = comma.len_utf8();
            for character in rest.take(4) {
                let Some(digit) = arabic(character) else { break };
                digits += 1;
                group = group * 10 + Fixed::from(digit);
                length += character.len_utf8();
            }
            if digits != 3 {
                break;
            }
            wide |= comma == '，';
            grouped = grouped * 1000 + group;
            at += length;
            groups += 1;
        }
        if groups == 0 || (wide && groups < 2) { (value, end) } else { (grouped, at) }
    }
}

fn neighbours(first: u8, second: u8) -> bool {
    first != 0 && (second == first + 1 || matches!((first, second), (3, 5) | (3, 2)))
}

/// What a coefficient without a unit of its own is worth at the end of a numeral: `三百五` is 350,
/// `三百零五` 305, `三十五万六` 356000; null where it does not belong to the numeral.
fn ending(kind: Kind, last: Option<u32>, after_zero: bool) -> Option<Fixed> {
    match (kind, last) {
        (_, None) => Some(1),
        (Kind::Digit | Kind::Pair, Some(_)) if after_zero => Some(1),
        // 五百几 is not said, and what follows 几 decides in 十几.
        (Kind::Some, Some(1)) => Some(1),
        (Kind::Digit | Kind::Pair, Some(last)) => Some(power(last.saturating_sub(1))),
        (Kind::Arabic | Kind::Tens, Some(4 | 8)) => Some(1),
        _ => None,
    }
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
        assert_eq!(read("15000余份"), ("15000余", Some(15000.0), Some(15000.0), None));
        assert_eq!(read("两千多万元"), ("两千多万", Some(2e7), Some(2e7), None));
        assert_eq!(read("30余万元"), ("30余万", Some(3e5), Some(3e5), None));
        assert_eq!(read("1.2万余份"), ("1.2万余", Some(12000.0), Some(12000.0), None));
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
        assert_eq!(read("12345678901234567890123号"), ("12345678901234567890123", None, None, None));
    }

    #[test]
    fn spoken_decimals_and_digit_strings() {
        let (end, number) = spoken_decimal("九十七点五八,", 0).unwrap();
        assert_eq!((end, number.value), ("九十七点五八".len(), Some(97.58)));
        assert_eq!(spoken_decimal("三点", 0).unwrap().0, "三".len());
        assert_eq!(digit_string("二ＯＯ三年", 0), Some(("二ＯＯ三".len(), 2003)));
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
