//! Computes what a result depends on beside its input: a fingerprint of the data files and one of the
//! sources, so that whoever holds a table can tell whether another was made by the same rules.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

#[path = "src/fingerprint.rs"]
mod fingerprint;

use fingerprint::Fingerprint;

fn main() -> io::Result<()> {
    for (name, folder) in [("DATA", "data"), ("RULES", "src")] {
        println!("cargo::rerun-if-changed={folder}");
        let fingerprint = of_folder(Path::new(folder))?;
        println!("cargo::rustc-env=BAOKAN_{name}_VERSION={fingerprint}");
    }
    Ok(())
}

fn of_folder(folder: &Path) -> io::Result<Fingerprint> {
    let mut files = Vec::new();
    walk(folder, &mut files)?;
    files.sort();
    let mut fingerprint = Fingerprint::default();
    for file in files {
        // A checkout on Windows differs in separators and line ends, and gives the same results.
        let name = file.to_string_lossy().replace('\\', "/");
        fingerprint.add(name.as_bytes());
        let mut bytes = fs::read(&file)?;
        bytes.retain(|&byte| byte != b'\r');
        fingerprint.add(&bytes);
    }
    Ok(fingerprint)
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            walk(&path, files)?;
        } else if !path
            .file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with('.'))
        {
            files.push(path);
        }
    }
    Ok(())
}
