//! docs/EDITIONS.md, sentence by sentence: what each of them claims is held by a test, which is named here. A sentence
//! that is added or changed has to be given its test.

use std::collections::BTreeSet;

use crate::case::{home, source};

/// A sentence by its beginning, and the tests that fail when it is not true.
const CLAIMS: &[(&str, &[&str])] = &[
    ("What a year published stays what it was.", &["nothing_that_is_built_later_touches_a_released_edition"]),
    (
        "A draft is built anew each time; a released",
        &["nothing_that_is_built_later_touches_a_released_edition"],
    ),
    (
        "renders the year's draft again with the mark of version 1",
        &[
            "a_release_is_read_only_and_carries_its_digests_for_other_programs",
            "two_hundred_kills_leave_every_edition_whole_and_a_site_that_opens",
        ],
    ),
    (
        "What a newer program refuses and the one that released",
        &[
            "what_is_refused_today_is_a_warning_in_the_inputs_of_an_earlier_edition",
            "the_next_year_and_the_next_version_go_on_from_an_earlier_edition",
        ],
    ),
    (
        "`verify` lists such places with file and line",
        &["what_is_refused_today_is_a_warning_in_the_inputs_of_an_earlier_edition"],
    ),
    (
        "The content folder itself is held to today's rules",
        &["what_is_refused_today_is_a_warning_in_the_inputs_of_an_earlier_edition"],
    ),
    ("`--dry-run` tells what would be released", &["a_dry_run_says_what_would_change_and_writes_nothing"]),
    ("It tells no digest, which the time", &["a_trial_says_that_a_run_is_under_way_and_tells_no_digest"]),
    ("A release, build or withdrawal that fails says so", &["a_full_disk_leaves_everything_as_it_was"]),
    ("What can be known (folders", &["a_folder_in_the_way_is_not_overwritten"]),
    (
        "Where that fails too, the message names",
        &["two_hundred_kills_leave_every_edition_whole_and_a_site_that_opens"],
    ),
    (
        "The time is the machine's clock",
        &["the_same_content_at_the_same_time_gives_the_same_edition_and_zip"],
    ),
    (
        "Each file of the content and of the theme is read once",
        &["what_is_changed_while_a_release_runs_is_not_in_its_inputs_either"],
    ),
    (
        "What is taken from earlier editions is held against their manifests",
        &["an_earlier_edition_that_is_changed_while_a_release_runs_refuses_it"],
    ),
    ("A release is refused, all reasons at once", &["a_dry_run_says_what_would_change_and_writes_nothing"]),
    (
        "leaves are not reported (缺报)",
        &["missing_observations_are_all_named", "what_is_missing_may_go_out_and_is_said_everywhere"],
    ),
    (
        "something carried over from another year, or begun by `init`",
        &["a_year_that_is_not_confirmed_is_not_released"],
    ),
    (
        "titles, days or all records are those of another year",
        &[
            "what_was_left_over_from_another_year_is_not_released",
            "a_year_that_is_a_copy_is_told_once_and_not_released",
        ],
    ),
    ("a scheme or record is a draft", &["drafts_need_to_be_asked_for_and_stay_marked"]),
    ("a scheme or record is a sample", &["samples_need_to_be_asked_for_and_stay_marked"]),
    (
        "a step of a scheme's `approval`",
        &[
            "what_is_not_approved_is_not_released",
            "an_internal_draft_is_marked_everywhere_and_never_holds",
            "approved_without_any_other_change_an_internal_draft_is_released_once_more",
        ],
    ),
    (
        "from version 2 on there is no `--note`",
        &["an_unchanged_year_is_not_released_again_and_a_correction_says_what_it_corrects"],
    ),
    (
        "`--note` (or `--reason` of `withdraw`) is not one line of plain text",
        &["a_note_and_a_reason_are_plain_text", "a_note_is_one_line_of_plain_text"],
    ),
    (
        "the inputs are those of the version before or",
        &[
            "a_version_after_a_withdrawn_one_corrects_the_one_that_was_in_force",
            "an_unchanged_year_is_not_released_again_and_a_correction_says_what_it_corrects",
        ],
    ),
    (
        "an earlier version, or a released year it leans on",
        &["a_tampered_edition_stops_the_next_one_and_every_build_that_rests_on_it"],
    ),
    (
        "an edition is gone or was replaced, or the register",
        &["a_build_tells_what_it_sees_in_passing_and_a_release_on_top_is_refused"],
    ),
    ("the site folder knows of no edition", &["a_site_that_lost_its_editions_is_not_begun_anew_unasked"]),
    (
        "`--first` is said, and the site folder has editions",
        &["a_site_that_lost_its_editions_is_not_begun_anew_unasked"],
    ),
    ("the clock stands before the last release", &["a_clock_before_the_last_release_is_refused"]),
    (
        "a review request (复核) is newly answered",
        &["a_request_answered_by_a_correction_is_named_wherever_the_correction_is"],
    ),
    // No input is known that leads there; the same comparison is made by a verification.
    (
        "the edition's own inputs do not give its results",
        &["results_that_do_not_follow_from_the_inputs_are_found"],
    ),
    ("`2019/vN` exists already but is no edition", &["a_folder_in_the_way_is_not_overwritten"]),
    (
        "`--first` is asked for because nothing else",
        &["a_site_that_lost_its_editions_is_not_begun_anew_unasked"],
    ),
    ("It is said once in the life of a site.", &["a_site_that_lost_its_editions_is_not_begun_anew_unasked"]),
    (
        "Before it goes on, a release lists the warnings",
        &[
            "what_is_told_before_a_release_stands_in_its_manifest_and_is_verified",
            "what_a_record_accepts_is_not_told_again_and_is_shown",
        ],
    ),
    (
        "Neither holds it up; both stand in the manifest",
        &[
            "what_is_told_before_a_release_stands_in_its_manifest_and_is_verified",
            "what_a_record_accepts_is_not_told_again_and_is_shown",
        ],
    ),
    ("pages, `assets/` | the site of that year", &["three_years_two_corrections_and_a_withdrawal"]),
    ("`data/results.json`, CSV, XLSX", &["an_edition_taken_along_by_itself_is_a_content_folder_and_a_site"]),
    (
        "`data/corrections.json` | from version 2 on",
        &[
            "three_years_two_corrections_and_a_withdrawal",
            "a_request_answered_by_a_correction_is_named_wherever_the_correction_is",
            "a_version_after_a_withdrawn_one_corrects_the_one_that_was_in_force",
        ],
    ),
    ("`inputs/` | a content folder", &["an_edition_taken_along_by_itself_is_a_content_folder_and_a_site"]),
    ("`inputs/theme/` | exactly", &["an_edition_keeps_exactly_the_files_that_lie_over_the_theme"]),
    (
        "`inputs/earlier/2018/` | of each released year",
        &["an_edition_follows_from_itself_alone_whatever_became_of_those_it_rests_on"],
    ),
    (
        "`manifest.json` | format, year, version",
        &[
            "an_edited_manifest_is_found_even_when_it_fits_the_files",
            "every_release_and_withdrawal_has_a_line_and_papers_print_the_state_before",
            "a_version_after_a_withdrawn_one_corrects_the_one_that_was_in_force",
        ],
    ),
    ("`SHA256SUMS`, `SM3SUMS`", &["a_release_is_read_only_and_carries_its_digests_for_other_programs"]),
    (
        "`manifest.json.sig` | with `--sign`",
        &["a_version_sealed_anew_as_a_whole_breaks_the_chain_and_the_signature"],
    ),
    ("`HOWTO-VERIFY.txt`", &["pages_data_and_corrections_that_do_not_follow_from_the_inputs_are_told"]),
    (
        "`inputs/` can be read by every command",
        &["an_edition_taken_along_by_itself_is_a_content_folder_and_a_site"],
    ),
    ("`tongbao explain 2019 …", &["an_edition_taken_along_by_itself_is_a_content_folder_and_a_site"]),
    (
        "An edition's pages, tables, papers and `results.json` follow",
        &["an_edition_follows_from_itself_alone_whatever_became_of_those_it_rests_on"],
    ),
    (
        "Manifests of editions from before there was a register",
        &["a_site_of_an_earlier_program_is_taken_over_and_stays_what_it_was"],
    ),
    (
        "`2019/2019-v1.zip` is packed from files",
        &[
            "a_zip_is_packed_anew_from_files_that_were_verified",
            "the_same_content_at_the_same_time_gives_the_same_edition_and_zip",
        ],
    ),
    (
        "A ZIP that is missing or altered is packed anew",
        &["a_zip_is_packed_anew_from_files_that_were_verified"],
    ),
    (
        "`register.json` has a line for every release",
        &[
            "every_release_and_withdrawal_has_a_line_and_papers_print_the_state_before",
            "whatever_is_done_around_the_editions_is_told",
        ],
    ),
    (
        "It is written in the same step as the edition.",
        &["two_hundred_kills_leave_every_edition_whole_and_a_site_that_opens"],
    ),
    ("There is one way to write it", &["whatever_is_done_around_the_editions_is_told"]),
    (
        "What the state was *before* a release",
        &["every_release_and_withdrawal_has_a_line_and_papers_print_the_state_before"],
    ),
    (
        "The newest one stands on `archive.html`.",
        &["every_release_and_withdrawal_has_a_line_and_papers_print_the_state_before"],
    ),
    (
        "So every printed copy witnesses all lines",
        &["a_site_made_anew_as_a_whole_is_found_by_key_paper_and_digest_only"],
    ),
    (
        "A site of an earlier program has no register.",
        &["a_site_of_an_earlier_program_is_taken_over_and_stays_what_it_was"],
    ),
    (
        "The first release or withdrawal begins one",
        &[
            "a_site_of_an_earlier_program_is_taken_over_and_stays_what_it_was",
            "a_withdrawal_begins_a_register_too_and_an_altered_edition_is_not_taken_over",
        ],
    ),
    (
        "What was withdrawn is read from the register",
        &["a_withdrawal_begins_a_register_too_and_an_altered_edition_is_not_taken_over"],
    ),
    (
        "A list that is lost or altered is made anew",
        &["a_list_of_withdrawals_that_was_lost_is_made_anew_from_the_register"],
    ),
    (
        "How it stands is told first",
        &["whoever_withdraws_is_told_what_rests_on_the_edition_and_what_holds_then"],
    ),
    ("A folder that is a copy of an edition", &["a_copy_of_an_edition_is_told_to_be_one"]),
    (
        "`tongbao verify 2019 v1` looks at one.",
        &["two_hundred_kills_leave_every_edition_whole_and_a_site_that_opens"],
    ),
    (
        "Each file is held against the manifest",
        &[
            "every_file_altered_removed_or_renamed_is_found",
            "added_files_and_links_are_found",
            "an_edited_manifest_is_found_even_when_it_fits_the_files",
        ],
    ),
    ("Where no site lies at `--output`", &["where_there_is_nothing_to_verify_it_is_an_error"]),
    ("Nor are its corrections held against", &["an_edition_taken_along_is_verified_where_it_lies"]),
    ("Whoever packed a ZIP", &["an_edition_taken_along_is_verified_where_it_lies"]),
    ("The results are worked out again", &["results_that_do_not_follow_from_the_inputs_are_found"]),
    (
        "Every page, table and paper is made again",
        &["pages_data_and_corrections_that_do_not_follow_from_the_inputs_are_told"],
    ),
    (
        "Where another version released the edition",
        &[
            "another_engine_is_named_plainly",
            "results_by_other_rules_of_scoring_are_not_held_against_the_edition",
        ],
    ),
    (
        "The corrections are worked out again",
        &["pages_data_and_corrections_that_do_not_follow_from_the_inputs_are_told"],
    ),
    (
        "A version that carries another digest",
        &[
            "a_version_sealed_anew_as_a_whole_breaks_the_chain_and_the_signature",
            "pages_data_and_corrections_that_do_not_follow_from_the_inputs_are_told",
        ],
    ),
    ("an edition that a later one follows or rests on", &["whatever_is_done_around_the_editions_is_told"]),
    ("a register that is missing, cut", &["whatever_is_done_around_the_editions_is_told"]),
    (
        "an edition that the register does not know",
        &["whatever_is_done_around_the_editions_is_told", "a_signature_that_was_removed_is_no_altered_zip"],
    ),
    ("withdrawals that list and register tell", &["whatever_is_done_around_the_editions_is_told"]),
    (
        "a ZIP that is missing, broken",
        &["a_zip_that_is_not_the_edition_is_told", "a_zip_of_another_programs_packing_is_a_note"],
    ),
    ("a name that nearly is an edition's", &["whatever_is_done_around_the_editions_is_told"]),
    (
        "`build` tells what of this can be seen",
        &[
            "a_build_tells_what_it_sees_in_passing_and_a_release_on_top_is_refused",
            "a_tampered_edition_stops_the_next_one_and_every_build_that_rests_on_it",
        ],
    ),
    (
        "It also refuses where pages made anew",
        &[
            "a_register_that_was_altered_is_not_spread_by_a_build",
            "a_build_does_not_forget_an_edition_that_pages_alone_still_know",
            "a_register_that_cannot_be_read_is_told_with_its_line",
        ],
    ),
    (
        "Whoever may write to the folder and knows",
        &["a_site_made_anew_as_a_whole_is_found_by_key_paper_and_digest_only"],
    ),
    ("`verify` says so whenever no key is given.", &["what_cannot_be_found_without_a_key_is_said"]),
    (
        "a key: `release --sign`",
        &[
            "whatever_is_done_around_the_editions_is_told",
            "a_site_made_anew_as_a_whole_is_found_by_key_paper_and_digest_only",
        ],
    ),
    (
        "a printed copy, with its 登记 number",
        &["a_site_made_anew_as_a_whole_is_found_by_key_paper_and_digest_only"],
    ),
    ("a digest kept elsewhere", &["a_site_made_anew_as_a_whole_is_found_by_key_paper_and_digest_only"]),
    (
        "nothing of these | an altered newest edition",
        &["the_newest_edition_removed_with_its_lines_is_not_found"],
    ),
    (
        "An edition that was taken along without its site",
        &["an_edition_follows_from_itself_alone_whatever_became_of_those_it_rests_on"],
    ),
    ("`tongbao key FILE` makes a pair", &["a_key_is_kept_out_of_what_is_published_and_never_overwritten"]),
    ("`release` and `withdraw` warn where they sign", &["a_key_that_is_left_out_or_another_one_is_told"]),
    (
        "The question and the report name what is in force",
        &["whoever_withdraws_is_told_what_rests_on_the_edition_and_what_holds_then"],
    ),
    ("`openssl pkeyutl -verify", &["a_signature_holds_for_its_text_and_its_key_only"]),
    ("`tongbao withdraw 2019 v1 --reason 误发` asks first", &["unknown_words_are_wrong_usage"]),
    (
        "It leaves the bytes alone; archive",
        &[
            "nothing_that_is_built_later_touches_a_released_edition",
            "three_years_two_corrections_and_a_withdrawal",
        ],
    ),
    (
        "The last version that was not withdrawn is in force",
        &["three_years_two_corrections_and_a_withdrawal"],
    ),
    ("A later year's figures and comparisons rest", &["a_later_year_is_compared_with_what_was_released"]),
    ("Each page says which edition that was.", &["a_later_year_is_compared_with_what_was_released"]),
    (
        "What was published holds even where",
        &["what_an_edition_published_holds_where_scoring_gives_something_else"],
    ),
    ("`tongbao check` warns (W0601)", &["a_later_year_is_compared_with_what_was_released"]),
    ("Pages at the root (home, search", &["three_years_two_corrections_and_a_withdrawal"]),
    ("A page of an edition asks `editions.js`", &["three_years_two_corrections_and_a_withdrawal"]),
    ("Where `editions.js` is absent", &["three_years_two_corrections_and_a_withdrawal"]),
    ("What leads out of an edition is text", &["three_years_two_corrections_and_a_withdrawal"]),
    ("Without JavaScript pages say where", &["three_years_two_corrections_and_a_withdrawal"]),
    ("`tongbao diff 2019/v1 2019/v2`", &["three_years_two_corrections_and_a_withdrawal"]),
];

/// Advice, and words that lead over to what follows: they claim nothing.
const NO_CLAIM: &[&str] = &[
    "Keep `output/` in a repository",
    "Of each edition:",
    "And of what stands around them:",
    "What finds it then:",
];

/// The sentences of a page: paragraphs taken apart, items and rows whole; headings, code and heads of tables are none.
fn sentences(page: &str) -> Vec<String> {
    let (mut found, mut paragraph, mut code) = (Vec::new(), Vec::new(), false);
    let take = |paragraph: &mut Vec<&str>, found: &mut Vec<String>| {
        let text = paragraph.join(" ");
        paragraph.clear();
        let mut from = 0;
        for (at, pair) in text.as_bytes().windows(3).enumerate() {
            let ends =
                matches!(pair, [b'.' | b':', b' ', next] if next.is_ascii_uppercase() || *next == b'`');
            if ends {
                found.push(text[from..=at].to_owned());
                from = at + 2;
            }
        }
        if from < text.len() {
            found.push(text[from..].to_owned());
        }
    };
    for line in page.lines() {
        let fence = line.starts_with("```");
        let item = line.strip_prefix("- ");
        let row = line.strip_prefix("| ").filter(|row| !row.starts_with("---") && !row.starts_with('|'));
        if fence
            || code
            || line.is_empty()
            || line.starts_with('#')
            || line.starts_with('|')
            || item.is_some()
        {
            take(&mut paragraph, &mut found);
        }
        code ^= fence;
        if code || fence || line.starts_with('#') || line.is_empty() {
            continue;
        }
        match (item, row) {
            (Some(item), _) => {
                paragraph.push(item);
                take(&mut paragraph, &mut found);
            }
            (None, Some(row)) if row != "reason | what to do |" => found.push(row.to_owned()),
            (None, _) if line.starts_with('|') => {}
            (None, _) => paragraph.push(line),
        }
    }
    take(&mut paragraph, &mut found);
    found
}

#[test]
fn every_sentence_about_editions_is_held_by_a_test() {
    let page = source("docs/EDITIONS.md");
    let all: Vec<_> = walkdir::WalkDir::new(home().join("tests/suite"))
        .into_iter()
        .chain(walkdir::WalkDir::new(home().join("src")))
        .filter_map(Result::ok)
        .filter(|entry| entry.path().extension().is_some_and(|ending| ending == "rs"))
        .map(|entry| std::fs::read_to_string(entry.path()).expect("a source"))
        .collect();
    let mut used = BTreeSet::new();
    for sentence in sentences(&page) {
        if let Some(lead) = NO_CLAIM.iter().find(|lead| sentence.starts_with(**lead)) {
            used.insert(*lead);
            continue;
        }
        let claim = CLAIMS.iter().find(|(start, _)| sentence.starts_with(start));
        let (start, tests) = claim.unwrap_or_else(|| panic!("no test is named for: {sentence}"));
        used.insert(*start);
        for test in *tests {
            let name = format!("fn {test}()");
            assert!(all.iter().any(|text| text.contains(&name)), "there is no test {test} for: {sentence}");
        }
    }
    let unused: Vec<_> = CLAIMS
        .iter()
        .map(|(start, _)| start)
        .chain(NO_CLAIM)
        .filter(|start| !used.contains(**start))
        .collect();
    assert!(unused.is_empty(), "the page no longer says: {unused:?}");
}
