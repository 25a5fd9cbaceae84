//! The stem a unit is indexed under, and the form papers print it in.

/// How a stem is completed to the printed name; the discriminants are those of the packed file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Form {
    /// `镇` for a town, `村` for a village.
    First = 0,
    /// `乡`, `社区`.
    Second = 1,
    /// `街道`, `村社区`.
    Third = 2,
    /// The stem is the whole name.
    Whole = 3,
}

/// The stem and form of a town's official name.
pub(crate) fn town(name: &str) -> (String, Form) {
    let forms = [
        ("街道办事处", Form::Third),
        ("街道", Form::Third),
        ("镇", Form::First),
        ("乡", Form::Second),
    ];
    cut(name, &forms)
}

/// The stem and form of a village's official name.
///
/// The list names the committee, a paper names the village: `竹根湾村民委员会` is printed `竹根湾村`,
/// `长胜桥社区居委会` is printed `长胜桥社区`, and `柏关村社区居委会` is printed `柏关村社区`.
pub(crate) fn village(name: &str) -> (String, Form) {
    let committees = [
        ("社区居民委员会", Form::Second),
        ("社区居委会", Form::Second),
        ("社区村委会", Form::Second),
        ("社区村民委员会", Form::Second),
        ("村社区", Form::Third),
        ("社区", Form::Second),
        ("居民委员会", Form::Second),
        ("居委会", Form::Second),
        ("村民委员会", Form::First),
        ("村委会", Form::First),
        ("村", Form::First),
    ];
    let (stem, form) = cut(name, &committees);
    let last = |suffix: &str| {
        stem.strip_suffix(suffix)
            .filter(|rest| !rest.is_empty())
            .map(str::to_owned)
    };
    match form {
        Form::First if stem.ends_with("嘎查") => (stem, Form::Whole),
        Form::First => (last("村").unwrap_or(stem), form),
        Form::Second => match last("村") {
            Some(rest) => (rest, Form::Third),
            None => (last("社区").unwrap_or(stem), form),
        },
        Form::Third | Form::Whole => (stem, form),
    }
}

/// The stem of an ethnic township without its nationalities: `新山瑶族` of `新山瑶族乡` is also `新山`.
pub(crate) fn plain<'s>(stem: &'s str, groups: &[&str]) -> Option<&'s str> {
    let mut rest = stem;
    while let Some(shorter) = groups.iter().find_map(|group| rest.strip_suffix(group)) {
        rest = shorter;
    }
    (rest.len() < stem.len() && rest.chars().count() > 1).then_some(rest)
}

fn cut(name: &str, forms: &[(&str, Form)]) -> (String, Form) {
    forms
        .iter()
        .find_map(|&(suffix, form)| {
            let stem = name.strip_suffix(suffix)?;
            (!stem.is_empty()).then(|| (stem.to_owned(), form))
        })
        .unwrap_or_else(|| (name.to_owned(), Form::Whole))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn villages_are_indexed_as_papers_print_them() {
        let cases = [
            ("竹根湾村民委员会", "竹根湾", Form::First),
            ("竹岭村委会", "竹岭", Form::First),
            ("王村村委会", "王", Form::First),
            ("长胜桥社区居委会", "长胜桥", Form::Second),
            ("西关居民委员会", "西关", Form::Second),
            ("柏关村社区居委会", "柏关", Form::Third),
            ("柏关村社区", "柏关", Form::Third),
            ("日克嘎查村委会", "日克嘎查", Form::Whole),
            ("曙光林场生活区", "曙光林场生活区", Form::Whole),
        ];
        for (official, stem, form) in cases {
            assert_eq!(village(official), (stem.to_owned(), form), "{official}");
        }
    }

    #[test]
    fn towns_lose_their_suffix_and_their_nationality() {
        assert_eq!(town("穿紫河街道"), ("穿紫河".to_owned(), Form::Third));
        assert_eq!(town("新山瑶族乡"), ("新山瑶族".to_owned(), Form::Second));
        assert_eq!(plain("新山瑶族", &["瑶族", "苗族"]), Some("新山"));
        assert_eq!(plain("新山", &["瑶族"]), None);
    }
}
