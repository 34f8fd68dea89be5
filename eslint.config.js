// Style of the page's scripts, for `make lint`.
import js from '@eslint/js'
import globals from 'globals'

const INLINE = ['components/host/headline.js', 'components/host/waiting.js'] // in the shell
const ALONE = ['content/files/html_file.js', 'content/files/report.js'] // in files that stand alone
const ASSIGNED = 'AssignmentExpression > MemberExpression.left[object.name="window"]'

export default [
  { ignores: ['.venv/', 'build/', 'screenshots/', 'web/static/'] },
  js.configs.recommended,
  {
    languageOptions: { globals: globals.browser },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: 'error',
      'no-implicit-globals': 'error',
      'no-restricted-syntax': ['error', { selector: ASSIGNED, message: 'Export it: nothing of ours is a name on window.' }],
      'no-shadow': 'error',
      'no-unused-vars': ['error', { ignoreRestSiblings: true }],
      'no-unused-expressions': ['error', { allowShortCircuit: true, allowTernary: true }],
      'no-var': 'error',
      'object-shorthand': 'error',
      'prefer-arrow-callback': 'error',
      'prefer-const': ['error', { destructuring: 'all' }],
    },
  },
  { files: INLINE, languageOptions: { sourceType: 'script' } },
  {
    files: ALONE,
    languageOptions: { sourceType: 'script', globals: { chartConfig: 'readonly', chartMenus: 'readonly', chartTemplate: 'readonly' } },
  },
]
