//! The plotters backend, written for small pictures that follow the theme.
//!
//! Colours are classes: an `Ink` travels through plotters as a colour and comes out as a class name. plotters
//! counts whole units; a unit here is a tenth of a pixel, so that marks sit where they belong. Only what
//! `plot` asks for is here, lines and bars; text and the shapes of grades are the picture's own.

use std::convert::Infallible;

use plotters_backend::{BackendColor, BackendCoord, BackendStyle, DrawingBackend, DrawingErrorKind};

use super::picture::Picture;

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

    /// What plotters draws of a shape that has no function here ends in pixels.
    fn draw_pixel(&mut self, _: BackendCoord, _: BackendColor) -> Drawn {
        unreachable!("charts have plotters draw lines through points and bars alone")
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
}
