use super::*;

#[test]
fn the_whole_edition_is_there() {
    let gazetteer = Gazetteer::new();
    assert_eq!(gazetteer.vintage(), "2023");
    assert_eq!(PACKED.len(), 41_352 + 620_573);
    assert_eq!(
        gazetteer
            .official
            .keys()
            .filter(|code| code.digits() == 2)
            .count(),
        31
    );
}

#[test]
fn the_packed_file_is_the_recorded_one() {
    let recorded = include_str!("../../data/README.md");
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for &byte in include_bytes!("../../data/gazetteer.bin") {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
    }
    assert!(
        recorded.contains(&format!("{hash:016x}")),
        "data/README.md should record FNV-1a {hash:016x}"
    );
}

#[test]
fn every_unit_is_found_by_its_code() {
    for unit in (0..PACKED.len() as u32).step_by(997) {
        assert_eq!(PACKED.unit(PACKED.code(unit)), Some(unit));
    }
}

#[test]
fn names_lead_to_codes_and_back() {
    let gazetteer = Gazetteer::new();
    let found = gazetteer.find("长胜桥社区");
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].full_name, "湖南省常德市武陵区穿紫河街道长胜桥社区");
    assert_eq!(gazetteer.get(&found[0].code).as_ref(), Some(&found[0]));
    assert!(gazetteer.children("430702003").contains(&found[0]));
    assert_eq!(
        gazetteer.get("110105").map(|division| division.full_name),
        Some("北京市朝阳区".to_owned())
    );
}

#[test]
fn a_county_below_the_province_has_no_filler_above() {
    let gazetteer = Gazetteer::new();
    let names: Vec<String> = gazetteer
        .children("42")
        .into_iter()
        .map(|division| division.name)
        .collect();
    assert!(names.contains(&"仙桃市".to_owned()) && names.contains(&"武汉市".to_owned()));
}
