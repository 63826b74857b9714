//! How fast the reader is: whole, stage by stage, and on texts that could make it slow.
//!
//! Everything runs on one thread. The results with their dates stand in `docs/src/benchmarks.md`.

use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use model::{Genre, Span, Talks};
use read::attribution::{Attribution, attributions};
use read::cues::Cues;
use read::dates::{DateMention, date_mentions, document_date};
use read::doc::{Doc, Part};
use read::events::{EventInput, EventWords, events};
use read::figures::figures;
use read::lexicon::{ActorHit, HitKind, IssueHit, Lexicon};
use read::origins::{OriginDoc, Print, origins};
use read::page::{BlockKind, Page, mark_repeated, page, repeated_lines};
use read::speakers::{self, People, Resolved};
use read::stance::Stances;
use read::{Raw, Reader, positions, roles};

mod texts;

use texts::File;

/// How many articles the stages read.
const COUNT: usize = 200;

fn main() {
    divan::main();
}

fn dossier() -> Talks {
    model::file::talks("talks.toml", texts::DOSSIER, &()).0
}

fn raws(files: &[File]) -> Vec<Raw<'_>> {
    files.iter().map(|(path, bytes)| Raw { path, bytes }).collect()
}

fn size(files: &[File]) -> BytesCount {
    BytesCount::new(files.iter().map(|(_, bytes)| bytes.len()).sum::<usize>())
}

/// Measures one stage: articles and bytes a second.
fn measure<T>(bencher: Bencher, files: &[File], work: impl Fn() -> T + Sync) {
    bencher.counter(size(files)).counter(ItemsCount::new(files.len())).bench(work);
}

/// From files to a reading.
mod whole {
    use super::{Bencher, COUNT, Reader, black_box, dossier, measure, raws, texts};

    #[divan::bench(sample_count = 10, sample_size = 1)]
    fn articles(bencher: Bencher) {
        let (files, talks) = (texts::articles(COUNT), dossier());
        let reader = Reader::new(Some(&talks));
        measure(bencher, &files, || reader.read(&raws(&files), 1, &|_, _| {}));
    }

    #[divan::bench(sample_count = 10, sample_size = 1)]
    fn articles_on_two_threads(bencher: Bencher) {
        let (files, talks) = (texts::articles(COUNT), dossier());
        let reader = Reader::new(Some(&talks));
        measure(bencher, &files, || reader.read(&raws(&files), 2, &|_, _| {}));
    }

    #[divan::bench(sample_count = 10, sample_size = 1)]
    fn example_dossier(bencher: Bencher) {
        let files = texts::example();
        let reader = Reader::new(None);
        measure(bencher, &files, || reader.read(&raws(&files), 1, &|_, _| {}));
    }

    #[divan::bench(sample_count = 10, sample_size = 1)]
    fn new_reader(bencher: Bencher) {
        let talks = dossier();
        bencher.bench(|| Reader::new(Some(black_box(&talks))));
    }
}

/// Texts that could make the reader slow, once each.
mod worst {
    use super::{Bencher, Reader, dossier, raws, size, texts};

    #[divan::bench(sample_count = 1, sample_size = 1, args = texts::WORST.map(|(name, _)| name))]
    fn case(bencher: Bencher, name: &str) {
        let mega = texts::WORST.iter().find(|(known, _)| *known == name).map_or(1, |case| case.1);
        let (files, talks) = (vec![texts::worst(name, mega)], dossier());
        let reader = Reader::new(Some(&talks));
        bencher.counter(size(&files)).bench(|| reader.read(&raws(&files), 1, &|_, _| {}));
    }
}

/// The vocabulary.
struct Tools {
    lexicon: Lexicon,
    cues: Cues,
    stances: Stances,
    events: EventWords,
}

impl Tools {
    fn new() -> Self {
        Self {
            lexicon: Lexicon::built_in().with_talks(&dossier()),
            cues: Cues::built_in(),
            stances: Stances::built_in(),
            events: EventWords::built_in(),
        }
    }
}

/// What the stages before have found in an article.
struct Ready<'a> {
    doc: Doc<'a>,
    actors: Vec<ActorHit>,
    issues: Vec<IssueHit>,
    items: Vec<Attribution>,
    dates: Vec<DateMention>,
}

fn doc(page: &Page) -> Doc<'_> {
    let part = |kind| match kind {
        BlockKind::Title => Some(Part::Title),
        BlockKind::Heading => Some(Part::Heading),
        BlockKind::Paragraph | BlockKind::ListItem => Some(Part::Text),
        _ => None,
    };
    let blocks: Vec<(Span, Part)> =
        page.blocks.iter().filter_map(|block| Some((block.span, part(block.kind)?))).collect();
    Doc::new(&page.text, &blocks)
}

fn said(doc: &Doc, actors: &[ActorHit], cues: &Cues) -> Vec<Attribution> {
    let adjective = |at: usize| {
        let hit = actors.partition_point(|hit| hit.tokens.start < at);
        actors.get(hit).is_some_and(|hit| hit.tokens.start == at && hit.by == HitKind::Adjective)
    };
    attributions(doc, cues, &adjective)
}

fn ready<'a>(pages: &'a [Page], tools: &Tools) -> Vec<Ready<'a>> {
    let one = |page: &'a Page| {
        let doc = doc(page);
        let actors = tools.lexicon.actor_hits(&doc.tokens);
        let issues = tools.lexicon.issue_hits(&doc.tokens);
        let items = said(&doc, &actors, &tools.cues);
        let dates = date_mentions(&doc.tokens);
        Ready { doc, actors, issues, items, dates }
    };
    pages.iter().map(one).collect()
}

/// Each stage alone, on what the stages before it found.
mod stage {
    use super::{
        Bencher, COUNT, Doc, EventInput, File, Genre, OriginDoc, Page, People, Print, Ready,
        Resolved, Span, Tools, date_mentions, doc, document_date, events, figures, mark_repeated,
        measure, origins, page, positions, raws, ready, repeated_lines, resolve, roles, said,
        speakers, texts,
    };

    /// Files, pages and tools for a stage.
    fn start() -> (Vec<File>, Vec<Page>, Tools) {
        let files = texts::articles(COUNT);
        let pages = raws(&files).iter().map(page).collect();
        (files, pages, Tools::new())
    }

    #[divan::bench(sample_count = 10, sample_size = 1)]
    fn a_page(bencher: Bencher) {
        let (files, _, _) = start();
        measure(bencher, &files, || raws(&files).iter().map(page).collect::<Vec<_>>());
    }

    #[divan::bench(sample_count = 10, sample_size = 1)]
    fn b_repeated_lines(bencher: Bencher) {
        let (files, pages, _) = start();
        measure(bencher, &files, || {
            let repeated = repeated_lines(&pages.iter().collect::<Vec<_>>());
            let mut page = pages[0].clone();
            mark_repeated(&mut page, &repeated)
        });
    }

    #[divan::bench(sample_count = 10, sample_size = 1)]
    fn c_tokens_and_quotations(bencher: Bencher) {
        let (files, pages, _) = start();
        measure(bencher, &files, || pages.iter().map(doc).collect::<Vec<_>>());
    }

    #[divan::bench(sample_count = 10, sample_size = 1)]
    fn d_actors_and_issues(bencher: Bencher) {
        let (files, pages, tools) = start();
        let docs: Vec<Doc> = pages.iter().map(doc).collect();
        let hits = |doc: &Doc| {
            (tools.lexicon.actor_hits(&doc.tokens), tools.lexicon.issue_hits(&doc.tokens))
        };
        measure(bencher, &files, || docs.iter().map(hits).collect::<Vec<_>>());
    }

    #[divan::bench(sample_count = 10, sample_size = 1)]
    fn e_attribution(bencher: Bencher) {
        let (files, pages, tools) = start();
        let all = ready(&pages, &tools);
        measure(bencher, &files, || {
            all.iter().map(|one| said(&one.doc, &one.actors, &tools.cues)).collect::<Vec<_>>()
        });
    }

    #[divan::bench(sample_count = 10, sample_size = 1)]
    fn f_people(bencher: Bencher) {
        let (files, pages, tools) = start();
        let all = ready(&pages, &tools);
        measure(bencher, &files, || {
            let one = |one: &Ready| {
                speakers::sightings(&one.doc, &tools.cues, &one.actors, &tools.lexicon)
            };
            all.iter().map(one).collect::<Vec<_>>()
        });
    }

    #[divan::bench(sample_count = 10, sample_size = 1)]
    fn g_speakers(bencher: Bencher) {
        let (files, pages, tools) = start();
        let (all, people) = (ready(&pages, &tools), People::default());
        measure(bencher, &files, || {
            all.iter().map(|one| resolve(one, &tools, &people)).collect::<Vec<_>>()
        });
    }

    #[divan::bench(sample_count = 10, sample_size = 1)]
    fn h_positions(bencher: Bencher) {
        let (files, pages, tools) = start();
        let (all, people) = (ready(&pages, &tools), People::default());
        let sides = ["arvenia", "bostria"].map(|id| id.parse().expect("an id"));
        let speakers: Vec<_> = all.iter().map(|one| resolve(one, &tools, &people)).collect();
        let work = |(one, speakers): (&Ready, &Vec<Option<Resolved>>)| {
            let topics =
                read::topics::Topics::new(&one.doc, &one.issues, &one.actors, &tools.lexicon);
            let context = positions::Context {
                report: "report.txt",
                doc: &one.doc,
                topics: &topics,
                items: &one.items,
                speakers,
                issues: &one.issues,
                actors: &one.actors,
                lexicon: &tools.lexicon,
                stances: &tools.stances,
                sides: &sides,
                genre: Genre::News,
                published: None,
                said: &[],
            };
            context.positions(None)
        };
        measure(bencher, &files, || all.iter().zip(&speakers).map(work).collect::<Vec<_>>());
    }

    #[divan::bench(sample_count = 10, sample_size = 1)]
    fn i_dates(bencher: Bencher) {
        let (files, pages, tools) = start();
        let all = ready(&pages, &tools);
        measure(bencher, &files, || {
            let one = |(one, page): (&Ready, &Page)| {
                let head = page.byline_date_lines.iter();
                let lines: Vec<(Span, &str)> =
                    head.filter_map(|span| Some((*span, span.text(&page.text)?))).collect();
                (date_mentions(&one.doc.tokens), document_date(&lines))
            };
            all.iter().zip(&pages).map(one).collect::<Vec<_>>()
        });
    }

    #[divan::bench(sample_count = 10, sample_size = 1)]
    fn j_figures(bencher: Bencher) {
        let (files, pages, tools) = start();
        let all = ready(&pages, &tools);
        measure(bencher, &files, || {
            let one = |one: &Ready| {
                figures(one.doc.text, &one.doc.tokens, &one.doc.sentences, &one.dates)
            };
            all.iter().map(one).collect::<Vec<_>>()
        });
    }

    #[divan::bench(sample_count = 10, sample_size = 1)]
    fn k_events(bencher: Bencher) {
        let (files, pages, tools) = start();
        let all = ready(&pages, &tools);
        measure(bencher, &files, || {
            let one = |one: &Ready| {
                let names =
                    one.actors.iter().map(|hit| (hit.tokens.clone(), hit.actor.to_string()));
                let input = EventInput {
                    report: "report.txt",
                    text: one.doc.text,
                    tokens: &one.doc.tokens,
                    sentences: &one.doc.sentences,
                    dates: &one.dates,
                    actors: &names.collect::<Vec<_>>(),
                    anchor: None,
                };
                events(&tools.events, &input)
            };
            all.iter().map(one).collect::<Vec<_>>()
        });
    }

    #[divan::bench(sample_count = 10, sample_size = 1)]
    fn l_roles(bencher: Bencher) {
        let (files, pages, tools) = start();
        let all = ready(&pages, &tools);
        measure(bencher, &files, || {
            let one = |one: &Ready| {
                let pairs = roles::pairs(&one.doc, &one.actors, &tools.lexicon);
                (pairs, roles::parts(&one.doc, &one.actors, &tools.lexicon))
            };
            all.iter().map(one).collect::<Vec<_>>()
        });
    }

    #[divan::bench(sample_count = 10, sample_size = 1)]
    fn m_origins(bencher: Bencher) {
        let (files, pages, _) = start();
        let docs: Vec<Doc> = pages.iter().map(doc).collect();
        measure(bencher, &files, || {
            let prints: Vec<Print> = docs.iter().map(|doc| Print::new(doc, None)).collect();
            let docs: Vec<OriginDoc> = prints
                .iter()
                .zip(&files)
                .map(|(print, (path, _))| OriginDoc {
                    path,
                    when: None,
                    copy_of: None,
                    publisher: None,
                    genre: Genre::News,
                    print,
                })
                .collect();
            origins(&docs, 1)
        });
    }
}

fn resolve(one: &Ready, tools: &Tools, people: &People) -> Vec<Option<Resolved>> {
    let named = speakers::named(&one.actors, &tools.lexicon);
    let context = speakers::Context {
        doc: &one.doc,
        cues: &tools.cues,
        hits: &one.actors,
        named: &named,
        lexicon: &tools.lexicon,
        people,
        sides: &[],
    };
    speakers::resolve(context, &one.items)
}
