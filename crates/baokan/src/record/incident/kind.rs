//! The kinds of words an incident is told with.

use super::super::cue::kinds;
use super::super::vocabulary::List;

kinds! {
    /// A fault said of the thing before it: 井盖断裂.
    STATE = "state";
    /// A fault by itself: 空洞.
    FAULT = "fault";
    /// A fault that is not named further: 隐患.
    VAGUE = "vague";
    /// A verb whose object is the thing damaged: 压坏了村道.
    DAMAGE = "damage";
    /// A person's plight: 被困.
    PLIGHT = "plight";
    /// A verb of discovery.
    FIND = "find";
    /// How word comes in: 接到.
    LEARN = "learn";
    /// A verb of complaint.
    COMPLAIN = "complain";
    /// A report that names whom it reaches: 反馈到.
    CARRY = "carry";
    /// A verb of telling.
    REPORT = "report";
    /// A verb of coming to the spot.
    COME = "come";
    /// A verb of putting right.
    REPAIR = "repair";
    /// Says that it is over.
    CLOSE = "close";
    /// Says that it is not over yet.
    PROGRESS = "progress";
    /// Makes a line of work of the fault before it: 隐患排查.
    WORK = "work";
    /// Says that the fault behind it is not there: 防止.
    NONE = "none";
    /// Residents deliberate.
    SESSION = "session";
    /// A question of when.
    ASK = "ask";
    /// A rule, a condition, a plan.
    BAR = "bar";
    /// A figure over many cases.
    SUM = "sum";
    /// Who finds or asks.
    ROLE = "role";
    /// Who finds by duty.
    PATROL = "patrol";
    /// Who finds on an inspection or in research.
    INSPECTOR = "inspector";
    /// Who is told or acts, without a name.
    BODY = "body";
}

pub(in crate::record) const LIST: List = List {
    name: "incident",
    kinds: NAMES,
    words: include_str!("../../../data/incident_words.tsv"),
};
