//! Content of any size, for measuring: one scheme of N counties, leaves of every kind of method in eight sections, 24
//! figures, rules of every effect, notes and evidence of the length that offices write. The same options give the same
//! bytes on every machine. Used by `syntheoptions` and by the benches.

use std::fmt::Write as _;
use std::path::Path;
use std::{fs, io};

#[path = "dice.rs"]
mod dice;
#[path = "synthetic/record.rs"]
mod record;
#[path = "synthetic/scheme.rs"]
mod scheme;

use dice::Dice;

/// How much to write.
#[derive(Clone, Copy)]
pub struct Options {
    /// Subjects of the one scheme.
    pub subjects: usize,
    /// Leaves of its tree.
    pub indicators: usize,
    /// Years, the last one 2019; neighbours are compared.
    pub years: usize,
    /// Problems of each subject in each year; all but the first are followed up in the year after.
    pub problems: usize,
    /// Whether each subject gets a letter.
    pub letters: bool,
    /// Start of all random numbers.
    pub seed: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self { subjects: 2_000, indicators: 40, years: 1, problems: 1, letters: false, seed: 1 }
    }
}

/// Writes a content folder, one file after the other, so that any size fits in memory.
///
/// # Errors
/// When a folder or file cannot be written.
pub fn write(folder: &Path, options: &Options) -> io::Result<()> {
    for file in files(*options) {
        let path = folder.join(&file.path);
        fs::create_dir_all(path.parent().expect("every file stands in a folder"))?;
        fs::write(&path, &file.text)?;
    }
    Ok(())
}

struct File {
    path: String,
    text: String,
}

/// The id of the scheme.
const SCHEME: &str = "counties";

/// All files, the records last.
fn files(options: Options) -> impl Iterator<Item = File> {
    let years = first_year(options)..2_020;
    let fixed = [file("site.yaml", SITE), file("subjects.yaml", &subjects(options))];
    let of_years = years.clone().flat_map(move |year| year_files(options, year));
    let records = years.flat_map(move |year| {
        (0..options.subjects).map(move |subject| File {
            path: format!("{year}/{SCHEME}/records/{}.yaml", subject_id(subject)),
            text: record::text(options, year, subject),
        })
    });
    fixed.into_iter().chain(of_years).chain(records)
}

fn file(path: &str, text: &str) -> File {
    File { path: path.to_owned(), text: text.to_owned() }
}

fn first_year(options: Options) -> i64 {
    2_020 - i64::try_from(options.years).expect("a few years")
}

fn subject_id(subject: usize) -> String {
    format!("c{:05}", subject + 1)
}

/// The stream of a subject's quantity.
fn dice(options: Options, year: i64, subject: usize, what: &str) -> Dice {
    Dice::of(options.seed, &format!("{year}/{subject}/{what}"))
}

const SITE: &str = "format: 1
title: 县级扶贫开发工作成效考核（合成数据）
organ: 样例省扶贫开发领导小组
classification: 内部资料·合成
audience: 供测量性能之用，全部数据为合成
";

fn subjects(options: Options) -> String {
    let mut text = String::from("format: 1\nsubjects:\n");
    for subject in 0..options.subjects {
        let region = ["东部", "西部", "南部", "北部"][subject % 4];
        let id = subject_id(subject);
        let _ = writeln!(
            text,
            "  - {{id: {id}, name: 样例县{:05}, short: 县{:05}, kind: county, region: {region}}}",
            subject + 1,
            subject + 1
        );
    }
    text
}

fn year_files(options: Options, year: i64) -> Vec<File> {
    let about = format!(
        "format: 1\ntitle: {year}年度\nperiod: {{from: {year}-01-01, to: {year}-12-31}}\ncutoff: {year}-12-31\n\
         document: 样例〔{year}〕0号\nregulation: 样例办法\nschemes: [{SCHEME}]\n"
    );
    let letter = options.letters.then(|| file(&format!("{year}/{SCHEME}/letter.md"), LETTER));
    let files = [
        file(&format!("{year}/year.yaml"), &about),
        file(&format!("{year}/clauses.yaml"), CLAUSES),
        file(&format!("{year}/bulletin.md"), BULLETIN),
        file(&format!("{year}/{SCHEME}/scheme.yaml"), &scheme::text(options, year)),
        file(&format!("{year}/{SCHEME}/targets.yaml"), &scheme::targets(options)),
    ];
    files.into_iter().chain(letter).collect()
}

const CLAUSES: &str = "format: 1
clauses:
  rule-1: {cite: 办法 一, says: 完成目标的，不低于“较好”。}
  rule-2: {cite: 办法 二, says: 一大项“一般”的，不评为“好”；一大项“差”的，不高于“一般”。}
  rule-3: {cite: 办法 三, says: 有重大违法违纪问题的，一票否决。}
  rule-4: {cite: 办法 四, says: 典型做法得到批示肯定的，适当加分。}
  rule-5: {cite: 办法 五, says: 资金3月30日以后到账的，按月扣分。}
  rule-6: {cite: 办法 六, says: 好和较好予以表扬，差予以约谈。}
";

const BULLETIN: &str = "---
title: 关于年度扶贫开发工作成效考核结果的通报（合成）
to: 各县（市、区）
signed: 样例省扶贫开发领导小组
---

本通报由合成数据生成。

{{ year }}年度共考核{{ schemes.counties.count }}个县：{% for g in schemes.counties.grades %}“{{ g.name }}”{{ g.count }}个，{% endfor %}名次见名次页。
";

/// It speaks of the scheme as a whole, as letters do that say how many were assessed.
const LETTER: &str = "---
title: 关于反馈年度扶贫开发工作成效考核结果的函（合成）
issued: 2020-05-18
---
## 一、结果

本次共考核{{ scheme.count }}个县，{{ scheme.counts_text }}。{% for sentence in subject.story %}{{ sentence }}{% endfor %}

| 部分 | 得分 | 中位数 | 差 |
| --- | --: | --: | --: |
{% for section in subject.sections %}| {{ section.title }} | {{ section.score }} | {{ section.median }} | {{ section.difference }} |
{% endfor %}
## 二、问题

{% for problem in subject.problems %}{{ loop.index }}．{{ problem.says }}（{{ problem.severity }}）

{% endfor %}请认真整改。
";
