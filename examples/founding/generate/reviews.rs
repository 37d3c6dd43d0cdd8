//! Requests to review a result, all invented: who objected to what, and what was answered.

use super::record::Line;

/// A request and its answer; the answer is empty while the request is open.
pub struct Review {
    /// The request.
    pub request: Line,
    /// The answer.
    pub answer: Line,
}

/// The requests of a subject.
pub fn of(year: i64, scheme: &str, subject: &str) -> Vec<Review> {
    let office = "省扶贫考核办（样例）";
    match (year, scheme, subject) {
        (2018, "eastwest-cities", "zhaoqing") => vec![
            request("funds-late", "2019-05-27", "aid", "两笔援助资金因银行清算延迟，申请不按逾期到账扣分。")
                .answered(
                    "2019-06-11",
                    office,
                    "upheld",
                    "银行回单显示到账日均在期限之后，扣分依据充分，维持原结果。",
                    1,
                ),
        ],
        (2019, "eastwest-cities", "zhuhai") => vec![
            request(
                "goods",
                "2020-05-22",
                "donation-goods",
                "社会捐赠实物折价漏计一批医疗器械，入库单和评估单附后。",
            )
            .answered(
                "2020-06-12",
                office,
                "changed",
                "经核对入库单和评估单，漏计属实，已按核实数更正。",
                3,
            ),
        ],
        (2019, "eastwest-cities", "zhaoqing") => vec![
            request("labour", "2020-05-27", "labour", "全年另有三场网络招聘未计入，申请重新评定劳务协作。")
                .answered(
                    "2020-06-09",
                    office,
                    "upheld",
                    "网络招聘没有岗位清单和签到记录，无法核实，维持原结果。",
                    4,
                ),
        ],
        (2019, "assisted-cities", "yunfu") => vec![
            request("decision", "2020-05-25", "", "两个镇的危房改造已重新验收合格，申请恢复为“好”。")
                .answered(
                    "2020-06-15",
                    "省扶贫开发领导小组（样例）",
                    "upheld",
                    "重新验收在数据截止之后，不影响本年度审定。",
                    5,
                ),
        ],
        (2019, "helper-cities", "dongguan") => vec![
            request(
                "acceptance",
                "2020-05-21",
                "funds-supervision",
                "项目验收已在年内完成，申请复核该项等次。",
            )
            .answered(
                "2020-06-02",
                "东莞市（样例）",
                "withdrawn",
                "核对验收单日期后申请方撤回。",
                0,
            ),
        ],
        (2019, "eastwest-departments", "science") => vec![
            request(
                "information",
                "2020-07-20",
                "information",
                "报送数据的口径差异系系统升级所致，申请重新核对。",
            )
            .open(),
        ],
        (2020, "eastwest-cities", "zhanjiang") => {
            vec![request("veto", "2021-05-26", "", "涉案项目不属协作资金项目，申请复核一票否决。").answered(
                "2021-06-18",
                "省扶贫开发领导小组（样例）",
                "upheld",
                "立案通报载明为协作资金项目，维持原结果。",
                2,
            )]
        }
        (2020, "assisted-cities", "jieyang") => vec![
            request(
                "funds",
                "2021-07-12",
                "funds-supervision",
                "专户已由第三方代管，申请按整改后情况评定该项。",
            )
            .open(),
        ],
        _ => Vec::new(),
    }
}

struct Request(Line);

fn request(id: &str, day: &str, about: &str, point: &str) -> Request {
    Request(vec![
        ("id", id.to_owned()),
        ("requested", day.to_owned()),
        ("about", about.to_owned()),
        ("point", point.to_owned()),
    ])
}

impl Request {
    fn open(self) -> Review {
        Review { request: self.0, answer: Line::new() }
    }

    /// Answered in the sample document of a number; 0 for none.
    fn answered(self, day: &str, by: &str, result: &str, says: &str, number: u32) -> Review {
        let year = &day[..4];
        let document =
            if number == 0 { String::new() } else { format!("样例复核〔{year}〕{number}号") };
        let answer = vec![
            ("date", day.to_owned()),
            ("by", by.to_owned()),
            ("result", result.to_owned()),
            ("says", says.to_owned()),
            ("document", document),
        ];
        Review { request: self.0, answer }
    }
}
