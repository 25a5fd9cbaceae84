//! Who says it: before, after or between the words, or looked up where a pronoun stands.

mod around;

use super::role::{Pronoun, pronoun, role};
use super::stretch::Stretch;
use super::verb::{Kind, Verb, between};
use crate::article::Paragraph;
use crate::character;
use crate::mark::Person;
use crate::span::Span;

/// What is known of the speaker of one speech.
#[derive(Clone, Debug, Default)]
pub(super) struct Attribution {
    pub(super) speaker: Option<String>,
    pub(super) title: Option<Span>,
    pub(super) verb: Option<Span>,
}

/// Finds the speakers of an article's speeches, in order.
pub(super) struct Speakers<'t> {
    text: &'t str,
    paragraphs: &'t [Paragraph],
    persons: &'t [Person],
    verbs: &'t [Verb],
    speeches: &'t [Stretch],
    /// The attribution of every speech before the one asked for.
    known: Vec<Attribution>,
}

/// How far back a pronoun or 该负责人 is looked up, in persons or verbs.
const REACH: usize = 8;

impl<'t> Speakers<'t> {
    pub(super) fn new(
        text: &'t str,
        paragraphs: &'t [Paragraph],
        persons: &'t [Person],
        verbs: &'t [Verb],
        speeches: &'t [Stretch],
    ) -> Self {
        Self {
            text,
            paragraphs,
            persons,
            verbs,
            speeches,
            known: Vec::with_capacity(speeches.len()),
        }
    }

    /// The attribution of speech number `index`; asked for in order.
    pub(super) fn of(&mut self, index: usize) -> Attribution {
        let attribution = self
            .before(index)
            .or_else(|| self.led(index))
            .or_else(|| self.after(index))
            .or_else(|| self.carried(index))
            .or_else(|| self.reported(index))
            .or_else(|| self.alone(index))
            .unwrap_or_default();
        self.known.push(attribution.clone());
        attribution
    }

    /// `王芳说：“…”`, `“…”王芳抬起头，“…”`: the clause before the mark names the speaker.
    fn before(&self, index: usize) -> Option<Attribution> {
        let speech = self.speeches[index];
        let (from, behind_speech) = self.lead(index);
        let lead = self.text[from..speech.open].trim_end();
        let colon = lead.ends_with(['：', ':']);
        let comma = lead.ends_with(['，', ',']);
        if lead.trim().is_empty() {
            return None;
        }
        let verbs = between(self.verbs, from, speech.open);
        let verb = verbs.iter().rev().find(|verb| verb.kind != Kind::Sign);
        if let Some(verb) = verb {
            // Without a colon or a comma the verb has to touch the words: 他常说“…”.
            let touches = verb.end >= from + lead.trim_end_matches(['：', ':', '，', ',']).len();
            if (colon || touches || (comma && (behind_speech || verb.kind == Kind::Say)))
                && let Some(found) = self.subject(from, verb.start, Some(*verb))
            {
                return Some(found);
            }
        }
        if colon || (comma && behind_speech) {
            if let Some(person) = self.actor(from, speech.open) {
                return Some(self.attributed(person, verb.copied()));
            }
            // 她一边向某某报告，一边拨通电话：“…”: the pronoun leads the sentence, not the last clause.
            let subject = lead.trim_start();
            let alone = subject.starts_with(['他', '她'])
                && !subject
                    .chars()
                    .nth(1)
                    .is_some_and(|next| matches!(next, '们' | '的'));
            if alone {
                return self.recent_person(from);
            }
        }
        None
    }

    /// `王芳领到了工钱，“…”`: after a comma the words end the sentence of the person who acts in it, unless
    /// the sentence behind them ends in a verb of speech.
    fn led(&self, index: usize) -> Option<Attribution> {
        let speech = self.speeches[index];
        let (from, behind_speech) = self.lead(index);
        let lead = self.text[from..speech.open].trim_end();
        if behind_speech || !lead.ends_with(['，', ',']) {
            return None;
        }
        let closes = self.tail(index).is_some_and(|(from, to)| {
            between(self.verbs, from, to)
                .iter()
                .any(|verb| matches!(verb.kind, Kind::Say | Kind::End) && verb.end == to)
        });
        // 与王芳搭班的是赵天，他…，“…”: the pronoun is the last person named.
        let clause = lead.rsplit(['，', ',']).nth(1).unwrap_or_default();
        let person = if clause.trim_start().starts_with(['他', '她']) {
            self.suitable(from, speech.open).next_back()
        } else {
            self.actor(from, speech.open)
        };
        person
            .filter(|_| !closes)
            .map(|person| self.attributed(person, None))
    }

    /// `“…”王芳说。`, `“…”家住甲小区的何大爷见人就讲。`: the sentence behind the words names the speaker.
    fn after(&self, index: usize) -> Option<Attribution> {
        let speech = self.speeches[index];
        let (from, to) = self.tail(index)?;
        // 摊主诉苦：“…”副镇长当场承诺…: who leads the words in has said them, and the next one answers.
        let led_in = self.text[..speech.open].ends_with(['：', ':']);
        for kinds in [&[Kind::Say, Kind::End][..], &[Kind::Weak]] {
            if led_in && kinds.contains(&Kind::Weak) {
                break;
            }
            for verb in between(self.verbs, from, to)
                .iter()
                .filter(|verb| kinds.contains(&verb.kind))
            {
                if let Some(found) = self.subject(from, verb.start, Some(*verb)) {
                    return Some(found);
                }
            }
        }
        // “…”“…”早晨，王芳来到…: of two voices without a verb, nobody says which is hers.
        let first = self.suitable(from, to).next();
        let two_voices = index
            .checked_sub(1)
            .is_some_and(|previous| self.speeches[previous].close == speech.open);
        if led_in || two_voices && !first.is_some_and(|first| self.begins(first, from)) {
            return None;
        }
        // “…”钱有余的果园丰收了: right behind the words, an owner has spoken as well.
        let at = self
            .persons
            .partition_point(|person| (person.span.start as usize) < from);
        let owner = self.persons.get(at).filter(|person| {
            person.span.start as usize == from
                && self.text[person.span.end as usize..].starts_with('的')
        });
        // “…”钱有余的老伴周爱琴…: the owner is only named to tell who acts.
        if let Some(owner) = owner.filter(|_| first.is_none()) {
            return Some(self.attributed(owner, None));
        }
        // “…”钱有余抹了一把脸: no verb of speech, but who acts has spoken.
        let first = first?;
        let lead = self.text[from..first.span.start as usize].trim();
        (!lead.contains(['；', ';'])).then(|| self.attributed(first, None))
    }

    /// Who acts in the last clause of `from..to` that names somebody: the first person of that clause.
    fn actor(&self, from: usize, to: usize) -> Option<&'t Person> {
        let last = self.suitable(from, to).next_back()?;
        let start = last.span.start as usize;
        let clause = self.text[from..start]
            .rfind(['，', ',', '。', '；', '”', '\n'])
            .map_or(from, |at| from + at);
        self.suitable(clause, to).next()
    }

    /// Whether a sentence that starts at `from` begins with the person, or with the post and body before it.
    fn begins(&self, person: &Person, from: usize) -> bool {
        [Some(person.span), person.title, person.org]
            .into_iter()
            .flatten()
            .any(|span| {
                let start = span.start as usize;
                start >= from && !self.text[from..start].contains(char::is_alphanumeric)
            })
            && !self.text[person.span.end as usize..].starts_with('是')
    }

    /// The speaker that stands before a verb in `from..to`: a person, a pronoun, or a role.
    fn subject(&self, from: usize, to: usize, verb: Option<Verb>) -> Option<Attribution> {
        // 王芳一边给赵天量血压，一边叮嘱他: who does two things at once stands before the first.
        let both = self.text[from..to].find("一边").map(|at| from + at);
        let person = both
            .and_then(|both| self.suitable(from, both).next_back())
            .or_else(|| self.suitable(from, to).next_back());
        if let Some(person) = person {
            return Some(self.attributed(person, verb));
        }
        let clause_start = self.text[from..to]
            .rfind(['，', ',', '。', '；', '”', ' ', '\u{3000}', '\n'])
            .map_or(from, |at| {
                let at = from + at;
                at + self.text[at..].chars().next().map_or(1, char::len_utf8)
            });
        let clause = &self.text[clause_start..to];
        let span = verb.map(|verb| Span::new(verb.start, verb.end));
        if let Some(pronoun) = pronoun(clause) {
            let mut found = if pronoun == Pronoun::Plural {
                self.recent_role(from, None)?
            } else {
                self.recent_person(from)?
            };
            found.verb = span;
            return Some(found);
        }
        let role = role(clause)?;
        if role.starts_with(['该', '这', '那']) {
            let head = role.trim_start_matches(['该', '这', '那', '位', '名']);
            let mut found = self
                .recent_role(from, Some(head))
                .or_else(|| self.recent_person(from))?;
            found.verb = span;
            return Some(found);
        }
        Some(Attribution {
            speaker: Some(role.to_owned()),
            title: None,
            verb: span,
        })
    }

    /// The person a pronoun before `limit` means: the last speaker or the last person who acts, whichever is
    /// nearer.
    fn recent_person(&self, limit: usize) -> Option<Attribution> {
        let end = self
            .persons
            .partition_point(|person| (person.span.end as usize) <= limit);
        let first = end.saturating_sub(REACH);
        let person = self.persons[first..end]
            .iter()
            .rev()
            .find(|person| self.acts(person))?;
        Some(self.attributed(person, None))
    }

    /// The last role that speaks before `limit`, ending in `head` if given: what 他们 and 该负责人 mean.
    fn recent_role(&self, limit: usize, head: Option<&str>) -> Option<Attribution> {
        let end = self.verbs.partition_point(|verb| verb.end <= limit);
        for verb in self.verbs[end.saturating_sub(REACH)..end].iter().rev() {
            let from = self.sentence_start(verb.start, 0);
            let clause = self.text[from..verb.start]
                .rsplit(['，', ','])
                .next()
                .unwrap_or_default();
            let Some(role) = role(clause) else { continue };
            if !role.starts_with(['该', '这', '那']) && head.is_none_or(|head| role.ends_with(head))
            {
                let speaker = Some(role.to_owned());
                return Some(Attribution {
                    speaker,
                    ..Attribution::default()
                });
            }
        }
        None
    }

    /// Persons in `from..to` who can be a speaker.
    fn suitable(&self, from: usize, to: usize) -> impl DoubleEndedIterator<Item = &'t Person> + '_ {
        let first = self
            .persons
            .partition_point(|person| (person.span.start as usize) < from);
        let last = self
            .persons
            .partition_point(|person| (person.span.end as usize) <= to)
            .max(first);
        self.persons[first..last]
            .iter()
            .filter(|person| self.acts(person))
    }

    /// Whether a person acts: not one who is given, told, held or owned something, and not one inside a speech.
    fn acts(&self, person: &Person) -> bool {
        let (start, end) = (person.span.start as usize, person.span.end as usize);
        let before = self.text[..start].chars().next_back();
        let after = &self.text[end..];
        let title_before = person
            .title
            .filter(|title| title.end as usize <= start)
            .map_or(start, |title| title.start as usize);
        let lead = self.text[..title_before].chars().next_back();
        let object = |lead: Option<char>| character::OBJECT.has_some(lead);
        let owner = after.starts_with('家')
            || (after.starts_with('的')
                && !after.starts_with("的话")
                && !after.starts_with("的一"));
        let interviewed = after.starts_with("采访") || after.starts_with("报道");
        let index = self
            .speeches
            .partition_point(|speech| speech.close <= start);
        let inside = self
            .speeches
            .get(index)
            .is_some_and(|speech| speech.open < start);
        !(object(before) || object(lead) || owner || interviewed || inside)
    }

    /// Where the words before speech `index` begin, and whether another speech ends there.
    fn lead(&self, index: usize) -> (usize, bool) {
        let speech = self.speeches[index];
        let mut from = self.paragraphs[speech.paragraph].span.start as usize;
        let mut behind_speech = false;
        if let Some(previous) = index
            .checked_sub(1)
            .map(|index| self.speeches[index])
            .filter(|previous| previous.close > from)
        {
            from = previous.close.min(speech.open);
            behind_speech = true;
        }
        let sentence = self.sentence_start(speech.open, from);
        (sentence, behind_speech && sentence == from)
    }

    /// The sentence behind speech `index`, up to its end or the next speech.
    fn tail(&self, index: usize) -> Option<(usize, usize)> {
        let speech = self.speeches[index];
        let from = speech.close;
        let mut to = self.paragraphs.get(speech.paragraph)?.span.end as usize;
        if let Some(next) = self.speeches.get(index + 1) {
            to = to.min(next.open);
        }
        if from >= to {
            return None;
        }
        let rest = &self.text[from..to];
        let end = rest
            .find(['。', '！', '？', '!', '?', '\n'])
            .map_or(to, |at| from + at);
        (end > from).then_some((from, end))
    }

    /// The start of the sentence that `at` lies in, not before `floor`.
    fn sentence_start(&self, at: usize, floor: usize) -> usize {
        /// A sentence longer than this in bytes names its subject again.
        const SENTENCE: usize = 360;
        let mut floor = floor.max(at.saturating_sub(SENTENCE));
        while !self.text.is_char_boundary(floor) {
            floor += 1;
        }
        let head = &self.text[floor..at];
        head.rfind(['。', '！', '？', '!', '?', '\n'])
            .map_or(floor, |stop| {
                let stop = floor + stop;
                stop + self.text[stop..].chars().next().map_or(1, char::len_utf8)
            })
    }

    fn attributed(&self, person: &Person, verb: Option<Verb>) -> Attribution {
        Attribution {
            speaker: Some(person.name.clone()),
            title: person.title,
            verb: verb.map(|verb| Span::new(verb.start, verb.end)),
        }
    }
}
