//! Measures of association over a table of two by two counts.

/// How often two things occur together and apart.
///
/// |          | this                  | other      |
/// |----------|-----------------------|------------|
/// | here     | `both`                | `here - both` |
/// | there    | `this - both`         | the rest   |
#[derive(Clone, Copy, Debug)]
pub(crate) struct Contingency {
    /// Occurrences of this here.
    pub(crate) both: usize,
    /// Everything here.
    pub(crate) here: usize,
    /// All occurrences of this.
    pub(crate) this: usize,
    /// Everything.
    pub(crate) all: usize,
}

impl Contingency {
    /// How often this would occur here if it stood anywhere alike.
    pub(crate) fn expected(self) -> f64 {
        self.here as f64 * self.this as f64 / self.all.max(1) as f64
    }

    /// The log-likelihood ratio G² of the four cells (Dunning 1993, “Accurate Methods for the Statistics of Surprise and
    /// Coincidence”; Rayson & Garside 2000 for key words). With one degree of freedom 3.84 is
    /// exceeded by chance in 5 % of cases, 6.63 in 1 %, 10.83 in 0.1 %, 15.13 in 0.01 %.
    pub(crate) fn log_likelihood(self) -> f64 {
        let [here, this, all] = [self.here, self.this, self.all].map(|count| count as f64);
        let both = self.both as f64;
        let there = all - here;
        let other = all - this;
        let cells = [
            (both, here * this),
            (here - both, here * other),
            (this - both, there * this),
            (there - (this - both), there * other),
        ];
        // A cell without a case adds nothing: x·ln x goes to zero with x.
        let sum = cells
            .into_iter()
            .filter(|(observed, _)| *observed > 0.0)
            .map(|(observed, product)| observed * (observed * all / product).ln())
            .sum::<f64>();
        // Rounding must not make an association of nothing negative.
        (2.0 * sum).max(0.0)
    }

    /// Pointwise mutual information in bits (Church & Hanks 1990).
    pub(crate) fn pmi(self) -> f64 {
        (self.both as f64 / self.expected()).log2()
    }

    /// The t-score (Church, Gale, Hanks & Hindle 1991).
    pub(crate) fn t_score(self) -> f64 {
        let both = self.both as f64;
        (both - self.expected()) / both.sqrt()
    }

    /// The ratio of the relative frequencies here and there in bits (Hardie 2014, “Log Ratio – an informal
    /// introduction”); as there, a frequency of nothing is taken for half an occurrence.
    pub(crate) fn log_ratio(self) -> f64 {
        let frequency = |count: usize, of: usize| {
            let count = if count == 0 { 0.5 } else { count as f64 };
            count / of.max(1) as f64
        };
        let here = frequency(self.both, self.here);
        let there = frequency(self.this - self.both, self.all - self.here);
        (here / there).log2()
    }

    /// Whether this occurs here more often than expected.
    pub(crate) fn attracts(self) -> bool {
        self.both as f64 > self.expected()
    }
}

/// logDice (Rychlý 2008): 14 for words that stand only with each other; it does not grow with the corpus.
pub(crate) fn log_dice(both: usize, one: usize, other: usize) -> f64 {
    14.0 + (2.0 * both as f64 / (one + other).max(1) as f64).log2()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(value: f64, expected: f64) {
        assert!((value - expected).abs() < 1e-9, "{value} for {expected}");
    }

    /// 8 of 100 words here, 2 of 300 there. G² by hand: 2·[8 ln(8/2.5) + 92 ln(92/97.5) + 2 ln(2/7.5) +
    /// 298 ln(298/292.5)]; scipy.stats.chi2_contingency(…, lambda_="log-likelihood") gives the same.
    #[test]
    fn formulas_give_what_they_give_by_hand() {
        let counts = Contingency {
            both: 8,
            here: 100,
            this: 10,
            all: 400,
        };
        close(counts.expected(), 2.5);
        let by_hand = 8.0 * (8.0f64 / 2.5).ln()
            + 92.0 * (92.0f64 / 97.5).ln()
            + 2.0 * (2.0f64 / 7.5).ln()
            + 298.0 * (298.0f64 / 292.5).ln();
        close(counts.log_likelihood(), 2.0 * by_hand);
        close(counts.log_ratio(), 12f64.log2());
        close(counts.pmi(), 3.2f64.log2());
        close(counts.t_score(), 5.5 / 8f64.sqrt());
        close(log_dice(8, 8, 8), 14.0);
        assert!(counts.attracts());
    }

    #[test]
    fn a_term_found_on_one_side_only_has_finite_measures() {
        let counts = Contingency {
            both: 4,
            here: 100,
            this: 4,
            all: 200,
        };
        close(counts.log_ratio(), 8f64.log2());
        assert!(counts.log_likelihood().is_finite());
        let nothing = Contingency {
            both: 0,
            here: 0,
            this: 0,
            all: 0,
        };
        close(nothing.log_likelihood(), 0.0);
        assert!(nothing.log_ratio().is_finite());
    }
}
