#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| baokan_fuzz::promise::marks(bytes));
