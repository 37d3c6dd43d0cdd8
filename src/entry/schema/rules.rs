//! What a scheme may say of grades beyond scores: quotas, rules, checks, outcomes and their conditions.

use serde_json::{Value, json};

use super::scheme::{ROLES, SEVERITY};
use super::shape::{
    Key, date, defined, either, flag, id, line, mapping, may, need, number, one_of, only, positive, share,
    some, text, whole, word,
};
use super::{OfYear, STATES};

const KINDS: [(&str, &str); 5] = [
    ("commendation", "表扬"),
    ("talk", "约谈"),
    ("criticism", "通报批评"),
    ("rectification", "整改"),
    ("other", "其他（缺省）"),
];

pub(super) fn quota(year: &OfYear<'_>) -> Value {
    let amount = |says: &str| either(says, [share("占多少"), whole("几个", 0, 100_000)]);
    let shape = mapping(
        "一个等次的名额",
        [
            need("grade", line("等次")),
            may("with_better", flag("连同更好的等次一起计")),
            may("share", share("最多占多少")),
            may("most", whole("最多几个", 0, 100_000)),
            may("least", amount("至少；只提醒")),
            may("within", word("范围", [("peers", "各组（缺省）"), ("all", "全部")])),
            may("of", word("按多少个对象算", [("ranked", "有名次的（缺省）"), ("listed", "列入方案的")])),
            may("round", word("取整", [("down", "舍去（缺省）"), ("half", "四舍五入"), ("up", "进一")])),
            may("ties", word("末位同分", [("in", "都在内"), ("out", "都在外（缺省）")])),
            may("id", id("名额")),
            may("title", line("名称")),
            may("clause", year.clause("依据哪一条")),
        ],
    );
    one_of(shape, &["share", "most"], false)
}

pub(super) fn rule(year: &OfYear<'_>) -> Value {
    const EFFECTS: [&str; 7] = ["floor", "cap", "veto", "raise", "lower", "bonus", "deduct"];
    let mut words = vec![("total", "总分")];
    words.extend(ROLES);
    let listed = ROLES.map(|(role, _)| (role, some("哪些项", id("指标"))));
    let scope = either("用在哪里", [word("范围", words), only("范围", listed.into())]);
    let bonus = mapping(
        "加分",
        [
            need("points", positive("多少分")),
            may("each", id("每发生一次事件")),
            may("max", positive("最多多少分")),
        ],
    );
    let month_late = mapping("每迟一个月", [need("figure", id("数据")), need("due", date("期限"))]);
    let deduct = mapping(
        "扣分",
        [
            need("points", positive("多少分")),
            may("each", id("每发生一次事件")),
            may("month_late", month_late),
            may("max", positive("最多多少分")),
        ],
    );
    let shape = mapping(
        "一条规则",
        [
            need("id", id("规则")),
            need("clause", year.clause("依据哪一条")),
            may("title", line("名称，不写时用条款")),
            need("scope", scope),
            may("when", defined("when")),
            may("floor", line("保底：不低于哪个等次")),
            may("cap", line("封顶：不高于哪个等次")),
            may("veto", line("一票否决：评为哪个等次")),
            may("exclude_from_peers", flag("一票否决的不参加比较")),
            may("raise", whole("升几个等次", 1, 20)),
            may("lower", whole("降几个等次", 1, 20)),
            may("bonus", bonus),
            may("deduct", one_of(deduct, &["each", "month_late"], false)),
        ],
    );
    let mut shape = one_of(shape, &EFFECTS, true);
    // What counts something needs no condition.
    shape["allOf"] = json!([{"anyOf": [
        {"required": ["when"]},
        {"required": ["bonus"], "properties": {"bonus": {"required": ["each"]}}},
        {"required": ["deduct"], "properties": {"deduct": {"anyOf": [{"required": ["each"]}, {"required": ["month_late"]}]}}},
    ]}]);
    shape
}

/// What holds between figures of every record.
pub(super) fn check(year: &OfYear<'_>) -> Value {
    let sum = || mapping("几项之和", [need("sum", some("哪些数据", id("数据")))]);
    let bound = || either("一项数据、几项之和，或者一个数", [id("数据"), sum(), number("数")]);
    let shape = mapping(
        "怎样算对",
        [
            may("sum", some("几项之和", id("数据"))),
            may("figure", id("一项数据")),
            may("equals", bound()),
            may("at_most", bound()),
        ],
    );
    let mut holds = one_of(shape, &["sum", "figure"], true);
    holds["not"] = json!({"anyOf": [{"required": ["sum", "figure"]}, {"required": ["equals", "at_most"]}]});
    holds["allOf"] = json!([{"anyOf": [{"required": ["equals"]}, {"required": ["at_most"]}]}]);
    mapping(
        "一条关系",
        [
            may("id", id("关系")),
            need("says", text("说明")),
            may("clause", year.clause("依据哪一条")),
            need("holds", holds),
        ],
    )
}

pub(super) fn outcome(year: &OfYear<'_>) -> Value {
    mapping(
        "一项结果运用",
        [
            need("title", line("名称")),
            need("when", defined("when")),
            may("kind", word("种类", KINDS)),
            may(
                "of",
                word("对谁", [("subject", "考核对象（缺省）"), ("counties", "问题所在或名次靠后的县")]),
            ),
            may("by", line("谁来做")),
            may("attendees", some("参加的人", line("一人或一处"))),
            may("clause", year.clause("依据哪一条")),
            may("says", text("说明")),
        ],
    )
}

pub(super) fn when(year: &OfYear<'_>) -> Value {
    let grade = |says: &str| line(says);
    let bound = |says: &str, mut keys: Vec<Key>, bounds: [&'static str; 2], shape: fn(&str) -> Value| {
        keys.extend(bounds.map(|key| may(key, shape("界限"))));
        one_of(mapping(says, keys), &bounds, true)
    };
    let count = || whole("几次或几个", 1, 1_000);
    let met = [("met", "达到"), ("missed", "没有达到")];
    let whose = either(
        "谁的",
        [
            word("谁的", [("self", "自己的（缺省）"), ("counties", "下辖各县的")]),
            some("哪些对象", year.subject("对象")),
        ],
    );
    only(
        "条件",
        vec![
            ("event", id("发生了事件")),
            ("any_section", grade("有一个大项是这个等次")),
            ("grade_at_least", grade("总评不低于")),
            ("grade_at_most", grade("总评不高于")),
            ("node_grade", bound("某项的等次", vec![need("id", id("指标"))], ["at_least", "at_most"], line)),
            (
                "task",
                mapping(
                    "任务的情况",
                    [
                        need("node", id("指标")),
                        need(
                            "is",
                            either("是", [word("情况", STATES), some("其中之一", word("情况", STATES))]),
                        ),
                    ],
                ),
            ),
            ("problem", mapping("有问题", [need("severity", word("严重程度", SEVERITY))])),
            ("county", word("有县", [("low", "名次靠后")])),
            (
                "target",
                either(
                    "目标",
                    [
                        word("目标", met),
                        mapping("某项的目标", [need("node", id("指标")), need("is", word("是否达到", met))]),
                    ],
                ),
            ),
            ("grew", some("都比上年增长", id("指标"))),
            (
                "overstated",
                mapping("自评高于核定", [need("node", id("指标")), need("by", share("高出多少"))]),
            ),
            (
                "elsewhere",
                bound(
                    "另一个方案的等次",
                    vec![
                        need("scheme", id("方案")),
                        may("subjects", whose),
                        may("node", id("指标，不写时看总评")),
                        may("of", word("几个对象时", [("all", "都要（缺省）"), ("any", "有一个就行")])),
                    ],
                    ["at_least", "at_most"],
                    line,
                ),
            ),
            (
                "milestone",
                mapping(
                    "时间节点",
                    [
                        need("id", id("时间节点")),
                        need("is", word("是", [("late", "迟了"), ("missed", "没有办")])),
                    ],
                ),
            ),
            ("subject", some("是这些对象", year.subject("对象"))),
            ("count", mapping("事件的次数", [need("event", id("事件")), need("at_least", count())])),
            ("score", bound("某项的得分", vec![need("node", id("指标"))], ["at_least", "below"], number)),
            (
                "nodes",
                bound(
                    "有几项",
                    vec![need("role", word("哪一级", ROLES)), need("count", count())],
                    ["at_least", "at_most"],
                    line,
                ),
            ),
            (
                "place",
                bound(
                    "名次",
                    vec![may("within", word("范围", [("peers", "组内"), ("all", "全部")]))],
                    ["first", "last"],
                    |says| whole(says, 1, 1_000),
                ),
            ),
            (
                "last_grade",
                bound(
                    "往年的等次",
                    vec![may("years", whole("连续几年", 1, 10))],
                    ["at_least", "at_most"],
                    line,
                ),
            ),
            ("all", some("都成立", defined("when"))),
            ("any", some("有一个成立", defined("when"))),
            ("not", defined("when")),
        ],
    )
}
