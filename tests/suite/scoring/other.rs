//! A scheme of an altogether different kind: goalposts, unequal weights three levels deep, a geometric mean at one
//! level, missing values rescaled, lower-is-better, rank on the exact score, three peer groups.

use crate::case::Case;

/// Its subjects.
pub const SUBJECTS: [&str; 6] = ["p1", "p2", "p3", "p4", "p5", "p6"];

const SCHEME: &str = "grades:
  - {name: A, from: 75, points: 90}
  - {name: B, from: 50, points: 60}
  - {name: C, from: 0, points: 25}
weighting: points
aggregate: mean
missing: rescale
peers: class
ranking: {by: exact}
rounding: {total: 0}
figures:
  income: {title: 收入, unit: 元}
  deaths: {title: 事故, unit: 次}
  schools: {title: 学校, unit: 个}
  people: {title: 人口, unit: 万人}
  done: {title: 完成, unit: 个}
  plan: {title: 计划, unit: 个}
tree:
  - id: living
    role: section
    title: 生活
    weight: 70
    aggregate: geometric
    weighting: relative
    children:
      - {id: wealth, role: indicator, title: 富裕, weight: 2, measure: income, method: {range: {worst: 1000, best: 9000}}}
      - id: services
        role: indicator
        title: 服务
        weight: 1
        weighting: percent
        children:
          - {id: safety, role: part, title: 安全, weight: 25, measure: deaths, method: {range: {worst: max, best: min}}}
          - {id: schooling, role: part, title: 教育, weight: 75, measure: {ratio: {of: schools, per: people}}, method: {rank: {first: 100, step: 30, least: 10}}}
  - {id: plan, role: section, title: 计划, weight: 30, measure: {ratio: {of: done, per: plan}}, undefined: not_applicable, method: {attain: {to: province, better: higher}}}
";

/// A content folder with the scheme and a record of each subject.
pub fn folder() -> Case {
    let folder = Case::of(&SUBJECTS);
    folder.year(2019, SCHEME);
    folder.file(
        "2019/year.yaml",
        "format: 1
period: {from: 2019-01-01, to: 2019-12-31}
cutoff: 2019-12-31
schemes: [main]
attributes:
  p1: {class: 甲}
  p2: {class: 甲}
  p3: {class: 乙}
  p4: {class: 乙}
  p5: {class: 甲}
  p6: {class: 丙}
",
    );
    folder.file("2019/main/targets.yaml", "format: 1\ntargets: {plan: {all: {province: 0.8}}}\n");
    for (id, figures) in [
        ("p1", "income: 5000, deaths: 4, schools: 12, people: 3, done: 6, plan: 10"),
        ("p2", "income: 9500, deaths: 0, schools: 5, people: 2, done: 9, plan: 10"),
        ("p3", "income: 3000, deaths: 7, schools: 8, people: 4, done: 4, plan: 10"),
        ("p4", "income: 7000, deaths: 7, schools: 8, people: {value: 40000, unit: 人}, done: 8, plan: 10"),
        ("p5", "income: 1000, deaths: 1, schools: 4, people: 2, done: 10, plan: 10"),
        ("p6", "income: 2600, schools: 3, people: 1, done: 1, plan: 0"),
    ] {
        folder.record(2019, id, &format!("figures: {{{figures}}}\n"));
    }
    folder
}
