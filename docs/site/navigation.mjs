// The order of the pages, by task. Pages that no entry names are reached by links from others.

/** Groups of the navigation. A RegExp stands for all further documents that match, in the order of their paths. */
export const groups = [
  {
    title: 'Start',
    documents: ['docs/README.md', 'docs/guides/first-call.md'],
  },
  {
    title: 'Guides',
    documents: [
      'docs/guides/nightly-sync.md',
      'docs/guides/missing-attribute.md',
      'docs/guides/deployment-gate.md',
      'docs/guides/testing.md',
      'docs/guides/publish.md',
      'docs/guides/mirror.md',
      'docs/guides/from-curl.md',
      'docs/guides/from-python.md',
      /^docs\/guides\/(?!README).*\.md$/,
      'docs/guides/README.md',
    ],
  },
  { title: 'Concepts', documents: [/^docs\/concepts\/.*\.md$/] },
  {
    title: 'SDK',
    documents: ['packages/sdk/README.md', 'reference/README.md', /^reference\/sdk\/.*README\.md$/],
  },
  {
    title: 'Command line',
    documents: ['packages/cli/README.md', 'manual/README.md', /^manual\/(?!help-)/, /^manual\/help-/],
  },
  {
    title: 'Mock server',
    documents: [
      'packages/mock-server/README.md',
      'docs/mock/command.md',
      /^docs\/mock\//,
      /^reference\/mock-server\/README/,
    ],
  },
  {
    title: 'Mirror',
    documents: ['packages/mirror/README.md', /^docs\/mirror\//, /^reference\/mirror\/README/],
  },
  {
    title: 'Reference',
    documents: ['docs/errors.md', 'docs/compatibility.md', 'docs/benchmarks.md', 'bench/README.md'],
  },
  { title: 'Examples', documents: ['examples/README.md', /^examples\//] },
  {
    title: 'Project',
    documents: [
      'CHANGELOG.md',
      'docs/architecture.md',
      'docs/decisions/README.md',
      'CONTRIBUTING.md',
      'STYLEGUIDE.md',
      'SECURITY.md',
    ],
  },
]

/** Titles in the navigation, where that of the page is too long or says too little there. */
export const titles = {
  'docs/README.md': 'What is it?',
  'docs/guides/README.md': 'Scripts for single tasks',
  'packages/sdk/README.md': 'The SDK',
  'packages/cli/README.md': 'The command line',
  'packages/mock-server/README.md': 'The mock server',
  'packages/mirror/README.md': 'The mirror',
  'bench/README.md': 'Running the benchmarks',
  'reference/README.md': 'All modules',
  'manual/README.md': 'All commands',
  'examples/README.md': 'All examples',
  'CHANGELOG.md': 'Changes',
}
