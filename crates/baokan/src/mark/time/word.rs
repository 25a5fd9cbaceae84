//! What the words of time say.

use super::calendar::Feast;

/// How far a word points from the day, month or year it starts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// So many away from the writer's own: 去年 is -1.
    By(i16),
    /// The one last named: 当天.
    Same,
    /// The one after the one last named: 次日.
    Next,
    /// The one before the one last named: 前一天.
    Previous,
}

/// Parts of the day, as TIMEX3 writes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Morning,
    Midday,
    Afternoon,
    Evening,
    Night,
    Daytime,
    /// 早晚: two parts of one day, which no single code says.
    Several,
}

impl Part {
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Morning => "TMO",
            Self::Midday => "TMI",
            Self::Afternoon => "TAF",
            Self::Evening => "TEV",
            Self::Night => "TNI",
            Self::Daytime => "TDT",
            Self::Several => "",
        }
    }
}

/// Where in a year, a month or a century.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edge {
    Begin,
    Middle,
    End,
    Within,
    /// 上旬, 中旬, 下旬: the ten-day thirds of a month, counted from one.
    Third(i8),
    /// 上半月, 下半月.
    Half(i8),
}

/// What an edge is the edge of when it stands by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EdgeOf {
    Year,
    Month,
    /// It stands by itself never: 初 in 5月初.
    Bound,
    /// Only after a month: 中 in 5月中 (2019年中 is mostly the beginning of 2019年中国).
    AfterMonth,
}

/// What an expression that follows a time makes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Suffix {
    Before,
    After,
    Since,
    During,
    /// 假期, 当天: what follows a festival.
    Occasion,
    About,
    Within,
    /// 来, after a length: 三年来.
    Past,
    /// 时间, 之久, after a length.
    Length,
}

/// Units of length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Century,
    Year,
    Quarter,
    Month,
    Week,
    Day,
    Hour,
    QuarterHour,
    Minute,
    Second,
}

/// Which calendar a date is given in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Calendar {
    #[default]
    Solar,
    Lunar,
    /// Before our era.
    Before,
}

/// What a word says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Word {
    Year(Step),
    Quarter(i16),
    Month(Step),
    Week(i16),
    Day(Step, Option<Part>),
    Part {
        part: Part,
        bound: bool,
        vague: bool,
    },
    Half(i8),
    Quarters(i8, i8),
    Season {
        code: &'static str,
        bound: bool,
    },
    Edge(Edge, EdgeOf),
    Weekend,
    Weekday,
    Festival(Feast, Option<Part>),
    Quoted(Feast),
    Plan(i16, i16),
    Calendar(Calendar),
    LunarMonth(i8),
    /// A vague time; some count only where a clause begins (年前).
    Vague {
        clause: bool,
    },
    Century(i16, Option<Edge>),
    Decade,
    Every,
    Set(Option<&'static str>),
    /// What leads a length; a stretch (未来, 前) or an approximation (近, 不到).
    ///
    /// 前 and 后 also follow a time, 最近 also stands alone.
    Lead {
        stretch: bool,
        suffix: Option<Suffix>,
        vague: bool,
    },
    /// What announces a length and stays outside it: 为期.
    Cue,
    Ordinal,
    Unit(Unit),
    Suffix(Suffix),
    Dynasty,
    /// 早期, 末期: what may follow a dynasty, and nothing else here.
    Period,
    /// The year before the first of an emperor's era; a number of years makes it a date.
    Era(i16),
    Length(&'static str),
    /// A longer word that only begins like one of the others.
    Other,
}
