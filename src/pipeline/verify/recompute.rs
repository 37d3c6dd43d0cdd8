//! An edition's results worked out again from its inputs, as every other command reads them.

use super::super::scoring::score;
use super::super::volume;
use super::verified::Recomputed;
use crate::content::{self, Sources};
use crate::edition::INPUTS;
use crate::history::{PublishedYear, corrections_of_results};
use crate::model::{Content, Year};
use crate::render;
use crate::site::{Input, Site};

/// Works an edition's results out again from its inputs, as every other command reads them.
///
/// # Errors
/// Why they cannot be worked out.
pub fn recompute(inputs: &Sources, published: &[u8], year: Year) -> Result<Recomputed, String> {
    let again = results(&volume::content(inputs)?, year)?;
    // An earlier program published characters that are left out of texts today.
    let as_written =
        || content::read_as_written(inputs).content.and_then(|content| results(&content, year).ok());
    if again == published || as_written().is_some_and(|again| again == published) {
        return Ok(Recomputed::Same);
    }
    let parse = |bytes: &[u8]| PublishedYear::parse(bytes).map_err(|error| error.to_string());
    let found = corrections_of_results(&parse(published)?, &parse(&again)?);
    let mut told: Vec<String> = found
        .iter()
        .map(|one| {
            let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "无".to_owned());
            format!(
                "{} {} {}：公布 {}，重算 {}",
                one.scheme,
                one.name,
                one.title,
                value(&one.before),
                value(&one.after)
            )
        })
        .collect();
    if told.is_empty() {
        told.push("得分、等次、名次一致，依据链的文字或其他字段不同".to_owned());
    }
    Ok(Recomputed::Differs(told))
}

/// The results of a year, as they are published.
fn results(content: &Content, year: Year) -> Result<Vec<u8>, String> {
    let scored = score(content);
    let site = Site::new(Input::drafts(content, &scored.years));
    let position = site
        .years()
        .iter()
        .position(|of| of.year.year == year)
        .ok_or_else(|| format!("{INPUTS}/ 中没有 {year} 年度"))?;
    let mut results = Vec::new();
    render::results::write(&site.years()[position], &mut results).map_err(|error| error.to_string())?;
    Ok(results)
}
