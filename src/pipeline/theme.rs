//! Themes: whether one can be used, before anything is written.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use super::build::{self, BuildError, Request, Sites};
use super::desk::Desk;
use crate::diagnostics::{Code, Diagnostic};
use crate::model::character_name;
use crate::render::{NOT_A_PART, PageError, Renderer, ThemeError, ThemeFault};

/// What is wrong with a theme's files themselves.
pub(super) fn loads(folder: Option<&Path>) -> Option<Diagnostic> {
    folder.and_then(|folder| Renderer::new(Some(folder)).err()).map(|error| unusable(&error))
}

/// What is wrong with the theme when the site is rendered with it. Templates fail only where a page is made by them, so
/// with a theme of one's own all pages are made and thrown away; the built-in one is held by the program's tests.
pub(super) fn renders(request: &Request, desk: &Desk, sites: &Sites) -> Vec<Diagnostic> {
    let Some(folder) = build::theme(request.content, request.theme, desk) else { return Vec::new() };
    let renderer = match Renderer::new(Some(&folder)) {
        Ok(renderer) => renderer,
        Err(error) => return vec![unusable(&error)],
    };
    let mut problems: Vec<Diagnostic> =
        renderer.assets().iter().filter_map(|asset| super::paths::of_asset(&folder, &asset.path)).collect();
    let written: Vec<_> = sites
        .written()
        .into_iter()
        .flat_map(|(site, files)| files.into_iter().map(move |file| (site, file)))
        .collect();
    let failed: Vec<(String, String)> = written
        .par_iter()
        .filter_map(|(site, file)| match renderer.write(site, file, &mut io::sink()) {
            Err(PageError::Render(error)) => Some((error.template.clone(), told(&error.page, &error.reason))),
            Err(PageError::Io { page, source }) => {
                Some((file.path.clone(), told(&page, &source.to_string())))
            }
            Ok(_) => None,
        })
        .collect();
    // One page is enough to find a template's fault by.
    let mut first: BTreeMap<String, String> = BTreeMap::new();
    for (template, reason) in failed {
        first.entry(template).or_insert(reason);
    }
    let problem = |(template, reason): (String, String)| {
        let file = folder.join("templates").join(template);
        Diagnostic::new(Code::Theme, Arc::from(file.to_string_lossy()), reason).hint(HINT)
    };
    problems.extend(first.into_iter().map(problem));
    problems
}

const HINT: &str = "请对照内置主题 themes/bulletin 的同名模板改正；删去自己的模板就用内置的";

fn told(page: &str, reason: &str) -> String {
    format!("用这个模板生成不了 {page}：{reason}")
}

fn unusable(error: &ThemeError) -> Diagnostic {
    const FOLDER: &str = "请核对 --theme 或 site.yaml 的 theme 指到的文件夹；不用自己的主题时删去这一项";
    let mut file = error.file.clone();
    let (why, hint) = match &error.fault {
        ThemeFault::NotAFolder => ("这不是文件夹".to_owned(), FOLDER),
        ThemeFault::NotUtf8 => ("模板不是 UTF-8 编码".to_owned(), "模板请另存为 UTF-8"),
        ThemeFault::Character { line, column, character } => {
            file = format!("{file}:{line}:{column}");
            let code = format!("U+{:04X}", u32::from(*character));
            (format!("有不能用的字符 {code}（{}）", character_name(*character)), "请从模板里删去它")
        }
        ThemeFault::Unreadable { said, remedy } => (format!("读不出来：{said}"), *remedy),
        ThemeFault::NotAPart => (NOT_A_PART.to_owned(), "请从主题里移走它"),
        ThemeFault::Syntax(told) => (format!("模板写法有误：{told}"), HINT),
    };
    Diagnostic::new(Code::Theme, Arc::from(file), format!("主题不能使用：{why}")).hint(hint)
}

impl From<ThemeError> for BuildError {
    fn from(error: ThemeError) -> Self {
        Self::Theme(error)
    }
}
