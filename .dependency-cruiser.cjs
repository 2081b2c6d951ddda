// The import table of docs/architecture: who may import whom. Checked by npm test, which also checks with a violation
// made on purpose that this file still sees anything (test/checks/import-rules.test.ts).

// dependency-cruiser asks swc for TypeScript without JSX, on which swc stops at the first tag of a page.
const swc = require('@swc/core')
const { parseFileSync } = swc
swc.parseFileSync = (file, options) => parseFileSync(file, { ...options, tsx: file.endsWith('.tsx') })

/** @type {Record<string, string[]>} */
const mayImport = {
  domain: [],
  rules: ['domain'],
  texts: ['domain'],
  hospital: ['domain', 'rules'],
  nlu: ['domain', 'rules'],
  prisma: ['domain', 'rules'],
  dialogs: ['domain', 'rules'],
  jobs: ['domain', 'rules', 'prisma', 'texts'],
  reports: ['domain', 'rules', 'prisma', 'texts'],
  handlers: ['domain', 'rules', 'texts', 'hospital', 'nlu', 'prisma', 'dialogs', 'jobs', 'reports'],
  web: ['domain'],
}

const project = [...Object.keys(mayImport), 'bot', 'test', 'bench']

const below = (folders) => `^(${folders.join('|')})/`

const layer = ([folder, allowed]) => ({
  name: `${folder}-imports-only-${['itself', ...allowed].join('-')}`,
  severity: 'error',
  from: { path: below([folder]) },
  to: { path: below(project), pathNot: below([folder, ...allowed]) },
})

module.exports = {
  forbidden: [
    ...Object.entries(mayImport).map(layer),
    {
      name: 'nothing-shipped-imports-tests',
      severity: 'error',
      // The evaluation scores the sets that lie with the tests; it is no part of the server.
      from: { path: below([...Object.keys(mayImport), 'bot']), pathNot: '^bot/cli/evaluate[.]ts$' },
      to: { path: below(['test', 'bench']) },
    },
    {
      name: 'only-nlu-imports-nlp-js',
      severity: 'error',
      from: { pathNot: '^(nlu|bench)/' },
      to: { path: 'node_modules/@nlpjs/' },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: { pathNot: '^prisma/generated/' },
      to: { circular: true },
    },
    {
      name: 'imports-are-found',
      severity: 'error',
      comment: 'an import that cannot be resolved would pass every rule above',
      from: {},
      to: { couldNotResolve: true, pathNot: '\\.css$|^@prisma/schema-engine-wasm/' },
    },
    {
      name: 'packages-are-declared',
      severity: 'error',
      from: { path: below(project) },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'what-ships-needs-no-development-package',
      severity: 'error',
      from: {
        path: below(
          Object.keys(mayImport)
            .filter((folder) => folder !== 'web')
            .concat('bot'),
        ),
        pathNot: '^prisma/(run-prisma|prisma-cli|schema-engine)\\.',
      },
      to: { dependencyTypes: ['npm-dev'] },
    },
  ],
  options: {
    parser: 'swc', // reads TypeScript 7, which the default parser does not
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|coverage|data)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.mts', '.mjs', '.cjs', '.js', '.json', '.d.ts'],
    },
  },
}
