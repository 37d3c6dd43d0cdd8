//! `tongbao verify`

use std::path::Path;
use std::process::ExitCode;

use super::verified::{some, told};
use super::{Paths, report, words};
use crate::edition::{Around, PublicKey, SiteFault};
use crate::model::{Year, one_line};
use crate::pipeline::{self, Misplaced, Verification, VerifyError};
use crate::wording;

/// What is looked at.
enum What<'w> {
    /// The editions of the site: all, a year's, or one.
    Site(Option<Year>, Option<u32>),
    /// One edition by itself, wherever it lies.
    Alone(&'w Path),
}

pub(super) fn run(paths: &Paths, what: Option<&str>, version: Option<&str>, key: Option<&Path>) -> ExitCode {
    let what = match asked(what, version) {
        Ok(what) => what,
        Err(told) => return words::usage(&told),
    };
    let key = match key.map(public).transpose() {
        Ok(key) => key,
        Err(told) => return words::usage(&told),
    };
    if matches!(what, What::Site(..)) && crate::output::is_unfinished(&paths.output) {
        report::say(
            "上一次写入没有做完，下面可能列出版次与登记簿、网页之间的差异。请先运行一次 tongbao build，再核验\n",
        );
    }
    let verified = match what {
        What::Site(year, version) => pipeline::verify(&paths.output, year, version, key.as_ref()),
        What::Alone(place) => pipeline::verify_alone(place, key.as_ref()),
    };
    match verified {
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
        Err(VerifyError::Misplaced(place, what)) => words::usage(&misplaced(&place, what)),
    }
}

/// The words of the command line: a year and a version, an edition as `diff` takes it, or a path.
fn asked<'w>(what: Option<&'w str>, version: Option<&str>) -> Result<What<'w>, String> {
    let version = version.map(words::version).transpose()?;
    let Some(what) = what else { return Ok(What::Site(None, version)) };
    let year = |word: &str| word.parse().ok().map(words::year);
    if let Some(year) = year(what) {
        return Ok(What::Site(Some(year?), version));
    }
    if version.is_some() {
        return Err(format!("“{what}”不是年度；写路径时不再写版次"));
    }
    if !Path::new(what).exists()
        && let Some((year_word, version)) = what.split_once('/')
        && let (Some(year), Ok(version)) = (year(year_word), words::version(version))
    {
        return Ok(What::Site(Some(year?), Some(version)));
    }
    Ok(What::Alone(Path::new(what)))
}

/// What lies where something else was looked for, and what to do.
fn misplaced(place: &Path, what: Misplaced) -> String {
    let place = place.display();
    match what {
        Misplaced::Absent => {
            format!("没有 {place}。网站文件夹用 --output 指明；单独核验一个版次时写它的文件夹或 ZIP 的路径")
        }
        Misplaced::Edition => {
            format!("{place} 不是网站文件夹。单独核验一个版次，请用 tongbao verify {place}")
        }
        Misplaced::Site => {
            format!("{place} 是网站文件夹，不是一个版次。请用 tongbao verify --output {place}")
        }
        Misplaced::BrokenZip => format!("{place} 不是 ZIP，或者已损坏，打不开。请重新取得这个文件"),
        Misplaced::Other => format!(
            "{place} 里没有网站，也没有版次（缺少 manifest.json）。网站文件夹用 --output 指明；单独核验一个版次时写它的文件夹或 ZIP 的路径"
        ),
    }
}

fn public(path: &Path) -> Result<PublicKey, String> {
    let text = std::fs::read_to_string(path).map_err(|error| words::unreadable("公钥", path, &error))?;
    PublicKey::parse(&text).map_err(|_| format!("{} 不是 Ed25519 公钥（PEM）", path.display()))
}

/// What stands around the editions.
fn around(around: &Around) -> String {
    let told: Vec<String> = around.faults.iter().map(super::around::told).collect();
    let (shown, more) = some(&told);
    let lines: String = shown.iter().chain(&more).map(|told| format!("  {}\n", one_line(told))).collect();
    let notes: Vec<String> = around.notes.iter().map(super::around::told).collect();
    let (shown, more) = some(&notes);
    let noted: String =
        shown.iter().chain(&more).map(|told| format!("另请注意：{}\n", one_line(told))).collect();
    let told = match (around.faults.is_empty(), around.alone) {
        (true, true) => {
            "只核验了版次本身，网站和登记簿不在旁边，或者没有看：是否已撤销、有没有别的版次取代它、缺不缺别的版次，无从知道。整个网站用 tongbao verify --output 网站文件夹 核验\n".to_owned()
        }
        (true, false) => String::new(),
        (false, _) => format!("版次之间和旁边：不符\n{lines}"),
    };
    told + &noted
}

/// What no check of the folder alone can find, and what can.
fn limits(of: &Verification, key: bool) -> String {
    let mut told = String::new();
    match &of.register {
        Some(state) => told.push_str(&format!(
            "登记簿现为“{}”。此后印发的纸质件页眉上的登记号不大于它；行数相同而摘要不同的，登记簿被改写过。\n",
            wording::register_number(state)
        )),
        // That it is gone or broken is told already.
        None if of.around.faults.iter().any(|fault| {
            matches!(fault, SiteFault::RegisterGone(..) | SiteFault::RegisterBroken(_))
        }) => {}
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
