//! What the description of a table that an organ filled in may hold.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::OfYear;
use super::shape::{date, either, file, id, line, list, mapping, may, need, some, whole, word};

const OF_FIGURE: [(&str, &str); 4] =
    [("value", "本年的数（缺省）"), ("previous", "上年的数"), ("reported", "自报的数"), ("note", "说明")];
const OF_NODE: [(&str, &str); 11] = [
    ("grade", "等次"),
    ("score", "得分"),
    ("task", "完成情况"),
    ("option", "选项"),
    ("deductions", "扣分几起，要写 kind"),
    ("scores", "几位评分人之一的分，可写 by"),
    ("grades", "几位评分人之一的等次，可写 by"),
    ("not_applicable", "不适用的理由"),
    ("reported", "自评"),
    ("note", "说明"),
    ("date", "评定的日期"),
];
/// The last row a workbook has.
const MOST_ROWS: i64 = 1_048_576;

/// `tables/*.yaml` of the year.
pub fn table(of: &OfYear<'_>) -> Value {
    let head = |says: &str| line(&format!("{says}：表头，或者列的字母"));
    let row = |says: &str| whole(says, 1, MOST_ROWS);
    let schemes = of.year.evaluations.iter().map(|one| (one.scheme.id.as_str(), one.scheme.title.as_str()));
    let separators = [("comma", "逗号"), ("semicolon", "分号"), ("tab", "制表符")];
    let mut shape = file(
        "表格",
        "一个单位填报的表格怎样读（tables/*.yaml）",
        vec![
            may("title", line("表格的名称")),
            may("by", line("谁提供")),
            may("date", date("提供的日期")),
            may("file", line("表格的文件名，不写时是与本文件同名的那一份")),
            may("schemes", list("填进哪些方案的记录，不写时是本年度的全部", word("方案", schemes))),
            may("sheet", line("工作簿里的哪张表，只有一张有内容时可以不写")),
            may("head", row("表头在第几行，缺省第1行")),
            may("first", row("第一行数据，缺省是表头的下一行")),
            may("last", row("最后一行数据")),
            may("separator", word("CSV 的分隔符，不写时自动识别", separators)),
            need("subject", head("哪一列是考核对象")),
            may("columns", some("各列是什么；没有列出的不读", column("column", of))),
            may("item", head("长表：哪一列说明是哪一项")),
            may("value", head("长表：哪一列是数")),
            may("unit", head("长表：哪一列是单位")),
            may("items", some("长表：各项是什么", column("item", of))),
            may("skip", list("不读的行，如 合计", line("行首的字"))),
        ],
    );
    shape["oneOf"] = json!([
        {"required": ["columns"], "not": {"anyOf": [
            {"required": ["item"]}, {"required": ["value"]}, {"required": ["unit"]}, {"required": ["items"]}]}},
        {"required": ["item", "value", "items"], "not": {"required": ["columns"]}},
    ]);
    shape
}

fn column(key: &str, of: &OfYear<'_>) -> Value {
    let schemes = || of.year.evaluations.iter().map(|one| &*one.scheme);
    // Several schemes may have a figure of the same id.
    let figures: BTreeMap<&str, &str> = schemes()
        .flat_map(|scheme| &scheme.figures)
        .map(|one| (one.id.as_str(), one.title.as_str()))
        .collect();
    let nodes: BTreeMap<&str, &str> = schemes()
        .flat_map(|scheme| scheme.nodes.iter().skip(1))
        .map(|one| (one.id.as_str(), one.title.as_str()))
        .collect();
    let milestones: BTreeMap<&str, &str> = schemes()
        .flat_map(|scheme| &scheme.milestones)
        .map(|one| (one.id.as_str(), one.title.as_str()))
        .collect();
    let translated =
        json!({"type": "object", "description": "表里的字 → 记录里的词", "additionalProperties": line("词")});
    let head = || need(key, line("表头，或者列的字母"));
    either(
        "一列",
        [
            mapping(
                "一项数据",
                [
                    head(),
                    need("figure", word("数据", figures)),
                    may("is", word("是什么", OF_FIGURE)),
                    may("unit", of.unit("单位")),
                    may("words", translated.clone()),
                ],
            ),
            mapping(
                "一项评定",
                [
                    head(),
                    need("node", word("指标", nodes)),
                    need("is", word("是什么", OF_NODE)),
                    may("kind", id("扣分情形")),
                    may("by", line("谁评的")),
                    may("words", translated.clone()),
                ],
            ),
            mapping(
                "一个时间节点",
                [head(), need("milestone", word("时间节点", milestones)), may("words", translated)],
            ),
        ],
    )
}
