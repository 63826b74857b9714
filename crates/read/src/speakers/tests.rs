//! Whom pronouns and role words mean, in short articles.

use super::samples::{Told, told, with_party};

/// The last speaker of an article.
fn last(text: &str) -> Option<Told> {
    told(text).pop()
}

#[test]
fn a_role_before_a_comma_introduces() {
    let text = "The Chair, Ambassador Ana Brel, opened the session.\n\nThe Chair noted that the \
                line would stay.";
    assert_eq!(last(text).map(|one| one.name).as_deref(), Some("Ana Brel"));
}

#[test]
fn an_office_with_of_introduces() {
    let text = "Minister of Foreign Affairs Ana Brel spoke by telephone with the envoys on \
                Monday.\n\nThe Minister warned that the line would stay.";
    assert_eq!(last(text).map(|one| one.name).as_deref(), Some("Ana Brel"));
}

#[test]
fn roles_that_nobody_bears_are_in_doubt() {
    for text in ["The premier said that the line would stay.", "Neither would say who shot first."]
    {
        assert!(last(text).is_none_or(|one| !one.certain), "{text}");
    }
    let text = "A senior official said that the line would stay.";
    assert!(last(text).is_some_and(|one| one.certain));
}

#[test]
fn a_crowd_is_no_she() {
    let text = "Ana Brel, a teacher, came early.\n\nAdmirers said that the hall was full.\n\nShe \
                said that the line would stay.";
    assert_eq!(last(text).map(|one| one.name).as_deref(), Some("Ana Brel"));
}

#[test]
fn whoever_sends_for_her_is_not_known_as_she() {
    let text = "Sister Ana Brel kept the book.\n\nColonel Ulrik Oss sent for her. The nun said that \
                the line would stay.";
    assert_eq!(last(text).map(|one| one.name).as_deref(), Some("Ana Brel"));
}

#[test]
fn it_is_the_document_of_the_sentence_before() {
    let text = "The draft has four pages. It says that the line would stay.";
    assert_eq!(last(text).map(|one| one.name).as_deref(), Some("The draft"));
}

#[test]
fn growers_of_a_state_are_not_the_state() {
    let text = "Kenyan growers said that the line would stay.";
    assert_eq!(last(text).map(|one| one.name).as_deref(), Some("Kenyan growers"));
}

#[test]
fn he_himself_is_he() {
    let text = "Mr Tam Oss opened the session on Monday. He himself said that the line would stay.";
    assert_eq!(last(text).map(|one| one.name).as_deref(), Some("Tam Oss"));
}

#[test]
fn somebody_named_before_is_who_the_lexicon_knows() {
    let text = "Sergey Lavrov's turn came last. He said that the line would stay.";
    let told = with_party(text).pop();
    assert_eq!(told, Some(("Sergei Lavrov".to_owned(), Some("ru".to_owned()))));
}

#[test]
fn what_a_body_is_for_is_nobody() {
    let text = "The Headquarters for the Treatment of Prisoners of War said that it was ready.\n\n\
                The headquarters said that the line would stay.";
    assert!(last(text).is_some_and(|one| one.name != "Prisoners"));
}
