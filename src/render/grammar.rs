//! What a paper may use of the engine's language, and where its budget is counted.
//!
//! The engine has no counter of steps and no bound of memory. So the signs of a paper are read before the engine reads
//! them: what could grow without being seen (captured text, components, comprehensions, lists of lists) is refused with
//! its place, and the rest gets filters of [`super::budget`] put in where loops begin, texts are kept and lists are
//! worked through. Places that the engine tells of are led back to the source.

mod signs;

use std::collections::BTreeSet;

use super::budget::{KEEP, LOOP, WORK};
use signs::{Kind, Sign, Signs, Tag};

/// A paper as the engine gets it.
#[derive(Debug)]
pub(super) struct Prepared {
    pub text: String,
    /// What was put in: where in the source, and how long it is.
    added: Vec<(usize, usize)>,
}

impl Prepared {
    /// A position in the source, by one in the text.
    pub fn source(&self, position: usize) -> usize {
        let mut shift = 0;
        for (at, length) in &self.added {
            if position < at + shift {
                break;
            }
            if position < at + shift + length {
                return *at;
            }
            shift += length;
        }
        position - shift
    }
}

/// Something that a paper may not use.
pub(super) type Refused = (usize, String);

/// Joining texts costs more the more are joined.
const MOST_JOINED: usize = 16;
/// What looking through a list costs, when the list's length is not known.
const LOOK: usize = 100;
/// Filters that pass on what is no longer text, or take text for markup.
const REFUSED: [&str; 6] = ["safe", "escape", "escape_html", "escape_xml", "newlines_to_br", "indent"];
/// Filters that go through the whole of what they are given.
const THROUGH: [&str; 20] = [
    "upper",
    "lower",
    "title",
    "capitalize",
    "trim",
    "trim_start",
    "trim_end",
    "wordcount",
    "truncate",
    "replace",
    "str",
    "split",
    "join",
    "reverse",
    "sort",
    "unique",
    "group_by",
    "keys",
    "values",
    "pairs",
];
const TAGS: &str = "{% if %}、{% for … in … %}、{% set … = … %}、{% break %}、{% continue %}";

/// Reads the signs of a paper.
///
/// # Errors
/// Everything that it may not use.
pub(super) fn prepare(source: &str) -> Result<Prepared, Vec<Refused>> {
    let tags: Vec<Tag> = Signs::of(source).collect();
    let built = built(&tags);
    let mut reader = Reader { built, loops: Vec::new(), added: Vec::new(), refused: Vec::new() };
    tags.iter().for_each(|tag| reader.tag(tag));
    // What has no end is for the engine to tell.
    let open = std::mem::take(&mut reader.loops);
    open.into_iter().for_each(|open| reader.close(open));
    if !reader.refused.is_empty() {
        return Err(reader.refused);
    }
    let mut added = reader.added;
    added.sort_by_key(|added| added.0);
    let mut text = String::with_capacity(source.len() + 40 * added.len());
    let mut from = 0;
    for (at, piece) in &added {
        text.push_str(&source[from..*at]);
        text.push_str(piece);
        from = *at;
    }
    text.push_str(&source[from..]);
    Ok(Prepared { text, added: added.into_iter().map(|(at, piece)| (at, piece.len())).collect() })
}

/// Names that stand for a list that the paper itself put together, or for what may be one: such a list may not go into
/// another one, since twice a list of twice a list … is soon without end.
fn built<'s>(tags: &[Tag<'s>]) -> BTreeSet<&'s str> {
    let mut built = BTreeSet::new();
    loop {
        let before = built.len();
        for tag in tags {
            let Some((names, value, is_loop)) = assignment(&tag.signs) else { continue };
            let lists = value.iter().enumerate().filter(|(at, _)| opens_list(value, *at)).count();
            let taken = value.iter().any(|sign| sign.kind == Kind::Word && built.contains(sign.text));
            let filtered = value.iter().any(|sign| sign.text == "|");
            // Items of a list are less than the list, unless they are lists themselves or a filter made lists of them.
            let is_built =
                if is_loop { lists > 1 || ((lists > 0 || taken) && filtered) } else { lists > 0 || taken };
            if is_built {
                built.extend(names.iter().filter(|sign| sign.kind == Kind::Word).map(|sign| sign.text));
            }
        }
        if built.len() == before {
            return built;
        }
    }
}

/// The names that a tag gives a value, that value, and whether they stand for its items.
fn assignment<'t, 's>(signs: &'t [Sign<'s>]) -> Option<(&'t [Sign<'s>], &'t [Sign<'s>], bool)> {
    match signs.first()?.text {
        "set" | "set_global" if signs.get(2)?.text == "=" => Some((&signs[1..2], &signs[3..], false)),
        "for" => {
            let at = signs.iter().position(|sign| sign.kind == Kind::Word && sign.text == "in")?;
            Some((&signs[1..at], &signs[at + 1..], true))
        }
        _ => None,
    }
}

/// Whether a bracket begins a list or map of its own, rather than asking for an item of what stands before it.
fn opens_list(signs: &[Sign], at: usize) -> bool {
    match signs[at].text {
        "{" => signs[at].kind == Kind::Sign,
        "[" if signs[at].kind == Kind::Sign => {
            let before = at.checked_sub(1).map(|before| &signs[before]);
            !before.is_some_and(|before| match before.kind {
                Kind::Word => !matches!(before.text, "in" | "and" | "or" | "not" | "if" | "else" | "is"),
                Kind::Text => true,
                Kind::Number => false,
                Kind::Sign => matches!(before.text, "]" | ")" | "?"),
            })
        }
        _ => false,
    }
}

struct Reader<'s> {
    built: BTreeSet<&'s str>,
    loops: Vec<Open>,
    added: Vec<(usize, String)>,
    refused: Vec<Refused>,
}

/// A loop while it is read.
struct Open {
    /// Where its list ends.
    end: usize,
    /// Where it stands.
    at: usize,
    /// What one turn of it costs.
    cost: usize,
}

/// What an expression is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum For {
    Print,
    Keep,
    Ask,
}

impl Reader<'_> {
    fn tag(&mut self, tag: &Tag) {
        let signs = &tag.signs[..];
        // The word of the loop itself looks for nothing.
        let own = usize::from(!tag.prints && signs.first().is_some_and(|first| first.text == "for"));
        let looks = signs.iter().filter(|sign| matches!(sign.text, "in" | ":") && sign.kind != Kind::Text);
        let looks = looks.count().saturating_sub(own);
        if let Some(open) = self.loops.last_mut() {
            open.cost = open.cost.saturating_add(1 + signs.len() + LOOK * looks);
        }
        if tag.prints {
            return self.expression(signs, For::Print);
        }
        let Some(first) = signs.first() else { return };
        match first.text {
            "if" | "elif" => self.expression(&signs[1..], For::Ask),
            "else" | "endif" | "break" | "continue" => {}
            "for" => {
                let Some((_, list, _)) = assignment(signs) else { return };
                self.expression(list, For::Ask);
                if let (Some(begin), Some(end)) = (list.first(), list.last()) {
                    self.added.push((begin.start, "(".to_owned()));
                    self.loops.push(Open { end: end.end, at: tag.start, cost: 1 });
                }
            }
            "endfor" => {
                if let Some(open) = self.loops.pop() {
                    self.close(open);
                }
            }
            "set" | "set_global" => {
                let Some((_, value, _)) = assignment(signs) else {
                    let why =
                        "不能把一段文字收进名称（{% set … %} … {% endset %}），要写成 {% set 名称 = 值 %}";
                    return self.refuse(tag.start, why);
                };
                self.expression(value, For::Keep);
                let (Some(begin), Some(end)) = (value.first(), value.last()) else { return };
                if !is_path(value) {
                    self.added.push((begin.start, "(".to_owned()));
                    self.added.push((end.end, format!(") | {KEEP}(at={})", tag.start)));
                }
            }
            other => self.refuse(tag.start, &format!("通报和函里不能用 {{% {other} %}}，可以用的是 {TAGS}")),
        }
    }

    /// Puts in what counts a loop, now that the cost of a turn is known.
    fn close(&mut self, open: Open) {
        self.added.push((open.end, format!(") | {LOOP}(at={}, cost={})", open.at, open.cost)));
    }

    fn expression(&mut self, signs: &[Sign], what_for: For) {
        let joins = signs.iter().filter(|sign| sign.text == "~" && sign.kind == Kind::Sign).count();
        if let Some(first) = signs.iter().find(|sign| sign.text == "~" && sign.kind == Kind::Sign) {
            if what_for == For::Ask {
                self.refuse(first.start, "条件和循环里不能用 ~ 拼文字，请先写 {% set 名称 = … ~ … %}");
            } else if joins > MOST_JOINED {
                self.refuse(first.start, &format!("一处最多用 ~ 拼{MOST_JOINED}次，这里有{joins}次"));
            }
        }
        // Brackets that are open: whether each is of a list.
        let mut open = Vec::new();
        for (at, sign) in signs.iter().enumerate() {
            match sign.kind {
                Kind::Word if sign.text == "for" => {
                    self.refuse(sign.start, "方括号里不能用 for，请写 {% for … in … %}");
                }
                Kind::Word if open.contains(&true) && self.built.contains(sign.text) => {
                    let why = format!("{} 是用 [ ] 或 {{ }} 拼成的，不能再放进别的列表", sign.text);
                    self.refuse(sign.start, &why);
                }
                Kind::Sign if sign.text == "..." => self.refuse(sign.start, "不能用 ... 展开列表"),
                Kind::Sign if matches!(sign.text, "[" | "{" | "(") => open.push(opens_list(signs, at)),
                Kind::Sign if matches!(sign.text, "]" | "}" | ")") => {
                    open.pop();
                }
                Kind::Sign if sign.text == "|" => self.filter(sign, signs.get(at + 1)),
                Kind::Word | Kind::Sign | Kind::Text | Kind::Number => {}
            }
        }
    }

    fn filter(&mut self, pipe: &Sign, name: Option<&Sign>) {
        let Some(name) = name.filter(|name| name.kind == Kind::Word) else { return };
        if REFUSED.contains(&name.text) {
            let why =
                format!("不能用 | {}：记录里的文字总是照原样印出，不会当作网页或 Markdown 的记号", name.text);
            self.refuse(name.start, &why);
        } else if THROUGH.contains(&name.text) {
            self.added.push((pipe.start, format!(" | {WORK}(at={})", pipe.start)));
        }
    }

    fn refuse(&mut self, at: usize, why: &str) {
        self.refused.push((at, why.to_owned()));
    }
}

/// Whether a value is only looked up or written out: nothing can grow by it, and what is not there is told by the engine.
fn is_path(signs: &[Sign]) -> bool {
    let word = |sign: &Sign| !matches!(sign.text, "and" | "or" | "not" | "if" | "else" | "is" | "in");
    !opens_list(signs, 0)
        && signs.iter().all(|sign| match sign.kind {
            Kind::Word => word(sign),
            Kind::Text | Kind::Number => true,
            Kind::Sign => matches!(sign.text, "." | "[" | "]"),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(source: &str) -> Vec<usize> {
        prepare(source).err().unwrap_or_default().into_iter().map(|(at, _)| at).collect()
    }

    #[test]
    fn what_could_grow_unseen_is_refused_at_its_place() {
        for (source, places) in [
            ("甲{% set a %}x{% endset %}", vec![3, 15]),
            ("{% include \"x\" %}", vec![0]),
            ("{% filter upper %}a{% endfilter %}", vec![0, 19]),
            ("{% component x(a) %}{% endcomponent %}", vec![0, 20]),
            ("{{ a | safe }}", vec![7]),
            ("{{ [x for x in a] }}", vec![6]),
            ("{% set a = [...b, ...b] %}", vec![12, 18]),
            ("{% set a = [b, b] %}{% set c = [a, a] %}", vec![32, 35]),
            ("{% set a = [b] %}{% set c = a %}{% set d = [1, c] %}", vec![47]),
            ("{% for y in [[x, x]] %}{% set z = [y, y] %}{% endfor %}", vec![35, 38]),
            ("{% if a ~ b == c %}{% endif %}", vec![8]),
        ] {
            assert_eq!(refused(source), places, "{source}");
        }
        assert_eq!(refused(&format!("{{{{ a{} }}}}", " ~ a".repeat(17))).len(), 1);
    }

    #[test]
    fn what_papers_need_is_free() {
        for source in [
            "{# {% include %} #}{% raw %}{% include %}{{ x | safe }}{% endraw %}",
            "{% set all = [a, b] %}{% for x in all %}{{ x.c[0].d }}{% set t = x.a ~ \"、\" %}{% endfor %}",
            "{% for k, v in a %}{% if v in [1, 2] and k is defined %}{% break %}{% elif not k %}{% else %}{% endif %}{% endfor %}",
            "{{ \"{% include %} ~ ... | safe\" }}{{ 'for' | length }}",
        ] {
            assert_eq!(refused(source), Vec::<usize>::new(), "{source}");
        }
    }

    #[test]
    fn places_lead_back_to_the_source() {
        let source = "{% for a in b | sort %}{{ a }}{% endfor %}{{ c }}";
        let prepared = prepare(source).expect("nothing is refused");
        assert!(prepared.text.len() > source.len());
        for what in ["for", "| sort", "{{ a", "{{ c"] {
            let (before, after) = (source.find(what).unwrap(), prepared.text.find(what).unwrap());
            assert_eq!(prepared.source(after), before, "{what}");
        }
    }
}
