//! Speakers that no verb names: carried on from the words before, or told of in the text around them.

use super::super::verb::{Kind, between};
use super::{Attribution, REACH, Speakers};

impl Speakers<'_> {
    /// Running speech: a paragraph that is only words goes on with the speaker of the paragraph before, and
    /// words that follow words directly have one speaker.
    pub(super) fn carried(&self, index: usize) -> Option<Attribution> {
        let speech = self.speeches[index];
        let previous = *self.speeches.get(index.checked_sub(1)?)?;
        let between = self.text[previous.close..speech.open].trim();
        let same_paragraph = previous.paragraph == speech.paragraph;
        let next_paragraph = previous.paragraph + 1 == speech.paragraph;
        let adjacent = between.is_empty() && (same_paragraph || next_paragraph);
        // Two voices in a row each have a paragraph of their own and close their marks; the first of them
        // is then named behind its own words.
        let named_before = previous.open > self.paragraphs[previous.paragraph].span.start as usize;
        if !adjacent || !(same_paragraph || named_before || !previous.closed) {
            return None;
        }
        let mut known = self.known.last()?.clone();
        known.verb = None;
        known.speaker.is_some().then_some(known)
    }

    /// `王芳介绍，新技术将…。“切口极小。”`: the paragraph reports a speaker before the words, or has only one
    /// person who could be it.
    pub(super) fn reported(&self, index: usize) -> Option<Attribution> {
        let speech = self.speeches[index];
        let paragraph = self.paragraphs[speech.paragraph].span;
        let from = paragraph.start as usize;
        let previous = index.checked_sub(1).map(|index| self.speeches[index]);
        let last_close = previous
            .filter(|previous| previous.paragraph == speech.paragraph)
            .map_or(from, |previous| previous.close);
        for verb in between(self.verbs, last_close, speech.open)
            .iter()
            .rev()
            .take(REACH)
        {
            if verb.kind == Kind::Say {
                let clause = self.sentence_start(verb.start, from);
                if let Some(mut found) = self.subject(clause, verb.start, None) {
                    found.verb = None;
                    return Some(found);
                }
            }
        }
        // 王芳头一个站起来。“…”: the sentence right before the words begins with who acts in it.
        let told = self.text[last_close..speech.open].trim_end();
        if let Some(told) = told.strip_suffix(['。', '！', '？'])
            && let sentence = self.sentence_start(last_close + told.len(), last_close)
            && let Some(person) = self.suitable(sentence, speech.open).next()
            && self.begins(person, sentence)
        {
            return Some(self.attributed(person, None));
        }
        if last_close > from {
            let mut known = self.known.last()?.clone();
            known.verb = None;
            return known.speaker.is_some().then_some(known);
        }
        let mut suitable = self.suitable(from, speech.open);
        let only = suitable.next()?;
        suitable
            .all(|person| person.name == only.name)
            .then(|| self.attributed(only, None))
    }

    /// A paragraph that is only words, after one that tells of one person alone.
    pub(super) fn alone(&self, index: usize) -> Option<Attribution> {
        let speech = self.speeches[index];
        let paragraph = self.paragraphs[speech.paragraph].span;
        let whole = self.text[paragraph.start as usize..speech.open]
            .trim()
            .is_empty()
            && self.text[speech.close.min(paragraph.end as usize)..paragraph.end as usize]
                .trim()
                .is_empty();
        let previous = self.paragraphs[speech.paragraph.checked_sub(1)?].span;
        // A paragraph of words or a dash behind it: voices in turn, or the name comes after.
        let next = self.paragraphs.get(speech.paragraph + 1);
        let next = next.map_or("", |next| next.span.slice(self.text).trim_start());
        if next.starts_with('—') {
            let span = self.paragraphs[speech.paragraph + 1].span;
            let person = self
                .suitable(span.start as usize, span.end as usize)
                .next()?;
            return whole.then(|| self.attributed(person, None));
        }
        if next.starts_with(['“', '"', '「'])
            || previous
                .slice(self.text)
                .trim_start()
                .starts_with(['“', '"', '「'])
        {
            return None;
        }
        if !whole
            || !previous
                .slice(self.text)
                .trim_end()
                .ends_with(['。', '！', '？'])
        {
            return None;
        }
        let mut suitable = self.suitable(previous.start as usize, previous.end as usize);
        let only = suitable.next()?;
        suitable
            .all(|person| person.name == only.name)
            .then(|| self.attributed(only, None))
    }
}
