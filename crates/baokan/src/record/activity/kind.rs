//! The kinds of words an activity is told with.

use super::super::cue::kinds;
use super::super::vocabulary::List;

kinds! {
    /// A verb before the name of an activity: 开展.
    HOLD = "hold";
    /// A verb behind it: 在…举行.
    OCCUR = "occur";
    /// A verb behind the body that holds it: 由…主办.
    HOST = "host";
    /// What an activity is: 演练.
    NOUN = "noun";
    /// Names none by itself: 宣传活动.
    WEAK = "weak";
    /// A verb before what came of it: 发放.
    GIVE = "give";
    /// A verb a headline makes an activity of: 走访企业送政策.
    VISIT = "visit";
    /// Behind a name, makes another thing of it: 评选资格.
    ATTRIBUTE = "attribute";
    /// A verb whose object is where one goes or whom one joins: 走进.
    TOWARD = "toward";
    /// A rule, a plan, a habit.
    BAR = "bar";
    /// A figure over many.
    SUM = "sum";
}

pub(in crate::record) const LIST: List = List {
    name: "activity",
    kinds: NAMES,
    words: include_str!("../../../data/activity_words.tsv"),
};
