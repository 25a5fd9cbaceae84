//! A data set of Parquet files, in a folder for each day, paper or region.
