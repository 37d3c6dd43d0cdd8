//! What a circular's placeholders see, as names, counts and short texts.

use std::borrow::Cow;

use serde::Serialize;

use crate::site::parts::calendar::facts::MilestoneFacts;
use crate::site::parts::facts::year::{DrawFacts, GroupSetFacts};

/// What a circular's placeholders see.
#[derive(Debug, Serialize)]
pub struct BulletinContext<'a> {
    /// 2019
    pub year: i16,
    /// 2019年度
    pub year_title: &'a str,
    /// The number of the circular; empty where there is none.
    pub document: &'a str,
    /// 2019-12-31, the data's cut-off.
    pub cutoff: String,
    /// 2020-05-18, the day it is sent; empty where it is not said.
    pub issued: String,
    /// 2020-05-18, the day the procedure is told for: that of the issue, or an earlier one that the year states.
    pub as_of: String,
    /// The sets of evaluation groups.
    pub groups: Vec<GroupSetFacts<'a>>,
    /// What was drawn by lot.
    pub draws: Vec<DrawFacts<'a>>,
    /// The schemes by id, with `-` as `_`, in the order of year.yaml.
    #[serde(serialize_with = "as_map")]
    pub schemes: Vec<(String, SchemeFacts<'a>)>,
}

/// A list of pairs as a map, in the order of the list.
pub(crate) fn as_map<S: serde::Serializer>(
    pairs: &[(String, SchemeFacts)],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_map(pairs.iter().map(|(id, facts)| (id, facts)))
}

/// A scheme's results for the circular.
#[derive(Debug, Serialize)]
pub struct SchemeFacts<'a> {
    pub title: &'a str,
    pub short: &'a str,
    /// How many subjects.
    pub count: usize,
    pub ranked: bool,
    /// What the year is called that it is compared with: 上年, 2018年度.
    pub before: &'a str,
    /// “好”3个、“较好”5个、“一般”2个
    pub counts_text: String,
    /// The root's children.
    pub sections: Vec<SectionFacts<'a>>,
    /// The one with the lowest median; nothing where there is none.
    pub weakest: Option<SectionFacts<'a>>,
    /// The one with the highest median; nothing where there is none.
    pub strongest: Option<SectionFacts<'a>>,
    /// What the head of the changes since the year before says of their scale.
    #[serde(skip)]
    pub change_scale: &'static str,
    /// Best first.
    pub grades: Vec<GradeFacts<'a>>,
    /// By rank.
    pub subjects: Vec<SubjectFacts<'a>>,
    /// What follows for whom.
    pub outcomes: Vec<OutcomeFacts<'a>>,
    /// Rules that changed a score or a grade.
    pub rules_fired: Vec<RuleFacts<'a>>,
    /// Grades and places that were decided otherwise than computed.
    pub decisions: Vec<DecisionFacts<'a>>,
    /// Who climbed, by places or, where there are none, by grades; as they stand in the ranking.
    pub climbed: Vec<&'a str>,
    /// 茂名（升3位）、佛山（升1位）
    pub climbed_text: String,
    pub fell: Vec<&'a str>,
    /// 湛江（降3位）
    pub fell_text: String,
    pub problems: Vec<ProblemFacts<'a>>,
    /// The prominent ones among them.
    pub prominent: Vec<ProblemFacts<'a>>,
    /// Those that occurred before.
    pub repeated: Vec<ProblemFacts<'a>>,
    /// What became of problems of earlier years.
    pub earlier: EarlierFacts,
    /// Dates of the procedure and who kept them.
    pub milestones: Vec<MilestoneFacts<'a>>,
    /// Dates of rectification, of those who have any.
    pub rectifications: Vec<RectificationFacts<'a>>,
    /// Whom the results are sent to.
    pub distribution: Vec<RecipientFacts<'a>>,
    /// The steps of the approval.
    pub approval: Vec<ApprovalFacts<'a>>,
    /// Requests to review a result.
    pub reviews: Vec<ReviewFacts<'a>>,
}

/// A section and how it went.
#[derive(Clone, Debug, Serialize)]
pub struct SectionFacts<'a> {
    /// Several that are equal stand together: 甲”、“乙.
    pub title: Cow<'a, str>,
    /// The median of the scores; empty where there is none.
    pub median: String,
    /// Who has a grade of the lower half there, by rank.
    pub weak: Vec<&'a str>,
    /// 湛江、江门
    pub weak_text: String,
}

/// A grade and who has it.
#[derive(Debug, Serialize)]
pub struct GradeFacts<'a> {
    /// 好
    pub name: &'a str,
    pub count: usize,
    pub names: Vec<&'a str>,
    /// 深圳、佛山、珠海
    pub names_text: String,
}

/// A subject's result; each section as its score, in a letter with what it is measured against.
#[derive(Debug, Serialize)]
pub struct SubjectFacts<'a, Section = String> {
    /// Full name.
    pub name: &'a str,
    /// Short name.
    pub short: &'a str,
    /// Final grade; empty where there is none.
    pub grade: &'a str,
    /// 90.92; empty where there is none.
    pub score: String,
    /// Place; nothing where there is none.
    pub rank: Option<u32>,
    /// Place among all, where the scheme gives both.
    pub rank_overall: Option<u32>,
    /// The group it is ranked in; empty where there is one.
    pub group: &'a str,
    /// 升2位; empty where there is nothing to compare with.
    pub change_text: String,
    /// Places climbed, negative for places lost; nothing where there is nothing to compare with.
    pub moved: Option<i64>,
    /// +2.46; empty where there is nothing to compare with.
    pub score_change: String,
    /// Last year's grade; empty where there is none, or the grades were others.
    pub grade_before: &'a str,
    /// The sections, in their order.
    pub sections: Vec<Section>,
    pub outcomes: Vec<&'a str>,
}

/// An outcome and for whom it follows.
#[derive(Debug, Serialize)]
pub struct OutcomeFacts<'a> {
    /// 表扬
    pub title: &'a str,
    pub count: usize,
    pub names: Vec<&'a str>,
    /// 深圳、佛山
    pub names_text: String,
    /// What it means; empty where it is not said.
    pub says: &'a str,
    /// Who does it; empty where it is not said.
    pub by: &'a str,
    /// 办法 八; empty where it is not said.
    pub clause: &'a str,
    /// Who attends: 市的主要领导、省纪委一名负责同志; empty where it is not said.
    pub attendees_text: String,
    /// The counties it addresses, where it addresses counties.
    pub counties: Vec<CountyFacts<'a>>,
    /// 揭阳市甲县、汕尾市乙县; empty where it addresses no counties.
    pub counties_text: String,
}

/// A county that an outcome addresses.
#[derive(Debug, Serialize)]
pub struct CountyFacts<'a> {
    pub subject: &'a str,
    pub county: &'a str,
    pub because: String,
}

/// Somebody the results are sent to.
#[derive(Debug, Serialize)]
pub struct RecipientFacts<'a> {
    /// 省委组织部
    pub to: &'a str,
    /// What for; empty where it is not said.
    pub purpose: &'a str,
    /// 方案 六（五）; empty where it is not said.
    pub clause: &'a str,
}

/// A step of the approval.
#[derive(Debug, Serialize)]
pub struct ApprovalFacts<'a> {
    /// 领导小组审议
    pub title: &'a str,
    /// Who does it; empty where it is not said.
    pub by: &'a str,
    /// 2020-04-26; empty where it was not done.
    pub date: String,
    /// In which document; empty where it is not said.
    pub document: &'a str,
    /// 方案 六（五）; empty where it is not said.
    pub clause: &'a str,
}

/// A rule that worked.
#[derive(Debug, Serialize)]
pub struct RuleFacts<'a> {
    pub subject: &'a str,
    /// The rule's name.
    pub rule: &'a str,
    pub clause: &'a str,
    /// Whether it changed the grade rather than a score.
    pub on_grade: bool,
    /// Grade or score before.
    pub before: String,
    /// Grade or score after.
    pub after: String,
    /// What the rule says.
    pub text: String,
}

/// A grade or place that was decided.
#[derive(Debug, Serialize)]
pub struct DecisionFacts<'a> {
    pub subject: &'a str,
    /// Grade as computed.
    pub before: &'a str,
    pub after: &'a str,
    pub body: &'a str,
    pub date: String,
    pub document: &'a str,
    pub reason: &'a str,
}

/// Dates of rectification.
#[derive(Debug, Serialize)]
pub struct RectificationFacts<'a> {
    pub subject: &'a str,
    /// 2020-05-18, the day of the notice; empty where it is not said.
    pub notified: String,
    /// The day of the plan.
    pub plan: String,
    /// The day of the report.
    pub report: String,
}

/// A request to review a result.
#[derive(Debug, Serialize)]
pub struct ReviewFacts<'a> {
    pub subject: &'a str,
    /// What it is about; empty for the result as a whole.
    pub about: &'a str,
    pub point: &'a str,
    /// 2020-05-25, the day it was made.
    pub requested: String,
    /// 待答复, 维持, 更正 or 已撤回.
    pub state: &'static str,
    /// What was answered; empty while it is open.
    pub answer: &'a str,
    /// The day of the answer; empty while it is open.
    pub answered: String,
}

/// A problem.
#[derive(Clone, Debug, Serialize)]
pub struct ProblemFacts<'a> {
    pub subject: &'a str,
    /// Where; empty where it is not said.
    pub county: &'a str,
    /// Under which indicator; empty where it is not said.
    pub indicator: &'a str,
    /// Where that is asked for; empty where it is not said.
    pub clause: &'a str,
    pub says: &'a str,
    /// 突出, 一般, 轻微
    pub severity: &'static str,
    /// Its id; empty where it has none.
    pub id: &'a str,
    /// The last day for plan and report; empty where none is set.
    pub deadline: String,
    /// 待复核; 整改中，逾期12天
    pub state: String,
    /// 2018年, the years it occurred in before; empty where it did not.
    pub recurs: String,
}

/// What became of problems of earlier years.
#[derive(Debug, Serialize)]
pub struct EarlierFacts {
    /// How many are still open.
    pub open: usize,
    /// How many were closed.
    pub closed: usize,
    /// 汕头（2018年：…）、揭阳（2018年：…）
    pub open_text: String,
}
