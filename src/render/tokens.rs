//! The tokens of a theme, read from its stylesheet: what the style page shows, and what the tests hold to WCAG.
//!
//! Contrast is a property of colours, not of content, and so is the only number that is printed from floating point.

use std::collections::BTreeMap;

use serde::Serialize;

/// What the style page says about the theme's tokens.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Tokens {
    /// Colours, in the order of the stylesheet.
    pub colours: Vec<Colour>,
    /// Text on its grounds.
    pub pairs: Vec<Pair>,
    /// Everything else: sizes, spaces, stacks of typefaces.
    pub others: Vec<Token>,
}

/// A colour token with its value in both themes.
#[derive(Clone, Debug, Serialize)]
pub struct Colour {
    /// Its name without the dashes.
    pub name: String,
    /// In light.
    pub light: String,
    /// In dark.
    pub dark: String,
}

/// A colour of text on a ground.
#[derive(Clone, Debug, Serialize)]
pub struct Pair {
    /// The text's token.
    pub text: String,
    /// The ground's token.
    pub ground: String,
    /// Contrast in light: `5.12`.
    pub light: String,
    /// Contrast in dark.
    pub dark: String,
}

/// A token that is no colour.
#[derive(Clone, Debug, Serialize)]
pub struct Token {
    /// Its name without the dashes.
    pub name: String,
    pub value: String,
}

/// Text and the grounds it stands on; both are tokens.
pub const TEXT: [(&str, &[&str]); 19] = [
    ("ink", &["paper", "wash", "rise", "fall"]),
    ("ink-2", &["paper", "wash", "rise", "fall"]),
    ("ink-3", &["paper", "wash"]),
    ("paper", &["ink", "g1", "g4", "g5", "g6", "g7", "g8"]),
    ("on-bright", &["g2", "g3"]),
    ("red", &["paper", "wash"]),
    ("link", &["paper", "wash", "rise", "fall"]),
    ("link", &["g1-tint", "g2-tint", "g3-tint", "g4-tint", "g5-tint", "g6-tint", "g7-tint", "g8-tint"]),
    ("ink", &["g1-tint", "g2-tint", "g3-tint", "g4-tint"]),
    ("ink", &["g5-tint", "g6-tint", "g7-tint", "g8-tint"]),
    ("g1-ink", &["paper", "wash", "g1-tint"]),
    ("g2-ink", &["paper", "wash", "g2-tint"]),
    ("g3-ink", &["paper", "wash", "g3-tint"]),
    ("g4-ink", &["paper", "wash", "g4-tint"]),
    ("g5-ink", &["paper", "wash", "g5-tint"]),
    ("g6-ink", &["paper", "wash", "g6-tint"]),
    ("g7-ink", &["paper", "wash", "g7-tint"]),
    ("g8-ink", &["paper", "wash", "g8-tint"]),
    ("focus", &["paper", "wash"]),
];

/// Reads the tokens of a stylesheet: those of its first block, and what the block for dark says instead.
pub fn tokens(css: &str) -> Tokens {
    let (light, dark) = css.split_once("@media (prefers-color-scheme: dark)").unwrap_or((css, ""));
    let (light, dark) = (declared(light), declared(dark));
    let dark_of: BTreeMap<&str, &str> =
        dark.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let mut tokens = Tokens::default();
    for (name, value) in &light {
        if channels(value).is_some() {
            let dark = dark_of.get(name.as_str()).map_or_else(|| value.clone(), |value| (*value).to_owned());
            tokens.colours.push(Colour { name: name.clone(), light: value.clone(), dark });
        } else {
            tokens.others.push(Token { name: name.clone(), value: value.clone() });
        }
    }
    for (text, grounds) in TEXT {
        for ground in grounds {
            let of = |name: &str| tokens.colours.iter().find(|colour| colour.name == name);
            let (Some(text), Some(ground)) = (of(text), of(ground)) else { continue };
            let ratio = |a: &str, b: &str| contrast(a, b).map_or_else(String::new, |of| format!("{of:.2}"));
            tokens.pairs.push(Pair {
                text: text.name.clone(),
                ground: ground.name.clone(),
                light: ratio(&text.light, &ground.light),
                dark: ratio(&text.dark, &ground.dark),
            });
        }
    }
    tokens
}

/// Names and values of the custom properties in a piece of a stylesheet.
fn declared(css: &str) -> Vec<(String, String)> {
    let mut plain = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        plain.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, rest)| rest);
    }
    plain.push_str(rest);
    let declarations = plain.split(['{', '}', ';']).filter_map(|part| part.trim().strip_prefix("--"));
    let pairs = declarations.filter_map(|part| part.split_once(':'));
    pairs.map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned())).collect()
}

/// The contrast of two colours by WCAG 2.2, from 1 to 21; nothing where one is no `#rrggbb`.
pub fn contrast(one: &str, other: &str) -> Option<f64> {
    let luminance = |colour: &str| {
        let [red, green, blue] = linear(colour)?;
        Some(0.2126 * red + 0.7152 * green + 0.0722 * blue)
    };
    let (one, other) = (luminance(one)?, luminance(other)?);
    Some((one.max(other) + 0.05) / (one.min(other) + 0.05))
}

/// The channels of a colour as light adds up.
fn linear(colour: &str) -> Option<[f64; 3]> {
    let line = |channel: u8| {
        let share = f64::from(channel) / 255.0;
        if share <= 0.040_45 { share / 12.92 } else { libm::pow((share + 0.055) / 1.055, 2.4) }
    };
    Some(channels(colour)?.map(line))
}

fn channels(colour: &str) -> Option<[u8; 3]> {
    let digits = colour.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
    let channel = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
    Some([channel(0)?, channel(2)?, channel(4)?])
}

#[cfg(test)]
mod tests {
    use super::*;

    const CSS: &str = include_str!("../../themes/bulletin/assets/tokens.css");

    #[test]
    fn contrast_is_that_of_wcag() {
        for (one, other, expected) in
            [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#123456", "#123456", 1.0)]
        {
            let found = contrast(one, other).unwrap();
            assert!((found - expected).abs() < 0.01, "{one} {other}: {found}");
        }
        assert_eq!(contrast("#fff", "#ffffff"), None);
    }

    #[test]
    fn text_has_the_contrast_of_aa_in_light_and_dark() {
        let tokens = tokens(CSS);
        let wanted: usize = TEXT.iter().map(|(_, grounds)| grounds.len()).sum();
        assert_eq!(tokens.pairs.len(), wanted, "every pair names tokens that are there");
        for pair in &tokens.pairs {
            for (theme, ratio) in [("light", &pair.light), ("dark", &pair.dark)] {
                let ratio: f64 = ratio.parse().unwrap();
                assert!(ratio >= 4.5, "{} on {} in {theme}: {ratio}", pair.text, pair.ground);
            }
        }
    }

    #[test]
    fn what_a_picture_says_without_text_stands_out_from_the_paper() {
        let tokens = tokens(CSS);
        let of = |name: &str| tokens.colours.iter().find(|colour| colour.name == name).expect(name);
        let paper = of("paper");
        for name in ["g1", "g2", "g3", "g4", "g5", "g6", "g7", "g8", "mute", "s1", "s2", "s3", "focus"] {
            let colour = of(name);
            for (colour, paper) in [(&colour.light, &paper.light), (&colour.dark, &paper.dark)] {
                assert!(contrast(colour, paper).unwrap() >= 3.0, "{name}: {colour} on {paper}");
            }
        }
    }

    /// How far apart two colours are for an eye without one kind of cone: CIE76 in CIELAB after the matrix.
    fn apart(one: &str, other: &str, matrix: [[f64; 3]; 3]) -> f64 {
        let seen = |colour: &str| {
            let light = linear(colour).unwrap();
            let of =
                |row: [f64; 3]| row.iter().zip(light).map(|(by, of)| by * of).sum::<f64>().clamp(0.0, 1.0);
            let [r, g, b] = matrix.map(of);
            let bend = |t: f64| if t > 0.008_856 { libm::cbrt(t) } else { 7.787 * t + 16.0 / 116.0 };
            let x = bend((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.950_47);
            let y = bend(0.2126 * r + 0.7152 * g + 0.0722 * b);
            let z = bend((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.088_83);
            [116.0 * y, 500.0 * (x - y), 200.0 * (y - z)]
        };
        seen(one).iter().zip(seen(other)).map(|(a, b)| (a - b) * (a - b)).sum::<f64>().sqrt()
    }

    /// Machado, Oliveira and Fernandes (2009), severity 1.
    const EYES: [(&str, [[f64; 3]; 3]); 2] = [
        (
            "protanopia",
            [
                [0.152_286, 1.052_583, -0.204_868],
                [0.114_503, 0.786_281, 0.099_216],
                [-0.003_882, -0.048_116, 1.051_998],
            ],
        ),
        (
            "deuteranopia",
            [
                [0.367_322, 0.860_646, -0.227_968],
                [0.280_085, 0.672_501, 0.047_413],
                [-0.011_820, 0.042_940, 0.968_881],
            ],
        ),
    ];

    // Beyond four grades hues run out for such eyes, and the shapes alone tell them apart (charts::grade).
    #[test]
    fn four_grades_are_told_apart_without_one_kind_of_cone() {
        let tokens = tokens(CSS);
        let of = |name: String| tokens.colours.iter().find(|colour| colour.name == name).expect("a grade");
        for (suffix, least) in [("", 15.0), ("-ink", 10.0)] {
            for one in 1..=4 {
                for other in one + 1..=4 {
                    let (a, b) = (of(format!("g{one}{suffix}")), of(format!("g{other}{suffix}")));
                    for (eye, matrix) in EYES {
                        for (a, b) in [(&a.light, &b.light), (&a.dark, &b.dark)] {
                            let found = apart(a, b, matrix);
                            assert!(
                                found >= least,
                                "g{one}{suffix} {a}, g{other}{suffix} {b}, {eye}: {found}"
                            );
                        }
                    }
                }
            }
        }
    }
}
