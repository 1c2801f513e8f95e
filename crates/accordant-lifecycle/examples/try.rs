use accordant_packs::{Packs, builtin_files};
use std::collections::BTreeSet;
fn main() {
    let files = builtin_files();
    let known: BTreeSet<String> = files.iter().filter_map(|(p,_)| p.strip_prefix("provisions/")?.strip_suffix(".toml").map(|s| s.replace('/',"."))).collect();
    let mut out: Vec<(String,String)> = vec![];
    for (p,t) in files {
        let mut keep = String::new(); let mut skip=false;
        for line in t.lines() {
            if line.starts_with('[') { skip=false; 
                if let Some(r)=line.strip_prefix("[requires.\"") { let id=r.split('"').next().unwrap(); if !known.contains(id) { skip=true; } } 
                }
            if !skip { keep.push_str(line); keep.push('\n'); }
        }
        if p.starts_with("checklists")||p.starts_with("risks") {continue;}
        out.push((p.to_string(),keep));
    }
    let packs = match Packs::load(out.iter().map(|(a,b)| (a.as_str(),b.as_str()))) { Ok(p)=>p, Err(f)=>{ for x in f {println!("{x}");} return; } };
    let outcomes = accordant_packs::run_cases(&packs);
    for o in &outcomes { if let Some(f)=&o.failure { if !f.contains("no risk") {println!("CASE {}.md:{} {}: {f}", o.entry,o.line,o.title);} } }
    println!("{:?}", accordant_packs::count_by_kind(&outcomes));
    for name in ["fintech-chatbot","predictive-maintenance","cloud-ai","data-supplier"] {
        let text = std::fs::read_to_string(format!("/work/main/examples/{name}/agreement.toml")).unwrap();
        let mut a = accordant_agreement::parse(&text).unwrap();
        if let Some(t)=&mut a.terms { t.value.0.retain(|k,_| packs.provisions.contains_key(k)); }
        let s = match accordant_lifecycle::assess::assess(&a,&packs,"2026-11-22".parse().unwrap()) { Ok(s)=>s, Err(e)=>{ for d in e {println!("{name}: {} {}", d.code,d.message);} continue;} };
        let m = accordant_lifecycle::map::map(&a,&packs,&s);
        println!("{name}: {} duties, {} unclear, {} rows, {} findings", s.duties.len(), s.unclear.len(), s.table.rows.len(), s.findings.len());
        for c in &s.classifications { println!("   class {} {} {}", c.name,c.value,c.citation); }
        for f in &s.findings { println!("   {} {} {}", f.severity.as_str(), f.code, f.message); }
        match accordant_lifecycle::structure::structure(&a,&packs,&s,&m.drawings()) {
            Ok(d)=>{ println!("   draft ok, {} traces, gaps", d.traces.len());
              std::fs::write(format!("/tmp/draw/{name}.md"), accordant_document::markdown::write(&d.document)).unwrap(); }
            Err(e)=>println!("   DRAFT ERROR {e}"),
        }
    }
}
