use accordant_packs::Packs;
fn main() {
    for name in ["fintech-chatbot", "predictive-maintenance", "cloud-ai", "data-supplier"] {
        let text =
            std::fs::read_to_string(format!("/work/main/examples/{name}/agreement.toml")).unwrap();
        let mut a = accordant_agreement::parse(&text).unwrap();
        a.terms = None;
        a.facts = None;
        let packs = Packs::default();
        let s = accordant_lifecycle::assess::assess(&a, &packs, "2026-11-22".parse().unwrap())
            .map_err(|e| e.iter().map(|d| d.message.clone()).collect::<Vec<_>>())
            .unwrap();
        let m = accordant_lifecycle::map::map(&a, &packs, &s);
        std::fs::create_dir_all("/tmp/draw").unwrap();
        let d = m.drawings();
        std::fs::write(format!("/tmp/draw/{name}-flows.svg"), d.flows.unwrap().svg).unwrap();
        for (k, f) in d.decisions {
            std::fs::write(format!("/tmp/draw/{name}-{k}.svg"), f.svg).unwrap();
        }
    }
}
