//! Methods and aggregates in words.

use rust_decimal::Decimal;

use super::words::number;
use crate::model::{
    Aggregate, Attainment, Better, Body, Combine, DeductionKind, Goalpost, GradeIndex, Method, NodeIndex,
    Scheme, Ties, Weighting, Worth,
};

/// The short name of a node's method or aggregate, for tables: 中位法, 任务完成, 算术平均 …
pub fn method_name(scheme: &Scheme, node: NodeIndex) -> &'static str {
    match &scheme.node(node).body {
        Body::Leaf { method, .. } => match method {
            Method::Grade => "等次评定",
            Method::Score { .. } => "直接评分",
            Method::Task { .. } => "任务完成",
            Method::Median { .. } => "中位法",
            Method::Range { at_worst, at_best, .. }
                if at_worst.is_zero() && *at_best == scheme.full(node) =>
            {
                "区间法"
            }
            Method::Range { .. } => "功效系数法",
            Method::Attain { .. } => "目标完成率",
            Method::Steps { .. } => "分档计分",
            Method::Rank { .. } => "排位法",
            Method::Standard { .. } => "标准分法",
            Method::Options(_) => "选项计分",
            Method::Raters { full: Some(_), .. } => "多人评分",
            Method::Raters { full: None, .. } => "多人评定",
            Method::Deductions { .. } => "扣分制",
        },
        Body::Branch { aggregate, .. } => aggregate_name(*aggregate),
    }
}

/// An aggregate's name.
pub(super) fn aggregate_name(aggregate: Aggregate) -> &'static str {
    match aggregate {
        Aggregate::Mean => "算术平均",
        Aggregate::Sum => "各项相加",
        Aggregate::Geometric => "几何平均",
        Aggregate::Harmonic => "调和平均",
        Aggregate::Minimum => "取最低分",
    }
}

/// How a leaf or branch is scored, in one sentence, for the method page.
pub fn method(scheme: &Scheme, node: NodeIndex) -> String {
    match &scheme.node(node).body {
        Body::Leaf { method, .. } => leaf(scheme, node, method),
        Body::Branch { aggregate, weighting, children } => branch(*aggregate, *weighting, children.len()),
    }
}

fn leaf(scheme: &Scheme, node: NodeIndex, method: &Method) -> String {
    let own = scheme.full(node);
    let of_own =
        || if scheme.in_points() { format!("本项的{}分", number(own)) } else { "百分制".to_owned() };
    let unit = scheme.node(node).measure().map_or_else(String::new, |(_, unit)| unit.to_string());
    match method {
        Method::Grade => format!("由考核组评定等次，按等次取分（{}）。", all_points(scheme, node)),
        Method::Score { full } if *full == own => format!("直接采用记录的评分（满分{}）。", number(own)),
        Method::Score { full } => format!("记录的评分按满分{}折算为{}。", number(*full), of_own()),
        Method::Task { done, outstanding, undone } => format!(
            "按任务完成情况取分：出色完成为{}，完成为{}，未完成为{}。",
            points(scheme, node, *outstanding),
            points(scheme, node, *done),
            points(scheme, node, *undone)
        ),
        Method::Median { best, middle, worst, better } => format!(
            "中位法：同组中位数得{}分，最好者得{}分，最差者得{}分，其间按直线内插；{}。可比对象不足3个时，达到目标得{}分，未达到得{}分。",
            number(*middle),
            number(*best),
            number(*worst),
            direction(*better),
            number(*middle),
            number(*worst)
        ),
        Method::Range { worst, best, at_worst, at_best, .. } => {
            format!(
                "{}为{}分，{}为{}分，其间按直线内插，超出者取端点。",
                goalpost(*worst, &unit),
                number(*at_worst),
                goalpost(*best, &unit),
                number(*at_best)
            )
        }
        Method::Standard { centre, spread, better } => format!(
            "标准分法：同组平均值得{}分，每好一个标准差加{}分，每差一个减{}分；{}。可比对象不足3个时，达到目标得{}分，未达到得{}分。",
            number(*centre),
            number(*spread),
            number(*spread),
            direction(*better),
            number(*centre),
            number((*centre - *spread).max(Decimal::ZERO))
        ),
        Method::Options(options) => {
            let list: Vec<String> =
                options.iter().map(|option| format!("{}{}分", option.title, number(option.points))).collect();
            format!("按记录所选取分：{}。", list.join("，"))
        }
        Method::Raters { full, combine } => {
            let what = match full {
                Some(full) if *full == own => format!("分别评分（满分{}）", number(own)),
                Some(full) => format!("分别评分（满分{}，折算为{}）", number(*full), of_own()),
                None => format!("分别评定等次、按等次取分（{}）", all_points(scheme, node)),
            };
            format!("多人{what}，{}。", combined(*combine))
        }
        Method::Attain { to, better } => {
            let target = match to {
                Attainment::National => "全国目标".into(),
                Attainment::Province => "省定目标".into(),
                Attainment::Target => "所定目标中较严者".into(),
                Attainment::Figure(figure) => scheme.figures[figure.get()].title.clone(),
                Attainment::Max => "同组最大值".into(),
                Attainment::Min => "同组最小值".into(),
                Attainment::Mean => "同组平均值".into(),
                Attainment::Subject(subject) => format!("{}的指标值", scheme.subjects[subject.get()]),
            };
            let own = number(own);
            match better {
                Better::Higher => format!("指标值 × {own} ÷ {target}，最高{own}分。"),
                Better::Lower => {
                    format!("{target} × {own} ÷ 指标值，最高{own}分；指标值为0得{own}分。")
                }
            }
        }
        Method::Steps { better, steps } => {
            let word = if *better == Better::Higher { "不低于" } else { "不高于" };
            let list: Vec<String> = steps
                .iter()
                .map(|(bound, score)| format!("{word}{}{unit}得{}分", number(*bound), number(*score)))
                .collect();
            format!("分档计分：{}；均未达到得0分。", list.join("，"))
        }
        Method::Rank { worth, ties, better } => {
            let worth = match worth {
                Worth::Steps { first, step, least } => format!(
                    "第1名{}分，每后一名少{}分，最低{}分",
                    number(*first),
                    number(*step),
                    number(*least)
                ),
                Worth::Spread { best, worst } => {
                    format!("第1名{}分，最后一名{}分，其间按名次平均拉开", number(*best), number(*worst))
                }
            };
            let ties = match ties {
                Ties::Better => "并列取靠前名次",
                Ties::Mean => "并列取名次的平均",
            };
            format!("按同组排位计分：{worth}，{ties}；{}。", direction(*better))
        }
        Method::Deductions { start, kinds } => {
            format!("从{}分起扣，扣完为止：{}。", number(*start), deduction_kinds(kinds))
        }
    }
}

/// How what several raters give becomes one.
pub(super) fn combined(combine: Combine) -> &'static str {
    match combine {
        Combine::Mean => "取平均",
        Combine::Median => "取中位数",
        Combine::Trimmed => "去掉一个最高分和一个最低分后取平均",
    }
}

fn branch(aggregate: Aggregate, weighting: Weighting, children: usize) -> String {
    let weights = match weighting {
        Weighting::Equal => "等权",
        Weighting::Percent => "按百分比权重",
        Weighting::Points => "按分值",
        Weighting::Relative => "按相对权重",
    };
    match aggregate {
        Aggregate::Mean => format!("下级{children}项{weights}求算术平均。"),
        Aggregate::Sum => format!("下级{children}项得分相加；有不计的，按其余各项的分值折算。"),
        Aggregate::Geometric => {
            let power = match weighting {
                Weighting::Equal => format!("每项的指数是1/{children}"),
                Weighting::Percent | Weighting::Points | Weighting::Relative => "权重作指数".to_owned(),
            };
            format!("下级{children}项{weights}求几何平均，{power}，任何一项为0则为0。")
        }
        Aggregate::Harmonic => {
            format!("下级{children}项{weights}求调和平均（得分的倒数平均后再取倒数），任何一项为0则为0。")
        }
        Aggregate::Minimum => format!("取下级{children}项中的最低分。"),
    }
}

fn deduction_kinds(kinds: &[DeductionKind]) -> String {
    let each = |kind: &DeductionKind| {
        let per = if kind.from_earlier { "（往年问题经复核未销号的）每个" } else { "每次" };
        format!("{}{per}{}分", kind.title, number(kind.points))
    };
    let list: Vec<String> = kinds.iter().map(each).collect();
    list.join("，")
}

fn goalpost(post: Goalpost, unit: &str) -> String {
    match post {
        Goalpost::Fixed(value) => format!("{}{unit}", number(value)),
        Goalpost::Log(value) => format!("ln({})", number(value)),
        Goalpost::Min => "同组最小值".into(),
        Goalpost::Max => "同组最大值".into(),
        Goalpost::Mean => "同组平均值".into(),
        Goalpost::Median => "同组中位数".into(),
        Goalpost::Percentile(percent) => format!("同组第{}百分位", number(percent)),
        Goalpost::Target => "目标值".into(),
    }
}

pub(super) fn direction(better: Better) -> &'static str {
    match better {
        Better::Higher => "数值越高越好",
        Better::Lower => "数值越低越好",
    }
}

/// A grade with its points: “好”95分.
pub(super) fn points(scheme: &Scheme, node: NodeIndex, grade: GradeIndex) -> String {
    let grade = scheme.grade(grade);
    format!("“{}”{}分", grade.name, number(scheme.scaled(node, grade.points)))
}

fn all_points(scheme: &Scheme, node: NodeIndex) -> String {
    let one =
        |grade: &crate::model::Grade| format!("{}{}", grade.name, number(scheme.scaled(node, grade.points)));
    let list: Vec<String> = scheme.grades.iter().map(one).collect();
    list.join("、")
}
