//! The forms of a province's, city's or county's name that papers print beside the official one.

use std::sync::LazyLock;

use crate::entry::shipped;

/// Nationalities, longest first, so that `哈萨克族` is not cut as `族`.
static GROUPS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let mut groups: Vec<&str> = shipped(include_str!("../../data/ethnic_groups.tsv"))
        .map(|entry| entry.term)
        .collect();
    groups.sort_by_key(|group| std::cmp::Reverse(group.len()));
    groups
});

/// A form of a unit's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Form {
    pub(super) text: String,
    /// Whether the form still ends in the word for its level: `恩施州`, against `恩施`.
    pub(super) marked: bool,
}

/// Every form of an official name, the official one first.
///
/// Papers drop the nationalities and mostly the level too: `富川瑶族自治县` is `富川县` or `富川`,
/// `恩施土家族苗族自治州` is `恩施州` or `恩施`. A stem of one character (`兴县`) is never printed alone.
pub(super) fn forms(official: &str) -> Vec<Form> {
    let marked = |text: String| Form { text, marked: true };
    let mut forms = vec![marked(official.to_owned())];
    let levels = [
        ("维吾尔自治区", ""),
        ("自治区", ""),
        ("特别行政区", ""),
        ("自治州", "州"),
        ("自治县", "县"),
        ("自治旗", "旗"),
        ("新区", "新区"),
        ("地区", ""),
        ("林区", ""),
        ("省", ""),
        ("市", ""),
        ("盟", ""),
        ("县", ""),
        ("区", ""),
        ("旗", ""),
    ];
    let Some((stem, level)) = levels
        .iter()
        .find_map(|&(suffix, level)| Some((official.strip_suffix(suffix)?, level)))
    else {
        return forms;
    };
    let stem = without_groups(stem);
    if !level.is_empty() && !official.ends_with("新区") {
        forms.push(marked(format!("{stem}{level}")));
    }
    if stem.chars().count() > 1 {
        forms.push(Form {
            text: stem.to_owned(),
            marked: false,
        });
    }
    forms.dedup();
    forms
}

/// `富川瑶族` → `富川`, `积石山保安族东乡族撒拉族` → `积石山`; a name that is nothing but nationalities stays.
fn without_groups(stem: &str) -> &str {
    let mut rest = stem;
    while let Some(shorter) = GROUPS.iter().find_map(|group| rest.strip_suffix(group)) {
        if shorter.chars().count() < 2 {
            break;
        }
        rest = shorter;
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_as_papers_print_them() {
        let cases = [
            ("湖北省", "湖北省 湖北"),
            ("内蒙古自治区", "内蒙古自治区 内蒙古"),
            ("广西壮族自治区", "广西壮族自治区 广西"),
            ("新疆维吾尔自治区", "新疆维吾尔自治区 新疆"),
            ("恩施土家族苗族自治州", "恩施土家族苗族自治州 恩施州 恩施"),
            ("富川瑶族自治县", "富川瑶族自治县 富川县 富川"),
            (
                "积石山保安族东乡族撒拉族自治县",
                "积石山保安族东乡族撒拉族自治县 积石山县 积石山",
            ),
            ("武陵区", "武陵区 武陵"),
            ("兴县", "兴县"),
            ("浦东新区", "浦东新区 浦东"),
            ("阿克苏地区", "阿克苏地区 阿克苏"),
            ("神农架林区", "神农架林区 神农架"),
        ];
        for (official, printed) in cases {
            let forms: Vec<String> = forms(official).into_iter().map(|form| form.text).collect();
            assert_eq!(forms.join(" "), printed);
        }
    }
}
