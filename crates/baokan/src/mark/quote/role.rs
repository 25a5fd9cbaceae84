//! Speakers without a name: pronouns, and people called by their role.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::character;
use crate::entry::shipped;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Pronoun {
    Singular,
    Plural,
}

/// The pronoun that is the subject of a clause: `他`, `她笑着`, `他们`.
pub(super) fn pronoun(clause: &str) -> Option<Pronoun> {
    let at = clause.rfind(['他', '她'])?;
    let rest = &clause[at + '他'.len_utf8()..];
    if rest.starts_with('的')
        || clause[..at].ends_with('其')
        || clause[..at].ends_with(['对', '向', '给'])
    {
        return None;
    }
    Some(if rest.starts_with('们') {
        Pronoun::Plural
    } else {
        Pronoun::Singular
    })
}

/// The role that is the subject of a clause: `县水利局有关负责人`, `该负责人`, `业界专家`.
pub(super) fn role(clause: &str) -> Option<&str> {
    /// The longest role, in characters, and the longest phrase that ends in one.
    const ROLE: usize = 7;
    const PHRASE: usize = 24;
    let offsets: Vec<usize> = clause
        .char_indices()
        .map(|(at, _)| at)
        .chain([clause.len()])
        .collect();
    if offsets.len() > 3 * PHRASE {
        return None;
    }
    let mut end = None;
    let mut at = 0;
    while at + 1 < offsets.len() {
        let longest = (1..=ROLE.min(offsets.len() - 1 - at)).rev().find(|length| {
            ROLES
                .nouns
                .contains(&clause[offsets[at]..offsets[at + length]])
        });
        match longest {
            // 学生家长, 人大代表: roles that touch are one.
            Some(length) => {
                at += length;
                end = Some(at);
            }
            None if end.is_some() => break,
            None => at += 1,
        }
    }
    let end = offsets[end?];
    // 村民王芳边干边说: without a list of persons the name behind the role is not seen, but it is not skipped.
    if !clause[end..].is_empty()
        && !clause[end..]
            .starts_with(|next| matches!(next, '（' | '(') || character::AFTER_ROLE.has(next))
    {
        return None;
    }
    let mut phrase = &clause[..end];
    if let Some(at) = phrase.rfind(['的', '“', '”', '、', '：', ':']) {
        phrase = &phrase[at + phrase[at..].chars().next().map_or(1, char::len_utf8)..];
    }
    phrase = phrase.trim_start_matches(|character: char| !character.is_alphanumeric());
    while let Some(rest) = ROLES
        .determiners
        .iter()
        .find_map(|determiner| phrase.strip_prefix(determiner))
    {
        phrase = rest;
    }
    let letters = phrase.chars().count();
    ((2..=PHRASE).contains(&letters) && phrase != "记者").then_some(phrase)
}

struct Roles {
    nouns: HashSet<&'static str>,
    /// Words before a role that are no part of it: `多位业界专家` are 业界专家.
    determiners: Vec<&'static str>,
}

static ROLES: LazyLock<Roles> = LazyLock::new(|| {
    let (determiners, nouns): (Vec<_>, Vec<_>) =
        shipped(include_str!("../../../data/speaker_roles.tsv"))
            .partition(|entry| entry.fields[0] == "determiner");
    Roles {
        nouns: nouns.into_iter().map(|entry| entry.term).collect(),
        determiners: determiners.into_iter().map(|entry| entry.term).collect(),
    }
});
