//! The words of the evaluation as types.
//!
//! Everything here is validated: what leaves `content/` in these types holds together (indices point somewhere,
//! weights add up, units go together). Nothing here reads a file, knows YAML or HTML, or looks at the clock.
//!
//! In: nothing. Out: the types every later stage speaks in. The words are those of the scoring norm
//! (docs/SCORING.md): a scheme has a tree of nodes; a record states observations and figures; a method turns a
//! measure into a score; rules change scores and grades; a trail says how.

mod approval;
mod cause;
mod characters;
mod check;
mod content;
mod draw;
mod elsewhere;
mod escape;
mod evidence;
mod groups;
mod id;
mod lineage;
mod measure;
mod method;
mod number;
mod outcome;
mod paper;
mod problem;
mod record;
mod report;
mod result;
mod review;
mod rule;
mod scale;
mod scheme;
mod step;
mod subject;
mod unit;

pub use approval::{ApprovalStep, Approved, Recipient};
pub use cause::Cause;
pub use characters::{
    character_name, one_line, printable, printable_all, turns, visible, writable, writable_all, xml_holds,
};
pub use check::{Bound, Check, Relation};
pub use content::{Content, FreePage, LeftOut, LeftOutReason, Part, Site, ToConfirm, YearContent};
pub use draw::{
    Draw, DrawKind, Frame, Quotas, SampleFrame, SampleTown, SampleVillage, Seed, Stratum, label_fault,
};
pub use elsewhere::{Composite, Elsewhere, Found, FoundResult, ResultOf, Whose};
pub use escape::{escape, is_plain};
pub use evidence::{Dated, EvidenceDef, RequiredPer, Requirement};
pub use groups::{Away, Demand, DemandKind, Group, GroupSet, Origin, Person};
pub use id::*;
pub use lineage::{Ancestry, Former, Lineage};
pub use measure::{Counted, DateSource, Extreme, GrowthBase, Measure, Period, Reference, UnlikeUnits};
pub use method::{Attainment, Better, Choice, Combine, DeductionKind, Goalpost, Method, Ties, Worth};
pub use number::{EXACT_DECIMALS, fixed, last_place, places, plain, printed, quantise, round, up_to};
pub use outcome::{Addressees, CountyCase, Outcome, OutcomeKind};
pub use paper::Paper;
pub use problem::{Carried, EarlierProblem, Problem, ProblemRef, Proof, Recheck, Rectification, Severity};
pub use record::{
    Acceptance, CellSource, County, Decision, DeductionItem, Entry, Evaluation, Event, Evidence, FigureValue,
    Gave, Observation, Provider, Rating, Record, Signature, Stated, StatedMeasure, Target, Targets,
    TaskState, Waiver,
};
pub use report::{Report, ReportBody, ReportKind, ReportText};
pub use result::{
    Applied, Change, Decided, Detail, Earlier, GradeEffect, Missing, NextGrade, NodeResult, NotApplicable,
    PeerStatistics, PlaceFault, Placed, QuotaMatter, QuotaNote, SchemeResults, State, SubjectResult,
};
pub use review::{Answer, Review, Ruling};
pub use rule::{Amount, Each, Effect, OfCounties, Points, Quota, QuotaRounding, Rule, Scope, When};
pub use scale::Scale;
pub use scheme::{
    Aggregate, Assumption, Body, EventDef, FigureDef, Grade, MilestoneDef, MissingPolicy, Node, RankBy,
    Ranking, RectificationTerm, Role, Scheme, Status, Undefined, Variant, Weighting, Within,
};
pub use step::{Instead, Side, Sign, Step, StepKind, Term, Working};
pub use subject::{Clause, DatedName, Noun, Partner, PartnerCounty, PartnerKind, Subject, called};
pub use unit::{Conversion, MeasureUnit, Unit};
