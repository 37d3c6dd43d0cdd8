//! Units a figure may be stated in: the known ones, and those that site.yaml and a scheme declare.

use super::mapping::Mapping;
use super::value::Value;
use crate::diagnostics::Code;
use crate::model::Unit;

/// Characters of the longest unit.
const LONGEST: usize = 16;

/// The units that may be written.
#[derive(Clone, Default)]
pub(super) struct Units {
    declared: Vec<Unit>,
    /// Where more are declared could not be read, so none is called unknown.
    open: bool,
}

impl Units {
    /// Units of a site that could not be read.
    pub fn open() -> Self {
        Self { open: true, ..Self::default() }
    }

    /// Adds what a file declares under `units`.
    pub fn declare(&mut self, map: &Mapping<'_>) {
        for (key, value) in map.get("units").and_then(Value::pairs).into_iter().flatten() {
            let like = value.mapping().and_then(|of| {
                let like = of.get("like");
                of.finish();
                like
            });
            // One without a known unit behind it stays declared, so that its use is not reported as well.
            let like = like.and_then(|like| self.read(like));
            if let Err(why) = name(&key.text) {
                let problem = value.file.problem(
                    Code::BadIdentifier,
                    key.span,
                    format!("“{}”不能作单位：{why}", key.text),
                );
                value.file.report(problem.found(&*key.text).hint("单位写成 标准煤吨、篮 的样子"));
            } else if self.find(&key.text).is_some() {
                let problem =
                    value.file.problem(Code::DuplicateId, key.span, format!("单位“{}”已经有了", key.text));
                value.file.report(problem.found(&*key.text).hint("不用再登记，请删去这一行"));
            } else {
                self.declared.push(Unit::declared(&key.text, like.as_ref()));
            }
        }
    }

    /// The unit a value names; reports one that is not known.
    pub fn read(&self, value: Value<'_>) -> Option<Unit> {
        let word = value.word("单位")?;
        self.find(word).cloned().or_else(|| {
            if self.open {
                return None;
            }
            let problem = value.problem(Code::UnknownUnit, format!("不认识的单位“{word}”"));
            let problem = problem.word(word, self.all().map(Unit::as_str));
            value.refuse(problem.hint(format!(
                "别的单位先在方案或 site.yaml 里登记：units: {{{word}: {{}}}}，与某个单位相同的写 {word}: {{like: 吨}}"
            )))
        })
    }

    /// Every unit that may be written.
    pub fn all(&self) -> impl Iterator<Item = &Unit> {
        Unit::KNOWN.iter().chain(&self.declared)
    }

    /// The units that convert into this one.
    pub fn like(&self, unit: &Unit) -> impl Iterator<Item = &str> {
        self.all().filter(|other| other.is_like(unit)).map(Unit::as_str)
    }

    /// The unit of a name.
    pub fn find(&self, word: &str) -> Option<&Unit> {
        self.all().find(|unit| unit.as_str() == word)
    }
}

/// Why a text is no unit: it has to stand behind a number and beside other units.
fn name(text: &str) -> Result<(), &'static str> {
    if text.chars().count() > LONGEST {
        return Err("单位最多 16 个字");
    }
    let odd = |c: char| c.is_whitespace() || c.is_ascii_digit() || "/÷×*(){}[],，。、：:'\"".contains(c);
    match text.is_empty() || text.chars().any(odd) {
        true => Err("单位里不能有数字、空格和标点"),
        false => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_stands_behind_a_number_and_beside_others() {
        for good in ["标准煤吨", "篮", "TEU", "kWh", "℃", "吨·公里"] {
            assert_eq!(name(good), Ok(()), "{good}");
        }
        for bad in ["", "元/人", "3公里", "标准 煤", "（千）、", "一二三四五六七八九十一二三四五六七"]
        {
            assert!(name(bad).is_err(), "{bad}");
        }
    }
}
