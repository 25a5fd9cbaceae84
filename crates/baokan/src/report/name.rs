//! What kinds of things are called where people read.

use crate::mark::{Level, TimeKind};

use super::highlight::Class;

/// The CSS class of a kind of highlight.
pub(super) fn css(class: Class) -> &'static str {
    match class {
        Class::Person => "person",
        Class::Place => "place",
        Class::Org => "org",
        Class::Time => "time",
        Class::Quantity => "quantity",
        Class::Quote => "quote",
        Class::Slogan => "slogan",
        Class::Evidence(_) => "evidence",
        Class::Record(_) => "record",
    }
}

/// A kind of highlight for people.
pub(super) fn name(class: Class) -> &'static str {
    match class {
        Class::Person => "人物",
        Class::Place => "地点",
        Class::Org => "机构",
        Class::Time => "时间",
        Class::Quantity => "数量",
        Class::Quote => "引语",
        Class::Slogan => "提法",
        Class::Evidence(_) => "主题",
        Class::Record(_) => "记录",
    }
}

/// The level of a place for people.
pub(super) fn level_name(level: Level) -> &'static str {
    match level {
        Level::Country => "国家",
        Level::Province => "省级",
        Level::City => "地级",
        Level::County => "县级",
        Level::Town => "乡级",
        Level::Village => "村级",
        Level::Poi => "地点",
    }
}

/// The kind of an organisation for people.
pub(super) fn org_name(kind: &'static str) -> &'static str {
    match kind {
        "government" => "政府部门",
        "party" => "党组织",
        "company" => "企业",
        "school" => "学校",
        "hospital" => "医院",
        "court" => "司法机关",
        "bank" => "银行",
        "association" => "社团",
        "media" => "媒体",
        "cooperative" => "合作社",
        "other" => "其他机构",
        _ => kind,
    }
}

/// The kind of a time that has no value, for people.
pub(super) fn time_name(kind: TimeKind) -> &'static str {
    match kind {
        TimeKind::Date => "日期",
        TimeKind::Time => "时刻",
        TimeKind::Duration => "时长",
        TimeKind::Set => "周期",
        TimeKind::Vague => "未指明",
    }
}
