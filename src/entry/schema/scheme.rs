//! What a scheme may hold.

use serde_json::{Value, json};

use super::rules::{check, outcome, quota, rule, when};
use super::shape::{
    by_id, date, defined, either, file, flag, id, line, list, mapping, may, need, number, one_of, only,
    positive, share, some, text, whole, within, word,
};
use super::{OfYear, STATUS};

pub(super) const ROLES: [(&str, &str); 4] =
    [("component", "大类"), ("section", "大项"), ("indicator", "指标"), ("part", "指标的一部分")];
const WEIGHTING: [(&str, &str); 4] = [
    ("percent", "合计100"),
    ("points", "分值，合计等于上级的分"),
    ("relative", "按比例"),
    ("equal", "相等，不写 weight"),
];
const AGGREGATE: [(&str, &str); 4] =
    [("mean", "加权平均"), ("geometric", "几何平均"), ("harmonic", "调和平均"), ("minimum", "取最低")];
const COMBINE: [(&str, &str); 3] =
    [("mean", "平均"), ("median", "中位数"), ("trimmed", "去掉一个最高分和一个最低分后平均")];
const POLICY: [(&str, &str); 6] = [
    ("zero", "计0分（缺省）"),
    ("rescale", "不计，其余的权重放大"),
    ("median", "按同组的中位数"),
    ("mean", "按同组的平均数"),
    ("worst", "按同组最低的"),
    ("last_year", "按上年的得分"),
];
pub(super) const SEVERITY: [(&str, &str); 3] =
    [("minor", "轻微"), ("general", "一般"), ("prominent", "突出")];

/// A scheme of the year.
pub fn scheme(year: &OfYear<'_>) -> Value {
    let titled = || mapping("名称", [need("title", line("名称"))]);
    let clause = || may("clause", year.clause("依据哪一条"));
    let decimals = || {
        let roles = std::iter::once("total").chain(ROLES.map(|(role, _)| role));
        mapping("各级几位小数", roles.map(|role| may(role, whole("几位小数", 0, 10))))
    };
    let grade = mapping(
        "一个等次，从好到差排列",
        [
            need("name", line("名称，如 好")),
            need("from", number("分数线：从多少分起；最后一个是 0")),
            need("points", number("代表分，直接评定这一等次的得多少分")),
            may("tone", whole("颜色和形状，不写时自动", 1, 8)),
        ],
    );
    let figure = mapping(
        "一项数据",
        [
            need("title", line("名称")),
            need("unit", year.unit("单位")),
            may("optional", flag("可以不填")),
            may("fractional", flag("按整数计的单位也可以有小数")),
            may("signed", flag("可以小于 0")),
            may("note", text("口径说明")),
            may("provided_by", line("由谁提供，tongbao todo 按它列清单")),
        ],
    );
    let dated = [("before", "先有它，才有它证明的事"), ("after", "先有事，才有它")];
    let evidence =
        mapping("一种佐证", [need("title", line("名称")), may("dated", word("日期的先后", dated))]);
    let milestone =
        mapping("一个时间节点", [need("title", line("名称")), may("due", date("期限")), clause()]);
    let keys = vec![
        need("id", id("方案，与文件夹同名")),
        may("follows", id("上年叫别的标识时，写上年的标识")),
        need("title", line("名称")),
        may("short", line("简称，用于导航")),
        need("kind", id("考核对象的类别")),
        may("status", word("状态", STATUS)),
        need("basis", text("依据的文件")),
        need("subjects", some("考核对象，按正式次序", year.subject("考核对象"))),
        need("grades", either("等次", [word("不分等次", [("none", "")]), some("等次，从好到差", grade)])),
        may("scale", word("分制", [("percent", "百分制（缺省）"), ("points", "分值制")])),
        may("full", within("分值制的满分，缺省100", 1, 1_000_000)),
        need("weighting", word("最上一级的权重怎样写", WEIGHTING)),
        may("aggregate", word("最上一级怎样合成", AGGREGATE)),
        may("rounding", decimals()),
        may("display", decimals()),
        may("ranking", ranking()),
        may("quota", some("名额", quota(year))),
        may("peers", id("按 year.yaml 的哪个属性分组比较")),
        may("missing", missing()),
        may("ceiling_of_leaf", positive("一项最高得多少分，缺省100")),
        may("bonus_limit", bounded("加分合计最多")),
        may("deduct_limit", bounded("扣分合计最多")),
        may("ceiling", positive("总分最高")),
        may("figures", by_id("数据：标识 → 名称、单位", figure)),
        may("units", units()),
        may("events", by_id("事件：标识 → 名称", titled())),
        may("evidence", by_id("佐证的种类：标识 → 名称", evidence)),
        may("milestones", by_id("时间节点：标识 → 名称、期限", milestone)),
        may("rectification", mapping("整改期限", [need("months", whole("通知后几个月", 1, 120)), clause()])),
        need("tree", some("指标体系", any_node())),
        may("rules", list("规则", rule(year))),
        may("checks", list("每份记录里的数据应有的关系", check(year))),
        may(
            "confirmed_by",
            mapping(
                "哪些数据由谁确认",
                [
                    need("party", line("谁确认，如 协作对方、市财政局")),
                    may(
                        "partners",
                        word(
                            "对方是各对象的结对方",
                            [("province", "省内对口帮扶"), ("eastwest", "东西部协作")],
                        ),
                    ),
                    may("figures", some("要确认的数据，不写时是全部", id("数据"))),
                    may("due", date("最迟哪天确认")),
                    clause(),
                ],
            ),
        ),
        may("outcomes", list("结果运用", outcome(year))),
        may(
            "approval",
            list(
                "审批的步骤，按先后",
                mapping(
                    "一步",
                    [
                        need("id", id("步骤")),
                        need("title", line("名称")),
                        may("by", line("谁审批")),
                        clause(),
                        may("issue", flag("这一步就是印发")),
                    ],
                ),
            ),
        ),
        may(
            "distribution",
            list(
                "结果送给谁",
                mapping("一处", [need("to", line("送给谁")), may("for", text("作什么用")), clause()]),
            ),
        ),
        may(
            "assumptions",
            list(
                "文件没有写明、由编者理解的地方",
                mapping("一处", [need("about", text("关于什么")), need("says", text("怎样理解")), clause()]),
            ),
        ),
    ];
    let mut shape = file("方案", "一个年度的一个考核方案", keys);
    shape["definitions"] = json!({"node": node(year, false), "equal": node(year, true), "measure": measure(year),
                                  "when": when(year)});
    shape["allOf"] = json!([weighted("tree", false)]);
    shape
}

/// Further units of a scheme or the site.
pub(super) fn units() -> Value {
    let one = mapping("单位", [may("like", line("与哪个单位等同"))]);
    json!({"type": "object", "description": "另外的单位：名称 → {like: 等同的单位} 或 {}",
           "propertyNames": {"maxLength": 16, "pattern": "^[^0-9\\s]+$"}, "additionalProperties": one})
}

fn bounded(says: &str) -> Value {
    let mut shape = number(says);
    shape["minimum"] = 0.into();
    shape
}

fn ranking() -> Value {
    let by = [("published", "按公布的得分（缺省）"), ("exact", "按未取舍的得分")];
    let within = [("peers", "组内（缺省）"), ("all", "全部"), ("both", "全部和组内都排")];
    let full = mapping(
        "怎样排名次",
        [
            may("by", word("按什么", by)),
            may("then", some("同分时依次看哪些项的得分", id("指标"))),
            may("within", word("范围", within)),
        ],
    );
    either("名次", [word("不排名次", [("none", "")]), full])
}

fn missing() -> Value {
    let full = mapping(
        "缺报怎样计分",
        [need("policy", word("办法", POLICY)), may("least", share("至少要报多少权重的数据"))],
    );
    either("缺报怎样计分", [word("办法", POLICY), full])
}

/// A node, whichever way its siblings are weighted.
fn any_node() -> Value {
    either("一项", [defined("node"), defined("equal")])
}

/// What is below a mapping has a weight, or, where all are equal, none; `inherited` is what holds where it does not say.
fn weighted(below: &str, inherited: bool) -> Value {
    let equal = json!({"properties": {below: {"items": defined("equal")}}});
    let other = json!({"properties": {below: {"items": defined("node")}}});
    let says = json!({"properties": {"weighting": {"const": "equal"}}});
    match inherited {
        // Where it does not say, the condition holds as well.
        true => json!({"if": says, "then": equal, "else": other}),
        false => {
            let mut says = says;
            says["required"] = json!(["weighting"]);
            json!({"if": says, "then": equal, "else": other})
        }
    }
}

fn node(year: &OfYear<'_>, equal: bool) -> Value {
    let per = [("entry", "每笔一件"), ("figure", "数是几就要几件，如16期要16件")];
    let required = mapping("要几件", [need("kind", id("佐证的种类")), need("per", word("怎样算", per))]);
    let for_whom = mapping("另一种说法", [need("title", line("名称")), may("says", text("要求"))]);
    let mut shape = mapping(
        "一项",
        [
            need("id", id("本方案内不重复")),
            need("role", word("哪一级", ROLES)),
            need("title", line("名称")),
            may("group", line("小标题，只用于排列")),
            may("clause", year.clause("依据哪一条")),
            may("source", text("数据来源")),
            may("says", text("怎样考核")),
            may("weight", positive("权重")),
            may("bonus_limit", bounded("加分合计最多")),
            may("deduct_limit", bounded("扣分合计最多")),
            may(
                "not_applicable_when",
                mapping("何时不适用", [need("figure", id("数据")), need("is", number("等于多少时"))]),
            ),
            may("children", some("下级各项", any_node())),
            may("aggregate", word("下级怎样合成", AGGREGATE)),
            may("weighting", word("下级的权重怎样写", WEIGHTING)),
            may("method", method(year)),
            may("measure", defined("measure")),
            may(
                "requires",
                list("要有哪些佐证", either("种类，或者 {kind, per}", [id("佐证的种类"), required])),
            ),
            may("for", by_id("各对象内容不同：对象 → 名称、要求", for_whom)),
            may(
                "undefined",
                either(
                    "指标值无法计算时",
                    [
                        word("办法", [("not_applicable", "不适用")]),
                        only("办法", vec![("score", number("得多少分")), ("grade", line("按哪个等次"))]),
                    ],
                ),
            ),
        ],
    );
    shape["allOf"] = json!([weighted("children", equal)]);
    if equal {
        shape["not"] = json!({"required": ["weight"]});
    } else if let Some(needed) = shape["required"].as_array_mut() {
        needed.push("weight".into());
    }
    // A branch is made of what is below it, a leaf is scored itself.
    shape["oneOf"] = json!([
        {"required": ["children"], "not": {"anyOf": [{"required": ["method"]}, {"required": ["measure"]},
            {"required": ["requires"]}, {"required": ["for"]}, {"required": ["undefined"]}]}},
        {"required": ["method"], "not": {"anyOf": [{"required": ["children"]}, {"required": ["aggregate"]}, {"required": ["weighting"]}]}},
    ]);
    shape
}

fn method(year: &OfYear<'_>) -> Value {
    let better = || may("better", word("哪边好", [("higher", "越高越好（缺省）"), ("lower", "越低越好")]));
    let combine = || may("combine", word("几个人评的怎样合成", COMBINE));
    let score = |says: &str| bounded(says);
    let end = |says: &str| {
        let post = json!({"enum": ["min", "max", "mean", "median", "target"]});
        let percentile = json!({"type": "string", "pattern": "^p[0-9]+(\\.[0-9]+)?$"});
        let log = mapping("取对数的界限", [need("log", positive("取对数前的数"))]);
        either(
            &format!("{says}：数字、min、max、mean、median、target、p5 这样的百分位，或 {{log: 数字}}"),
            [number("数字"), post, percentile, log],
        )
    };
    let option = mapping("一个选项", [may("title", line("名称")), need("points", score("得分"))]);
    let kind = mapping(
        "一种扣分情形",
        [
            may("title", line("名称")),
            need("points", positive("每起扣多少分")),
            may("from", word("取自", [("earlier_problems", "往年没有解决的问题")])),
        ],
    );
    let step = |key: &str| mapping("一级", [need(key, number("界限")), need("score", score("得分"))]);
    let rank = {
        let ties = [("better", "并列的都按较好的名次（缺省）"), ("mean", "并列的平分")];
        let shape = mapping(
            "按名次计分",
            [
                may("first", score("第一名得多少分，缺省100")),
                may("step", positive("每低一名少多少分")),
                may("least", score("最低得多少分")),
                may("spread", json!({"const": true, "description": "按名次在 best 和 worst 之间平均拉开"})),
                may("best", score("第一名的得分，缺省100")),
                may("worst", score("最后一名的得分，缺省0")),
                may("ties", word("并列", ties)),
                better(),
            ],
        );
        let mut shape = shape;
        shape["oneOf"] = json!([
            {"required": ["spread"], "not": {"anyOf": [{"required": ["first"]}, {"required": ["step"]}, {"required": ["least"]}]}},
            {"required": ["step", "least"], "not": {"anyOf": [{"required": ["spread"]}, {"required": ["best"]}, {"required": ["worst"]}]}},
        ]);
        shape
    };
    let bare = word("计分方法", [("grade", "评定等次"), ("median", "中位法")]);
    either(
        "计分方法",
        [
            bare,
            only(
                "计分方法",
                vec![
                    ("grade", mapping("评定等次", [combine()])),
                    ("score", mapping("评分", [need("full", positive("满分")), combine()])),
                    (
                        "task",
                        mapping(
                            "任务",
                            [
                                need("done", line("完成的按哪个等次")),
                                need("outstanding", line("突出完成的按哪个等次")),
                                need("undone", line("未完成的按哪个等次")),
                            ],
                        ),
                    ),
                    ("options", by_id("选项：标识 → 名称、得分", either("选项", [score("得分"), option]))),
                    (
                        "median",
                        mapping(
                            "中位法",
                            [
                                may("best", score("最好的得分，缺省100")),
                                may("middle", score("中位的得分，缺省80")),
                                may("worst", score("最差的得分，缺省60")),
                                better(),
                            ],
                        ),
                    ),
                    (
                        "range",
                        mapping(
                            "两端之间按比例",
                            [
                                need("worst", end("得分最低处")),
                                need("best", end("得分最高处")),
                                may("at_worst", score("最低处的得分，缺省0")),
                                may("at_best", score("最高处的得分，缺省100")),
                                better(),
                            ],
                        ),
                    ),
                    (
                        "standard",
                        mapping(
                            "标准分",
                            [
                                may("centre", score("平均水平的得分，缺省80")),
                                may("spread", positive("一个标准差值多少分，缺省10")),
                                better(),
                            ],
                        ),
                    ),
                    (
                        "attain",
                        mapping(
                            "达到目标的程度",
                            [
                                need(
                                    "to",
                                    either(
                                        "目标：national、province、target、max、min、mean、数据的标识，或 {subject: 对象}",
                                        [
                                            id("目标"),
                                            mapping("另一个对象", [need("subject", year.subject("对象"))]),
                                        ],
                                    ),
                                ),
                                better(),
                            ],
                        ),
                    ),
                    (
                        "steps",
                        either(
                            "分级",
                            [some("从高到低", step("at_least")), some("从低到高", step("at_most"))],
                        ),
                    ),
                    ("rank", rank),
                    (
                        "deductions",
                        mapping(
                            "扣分",
                            [
                                may("start", score("从多少分起扣，缺省100")),
                                need(
                                    "kinds",
                                    by_id(
                                        "情形：标识 → 名称、每起扣分",
                                        either("情形", [positive("每起扣分"), kind]),
                                    ),
                                ),
                            ],
                        ),
                    ),
                ],
            ),
        ],
    )
}

fn measure(year: &OfYear<'_>) -> Value {
    let m = || defined("measure");
    let terms = |says: &str| some(says, m());
    let growth_of = one_of(
        mapping(
            "比另一年或另一个数增长",
            [need("of", m()), may("since", whole("比哪一年", 1949, 2999)), may("base", m())],
        ),
        &["since", "base"],
        false,
    );
    let composite = mapping(
        "另一个方案的结果",
        [
            need("scheme", id("方案")),
            may("of", word("取什么", [("score", "得分（缺省）"), ("place", "名次")])),
            may("for", word("谁的", [("self", "自己的（缺省）"), ("counties", "下辖各县的")])),
            may("aggregate", word("几个合成", [("mean", "平均")])),
        ],
    );
    either(
        "指标值",
        [
            id("数据"),
            mapping("定数", [need("value", number("数值")), need("unit", year.unit("单位"))]),
            only(
                "指标值",
                vec![
                    ("figure", id("数据")),
                    ("ratio", mapping("相除", [need("of", m()), need("per", m())])),
                    ("share", mapping("占比", [need("of", m()), need("in", m())])),
                    ("growth", either("比上年增长", [m(), growth_of])),
                    (
                        "average",
                        mapping(
                            "几年平均",
                            [
                                need("of", m()),
                                need("years", whole("几年", 2, 10)),
                                may("least", whole("至少要有几年的数据", 1, 10)),
                            ],
                        ),
                    ),
                    ("last_year", m()),
                    ("sum", terms("相加")),
                    (
                        "weighted",
                        some(
                            "按权重相加",
                            mapping("一项", [need("of", m()), need("weight", positive("权重"))]),
                        ),
                    ),
                    ("difference", mapping("相减", [need("of", m()), need("less", m())])),
                    ("max", terms("取最大")),
                    ("min", terms("取最小")),
                    ("log", m()),
                    (
                        "days_late",
                        mapping("迟了几天", [need("date", id("时间节点或数据")), may("due", date("期限"))]),
                    ),
                    (
                        "count",
                        only("计数", vec![("events", id("事件")), ("problems", word("问题", SEVERITY))]),
                    ),
                    ("composite", composite),
                    ("reference", id("reference.yaml 里的参照数")),
                    ("reported", id("数据：取自报的数值")),
                ],
            ),
        ],
    )
}
