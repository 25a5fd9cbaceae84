//! What stands before a unit in a numeral: digits, or a word for a few.

use super::{Part, arabic, part, peek, zero_letter};

/// Numbers are held in billionths while they are put together, so that `412.6亿` comes out exact.
pub(super) type Fixed = i128;
pub(super) const ONE: Fixed = 1_000_000_000;

/// More digits than this before the point are an account number, not a count.
pub(super) const DIGITS: usize = 18;

pub(super) fn power(exponent: u32) -> Fixed {
    10_i128.pow(exponent)
}

pub(super) fn float(fixed: Fixed) -> f64 {
    // Nearly every number fits 64 bits, where division is quick.
    if let Ok(small) = i64::try_from(fixed) {
        let (mut numerator, mut denominator) = (small, ONE as i64);
        if numerator % denominator == 0 {
            return (numerator / denominator) as f64;
        }
        while denominator > 1 && numerator % 10 == 0 {
            numerator /= 10;
            denominator /= 10;
        }
        return numerator as f64 / denominator as f64;
    }
    let (mut numerator, mut denominator) = (fixed, ONE);
    while denominator > 1 && numerator % 10 == 0 {
        numerator /= 10;
        denominator /= 10;
    }
    numerator as f64 / denominator as f64
}

/// A number with its bounds, while it is being read.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sum {
    pub(super) low: Fixed,
    pub(super) high: Fixed,
}

impl Sum {
    /// What a unit without a coefficient stands for.
    pub(super) const ONE: Self = Self {
        low: ONE,
        high: ONE,
    };
    /// 几, 数: two to nine.
    pub(super) const FEW: Self = Self {
        low: 2 * ONE,
        high: 9 * ONE,
    };

    pub(super) fn add(&mut self, other: Self, factor: Fixed) -> Option<()> {
        self.low = self.low.checked_add(other.low.checked_mul(factor)?)?;
        self.high = self.high.checked_add(other.high.checked_mul(factor)?)?;
        Some(())
    }
}

/// A coefficient: what stands before a unit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Coefficient {
    pub(super) sum: Sum,
    pub(super) end: usize,
    pub(super) kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
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

/// The coefficient that begins at byte `at`.
pub(super) fn coefficient(text: &str, at: usize) -> Option<Coefficient> {
    let first = peek(text, at)?;
    if arabic(first).is_some() {
        return arabic_number(text, at);
    }
    match part(first) {
        Part::Digit(_) => chinese_digits(text, at),
        Part::Some => Some(Coefficient {
            sum: Sum::FEW,
            end: at + first.len_utf8(),
            kind: Kind::Some,
        }),
        Part::Tens(tens) => {
            let mut end = at + first.len_utf8();
            let mut value = Fixed::from(tens) * 10;
            if let Some(next) = peek(text, end)
                && let Part::Digit(digit) = part(next)
            {
                value += Fixed::from(digit);
                end += next.len_utf8();
            }
            let sum = Sum {
                low: value * ONE,
                high: value * ONE,
            };
            Some(Coefficient {
                sum,
                end,
                kind: Kind::Tens,
            })
        }
        _ => None,
    }
}

fn chinese_digits(text: &str, at: usize) -> Option<Coefficient> {
    let mut end = at;
    let (mut value, mut count) = (0, 0);
    let mut head = [0_u8; 2];
    for character in text[at..].chars() {
        let digit = match part(character) {
            // 两 leads a count or follows in 一两, 三两; elsewhere it is the unit of weight.
            Part::Digit(_)
                if count > 0 && character == '两' && !(count == 1 && matches!(head[0], 1 | 3)) =>
            {
                break;
            }
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
    let whole = |value: Fixed| Sum {
        low: value * ONE,
        high: value * ONE,
    };
    let [first, second] = head;
    if count == 2 && first == 0 && second != 0 {
        // 零五 inside a numeral: only the zero is taken here.
        let zero = peek(text, at)?.len_utf8();
        return Some(Coefficient {
            sum: Sum::default(),
            end: at + zero,
            kind: Kind::Digit,
        });
    }
    let read = |sum, kind| Some(Coefficient { sum, end, kind });
    match count {
        1 => read(whole(value), Kind::Digit),
        // 三四十, 两三个; 三五 and 三两 are the two pairs that are no neighbours.
        2 if neighbours(first, second) => {
            let (low, high) = (first.min(second), first.max(second));
            let sum = Sum {
                low: Fixed::from(low) * ONE,
                high: Fixed::from(high) * ONE,
            };
            read(sum, Kind::Pair)
        }
        _ if count <= DIGITS => read(whole(value), Kind::String),
        _ => read(Sum::default(), Kind::Long),
    }
}

/// Arabic digits with thousands separators and a decimal part.
fn arabic_number(text: &str, at: usize) -> Option<Coefficient> {
    let (mut value, mut end) = (0, at);
    let mut count = 0;
    for character in text[at..].chars() {
        let Some(digit) = arabic(character) else {
            break;
        };
        if count < DIGITS {
            value = value * 10 + Fixed::from(digit);
        }
        count += 1;
        end += character.len_utf8();
    }
    if count > DIGITS {
        return Some(Coefficient {
            sum: Sum::default(),
            end,
            kind: Kind::Long,
        });
    }
    if count <= 3 {
        (value, end) = thousands(text, value, end);
    }
    let mut fraction = 0;
    if let Some(point) = peek(text, end).filter(|point| matches!(point, '.' | '．')) {
        let mut after = end + point.len_utf8();
        let mut places = 0;
        for character in text[after..].chars() {
            let Some(digit) = arabic(character) else {
                break;
            };
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
    let sum = Sum {
        low: value,
        high: value,
    };
    Some(Coefficient {
        sum,
        end,
        kind: Kind::Arabic,
    })
}

/// Groups of three behind commas: `1,364`. A full-width comma is the comma of the sentence more
/// often than not, so it takes two groups to be believed: `共100，300人` are two numbers.
fn thousands(text: &str, value: Fixed, end: usize) -> (Fixed, usize) {
    let (mut grouped, mut at, mut groups, mut wide) = (value, end, 0, false);
    while groups < 5 {
        let mut rest = text[at..].chars();
        let Some(comma) = rest.next().filter(|comma| matches!(comma, ',' | '，')) else {
            break;
        };
        let mut digits = 0;
        let mut group = 0;
        let mut length = comma.len_utf8();
        for character in rest.take(4) {
            let Some(digit) = arabic(character) else {
                break;
            };
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
    if groups == 0 || (wide && groups < 2) {
        (value, end)
    } else {
        (grouped, at)
    }
}

fn neighbours(first: u8, second: u8) -> bool {
    first != 0 && (second == first + 1 || matches!((first, second), (3, 5) | (3, 2)))
}
