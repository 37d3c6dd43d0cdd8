//! The ten cities' story: how strong each is in each section, year by year, and what they start from.

/// A city of the East–West collaboration.
pub struct City {
    /// Its id.
    pub id: &'static str,
    /// The prefecture it helps.
    pub partner: &'static str,
    /// Paired poverty counties, and how many of them are in deep poverty.
    pub counties: [i64; 2],
    /// General public budget revenue of 2018, in 0.1 亿元.
    pub revenue: i64,
    /// Of 2017, 万元 per county: fiscal aid, donations, investment.
    pub base: [i64; 3],
    /// Levels of 2018, 2019, 2020, each: 组织领导 人才支援 资金支持 产业合作 劳务协作 携手奔小康.
    pub levels: [[i64; 6]; 3],
}

/// In the scheme's order.
pub const CITIES: [City; 10] = [
    City {
        id: "guangzhou",
        partner: "毕节、黔南",
        counties: [17, 6],
        revenue: 16_342,
        base: [3_150, 520, 7_900],
        levels: [[88, 88, 88, 90, 84, 88], [90, 94, 94, 97, 66, 96], [94, 94, 93, 95, 90, 93]],
    },
    City {
        id: "shenzhen",
        partner: "百色、河池",
        counties: [17, 8],
        revenue: 35_384,
        base: [3_900, 640, 8_600],
        levels: [[94, 94, 95, 96, 93, 94], [96, 96, 97, 98, 94, 94], [94, 95, 93, 94, 93, 92]],
    },
    City {
        id: "zhuhai",
        partner: "怒江",
        counties: [4, 2],
        revenue: 3_315,
        base: [3_300, 560, 6_200],
        levels: [[92, 93, 94, 92, 92, 93], [92, 93, 93, 92, 92, 93], [86, 85, 84, 82, 85, 84]],
    },
    City {
        id: "foshan",
        partner: "凉山",
        counties: [11, 5],
        revenue: 7_030,
        base: [3_450, 600, 7_200],
        levels: [[88, 88, 90, 88, 86, 88], [94, 95, 97, 97, 94, 95], [95, 95, 96, 95, 95, 95]],
    },
    City {
        id: "dongguan",
        partner: "昭通",
        counties: [6, 3],
        revenue: 6_499,
        base: [3_200, 500, 6_100],
        levels: [[86, 86, 88, 84, 84, 83], [88, 83, 86, 83, 84, 83], [90, 90, 88, 89, 87, 88]],
    },
    City {
        id: "zhongshan",
        partner: "昭通",
        counties: [4, 2],
        revenue: 3_152,
        base: [2_900, 450, 5_600],
        levels: [[86, 84, 84, 84, 83, 82], [88, 82, 82, 83, 81, 81], [80, 79, 79, 78, 78, 78]],
    },
    City {
        id: "jiangmen",
        partner: "崇左",
        counties: [4, 1],
        revenue: 2_443,
        base: [2_050, 330, 4_300],
        levels: [[76, 74, 74, 74, 74, 74], [88, 82, 82, 83, 82, 82], [85, 82, 81, 82, 81, 81]],
    },
    City {
        id: "zhanjiang",
        partner: "柳州",
        counties: [3, 1],
        revenue: 1_217,
        base: [1_350, 210, 2_900],
        levels: [[84, 83, 82, 83, 82, 83], [74, 70, 70, 69, 69, 69], [76, 73, 72, 73, 72, 72]],
    },
    City {
        id: "maoming",
        partner: "南宁、来宾",
        counties: [5, 2],
        revenue: 1_397,
        base: [1_600, 240, 3_300],
        levels: [[86, 90, 90, 92, 91, 92], [86, 82, 81, 82, 81, 82], [86, 82, 81, 82, 82, 82]],
    },
    City {
        id: "zhaoqing",
        partner: "贺州、桂林",
        counties: [4, 0],
        revenue: 1_064,
        base: [1_400, 230, 3_100],
        levels: [[74, 70, 68, 70, 69, 71], [92, 87, 86, 86, 64, 88], [85, 83, 80, 83, 82, 83]],
    },
];

/// People to be lifted out of poverty, as targets.yaml states it for a city with so many counties.
pub fn lifted_target(counties: i64, year: i64) -> i64 {
    counties * if year == 2020 { 1_200 } else { 1_600 }
}

/// How a plain figure comes from a level.
pub struct Recipe {
    /// The figure.
    pub figure: &'static str,
    /// The comment above it.
    pub heading: Option<&'static str>,
    /// Which section's level it follows.
    pub section: usize,
    /// Figures with the same key move together.
    pub key: &'static str,
    /// At level 80 in 2019, in tenths.
    pub middle: i64,
    /// Whether that is per county.
    pub per_county: bool,
}

const fn recipe(
    figure: &'static str,
    section: usize,
    key: &'static str,
    middle: i64,
    per_county: bool,
) -> Recipe {
    Recipe { figure, heading: None, section, key, middle, per_county }
}

const fn headed(heading: &'static str, recipe: Recipe) -> Recipe {
    Recipe { heading: Some(heading), ..recipe }
}

/// Figures before those of the money that grows.
pub const TALENT: [Recipe; 8] = [
    headed("人才支援", recipe("cadres", 1, "cadres", 28, true)),
    recipe("teachers", 1, "specialists", 92, true),
    recipe("doctors", 1, "specialists", 64, true),
    recipe("other_specialists", 1, "specialists", 31, true),
    recipe("cadre_classes", 1, "cadre-classes", 110, false),
    recipe("cadre_trained", 1, "cadre-trained", 1_240, true),
    recipe("specialist_classes", 1, "specialist-classes", 140, false),
    recipe("specialist_trained", 1, "specialist-trained", 1_960, true),
];

/// 劳务协作 and 携手奔小康.
pub const LABOUR: [Recipe; 4] = [
    headed("劳务协作", recipe("job_fairs", 4, "job-fairs", 160, false)),
    recipe("posts", 4, "posts", 21_500, true),
    recipe("jobs_local", 4, "jobs", 1_720, true),
    recipe("jobs_other_cities", 4, "jobs", 640, true),
];

/// 携手奔小康, before its money.
pub const PAIRS: [Recipe; 4] = [
    headed("携手奔小康", recipe("town_pairs", 5, "towns", 62, true)),
    recipe("village_pairs", 5, "villages", 148, true),
    recipe("firm_village_pairs", 5, "firm-villages", 94, true),
    recipe("society_village_pairs", 5, "society-villages", 58, true),
];

/// 携手奔小康, its money.
pub const COUNTY_MONEY: [Recipe; 2] = [
    recipe("county_funds", 5, "own-funds", 1_650, true),
    recipe("county_donations", 5, "own-funds", 720, true),
];

/// 携手奔小康, people who come to help.
pub const HELPERS: [Recipe; 4] = [
    recipe("activities", 5, "activities", 340, false),
    recipe("helpers_under_1", 5, "helpers", 412, true),
    recipe("helpers_1_6", 5, "helpers", 93, true),
    recipe("helpers_6_12", 5, "helpers", 44, true),
];

/// Kept and shown, not scored.
pub const SHOWN: [Recipe; 5] = [
    headed("只列示、不计分", recipe("consumption_aid", 5, "consumption", 13_800, true)),
    recipe("jobs_nearby", 4, "nearby", 3_200, true),
    recipe("jobs_elsewhere", 4, "elsewhere", 1_150, true),
    recipe("school_pairs", 1, "schools", 72, true),
    recipe("hospital_pairs", 1, "hospitals", 34, true),
];
