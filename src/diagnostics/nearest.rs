//! The allowed word nearest to a misspelt one.

/// Words longer than this are never compared: the work grows with the product of the lengths.
const LONGEST: usize = 64;

/// What others call what the format has a word for.
const ELSEWHERE: [(&str, &str); 45] = [
    ("zscore", "standard"),
    ("z-score", "standard"),
    ("standardize", "standard"),
    ("标准分", "standard"),
    ("minmax", "range"),
    ("min-max", "range"),
    ("linear", "range"),
    ("功效系数法", "range"),
    ("功效系数", "range"),
    ("中位法", "median"),
    ("中位数", "median"),
    ("percentage", "attain"),
    ("完成率", "attain"),
    ("ranking", "rank"),
    ("排名", "rank"),
    ("threshold", "steps"),
    ("分段", "steps"),
    ("choice", "options"),
    ("选项", "options"),
    ("penalty", "deductions"),
    ("扣分", "deductions"),
    ("等次", "grade"),
    ("得分", "score"),
    ("任务", "task"),
    ("完成", "done"),
    ("已完成", "done"),
    ("未完成", "undone"),
    ("没有完成", "undone"),
    ("没完成", "undone"),
    ("突出", "outstanding"),
    ("超额完成", "outstanding"),
    ("突出", "prominent"),
    ("一般", "general"),
    ("轻微", "minor"),
    ("是", "true"),
    ("否", "false"),
    ("有", "true"),
    ("无", "false"),
    ("样例", "sample"),
    ("草稿", "draft"),
    ("定稿", "final"),
    ("总分", "total"),
    ("大项", "section"),
    ("指标", "indicator"),
    ("分项", "part"),
];

/// The candidate that differs from `word` in the fewest characters, if that is at most a third of them (one at
/// least); of those that are equally near one of the same length, then the first.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if word.is_empty() || word.len() > LONGEST {
        return None;
    }
    let folded = fold(word);
    let meant =
        |candidate: &str| ELSEWHERE.iter().any(|(theirs, ours)| *theirs == folded && *ours == candidate);
    let mut best: Option<((usize, usize), &str)> = None;
    for candidate in candidates {
        if meant(candidate) {
            return Some(candidate);
        }
        if candidate.is_empty() || candidate.len() > LONGEST {
            continue;
        }
        let (own, other) = (word.chars().count(), candidate.chars().count());
        let length = own.max(other);
        // A single Chinese character that differs altogether is no misspelling.
        let most = if length == 1 { 0 } else { (length / 3).max(1) };
        let distance = strsim::osa_distance(&folded, &fold(candidate));
        let far = (distance, own.abs_diff(other));
        if distance <= most && best.is_none_or(|(least, _)| far < least) {
            best = Some((far, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// Case and the choice of `-` or `_` are the most common slips, so they cost nothing.
fn fold(word: &str) -> String {
    word.chars().map(|c| if c == '_' { '-' } else { c.to_ascii_lowercase() }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_others_call_it_finds_our_word() {
        let methods = ["score", "median", "standard", "range"];
        assert_eq!(nearest("zscore", methods), Some("standard"));
        assert_eq!(nearest("Z_Score", methods), Some("standard"));
        assert_eq!(nearest("功效系数法", methods), Some("range"));
        assert_eq!(nearest("zscore", ["score"]), Some("score"));
    }

    #[test]
    fn finds_the_nearest_or_none() {
        let words = ["title", "weight", "weighting", "fiscal_aid", "好", "较好"];
        for (word, expected) in [
            ("tilte", Some("title")),
            ("Weight", Some("weight")),
            ("fiscal-aid", Some("fiscal_aid")),
            ("weigthing", Some("weighting")),
            ("较 好", Some("较好")),
            ("交好", Some("较好")),
            ("比较好", Some("较好")),
            ("差", None),
            ("method", None),
            ("", None),
        ] {
            assert_eq!(nearest(word, words), expected, "{word}");
        }
    }
}
