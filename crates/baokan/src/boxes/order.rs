//! The order of reading: recursive cuts along white space.

use super::line::Line;

/// Deeper cuts than any newspaper page has; below, what is left is read from top to bottom.
const DEEPEST: usize = 48;

/// White space across a part of the page that is wider than so many heights of the body type parts it, whatever columns it
/// has.
const BAND: f64 = 1.0;

/// White space between columns, in heights of the body type.
const GUTTER: f64 = 0.5;

/// The lines in the order of reading, each with the number of the column it stands in.
pub(super) fn ordered(lines: Vec<Line>, body: f64) -> Vec<Line> {
    let mut found = Vec::with_capacity(lines.len());
    let mut column = 0;
    // Parts of the page still to be read, the next one last.
    let mut parts = vec![(lines, 0)];
    while let Some((mut part, depth)) = parts.pop() {
        let cut = if depth < DEEPEST && part.len() > 1 {
            cut(&mut part, body)
        } else {
            None
        };
        if let Some(cut) = cut {
            parts.extend(cut.into_iter().rev().map(|part| (part, depth + 1)));
            continue;
        }
        part.sort_by(|one, other| {
            other
                .top
                .total_cmp(&one.top)
                .then(one.left.total_cmp(&other.left))
        });
        for mut line in part {
            line.column = column;
            found.push(line);
        }
        column += 1;
    }
    found
}

/// The parts of a part of the page in their order; `None` where it is one column.
fn cut(lines: &mut Vec<Line>, body: f64) -> Option<Vec<Vec<Line>>> {
    lines.sort_by(|one, other| other.top.total_cmp(&one.top));
    let bands = gaps(lines, |line| (-line.top, -line.bottom));
    let widest = bands.iter().map(|&(gap, _)| gap).fold(0.0, f64::max);
    let usual = usual(&bands, lines.len());
    let is_wide = |gap: f64| gap > usual + BAND * body;
    if is_wide(widest) && !one_column(lines) {
        return Some(split(lines, &bands, is_wide));
    }
    let mut across = lines.clone();
    across.sort_by(|one, other| one.left.total_cmp(&other.left));
    let gutters = gaps(&across, |line| (line.left, line.right));
    if gutters.iter().any(|&(gap, _)| gap > GUTTER * body) {
        return Some(split(&mut across, &gutters, |gap| gap > GUTTER * body));
    }
    // A headline over columns stands in their way: it is cut off where the type changes.
    if bands.is_empty() || one_column(lines) {
        return None;
    }
    let changes: Vec<(f64, usize)> = bands
        .iter()
        .copied()
        .filter(|&(_, at)| {
            let larger = |line: &Line| line.size > 1.2 * body;
            larger(&lines[at - 1]) != larger(&lines[at])
        })
        .collect();
    if !changes.is_empty() {
        return Some(split(lines, &changes, |_| true));
    }
    // So does a line in type as small as theirs.
    let cuts = columns_apart(lines, &bands, body);
    (!cuts.is_empty()).then(|| split(lines, &cuts, |_| true))
}

/// The gaps between what stands in columns and what stands across them.
fn columns_apart(lines: &[Line], bands: &[(f64, usize)], body: f64) -> Vec<(f64, usize)> {
    let edge = |edge: fn(f64, f64) -> f64, of: fn(&Line) -> f64| lines.iter().map(of).reduce(edge);
    let (Some(left), Some(right)) = (
        edge(f64::min, |line| line.left),
        edge(f64::max, |line| line.right),
    ) else {
        return Vec::new();
    };
    let width = Width {
        left,
        cell: (right - left).max(f64::MIN_POSITIVE) / Width::CELLS as f64,
    };
    let gutter = (GUTTER * body / width.cell).floor().max(1.0) as usize;
    let mut cuts = Vec::new();
    let mut before = Cells::default();
    let ends = bands.iter().map(|&(_, at)| at).skip(1).chain([lines.len()]);
    let first = bands.first().map_or(lines.len(), |&(_, at)| at);
    lines[..first]
        .iter()
        .for_each(|line| width.take(&mut before, line));
    for (&(gap, at), end) in bands.iter().zip(ends) {
        let mut row = Cells::default();
        lines[at..end]
            .iter()
            .for_each(|line| width.take(&mut row, line));
        let mut both = before;
        both.iter_mut()
            .zip(row)
            .for_each(|(one, other)| *one |= other);
        let columns = width.has_gutter(&before, gutter) || width.has_gutter(&row, gutter);
        if columns && !width.has_gutter(&both, gutter) {
            cuts.push((gap, at));
            before = row;
        } else {
            before = both;
        }
    }
    cuts
}

/// Which cells of a width lines reach.
type Cells = [u64; Width::CELLS / 64];

/// The width of a part of the page in cells, to see which of them no line reaches.
struct Width {
    left: f64,
    cell: f64,
}

impl Width {
    const CELLS: usize = 1024;

    fn take(&self, taken: &mut Cells, line: &Line) {
        let cell = |at: f64| (((at - self.left) / self.cell) as usize).min(Self::CELLS - 1);
        let (first, last) = (cell(line.left), cell(line.right));
        for (number, word) in taken.iter_mut().enumerate() {
            let (from, to) = (number * 64, number * 64 + 63);
            if first > to || last < from {
                continue;
            }
            let low = u64::MAX << (first.max(from) - from);
            let high = u64::MAX >> (to - last.min(to));
            *word |= low & high;
        }
    }

    /// Whether so many cells in a row are free, between others that are not.
    fn has_gutter(&self, taken: &Cells, gutter: usize) -> bool {
        let is_taken = |cell: usize| taken[cell / 64] >> (cell % 64) & 1 == 1;
        let mut free = 0;
        let mut begun = false;
        for cell in 0..Self::CELLS {
            if is_taken(cell) {
                if begun && free >= gutter {
                    return true;
                }
                begun = true;
                free = 0;
            } else {
                free += 1;
            }
        }
        false
    }
}

/// Whether no two lines, sorted from the top, stand side by side: there is nothing to order.
fn one_column(lines: &[Line]) -> bool {
    lines.windows(2).all(|pair| {
        let slack = 0.5 * pair[0].size.min(pair[1].size);
        pair[1].top < pair[0].bottom + slack
    })
}

/// The gaps between sorted lines on one axis that nothing reaches over: their widths and the line behind each.
fn gaps(lines: &[Line], extent: impl Fn(&Line) -> (f64, f64)) -> Vec<(f64, usize)> {
    let mut end = f64::NEG_INFINITY;
    let mut gaps = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let (from, to) = extent(line);
        // The boxes of fonts reach a little into those of the lines above and below.
        let slack = 0.3 * line.size;
        if at > 0 && from + slack > end {
            gaps.push((from - end, at));
        }
        end = end.max(to);
    }
    gaps
}

/// The usual distance of lines: no less than half of the gaps are as wide. A few gaps have no usual one.
fn usual(gaps: &[(f64, usize)], lines: usize) -> f64 {
    if gaps.len() * 4 < lines {
        return 0.0;
    }
    let mut widths: Vec<f64> = gaps.iter().map(|&(gap, _)| gap).collect();
    widths.sort_by(f64::total_cmp);
    widths
        .get(widths.len() / 2)
        .copied()
        .unwrap_or(0.0)
        .max(0.0)
}

fn split(
    lines: &mut Vec<Line>,
    gaps: &[(f64, usize)],
    is_cut: impl Fn(f64) -> bool,
) -> Vec<Vec<Line>> {
    let mut parts = Vec::new();
    for &(_, at) in gaps.iter().rev().filter(|&&(gap, _)| is_cut(gap)) {
        parts.push(lines.split_off(at));
    }
    parts.push(std::mem::take(lines));
    parts.reverse();
    parts
}
