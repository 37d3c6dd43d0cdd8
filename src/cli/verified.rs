//! What is said of one edition that was verified.

use super::words;
use crate::edition::{self, Fault};
use crate::model::one_line;
use crate::pipeline::{
    Corrected, Engine, Fact, NotCompared, Recomputed, Remade, RemadeFault, SignatureState, Verified,
};

/// As many warnings of one edition's inputs as are told.
const MOST_WARNINGS: usize = 20;

/// Whether it holds, and everything that was looked at.
pub(super) fn told(verified: &Verified) -> String {
    let mut text = format!("{}：{}\n", name(verified), if verified.holds() { "相符" } else { "不符" });
    let mut line = |told: &str| text.push_str(&format!("  {}\n", one_line(told)));
    if let Some(standing) = &verified.standing {
        line(standing);
    }
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
    // What stands in another's place is not looked into: everything would be told of that one.
    if verified.faults.iter().any(|fault| matches!(fault, Fault::Place { .. })) {
        return text;
    }
    match &verified.recomputed {
        None => line("输入或结果文件不是原样，没有重算"),
        Some(Ok(Recomputed::Same)) => line("由输入重算的结果与公布的逐字一致"),
        Some(Ok(Recomputed::Differs(differs))) => {
            line(&match verified.engine {
                // By other rules, so that nothing follows from it.
                Engine::OtherScoring => {
                    format!("按现在的计分规则重算，有 {} 处不同，不能据此判断公布的结果：", differs.len())
                }
                Engine::Same | Engine::Other => {
                    format!("由输入重算的结果与公布的不同，{} 处：", differs.len())
                }
            });
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
        Corrected::Same => line("由所更正的版次和本版重新得出的更正与公布的逐字一致"),
        Corrected::Differs => line("由所更正的版次和本版重新得出的更正与公布的不同"),
        Corrected::Not(NotCompared::Before) => line("所更正的版次不在或不是原样，更正没有核对"),
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

/// Its folder; of one that lies elsewhere also which it is.
fn name(verified: &Verified) -> String {
    let own = verified.manifest.as_ref().map(|manifest| manifest.folder());
    let placed = !verified.faults.iter().any(|fault| matches!(fault, Fault::Place { .. }));
    match own.filter(|own| *own != verified.folder && placed) {
        Some(own) => format!("{}（{own}）", verified.folder),
        None => verified.folder.clone(),
    }
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
                    RemadeFault::Fact(Fact::Missing) => {
                        "  manifest.json：缺报或无法计算的项数与结果不符".to_owned()
                    }
                    RemadeFault::Fact(Fact::Unconfirmed) => {
                        "  manifest.json：没有确认的数据的项数与输入不符".to_owned()
                    }
                    RemadeFault::Fact(Fact::Accepted) => "  manifest.json：核实过的警告与输入不符".to_owned(),
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

/// As many of a list as are printed, and what is said of the others.
pub(super) fn some<T>(all: &[T]) -> (&[T], Option<String>) {
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
