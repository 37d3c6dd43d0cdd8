//! The styles of an official paper, and its measures in twentieths of a point.

use docx_rs::{
    AlignmentType, BorderType, Docx, LineSpacing, LineSpacingType, ParagraphBorder, ParagraphBorderPosition,
    ParagraphBorders, ParagraphProperty, RunFonts, RunProperty, SpecialIndentType, Style, StyleType,
};

/// A4.
pub(super) const SHEET: (u32, u32) = (11_906, 16_838);
/// 37 mm above, 35 mm below, 28 mm left, 26 mm right of the type area.
pub(super) const MARGINS: [i32; 4] = [2_098, 1_984, 1_587, 1_474];
/// 156 mm.
pub(super) const WIDTH: i32 = 8_845;
/// 28.95 pt: 22 lines on 225 mm.
pub(super) const LINE: i32 = 579;
/// 15.75 pt: 28 characters on 156 mm, though the type is of 16 pt.
pub(super) const CHARACTER: i32 = 315;
/// What the first line of a paragraph is set in.
pub(super) const TWO_CHARACTERS: i32 = 2 * CHARACTER;
/// What is taken from each character of 16 pt for that.
const TIGHTER: i32 = -5;

/// 16, 22, 14 and 10.5 pt in half points: sizes 三号, 二号, 四号 and 五号.
const BODY: usize = 32;
const TITLE: usize = 44;
const RECORD: usize = 28;
const SMALL: usize = 21;

/// The typefaces an office has; what stands in for one that is missing is said in the table of fonts.
pub(super) const FANG: &str = "仿宋_GB2312";
pub(super) const HEI: &str = "黑体";
pub(super) const KAI: &str = "楷体_GB2312";
pub(super) const SONG: &str = "宋体";
pub(super) const TITLE_SONG: &str = "方正小标宋简体";

/// The ids of the styles.
pub(super) mod id {
    pub const RED_HEAD: &str = "RedHead";
    pub const NUMBER: &str = "DocumentNumber";
    pub const TITLE: &str = "Title";
    pub const ADDRESSEE: &str = "Addressee";
    pub const BODY: &str = "NormalIndent";
    pub const HEADINGS: [&str; 3] = ["Heading1", "Heading2", "Heading3"];
    pub const ATTACHMENTS: &str = "Attachments";
    pub const SIGNATURE: &str = "SignedBy";
    pub const LABEL: &str = "AttachmentLabel";
    pub const SUBTITLE: &str = "AttachmentTitle";
    pub const CAPTION: &str = "Caption";
    pub const CELL: &str = "TableText";
    pub const RECORD: &str = "IssueRecord";
    pub const HEADER: &str = "Header";
    pub const FOOTER: &str = "Footer";
    pub const END: &str = "End";
}

/// A document with all styles; what no style says otherwise is 仿宋 of size 三号 on lines of 28.95 pt.
pub(super) fn document() -> Docx {
    let mut docx = Docx::new()
        .default_fonts(font(FANG))
        .default_size(BODY)
        .default_line_spacing(exactly(LINE))
        .default_tab_stop(usize::try_from(2 * CHARACTER).unwrap_or_default());
    for style in styles() {
        docx = docx.add_style(style);
    }
    docx
}

fn styles() -> Vec<Style> {
    use id::{
        ADDRESSEE, ATTACHMENTS, CAPTION, CELL, END, FOOTER, HEADER, HEADINGS, LABEL, NUMBER, RED_HEAD,
        SIGNATURE, SUBTITLE,
    };
    let lines = |count: i32| u32::try_from(count * LINE).unwrap_or_default();
    // The red head stands 35 mm below the upper edge of the type area; two lines lie between it and the number.
    let head = centred(LineSpacing::new().before(1_984).after(lines(2)));
    let rule = ParagraphBorder::new(ParagraphBorderPosition::Bottom)
        .val(BorderType::Single)
        .size(16)
        .space(11)
        .color("CC0000");
    let number = centred(exactly(LINE).after(lines(2))).set_borders(ParagraphBorders::with_empty().set(rule));
    let title = || centred(exactly(680).after(lines(1)).before(0)).keep_next(true);
    let plain = || ParagraphProperty::new().line_spacing(exactly(LINE));
    let table = || ParagraphProperty::new().line_spacing(exactly(340)).snap_to_grid(false);
    let level = |level: usize| indented().keep_next(true).outline_lvl(level);
    let tight = |face: &str| run(face, BODY).character_spacing(TIGHTER);
    vec![
        style(RED_HEAD, "红头", run(TITLE_SONG, 58).color("CC0000"), head),
        style(NUMBER, "发文字号", tight(FANG), number),
        style(id::TITLE, "Title", run(TITLE_SONG, TITLE), title()).next(ADDRESSEE),
        style(ADDRESSEE, "主送机关", tight(FANG), plain()).next(id::BODY),
        style(id::BODY, "Normal Indent", tight(FANG), indented()),
        style(HEADINGS[0], "heading 1", tight(HEI), level(0)).next(id::BODY),
        style(HEADINGS[1], "heading 2", tight(KAI), level(1)).next(id::BODY),
        style(HEADINGS[2], "heading 3", tight(FANG).bold(), level(2)).next(id::BODY),
        style(ATTACHMENTS, "附件说明", tight(FANG), plain().keep_next(true)),
        style(SIGNATURE, "署名", tight(FANG), plain()),
        style(LABEL, "附件序号", tight(HEI), plain().page_break_before(true)).next(SUBTITLE),
        style(SUBTITLE, "附件标题", run(TITLE_SONG, TITLE), title()),
        style(CAPTION, "caption", run(HEI, 24), centred(exactly(400).before(120)).keep_next(true)),
        style(CELL, "表格正文", run(SONG, SMALL), table()),
        style(id::RECORD, "版记", run(FANG, RECORD), ParagraphProperty::new().line_spacing(exactly(454))),
        style(HEADER, "header", run(HEI, SMALL), centred(LineSpacing::new())),
        style(FOOTER, "footer", run(SONG, RECORD), ParagraphProperty::new().line_spacing(LineSpacing::new())),
        style(END, "文末", run(FANG, 2), ParagraphProperty::new().line_spacing(exactly(20))),
    ]
}

fn style(id: &str, name: &str, run: RunProperty, paragraph: ParagraphProperty) -> Style {
    let mut style = Style::new(id, StyleType::Paragraph).name(name).based_on("Normal");
    style.run_property = run;
    style.paragraph_property = paragraph;
    style
}

fn run(face: &str, size: usize) -> RunProperty {
    RunProperty::new().fonts(font(face)).size(size)
}

/// One typeface for characters, letters and digits.
fn font(face: &str) -> RunFonts {
    RunFonts::new().ascii(face).hi_ansi(face).east_asia(face).cs(face)
}

/// Lines of a fixed height, nothing before or after.
pub(super) fn exactly(line: i32) -> LineSpacing {
    LineSpacing::new().line_rule(LineSpacingType::Exact).line(line)
}

fn centred(spacing: LineSpacing) -> ParagraphProperty {
    ParagraphProperty::new().align(AlignmentType::Center).line_spacing(spacing)
}

/// Text over the whole width; its first line begins [`TWO_CHARACTERS`] in.
fn indented() -> ParagraphProperty {
    let indent = Some(SpecialIndentType::FirstLine(TWO_CHARACTERS));
    let indented = ParagraphProperty::new().indent(Some(0), indent, None, None);
    indented.align(AlignmentType::Both).line_spacing(exactly(LINE)).widow_control(false)
}
