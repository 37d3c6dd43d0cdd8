//! Content folders to begin with: an empty one with a scheme to look at, and the examples that are shipped.

use std::collections::BTreeMap;

use include_dir::{Dir, include_dir};

use super::new_scheme::{Form, SchemeOf, new_scheme};
use crate::model::{SubjectId, Year};

static START: Dir = include_dir!("$CARGO_MANIFEST_DIR/examples/start");

/// The folders that are shipped, by name. Each is marked as a sample.
static EXAMPLES: [(&str, Dir); 6] = [
    ("content", include_dir!("$CARGO_MANIFEST_DIR/content")),
    ("city-counties", include_dir!("$CARGO_MANIFEST_DIR/examples/city-counties")),
    ("funds", include_dir!("$CARGO_MANIFEST_DIR/examples/funds")),
    ("index", include_dir!("$CARGO_MANIFEST_DIR/examples/index")),
    ("rural", include_dir!("$CARGO_MANIFEST_DIR/examples/rural")),
    ("work-safety", include_dir!("$CARGO_MANIFEST_DIR/examples/work-safety")),
];

/// The names of the examples.
pub fn examples() -> Vec<&'static str> {
    EXAMPLES.iter().map(|(name, _)| *name).collect()
}

/// The files of an example; `None` where there is none of that name.
pub fn example(name: &str) -> Option<BTreeMap<String, Vec<u8>>> {
    let (_, folder) = EXAMPLES.iter().find(|(known, _)| *known == name)?;
    let mut files = BTreeMap::new();
    gather(folder, &mut files);
    Some(files)
}

/// The files of an empty content folder with one scheme, but for its records.
pub fn start(year: Year) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    gather(&START, &mut files);
    let fill =
        |text: &str| text.replace("$NEXT", &(year.get() + 1).to_string()).replace("$YEAR", &year.to_string());
    let filled = files.into_iter().map(|(path, bytes)| {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        (path.replace("YEAR", &year.to_string()), fill(&text).into_bytes())
    });
    let mut files: BTreeMap<String, Vec<u8>> = filled.collect();
    let subjects = ["jia", "yi", "bing"].map(SubjectId::new);
    let of = SchemeOf { id: "example", year, kind: "city", subjects: subjects.iter().collect() };
    let scheme = new_scheme(Form::Grades, &of).replace("status: draft", "status: sample");
    files.insert(format!("{year}/example/scheme.yaml"), scheme.into_bytes());
    files
}

fn gather(folder: &Dir, files: &mut BTreeMap<String, Vec<u8>>) {
    for file in folder.files() {
        let path: Vec<_> = file.path().iter().map(|part| part.to_string_lossy()).collect();
        files.insert(path.join("/"), file.contents().to_vec());
    }
    folder.dirs().for_each(|inner| gather(inner, files));
}
