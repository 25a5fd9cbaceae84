//! Every data file is described, with where it is from, its licence, and for packed ones the sum of its bytes.

use std::fs;
use std::path::{Path, PathBuf};

/// The licences data may be under; WTFPL is the gazetteer's source.
const LICENCES: [&str; 4] = ["MIT", "Apache-2.0", "Unicode-3.0", "WTFPL"];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data")
}

/// The names of the data files.
fn names() -> Vec<String> {
    let entries = fs::read_dir(folder()).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name != "README.md")
        .collect();
    names.sort();
    names
}

/// FNV-1a with 64 bits, as `sum` in the readme.
fn fnv(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// A number with its digits in groups of three.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> = digits
        .as_bytes()
        .rchunks(3)
        .rev()
        .map(|group| str::from_utf8(group).unwrap())
        .collect();
    groups.join(",")
}

#[test]
fn every_file_has_a_section_that_names_its_licence() {
    let readme = fs::read_to_string(folder().join("README.md")).unwrap();
    let sections: Vec<&str> = readme.split("\n## ").skip(1).collect();
    let mut missing = Vec::new();
    for name in names() {
        let own = |section: &&&str| section.lines().next() == Some(name.as_str());
        let listed = |section: &&&str| section.contains(&format!("\n| `{name}` | "));
        let section = sections
            .iter()
            .find(own)
            .or_else(|| sections.iter().find(listed));
        let described =
            section.is_some_and(|section| LICENCES.iter().any(|licence| section.contains(licence)));
        if !described {
            missing.push(name);
        }
    }
    assert!(
        missing.is_empty(),
        "data/README.md says nothing of {missing:?}"
    );
}

#[test]
fn every_described_file_is_there() {
    let readme = fs::read_to_string(folder().join("README.md")).unwrap();
    let names = names();
    let headed = readme
        .lines()
        .filter_map(|line| line.strip_prefix("## "))
        .filter(|head| head.contains('.'));
    let listed = readme
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split('`').next());
    for name in headed.chain(listed) {
        assert!(names.iter().any(|known| known == name), "no file {name}");
    }
}

#[test]
fn packed_files_are_the_recorded_ones() {
    let readme = fs::read_to_string(folder().join("README.md")).unwrap();
    let packed: Vec<String> = names()
        .into_iter()
        .filter(|name| name.ends_with(".bin"))
        .collect();
    assert!(packed.len() >= 3);
    for name in packed {
        let bytes = fs::read(folder().join(&name)).unwrap();
        let (_, section) = readme.split_once(&format!("\n## {name}\n")).unwrap();
        let section = section.split("\n## ").next().unwrap();
        let recorded = format!(
            "{} bytes, FNV-1a 64 `{:016x}`",
            grouped(bytes.len()),
            fnv(&bytes)
        );
        assert!(section.contains(&recorded), "{name}: {recorded}");
    }
}

#[test]
fn every_list_says_at_its_head_what_it_is() {
    for name in names() {
        if name.ends_with(".bin") {
            continue;
        }
        let text = fs::read_to_string(folder().join(&name))
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(text.starts_with('#'), "{name} begins without a comment");
        assert!(!text.contains('\r') && text.ends_with('\n'), "{name}");
    }
}
