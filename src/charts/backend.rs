//! The plotters backend, written for small pictures that follow the theme.
//!
//! Colours are classes: an `Ink` travels through plotters as a colour and comes out as a class name. plotters
//! counts whole units; a unit here is a tenth of a pixel, so that marks sit where they belong. Text is anchored
//! by the browser, so that no font is opened.

use std::convert::Infallible;

use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};

use super::picture::Picture;
use super::text::text_width;

/// The handle through which plotters draws into a picture.
#[derive(Clone, Copy)]
pub(super) struct Pen<'p>(pub(super) &'p Picture);

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

fn px((x, y): BackendCoord) -> (f32, f32) {
    (x as f32 / 10.0, y as f32 / 10.0)
}

impl DrawingBackend for Pen<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        ((self.0.width * 10.0) as u32, (self.0.height * 10.0) as u32)
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Drawn {
        self.0.circle(color.into(), px(point), 0.5);
        Ok(())
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.0.line(style.color().into(), px(from), px(to));
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(&mut self, a: BackendCoord, b: BackendCoord, style: &S, _: bool) -> Drawn {
        self.0.rect(style.color().into(), px(a), px(b));
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        self.0.path(style.color().into(), path.into_iter().map(px), false);
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, at: BackendCoord, radius: u32, style: &S, _: bool) -> Drawn {
        self.0.circle(style.color().into(), px(at), radius as f32 / 10.0);
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        self.0.path(style.color().into(), path.into_iter().map(px), true);
        Ok(())
    }

    fn draw_text<T: BackendTextStyle>(&mut self, text: &str, _: &T, at: BackendCoord) -> Drawn {
        let (x, y) = px(at);
        self.0.text(x, y, &[], text);
        Ok(())
    }

    fn estimate_text_size<T: BackendTextStyle>(
        &self,
        text: &str,
        style: &T,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let size = style.size() as f32;
        Ok(((text_width(text, size) * 10.0) as u32, (size * 10.0) as u32))
    }
}
