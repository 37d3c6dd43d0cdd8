//! What the offices add to every record: who entered it, procedure dates, rectification.

use super::Draft;
use super::record::{Line, Record};

const ENTERED: [&str; 4] = ["录入员甲", "录入员乙", "录入员丙", "录入员丁"];
const REVIEWED: [&str; 3] = ["复核员甲", "复核员乙", "复核员丙"];

/// A record with its signatures and nothing else.
pub fn record(draft: Draft) -> Record {
    let mut dice = draft.dice("office");
    let day = dice.between(3, 12);
    Record {
        subject: draft.subject,
        entered: ((*dice.pick(&ENTERED)).to_owned(), draft.later(1, day)),
        reviewed: ((*dice.pick(&REVIEWED)).to_owned(), draft.later(1, day + dice.between(3, 12))),
        figures: Vec::new(),
        observations: Vec::new(),
        events: Vec::new(),
        milestones: Vec::new(),
        problems: Vec::new(),
        earlier_problems: Vec::new(),
        counties: Vec::new(),
        rectification: Line::new(),
        waive: Vec::new(),
        reviews: Vec::new(),
        reports: Vec::new(),
    }
}

/// The rectification of a subject with problems: plan and report within two months of the notice.
pub fn rectification(draft: Draft) -> Line {
    let mut dice = draft.dice("rectification");
    let notified = [20, 18, 17][draft.nth()];
    vec![
        ("notified", draft.later(5, notified)),
        ("plan", draft.later(6, dice.between(5, 28))),
        ("report", draft.later(7, dice.between(1, notified - 1))),
    ]
}
