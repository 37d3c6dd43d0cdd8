//! What is said where nothing was begun or listed, and what to do.

use std::process::ExitCode;

use super::{report, words};
use crate::pipeline::EntryError;

/// Says why nothing was begun or listed; gives the exit code.
pub(super) fn refused(error: &EntryError) -> ExitCode {
    let told = match error {
        EntryError::Content(problems) => {
            report::problems(problems);
            return ExitCode::FAILURE;
        }
        EntryError::NoYear(year, there) => {
            return words::usage(&format!("没有可用的年度“{year}”或它之前的年度。{}", words::among(there)));
        }
        EntryError::NoScheme(there) => {
            return words::usage(&format!("这个年度没有这个方案。{}", words::among(there)));
        }
        EntryError::NoSubject(near, there) => {
            let near = near.as_ref().map_or_else(String::new, |near| format!("您是不是要写“{near}”？"));
            return words::usage(&format!("没有这个考核对象。{near}{}", words::among(there)));
        }
        EntryError::NoKind(there) => {
            return words::usage(&format!("没有这一类的对象。{}", words::among(there)));
        }
        EntryError::NoOrgan(there) => {
            return words::usage(&format!("没有由这个单位提供的。来源里{}", words::among(there)));
        }
        EntryError::NothingToConfirm => "没有要确认的数据，没有生成工作簿：要么都确认过了，要么方案没有写由谁确认（scheme.yaml 的 confirmed_by）"
            .to_owned(),
        EntryError::NothingNew => "这个方案的每个对象都已经有记录，没有建立".to_owned(),
        EntryError::Several(ids) => {
            return words::usage(&format!("有几个对象叫这个名称，请写标识。{}", words::among(ids)));
        }
        EntryError::NoExample(there) => {
            return words::usage(&format!("没有这个样例。{}", words::among(there)));
        }
        EntryError::Order => return words::usage("--from 要早于新的年度"),
        EntryError::BadId(why) => return words::usage(&format!("这个标识不能用：{why}")),
        EntryError::Clock(error) => {
            return words::usage(&format!("环境变量 SOURCE_DATE_EPOCH 的值“{}”不是秒数", error.0));
        }
        EntryError::Holds(folder) => format!(
            "{} 里已经有东西，没有建立，什么也没有改。请换一个新的文件夹，如 tongbao init {}-new；\
             它就是内容文件夹的，直接用 tongbao check",
            folder.display(),
            folder.display()
        ),
        EntryError::Exists(path) => {
            format!("{} 已经存在，不覆盖，什么也没有写", path.display())
        }
        EntryError::List(path) => format!(
            "{} 的 schemes 里加不进这个方案：读不出来，或者已经有了。请先用 tongbao check 查错",
            path.display()
        ),
        EntryError::Io(path, error) => words::unwritable(path, error),
    };
    report::say(&format!("{told}\n"));
    ExitCode::FAILURE
}
