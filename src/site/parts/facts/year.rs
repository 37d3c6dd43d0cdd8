//! What a circular's placeholders see of a year's evaluation groups and draws by lot.

use serde::Serialize;

use crate::site::base::{Site, YearSite, cite};
use crate::site::parts::groups::{leader, members, roster};
use crate::wording::draw_sentence;
use crate::wording::draw_title;
use crate::wording::number::date;

/// A set of evaluation groups.
#[derive(Debug, Serialize)]
pub struct GroupSetFacts<'a> {
    pub id: &'a str,
    /// 省交叉考核组
    pub title: &'a str,
    /// 方案 五（一）; empty where it is not said.
    pub clause: &'a str,
    /// How many groups.
    pub count: usize,
    /// How many subjects they evaluate.
    pub subjects: usize,
    pub groups: Vec<GroupFacts<'a>>,
}

/// A group.
#[derive(Debug, Serialize)]
pub struct GroupFacts<'a> {
    /// 第一组
    pub title: &'a str,
    pub leader: String,
    /// The others: 业务骨干甲（茂名市）、业务骨干乙（省农业农村厅）
    pub members_text: String,
    /// Whom it evaluates: 惠州、揭阳
    pub subjects_text: String,
}

/// A draw by lot.
#[derive(Debug, Serialize)]
pub struct DrawFacts<'a> {
    pub id: &'a str,
    /// 第三方评估抽取贫困县
    pub title: String,
    /// 办法 五; empty where it is not said.
    pub clause: &'a str,
    /// 2020-02-03; empty where it is not said.
    pub date: String,
    /// Who drew and who watched; empty where it is not said.
    pub by: &'a str,
    /// The seed it follows from.
    pub seed: &'a str,
    pub sentence: String,
    /// Each group that was drawn from on its own.
    pub strata: Vec<StratumFacts>,
}

/// A group that was drawn from on its own.
#[derive(Debug, Serialize)]
pub struct StratumFacts {
    pub name: String,
    /// From how many.
    pub size: usize,
    /// How many were drawn.
    pub count: usize,
    /// 巧家县、大关县、鲁甸县
    pub drawn_text: String,
}

/// The year's sets of groups.
pub(crate) fn groups<'s>(site: &'s Site<'_>, year: &'s YearSite<'_>) -> Vec<GroupSetFacts<'s>> {
    let Some(y) = site.years.iter().position(|of| std::ptr::eq(of, year)) else { return Vec::new() };
    let of = |set| {
        let roster = roster(site, y, set);
        let groups = set.groups.iter().map(|group| GroupFacts {
            title: &group.title,
            leader: leader(&roster, group),
            members_text: members(&roster, group).join("、"),
            subjects_text: group
                .subjects
                .iter()
                .map(|(id, _)| roster.name(id))
                .collect::<Vec<_>>()
                .join("、"),
        });
        GroupSetFacts {
            id: &set.id,
            title: &set.title,
            clause: cite(year.year, set.clause.as_ref()),
            count: set.groups.len(),
            subjects: roster.order.len(),
            groups: groups.collect(),
        }
    };
    year.year.groups.iter().map(of).collect()
}

/// The year's draws.
pub(crate) fn draws<'s>(year: &'s YearSite<'_>) -> Vec<DrawFacts<'s>> {
    let of = |draw: &'s crate::model::Draw| DrawFacts {
        id: &draw.id,
        title: draw_title(draw).to_owned(),
        clause: cite(year.year, draw.clause.as_ref()),
        date: draw.date.map(date).unwrap_or_default(),
        by: draw.by.as_deref().unwrap_or_default(),
        seed: draw.seed.as_str(),
        sentence: draw_sentence(draw),
        strata: draw
            .strata
            .iter()
            .map(|stratum| StratumFacts {
                name: stratum.of.join(""),
                size: usize::try_from(stratum.frame.size()).unwrap_or(usize::MAX),
                count: stratum.drawn.len(),
                drawn_text: stratum.drawn.join("、"),
            })
            .collect(),
    };
    year.year.draws.iter().map(of).collect()
}
