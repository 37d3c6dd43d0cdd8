//! The numbers a scheme tells scores by: their scale, their thresholds, their decimals (SCORING.md, Arithmetic).

use rust_decimal::Decimal;

use super::{EXACT_DECIMALS, GradeIndex, NodeIndex, Role, Scheme, last_place, round, up_to};

/// What scores are stated and printed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// Every node has 0–100, whatever it weighs.
    Percent,
    /// Every node has the points it is worth (分值制): what methods state, what is added up and what is printed.
    Points,
}

impl Scheme {
    /// Whether scores are stated and printed in points of their own.
    pub fn in_points(&self) -> bool {
        self.scale == Scale::Points
    }

    /// The number a node's full score is told by: 100, or its own points.
    pub fn full(&self, node: NodeIndex) -> Decimal {
        match self.scale {
            Scale::Percent => Decimal::ONE_HUNDRED,
            Scale::Points => self.node(node).weight,
        }
    }

    /// A node's full points, in a points scheme.
    pub fn points_of(&self, node: NodeIndex) -> Option<Decimal> {
        self.in_points().then(|| self.node(node).weight)
    }

    /// Whether the totals of two schemes are told in the same scale: as many points as full marks.
    pub fn told_like(&self, other: &Scheme) -> bool {
        self.full_total() == other.full_total()
    }

    /// The total's full score: 100, or the points that all together have.
    pub fn full_total(&self) -> Decimal {
        self.full(NodeIndex::new(Self::ROOT))
    }

    /// A number that is stated of a hundred, in the scale of the node: a grade's threshold or its points.
    pub fn scaled(&self, node: NodeIndex, of_hundred: Decimal) -> Decimal {
        match self.scale {
            Scale::Percent => of_hundred,
            Scale::Points => of_hundred * self.node(node).weight / Decimal::ONE_HUNDRED,
        }
    }

    /// The grade whose threshold a node reaches with a number of its own scale, the last one starting at 0; `None` in a
    /// scheme without grades.
    pub fn grade_at(&self, node: NodeIndex, told: Decimal) -> Option<GradeIndex> {
        let reached = self.grades.iter().position(|grade| told >= self.scaled(node, grade.from));
        reached.or(self.grades.len().checked_sub(1)).map(GradeIndex::new)
    }

    /// The most a node may have in its own scale, but for the total.
    pub fn ceiling_of(&self, node: NodeIndex) -> Decimal {
        match self.scale {
            Scale::Percent if self.node(node).children().is_empty() => {
                self.ceiling_of_leaf.unwrap_or(Decimal::ONE_HUNDRED)
            }
            Scale::Percent => Decimal::ONE_HUNDRED,
            Scale::Points => self.node(node).weight,
        }
    }

    /// Decimals the scores of a role are rounded to.
    pub fn decimals(&self, role: Role) -> u32 {
        self.rounding.get(&role).copied().unwrap_or(EXACT_DECIMALS)
    }

    /// Decimals data state a score of this role with: those it is rounded to, whatever pages print of them; where ten
    /// are kept, two or as many as are printed.
    pub fn data_decimals(&self, role: Role) -> u32 {
        let shown = || self.display.get(&role).copied().unwrap_or(0).max(2);
        self.rounding.get(&role).copied().unwrap_or_else(shown)
    }

    /// Decimals pages print a score of this role with: those of `display`, else of its rounding, else two.
    pub fn shown_decimals(&self, role: Role) -> u32 {
        self.display.get(&role).or_else(|| self.rounding.get(&role)).copied().unwrap_or(2)
    }

    /// Decimals a difference of two scores of this role is printed with: as [`Self::shown_decimals`], or as many more, up to
    /// those that are kept, as show that it is not none.
    pub fn change_decimals(&self, role: Role, change: Decimal) -> u32 {
        let mut decimals = self.shown_decimals(role);
        while decimals < self.decimals(role) && !change.is_zero() && round(change, decimals).is_zero() {
            decimals += 1;
        }
        decimals
    }

    /// Decimals a node's score in its own scale has to be printed with so that its grade can be seen: as
    /// [`Self::shown_decimals`], or more where the printed number would reach another grade.
    pub fn telling_decimals(&self, node: NodeIndex, told: Decimal) -> u32 {
        let mut decimals = self.shown_decimals(self.node(node).role);
        // Printed in full it reaches what it reaches: so are most.
        if told.scale() <= decimals {
            return decimals;
        }
        let grade = self.grade_at(node, told);
        while decimals < EXACT_DECIMALS && self.grade_at(node, round(told, decimals)) != grade {
            decimals += 1;
        }
        decimals
    }

    /// The lowest number a node prints, in its own scale, that has the grade.
    pub fn lowest_of(&self, grade: GradeIndex, node: NodeIndex) -> Decimal {
        up_to(self.scaled(node, self.grade(grade).from), self.decimals(self.node(node).role))
    }

    /// The highest number a node prints, in its own scale, that is worse than the next better grade, not below 0; `None` for
    /// the best grade.
    pub fn highest_of(&self, grade: GradeIndex, node: NodeIndex) -> Option<Decimal> {
        let better = self.scaled(node, self.grades[grade.get().checked_sub(1)?].from);
        let decimals = self.decimals(self.node(node).role);
        // The lowest one that has the better grade, less one: a threshold need not be a number the role prints.
        Some((up_to(better, decimals) - last_place(decimals)).max(Decimal::ZERO))
    }
}
