//! How far the approval of a result is: the steps that were done, the next one, and what a release still lacks.

use jiff::civil::Date;

use crate::model::{ApprovalStep, Approved, Evaluation};

/// Where a step stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress<'a> {
    Done(&'a Approved),
    /// The next one to be done.
    Next,
    /// Not yet its turn.
    Later,
}

/// The steps of a scheme's approval with where each stands.
pub fn progress(evaluation: &Evaluation) -> Vec<(&ApprovalStep, Progress<'_>)> {
    let mut next = true;
    let steps = evaluation.scheme.approval.iter().zip(&evaluation.approvals);
    steps
        .map(|(step, approved)| {
            let stands = match approved {
                Some(approved) => Progress::Done(approved),
                None if std::mem::take(&mut next) => Progress::Next,
                None => Progress::Later,
            };
            (step, stands)
        })
        .collect()
}

/// The steps that have to be done before a result may be released on a day, and were not done by then. The publication
/// itself is what a release prepares.
pub fn lacking(evaluation: &Evaluation, day: Date) -> Vec<&ApprovalStep> {
    let steps = evaluation.scheme.approval.iter().zip(&evaluation.approvals);
    let done = |approved: &Option<Approved>| approved.as_ref().is_some_and(|of| of.date <= day);
    steps.filter(|(step, approved)| !step.issue && !done(approved)).map(|(step, _)| step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{Odd, content};

    #[test]
    fn a_step_is_done_by_its_day_and_the_publication_holds_nothing_up() {
        let content = content(Odd::No);
        let mut evaluation = content.years[0].evaluations[0].clone();
        let told = |evaluation: &Evaluation| -> Vec<(String, bool)> {
            let steps = progress(evaluation).into_iter();
            steps.map(|(step, stands)| (step.id.clone(), matches!(stands, Progress::Done(_)))).collect()
        };
        assert_eq!(told(&evaluation), [("review".to_owned(), true), ("issue".to_owned(), false)]);
        assert!(matches!(progress(&evaluation)[1].1, Progress::Next));
        let day = evaluation.approvals[0].as_ref().expect("the review was done").date;
        assert!(lacking(&evaluation, day).is_empty(), "done on the day itself");
        let before = day.yesterday().expect("a day before");
        assert_eq!(lacking(&evaluation, before).len(), 1, "not done the day before");
        evaluation.approvals[0] = None;
        assert_eq!(lacking(&evaluation, day)[0].id, "review");
        assert!(matches!(progress(&evaluation)[1].1, Progress::Later));
    }
}
