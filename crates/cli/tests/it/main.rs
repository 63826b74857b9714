//! The `pourparler` program from outside: what it prints, what it answers, what it writes.
//!
//! One binary, so that it is linked once. A file a question; `run` and `material` are the tools.

mod bad_bytes;
mod bad_dossier;
mod bad_folder;
mod brief_html;
mod brief_json;
mod brief_time;
mod broken;
mod conflict;
mod decisions;
mod disputes;
mod furniture;
mod large;
mod lists;
mod material;
mod odd_text;
mod order;
mod output_file;
mod real_articles;
mod run;
mod shifts;
mod spans;
mod train;
mod weigh;
mod weigh_bad_input;
mod weigh_best;
mod weigh_moves;
mod whose_words;
mod witnesses;

/// A file that nobody names here would pass without ever being run.
#[test]
fn no_file_is_forgotten() {
    let here = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it");
    let main = std::fs::read_to_string(here.join("main.rs")).expect("main.rs");
    let mut count = 0;
    for entry in std::fs::read_dir(&here).expect("tests/it") {
        let name = entry.expect("an entry").file_name().to_string_lossy().into_owned();
        let Some(module) = name.strip_suffix(".rs").filter(|name| *name != "main") else {
            continue;
        };
        assert!(main.contains(&format!("\nmod {module};\n")), "{name} is not named in main.rs");
        count += 1;
    }
    assert!(count > 5, "only {count} files were looked at");
}
