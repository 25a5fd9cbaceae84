//! Packs the dictionary and the models of jieba into `crates/baokan/data/dictionary.bin`.
//!
//! `make dictionary` runs it. What it reads lies in the packages `jieba-rs` and `jieba-macros` of the
//! versions `Cargo.lock` names; the words of `lexicon.tsv` are added as `jieba_rs` would add them. The
//! same packages and list give the same bytes.

mod layout;
mod source;
mod trie;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

type Failure = Box<dyn std::error::Error>;

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let (Some(lexicon), Some(output)) = (arguments.next(), arguments.next()) else {
        eprintln!("usage: baokan-dictionary LEXICON OUTPUT");
        return ExitCode::FAILURE;
    };
    let written = pack(&lexicon).and_then(|packed| {
        std::fs::write(&output, &packed)?;
        Ok(packed.len())
    });
    match written {
        Ok(bytes) => {
            println!("{}: {bytes} bytes", output.display());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("baokan-dictionary: {error}");
            ExitCode::FAILURE
        }
    }
}

fn pack(lexicon: &Path) -> Result<Vec<u8>, Failure> {
    let lexicon = std::fs::read_to_string(lexicon)?;
    layout::pack(&source::read(&lexicon)?, &lexicon)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_packed_file_is_what_the_packages_give() {
        let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../baokan/data");
        let packed = pack(&data.join("lexicon.tsv")).unwrap();
        let shipped = std::fs::read(data.join("dictionary.bin")).unwrap();
        assert!(
            packed == shipped,
            "dictionary.bin is not what its sources give: run `make dictionary`"
        );
    }
}
