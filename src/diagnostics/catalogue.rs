//! The catalogue: every kind of problem with its code, level and name.

use std::fmt;

use serde::{Serialize, Serializer};

/// How much a problem matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// The content cannot be used.
    Error,
    /// The content can be used; some warnings block the release of an edition.
    Warning,
}

impl Level {
    /// The word in front of a message.
    pub fn word(self) -> &'static str {
        match self {
            Level::Error => "错误",
            Level::Warning => "警告",
        }
    }
}

/// Declares the catalogue. The first letter of a code is its level. An error that is marked `later` was added when
/// editions had been released whose inputs may hold what it refuses; there it is a warning ([`Code::is_later`]).
macro_rules! catalogue {
    ($($(#[doc = $doc:literal])+ $name:ident = $code:literal $level:ident $($later:ident)? $title:literal;)+) => {
        /// A kind of problem. Codes are stable: a code that is no longer used is not given to another kind.
        ///
        /// `00` files and folders, `01` YAML, `02` keys and values, `03` references, `04` schemes, `05` records,
        /// `06` editions, `07` the procedure around the scores, `08` plausibility.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Code {
            /// Every code, in the order of the catalogue.
            pub const ALL: &[Code] = &[$(Code::$name),+];

            /// `E0201`
            pub fn as_str(self) -> &'static str {
                match self { $(Code::$name => $code,)+ }
            }

            /// How much it matters.
            pub fn level(self) -> Level {
                match self { $(Code::$name => Level::$level,)+ }
            }

            /// Whether it was added when editions had been released already: in their inputs it is a warning, since what
            /// was published stays readable.
            pub fn is_later(self) -> bool {
                match self { $(Code::$name => false $(|| catalogue!(@ $later))?,)+ }
            }

            /// What it means, why it matters, what to do, with an example: told/CODE.md, without which nothing compiles.
            pub(super) fn text(self) -> &'static str {
                match self { $(Code::$name => include_str!(concat!("told/", $code, ".md")),)+ }
            }

            /// The kind's name, for summaries by kind.
            pub fn title(self) -> &'static str {
                match self { $(Code::$name => $title,)+ }
            }
        }
    };
    (@ later) => { true };
}

catalogue! {
    // --- files and folders
    /// The content folder is not there, or is not a folder.
    NoFolder = "E0001" Error "找不到内容文件夹";
    /// A file that has to be there is not.
    NoFile = "E0002" Error "缺少文件";
    /// A file or folder cannot be read.
    Unreadable = "E0003" Error "文件读不出来";
    /// A file is larger than 1 MiB.
    TooLarge = "E0004" Error "文件太大";
    /// A file is not UTF-8.
    NotUtf8 = "E0005" Error "文件编码不是 UTF-8";
    /// A symbolic link leads out of the content folder or in circles.
    SymlinkOut = "E0006" Error "链接指到内容文件夹之外";
    /// No year's folder was found.
    NoYear = "E0007" Error "没有年度文件夹";
    /// A file's name is not one that can be used.
    FileName = "E0008" Error "文件名不合要求";
    /// A character that neither pages nor Word files can hold.
    Character = "E0010" Error later "不能用的字符";
    /// An id or a file that gives the site a path which Windows cannot have.
    SitePath = "E0013" Error later "路径不能用";
    /// Two things of the content that give the site the same file.
    SiteFileTaken = "E0014" Error later "网站文件重名";
    /// A text longer than a cell of a workbook holds.
    TextTooLong = "E0015" Error later "文字太长";
    /// The theme cannot be used.
    Theme = "E0016" Error "主题不能使用";
    /// The site would be written into the content, or over it.
    OutputPlace = "E0017" Error "输出目录的位置不对";
    /// A character that changes the direction in which a text is read.
    Turning = "W0002" Warning "改变文字方向的字符";
    /// A path that is too long for some programs on Windows.
    LongPath = "W0003" Warning "路径太长";
    /// A file at a place where nothing is read.
    UnexpectedFile = "W0001" Warning "不会读取的文件";
    /// A file has so many problems that the rest is not shown.
    TooManyProblems = "E0009" Error "问题太多";

    // --- YAML
    /// The file is not well-formed YAML.
    Syntax = "E0101" Error "YAML 写法有误";
    /// A full-width colon stands where `:` and a space are needed.
    FullWidthColon = "E0102" Error "用了中文冒号";
    /// A tab stands where blanks are needed.
    Tab = "E0103" Error "用了制表符";
    /// A key stands twice in one mapping.
    DuplicateKey = "E0104" Error "字段重复";
    /// Mappings and lists nest too deeply.
    TooDeep = "E0105" Error "层次太深";
    /// Too many values in one file, aliases counted as often as they are used.
    TooManyNodes = "E0106" Error "内容过多";
    /// Too many aliases in one file.
    TooManyAliases = "E0107" Error "引用（*）过多";
    /// More than one document in a file.
    SeveralDocuments = "E0108" Error "一个文件里有几份文档";
    /// A tag such as `!!str`.
    Tag = "E0109" Error "用了 YAML 标签";
    /// A merge key `<<`.
    MergeKey = "E0110" Error "用了合并键";
    /// A key that is no plain word.
    KeyNotText = "E0111" Error "字段名不是文字";
    /// Nothing but blanks and comments.
    EmptyFile = "E0112" Error "文件是空的";
    /// The front matter of a Markdown file is missing or not closed.
    FrontMatter = "E0113" Error "缺少文件头";

    // --- keys and values
    /// A key that is not known here.
    UnknownKey = "E0201" Error "不认识的字段";
    /// A key that is required is missing.
    MissingKey = "E0202" Error "缺少字段";
    /// A text where a list is needed, and the like.
    WrongType = "E0203" Error "值的类型不对";
    /// A key without a value.
    EmptyValue = "E0204" Error "值是空的";
    /// A word that is none of those allowed.
    UnknownWord = "E0205" Error "不认识的词";
    /// An identifier that is not written as one.
    BadIdentifier = "E0206" Error "标识写法不对";
    /// A number that is ill-formed or not exact.
    BadNumber = "E0207" Error "数字写法不对";
    /// A date that is none.
    BadDate = "E0208" Error "日期不对";
    /// A value outside what is allowed.
    OutOfRange = "E0209" Error "数值超出范围";
    /// A list or mapping with nothing in it where something is needed.
    EmptyList = "E0210" Error "列表是空的";
    /// Keys that exclude each other, or a key that has no place here.
    Conflict = "E0211" Error "字段不能这样搭配";
    /// `format:` is not 1.
    Format = "E0212" Error "格式版本不对";
    /// A date that a workbook cannot hold.
    DateTooEarly = "E0213" Error later "日期太早";
    /// A line break in what stands on one line: a name, a title, a number.
    SeveralLines = "E0214" Error later "应写成一行";
    /// Names of a subject that do not follow one another day by day.
    NameDates = "E0215" Error later "名称的起止日期接不上";
    /// Two subjects of one kind with the same name.
    Namesakes = "W0202" Warning "两个对象同名";
    /// A date far from the year that is evaluated.
    ImplausibleDate = "W0201" Warning "日期离考核年度太远";

    // --- references
    /// A figure the scheme does not declare.
    UnknownFigure = "E0301" Error "没有这项数据";
    /// A node the scheme's tree does not have.
    UnknownNode = "E0302" Error "没有这个指标";
    /// An event kind the scheme does not declare.
    UnknownEvent = "E0303" Error "没有这种事件";
    /// A grade the scheme does not have.
    UnknownGrade = "E0304" Error "没有这个等次";
    /// A subject that is not known.
    UnknownSubject = "E0305" Error "没有这个考核对象";
    /// A clause that is not in the year's clauses.yaml.
    UnknownClause = "E0306" Error "没有这一条款";
    /// A rule the scheme does not have.
    UnknownRule = "E0307" Error "没有这条规则";
    /// A milestone the scheme does not declare.
    UnknownMilestone = "E0308" Error "没有这个时间节点";
    /// A kind of evidence the scheme does not declare.
    UnknownEvidence = "E0309" Error "没有这种佐证材料";
    /// A scheme that is not known.
    UnknownScheme = "E0310" Error "没有这个方案";
    /// A kind of deduction the method does not have.
    UnknownDeduction = "E0311" Error "没有这种扣分情形";
    /// An attribute year.yaml does not state.
    UnknownAttribute = "E0312" Error "没有这项属性";
    /// A year to compare without a folder.
    NoYearToCompare = "W0301" Warning "没有要比较的年度";
    /// A unit that is not known.
    UnknownUnit = "E0314" Error "不认识的单位";
    /// A kind in site.yaml that no subject has.
    UnknownKind = "E0319" Error "没有这一类考核对象";
    /// A number of the year that reference.yaml does not state.
    UnknownReference = "E0315" Error "没有这个参照值";
    /// Ids of earlier years that lead nowhere, to two things or in a circle.
    Lineage = "E0316" Error "前后年度接不上";
    /// An id that stands for two things.
    DuplicateId = "E0320" Error "标识重复";

    // --- schemes
    /// Weights that do not add up.
    Weights = "E0401" Error "权重合计不对";
    /// Grades that do not descend, do not end at 0, or whose points lie outside.
    Grades = "E0402" Error "等次分数线不对";
    /// Units of unlike kinds where one kind is needed.
    UnlikeUnits = "E0403" Error "单位不是一类";
    /// A method that needs a measure has none, or one that needs none has one.
    MethodMeasure = "E0404" Error "计分方法与指标值不相配";
    /// `for:` does not list every subject.
    ForIncomplete = "E0405" Error "for 没有写全";
    /// A condition that may not be used in this rule.
    ConditionNotAllowed = "E0406" Error "规则条件用得不对";
    /// `any_section` in a scheme without sections.
    NoSection = "E0407" Error "方案没有大项";
    /// A subject of another kind than the scheme's.
    SubjectKind = "E0408" Error "考核对象类别不符";
    /// A method whose numbers do not go together.
    MethodNumbers = "E0409" Error "计分方法的数字不对";
    /// A number grew beyond 28 digits while scoring.
    Overflow = "E0410" Error "数字过大，算不出来";
    /// A rule that cannot work on what it names.
    RuleScope = "E0411" Error "规则范围不对";
    /// The scheme's id is not its folder's name.
    SchemeMismatch = "E0412" Error "方案标识与文件夹不一致";
    /// A placeholder, loop or link of a circular that cannot be.
    Bulletin = "E0413" Error "通报正文写法不对";
    /// A figure whose unit was of another kind in a year that a measure looks back at.
    UnitChanged = "E0414" Error later "单位与往年不是一类";
    /// Schemes that ask each other for results in a circle.
    SchemeCircle = "E0415" Error "方案互相取用结果";
    /// Something that asks for grades in a scheme that has none.
    NoGrades = "E0417" Error "方案不分等次";
    /// A scheme of a hundred whose methods state the points of their leaves.
    WrittenInPoints = "E0420" Error later "方案像是按分值写的";
    /// A number that no logarithm comes to, where a measure that is one is compared with it.
    NoLog = "E0421" Error later "与对数比的数没有取对数";
    /// The median equals the best, so nobody can score above the middle.
    MedianNobodyPasses = "W0401" Warning "中位法无人能超过中位数";
    /// A leaf is measured against a target that is not stated.
    NoTarget = "W0402" Warning "没有目标值";
    /// A leaf on which all have the same score, whatever is reported.
    TellsNothing = "W0403" Warning "指标分不出高下";
    /// A weight, or a node, that changes no score.
    NoWeight = "W0404" Warning "权重不起作用";
    /// A rule or outcome that never comes about, or changes nothing.
    NoEffect = "W0405" Warning "规则不会起作用";
    /// Two rules that want opposite things under the same condition.
    Opposed = "W0406" Warning "规则互相矛盾";
    /// A grade that no score reaches.
    OutOfReach = "W0407" Warning "等次够不着";
    /// A quota that is for nobody.
    NoPlace = "W0408" Warning "名额没有位置";
    /// Fewer have a grade than should.
    QuotaShort = "W0440" Warning "名额没有用足";
    /// Decisions give a grade to more than its quota.
    QuotaBroken = "W0441" Warning "审定超出名额";

    // --- records
    /// Records in which nothing is stated yet.
    NotBegun = "W0507" Warning "记录还没有填写";
    /// What was carried over from another year, or begun with words to change, and nobody confirmed.
    ToConfirm = "W0761" Warning "有内容尚待确认";
    /// A title or a day that belongs to another year.
    LeftOver = "W0760" Warning "别的年度留下的内容";
    /// A record that states what last year's does, or another subject's.
    SameRecord = "W0815" Warning "记录与另一份相同";
    /// A year whose records are all those of an earlier one.
    SameYear = "W0816" Warning "整年与另一年度相同";
    /// A comment that was probably meant as text.
    CutAtHash = "W0101" Warning "井号后面的字没有读";
    /// The file name and `subject:` differ.
    SubjectMismatch = "E0501" Error "文件名与 subject 不一致";
    /// A second record of one subject.
    SecondRecord = "E0502" Error "一个对象有两份记录";
    /// A record of a subject that the scheme does not evaluate.
    SubjectOutside = "E0503" Error "对象不在本方案考核范围";
    /// An observation that does not fit the node's method.
    ObservationMisfit = "E0504" Error "观测与计分方法不符";
    /// A score outside what the method allows.
    ScoreOutOfRange = "E0505" Error "分数超出范围";
    /// A rule that may not be waived.
    WaiverNotAllowed = "E0506" Error "这条规则不能免除";
    /// A number that cannot be kept exactly in the declared unit.
    Inexact = "E0507" Error "换算后放不下";
    /// A path of evidence that leaves the year's folder.
    EvidencePath = "E0508" Error "文件的路径不对";
    /// A fraction or a negative number where whole things are counted.
    NotACount = "E0509" Error later "不是整数，或者小于0";
    /// A decided place that cannot be: another's, between equals, against the grades, or of somebody without a result.
    DecidedPlace = "E0530" Error later "审定的名次排不下";
    /// A table cannot be read, or is larger than may be.
    TableFile = "E0540" Error "表格读不出来";
    /// What a description speaks of is not in the table's heads, or they contradict each other.
    TableHead = "E0541" Error "表头与说明不符";
    /// A cell holds what cannot be read as what it should be.
    TableCell = "E0542" Error "单元格读不出来";
    /// A subject, or one item of it, stands twice in a table.
    TableTwice = "E0543" Error "表格里有重复的行";
    /// Two places state the same value differently.
    TableConflict = "E0544" Error "两处写的不一样";
    /// A table has no row of some subjects.
    TableLacks = "W0540" Warning "表格缺少考核对象";
    /// Rows or values of a table that were not used.
    TablePassed = "W0541" Warning "表格里没有用上的内容";
    /// A subject without a record file.
    NoRecord = "W0501" Warning "缺少记录";
    /// Leaves without an observation.
    NoObservation = "W0502" Warning "缺报观测";
    /// Figures that a measure needs and the record does not state.
    NoFigure = "W0503" Warning "缺报数据";
    /// A leaf of which all is reported and from which nothing follows.
    Undefined = "W0506" Warning "指标无法计算";
    /// Evidence that the scheme requires and the record does not name.
    NoEvidence = "W0504" Warning "缺少佐证材料";
    /// A file of evidence that is not there.
    NoEvidenceFile = "W0505" Warning "写明的文件不存在";

    // --- editions
    /// A year's content is no longer what its released edition was made from.
    Drift = "W0601" Warning "内容与已发布的版次不一致";

    // --- the process: evaluation groups
    /// Somebody in a group evaluates what concerns him.
    GroupAvoidance = "E0701" Error "应当回避";
    /// Two groups evaluate one subject, or one lists it twice.
    GroupTakenTwice = "E0702" Error "对象重复分组";
    /// A group's leader is not what is demanded.
    GroupLeader = "E0703" Error "组长不合要求";
    /// A group evaluates a subject of no scheme of its set.
    GroupOutside = "E0704" Error "对象不属本组的方案";
    /// No group evaluates a subject.
    GroupNotTaken = "W0701" Warning "对象没有分组";
    /// Groups, experts or origins are fewer than demanded, or groups more.
    GroupIncomplete = "W0702" Warning "分组不齐备";
    /// Groups take too many subjects, or too unlike numbers of them.
    GroupLoad = "W0703" Warning "各组任务不均";
    /// Nobody can tell what somebody has to keep away from.
    GroupOrigin = "W0704" Warning "没有写来处";

    // --- what follows from a result, and its approval
    /// A step of an approval that the scheme does not have.
    UnknownApproval = "E0720" Error "没有这一审批步骤";
    /// A step of an approval was skipped, or is dated before the one before it.
    ApprovalOrder = "E0721" Error "审批的先后不对";
    /// An outcome addresses counties, and its condition speaks of none.
    OutcomeCounties = "E0722" Error "结果运用落不到县";

    // --- letters
    /// A placeholder, loop or link of the letters that cannot be.
    Letter = "E0725" Error "反馈函正文写法不对";

    /// A placeholder in the front matter of a circular or of letters, which is printed as it stands.
    HeadPlaceholder = "E0727" Error later "文件头里用了占位符";

    // --- free pages
    /// A link or picture of a free page that leads to no file of the site.
    PageLink = "E0726" Error later "网页正文的链接不对";

    // --- review requests
    /// A request was answered before it was made.
    ReviewDates = "E0736" Error "复核的日期先后不对";

    // --- draws by lot
    /// A recorded result of a draw is not what its seed and frame give.
    DrawResult = "E0710" Error "抽取结果与种子、抽样框不符";
    /// A frame that cannot be drawn from: empty, a unit twice, a name with control characters.
    DrawFrame = "E0711" Error "抽样框不对";
    /// A seed that cannot be written down and typed again without doubt.
    DrawSeed = "E0712" Error "种子写法不对";
    /// A frame out of which more would be drawn than can be held.
    DrawTooMany = "E0713" Error "要抽的太多";
    /// A frame of counties is not the year's pairings.
    DrawFrameDiffers = "W0710" Warning "抽样框与结对名单不同";
    /// A quota above what there is to draw from: everything is taken.
    DrawQuota = "W0711" Warning "配额大于抽样框";
    /// A frame of a county that no draw of the year took.
    DrawCounty = "W0712" Warning "样本县没有被抽中";

    // --- problems and their rectification
    /// A problem that is referred to is not there.
    UnknownProblem = "E0730" Error "没有这个问题";
    /// A problem whose rectification is told has no id.
    ProblemWithoutId = "E0731" Error "问题没有标识";
    /// A deduction that follows from problems of earlier years is listed by hand.
    DeductionFromProblems = "E0732" Error "这种扣分由往年问题得出";
    /// Problems of earlier years of which nobody says what became of them.
    NotFollowedUp = "W0730" Warning "往年问题没有复核结果";
    /// A re-check before the report it checks.
    RecheckOrder = "W0731" Warning "复核早于整改报告";

    // --- the calendar
    /// A record states a date of the procedure after the day the procedure is told for.
    DateAhead = "W0740" Warning "日期晚于截至日期";
    /// Plan or report of a rectification before its notice, or without one.
    RectificationOrder = "W0741" Warning "整改日期与通知不符";
    /// Dates of a rectification where the scheme sets no term for one.
    RectificationTerm = "W0742" Warning "方案没有整改期限";

    // --- plausibility (docs/PLAUSIBILITY.md)
    /// A figure that is many times last year's, or the peers'.
    FarOff = "W0801" Warning "与上年或同组相差太大";
    /// A part that is more than its whole.
    AboveWhole = "W0802" Warning "部分大于整体";
    /// A relation between figures that the scheme declares does not hold.
    Unbalanced = "W0803" Warning "数据对不上";
    /// Two figures of a record that fit each other's place.
    Swapped = "W0804" Warning "两项数据像是填反了";
    /// An amount below 0 where nobody else has one.
    BelowZero = "W0805" Warning "数据小于0";
    /// A date that does not belong to the year.
    DateOutside = "W0806" Warning "日期不属于考核年度";
    /// Two dates the wrong way round.
    DateOrder = "W0807" Warning "日期的先后不对";
    /// The same remark in several records.
    SameNote = "W0808" Warning "几份记录的说明相同";
    /// The number of one document in two places.
    SameNumber = "W0809" Warning "文号用了两次";
    /// A problem on an indicator that was graded best.
    BestWithProblem = "W0810" Warning "评了最好却有问题";
    /// An indicator that was graded worst, and nothing says why.
    WorstWithoutProblem = "W0811" Warning "评了最差却没有写问题";
    /// A grade below last year's or the subject's own, and nothing says why.
    LoweredWithoutReason = "W0812" Warning "降了等次没有写理由";
    /// A piece of evidence that is listed twice.
    EvidenceTwice = "W0813" Warning "佐证材料列了两次";
    /// What a record accepts is not there any more.
    NothingToAccept = "W0814" Warning "核实的警告已经没有了";
}

impl Code {
    /// The warnings that a record may accept as verified (`accepted`), in their order.
    pub const ACCEPTABLE: &[Code] = &[
        Code::SameRecord,
        Code::FarOff,
        Code::AboveWhole,
        Code::Unbalanced,
        Code::Swapped,
        Code::BelowZero,
        Code::DateOutside,
        Code::DateOrder,
        Code::SameNote,
        Code::SameNumber,
        Code::BestWithProblem,
        Code::WorstWithoutProblem,
        Code::LoweredWithoutReason,
        Code::EvidenceTwice,
    ];
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn codes_are_unique_and_say_their_level() {
        let codes: BTreeSet<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
        assert_eq!(codes.len(), Code::ALL.len());
        for code in Code::ALL {
            let letter = match code.level() {
                Level::Error => 'E',
                Level::Warning => 'W',
            };
            assert!(code.as_str().starts_with(letter), "{code}");
            assert_eq!(code.as_str().len(), 5, "{code}");
        }
    }
}
