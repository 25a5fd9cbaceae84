//! Activities: campaigns, volunteer actions, inspections, trainings, visits, performances.
//!
//! A report of one names it once, most often in its lead, behind a verb of holding and in front of a
//! noun of activity (`开展“燃气安全进万家”宣传排查活动`), and gives the figures at its end. Papers also
//! speak of activities in plans, rules and yearly sums; those are none that was held. So the places
//! where one may be named are weighed, and the best is taken: the headline and the lead name the
//! activity the article is about.

mod kind;
mod name;
mod organizer;
mod outcome;

use super::cue::Reading;
use super::{Activity, Context};

/// What a naming must weigh to be taken for an activity that was held.
const ENOUGH: i32 = 6;

/// The activities of an article.
pub(crate) fn activities(context: &Context) -> Vec<Activity> {
    let reading = Reading::new(context, &kind::VOCABULARY);
    let named = name::candidates(&reading);
    let best = named
        .iter()
        .filter(|candidate| candidate.weight >= ENOUGH)
        .max_by_key(|candidate| (candidate.weight, std::cmp::Reverse(candidate.span.start)));
    let visit;
    let best = match best {
        Some(best) => best,
        None => match name::visit(&reading) {
            Some(found) => {
                visit = found;
                &visit
            }
            None => return Vec::new(),
        },
    };
    let told = name::told_at(&reading, best);
    vec![Activity {
        name: name::best_printed(&reading, best),
        organizer: organizer::organizer(&reading, best),
        date: outcome::date(&reading, told),
        places: outcome::places(&reading, told),
        participants: outcome::participants(&reading, told),
        outputs: outcome::outputs(&reading, told),
    }]
}
