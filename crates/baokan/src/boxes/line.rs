//! Characters to printed lines.

use rustc_hash::FxHashMap;

use super::Character;

/// A printed line, or the part of one that stands in one column.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    pub(super) text: String,
    /// Characters that can be seen.
    pub(super) characters: usize,
    pub(super) left: f64,
    pub(super) bottom: f64,
    pub(super) right: f64,
    pub(super) top: f64,
    /// Height of its type.
    pub(super) size: f64,
    /// The part of the page it stands in, and the edges of that.
    pub(super) column: usize,
    /// From the first to the last character that can be seen.
    ink: Option<(f64, f64)>,
}

/// A gap of so many heights of the type, and the next character stands in another column.
const GUTTER: f64 = 0.8;

/// The same in headlines, where a gap stands for a comma.
const HEADLINE_GUTTER: f64 = 1.6;

/// A gap of so many heights of the type is a space between Chinese characters: a justified line spreads less.
const SPACE: f64 = 0.6;

/// The same between letters and digits.
const WORD_SPACE: f64 = 0.18;

impl Line {
    fn of(character: &Character) -> Self {
        Self {
            text: character.text.clone(),
            characters: usize::from(!is_blank(&character.text)),
            left: character.left,
            bottom: character.bottom,
            right: character.right,
            top: character.top,
            size: character.top - character.bottom,
            column: 0,
            ink: (!is_blank(&character.text)).then_some((character.left, character.right)),
        }
    }

    fn middle(&self) -> f64 {
        f64::midpoint(self.bottom, self.top)
    }

    /// Whether `next` stands behind it on the same printed line, in type of about the same size, no further than `gutter`
    /// heights of it.
    fn goes_on(&self, next: &Self, gutter: f64) -> bool {
        let size = self.size.max(next.size);
        let gap = next.left - self.right;
        (self.middle() - next.middle()).abs() < 0.3 * size
            // Punctuation is set closer than its box is wide.
            && gap > -0.65 * size
            && gap < gutter * self.size.min(next.size)
            && self.size.min(next.size) > 0.65 * size
    }

    /// Whether `next` is printed over its end: some programs print a character twice to make it bold.
    fn doubles(&self, next: &Self) -> bool {
        next.right - self.right < 0.3 * (next.right - next.left)
            && next.left < self.right - 0.6 * (next.right - next.left)
            && (self.middle() - next.middle()).abs() < 0.3 * self.size
            && self.text.ends_with(&next.text)
    }

    /// The line without the white space round it; `None` where nothing can be seen.
    fn trimmed(mut self) -> Option<Self> {
        (self.left, self.right) = self.ink?;
        self.text = self.text.trim_matches(is_blank_character).to_owned();
        Some(self)
    }

    fn push(&mut self, next: &Self) {
        let gap = next.left - self.right;
        let blank = |character: Option<char>| character.is_some_and(is_blank_character);
        let spaced = blank(self.text.chars().next_back()) || blank(next.text.chars().next());
        let ascii = |character: Option<char>| character.is_some_and(|c| c.is_ascii());
        let words = ascii(self.text.chars().next_back()) && ascii(next.text.chars().next());
        if !spaced && gap > self.size.min(next.size) * if words { WORD_SPACE } else { SPACE } {
            self.text.push(' ');
        }
        self.text.push_str(&next.text);
        // The size of a line is that of most of its characters.
        let (count, more) = (self.characters.max(1) as f64, next.characters as f64);
        self.size = (self.size * count + next.size * more) / (count + more);
        self.characters += next.characters;
        self.left = self.left.min(next.left);
        self.right = self.right.max(next.right);
        self.bottom = self.bottom.min(next.bottom);
        self.top = self.top.max(next.top);
        self.ink = match (self.ink, next.ink) {
            (Some(one), Some(other)) => Some((one.0.min(other.0), one.1.max(other.1))),
            (one, other) => one.or(other),
        };
    }
}

/// The lines of a page, in no order.
pub(super) fn lines(characters: &[Character]) -> Vec<Line> {
    let mut runs: Vec<Line> = Vec::new();
    let mut spaced = false;
    for character in characters {
        let edges = [
            character.left,
            character.bottom,
            character.right,
            character.top,
        ];
        if is_blank(&character.text)
            && (character.right <= character.left || character.top <= character.bottom)
        {
            // A space without a box was found by whoever read the characters, from how far they are apart.
            spaced = true;
            continue;
        }
        let boxed = edges
            .iter()
            .all(|edge| edge.is_finite() && edge.abs() < 1e7)
            && character.right >= character.left
            && character.top > character.bottom;
        if !boxed {
            continue;
        }
        let next = Line::of(character);
        // Nearly every program writes a line from its beginning to its end.
        match runs.last_mut() {
            Some(last) if last.doubles(&next) => {}
            Some(last) if last.goes_on(&next, GUTTER) => {
                if spaced && next.left - last.right > WORD_SPACE * next.size {
                    last.text.push(' ');
                }
                last.push(&next);
            }
            _ => runs.push(next),
        }
        spaced = false;
    }
    vertical(joined(runs).into_iter().filter_map(Line::trimmed).collect())
}

fn is_blank(text: &str) -> bool {
    text.chars().all(is_blank_character)
}

fn is_blank_character(character: char) -> bool {
    character.is_whitespace() || character.is_control() || character == '\u{feff}'
}

/// Joins runs that stand side by side, whatever the order they came in.
fn joined(mut runs: Vec<Line>) -> Vec<Line> {
    /// Lines at most that end left of a run and may go on in it: one a column.
    const OPEN: usize = 16;
    runs.sort_by(|one, other| one.left.total_cmp(&other.left));
    let unit = body_size(&runs).max(1e-3);
    let row = |line: &Line| (line.middle() / unit).floor() as i64;
    let mut lines: Vec<Line> = Vec::new();
    let mut open: FxHashMap<i64, Vec<usize>> = FxHashMap::default();
    for run in runs {
        let at = row(&run);
        let gutter = if run.size > 1.3 * unit {
            HEADLINE_GUTTER
        } else {
            GUTTER
        };
        // Larger type reaches over several rows.
        let reach = (run.size / unit * 0.3).ceil().clamp(1.0, 8.0) as i64;
        let found = (at - reach..=at + reach)
            .filter_map(|row| open.get(&row))
            .flat_map(|row| row.iter().rev().take(OPEN))
            .copied()
            .find(|&line| lines[line].goes_on(&run, gutter) || lines[line].doubles(&run));
        match found {
            Some(line) if lines[line].doubles(&run) && run.characters == 1 => {}
            Some(line) => lines[line].push(&run),
            None => {
                open.entry(at).or_default().push(lines.len());
                lines.push(run);
            }
        }
    }
    lines
}

/// Puts together what is set from top to bottom: single characters below each other, closer than lines are.
fn vertical(lines: Vec<Line>) -> Vec<Line> {
    let (mut single, mut found): (Vec<Line>, Vec<Line>) =
        lines.into_iter().partition(|line| line.characters == 1);
    single.sort_by(|one, other| {
        let column =
            |line: &Line| (f64::midpoint(line.left, line.right) / line.size.max(1.0)).round();
        column(one)
            .total_cmp(&column(other))
            .then(other.top.total_cmp(&one.top))
    });
    let mut runs: Vec<Vec<Line>> = Vec::new();
    for line in single {
        let below = |last: &Line| {
            let centre = |line: &Line| f64::midpoint(line.left, line.right);
            (centre(last) - centre(&line)).abs() < 0.3 * line.size
                && last.bottom - line.top < 0.6 * line.size
                && last.middle() > line.middle()
                && last.size.min(line.size) > 0.65 * last.size.max(line.size)
        };
        match runs.last_mut() {
            Some(run) if run.last().is_some_and(below) => run.push(line),
            _ => runs.push(vec![line]),
        }
    }
    for run in runs {
        // Two may be the ends of two lines.
        if run.len() < 3 {
            found.extend(run);
            continue;
        }
        let mut lines = run.into_iter();
        if let Some(mut whole) = lines.next() {
            let size = whole.size;
            for line in lines {
                whole.text.push_str(&line.text);
                whole.characters += 1;
                whole.left = whole.left.min(line.left);
                whole.right = whole.right.max(line.right);
                whole.bottom = whole.bottom.min(line.bottom);
            }
            whole.size = size;
            found.push(whole);
        }
    }
    found
}

/// The size most characters are set in.
pub(super) fn body_size(lines: &[Line]) -> f64 {
    let mut sizes: Vec<(f64, usize)> = lines
        .iter()
        .map(|line| (line.size, line.characters))
        .filter(|&(_, characters)| characters > 0)
        .collect();
    sizes.sort_by(|one, other| one.0.total_cmp(&other.0));
    // The half of the characters that is closest in size; a page of headlines alone has no body.
    let all: usize = sizes.iter().map(|(_, characters)| characters).sum();
    let mut best = (f64::INFINITY, 0.0);
    let (mut first, mut held) = (0, 0);
    for &(size, characters) in &sizes {
        held += characters;
        while held - sizes[first].1 >= all.div_ceil(2) {
            held -= sizes[first].1;
            first += 1;
        }
        let spread = size - sizes[first].0;
        if held >= all.div_ceil(2) && spread < best.0 {
            best = (spread, f64::midpoint(size, sizes[first].0));
        }
    }
    best.1
}
