//! The one integration test: what the library promises over whole pages, seen from outside.

mod suite {
    mod conservation;
    mod golden;
    mod parallel;
    mod spans;
}
