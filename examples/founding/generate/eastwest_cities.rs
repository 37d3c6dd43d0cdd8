//! Records of the East–West collaboration, cities: figures follow the levels of the story.

use rust_decimal::Decimal;

use super::eastwest_story::{CITIES, COUNTY_MONEY, City, HELPERS, LABOUR, PAIRS, Recipe, SHOWN, TALENT};
use super::record::{Figure, Observation, Record};
use super::{Draft, eastwest_story, eastwest_texts as texts, office};

const SCHEME: &str = "eastwest-cities";

/// How far chance moves a level, in tenths.
const REACH: i64 = 48;

/// The ten records of a year.
pub fn records(year: i64) -> Vec<Record> {
    CITIES.iter().map(|city| one(city, year)).collect()
}

fn one(city: &City, year: i64) -> Record {
    let draft = Draft { year, scheme: SCHEME, subject: city.id };
    let mut book = Book { city, draft, record: office::record(draft) };
    book.pairing();
    book.talent();
    book.funds();
    book.industry();
    book.labour();
    book.xiaokang();
    book.shown();
    book.observations();
    book.procedure();
    let record = &mut book.record;
    record.problems = texts::problems(draft, city.levels[draft.nth()]);
    if !record.problems.is_empty() {
        record.rectification = office::rectification(draft);
    }
    book.record
}

struct Book<'a> {
    city: &'a City,
    draft: Draft,
    record: Record,
}

impl Book<'_> {
    fn pairing(&mut self) {
        let [counties, deep] = self.city.counties;
        self.add("counties", Some("结对"), counties);
        self.add("deep_counties", None, deep);
    }

    fn talent(&mut self) {
        let [counties, deep] = self.city.counties;
        TALENT[..1].iter().for_each(|recipe| self.cook(recipe));
        if deep > 0 {
            let share = self.tilt("talent-deep", 1);
            let cadres = self.value("cadres");
            self.add("cadres_deep", None, divide(cadres * deep * share, counties * 1_000).max(1));
        }
        TALENT[1..4].iter().for_each(|recipe| self.cook(recipe));
        let specialists: i64 =
            ["teachers", "doctors", "other_specialists"].iter().map(|id| self.value(id)).sum();
        if deep > 0 {
            let share = self.tilt("talent-deep", 1);
            self.add("specialists_deep", None, divide(specialists * deep * share, counties * 1_000));
        }
        let mut dice = self.draft.dice("service-lengths");
        let short = dice.between(2, 9) * counties;
        let middle = specialists * dice.between(45, 58) / 100;
        let long = specialists * dice.between(28, 38) / 100;
        self.add("specialists_under_1", None, short);
        self.add("specialists_1_6", None, middle);
        self.add("specialists_6_12", None, long);
        self.add("specialists_over_12", None, specialists - middle - long);
        TALENT[4..].iter().for_each(|recipe| self.cook(recipe));
    }

    fn funds(&mut self) {
        let [counties, deep] = self.city.counties;
        let aid = self.grown(0, self.draft.year);
        self.add("fiscal_aid", Some("资金支持"), aid);
        self.entries(aid);
        let donations = self.grown(1, self.draft.year);
        let share = self.tilt("funds-deep", 2);
        if deep > 0 {
            self.add("fiscal_aid_deep", None, divide(aid * deep * share, counties * 1_000));
        }
        let revenue = self.city.revenue * [1_000, 1_038, 1_051][self.draft.nth()] / 1_000;
        self.record
            .figures
            .push(("fiscal_revenue", Figure { value: Decimal::new(revenue, 1), ..Figure::default() }));
        let used = 850 + (self.level("usage", 2) - 600) * 36 / 100;
        self.add("aid_used", None, aid * used / 1_000);
        let projects = counties * self.draft.dice("projects").between(6, 9);
        let done = 880 + (self.level("projects-done", 2) - 600) * 30 / 100;
        self.add("projects", None, projects);
        self.add("projects_done", None, divide(projects * done, 1_000).min(projects));
        self.add("donations", None, donations);
        if deep > 0 {
            self.add("donations_deep", None, divide(donations * deep * share, counties * 1_000));
        }
        self.cook(&Recipe {
            figure: "donated_goods",
            heading: None,
            section: 2,
            key: "goods",
            middle: 920,
            per_county: true,
        });
        if self.draft.nth() == 0 {
            for (id, kind) in [("fiscal_aid", 0), ("donations", 1)] {
                let before = self.grown(kind, self.draft.year - 1);
                self.record.figure(id).previous = Some(before.into());
            }
        }
    }

    /// The aid arrives in two parts, both before the end of March.
    fn entries(&mut self, aid: i64) {
        let mut dice = self.draft.dice("arrival");
        let first = aid * dice.between(55, 75) / 100;
        let dates = [self.draft.day(1, dice.between(16, 30)), self.draft.day(3, dice.between(5, 28))];
        let entry = |value: i64, date: &String, source: &str| {
            vec![("value", value.to_string()), ("date", date.clone()), ("source", source.to_owned())]
        };
        let last = dates[1].clone();
        self.record.figure("fiscal_aid").entries =
            vec![entry(first, &dates[0], "市财政，第一批"), entry(aid - first, &dates[1], "市财政，第二批")];
        self.record.milestones.push(("funds-arrived", last));
    }

    fn industry(&mut self) {
        let [counties, deep] = self.city.counties;
        let plain = |figure, heading, key, middle, per_county| Recipe {
            figure,
            heading,
            section: 3,
            key,
            middle,
            per_county,
        };
        self.cook(&plain("firms", Some("产业合作"), "firms", 180, false));
        let investment = self.grown(2, self.draft.year);
        self.add("investment", None, investment);
        if self.draft.nth() == 0 {
            let before = self.grown(2, self.draft.year - 1);
            self.record.figure("investment").previous = Some(before.into());
        }
        if deep > 0 {
            let share = self.tilt("industry-deep", 3);
            self.add("investment_deep", None, divide(investment * deep * share, counties * 1_000));
        }
        self.cook(&plain("lifted_by_firms", None, "firm-jobs", 2_450, true));
    }

    fn labour(&mut self) {
        let [counties, deep] = self.city.counties;
        LABOUR[..3].iter().for_each(|recipe| self.cook(recipe));
        // 到本省其他市就业可以不填。
        let left_out = matches!(
            (self.draft.year, self.city.id),
            (2018, "jiangmen") | (2019, "guangzhou" | "zhuhai") | (2020, "zhaoqing")
        );
        if !left_out {
            self.cook(&LABOUR[3]);
        }
        if deep > 0 {
            let jobs = self.value("jobs_local") + if left_out { 0 } else { self.value("jobs_other_cities") };
            let share = self.tilt("labour-deep", 4);
            self.add("jobs_deep", None, divide(jobs * deep * share, counties * 1_000));
        }
    }

    fn xiaokang(&mut self) {
        let [counties, deep] = self.city.counties;
        PAIRS.iter().chain(&COUNTY_MONEY).for_each(|recipe| self.cook(recipe));
        if deep > 0 {
            let money = self.value("county_funds") + self.value("county_donations");
            let share = self.tilt("xiaokang-deep", 5);
            self.add("county_funds_deep", None, divide(money * deep * share, counties * 1_000));
        }
        let lifted = 880 + (self.level("lifted", 5) - 600) * 45 / 100;
        self.add("lifted", None, eastwest_story::lifted_target(counties, self.draft.year) * lifted / 1_000);
        self.cook(&Recipe {
            figure: "leaders_trained",
            heading: None,
            section: 5,
            key: "leaders",
            middle: 440,
            per_county: true,
        });
        let started = 330 + (self.level("leaders-started", 5) - 600) * 42 / 100;
        let trained = self.value("leaders_trained");
        self.add("leaders_started", None, divide(trained * started, 1_000));
        HELPERS.iter().for_each(|recipe| self.cook(recipe));
    }

    fn shown(&mut self) {
        SHOWN.iter().for_each(|recipe| self.cook(recipe));
        // 办法 五：第三方评估自2019年度起。
        if self.draft.nth() > 0 {
            let mut dice = self.draft.dice("third-party");
            let satisfaction = Decimal::new(930 + dice.between(-18, 49), 1);
            self.add("third_party_counties", None, dice.between(2, 3));
            self.record
                .figures
                .push(("third_party_satisfaction", Figure { value: satisfaction, ..Figure::default() }));
        }
    }

    fn observations(&mut self) {
        let levels = self.city.levels[self.draft.nth()];
        for item in &texts::ITEMS {
            let mut observation = Observation {
                heading: item.heading,
                evidence: texts::evidence(self.draft, item),
                ..Observation::default()
            };
            if item.task {
                let state = match self.draft.level(item.node, levels[item.section], 60) {
                    880.. => "outstanding",
                    660.. => "done",
                    _ => "undone",
                };
                observation.stated = Some(("task", state.to_owned()));
                observation.note = texts::note(self.draft, item.node, state, self.city);
            }
            self.record.observations.push((item.node, observation));
        }
    }

    fn procedure(&mut self) {
        let draft = self.draft;
        let level = draft.level("joint-conference", self.city.levels[draft.nth()][0], 60);
        let mut dice = draft.dice("procedure");
        let conference = match level {
            840.. => draft.day(dice.between(4, 6), dice.between(8, 28)),
            700.. => draft.day(7, dice.between(3, 26)),
            _ => draft.day(9, dice.between(4, 25)),
        };
        let milestones = &mut self.record.milestones;
        milestones.push(("joint-conference", conference.clone()));
        milestones.push(("self-report", draft.day(12, dice.between(12, 24))));
        milestones.push(("partner-confirmed", draft.day(12, dice.between(25, 30))));
        milestones.push(("first-review", draft.later(1, dice.between(8, 18))));
        milestones.push(("site-check", draft.later(2, dice.between(10, 26))));
        milestones.push(("group-report", draft.later(3, dice.between(9, 24))));
        // 纪要当日印发。
        let meeting = self.record.observation("joint-meeting");
        meeting.date = Some(conference.clone());
        meeting.evidence[0].retain(|(key, _)| *key != "date");
        meeting.evidence[0].push(("date", conference));
    }

    fn add(&mut self, id: &'static str, heading: Option<&'static str>, value: i64) {
        self.record.figures.push((id, Figure { heading, value: value.into(), ..Figure::default() }));
    }

    fn value(&mut self, id: &str) -> i64 {
        let value = self.record.figure(id).value;
        i64::try_from(value).expect("figures are whole numbers here")
    }

    /// The level a quantity follows, in tenths.
    fn level(&self, key: &str, section: usize) -> i64 {
        self.draft.level(key, self.city.levels[self.draft.nth()][section], REACH)
    }

    /// Adds a figure from its recipe: at level 80 the middle, at 100 some 80 % more, at 60 some 40 % less.
    fn cook(&mut self, recipe: &Recipe) {
        let level = self.level(recipe.key, recipe.section);
        let factor = if level >= 800 { 1_000 + (level - 800) * 4 } else { 1_000 - (800 - level) * 2 };
        let year = [920, 1_000, 1_070][self.draft.nth()];
        let counties = if recipe.per_county { self.city.counties[0] } else { 1 };
        let small = self.draft.dice(recipe.figure).between(990, 1_010);
        let value = recipe.middle * counties * factor * year / 1_000 * small / 1_000;
        self.add(recipe.figure, recipe.heading, divide(value, 10_000));
    }

    /// How much more a county in deep poverty gets than an average one, in thousandths.
    fn tilt(&self, key: &str, section: usize) -> i64 {
        let level = self.level(key, section);
        if level >= 800 { 1_160 + (level - 800) * 2 } else { 1_160 - (800 - level) }
    }

    /// Money that grows from year to year, in 万元: fiscal aid, donations or investment.
    fn grown(&self, kind: usize, year: i64) -> i64 {
        if year < super::YEARS[0] {
            let exact = self.city.base[kind] * self.city.counties[0];
            return exact
                + Draft { year, ..self.draft }.dice(["aid", "gifts", "investment"][kind]).between(-90, 90);
        }
        let before = self.grown(kind, year - 1);
        let now = Draft { year, ..self.draft };
        let key = ["aid-growth", "donation-growth", "investment-growth"][kind];
        let section = [2, 2, 3][kind];
        let level = now.level(key, self.city.levels[now.nth()][section], REACH);
        let [middle, slope] = [[90, 70], [120, 160], [110, 120]][kind];
        before + before * (middle + (level - 800) * slope / 100) / 1_000
    }
}

/// Rounded half up.
fn divide(value: i64, by: i64) -> i64 {
    (value + by / 2) / by
}
