//! The invented records of three years: levels by subject and year (the story), figures from levels, and the special
//! cases laid over by hand.

#[path = "../../common/dice.rs"]
mod dice;
#[path = "../../common/yaml.rs"]
mod yaml;

mod cases;
mod city_assessment;
mod city_texts;
mod departments;
mod eastwest_cities;
mod eastwest_story;
mod eastwest_texts;
mod followup;
mod office;
mod record;
mod reports;
mod reviews;

use dice::Dice;
use followup::Drafted;
use record::Record;

/// The years of the founding case.
pub const YEARS: [i64; 3] = [2018, 2019, 2020];

/// One file to write.
pub struct File {
    /// Relative to the content folder.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// Every record of every year.
pub fn files() -> Vec<File> {
    let mut drafts: Vec<Drafted> = YEARS.into_iter().flat_map(records).collect();
    followup::follow(&mut drafts);
    let file = |draft: Drafted| File {
        path: format!("{}/{}/records/{}.yaml", draft.year, draft.scheme, draft.record.subject),
        text: draft.record.to_yaml(),
    };
    drafts.into_iter().map(file).collect()
}

fn records(year: i64) -> Vec<Drafted> {
    let mut drafts: Vec<(&'static str, Record)> = Vec::new();
    drafts.extend(city_assessment::assisted(year).into_iter().map(|record| ("assisted-cities", record)));
    drafts.extend(city_assessment::helpers(year).into_iter().map(|record| ("helper-cities", record)));
    drafts.extend(eastwest_cities::records(year).into_iter().map(|record| ("eastwest-cities", record)));
    drafts.extend(departments::records(year).into_iter().map(|record| ("eastwest-departments", record)));
    let lay_over = |(scheme, mut record): (&'static str, Record)| {
        cases::lay_over(year, scheme, &mut record);
        record.explain_undone();
        record.reports = reports::of(year, scheme, record.subject);
        record.reviews = reviews::of(year, scheme, record.subject);
        Drafted { year, scheme, record }
    };
    drafts.into_iter().map(lay_over).collect()
}

/// What a draft is about, and the random numbers that belong to it.
#[derive(Clone, Copy)]
struct Draft {
    year: i64,
    scheme: &'static str,
    subject: &'static str,
}

impl Draft {
    /// The stream of one quantity.
    fn dice(&self, what: &str) -> Dice {
        Dice::of(2019, &format!("{}/{}/{}/{what}", self.year, self.scheme, self.subject))
    }

    /// A level in tenths (600 to 1000), moved by chance up to `reach` tenths either way.
    fn level(&self, what: &str, level: i64, reach: i64) -> i64 {
        (level * 10 + self.dice(what).between(-reach, reach)).clamp(600, 1000)
    }

    /// The index of a level's year: 0, 1, 2.
    fn nth(&self) -> usize {
        usize::try_from(self.year - YEARS[0]).expect("a year of the founding case")
    }

    /// A date of the evaluated year.
    fn day(&self, month: i64, day: i64) -> String {
        format!("{}-{month:02}-{day:02}", self.year)
    }

    /// A date of the year after.
    fn later(&self, month: i64, day: i64) -> String {
        format!("{}-{month:02}-{day:02}", self.year + 1)
    }
}
