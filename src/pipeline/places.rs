//! What scoring found of decided places and of quotas, as problems of the files that say so.

use super::scoring::Name;
use crate::diagnostics::{Code, Diagnostic, some};
use crate::history::Scored;
use crate::model::{
    Amount, Decision, Effect, Place, PlaceFault, Quota, QuotaMatter, QuotaNote, QuotaRounding, SubjectIndex,
};

/// Decided places that cannot be (errors); quotas that are not filled, and those that a decision exceeds (warnings).
pub(super) fn problems(scored: &Scored, name: &Name<'_>) -> Vec<Diagnostic> {
    let name = |subject: SubjectIndex| name(&scored.evaluation.scheme.subjects[subject.get()]);
    let misplaced =
        scored.results.misplaced.iter().filter_map(|(subject, fault)| placed(scored, *subject, fault, &name));
    misplaced.chain(scored.results.quotas.iter().filter_map(|note| quota(scored, note, &name))).collect()
}

fn names(subjects: &[SubjectIndex], name: &dyn Fn(SubjectIndex) -> String) -> Vec<String> {
    subjects.iter().map(|subject| name(*subject)).collect()
}

fn decision<'a>(scored: &'a Scored, subject: SubjectIndex) -> Option<&'a Decision> {
    scored.evaluation.decisions.get(subject.get())?.as_ref()
}

fn grade<'a>(scored: &'a Scored, subject: SubjectIndex) -> &'a str {
    let grade = scored.results.subjects[subject.get()].grade;
    grade.map_or("–", |grade| &*scored.evaluation.scheme.grade(grade).name)
}

fn placed(
    scored: &Scored,
    subject: SubjectIndex,
    fault: &PlaceFault,
    name: &dyn Fn(SubjectIndex) -> String,
) -> Option<Diagnostic> {
    let decision = decision(scored, subject)?;
    let own = name(subject);
    let place = decision.place?;
    let decided = format!("“{own}”审定为第{place}名");
    let (message, hint) = match fault {
        PlaceFault::Unranked => {
            (format!("{decided}，但方案不排名次（ranking: none）"), "请删去 place，或者在方案里写上 ranking")
        }
        PlaceFault::NoResult => (
            format!("{decided}，但它没有得分，没有结果的不排名次"),
            "请删去 place；先补报数据，有了得分再审定名次",
        ),
        PlaceFault::Taken(other) => (
            format!("{decided}，这个名次已审定给“{}”，两者的等次和得分并不相同", name(*other)),
            "并列只能是等次、得分都相同的；请改其中一个的 place",
        ),
        PlaceFault::Splits(others) => (
            format!("{decided}，把并列的{}隔开了", some(&names(others, name))),
            "并列的名次连在一起；请换一个名次，或者把他们的名次也一并审定",
        ),
        PlaceFault::BeforeBetter(other) => (
            format!(
                "{decided}，等次“{}”却排到了“{}”（{}）之前",
                grade(scored, subject),
                name(*other),
                grade(scored, *other)
            ),
            "名次不能与等次相反：请改 place，或者用 grade 把等次一并审定",
        ),
        PlaceFault::BehindWorse(other) => (
            format!(
                "{decided}，等次“{}”却排到了“{}”（{}）之后",
                grade(scored, subject),
                name(*other),
                grade(scored, *other)
            ),
            "名次不能与等次相反：请改 place，或者用 grade 把等次一并审定",
        ),
    };
    let problem = Diagnostic::at(Code::DecidedPlace, &decision.origin, message);
    Some(problem.found(place.to_string()).hint(hint))
}

fn quota(scored: &Scored, note: &QuotaNote, name: &dyn Fn(SubjectIndex) -> String) -> Option<Diagnostic> {
    let scheme = &*scored.evaluation.scheme;
    let rule = &scheme.rules[note.rule.get()];
    let grade = rule.effect.quota().map_or_else(String::new, |quota| {
        let grade = &*scheme.grade(quota.grade).name;
        if quota.with_better { format!("{grade}及以上") } else { grade.to_owned() }
    });
    let group = note.group.and_then(|group| scored.results.groups[group].as_deref());
    let among = group.map_or_else(String::new, |group| format!("“{group}”"));
    let QuotaNote { size, has, .. } = note;
    let place = Place::line(scheme.file.clone(), rule.at);
    Some(match &note.what {
        QuotaMatter::Nobody { of } => {
            let Effect::Quota(Quota { most: Some(Amount::Share(share)), round, of_listed, .. }) =
                &rule.effect
            else {
                return None;
            };
            let round = match round {
                QuotaRounding::Down => "舍去小数",
                QuotaRounding::Half => "四舍五入",
                QuotaRounding::Up => "进一",
            };
            let (whole, share) = (if *of_listed { "一共" } else { "有结果的" }, share.normalize());
            let message =
                format!("{among}{whole}{of}个对象，{share}%{round}后是0个名额，谁都评不上“{grade}”");
            Diagnostic::at(Code::NoPlace, &place, message).hint(
                "请核对 share 和 round（down 舍去小数、half 四舍五入、up 进一）；组太小的，可用 within: all 合在一起算，或者改写 most",
            )
        }
        QuotaMatter::Short(next) => {
            let next = match next.as_slice() {
                [] => "没有别的对象可以补上".to_owned(),
                next => format!("其后依次是 {}", some(&names(next, name))),
            };
            let message = format!("{among}评为“{grade}”的一般不少于{size}个，现有{has}个；{next}");
            Diagnostic::at(Code::QuotaShort, &place, message)
                .hint("下限只提示、不改等次；要改的请在 decisions.yaml 里审定")
        }
        QuotaMatter::Broken(by) => {
            let first = by.first().and_then(|subject| decision(scored, *subject));
            let place = first.map_or(place, |decision| decision.origin.clone());
            let names = some(&names(by, name));
            let message =
                format!("{among}“{grade}”的名额是{size}个，审定后有{has}个；审定为“{grade}”的是 {names}");
            Diagnostic::at(Code::QuotaBroken, &place, message).hint("审定不受名额限制，但请核对是否有意超出")
        }
    })
}
