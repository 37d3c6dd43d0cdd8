//! `tongbao verify`

use std::path::Path;
use std::process::ExitCode;

use super::{Paths, report, words};
use crate::edition::{self, PublicKey};
use crate::pipeline::{self, Engine, Recomputed, SignatureState, Verified, VerifyError};

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
    match pipeline::verify(&paths.output, year, version, key.as_ref()) {
        Ok(verified) if verified.is_empty() => {
            report::say(&format!("{} 里没有已发布的版次。\n", paths.output.display()));
            ExitCode::SUCCESS
        }
        Ok(verified) => {
            for one in &verified {
                report::print(told(one).as_bytes());
            }
            let broken = verified.iter().filter(|one| !one.holds()).count();
            report::say(&match broken {
                0 => format!("核验了 {} 个版次，全部相符。\n", verified.len()),
                _ => format!("核验了 {} 个版次，{broken} 个不符。\n", verified.len()),
            });
            ExitCode::from(u8::from(broken > 0))
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
    let text = std::fs::read_to_string(path)
        .map_err(|error| format!("公钥 {} 读不出来：{error}", path.display()))?;
    PublicKey::parse(&text).map_err(|_| format!("{} 不是 Ed25519 公钥（PEM）", path.display()))
}

fn told(verified: &Verified) -> String {
    let mut text = format!("{}：{}\n", verified.folder, if verified.holds() { "相符" } else { "不符" });
    let mut line = |told: &str| text.push_str(&format!("  {told}\n"));
    for fault in &verified.faults {
        line(&words::fault(fault));
    }
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
            for one in differs {
                line(&format!("  {one}"));
            }
        }
        Some(Err(why)) => line(&format!("不能重算：{}", why.trim_end())),
    }
    match &verified.draws {
        Some(again) if again.draws > 0 && again.different.is_empty() => {
            line(&format!("{} 次随机抽取由种子和抽样框重算，与记录一致", again.draws));
        }
        Some(again) if again.draws > 0 => {
            line(&format!("随机抽取重算后与记录不同，{} 处：", again.different.len()));
            for one in &again.different {
                line(&format!("  {one}"));
            }
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
    match verified.signature {
        SignatureState::None => {}
        SignatureState::Unchecked => line("有签名；没有给公钥（--key），没有核对"),
        SignatureState::Holds => line("签名有效"),
        SignatureState::Absent => line("没有签名"),
        SignatureState::Broken => line("签名无效：不是这把公钥的签名，或清单被改动"),
    }
    text
}
