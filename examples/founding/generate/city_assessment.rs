//! Records of the assessment of the cities within the province: assisted cities and paired helpers.

use rust_decimal::Decimal;

use super::record::{Figure, Line, Observation, Record};
use super::{Draft, city_texts as texts, office};

/// A city with its level by year.
type City = (&'static str, [i64; 3]);

/// In the scheme's order.
const ASSISTED: [City; 14] = [
    ("shantou", [79, 74, 83]),
    ("shaoguan", [93, 93, 94]),
    ("heyuan", [87, 87, 90]),
    ("meizhou", [90, 92, 93]),
    ("huizhou", [92, 95, 93]),
    ("shanwei", [82, 75, 81]),
    ("yangjiang", [84, 86, 88]),
    ("zhanjiang", [85, 88, 85]),
    ("maoming", [85, 87, 89]),
    ("zhaoqing", [87, 92, 94]),
    ("qingyuan", [88, 92, 90]),
    ("chaozhou", [75, 84, 87]),
    ("jieyang", [77, 82, 84]),
    ("yunfu", [85, 92, 93]),
];

/// In the scheme's order.
const HELPERS: [City; 6] = [
    ("guangzhou", [88, 94, 96]),
    ("shenzhen", [94, 96, 95]),
    ("zhuhai", [92, 93, 89]),
    ("foshan", [89, 94, 95]),
    ("dongguan", [86, 86, 92]),
    ("zhongshan", [84, 86, 80]),
];

/// The fourteen records of a year.
pub fn assisted(year: i64) -> Vec<Record> {
    ASSISTED.iter().map(|city| one(city, "assisted-cities", &texts::ASSISTED, year)).collect()
}

/// The six records of a year.
pub fn helpers(year: i64) -> Vec<Record> {
    HELPERS.iter().map(|city| one(city, "helper-cities", &texts::HELPER, year)).collect()
}

fn one((id, levels): &City, scheme: &'static str, rows: &[texts::Row], year: i64) -> Record {
    let draft = Draft { year, scheme, subject: id };
    let level = levels[draft.nth()];
    let mut record = office::record(draft);
    figures(draft, level, &mut record);
    for row in rows {
        let grade = match draft.level(row.node, level, 75) {
            890.. => "好",
            770.. => "较好",
            620.. => "一般",
            _ => "较差",
        };
        let mut dice = draft.dice(&format!("note/{}", row.node));
        // 有问题的写明，好的只在部分记录中说明。
        let note = match grade {
            "好" => (dice.between(0, 3) == 0).then_some(row.good),
            "较好" => (dice.between(0, 1) == 0).then_some(row.fair),
            _ => Some(row.poor),
        };
        record.observations.push((
            row.node,
            Observation {
                heading: row.heading,
                stated: Some(("grade", grade.to_owned())),
                note: note.map(str::to_owned),
                evidence: check_sheet(draft, row),
                ..Observation::default()
            },
        ));
    }
    third_party(draft, level, &mut record);
    daily(draft, level, &mut record);
    let mut dice = draft.dice("procedure");
    record.milestones = vec![
        ("self-report", draft.later(1, dice.between(12, 29))),
        ("cross-check", draft.later(2, dice.between(8, 26))),
        ("third-party", draft.later(2, dice.between(12, 28))),
        ("completed", draft.later(4, dice.between(14, 28))),
    ];
    record.problems = texts::problems(draft, level, rows);
    if !record.problems.is_empty() {
        record.rectification = office::rectification(draft);
    }
    record
}

fn figures(draft: Draft, level: i64, record: &mut Record) {
    let nth = draft.nth();
    let helper = draft.scheme == "helper-cities";
    let mut add = |id, heading, value: Decimal| {
        record.figures.push((id, Figure { heading, value, ..Figure::default() }));
    };
    let mut dice = draft.dice("figures");
    let task = dice.between(180, 640) * 10 * if helper { 2 } else { 1 };
    let verified = 1_000 + (draft.level("verified", level, 60) - 700) * 15 / 100;
    add("reduction_task", Some("减贫成效"), task.into());
    add("reduction_verified", None, (task * verified / 1_000).into());
    // 全省农村居民人均可支配收入，样例值。
    let province = [17_200, 18_800, 20_100][nth];
    let share = 640 + (draft.level("income", level, 60) - 700) * 48 / 100;
    add("village_income", None, (province * share / 1_000 + dice.between(-20, 20)).into());
    add("province_rural_income", None, province.into());
    if helper {
        let agreed = dice.between(90, 260) * 10;
        let helped = 920 + (draft.level("jobs", level, 50) - 750) * 40 / 100;
        add("jobs_agreed", Some("就业帮扶协议"), agreed.into());
        add("jobs_helped", None, (agreed * helped / 1_000).into());
    }
    let surveyed = dice.between(42, 78) * 10;
    let satisfied = 500 + draft.level("satisfaction", level, 25) / 2;
    add("surveyed", Some("群众满意度"), surveyed.into());
    add("satisfied", None, ((surveyed * satisfied + 500) / 1_000).into());
    let funds = dice.between(860, 3_900) * 10;
    let used = draft.level("used", level, 30).min(990);
    add("special_funds", Some("只列示"), funds.into());
    add("special_funds_used", None, (funds * used / 1_000).into());
    if helper {
        add("teams", None, dice.between(90, 240).into());
    } else {
        add("jobs_placed", None, dice.between(3_200, 12_800).into());
    }
    add("consumption", None, dice.between(2_600, 21_000).into());
}

fn check_sheet(draft: Draft, row: &texts::Row) -> Vec<Line> {
    let mut dice = draft.dice(&format!("sheet/{}", row.node));
    if dice.between(0, 2) > 0 {
        return Vec::new();
    }
    let (kind, title) = row.sheet;
    let date = draft.later(2, dice.between(3, 24));
    vec![vec![("kind", kind.to_owned()), ("title", title.to_owned()), ("date", date)]]
}

fn third_party(draft: Draft, level: i64, record: &mut Record) {
    for (node, heading) in [("village-support", Some("第三方评估")), ("household-support", None)] {
        let score = draft.level(node, level, 22) + draft.dice(&format!("cents/{node}")).between(-4, 4);
        let cents = Decimal::new(score.min(998) * 10 + draft.dice(node).between(0, 9), 2);
        record.observations.push((
            node,
            Observation {
                heading,
                stated: Some(("score", cents.to_string())),
                evidence: vec![vec![
                    ("kind", "survey".to_owned()),
                    ("title", "第三方评估报告".to_owned()),
                    ("date", draft.later(2, 28)),
                ]],
                ..Observation::default()
            },
        ));
    }
}

/// Deductions until the level is reached.
fn daily(draft: Draft, level: i64, record: &mut Record) {
    let mut dice = draft.dice("daily");
    // In tenths of a point.
    let mut left = ((100 - level) * 9 + dice.between(-15, 15)).max(0);
    let mut found: Vec<(usize, i64)> = Vec::new();
    for (place, channel) in texts::CHANNELS.iter().enumerate() {
        let most = left / channel.points;
        let count = if most > 0 { dice.between(0, most.min(channel.most)) } else { 0 };
        if count > 0 {
            found.push((place, count));
            left -= count * channel.points;
        }
    }
    // 余下的分数由数量多的小项补足。
    for (place, channel) in texts::CHANNELS.iter().enumerate().skip(5) {
        let already = found.iter().find(|(at, _)| *at == place).map_or(0, |(_, count)| *count);
        let more = (left / channel.points).min(channel.most - already);
        if more > 0 {
            found.retain(|(at, _)| *at != place);
            found.push((place, already + more));
            left -= more * channel.points;
        }
    }
    found.sort_unstable();
    let lines = found.into_iter().map(|(place, count)| {
        let channel = &texts::CHANNELS[place];
        let mut line = vec![("kind", channel.id.to_owned())];
        if count > 1 {
            line.push(("count", count.to_string()));
        }
        line.push(("source", channel.source.to_owned()));
        line.push(("date", draft.day(dice.between(3, 12), dice.between(2, 28))));
        line
    });
    let observation = Observation {
        heading: Some("日常工作"),
        deductions: Some(lines.collect()),
        ..Observation::default()
    };
    record.observations.push(("daily-record", observation));
}
