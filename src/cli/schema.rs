//! `tongbao schema`

use std::process::ExitCode;

use serde_json::Value;

use super::names::{self, resolve};
use super::{Paths, SchemaKind, begun, report, words};
use crate::entry::schema::{self, OfYear};
use crate::model::{Content, Evaluation, YearContent};
use crate::pipeline;

/// Writes all of them where the first lines of files name them.
pub(super) fn write(paths: &Paths) -> ExitCode {
    match pipeline::write_schemas(&paths.content) {
        Ok((all, new)) => {
            report::print(&format!(
                "{} 里有 {all} 个模式，其中 {new} 个是新写的。new 建立的文件第一行已经指到那里。\n",
                paths.content.join(schema::FOLDER).display()
            ));
            ExitCode::SUCCESS
        }
        Err(error) => begun::refused(&error),
    }
}

/// Prints it from what of the content is sound: it is wanted most while something is not.
pub(super) fn run(paths: &Paths, kind: SchemaKind, year: Option<u16>, scheme: Option<&str>) -> ExitCode {
    let content = match pipeline::sound_content(&paths.content) {
        Ok(content) => content,
        Err(error) => return begun::refused(&error),
    };
    match schema_of(&content, kind, year, scheme) {
        Ok(schema) => {
            report::print(&format!("{schema:#}\n"));
            ExitCode::SUCCESS
        }
        Err(told) => words::usage(&told),
    }
}

fn schema_of(
    content: &Content,
    kind: SchemaKind,
    year: Option<u16>,
    scheme: Option<&str>,
) -> Result<Value, String> {
    let own = || -> Result<&YearContent, String> {
        let Some(word) = year else {
            return content
                .years
                .last()
                .ok_or_else(|| "内容里还没有年度，用 tongbao new year 建立".to_owned());
        };
        let (numbers, years): (Vec<i16>, Vec<_>) = names::years(content).into_iter().unzip();
        let number = numbers[resolve("年度", &word.to_string(), &years)?];
        let of = content.years.iter().find(|of| of.year.get() == number);
        of.ok_or_else(|| format!("{number} 年度读不出来，请先用 tongbao check 查错"))
    };
    let of = || own().map(|own| OfYear::new(content, own));
    let evaluation = || -> Result<&Evaluation, String> {
        // A year of one scheme needs no word for it.
        match (scheme, &own()?.evaluations[..]) {
            (None, [only]) => Ok(only),
            (word, all) => Ok(&all[resolve("方案", word.unwrap_or_default(), &names::schemes(all))?]),
        }
    };
    Ok(match kind {
        SchemaKind::Site => schema::site(),
        SchemaKind::Subjects => schema::subjects(),
        SchemaKind::Year => schema::year(&of()?),
        SchemaKind::Clauses => schema::clauses(),
        SchemaKind::Reference => schema::reference(&of()?),
        SchemaKind::Table => schema::table(&of()?),
        SchemaKind::Scheme => schema::scheme(&of()?),
        SchemaKind::Targets => schema::targets(evaluation()?, &of()?),
        SchemaKind::Decisions => schema::decisions(evaluation()?, &of()?),
        SchemaKind::Record => schema::record(evaluation()?, &of()?),
    })
}
