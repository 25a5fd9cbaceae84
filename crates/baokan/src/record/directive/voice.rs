//! Who orders: the speaker before a verb such as 强调, 要求, 指出.

use super::lexicon::{self, Word};
use super::unit::Unit;
use crate::article::Article;
use crate::mark::{Marks, Person};
use crate::span::Span;

/// One who speaks, and the verb it speaks by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Voice {
    pub(super) issuer: Option<String>,
    pub(super) verb: String,
}

/// What a clause says about the voice.
#[derive(Debug)]
pub(super) enum Change {
    /// Somebody begins to order, and the order may begin at this byte.
    Opens(Voice, usize),
    /// Somebody begins to say what is no order.
    Closes,
    /// Nothing.
    None,
}

/// Keeps who was last named as one who acts or speaks.
pub(super) struct Speakers<'a> {
    text: &'a str,
    marks: &'a Marks,
    dateline: &'a str,
    /// The one the sentence is about.
    subject: Option<String>,
    subject_is_person: bool,
    /// The last person who acted or spoke, for 他 and 她.
    person: Option<String>,
}

/// A paper calls a meeting that speaks 会议, whatever its full name.
const MEETING: &str = "会议";

impl<'a> Speakers<'a> {
    pub(super) fn new(article: &'a Article, marks: &'a Marks) -> Self {
        Self {
            text: &article.text,
            marks,
            dateline: article.dateline.as_deref().unwrap_or_default(),
            subject: None,
            subject_is_person: false,
            person: None,
        }
    }

    /// A sentence is over: its subject speaks no more.
    pub(super) fn next_sentence(&mut self) {
        self.subject = None;
        self.subject_is_person = false;
    }

    /// Reads a clause: notes whom it is about, and tells whether somebody begins to speak.
    pub(super) fn read(&mut self, unit: &Unit, words: &[Word], voice: Option<&Voice>) -> Change {
        let change = self.change(unit, words, voice);
        self.note(unit, words);
        change
    }

    fn change(&mut self, unit: &Unit, words: &[Word], voice: Option<&Voice>) -> Change {
        for (at, verb) in words.iter().enumerate() {
            // Behind a modal the clause tells what is to be done: 要明确责任, 要严肃提出.
            if verb.leads() {
                return Change::None;
            }
            if verb.is(lexicon::SPEECH) {
                if self.ends_clause(unit, *verb) && verb.start > unit.start {
                    return Change::Closes;
                }
                continue;
            }
            if !verb.is(lexicon::ORDER) && !verb.is(lexicon::OPINION) {
                continue;
            }
            // 明确提出, 强调指出: the second verb is the one that leads in.
            if words
                .get(at + 1)
                .is_some_and(|next| next.is(lexicon::ORDER) && next.start == verb.end)
            {
                continue;
            }
            // No clause names its speaker that far from its beginning, and many verbs in one endless clause
            // must not each be looked at with all that stands before them.
            if verb.start - unit.start > 300 {
                return Change::None;
            }
            let Some(issuer) = self.issuer(unit, words, at, voice) else {
                continue;
            };
            if verb.is(lexicon::OPINION) && issuer.as_deref() != Some(MEETING) {
                return Change::Closes;
            }
            // 提出三点要求: the noun says how it is meant.
            let mut near = words[at + 1..]
                .iter()
                .take_while(|word| word.end - verb.end <= 30);
            let noun = near.find(|word| word.is(lexicon::ORDER) && word.end == unit.end);
            let verb = noun.unwrap_or(verb);
            let verb_text = self.text[verb.start..verb.end].trim_end_matches(['道', '说']);
            let voice = Voice {
                issuer,
                verb: verb_text.to_owned(),
            };
            return Change::Opens(voice, verb.end);
        }
        Change::None
    }

    fn ends_clause(&self, unit: &Unit, verb: Word) -> bool {
        verb.end == unit.end || self.text[verb.end..unit.end].starts_with(['“', '"'])
    }

    /// Who speaks by the verb: `None` when it is a noun here or nobody is known to speak,
    /// `Some(None)` when somebody does who is not named.
    fn issuer(
        &mut self,
        unit: &Unit,
        words: &[Word],
        at: usize,
        voice: Option<&Voice>,
    ) -> Option<Option<String>> {
        let mut before = &words[..at];
        let mut end = words[at].start;
        // 会议还再次强调: what stands between the speaker and the verb is passed over.
        while let Some((last, rest)) = before.split_last() {
            let between = last.is(lexicon::ADVERB) || last.is(lexicon::ORDER);
            if !between || last.end != end {
                break;
            }
            (before, end) = (rest, last.start);
        }
        let lead = self.text[unit.start..end].trim_end();
        let after = &self.text[words[at].end..unit.end];
        // 强调的是, 要求的: part of a noun; 提出了一个问题 is told, not ordered.
        if after.starts_with('的') {
            return None;
        }
        if lead.is_empty() {
            // `县政府召开会议，安排下一步工作，强调各村要…`: the sentence's subject speaks.
            return match (&self.subject, voice) {
                (Some(subject), _) => Some(Some(subject.clone())),
                (None, Some(voice)) if words[at].start == unit.start => Some(voice.issuer.clone()),
                _ => None,
            };
        }
        if lead.starts_with(['按', '据', '照', '经', '受']) || lead.ends_with('的') {
            return None;
        }
        // 落实上级领导小组部署: the verb is a noun, the object of another.
        let acts = |word: &Word| word.is(lexicon::OPENING) || word.is(lexicon::RESULT);
        if words[0].start == unit.start && acts(&words[0]) {
            return None;
        }
        if matches!(lead, "他" | "她") {
            return Some(self.antecedent(unit.start));
        }
        let end = unit.start + lead.len();
        // `王某在调研中强调`: the speaker stands before an adverbial of place or time.
        let adverbial = lead.ends_with(['时', '中', '后', '上', '并', '际', '下']);
        let head = before.iter().find(|word| {
            word.is(lexicon::MEETING) || word.is(lexicon::BODY) || word.is(lexicon::DOCUMENT)
        });
        if let Some(word) = before.last().filter(|word| word.end == end) {
            if word.is(lexicon::MEETING) && is_short(&self.text[unit.start..word.start]) {
                return Some(Some(MEETING.to_owned()));
            }
            if word.is(lexicon::BODY) && lead.chars().count() <= 20 {
                return Some(Some(lead.to_owned()));
            }
            if word.is(lexicon::DOCUMENT) && lead.chars().count() <= 20 {
                return Some(Some(lead.to_owned()));
            }
        }
        if let Some(name) = self.person_in(unit.start, end, adverbial) {
            self.person = Some(name.clone());
            return Some(Some(name));
        }
        if lead.ends_with('》') {
            let open = lead.rfind('《')?;
            return Some(Some(lead[open..].to_owned()));
        }
        if adverbial {
            if lead.starts_with(['他', '她']) {
                return Some(self.antecedent(unit.start));
            }
            if head.is_some_and(|word| word.is(lexicon::MEETING) && word.start == unit.start) {
                return Some(Some(MEETING.to_owned()));
            }
            if let Some(subject) = &self.subject {
                return Some(Some(subject.clone()));
            }
        }
        self.body_ending(unit.start, end).map(Some)
    }

    /// Whom 他 or 她 stands for: the one who last acted or spoke, else the one named last.
    fn antecedent(&self, before: usize) -> Option<String> {
        let persons = &self.marks.persons;
        let after = persons.partition_point(|person| (person.span.start as usize) < before);
        let named = || persons[..after].last().map(|person| person.name.clone());
        self.person.clone().or_else(named)
    }

    /// The person whose name ends right before the verb or, before an adverbial, opens the clause.
    fn person_in(&self, start: usize, end: usize, adverbial: bool) -> Option<String> {
        let persons = &self.marks.persons;
        let after = persons.partition_point(|person| (person.span.end as usize) <= end);
        // 王某就下步工作提出三点要求: a preposition right behind the name opens an adverbial too.
        let preposition = |person: &Person| {
            let behind = &self.text[person.span.end as usize..end];
            behind.starts_with(['就', '对', '从', '围', '向', '在', '结', '代', '一', '现'])
        };
        persons[..after]
            .iter()
            .rev()
            .take_while(|person| person.span.start as usize >= start)
            .filter(|person| adverbial || person.span.end as usize == end || preposition(person))
            .last()
            .map(|person| person.name.clone())
    }

    /// The unit or organisation whose name fills the clause up to the verb.
    fn body_ending(&self, start: usize, end: usize) -> Option<String> {
        let orgs = &self.marks.orgs;
        let places = &self.marks.places;
        let org = orgs.partition_point(|org| (org.span.end as usize) < end);
        let place = places.partition_point(|place| (place.span.end as usize) < end);
        let org = orgs.get(org).map(|org| org.span);
        let place = places.get(place).map(|place| place.span);
        org.into_iter()
            .chain(place)
            .find(|span| span.end as usize == end)
            .filter(|span| span.start as usize >= start)
            .map(|span| span.slice(self.text).to_owned())
    }

    /// Whether a person is named in a stretch.
    pub(super) fn are_named(&self, within: Span) -> bool {
        let persons = &self.marks.persons;
        let at = persons.partition_point(|person| person.span.start < within.start);
        persons
            .get(at)
            .is_some_and(|person| person.span.start < within.end)
    }

    /// Notes whom the clause is about.
    pub(super) fn note(&mut self, unit: &Unit, words: &[Word]) {
        if unit.quoted {
            return;
        }
        let persons = &self.marks.persons;
        let at = persons.partition_point(|person| (person.span.start as usize) < unit.start);
        if let Some(person) = persons
            .get(at)
            .filter(|person| (person.span.end as usize) <= unit.end)
        {
            let from = person
                .org
                .into_iter()
                .chain(person.title)
                .map(|span| span.start as usize);
            let head = from
                .min()
                .unwrap_or(unit.end)
                .min(person.span.start as usize);
            // The post before a name may run over more than the mark holds: 县委常委、副县长王某.
            if self.text[unit.start..head.max(unit.start)].chars().count() <= 12
                && !self.subject_is_person
            {
                self.subject = Some(person.name.clone());
                self.subject_is_person = true;
                self.person = Some(person.name.clone());
            }
        }
        if self.subject_is_person {
            return;
        }
        // 印发《…》(以下简称《通知》),提出…: the paper speaks, by its short title.
        let clause = &self.text[unit.start..unit.end];
        let issues = words.iter().any(|word| word.is(lexicon::ISSUE));
        let title = issues
            .then(|| clause.rfind('《').zip(clause.rfind('》')))
            .flatten()
            .filter(|(open, close)| open < close);
        if let Some((open, close)) = title {
            self.subject = Some(clause[open..close + '》'.len_utf8()].to_owned());
            return;
        }
        if words.iter().any(|word| word.is(lexicon::MEETING)) {
            self.subject = Some(MEETING.to_owned());
        } else if self.subject.is_none() {
            self.subject = self.body_opening(unit);
        }
    }

    /// The unit or organisation whose name opens the clause and does not fill it.
    fn body_opening(&self, unit: &Unit) -> Option<String> {
        // 新华社北京5月20日电: who sent the report and from where is not who acts in it.
        let opening = |span: Span| {
            span.start as usize == unit.start
                && (span.end as usize) < unit.end
                && !self.dateline.contains(span.slice(self.text))
        };
        let orgs = &self.marks.orgs;
        let at = orgs.partition_point(|org| (org.span.start as usize) < unit.start);
        if let Some(org) = orgs.get(at).filter(|org| opening(org.span)) {
            return Some(org.span.slice(self.text).to_owned());
        }
        let places = &self.marks.places;
        let at = places.partition_point(|place| (place.span.start as usize) < unit.start);
        let mut place = places
            .get(at)
            .map(|place| place.span)
            .filter(|&span| opening(span))?;
        // 甲区乙街道: the last of a chain is the one that acts.
        for next in &places[at + 1..] {
            if next.span.start != place.end || next.span.end as usize >= unit.end {
                break;
            }
            place = next.span;
        }
        Some(place.slice(self.text).to_owned())
    }
}

/// Whether what stands before 会议 only says which one: 此次, 全县安全生产.
fn is_short(before: &str) -> bool {
    before.chars().count() <= 12
}
