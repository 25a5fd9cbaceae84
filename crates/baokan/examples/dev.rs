//! dev
fn main() {
    let mut out = Vec::new();
    for path in std::env::args().skip(1) {
        let meta: serde_json::Value = std::fs::read_to_string(path.replace(".txt", ".meta.json")).ok().and_then(|t| serde_json::from_str(&t).ok()).unwrap_or_default();
        let mut page = baokan::Page { source: path.clone(), text: std::fs::read_to_string(&path).unwrap(), issue_date: meta["issue_date"].as_str().and_then(|d| d.parse().ok()), ..Default::default() };
        let (articles, captions, furniture) = baokan::dev_split(&mut page);
        let furniture: Vec<_> = furniture.iter().map(|f| serde_json::json!({"kind": f.kind, "text": f.span.slice(&page.text)})).collect();
        let articles: Vec<_> = articles.iter().enumerate().map(|(n, a)| {
            let mut v = serde_json::to_value(a).unwrap();
            v["paragraph_rows"] = v["paragraphs"].clone();
            v["paragraphs"] = a.paragraphs.iter().map(|p| p.span.slice(&a.text)).collect();
            v["captions"] = captions.iter().filter(|c| c.article == Some(n)).map(|c| serde_json::json!({"text": c.text, "photographer": c.photographer})).collect();
            v["date"] = a.date.map(|d| d.to_string()).into();
            v
        }).collect();
        out.push(serde_json::json!({"path": path, "articles": articles, "furniture": furniture, "page_no": page.page_no, "outlet": page.outlet, "issue_date": page.issue_date}));
    }
    println!("{}", serde_json::to_string(&out).unwrap());
}
