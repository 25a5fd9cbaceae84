//! The one integration test: what the library promises over whole pages, seen from outside.

#![expect(clippy::unwrap_used, reason = "a test that fails says where")]

mod suite {
    mod conservation;
    mod corpus;
    mod data;
    mod golden;
    mod hostile;
    mod parallel;
    #[expect(unreachable_pub, reason = "the fuzz targets reach it")]
    mod promise;
    mod reading;
    #[expect(unreachable_pub, reason = "the bench reaches it")]
    mod shape;
    mod snapshot;
    mod spans;
}
