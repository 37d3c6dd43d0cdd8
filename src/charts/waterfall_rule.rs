//! The rule beside or under a waterfall: the grade before it, hollow, its clause, and the grade after it.

use super::grade::{Grade, grade_text};
use super::ink::Ink;
use super::picture::Picture;
use super::text::{text_width, wrap};
use super::waterfall::{BOTTOM, TOP, WaterfallRule};

/// Grade before, then each clause with the grade after it, right of a divider: the rule is no step of the score.
pub(super) fn rule_column(picture: &Picture, rule: &WaterfallRule, left: f32) {
    let (x, room) = ((left + picture.width) / 2.0, picture.width - left - 8.0);
    picture.line(Ink::GRID, (left, TOP - 18.0), (left, BOTTOM + 58.0));
    let grade = |y: f32, grade: Grade, ink: Ink| {
        let width = text_width(grade.name, 15.0).min(room - 24.0);
        picture.shape(ink, grade.place, (x - width / 2.0 - 5.0, y - 5.0), 5.5);
        picture.label(
            x - width / 2.0 + 8.0,
            y,
            &["t15", "b", grade_text(grade.place)],
            grade.name,
            room - 24.0,
        );
    };
    // Beyond two arrows the grade before stands higher, so that the last one stays above the title.
    let top = 144.0 - 83.0 * rule.steps.len().saturating_sub(1) as f32;
    picture.label(x, top - 26.0, &["t12", "t2", "m"], rule.before.0, room);
    grade(top, rule.before.1, Ink::hollow_grade(rule.before.1.place));
    // From a grade at a height through a clause of so many lines to the tip of the arrow under it.
    let arrow = |from: f32, clause: &str, lines: usize| {
        let clause = wrap(clause, room, 12.0, lines);
        let end = from + 42.0 + 17.0 * clause.len() as f32;
        picture.line(Ink::AXIS, (x, from + 10.0), (x, from + 24.0));
        for (i, line) in clause.iter().enumerate() {
            picture.text(x, from + 42.0 + 17.0 * i as f32, &["t12", "b", "m"], line);
        }
        picture.line(Ink::AXIS, (x, end - 10.0), (x, end + 2.0));
        picture.path(Ink::SOLID, [(x - 4.0, end), (x + 4.0, end), (x, end + 7.0)], true);
        end
    };
    // There is room for two lines of one clause, and for one of each of several.
    let lines = if rule.steps.is_empty() { 2 } else { 1 };
    let mut from = top;
    for (clause, after) in &rule.steps {
        from = arrow(from, clause, lines) + 24.0;
        grade(from, *after, Ink::hollow_grade(after.place));
    }
    let end = arrow(from, &rule.clause, lines);
    picture.label(x, end + 26.0, &["t12", "t2", "m"], rule.after.0, room);
    grade(end + 52.0, rule.after.1, Ink::grade(rule.after.1.place));
    picture.label(x, BOTTOM + 21.0, &["t12", "b", "m"], rule.title, room);
    picture.label(x, BOTTOM + 39.0, &["t12", "t2", "m"], rule.note, room);
}

/// Grade before → grade after, and the clause.
pub(super) fn rule_row(picture: &Picture, rule: &WaterfallRule, left: f32, baseline: f32) {
    picture.line(Ink::GRID, (0.0, baseline - 22.0), (picture.width, baseline - 22.0));
    picture.label(0.0, baseline, &["b"], rule.title, left - 8.0);
    let after = rule.after.1;
    let mut x = left;
    let before = std::iter::once(rule.before.1).chain(rule.steps.iter().map(|(_, grade)| *grade));
    let grades = before.map(|grade| (grade, Ink::hollow_grade(grade.place)));
    for (grade, ink) in grades.chain([(after, Ink::grade(after.place))]) {
        if x > left {
            picture.line(Ink::AXIS, (x, baseline - 4.0), (x + 12.0, baseline - 4.0));
            let tip = [(x + 10.0, baseline - 7.5), (x + 16.0, baseline - 3.5), (x + 10.0, baseline + 0.5)];
            picture.path(Ink::SOLID, tip, true);
            x += 26.0;
        }
        picture.shape(ink, grade.place, (x + 5.0, baseline - 4.5), 4.7);
        picture.label(x + 14.0, baseline, &["b", grade_text(grade.place)], grade.name, 60.0);
        x += 14.0 + text_width(grade.name, 13.0).min(60.0) + 10.0;
    }
    let mut clauses: Vec<&str> = Vec::new();
    for clause in rule.steps.iter().map(|(clause, _)| &**clause).chain([&*rule.clause]) {
        if !clauses.contains(&clause) {
            clauses.push(clause);
        }
    }
    picture.label(
        picture.width,
        baseline,
        &["t12", "t2", "e"],
        &clauses.join("、"),
        (picture.width - x - 4.0).max(12.0),
    );
}
