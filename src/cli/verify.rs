//! `tongbao verify`

use std::path::Path;
use std::process::ExitCode;

use super::{Paths, report, words};
use crate::edition::{self, Around, PublicKey};
use crate::model::one_line;
use crate::pipeline::{
    self, Corrected, Engine, Fact, NotCompared, Recomputed, Remade, RemadeFault, SignatureState,
    Verification, Verified, VerifyError,
};
use crate::wording;

/// As many warnings of one edition's inputs as are told.
const MOST_WARNINGS: usize = 20;

pub(super) fn run(paths: &Paths, year: Option<u16>, version: Option<&str>, key: Option<&Path>) -> ExitCode {
    let parsed = (year.map(words::year).transpose(), version.map(words::version).transpose());
    let (year, version) = match parsed {
        (Ok(year), Ok(version)) => (year, version),
        (Err(told), _) | (_, Err(told)) => return words::usage(&told),
    };
    let key = match key.map(public).transpose() {
        Ok(key) => key,
        Err(told) => return words::usage(&told),
    };
    if crate::output::is_unfinished(&paths.output) {
        report::say(
            "上一次写入没有做完，下面可能列出版次与登记簿、网页之间的差异。请先运行一次 tongbao build，再核验\n",
        );
    }
    match pipeline::verify(&paths.output, year, version, key.as_ref()) {
        Ok(of) if of.editions.is_empty() && of.around.faults.is_empty() => {
            report::say(&format!("{} 里没有已发布的版次。\n", paths.output.display()));
            ExitCode::SUCCESS
        }
        Ok(of) => {
            for one in &of.editions {
                report::print(&told(one));
            }
            report::print(&around(&of.around));
            let (all, broken) = (of.editions.len(), of.editions.iter().filter(|one| !one.holds()).count());
            let beside = of.around.faults.len();
            report::say(&match (broken, beside) {
                (0, 0) => format!("核验了 {all} 个版次，全部相符。\n"),
                (0, _) => format!("核验了 {all} 个版次，各自相符；它们之间和旁边有 {beside} 处不符。\n"),
                (_, 0) => format!("核验了 {all} 个版次，{broken} 个不符。\n"),
                (..) => format!("核验了 {all} 个版次，{broken} 个不符；它们之间和旁边有 {beside} 处不符。\n"),
            });
            report::say(&limits(&of, key.is_some()));
            ExitCode::from(u8::from(!of.holds()))
        }
        Err(VerifyError::Shelf(error)) => {
            report::say(&format!("{}\n", words::shelf(&error)));
            ExitCode::FAILURE
        }
        Err(VerifyError::NoEdition(there)) => {
            words::usage(&format!("没有这个版次。{}", words::among(&there)))
        }
    }
}

fn public(path: &Path) -> Result<PublicKey, String> {
    let text = std::fs::read_to_string(path).map_err(|error| words::unreadable("公钥", path, &error))?;
    PublicKey::parse(&text).map_err(|_| format!("{} 不是 Ed25519 公钥（PEM）", path.display()))
}

fn told(verified: &Verified) -> String {
    let mut text = format!("{}：{}\n", verified.folder, if verified.holds() { "相符" } else { "不符" });
    let mut line = |told: &str| text.push_str(&format!("  {}\n", one_line(told)));
    let (shown, more) = some(&verified.faults);
    shown.iter().for_each(|fault| line(&words::fault(fault)));
    more.iter().for_each(|more| line(more));
    if let Some(manifest) = &verified.manifest {
        if verified.faults.is_empty() {
            line(&format!("{} 个文件与清单一致，摘要 SHA-256 {}", manifest.files.len(), manifest.sha256()));
        }
        match verified.engine {
            Engine::Same => {}
            Engine::Other => line(&format!(
                "由 {} 发布，现在用的是 tongbao {}；计分修订号相同，结果应当一致",
                manifest.engine,
                env!("CARGO_PKG_VERSION")
            )),
            Engine::OtherScoring => line(&format!(
                "由 {} 发布（计分修订号 {}），现在用的是 tongbao {}（计分修订号 {}）：重算结果可能因此不同，请用原版本核验",
                manifest.engine,
                manifest.scoring_revision,
                env!("CARGO_PKG_VERSION"),
                crate::scoring::SCORING_REVISION
            )),
        }
    }
    match &verified.recomputed {
        None => line("输入或结果文件不是原样，没有重算"),
        Some(Ok(Recomputed::Same)) => line("由输入重算的结果与公布的逐字一致"),
        Some(Ok(Recomputed::Differs(differs))) => {
            line(&format!("由输入重算的结果与公布的不同，{} 处：", differs.len()));
            let (shown, more) = some(differs);
            shown.iter().chain(&more).for_each(|one| line(&format!("  {one}")));
        }
        // Problems of the inputs, each with its lines.
        Some(Err(why)) => format!("不能重算：{}", why.trim_end()).lines().for_each(&mut line),
    }
    match &verified.draws {
        Some(again) if again.draws > 0 && again.different.is_empty() => {
            line(&format!("{} 次随机抽取由种子和抽样框重算，与记录一致", again.draws));
        }
        Some(again) if again.draws > 0 => {
            line(&format!("随机抽取重算后与记录不同，{} 处：", again.different.len()));
            let (shown, more) = some(&again.different);
            shown.iter().chain(&more).for_each(|one| line(&format!("  {one}")));
        }
        _ => {}
    }
    if !verified.warnings.is_empty() {
        line(&format!(
            "输入里有 {} 处按现在的规则不再接受，发布时是允许的，不影响本版次：",
            verified.warnings.len()
        ));
        for one in verified.warnings.iter().take(MOST_WARNINGS) {
            let at =
                one.span.map_or_else(String::new, |span| format!(":{}:{}", span.at.line, span.at.column));
            line(&format!("  {}/{}{at} {}（{}）", edition::INPUTS, one.file, one.message, one.code));
        }
        if verified.warnings.len() > MOST_WARNINGS {
            line(&format!("  另有 {} 处", verified.warnings.len() - MOST_WARNINGS));
        }
    }
    remade(&verified.remade, &mut line);
    match &verified.corrected {
        Corrected::First
        | Corrected::Not(NotCompared::Faults | NotCompared::Engine | NotCompared::NotWhole) => {}
        Corrected::Same => line("由前一版和本版重新得出的更正与公布的逐字一致"),
        Corrected::Differs => line("由前一版和本版重新得出的更正与公布的不同"),
        Corrected::Not(NotCompared::Before) => line("前一版不在或不是原样，更正没有核对"),
        Corrected::Not(NotCompared::Impossible(why)) => {
            format!("更正不能核对：{}", why.trim_end()).lines().for_each(&mut line);
        }
    }
    match verified.signature {
        SignatureState::None => {}
        SignatureState::Unchecked => line("有签名；没有给公钥（--key），没有核对"),
        SignatureState::Holds => line("签名有效"),
        SignatureState::Absent => line("没有签名"),
        SignatureState::Broken => line("签名无效：不是这把公钥的签名，或清单被改动"),
    }
    text
}

/// What making the pages again gave.
fn remade(remade: &Remade, line: &mut impl FnMut(&str)) {
    const MOST: usize = 20;
    match remade {
        Remade::Same(files) => {
            line(&format!("由输入和清单重新生成的 {files} 个文件（网页、数据、文稿）与公布的逐字一致"))
        }
        Remade::Differs(faults) => {
            line(&format!("由输入和清单重新生成，与公布的不同，{} 处：", faults.len()));
            for fault in faults.iter().take(MOST) {
                line(&match fault {
                    RemadeFault::Fact(Fact::Inputs) => {
                        "  manifest.json：输入的摘要与各输入文件不符".to_owned()
                    }
                    RemadeFault::Fact(Fact::Title) => "  manifest.json：年度名称与输入不符".to_owned(),
                    RemadeFault::Fact(Fact::Schemes) => "  manifest.json：所列方案与输入不符".to_owned(),
                    RemadeFault::Fact(Fact::Sample) => "  manifest.json：是否示例数据与输入不符".to_owned(),
                    RemadeFault::Differs(path) => format!("  {path}：由结果重新生成，与公布的不同"),
                    RemadeFault::Missing(path) => format!("  {path}：应当生成，没有公布"),
                    RemadeFault::Extra(path) => format!("  {path}：公布了，但不是由输入生成的"),
                });
            }
            if faults.len() > MOST {
                line(&format!("  …另有 {} 处", faults.len() - MOST));
            }
        }
        Remade::Not(NotCompared::Faults) => line("文件与清单不符，没有重新生成网页来比较"),
        Remade::Not(NotCompared::Engine) => {
            line("由另一版本的程序发布，网页没有重新生成比较；请用发布它的版本核验")
        }
        Remade::Not(NotCompared::NotWhole) => {
            line("发布时还没有保存重新生成网页所需的全部材料（主题、往年版次），网页没有重新生成比较");
        }
        Remade::Not(NotCompared::Before) => {}
        Remade::Not(NotCompared::Impossible(why)) => {
            format!("网页不能重新生成：{}", why.trim_end()).lines().for_each(line);
        }
    }
}

/// What stands around the editions.
fn around(around: &Around) -> String {
    let told: Vec<String> = around.faults.iter().map(super::around::told).collect();
    let (shown, more) = some(&told);
    let lines: String = shown.iter().chain(&more).map(|told| format!("  {}\n", one_line(told))).collect();
    match (around.faults.is_empty(), around.alone) {
        (true, true) => {
            "旁边没有网站和登记簿，只核验了版次本身：缺不缺别的版次、是否已撤销，无从知道\n".to_owned()
        }
        (true, false) => String::new(),
        (false, _) => format!("版次之间和旁边：不符\n{lines}"),
    }
}

/// What no check of the folder alone can find, and what can.
fn limits(of: &Verification, key: bool) -> String {
    let mut told = String::new();
    match &of.register {
        Some(state) => told.push_str(&format!(
            "登记簿现为“{}”。此后印发的纸质件页眉上的登记号不大于它；行数相同而摘要不同的，登记簿被改写过。\n",
            wording::register_number(state)
        )),
        None if !of.around.alone => told.push_str("没有登记簿：最新的版次若被整个删去，只能由旁边的网页看出。下一次发布或撤销起开始登记。\n"),
        None => {}
    }
    if !key {
        told.push_str("没有给公钥（--key）：版次、登记簿和旁边各页若由知道算法的人一并换过，只凭这个文件夹查不出；请核对签名、纸质件上的登记号，或另存的摘要。\n");
    }
    if !of.scripts_compared && !of.around.alone {
        told.push_str(
            "editions.js、errata.json 没有重新生成比较：最新版次由另一版本的程序发布，或有版次读不出来。\n",
        );
    }
    told
}
/// As many of a list as are printed, and what is said of the others.
fn some<T>(all: &[T]) -> (&[T], Option<String>) {
    const MOST: usize = 200;
    let shown = &all[..all.len().min(MOST)];
    (shown, (all.len() > MOST).then(|| format!("…另有 {} 处", all.len() - MOST)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_much_to_print_is_counted() {
        let all: Vec<usize> = (0..230).collect();
        assert_eq!(some(&all), (&all[..200], Some("…另有 30 处".to_owned())));
        assert_eq!(some(&all[..200]), (&all[..200], None));
    }
}
