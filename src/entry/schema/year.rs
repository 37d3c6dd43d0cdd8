//! What stands beside schemes and records: the site, its subjects, a year and its clauses.

use serde_json::{Value, json};

use super::OfYear;
use super::scheme::units;
use super::shape::{
    by_id, date, either, file, flag, id, line, list, mapping, may, need, number, one_of, some, text, whole,
    word,
};

/// site.yaml
pub fn site() -> Value {
    let noun = |says: &str| {
        let mut shape = line(says);
        shape["pattern"] = "^[^\\s0-9，。、：；“”（）]+$".into();
        shape
    };
    let kind = mapping(
        "一类对象",
        [need("title", noun("叫什么，如 国家")), may("counter", noun("量词，缺省为 个"))],
    );
    let mut pair = list("两个年度", whole("年度", 1949, 2999));
    pair["minItems"] = 2.into();
    pair["maxItems"] = 2.into();
    file(
        "网站",
        "网站的名称和全站的设置（site.yaml）",
        vec![
            may("id", id("网站")),
            need("title", line("网站的名称")),
            need("organ", line("发布机关")),
            may("subtitle", line("机关下面的一行字")),
            may("classification", line("密级或范围，如 内部资料")),
            may("audience", line("给谁看")),
            may("theme", id("主题，缺省 bulletin")),
            may("units", units()),
            may("kinds", by_id("各类对象叫什么：类别 → 名称、量词", kind)),
            may("compare", list("另外要比较的年度", pair)),
        ],
    )
}

/// subjects.yaml
pub fn subjects() -> Value {
    let dated = mapping(
        "一个名称",
        [
            need("name", line("全称")),
            may("short", line("简称")),
            may("from", date("从哪天起")),
            may("to", date("到哪天止")),
        ],
    );
    let county = mapping(
        "一个县",
        [
            need("name", line("县名")),
            may("by", line("结对的区")),
            may("deep", flag("深度贫困县")),
            may("uncertain", flag("尚不确定")),
        ],
    );
    let partner = mapping(
        "一处结对",
        [
            need("kind", word("种类", [("province", "省内"), ("eastwest", "东西部")])),
            need("prefecture", line("结对的市、州")),
            may("counties", list("结对的县", either("县", [line("县名"), county]))),
            may("from", whole("从哪年起", 1949, 2999)),
            may("to", whole("到哪年止", 1949, 2999)),
            may("uncertain", flag("尚不确定")),
            may("note", text("说明")),
        ],
    );
    let mut tile = list("方格图上的位置：[列, 行]", whole("", 0, 40));
    tile["minItems"] = 2.into();
    tile["maxItems"] = 2.into();
    let mut merged = some("哪些合并成它", id("对象"));
    merged["minItems"] = 2.into();
    let mut subject = mapping(
        "一个考核对象",
        [
            need("id", id("不重复；不能用 all、index、method、indicators")),
            may("name", line("全称，如 某某市")),
            may("short", line("简称，如 某某")),
            may("names", some("更过名的：各个名称，从早到晚", dated)),
            may(
                "formerly",
                list(
                    "以前的标识",
                    mapping("以前的标识", [need("id", id("标识")), need("from", date("从哪天起改用现在的"))]),
                ),
            ),
            may(
                "merged",
                list("合并", mapping("一次合并", [need("ids", merged), need("from", date("哪天起"))])),
            ),
            need("kind", id("类别，如 city")),
            may("region", line("区域")),
            may("within", id("在哪个对象之内")),
            may("tile", tile),
            may("partners", list("结对关系", partner)),
        ],
    );
    subject["oneOf"] = json!([
        {"required": ["names"], "not": {"anyOf": [{"required": ["name"]}, {"required": ["short"]}]}},
        {"required": ["name"], "not": {"required": ["names"]}},
    ]);
    let scheme = either("方案的标识，或者 \"*\"", [id("方案"), json!({"const": "*"})]);
    let refused = mapping(
        "不参加考核的",
        [
            need("subject", id("对象")),
            need("scheme", scheme),
            need("clause_text", line("依据")),
            need("says", text("说明")),
        ],
    );
    file(
        "考核对象",
        "所有考核对象（subjects.yaml）",
        vec![need("subjects", some("考核对象", subject)), may("refused", list("不参加某个方案的", refused))],
    )
}

/// year.yaml
pub fn year(of: &OfYear<'_>) -> Value {
    let done = mapping(
        "办结的情况",
        [need("date", date("哪天")), may("document", line("文号")), may("note", text("说明"))],
    );
    let approval = mapping(
        "审批的进度",
        [
            need("schemes", some("哪些方案", id("方案"))),
            need("steps", by_id("步骤 → 日期", either("办结", [date("哪天"), done]))),
        ],
    );
    let confirm =
        mapping("一个文件", [need("file", line("文件，从年度文件夹起")), need("about", line("核对什么"))]);
    let attributes = by_id("对象 → 属性 → 值", by_id("属性 → 值", line("值")));
    file(
        "年度",
        "一个年度（year.yaml）",
        vec![
            may("title", line("名称，不写时是“某年度”")),
            need("period", mapping("考核时段", [need("from", date("从")), need("to", date("到"))])),
            need("cutoff", date("数据截止的日期")),
            may("as_of", date("办理情况说到哪天")),
            may("document", line("通报的文号")),
            may("regulation", line("依据的文件")),
            need("schemes", some("方案，按网页上的次序", id("方案"))),
            may("to_confirm", list("沿用上年或新建、待确认的文件；核对一个删去一行", confirm)),
            may("attributes", attributes),
            may("draws", list("抽签", draw(of))),
            may("groups", either("考核组", [by_id("各套考核组", groups(of)), list("考核组", group())])),
            may("approvals", list("审批", approval)),
        ],
    )
}

fn draw(of: &OfYear<'_>) -> Value {
    let names = |says: &str| list(says, text("一个单位"));
    let stratum = mapping(
        "一组",
        [
            need("of", either("哪一组", [text("名称"), some("由外到内", text("名称"))])),
            need(
                "frame",
                either(
                    "名单，或者一共几个",
                    [whole("几个", 1, 1_000_000_000), some("名单", text("一个单位"))],
                ),
            ),
            need("take", whole("抽几个", 1, 1_000_000)),
            need("drawn", names("抽中的")),
            may("reserve", names("候补的")),
        ],
    );
    mapping(
        "一次抽签",
        [
            need("id", id("抽签")),
            need("kind", word("抽什么", [("counties", "县"), ("sample", "镇、村、户")])),
            need("seed", text("种子")),
            need("algorithm", word("算法", [("chacha20-fisher-yates-1", "")])),
            need("strata", some("各组", stratum)),
            may("title", line("名称")),
            may("clause", of.clause("依据哪一条")),
            may("date", date("哪天抽的")),
            may("by", line("谁抽的，谁监督")),
            may("note", text("说明")),
        ],
    )
}

fn person() -> Value {
    let full = mapping(
        "一个人",
        [
            need("name", line("姓名")),
            may("from", line("哪里人")),
            may("works_for", line("哪个单位的")),
            may("rank", line("职级")),
            may("expert", flag("是专家")),
        ],
    );
    either("姓名，或者 {name, from, …}", [line("姓名"), full])
}

fn group() -> Value {
    mapping(
        "一个考核组",
        [
            need("id", id("组")),
            may("title", line("名称，不写时是“第几组”")),
            may("leader", person()),
            may("from", line("组长哪里人")),
            may("members", list("组员", person())),
            may("subjects", list("考核哪些对象", id("对象"))),
        ],
    )
}

fn groups(of: &OfYear<'_>) -> Value {
    const KINDS: [&str; 9] =
        ["groups", "taken", "away", "leader_rank", "leader_from", "experts", "mixed", "most", "apart"];
    let number = |says: &str, least| whole(says, least, 100_000);
    let pairing = word("种类", [("province", "省内"), ("eastwest", "东西部")]);
    let demand = mapping(
        "一条要求",
        [
            may("groups", number("共几个组", 1)),
            may("taken", word("每个对象", [("once", "由一个组考核一次")])),
            may(
                "away",
                word("回避", [("origin", "本地人"), ("partner", "结对地区的人"), ("work", "本单位的人")]),
            ),
            may("pairing", some("哪些结对要回避", pairing)),
            may("leader_rank", some("组长的职级", line("职级"))),
            may("leader_from", id("组长来自哪个方案的对象")),
            may("experts", number("每组至少几名专家", 1)),
            may("mixed", number("每组至少来自几处", 2)),
            may("most", number("每组最多几个对象", 1)),
            may("apart", number("各组的对象最多相差几个", 0)),
            may("clause", of.clause("依据哪一条")),
        ],
    );
    mapping(
        "一套考核组",
        [
            need("title", line("名称")),
            may("clause", of.clause("依据哪一条")),
            need("schemes", some("考核哪些方案", id("方案"))),
            may("demands", list("要求", one_of(demand, &KINDS, true))),
            may("list", list("各组", group())),
        ],
    )
}

/// clauses.yaml
pub fn clauses() -> Value {
    let one = mapping(
        "一条",
        [
            may("cite", line("怎样引用，如 办法 七（一）3")),
            may("ref", line("同 cite")),
            need("says", text("说的是什么，用自己的话")),
        ],
    );
    file(
        "条款",
        "可以引用的条款（clauses.yaml）",
        vec![need("clauses", by_id("标识 → 条款", one_of(one, &["cite", "ref"], true)))],
    )
}

/// Numbers of a year that measures compare with.
pub fn reference(of: &OfYear<'_>) -> Value {
    let one = mapping(
        "一个参照数",
        [
            need("title", line("名称")),
            need("value", number("数值")),
            need("unit", of.unit("单位")),
            need("source", text("谁提供")),
        ],
    );
    file(
        "参照数",
        "指标值与之相比的全年数据（reference.yaml）",
        vec![need("reference", by_id("标识 → 参照数", one))],
    )
}
