// Scripts as Chromium 78 reads them: classic scripts in ES2019, with its objects and functions only.

import compat from 'eslint-plugin-compat';
import esx from 'eslint-plugin-es-x';

const BROWSER = [
  'window', 'document', 'location', 'history', 'navigator', 'console', 'Intl', 'URL', 'Blob', 'Image', 'XMLSerializer',
  'setTimeout', 'clearTimeout', 'requestAnimationFrame', 'getComputedStyle',
];

export default [
  compat.configs['flat/recommended'],
  // Syntax, built-in objects and their methods after ES2019.
  esx.configs['flat/restrict-to-es2019'],
  {
    files: ['**/*.js'],
    languageOptions: {
      ecmaVersion: 2019,
      sourceType: 'script',
      globals: Object.fromEntries(BROWSER.map((name) => [name, 'readonly'])),
    },
    settings: {
      browsers: ['chrome 78'],
      // Methods are known by name alone, since a script does not say what its values are.
      'es-x': { aggressive: true },
    },
    rules: {
      // By name alone `at` is also a property of ours; what is refused is the call.
      'es-x/no-array-prototype-at': 'off',
      'es-x/no-string-prototype-at': 'off',
      'no-restricted-syntax': ['error', {
        selector: 'CallExpression > MemberExpression.callee[property.name="at"]',
        message: '.at() came with ES2022',
      }],
      'no-undef': 'error',
      // ES2019 knows catch without a name, but a name says what was caught.
      'no-unused-vars': ['error', { caughtErrors: 'none' }],
    },
  },
];
