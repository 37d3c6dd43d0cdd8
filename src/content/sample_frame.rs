//! The frame of a sample of households: a file of its own, not part of a content folder.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::draws::{frame, name, take, take_if};
use super::files::Inputs;
use super::mapping::Mapping;
use super::sink::Sink;
use super::value::Value;
use super::{characters, files, open};
use crate::diagnostics::{self, Code, Diagnostic, Span};
use crate::model::{Quotas, SampleFrame, SampleTown, SampleVillage};

/// A frame that was read.
#[derive(Debug)]
pub struct FrameRead {
    /// The frame; there exactly when no diagnostic is an error.
    pub frame: Option<SampleFrame>,
    /// Every problem, in the order of lines.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads the frame of a sample.
pub fn sample_frame(path: &Path) -> FrameRead {
    let folder = path.parent().unwrap_or(Path::new(""));
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let text = match files::text(folder, &name) {
        Ok(text) => text,
        Err(problem) => return FrameRead { frame: None, diagnostics: vec![problem] },
    };
    let clean = characters::clean(&text);
    let file = Sink::cleaned(Arc::from(name), Inputs::OfToday, &text, &clean);
    let frame = open::read(&file, decode);
    let mut diagnostics = file.finish();
    diagnostics::sort(&mut diagnostics);
    let sound = !diagnostics.iter().any(Diagnostic::is_error);
    FrameRead { frame: frame.filter(|_| sound), diagnostics }
}

fn decode(map: &Mapping<'_>) -> Option<SampleFrame> {
    let county = map.need("county").and_then(name);
    let quotas = map.need("take").and_then(quotas).unwrap_or_default();
    let reserve = take_if(map, "reserve").unwrap_or(0);
    let mut names = Names::default();
    let list = map.need("towns");
    let towns: Vec<Option<SampleTown>> = list
        .and_then(Value::some_items)
        .into_iter()
        .flatten()
        .map(|item| town(item, quotas, &mut names))
        .collect();
    let towns: Option<Vec<SampleTown>> = towns.into_iter().collect();
    let (towns, list) = (towns?, list?);
    enough(list, "乡镇", quotas.towns, towns.len());
    bounded(list, &towns, reserve)?;
    Some(SampleFrame { county: county?, take_towns: quotas.towns, reserve, towns })
}

fn quotas(value: Value<'_>) -> Option<Quotas> {
    let map = value.mapping()?;
    let quotas = Quotas {
        towns: take_if(&map, "towns"),
        villages: take_if(&map, "villages"),
        households: take_if(&map, "households"),
    };
    map.finish();
    Some(quotas)
}

fn town(item: Value<'_>, quotas: Quotas, towns: &mut Names) -> Option<SampleTown> {
    let map = item.mapping()?;
    let name = towns.read(map.need("name"));
    let own = map.get("take").and_then(town_quotas).unwrap_or_default();
    let quotas = Quotas {
        towns: None,
        villages: own.villages.or(quotas.villages),
        households: own.households.or(quotas.households),
    };
    let mut names = Names::default();
    let list = map.need("villages");
    let villages: Vec<Option<SampleVillage>> = list
        .and_then(Value::some_items)
        .into_iter()
        .flatten()
        .map(|item| village(item, quotas.households, &mut names))
        .collect();
    map.finish();
    let villages: Option<Vec<SampleVillage>> = villages.into_iter().collect();
    let (villages, list) = (villages?, list?);
    enough(list, "村", quotas.villages, villages.len());
    Some(SampleTown { name: name?, take_villages: quotas.villages, villages })
}

fn town_quotas(value: Value<'_>) -> Option<Quotas> {
    let map = value.mapping()?;
    let quotas =
        Quotas { towns: None, villages: take_if(&map, "villages"), households: take_if(&map, "households") };
    map.finish();
    Some(quotas)
}

fn village(item: Value<'_>, households: Option<u32>, villages: &mut Names) -> Option<SampleVillage> {
    let map = item.mapping()?;
    let name = villages.read(map.need("name"));
    let list = map.need("households");
    let frame = list.and_then(frame);
    let quota = match map.get("take") {
        Some(value) => take(value),
        None if households.is_none() => {
            let problem = item
                .problem(Code::MissingKey, "没有写这个村要抽几户：这里没有 take，上面也没有 take.households");
            item.refuse(problem.hint("请在文件开头写 take: {households: 10}，或者在村里写 take: 10"))
        }
        None => households,
    };
    map.finish();
    let (frame, quota, list) = (frame?, quota?, list?);
    enough(list, "户", Some(quota), frame.size() as usize);
    Some(SampleVillage { name: name?, households: frame, take: quota })
}

/// Most households that are drawn at once, reserves among them.
const MOST_DRAWN: u64 = 1_000_000;

/// Refuses a frame out of which more households could be drawn than anybody visits; the place is the town where they
/// become too many.
fn bounded(list: Value<'_>, towns: &[SampleTown], reserve: u32) -> Option<()> {
    let of_village = |village: &SampleVillage| {
        u64::from(village.take.saturating_add(reserve).min(village.households.size()))
    };
    let mut all = 0;
    for (item, town) in list.items()?.zip(towns) {
        all += town.villages.iter().map(of_village).sum::<u64>();
        if all > MOST_DRAWN {
            let problem = item.problem(
                Code::DrawTooMany,
                format!("到“{}”为止，连同备选最多要抽 {all} 户，一次最多抽 {MOST_DRAWN} 户", town.name),
            );
            return item
                .refuse(problem.hint("请核对 take、reserve 和各村户数；确实要抽这么多的，请分成几个文件抽"));
        }
    }
    Some(())
}

/// Warns where a quota is above what there is.
fn enough(list: Value<'_>, noun: &str, quota: Option<u32>, there: usize) {
    let Some(quota) = quota.filter(|quota| *quota as usize > there) else { return };
    let problem =
        list.problem(Code::DrawQuota, format!("这里只有 {there} 个{noun}，配额是 {quota}，将全部抽取"));
    list.file.report(problem.hint("请核对配额和名单；就是要全部抽取的，可不理会"));
}

/// Names that may occur once.
#[derive(Default)]
struct Names {
    first: BTreeMap<String, Span>,
}

impl Names {
    fn read(&mut self, value: Option<Value<'_>>) -> Option<String> {
        let value = value?;
        let text = name(value)?;
        if let Some(first) = self.first.get(&text) {
            let problem = value.problem(Code::DrawFrame, format!("“{text}”写了两次"));
            return value.refuse(
                problem.found(&*text).also(*first, "第一次写在这里").hint("同名的请加上所在片区等以示区别"),
            );
        }
        self.first.insert(text.clone(), value.span());
        Some(text)
    }
}
