//! What a record may hold under its scheme.

use serde_json::Value;

use super::shape::{
    date, either, file, flag, id, line, list, mapping, may, need, number, one_of, some, text, whole, word,
};
use super::{OfYear, STATES, STATUS, signed};
use crate::diagnostics::Code;
use crate::model::{Evaluation, FigureDef, Method, Node, ReportKind, Scheme, Unit};

const SEVERITY: [(&str, &str); 3] = [("minor", "轻微"), ("general", "一般（缺省）"), ("prominent", "突出")];

/// A record of the scheme.
pub fn record(of: &Evaluation, year: &OfYear<'_>) -> Value {
    let scheme = &*of.scheme;
    let leaves: Vec<&Node> = scheme.nodes.iter().filter(|node| node.method().is_some()).collect();
    let nodes = || scheme.nodes.iter().skip(1).map(|node| (node.id.as_str(), node.title.as_str()));
    let figures = scheme.figures.iter().map(|def| may(&def.id, figure(scheme, def, year)));
    let measured = leaves.iter().filter(|node| node.measure().is_some());
    let measures = measured.map(|node| {
        let says = format!("{}：直接写指标值", node.title);
        may(
            node.id.as_str(),
            mapping(
                &says,
                [
                    need("value", number("指标值")),
                    may("unit", year.unit("单位，不写时用指标值自己的单位")),
                    need("reason", text("为什么不由数据算出")),
                ],
            ),
        )
    });
    let observations =
        scheme.nodes.iter().skip(1).map(|node| may(node.id.as_str(), observation(scheme, node)));
    let milestones = scheme.milestones.iter().map(|step| {
        let due = step.due.map_or(String::new(), |due| format!("，期限 {due}"));
        may(&step.id, date(&format!("{}办结的日期{due}", step.title)))
    });
    let events = || word("事件", scheme.events.iter().map(|event| (event.id.as_str(), event.title.as_str())));
    let rules = || scheme.rules.iter().map(|rule| (rule.id.as_str(), rule.title.as_str()));
    let subjects = scheme.subjects.iter().map(|id| (id.as_str(), year.name(id)));
    let keys = vec![
        need("subject", word("考核对象，与文件名相同", subjects)),
        need("status", word("记录的状态", STATUS)),
        may("entered_by", signed("谁填的")),
        may("reviewed_by", signed("谁审核的")),
        may("figures", mapping("数据", figures)),
        may("measures", mapping("直接写的指标值", measures)),
        may("observations", mapping("评定", observations)),
        may(
            "events",
            list(
                "发生的事",
                mapping(
                    "一件事",
                    [
                        need("kind", events()),
                        may("date", date("哪天")),
                        may("source", text("谁提供")),
                        may("note", text("说明")),
                    ],
                ),
            ),
        ),
        may("milestones", mapping("各时间节点办结的日期", milestones)),
        may("problems", list("发现的问题", problem(nodes(), year))),
        may("earlier_problems", list("往年问题本年复查的情况", earlier_problem())),
        may(
            "rectification",
            mapping(
                "整改",
                [
                    may("notified", date("通知的日期")),
                    may("plan", date("报送整改方案的日期")),
                    may("report", date("报送整改报告的日期")),
                ],
            ),
        ),
        may(
            "waive",
            list(
                "免除的保底或扣分",
                mapping(
                    "一项免除",
                    [
                        need("rule", word("免除哪条规则", rules())),
                        may("node", word("只对哪一项免除", nodes())),
                        need("reason", text("理由")),
                        need("by", line("谁决定")),
                        need("date", date("决定的日期")),
                    ],
                ),
            ),
        ),
        may(
            "counties",
            list(
                "下辖各县的考核名次",
                mapping(
                    "一个县",
                    [
                        need("name", line("县名")),
                        may("place", whole("名次", 1, 100_000)),
                        may("of", whole("共多少个县排名", 1, 100_000)),
                        may("low", flag("排名靠后写 true")),
                        may("says", text("说明")),
                        may("source", text("谁提供")),
                    ],
                ),
            ),
        ),
        may("reviews", list("复核申请", review(nodes()))),
        may("reports", list("自评、考核组、第三方的报告", report(scheme))),
        may("accepted", list("核实过的警告", accepted())),
    ];
    let says = format!("{}年度“{}”的一份记录", scheme.year, scheme.title);
    file(&format!("{} {} 记录", scheme.year, scheme.title), &says, keys)
}

/// A figure: a number in the declared unit, or a mapping.
fn figure(scheme: &Scheme, def: &FigureDef, year: &OfYear<'_>) -> Value {
    let limits = |says: &str, unit: &Unit| {
        let mut shape = number(says);
        if def.unit.is_whole() && !def.signed {
            shape["minimum"] = 0.into();
        }
        if def.unit.is_whole() && !def.fractional && unit.as_str() == unit.base() {
            shape["multipleOf"] = 1.into();
        }
        shape
    };
    let unit = || year.unit_like(&def.unit, &format!("单位，不写时是{}", def.unit));
    // In another unit the bounds of whole things are the reader's to tell.
    let free = |says: &str| {
        let mut shape = limits(says, &def.unit);
        if let Some(shape) = shape.as_object_mut() {
            shape.remove("multipleOf");
        }
        shape
    };
    let rules = scheme.rules.iter().map(|rule| (rule.id.as_str(), rule.title.as_str()));
    let entry = mapping(
        "一笔",
        [
            need("value", free("数额")),
            may("unit", unit()),
            may("date", date("哪天")),
            may("source", text("谁提供")),
            may("exempt", list("不按月扣分的规则", word("规则", rules))),
        ],
    );
    let says = match &def.note {
        Some(note) => format!("{}（{}）。{note}", def.title, def.unit),
        None => format!("{}（{}）", def.title, def.unit),
    };
    let long = mapping(
        &says,
        [
            may("value", free("数值")),
            may("entries", some("逐笔", entry)),
            may("unit", unit()),
            may("previous", free("上年的数值")),
            may("reported", free("对象自报的数值")),
            may("note", text("说明")),
        ],
    );
    either(&says, [limits(&says, &def.unit), one_of(long, &["value", "entries"], true)])
}

/// What may be observed of a node, by its method.
fn observation(scheme: &Scheme, node: &Node) -> Value {
    let grade = || word("等次", scheme.grades.iter().map(|grade| (grade.name.as_str(), "")));
    let points = |full: &rust_decimal::Decimal| {
        let mut shape = number(&format!("得分，满分 {full}"));
        shape["minimum"] = 0.into();
        shape["maximum"] = as_number(*full);
        shape
    };
    let mut stated = vec![may("not_applicable", text("不适用的理由"))];
    let mut kinds = vec!["not_applicable"];
    let mut add = |kind: &'static str, shape: Value| {
        kinds.push(kind);
        stated.push(may(kind, shape));
    };
    let mut claim = None;
    match node.method() {
        None
        | Some(Method::Range { .. } | Method::Attain { .. } | Method::Steps { .. } | Method::Rank { .. }) => {
        }
        Some(Method::Median { .. } | Method::Standard { .. }) if !scheme.is_graded() => {}
        Some(Method::Median { .. } | Method::Standard { .. }) => add("grade", grade()),
        Some(Method::Grade) => {
            add("grade", grade());
            claim = Some(grade());
        }
        Some(Method::Score { full }) => {
            add("score", points(full));
            claim = Some(points(full));
        }
        Some(Method::Task { .. }) => {
            add("task", word("完成情况", STATES));
            claim = Some(word("自评的完成情况", STATES));
        }
        Some(Method::Options(options)) => {
            let options = || options.iter().map(|option| (option.id.as_str(), option.title.as_str()));
            add("option", word("选项", options()));
            claim = Some(word("自评的选项", options()));
        }
        Some(Method::Raters { full, combine }) => {
            let (kind, key, given) = match full {
                Some(full) => ("scores", "score", points(full)),
                None => ("grades", "grade", grade()),
            };
            claim = Some(given.clone());
            let named = mapping("一位评分人", [may("by", line("谁评的")), need(key, given.clone())]);
            let mut list = some("各人评定", either("评定，或者 {by, …}", [given, named]));
            list["minItems"] = combine.least().into();
            add(kind, list);
        }
        Some(Method::Deductions { kinds, .. }) => {
            let own = kinds.iter().filter(|kind| !kind.from_earlier);
            let kinds = own.map(|kind| (kind.id.as_str(), kind.title.as_str()));
            add(
                "deductions",
                list(
                    "扣分情形，没有的写 []",
                    mapping(
                        "一种情形",
                        [
                            need("kind", word("情形", kinds)),
                            may("count", whole("几起，缺省为 1", 1, 1_000_000)),
                            may("source", text("谁提供")),
                            may("date", date("哪天")),
                        ],
                    ),
                ),
            );
        }
    }
    let evidence = mapping(
        "一件佐证",
        [
            need(
                "kind",
                word("种类", scheme.evidence.iter().map(|(id, kind)| (id.as_str(), kind.title.as_str()))),
            ),
            need("title", line("名称")),
            may("file", line("文件，相对于这份记录的路径")),
            may("date", date("哪天")),
            may("covers", whole("顶几件：一份材料证明几笔、几期的", 1, 1_000_000)),
        ],
    );
    stated.extend([
        may("note", text("说明")),
        may("date", date("评定的日期")),
        may("evidence", list("佐证", evidence)),
    ]);
    stated.extend(claim.map(|shape| may("reported", shape)));
    let says = match &node.says {
        Some(says) => format!("{}。{says}", node.title),
        None => node.title.clone(),
    };
    one_of(mapping(&says, stated), &kinds, false)
}

fn proof() -> Value {
    mapping(
        "一件佐证",
        [
            need("title", line("名称")),
            may("file", line("文件，相对于这份记录的路径")),
            may("date", date("哪天")),
        ],
    )
}

fn problem<'n>(nodes: impl Iterator<Item = (&'n str, &'n str)>, year: &OfYear<'_>) -> Value {
    mapping(
        "一个问题",
        [
            need("says", text("发现了什么")),
            may("id", id("本记录内不重复；要跟踪整改的必须写")),
            may("county", line("在哪个县")),
            may("source", text("谁发现的")),
            may("indicator", word("属于哪个指标", nodes)),
            may("clause", year.clause("违反哪一条，不写时用指标的")),
            may("severity", word("严重程度", SEVERITY)),
            may("due", date("报送方案和报告的期限")),
            may("plan", date("报送整改方案的日期")),
            may("report", date("报送整改报告的日期")),
            may("evidence", list("整改的佐证", proof())),
            may(
                "recheck",
                mapping(
                    "省里复核",
                    [
                        need("date", date("复核的日期")),
                        need("result", word("结果", [("passed", "通过"), ("failed", "未通过")])),
                        may("by", line("谁复核")),
                        may("note", text("说明")),
                    ],
                ),
            ),
            may("recurs", refer("往年哪个问题的重犯")),
        ],
    )
}

/// `2018/aid-late`, or `{year, id}`.
fn refer(says: &str) -> Value {
    let mut short = line("年度/标识，如 2018/aid-late");
    short["pattern"] = "^[12][0-9]{3}/[a-z][a-z0-9_-]{0,63}$".into();
    short["type"] = "string".into();
    either(says, [short, mapping(says, [need("year", whole("年度", 1949, 2999)), need("id", id("问题"))])])
}

/// A warning that was looked into.
fn accepted() -> Value {
    let codes = Code::ACCEPTABLE.iter().map(|code| (code.as_str(), code.title()));
    mapping(
        "一条核实过的警告",
        [
            need("code", word("警告的代码", codes)),
            may("about", line("说的是哪一项，照警告里写；说整份记录的不写")),
            may("value", number("说的是一项数据的：核实的是哪个数，照警告里写")),
            need("reason", text("为什么没有错")),
            need("by", line("谁核实")),
            need("date", date("核实的日期")),
        ],
    )
}

fn earlier_problem() -> Value {
    mapping(
        "一个往年问题",
        [
            need("problem", refer("哪个问题")),
            need("state", word("情况", [("open", "未解决"), ("closed", "已解决")])),
            need("date", date("复查的日期")),
            may("by", line("谁复查")),
            may("note", text("说明")),
            may("evidence", list("佐证", proof())),
        ],
    )
}

fn review<'n>(nodes: impl Iterator<Item = (&'n str, &'n str)>) -> Value {
    let results = [("upheld", "维持原结果"), ("changed", "更正"), ("withdrawn", "撤回申请")];
    mapping(
        "一件复核申请",
        [
            need("id", id("本记录内不重复")),
            need("requested", date("申请的日期")),
            may("by", line("谁申请，不写时是考核对象自己")),
            may("about", word("对哪一项，不写时是整个结果", nodes)),
            need("point", text("异议是什么")),
            may("document", line("文号")),
            may(
                "answer",
                mapping(
                    "答复",
                    [
                        need("date", date("答复的日期")),
                        need("by", line("谁答复")),
                        need("result", word("结果", results)),
                        need("says", text("答复的内容")),
                        may("document", line("文号，更正的必须写")),
                    ],
                ),
            ),
        ],
    )
}

fn report(scheme: &Scheme) -> Value {
    let kinds = ReportKind::WORDS.map(|(word, kind)| (word, crate::entry::ask::report_kind(kind)));
    let mut score = number("报告所评的得分，只作对照，不计入结果");
    score["minimum"] = 0.into();
    score["maximum"] = as_number(scheme.ceiling.max(scheme.full_total()));
    let shape = mapping(
        "一份报告",
        [
            need("kind", word("谁的报告", kinds)),
            need("by", line("谁报告")),
            need("date", date("报告的日期")),
            may("text", line("正文：方案的 reports 文件夹里的 Markdown 文件，如 ../reports/a.md")),
            may("file", line("原件（PDF、Word 等），相对于这份记录的路径")),
            may("score", score),
        ],
    );
    one_of(shape, &["text", "file"], true)
}

/// A decimal as a number of the schema.
pub(super) fn as_number(number: rust_decimal::Decimal) -> Value {
    serde_json::from_str(&number.normalize().to_string()).unwrap_or(Value::Null)
}

/// What reads targets: by leaf, by subject.
pub fn targets(of: &Evaluation, year: &OfYear<'_>) -> Value {
    let scheme = &*of.scheme;
    let subjects = || {
        let all = std::iter::once(("all", "所有对象"));
        all.chain(scheme.subjects.iter().map(|id| (id.as_str(), year.name(id))))
    };
    let leaves = scheme.nodes.iter().filter(|node| node.measure().is_some());
    let by_leaf = leaves.map(|node| {
        let by_subject = subjects().map(|(id, name)| {
            let mut shape = mapping(
                name,
                [
                    may("national", number("国家下达的目标")),
                    may("province", number("省里下达的目标")),
                    may("unit", year.unit("单位，不写时用指标值的单位")),
                ],
            );
            shape["anyOf"] = serde_json::json!([{"required": ["national"]}, {"required": ["province"]}]);
            may(id, shape)
        });
        may(node.id.as_str(), mapping(&node.title, by_subject))
    });
    let title = format!("{} {} 目标", scheme.year, scheme.title);
    file(&title, "各指标的目标", vec![need("targets", mapping("指标 → 考核对象 → 目标", by_leaf))])
}

/// What is decided beside what is worked out.
pub fn decisions(of: &Evaluation, year: &OfYear<'_>) -> Value {
    let scheme = &*of.scheme;
    let count = i64::try_from(scheme.subjects.len()).unwrap_or(i64::MAX);
    let by_subject = scheme.subjects.iter().map(|id| {
        let grades = scheme.grades.iter().map(|grade| (grade.name.as_str(), ""));
        let mut shape = mapping(
            year.name(id),
            [
                may("grade", word("审定的等次", grades)),
                may("place", whole("审定的名次", 1, count)),
                need("body", line("谁审定")),
                need("date", date("审定的日期")),
                need("document", line("文号")),
                need("reason", text("理由")),
            ],
        );
        shape["anyOf"] = serde_json::json!([{"required": ["grade"]}, {"required": ["place"]}]);
        may(id.as_str(), shape)
    });
    let title = format!("{} {} 审定", scheme.year, scheme.title);
    file(&title, "与计算结果不同的审定", vec![need("decisions", mapping("考核对象 → 审定", by_subject))])
}
