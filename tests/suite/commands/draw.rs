//! Draws by lot: the algorithm on both sides, its fairness, the commands, what is checked, the page.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use tongbao::model::{Frame, Seed, Year};
use tongbao::procedure::draw::{Share, Stream, counties, draw, frame, order};

use crate::case::{Case, founding, founding_content, home, source};
use crate::tools::{browser, program};

fn seed(text: &str) -> Seed {
    Seed::new(text).expect("a seed")
}

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

// --- the algorithm

fn vectors() -> Value {
    serde_json::from_str(&source("tests/draw-vectors.json")).unwrap()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

fn number(value: &Value) -> u32 {
    u32::try_from(value.as_u64().expect("a number")).expect("a word")
}

fn numbers(value: &Value) -> Vec<u32> {
    list(value).iter().map(number).collect()
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}

fn key(value: &Value) -> [u8; 32] {
    let hex = text(value);
    let byte = |at: usize| u8::from_str_radix(&hex[2 * at..2 * at + 2], 16).expect("hex");
    std::array::from_fn(byte)
}

#[test]
fn rust_follows_the_vectors() {
    let vectors = vectors();
    for of in list(&vectors["words"]) {
        let mut stream = Stream::with_key(&key(&of["key"]));
        (0..number(&of["skip"])).for_each(|_| _ = stream.word());
        let wanted = numbers(&of["words"]);
        assert_eq!(wanted.iter().map(|_| stream.word()).collect::<Vec<_>>(), wanted, "{of}");
    }
    for of in list(&vectors["below"]) {
        let mut stream = Stream::with_key(&key(&of["key"]));
        let wanted = numbers(&of["numbers"]);
        let n = number(&of["n"]);
        assert_eq!(wanted.iter().map(|_| stream.below(n)).collect::<Vec<_>>(), wanted, "{of}");
    }
    for of in list(&vectors["orders"]) {
        let group: Vec<String> = list(&of["of"]).iter().map(|name| text(name).to_owned()).collect();
        let found = order(&seed(text(&of["seed"])), &group, number(&of["size"]), number(&of["count"]));
        assert_eq!(found, numbers(&of["order"]), "{of}");
    }
}

/// Runs vectors through the script of the page.
fn node(vectors: &Value) {
    let program = format!(
        "var window = {{}};\n{}\n{}\nvar wrong = drawVectors({vectors}, window.tongbaoDraw);\n\
         if (wrong.length) {{ console.error(wrong.join('\\n')); process.exit(1); }}",
        source("themes/bulletin/assets/draw.js"),
        source("tests/draw-vectors.js"),
    );
    program::node(&program);
}

#[test]
fn the_script_follows_the_vectors() {
    node(&vectors());
}

#[test]
fn rust_and_script_draw_the_same_from_a_thousand_seeds() {
    let orders: Vec<Value> = (0..1_000u32)
        .map(|at| {
            let text = format!("样例-{at}-种子");
            let of = [names(&["毕节市"]), names(&["某县", "甲镇", "乙村"])][at as usize % 2].clone();
            let (size, count) = (1 + at * 7 % 150, 1 + at % 12);
            let order = order(&seed(&text), &of, size, count);
            json!({"seed": text, "of": of, "size": size, "count": count, "order": order})
        })
        .collect();
    node(&json!({"sha256": [], "words": [], "below": [], "orders": orders}));
}

// --- fairness

/// χ² at 1 % by degrees of freedom.
const CRITICAL: [(usize, f64); 6] =
    [(2, 9.210), (3, 11.345), (6, 16.812), (9, 21.666), (10, 23.209), (34, 56.061)];

/// What one count adds to χ².
fn off(count: u32, expected: f64) -> f64 {
    let by = f64::from(count) - expected;
    by * by / expected
}

fn fair(what: &str, counts: &[u32]) {
    let total: u32 = counts.iter().sum();
    let expected = f64::from(total) / counts.len() as f64;
    let statistic: f64 = counts.iter().map(|count| off(*count, expected)).sum();
    let critical =
        CRITICAL.iter().find(|(freedom, _)| *freedom == counts.len() - 1).expect("a table entry").1;
    assert!(statistic < critical, "{what}: {statistic} ≥ {critical}: {counts:?}");
}

#[test]
fn ten_thousand_seeds_draw_every_county_equally_often() {
    let read = founding_content();
    let year = Year::new(2019).unwrap();
    let paired = frame(&read.subjects, year);
    let share = Share::new(2, 3).unwrap();
    // How often each county is drawn first, and how often it is among those drawn, by prefecture.
    let mut firsts: Vec<Vec<u32>> = paired.iter().map(|(_, counties)| vec![0; counties.len()]).collect();
    let mut among = firsts.clone();
    for at in 0..10_000 {
        let strata = counties(&read.subjects, year, &seed(&format!("公平 {at}")), share);
        assert_eq!(strata.len(), paired.len());
        for (group, stratum) in strata.iter().enumerate() {
            let place = |name: &String| paired[group].1.iter().position(|county| county == name).unwrap();
            firsts[group][place(&stratum.drawn[0])] += 1;
            stratum.drawn.iter().for_each(|name| among[group][place(name)] += 1);
        }
    }
    for (group, (prefecture, counties)) in paired.iter().enumerate() {
        let size = counties.len();
        if size <= 2 {
            assert!(among[group].iter().all(|count| *count == 10_000), "{prefecture}: all are always taken");
            continue;
        }
        fair(&format!("{prefecture}, first"), &firsts[group]);
        // Of k drawn at once the counts vary less than those of k throws of a die: by (n − k) / (n − 1).
        let taken = share.of(u32::try_from(size).unwrap());
        let (n, k) = (size as f64, f64::from(taken));
        let expected = 10_000.0 * k / n;
        let statistic: f64 = among[group].iter().map(|count| off(*count, expected)).sum();
        let scaled = statistic * (n - 1.0) / (n - k);
        let critical = CRITICAL.iter().find(|(freedom, _)| *freedom == size - 1).expect("a table entry").1;
        assert!(scaled < critical, "{prefecture}: {scaled} ≥ {critical}: {:?}", among[group]);
    }
}

#[test]
fn every_set_of_three_out_of_seven_is_equally_likely() {
    let mut sets: std::collections::BTreeMap<BTreeSet<u32>, u32> = std::collections::BTreeMap::new();
    for at in 0..10_000 {
        let drawn = order(&seed(&format!("组合 {at}")), &names(&["甲市"]), 7, 3);
        *sets.entry(drawn.into_iter().collect()).or_default() += 1;
    }
    assert_eq!(sets.len(), 35);
    fair("sets of three", &sets.into_values().collect::<Vec<_>>());
}

#[test]
fn rejection_leaves_no_bias_where_a_remainder_would() {
    // 2^32 modulo 3·2^30 alone would make every number below 2^30 twice as likely as the others.
    let n = 3u32 << 30;
    let mut stream = Stream::new(&seed("偏差"), &names(&["甲"]));
    let mut thirds = [0u32; 3];
    (0..30_000).for_each(|_| thirds[(stream.below(n) >> 30) as usize] += 1);
    fair("thirds", &thirds);
}

// --- frames

#[test]
fn a_prefecture_with_two_is_taken_whole_and_the_rest_is_a_reserve_in_order() {
    let units = |names: &[&str]| Frame::Units(self::names(names));
    let small = draw(&seed("x"), names(&["甲市"]), units(&["一", "二"]), 3, None);
    assert!(small.is_census());
    assert_eq!((small.drawn.len(), small.reserve.len()), (2, 0));
    let large = draw(&seed("x"), names(&["甲市"]), units(&["一", "二", "三", "四", "五"]), 2, None);
    assert!(!large.is_census());
    assert_eq!((large.drawn.len(), large.reserve.len()), (2, 3));
    let all: BTreeSet<_> = large.drawn.iter().chain(&large.reserve).collect();
    assert_eq!(all.len(), 5, "everybody is drawn or in reserve, once");
    // Who moves up is who would have been drawn next.
    let more = draw(&seed("x"), names(&["甲市"]), large.frame.clone(), 3, None);
    assert_eq!(more.drawn[2], large.reserve[0]);
    let numbered = draw(&seed("x"), names(&["甲", "乙"]), Frame::Numbered(9), 4, Some(2));
    assert_eq!((numbered.drawn.len(), numbered.reserve.len()), (4, 2));
    assert!(numbered.drawn.iter().all(|unit| (1..=9).contains(&unit.parse::<u32>().unwrap())));
}

#[test]
fn the_share_is_a_third_within_its_bounds() {
    let share = Share::new(2, 3).unwrap();
    assert_eq!([1, 2, 3, 6, 7, 20].map(|size| share.of(size)), [2, 2, 2, 2, 3, 3]);
    assert!(Share::new(3, 2).is_none() && Share::new(0, 2).is_none());
}

const SCHEME: &str = "grades: [{name: 好, from: 50, points: 80}, {name: 差, from: 0, points: 20}]
weighting: percent
tree: [{id: work, role: indicator, title: 工作, weight: 100, method: grade}]
";

/// Two helping cities with pairings, and a year with these draws.
fn folder(draws: &str) -> Case {
    let folder = Case::of(&["a", "b"]);
    folder.year(2019, SCHEME);
    folder.file(
        "subjects.yaml",
        "format: 1
subjects:
  - id: b
    name: 乙
    kind: city
    partners:
      - {kind: eastwest, prefecture: 甲州, counties: [四县, 一县], from: 2016, to: 2020}
      - {kind: province, prefecture: 省内市, counties: [内县]}
  - id: a
    name: 甲
    kind: city
    partners:
      - {kind: eastwest, prefecture: 甲州, counties: [一县, 二县, 三县]}
      - {kind: eastwest, prefecture: 乙市, counties: [五县, 六县], to: 2019}
      - {kind: eastwest, prefecture: 丙市, counties: [七县], from: 2020}
      - {kind: eastwest, prefecture: 丁市}
",
    );
    let year = folder.text("2019/year.yaml");
    folder.file("2019/year.yaml", &(year + draws));
    folder
}

#[test]
fn the_frame_is_the_pairings_of_the_year_each_county_once() {
    let content = folder("").read();
    let of = |year| frame(&content.subjects, Year::new(year).unwrap());
    let counties = |names: &[&str]| self::names(names);
    assert_eq!(
        of(2019),
        [
            ("甲州".to_owned(), counties(&["一县", "二县", "三县", "四县"])),
            ("乙市".to_owned(), counties(&["五县", "六县"])),
            ("丁市".to_owned(), Vec::new()),
        ]
    );
    let later: Vec<String> = of(2021).into_iter().map(|(name, _)| name).collect();
    assert_eq!(later, ["甲州", "丙市", "丁市"]);
    // A frame that changes elsewhere changes nothing here.
    let share = Share::new(2, 3).unwrap();
    let drawn = |year| counties_of(&content, year, share);
    assert_eq!(drawn(2019)[0], drawn(2020)[0]);
}

fn counties_of(content: &tongbao::model::Content, year: i16, share: Share) -> Vec<tongbao::model::Stratum> {
    counties(&content.subjects, Year::new(year).unwrap(), &seed("别处"), share)
}

// --- the commands

#[test]
fn what_is_printed_as_yaml_is_read_back_without_a_word() {
    let folder = folder("");
    let words = ["draw", "counties", "2019", "--seed", "样例: 一", "--format"];
    let said = folder.ok(&[&words[..], &["yaml"]].concat()).tells("没有列出丁市的贫困县");
    let json = folder.ok(&[&words[..], &["json"]].concat()).json();
    assert_eq!(json["algorithm"], "chacha20-fisher-yates-1");
    assert_eq!(json["strata"][1]["census"], true);
    let text = folder.ok(&[&words[..], &["text"]].concat()).out;
    for part in ["甲州（4 个县抽 2）", "乙市（共 2 个县，全部抽取，不用随机）", "备选  "]
    {
        assert!(text.contains(part), "{part} is missing in\n{text}");
    }
    let frame = home().join("examples/sample-frame.yaml");
    let sample =
        folder.run(&["draw", "sample", "2019", "--seed", "样例-户", "--frame", frame.to_str().unwrap()]);
    assert_eq!((sample.code, &*sample.err), (0, ""), "{}", sample.out);
    assert!(sample.out.contains("共 "), "{}", sample.out);

    let recorded = self::folder(&said.out);
    let check = recorded.run(&["check"]);
    assert!(!check.err.contains("071"), "{}", check.err);
    // The county of the frame is none of those drawn.
    let outside = ["draw", "sample", "2019", "--seed", "样例-户", "--frame", frame.to_str().unwrap()];
    let said = recorded.run(&[&outside[..], &["--format", "yaml"]].concat());
    assert!(said.code == 0 && said.err.contains("W0712"), "{}", said.err);
    assert!(said.out.contains("id: sample-1") && said.out.contains("of: [巧家县, "), "{}", said.out);
}

const SAMPLE: [&str; 7] = ["draw", "sample", "2019", "--seed", "a", "--frame", "frame.yaml"];

#[test]
fn wrong_words_exit_with_2_and_a_faulty_frame_with_1() {
    let folder = folder("");
    for (words, expected) in [
        (&["counties", "2019", "--seed", " "][..], "种子"),
        (&["counties", "2019", "--seed", "a\tb"], "控制字符"),
        (&["counties", "2018", "--seed", "a"], "2019"),
        (&["counties", "2019", "--seed", "a", "--take", "3-2"], "--take"),
        (&["counties", "2019", "--seed", "a", "--take", "两个"], "--take"),
        (&["counties", "2019"], "--seed"),
        (&["sample", "2019", "--seed", "a"], "--frame"),
    ] {
        let said = folder.run(&[&["draw"], words].concat());
        said.exits(2).tells(expected);
    }
    let head = "format: 1\ncounty: 某县\ntake: {villages: 1, households: 2}\n";
    for (text, expected) in [
        ("format: 1\ncounty: 某县\n", "E0202"),
        (&*format!("{head}towns: []\n"), "E0210"),
        (&*format!("{head}towns: [{{name: 甲, villages: [{{name: 一, households: 0}}]}}]\n"), "E0209"),
        (&*format!("{head}towns: [{{name: 甲, villages: [{{name: 一, households: [x, x]}}]}}]\n"), "E0711"),
        (
            &*format!(
                "{head}towns: [{{name: 甲, villages: [{{name: 一, households: 5}}, {{name: 一, households: 5}}]}}]\n"
            ),
            "E0711",
        ),
        (&*format!("{head}town: []\n"), "E0201"),
        (
            "format: 1\ncounty: 某县\ntake: {villages: 1}\ntowns: [{name: 甲, villages: [{name: 一, households: 5}]}]\n",
            "take.households",
        ),
    ] {
        folder.beside("frame.yaml", text);
        folder.run(&SAMPLE).exits(1).tells(expected);
    }
    let few = format!("{head}towns: [{{name: 甲, villages: [{{name: 一, households: 1}}]}}]\n");
    folder.beside("frame.yaml", &few);
    folder.run(&SAMPLE).exits(0).tells("W0711").says("共 1 个村 1 户");
    let gone = folder.run(&["draw", "sample", "2019", "--seed", "a", "--frame", "no/such.yaml"]);
    assert!(gone.code == 1 && gone.err.contains("E0003"), "{}", gone.err);
}

// --- what is checked

#[test]
fn a_result_that_does_not_follow_is_an_error_and_another_frame_a_warning() {
    let drawn = folder("").run(&["draw", "counties", "2019", "--seed", "样例", "--format", "yaml"]).out;
    let line =
        |name: &str| drawn.lines().find(|line| line.contains(&format!("of: {name},"))).unwrap().to_owned();
    let (first, second) = (line("甲州"), line("乙市"));
    for (from, to, expected) in [
        ("seed: 样例", "seed: 样例2", "E0710"),
        ("take: 2, drawn: [", "take: 1, drawn: [", "E0710"),
        ("[一县, 二县, 三县, 四县]", "[二县, 一县, 三县, 四县]", "E0710"),
        ("of: 甲州", "of: 申州", "E0710"),
        (&format!("{second}\n"), "", "W0710"),
        (&format!("{first}\n"), "", "W0710"),
    ] {
        assert!(drawn.contains(from), "{from} in\n{drawn}");
        let altered = folder(&drawn.replacen(from, to, 1));
        let wrong = expected.starts_with('E');
        altered.run(&["check"]).exits(i32::from(wrong)).tells(expected);
        if wrong {
            altered.run(&["build"]).exits(1);
            assert!(!altered.path("output/index.html").exists(), "nothing is built");
        }
    }
    // The same draw with a county that is no longer paired: the frame differs, the result follows.
    let folder = folder(&drawn);
    folder.replace("subjects.yaml", "[一县, 二县, 三县]", "[一县, 二县, 九县]");
    let said = folder.run(&["check"]);
    assert!(said.code == 0 && said.err.contains("缺九县，多三县"), "{}", said.err);
}

// --- the page

#[test]
fn the_page_draws_again_in_the_browser() {
    let path = "2019/draft/draws.html";
    let drawn = founding().page(path);
    for part in
        ["样例-2019-第三方评估", "chacha20-fisher-yates-1", "RFC 8439", "全部抽取", "样例-2019-入户调查"]
    {
        drawn.has(part);
    }
    assert!(
        !founding().path("output/2018/draft/draws.html").exists(),
        "a year without draws has no such page"
    );
    founding().page("2019/draft/index.html").has("href=\"draws.html\"");

    let Some(chromium) = browser::chromium() else { return };
    let page = founding().output().join(path);
    let opened = browser::open(chromium, &page, "#again");
    assert!(opened.console.is_empty(), "{:?}", opened.console);
    let groups = drawn.all("[data-group]").len();
    assert_eq!(opened.dom.matches("✓ 一致").count(), groups, "every group of the page comes out as recorded");
    assert_eq!(opened.dom.matches("全部与记录一致").count(), 2);
    let plain = browser::open(chromium, &page, "");
    assert_eq!(plain.dom.matches("✓ 一致").count(), 0, "nothing is drawn before it is asked for");
    assert!(plain.dom.contains("重算") && plain.console.is_empty());

    // Another seed recorded on the page: what comes out is another result, and the page says so.
    let scratch = tempfile::tempdir().unwrap();
    let altered = browser::altered(scratch.path(), &page, |source| {
        source.replace("value=\"样例-2019-第三方评估\"", "value=\"别的种子\"")
    });
    let other = browser::open(chromium, &altered, "#again");
    assert!(other.dom.contains("≠ 不同") && other.dom.contains("用另一个种子“别的种子”"), "it differs");
}
