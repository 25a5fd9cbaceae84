//! The kinds of words the rules of a mechanism are told with.

use super::super::cue::{Cue, kinds};
use super::super::vocabulary::List;
use crate::record::Step;

kinds! {
    /// Matters are gathered: 征集.
    COLLECTION = "collection";
    /// Matters are screened: 审核.
    REVIEW = "review";
    /// Matters or the session are announced: 公示.
    NOTICE = "notice";
    /// One sits together: 说事日.
    SESSION = "session";
    /// One votes: 表决.
    DECISION = "decision";
    /// What was decided is done: 落实.
    EXECUTION = "execution";
    /// Somebody watches that it is: 督办.
    SUPERVISION = "supervision";
    /// What came of it is told: 反馈.
    FEEDBACK = "feedback";
    /// What came of it is judged: 评议.
    EVALUATION = "evaluation";
    /// Names the step by itself: 议题征集日.
    DAY = "day";
    /// What the steps are done to: 议题.
    OBJECT = "object";
    /// What came of a session: 决议.
    RESULT = "result";
    /// Says that a rule is told: 制度.
    RULE = "rule";
    /// Says that something done, counted or wished is told: 累计.
    BAR = "bar";
    /// Before who acts: 由.
    AGENT = "agent";
    /// Between who acts and the verb: 负责.
    ADVERB = "adverb";
    /// Before a length of time, counts it from the session: 提前.
    AHEAD = "ahead";
    /// When, without a date: 会前.
    SCHEDULE = "schedule";
    /// Where things are posted: 公示栏.
    SPOT = "spot";
}

/// The step a word tells.
pub(super) fn step(cue: Cue) -> Option<Step> {
    const STEPS: [(u64, Step); 9] = [
        (COLLECTION, Step::Collection),
        (REVIEW, Step::Review),
        (NOTICE, Step::Notice),
        (SESSION, Step::Session),
        (DECISION, Step::Decision),
        (EXECUTION, Step::Execution),
        (SUPERVISION, Step::Supervision),
        (FEEDBACK, Step::Feedback),
        (EVALUATION, Step::Evaluation),
    ];
    let found = STEPS.iter().find(|(kind, _)| cue.is(*kind));
    found.map(|&(_, step)| step)
}

pub(in crate::record) const LIST: List = List {
    name: "mechanism",
    kinds: NAMES,
    words: include_str!("../../../data/mechanism_words.tsv"),
};
