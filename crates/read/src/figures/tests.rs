//! Figures in sentences.

use super::*;
use crate::dates::date_mentions;
use crate::token::tokens;

fn read(text: &str) -> Vec<String> {
    let tokens = tokens(text, Span::new(0, text.len()));
    let dates = date_mentions(&tokens);
    figures(text, &tokens, std::slice::from_ref(&(0..tokens.len())), &dates)
        .into_iter()
        .map(|f| {
            let to = f.to.map(|to| format!("-{to}")).unwrap_or_default();
            let each = match f.each {
                Some(true) => " each",
                Some(false) => " in all",
                None => "",
            };
            let state = match f.state {
                CountState::Exact => String::new(),
                state => format!(" {state}"),
            };
            format!("{}{to} {}{state}{each}", f.value, f.unit)
        })
        .collect()
}

#[test]
fn reads_counts_with_their_units() {
    for (text, expected) in [
        ("they buried 4,500 Arkanian sailors and pilots, and", "4500 Arkanian sailors and pilots"),
        ("a raid on two fishing boats", "2 fishing boats"),
        ("burning at least 14 houses, he said", "14 houses at_least"),
        ("in six Borovian provinces", "6 Borovian provinces"),
        ("315 drones were launched", "315 drones"),
        ("lost 38 Arkanian aircraft.", "38 Arkanian aircraft"),
        ("up to 300 people fled", "300 people at_most"),
        ("no fewer than 300 people", "300 people at_least"),
        ("no more than 300 people", "300 people at_most"),
        ("some 40 Tu-95 bombers", "40 Tu-95 bombers about"),
        ("one civilian was killed", "1 civilian"),
        ("two of the bombers", "2 bombers"),
        ("killed 12, officials said", "12 "),
        ("of them 52 were shot down", "52 "),
        ("one in 300 children of 40 villages", "40 villages"),
        ("10-15 drones", "10-15 drones"),
        ("between 10 and 15 drones", "10-15 drones"),
        ("a ceasefire of 30 days", "30 days"),
        ("a 30-day ceasefire", "30 days"),
        ("it lasted 73 minutes", "73 minutes"),
        ("about 2.5 hours", "2.5 hours about"),
        ("more than three years ago", "3 years at_least"),
        ("15 percent of the land", "15 percent"),
        ("20% of it", "20 percent"),
        ("12 dead and", "12 dead"),
        ("handed over 1,000 more bodies", "1000 bodies"),
        ("it moved 2000 Arkanian soldiers", "2000 Arkanian soldiers"),
        ("TWELVE THOUSAND BODIES", "12000 bodies"),
        ("1.2 million displaced people", "1200000 displaced people"),
        ("the remains of 214 servicemen under the deal", "214 servicemen"),
        ("there were thirty-one answers", "31 answers"),
        ("three hundred and forty sailors", "340 sailors"),
        ("two dozen boats", "24 boats"),
        ("some 1.2m people", "1200000 people about"),
        ("to sell 40 000 tonnes of salt", "40000 tonnes"),
        ("the three valleys", "3 valleys"),
        ("a four-page letter", "4 pages"),
        ("perhaps 300 people", "300 people about"),
        ("upward of 300 people", "300 people at_least"),
        ("would not accept more than 300 people", "300 people at_most"),
        ("The bank estimates that 300 people left", "300 people about"),
        ("spread over three years", "3 years"),
        ("for over three years", "3 years at_least"),
        ("at least one bridge", "1 bridge at_least"),
        ("four in five would stay", "80 percent"),
        ("a fifth of the revenue", "20 percent"),
        ("within a fortnight", "14 days"),
        ("The post drew 400 replies", "400 replies"),
        ("300 of them fled", "300 "),
    ] {
        assert_eq!(read(text), [expected], "{text}");
    }
}

#[test]
fn reads_money() {
    for (text, expected) in [
        ("an estimated $9 billion in losses", "9000000000 USD about"),
        ("€300m", "300000000 EUR"),
        ("7 billion US dollars", "7000000000 USD"),
        ("USD 40 million", "40000000 USD"),
        ("500,000 hryvnias", "500000 UAH"),
        ("a fee of 40 crowns a lorry", "40 crowns each"),
    ] {
        assert_eq!(read(text), [expected], "{text}");
    }
    assert_eq!(read("4 million crowns ($1.2 million)"), ["4000000 crowns", "1200000 USD"]);
    assert_eq!(
        read("about $9 billion (€7.8 billion) was lost"),
        ["9000000000 USD about", "7800000000 EUR about"]
    );
}

#[test]
fn reads_exchanges_and_shares() {
    for (text, expected) in [
        ("a 1,000-for-1,000 prisoner swap", "1000 prisoners each"),
        ("6,000 for 6,000 bodies", "6000 bodies each"),
        ("1,000 prisoners from each side", "1000 prisoners each"),
        ("each side freed 390 people", "390 people each"),
        ("a total of 390 people", "390 people in all"),
        ("thousands of homes", "thousands homes about"),
        ("tens of thousands of soldiers", "tens of thousands soldiers about"),
        ("dozens of river barges sank", "dozens river barges about"),
    ] {
        assert_eq!(read(text), [expected], "{text}");
    }
}

#[test]
fn a_number_takes_over_a_noun_from_close_by() {
    for (text, expected) in [
        ("it returned 61 bodies, not 58.", &["61 bodies", "58 bodies"][..]),
        ("six of the nine inspectors", &["6 inspectors", "9 inspectors"]),
        ("from 75 crowns to 50 a lorry", &["75 crowns", "50 crowns each"]),
        ("40 ships came; at nine, Ana Brel, 34, left", &["40 ships"]),
        ("two ships and the Five Rivers [3]", &["2 ships"]),
        ("I saw 40 ships from six to noon", &["40 ships"]),
    ] {
        assert_eq!(read(text), expected, "{text}");
    }
    // Too far for the noun, near enough to tell that it counts.
    let far = format!("They freed 61 sailors{}, not 58.", ", and so it went on".repeat(5));
    assert_eq!(read(&far), ["61 sailors", "58 "]);
}

#[test]
fn leaves_other_numbers() {
    for text in [
        "In 2022, on 2 June 2025 at 13:00",
        "1) the return; 2) the release",
        "one of the missiles",
        "a one-on-one meeting",
        "no one knew, and one another",
        "16 px",
        "Views: 473",
        "0 Comments",
        "call +380 44 123 4567",
        "Resolution 1701 and Article 5",
        "a Shahed-136, an F-16, the Su-35",
        "a five-star hotel",
        "the 2nd round",
        "the two leaders and the two sides",
        "won 2-1",
        "round two",
        "the second round",
        "© 2025",
        "the 12-point plan",
        "prisoners under 25",
        "prisoners aged 18 to 25",
        "a decree of 2022 forbids it",
        "the second half of the year, half of them",
        "one for one, and one day they will",
        "call 020 7946 0018 or 555 123",
    ] {
        assert_eq!(read(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn says_what_stands_beside() {
    let text = "After the talks, Arkania will return 300 soldiers to their families, he said.";
    let tokens = tokens(text, Span::new(0, text.len()));
    let found = figures(text, &tokens, std::slice::from_ref(&(0..tokens.len())), &[]);
    assert_eq!(found[0].of, "Arkania will return 300 soldiers to their families");
    assert_eq!(found[0].span.text(text), Some("300 soldiers"));
}
