// Stylesheets as Chromium 78 reads them.

// Enhancements: an older browser leaves them out without harm, so they are allowed; each with its reason.
const ENHANCEMENTS = {
  // Page numbers and running heads on paper, drawn from Chromium 131 on. Without them the sheets are as complete, only
  // not numbered; the marks stand in the flow of the page and head every sheet in any browser.
  marginBoxes: ['top-left', 'top-center', 'top-right', 'bottom-left', 'bottom-center', 'bottom-right'],
};

// What came after Chromium 78 and the browser data does not tell from older things, or calls partly supported.
const LATER_PROPERTIES = [
  'accent-color', 'aspect-ratio', 'color-scheme', 'contain-intrinsic-size', 'field-sizing', 'font-palette',
  'hyphenate-character', 'inset', '/^inset-/', '/^(margin|padding)-(inline|block)$/',
  '/^border-(inline|block)(-color|-style|-width)?$/', 'interpolate-size', 'rotate', 'scale', 'translate',
  '/^scrollbar-/', 'text-decoration-thickness', 'text-underline-offset', 'text-wrap', 'text-spacing-trim',
  'text-autospace', 'view-transition-name', '/^(animation|scroll|view)-timeline/',
];
const LATER_FUNCTIONS = [
  'abs', 'acos', 'asin', 'atan', 'atan2', 'clamp', 'color', 'color-mix', 'cos', 'exp', 'hwb', 'hypot', 'image-set', 'lab',
  'lch', 'light-dark', 'log', 'max', 'min', 'mod', 'oklab', 'oklch', 'pow', 'rem', 'round', 'sign', 'sin', 'sqrt', 'tan',
];

export default {
  plugins: ['stylelint-no-unsupported-browser-features'],
  rules: {
    'plugin/no-unsupported-browser-features': [true, {
      browsers: ['chrome 78'],
      // The data calls position: sticky and text-decoration, among others, partly supported as a whole; the parts that
      // matter are refused by name below.
      ignorePartialSupport: true,
      // The data takes grid's minmax() for max(); min(), max() and clamp() are refused by name.
      ignore: ['css-math-functions'],
    }],
    'property-disallowed-list': [LATER_PROPERTIES],
    'function-disallowed-list': [LATER_FUNCTIONS],
    'selector-pseudo-class-disallowed-list': [['is', 'where']],
    'at-rule-allowed-list': [['charset', 'media', 'page', 'supports', ...ENHANCEMENTS.marginBoxes]],
    'declaration-property-value-disallowed-list': [{ '/^overflow/': ['/clip/'], 'line-break': ['anywhere'] }],
  },
};
