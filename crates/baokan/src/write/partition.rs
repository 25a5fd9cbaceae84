//! A data set of Parquet files in a folder for each day, paper or region, as Hive, Spark, DuckDB, polars
//! and pyarrow lay one out: `tokens/issue_date=2022-05-24/part-0.parquet`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use super::Format;
use super::file::{TableFile, part};
use super::manifest::Manifest;
use crate::corpus::Corpus;
use crate::error::{Error, ErrorKind, Result};
use crate::page::Page;
use crate::pool::in_parallel;
use crate::progress::Progress;
use crate::table::TABLES;

/// The column of `pages` that a data set is partitioned by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Partition {
    /// The day the issue is dated.
    IssueDate,
    /// The name of the paper.
    Outlet,
    /// The division code of the paper's home region.
    Region,
}

impl Partition {
    /// The name of the column.
    #[must_use]
    pub fn column(self) -> &'static str {
        match self {
            Self::IssueDate => "issue_date",
            Self::Outlet => "outlet",
            Self::Region => "region",
        }
    }

    fn value(self, page: &Page) -> Option<String> {
        match self {
            Self::IssueDate => page.issue_date.map(|day| day.to_string()),
            Self::Outlet => page.outlet.clone(),
            Self::Region => page.region.clone(),
        }
    }

    /// The folder of a value, in Hive's spelling: what a path cannot hold is percent-encoded, and pages
    /// without a value share a folder of a fixed name.
    fn folder(self, value: Option<&str>) -> String {
        let mut name = format!("{}=", self.column());
        let Some(value) = value.filter(|value| !value.is_empty()) else {
            return name + "__HIVE_DEFAULT_PARTITION__";
        };
        for character in value.chars() {
            if character.is_control() || "\"#%'*/:=?\\{[]^<>|".contains(character) {
                let mut bytes = [0; 4];
                for byte in character.encode_utf8(&mut bytes).bytes() {
                    // Writing to a string cannot fail.
                    let _ = write!(name, "%{byte:02X}");
                }
            } else {
                name.push(character);
            }
        }
        name
    }
}

impl FromStr for Partition {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        [Self::IssueDate, Self::Outlet, Self::Region]
            .into_iter()
            .find(|partition| partition.column() == name)
            .ok_or_else(|| {
                let message =
                    format!("partition_by: issue_date, outlet or region expected, found {name:?}");
                Error::new(ErrorKind::Argument, message)
            })
    }
}

impl Corpus {
    /// Writes every table as a data set of Parquet files partitioned by a column of `pages`, and returns
    /// the folders of the tables.
    ///
    /// The column itself stands in the names of the folders alone, as these data sets have it. A table
    /// without rows has one file, so that its columns can be read. A data set that stands at its place
    /// is replaced when the new one is complete.
    ///
    /// # Errors
    ///
    /// When something else stands at the place of a table, when a file cannot be written, or `progress`
    /// was cancelled.
    ///
    /// ```
    /// use baokan::{Options, Partition, Progress};
    ///
    /// let folder = tempfile::tempdir()?;
    /// std::fs::write(folder.path().join("2022-05-24_03.txt"), "某县召开会议\n本报讯 5月20日,某县召开会议。")?;
    /// let corpus = baokan::read(folder.path(), &Options::default())?;
    /// let tables = folder.path().join("tables");
    /// corpus.write_partitioned(&tables, Partition::IssueDate, &Progress::default())?;
    /// assert!(tables.join("articles/issue_date=2022-05-24/part-0.parquet").is_file());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn write_partitioned(
        &self,
        folder: impl AsRef<Path>,
        by: Partition,
        progress: &Progress,
    ) -> Result<Vec<PathBuf>> {
        let folder = folder.as_ref();
        let failed = |path: &Path| {
            let path = path.to_path_buf();
            move |error| Error::io(ErrorKind::Write, path, error)
        };
        for name in TABLES {
            check_replaceable(&folder.join(name))?;
        }
        fs::create_dir_all(folder).map_err(failed(folder))?;
        progress.begin(TABLES.len());
        let partitions = self.partitions(by);
        let new = part(&folder.join(".partitions"));
        let threads = self.analyzer().options().threads;
        let written = in_parallel(TABLES.to_vec(), threads, |name| {
            let rows = self.write_partitions(name, &new.join(name), by, &partitions, progress)?;
            progress.step();
            Ok((folder.join(name), rows))
        });
        let placed = written.and_then(|tables| {
            for (path, _) in &tables {
                if path.exists() {
                    fs::remove_dir_all(path).map_err(failed(path))?;
                }
                let name = path.file_name().unwrap_or_default();
                fs::rename(new.join(name), path).map_err(failed(path))?;
            }
            Manifest::of_corpus(self, Format::Parquet, &tables).save(folder)?;
            Ok(tables.into_iter().map(|(path, _)| path).collect())
        });
        // What is left in it is of no use; that it cannot be removed adds nothing.
        let _ = fs::remove_dir_all(&new);
        placed
    }

    /// The pages of each partition, in stretches.
    fn partitions(&self, by: Partition) -> BTreeMap<String, Vec<Range<usize>>> {
        /// As many bytes of text make a batch of rows.
        const BATCH: usize = 1 << 20;
        let mut partitions: BTreeMap<String, (Vec<Range<usize>>, usize)> = BTreeMap::new();
        for (number, analysis) in self.pages().iter().enumerate() {
            let folder = by.folder(by.value(&analysis.page).as_deref());
            let (stretches, bytes) = partitions.entry(folder).or_default();
            match stretches.last_mut() {
                Some(last) if last.end == number && *bytes < BATCH => last.end += 1,
                _ => {
                    stretches.push(number..number + 1);
                    *bytes = 0;
                }
            }
            *bytes += analysis.page.text.len();
        }
        let stretches = partitions
            .into_iter()
            .map(|(folder, (stretches, _))| (folder, stretches));
        stretches.collect()
    }

    /// Writes the files of one table; returns how many rows they hold.
    fn write_partitions(
        &self,
        name: &str,
        folder: &Path,
        by: Partition,
        partitions: &BTreeMap<String, Vec<Range<usize>>>,
        progress: &Progress,
    ) -> Result<usize> {
        let mut rows = 0;
        let mut first = None;
        for (partition, stretches) in partitions {
            progress.check()?;
            let table = self
                .table_of_stretches(name, stretches.clone())?
                .without(by.column());
            let path = folder.join(partition);
            if table.is_empty() {
                first.get_or_insert((path, table));
                continue;
            }
            rows += table.len();
            write(&table, &path)?;
        }
        if rows == 0 {
            let (path, table) = match first {
                Some(first) => first,
                None => {
                    let none = self.table_of_stretches(name, Vec::new())?;
                    (folder.join(by.folder(None)), none.without(by.column()))
                }
            };
            write(&table, &path)?;
        }
        Ok(rows)
    }
}

fn write(table: &crate::table::Table, folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).map_err(|error| Error::io(ErrorKind::Write, folder, error))?;
    let path = folder.join("part-0.parquet");
    let mut file = TableFile::create(&path, table.schema(), Format::Parquet)?;
    file.append(table)?;
    file.finish()
}

/// Refuses to put a data set in the place of anything that is none.
fn check_replaceable(path: &Path) -> Result<()> {
    let entries = match fs::read_dir(path) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(Error::io(ErrorKind::Write, path, error)),
    };
    for entry in entries {
        let entry = entry.map_err(|error| Error::io(ErrorKind::Write, path, error))?;
        if !entry.file_name().to_string_lossy().contains('=') {
            let message = "is no partitioned data set, and is not replaced by one";
            return Err(Error::new(ErrorKind::Write, message).at_path(path));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_spelled_as_hive_does() {
        let folder = |value| Partition::Outlet.folder(value);
        assert_eq!(folder(Some("禾山周报")), "outlet=禾山周报");
        assert_eq!(folder(Some("a/b=c%")), "outlet=a%2Fb%3Dc%25");
        assert_eq!(folder(Some("..")), "outlet=..");
        assert_eq!(folder(None), "outlet=__HIVE_DEFAULT_PARTITION__");
        assert_eq!(folder(Some("")), "outlet=__HIVE_DEFAULT_PARTITION__");
    }

    #[test]
    fn columns_are_named() {
        assert_eq!(
            "issue_date".parse::<Partition>().ok(),
            Some(Partition::IssueDate)
        );
        let error = "page".parse::<Partition>().unwrap_err();
        assert!(error.to_string().starts_with("partition_by: "));
    }
}
