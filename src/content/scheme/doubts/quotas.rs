//! Quotas that leave nobody a place, that contradict each other, or that count what nobody has.

use std::ops::RangeInclusive;

use super::Doubts;
use crate::diagnostics::Code;
use crate::model::{Amount, Effect, GradeIndex, NodeIndex, Quota, Role, Rule, Scheme, round};

impl Doubts<'_> {
    /// What is to be said of each quota.
    pub(super) fn quotas(&self) {
        let quotas: Vec<(&Rule, &Quota)> =
            self.scheme.rules.iter().filter_map(|rule| Some((rule, rule.effect.quota()?))).collect();
        for (rule, quota) in &quotas {
            if let Some(why) = self.no_use(quota) {
                let text = format!("“{}”的名额（{}）不起作用：{why}", self.counted(quota), rule.id);
                self.tell(Code::NoEffect, rule.at, text, "请核对规则里的等次、数量和限额");
            } else if quota.most == Some(Amount::Count(0)) {
                let text = format!("“{}”的名额是 0 个：谁都评不上", self.counted(quota));
                let hint = "不设这一等次的，请从 grades 里删去；只限人数的，most 写 1 以上的数";
                self.tell(Code::NoPlace, rule.at, text, hint);
            } else if let Some(why) = self.too_many(quota) {
                self.tell(Code::Opposed, rule.at, why, "请核对 least 和 share、most");
            }
            let wider = |other: &&(&Rule, &Quota)| {
                quota.with_better
                    && other.1.grade < quota.grade
                    && self.shared_by_all(other.1) == self.shared_by_all(quota)
                    && self.exceeds(other.1, quota)
            };
            for (_, better) in quotas.iter().filter(wider) {
                let text = format!(
                    "“{}”合计的名额（{}）比其中“{}”的（{}）还少",
                    self.counted(quota),
                    self.size_told(quota),
                    self.counted(better),
                    self.size_told(better),
                );
                self.tell(Code::Opposed, rule.at, text, "合计的不应少于其中各等次的名额；请核对两处的数");
            }
        }
    }

    /// Why a quota changes nothing, whatever the results.
    fn no_use(&self, quota: &Quota) -> Option<String> {
        let whole = quota.most.is_some_and(|most| match most {
            Amount::Share(share) => share >= rust_decimal::Decimal::ONE_HUNDRED,
            Amount::Count(count) => count as usize >= self.scheme.subjects.len(),
        });
        if whole && quota.least.is_none() {
            return Some("名额够所有对象".to_owned());
        }
        // Where the better grades are counted too, one of them is enough.
        let nobody = !(0..=quota.grade.get())
            .map(GradeIndex::new)
            .any(|grade| quota.counts(grade) && self.is_given(grade));
        nobody.then(|| format!("没有对象能评为“{}”", self.counted(quota)))
    }

    /// Whether a score or a rule gives the total this grade.
    fn is_given(&self, grade: GradeIndex) -> bool {
        let scheme = self.scheme;
        let root = NodeIndex::new(Scheme::ROOT);
        let at = |score| scheme.grade_at(root, round(score, scheme.decimals(Role::Total)));
        let reach = self.reaches.node(root);
        // Two thresholds may stand so near that no number is printed between them.
        let printed = scheme.grade_at(root, scheme.lowest_of(grade, root)) == Some(grade);
        let by_score =
            printed && at(reach.most).is_some_and(|best| best <= grade) && at(reach.least) >= Some(grade);
        by_score
            || scheme.rules.iter().any(|rule| match &rule.effect {
                Effect::Floor(to) | Effect::Cap(to) | Effect::Veto { grade: to, .. } => {
                    rule.scope.covers(root, Role::Total) && *to == grade
                }
                Effect::Raise(_) | Effect::Lower(_) => true,
                Effect::Quota(quota) => quota.most.is_some() && quota.grade.get() + 1 == grade.get(),
                Effect::Bonus(_) | Effect::Deduct(_) => false,
            })
    }

    /// Why as many as there should be are more than there may be, or than there are.
    fn too_many(&self, quota: &Quota) -> Option<String> {
        let (least, subjects) = (quota.least?, self.scheme.subjects.len());
        let told = format!("“{}”一般不少于 {}", self.counted(quota), self.told(least, quota, Quota::wanted));
        if let Amount::Count(count) = least
            && count as usize > subjects
        {
            return Some(format!("{told}，方案一共只有 {subjects} 个对象"));
        }
        let most = quota.most?;
        let more = match (least, most) {
            (Amount::Share(least), Amount::Share(most)) if least > most => true,
            _ => self.bases(quota).all(|base| quota.wanted(base) > quota.size(base)),
        };
        more.then(|| format!("{told}，名额却最多 {}", self.told(most, quota, Quota::size)))
    }

    /// Whether the one is for more than the other, however many there are.
    fn exceeds(&self, one: &Quota, other: &Quota) -> bool {
        let Some(most) = other.most else { return false };
        match (one.most.or(one.least), most) {
            (Some(Amount::Share(one)), Amount::Share(other)) if one > other => true,
            _ => self.bases(other).all(|base| one.size(base).or_else(|| one.wanted(base)) > other.size(base)),
        }
    }

    fn shared_by_all(&self, quota: &Quota) -> bool {
        quota.among_all || self.scheme.peers.is_none()
    }

    /// How many a share may be a part of.
    fn bases(&self, quota: &Quota) -> RangeInclusive<usize> {
        let subjects = self.scheme.subjects.len().max(1);
        if self.shared_by_all(quota) { subjects..=subjects } else { 1..=subjects }
    }

    /// The grade, and those above it where they are counted too.
    fn counted(&self, quota: &Quota) -> String {
        let name = &self.scheme.grade(quota.grade).name;
        if quota.with_better { format!("{name}及以上") } else { name.to_owned() }
    }

    /// So many; of a share also how many that are, where all share it.
    fn told(&self, amount: Amount, quota: &Quota, of: fn(&Quota, usize) -> Option<usize>) -> String {
        let base = self.scheme.subjects.len();
        match amount {
            Amount::Count(count) => format!("{count} 个"),
            Amount::Share(share) if self.shared_by_all(quota) => {
                let many = of(quota, base).unwrap_or_default();
                format!("{}%（{base} 个对象中 {many} 个）", share.normalize())
            }
            Amount::Share(share) => format!("{}%", share.normalize()),
        }
    }

    /// For how many it is at the most, else for how many it should be.
    fn size_told(&self, quota: &Quota) -> String {
        let most = quota.most.map(|most| self.told(most, quota, Quota::size));
        most.or_else(|| Some(self.told(quota.least?, quota, Quota::wanted))).unwrap_or_default()
    }
}
