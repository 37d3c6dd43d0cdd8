//! One page's content, whatever its kind.

use super::archive::ArchivePage;
use super::breakdown::Breakdown;
use super::calendar::CalendarPage;
use super::chrome::Chrome;
use super::compare::{ComparePage, ComparisonsPage};
use super::draws::DrawsPage;
use super::figure::Figure;
use super::free::FreePage;
use super::groups::GroupsPage;
use super::home::Home;
use super::indicator::IndicatorPage;
use super::letters::LettersPage;
use super::method::MethodPage;
use super::outcomes::OutcomesPage;
use super::overview::Overview;
use super::paper::PaperPage;
use super::ranking::RankingPage;
use super::rectification::RectificationPage;
use super::reviews::ReviewsPage;
use super::search::SearchPage;
use super::style::StylePage;
use super::subject::{SubjectPage, SubjectsPage};
use super::summary::SummaryPage;
use super::talks::TalksPage;
use super::year::YearPage;

/// The view model of a page.
#[derive(Debug)]
pub enum View<'a> {
    /// The root's index.
    Home(Home<'a>),
    /// A free page.
    Free(FreePage<'a>),
    /// Every edition.
    Archive(ArchivePage<'a>),
    /// The list of all subjects.
    Subjects(SubjectsPage<'a>),
    /// A subject across all years.
    Subject(Box<SubjectPage<'a>>),
    /// A year's index.
    Year(YearPage<'a>),
    /// An edition's overview.
    Overview(Box<Overview<'a>>),
    /// The summary sheet.
    Summary(Box<SummaryPage<'a>>),
    /// A year's evaluation groups.
    Groups(Box<GroupsPage<'a>>),
    /// How far a year's problems were put right.
    Rectification(Box<RectificationPage<'a>>),
    /// The circular, or a letter.
    Paper(Box<PaperPage<'a>>),
    /// A year's list of letters.
    Letters(LettersPage<'a>),
    /// A year's list of talks.
    Talks(TalksPage<'a>),
    /// What was drawn by lot.
    Draws(DrawsPage<'a>),
    /// What follows from a year's results.
    Outcomes(Box<OutcomesPage<'a>>),
    /// The calendar of a year's procedure.
    Calendar(Box<CalendarPage<'a>>),
    /// A year's review requests and decisions.
    Reviews(ReviewsPage<'a>),
    /// A scheme's ranking.
    Ranking(Box<RankingPage<'a>>),
    /// A subject's result.
    Breakdown(Box<Breakdown<'a>>),
    /// An indicator.
    Indicator(Box<IndicatorPage<'a>>),
    /// A scheme.
    Method(Box<MethodPage<'a>>),
    /// The list of comparisons.
    Comparisons(ComparisonsPage<'a>),
    /// Two years of a scheme.
    Compare(Box<ComparePage<'a>>),
    /// The page that searches.
    Search(Box<SearchPage<'a>>),
    /// The theme's parts and charts.
    Style(Box<StylePage<'a>>),
}

impl<'a> View<'a> {
    /// What surrounds the page's own content.
    pub fn chrome(&self) -> &Chrome<'a> {
        match self {
            View::Home(view) => &view.chrome,
            View::Free(view) => &view.chrome,
            View::Archive(view) => &view.chrome,
            View::Subjects(view) => &view.chrome,
            View::Subject(view) => &view.chrome,
            View::Year(view) => &view.chrome,
            View::Overview(view) => &view.chrome,
            View::Summary(view) => &view.chrome,
            View::Groups(view) => &view.chrome,
            View::Rectification(view) => &view.chrome,
            View::Paper(view) => &view.chrome,
            View::Letters(view) => &view.chrome,
            View::Talks(view) => &view.chrome,
            View::Draws(view) => &view.chrome,
            View::Outcomes(view) => &view.chrome,
            View::Calendar(view) => &view.chrome,
            View::Reviews(view) => &view.chrome,
            View::Ranking(view) => &view.chrome,
            View::Breakdown(view) => &view.chrome,
            View::Indicator(view) => &view.chrome,
            View::Method(view) => &view.chrome,
            View::Comparisons(view) => &view.chrome,
            View::Compare(view) => &view.chrome,
            View::Search(view) => &view.chrome,
            View::Style(view) => &view.chrome,
        }
    }

    /// The pictures of the page.
    pub fn figures(&self) -> Vec<&Figure<'a>> {
        match self {
            View::Overview(view) => {
                let cards = view.schemes.iter().filter_map(|scheme| scheme.figure.as_ref());
                view.figures.iter().chain(cards).collect()
            }
            View::Ranking(view) => view.figures.iter().collect(),
            View::Subject(view) => view.figures.iter().collect(),
            View::Breakdown(view) => view.figures.iter().collect(),
            View::Indicator(view) => view.figures.iter().collect(),
            View::Style(view) => view.figures.iter().collect(),
            View::Compare(view) => view.figures.iter().collect(),
            View::Calendar(view) => view.figures.iter().collect(),
            View::Home(_)
            | View::Free(_)
            | View::Archive(_)
            | View::Subjects(_)
            | View::Year(_)
            | View::Summary(_)
            | View::Groups(_)
            | View::Rectification(_)
            | View::Paper(_)
            | View::Letters(_)
            | View::Talks(_)
            | View::Draws(_)
            | View::Outcomes(_)
            | View::Reviews(_)
            | View::Method(_)
            | View::Comparisons(_)
            | View::Search(_) => Vec::new(),
        }
    }
}
