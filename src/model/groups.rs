//! Evaluation groups (考核组、评价组) of a year: who is in them, what they evaluate, what is demanded of them.

use super::{At, ClauseId, PartnerKind, Place, SchemeId, SubjectId};

/// The groups that share the subjects of one or several schemes among themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupSet {
    /// Its id, an identifier.
    pub id: String,
    /// 省交叉考核组
    pub title: String,
    /// Where the groups are laid down.
    pub clause: Option<ClauseId>,
    /// Whose subjects the groups evaluate.
    pub schemes: Vec<SchemeId>,
    /// What is demanded, in the order of the file.
    pub demands: Vec<Demand>,
    /// In the order of the file.
    pub groups: Vec<Group>,
    /// Where the set stands.
    pub place: Place,
}

/// Something that is demanded of a set of groups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Demand {
    /// What is demanded, with its numbers.
    pub kind: DemandKind,
    /// Where it is laid down.
    pub clause: Option<ClauseId>,
    /// Its place in year.yaml.
    pub at: At,
}

/// What may be demanded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DemandKind {
    /// There are so many groups.
    Groups(usize),
    /// Every subject is taken by exactly one group.
    TakenOnce,
    /// Nobody evaluates what concerns him (回避).
    Away(Away),
    /// Leaders have one of these ranks.
    LeaderRank(Vec<String>),
    /// Leaders come from subjects of this scheme, no two from one.
    LeaderFrom(SchemeId),
    /// So many experts in each group at least.
    Experts(usize),
    /// People of a group come from so many places at least.
    Mixed(usize),
    /// A group takes so many subjects at most.
    Most(usize),
    /// No two groups differ by more than so many subjects.
    Apart(usize),
}

impl DemandKind {
    /// What it has people keep away from, for a demand of that sort.
    pub fn away(&self) -> Option<&Away> {
        match self {
            DemandKind::Away(away) => Some(away),
            DemandKind::Groups(_)
            | DemandKind::TakenOnce
            | DemandKind::LeaderRank(_)
            | DemandKind::LeaderFrom(_)
            | DemandKind::Experts(_)
            | DemandKind::Mixed(_)
            | DemandKind::Most(_)
            | DemandKind::Apart(_) => None,
        }
    }
}

/// What somebody keeps away from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Away {
    /// The place one comes from.
    Origin,
    /// A place that is paired, in the year, with the place one comes from; by one of these arrangements.
    Partner(Vec<PartnerKind>),
    /// The unit one works for.
    Work,
}

/// People who evaluate some of the subjects on the spot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its id, an identifier.
    pub id: String,
    /// 第一组
    pub title: String,
    /// `None` where the file names nobody yet.
    pub leader: Option<Person>,
    /// Everybody but the leader.
    pub members: Vec<Person>,
    /// What it evaluates, each with its place in the file.
    pub subjects: Vec<(SubjectId, At)>,
    /// Its place in year.yaml.
    pub at: At,
}

/// Somebody in a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Name, or what the person is.
    pub name: String,
    /// The place the person comes from.
    pub from: Option<Origin>,
    /// The unit the person works for.
    pub works_for: Option<Origin>,
    /// 副厅级
    pub rank: Option<String>,
    /// Whether it is an expert of an institution of research.
    pub expert: bool,
    /// Where the person stands.
    pub at: At,
}

/// A place or unit somebody comes from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// A subject of subjects.yaml, whose pairings are known.
    Subject(SubjectId),
    /// Any other, by its name.
    Named(String),
}

impl Group {
    /// The leader and the members.
    pub fn people(&self) -> impl Iterator<Item = &Person> {
        self.leader.iter().chain(&self.members)
    }
}
