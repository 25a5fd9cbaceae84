//! Deliberations: sessions at which residents or villagers settle their own affairs.

mod attendance;
mod clause;
mod duty;
mod issue;
mod measure;
mod outcome;
mod session;
mod vocabulary;

use super::{Context, Deliberation, Issue, Measure, Outcome};
use clause::{share, span};
use measure::Decision;
use session::Session;

/// The deliberations an article reports.
///
/// Only sessions that were held are told of: a number or a day beside the name of the mechanism makes one
/// certain (`5月18日,某社区召开第一次说事议事会议`); where only the headline names it, matters or
/// decisions must be reported too.
pub(crate) fn deliberations(context: &Context) -> Vec<Deliberation> {
    session::sessions(context)
        .into_iter()
        .filter_map(|session| deliberation(context, session))
        .collect()
}

fn deliberation(context: &Context, session: Session) -> Option<Deliberation> {
    let stretch = &session.stretch;
    let mut issues = issue::issues(context, stretch);
    if let Some(subject) = session.subject.as_ref().filter(|_| issues.is_empty()) {
        issues.push(Issue {
            span: span(subject),
            raised_by: None,
            channel: None,
        });
    }
    let told = outcome::outcome(context, stretch);
    let failed = matches!(told.last, Some(Outcome::Rejected | Outcome::Open));
    let decisions = if failed && !told.agreed {
        Vec::new()
    } else {
        measure::decisions(context, stretch)
    };
    if !session.certain && issues.is_empty() && decisions.is_empty() {
        return None;
    }
    let mut measures: Vec<Measure> = decisions
        .into_iter()
        .map(|decision| measure(context, decision, &mut issues))
        .collect();
    // `大家商定:……由环卫所完成搬迁。摆摊的问题留待下次再议`: what was agreed stands when a part is put
    // off. It must name who acts; else the agreement was on nothing but to adjourn.
    let mut outcome = told.last;
    if failed
        && measures
            .iter()
            .any(|measure| !measure.responsible.is_empty())
        || outcome.is_none() && !measures.is_empty()
    {
        outcome = Some(Outcome::Agreed);
    } else if failed {
        measures.clear();
    }
    Some(Deliberation {
        body: session.body,
        ordinal: session.ordinal,
        date: session.date,
        venue: attendance::venue(context, stretch),
        participants: attendance::participants(context, stretch),
        outcome,
        issues,
        measures,
    })
}

/// A decision with its fields. A matter it names that is none of those known is one more: the agenda says
/// `环境卫生`, the decisions `楼道堆放杂物`.
fn measure(context: &Context, decision: Decision, issues: &mut Vec<Issue>) -> Measure {
    let range = &decision.text;
    let duty = duty::duty(context, range);
    Measure {
        span: span(range),
        issue: answered(context, &decision, issues),
        responsible: duty.responsible,
        partners: duty.partners,
        deadline: duty::deadline(context, range),
        consequence: duty::consequence(context, range),
    }
}

/// Which matter a decision answers: the one it names, else the one whose words it repeats.
fn answered(context: &Context, decision: &Decision, issues: &mut Vec<Issue>) -> Option<usize> {
    let text = &context.article.text;
    let best = |words: &str, least: f64, issues: &[Issue]| {
        issues
            .iter()
            .enumerate()
            .map(|(at, issue)| {
                let matter = issue.span.slice(text);
                (share(matter, words).max(share(words, matter)), at)
            })
            .filter(|&(share, _)| share >= least)
            .max_by(|left, right| left.0.total_cmp(&right.0).then(right.1.cmp(&left.1)))
            .map(|(_, at)| at)
    };
    if let Some(matter) = &decision.matter {
        let words = &text[matter.clone()];
        return best(words, 0.5, issues).or_else(|| {
            issues.push(Issue {
                span: span(matter),
                raised_by: None,
                channel: None,
            });
            Some(issues.len() - 1)
        });
    }
    let agenda = if issues.len() == 1 { Some(0) } else { None };
    best(&text[decision.text.clone()], 0.4, issues)
        .or_else(|| best(&text[decision.beside.clone()], 0.4, issues))
        .or(agenda)
}
