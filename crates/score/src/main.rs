//! experiments
#![allow(
    clippy::all,
    clippy::pedantic,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "an experiment"
)]
mod dates;
mod figures;
mod measure;
mod own;
mod polnear;
use measure::*;
use read::attribution::attributions;
use read::cues::Cues;
use read::doc::Doc;
use read::tagger::learn::{Lesson, SETTINGS, learn};
use read::tagger::*;
use read::{Raw, blocks};

fn lessons<'a>(pages: &'a [(read::page::Page, Vec<Spans>)], cues: &Cues) -> Vec<Lesson<'a>> {
    pages
        .iter()
        .map(|(page, gold)| {
            let doc = Doc::new(&page.text, &blocks(page));
            let rules = attributions(&doc, cues, &|_| false)
                .iter()
                .filter(|i| !i.told)
                .map(Marked::from_rule)
                .collect();
            let gold = gold.iter().map(|g| Marked::from_spans(&doc, g)).collect();
            Lesson { doc, gold, rules }
        })
        .collect()
}
fn pages(path: &str, take: usize) -> Vec<(read::page::Page, Vec<Spans>)> {
    let text = std::fs::read_to_string(path).unwrap();
    polnear::articles(&text)
        .unwrap()
        .into_iter()
        .take(take)
        .map(|a| (read::page::page(&Raw { path: &a.name, bytes: a.text.as_bytes() }), a.gold))
        .collect()
}
fn corpus(path: &str) -> Vec<(read::page::Page, Vec<Spans>)> {
    let mut files: Vec<_> = std::fs::read_dir(path)
        .unwrap()
        .flat_map(|d| {
            let p = d.unwrap().path();
            if p.is_dir() {
                std::fs::read_dir(p).unwrap().map(|f| f.unwrap().path()).collect()
            } else {
                vec![]
            }
        })
        .collect();
    files.sort();
    files
        .iter()
        .map(|f| {
            let (a, faults) = read::corpus::parse(&std::fs::read_to_string(f).unwrap());
            for x in faults {
                println!("{}:{}", f.display(), x);
            }
            let gold = a
                .attributions
                .iter()
                .map(|i| Spans {
                    source: i.source.iter().map(|s| s.0).collect(),
                    cue: i.cue.clone(),
                    content: i.content.clone(),
                })
                .collect();
            (read::page::page(&Raw { path: "x.txt", bytes: a.text.as_bytes() }), gold)
        })
        .collect()
}
/// `dates|figures [train|held-out] [--show N]`
fn values(args: &[String]) {
    let held_out = args.iter().any(|arg| arg == "held-out");
    let part = if held_out { own::Part::HeldOut } else { own::Part::Train };
    let show = args.iter().skip_while(|arg| *arg != "--show").nth(1);
    let show: usize = show.and_then(|n| n.parse().ok()).unwrap_or(0);
    let (mut dates, mut figures) = (dates::DateScore::default(), figures::FigureScore::default());
    for (name, document) in own::documents("corpus", part) {
        if args[1] == "dates" {
            dates.add(&name, &document);
        } else {
            figures.add(&name, &document);
        }
    }
    let (table, misses) = if args[1] == "dates" {
        (dates.table(), dates.misses)
    } else {
        (figures.table(), figures.misses)
    };
    for line in misses.iter().take(show) {
        println!("{line}");
    }
    print!("{table}");
}
fn main() {
    let args: Vec<String> = std::env::args().collect();
    if matches!(args.get(1).map(String::as_str), Some("dates" | "figures")) {
        return values(&args);
    }
    let cues = Cues::built_in();
    let lists = WordLists::new(&cues);
    let train = if args[1] == "corpus" {
        corpus("corpus")
    } else {
        pages("../shared/polnear/train.jsonl", args[1].parse().unwrap())
    };
    let dev = pages("../shared/polnear/dev.jsonl", 1000);
    let t = std::time::Instant::now();
    let tl = lessons(&train, &cues);
    let dl = lessons(&dev, &cues);
    println!(
        "rules {:?} {} tokens",
        t.elapsed(),
        tl.iter().map(|l| l.doc.tokens.len()).sum::<usize>()
    );
    let mut settings = SETTINGS;
    if let Some(n) = args.get(6) {
        settings.dropout = n.parse().unwrap();
    }
    if let Some(n) = args.get(2) {
        settings.least_seen = n.parse().unwrap();
    }
    if let Some(n) = args.get(3) {
        settings.epochs = n.parse().unwrap();
    }
    if let Some(n) = args.get(4) {
        settings.rate = n.parse().unwrap();
    }
    if let Some(n) = args.get(5) {
        settings.least_weight = n.parse().unwrap();
    }
    let t = std::time::Instant::now();
    let learned =
        learn(&tl, &cues, &lists, settings, &|a, b| eprintln!("{a}/{b} {:?}", t.elapsed()));
    println!("rows {} {}", learned.tagger.first.rows.len(), learned.tagger.second.rows.len());
    for lean in [-0.5f32, 0.0, 0.3, 0.6, 1.0] {
        let mut learned = learned.tagger.clone();
        learned.lean = lean;
        println!("lean {lean}");
        let span = |doc: &Doc, m: &Marked| Spans {
            source: m.source.iter().map(|r| doc.span(r)).collect(),
            cue: m.cue.iter().map(|r| doc.span(r)).collect(),
            content: m.content.iter().map(|r| doc.span(r)).collect(),
        };
        let (mut rules, mut model, mut link_gold) =
            (Both::default(), Both::default(), Both::default());
        let mut words_ = [Both::default(); 3];
        let t = std::time::Instant::now();
        let mut n = 0;
        for (l, (_, gold)) in dl.iter().zip(&dev) {
            let r: Vec<Spans> = l.rules.iter().map(|m| span(&l.doc, m)).collect();
            whole(gold, &r, &mut rules);
            let tagged = learned.tag(&l.doc, &cues, &lists, &l.rules);
            n += l.doc.tokens.len();
            let g = labels(l.doc.tokens.len(), &l.gold);
            for (i, role) in [Role::Source, Role::Cue, Role::Content].into_iter().enumerate() {
                words(&g, &tagged.labels, role, &mut words_[i]);
            }
            let to = |labels: &[u8]| -> Vec<Spans> {
                link(&l.doc, &spans(labels))
                    .into_iter()
                    .map(|x| {
                        span(
                            &l.doc,
                            &Marked {
                                source: x.source.into_iter().collect(),
                                cue: x.cue.into_iter().collect(),
                                content: x.content,
                            },
                        )
                    })
                    .collect()
            };
            whole(gold, &to(&tagged.labels), &mut model);
            whole(gold, &to(&g), &mut link_gold);
        }
        println!("tag {:?} {n} tokens", t.elapsed());
        for b in words_ {
            println!(
                "words R {:.3} P {:.3} F {:.3}",
                b.recall.value(),
                b.precision.value(),
                b.f1()
            );
        }
        for (n, b) in [("rules", rules), ("model", model), ("link gold", link_gold)] {
            println!("{n} R {:.3} P {:.3} F {:.3}", b.recall.value(), b.precision.value(), b.f1());
        }
    }
}
