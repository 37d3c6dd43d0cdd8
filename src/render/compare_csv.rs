//! Two years of a scheme as CSV: every subject with both years' results and the parts of its change, in full digits.

use std::io::{self, Write};

use super::csv::row;
use crate::attribution;
use crate::history::{Compared, Standing};
use crate::model::{Role, fixed, plain};
use crate::site::{SchemeSite, Sides, Site, YearPair};
use crate::wording::comparison::no_split;

/// Writes the comparison in the order of the later year; who is gone stands last.
///
/// # Errors
/// When the writer fails.
pub fn write(site: &Site, pair: YearPair, out: &mut impl Write) -> io::Result<()> {
    let sides = Sides::of(site, pair);
    let attribution = attribution::of_pair(sides.earlier.scored, sides.later.scored).ok();
    out.write_all("\u{feff}".as_bytes())?;
    let mut heads = vec!["对象编号".to_owned(), "对象".to_owned()];
    for year in [sides.earlier, sides.later] {
        heads.extend(["得分", "等次", "名次"].map(|what| format!("{}{what}", year.year.title)));
    }
    let rest = ["得分增减", "名次升降", "自身变化", "同组变化", "方案变化", "舍入", "未拆分原因"];
    heads.extend(rest.map(str::to_owned));
    row(out, &heads)?;
    for subject in &sides.comparison.subjects {
        let split = match (&attribution, subject.earlier, subject.later) {
            (Some(of), _, Some(later)) => of.of(later.subject).map_err(|why| no_split(Some(why))),
            (None, Some(_), Some(_)) => Err(no_split(None)),
            _ => Err(no_split(Some(attribution::NoSplit::NotInBoth))),
        };
        let mut line = vec![subject.id.to_string(), sides.name(subject).name.clone()];
        year(sides.earlier, subject.earlier.as_ref(), &mut line);
        year(sides.later, subject.later.as_ref(), &mut line);
        line.extend(changes(subject));
        match split {
            Ok(split) => {
                line.extend(split.parts().map(|(_, part)| plain(part)));
                line.push(String::new());
            }
            Err(reason) => {
                line.extend([const { String::new() }; 4]);
                line.push(reason.to_owned());
            }
        }
        row(out, &line)?;
    }
    Ok(())
}

fn year(of: &SchemeSite, standing: Option<&Standing>, line: &mut Vec<String>) {
    let result = standing.map(Standing::result);
    let decimals = of.scheme.shown_decimals(Role::Total);
    let text = |value: Option<String>| value.unwrap_or_default();
    line.push(text(result.and_then(|of| of.score).map(|score| fixed(score, decimals))));
    line.push(text(standing.and_then(Standing::grade).map(|grade| grade.name.clone())));
    line.push(text(result.and_then(|of| of.rank).map(|rank| rank.to_string())));
}

/// Change of the score, places climbed.
fn changes(subject: &Compared) -> [String; 2] {
    let change = subject.change;
    [
        change.and_then(|change| change.score).map_or_else(String::new, plain),
        change.and_then(|change| change.places).map_or_else(String::new, |by| by.to_string()),
    ]
}
