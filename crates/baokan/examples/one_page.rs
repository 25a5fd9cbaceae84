//! Reads one page and prints what stands on it: `cargo run --example one_page -- PAGE`.

use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(path) = std::env::args().nth(1) else {
        eprintln!("usage: one_page PAGE");
        return ExitCode::from(2);
    };
    let corpus = match baokan::read(path.as_str(), &baokan::Options::default()) {
        Ok(corpus) => corpus,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    };
    for page in corpus.pages() {
        for found in &page.articles {
            let article = &found.article;
            println!("{}", article.headline.as_deref().unwrap_or("-"));
            println!("  by {}", article.authors.join(", "));
            for topic in &found.topics {
                println!("  {} {:.2}", topic.id, topic.score);
            }
            for place in &found.marks.places {
                let code = place.code.as_deref().unwrap_or("-");
                println!("  {} {code}", place.span.slice(&article.text));
            }
        }
    }
    ExitCode::SUCCESS
}
