// Search, theme and copying. Pages can be read without it.
const script = document.currentScript
const root = script.dataset.root
const form = document.querySelector('form[role=search]')
const field = document.getElementById('site-search')
const results = document.getElementById('site-results')
const [status, list] = results.children
const theme = document.getElementById('site-theme')

// Theme: that of the system until a reader chooses.
const isDark = () =>
  (document.documentElement.dataset.theme ??
    (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark'
const labelTheme = () => {
  theme.textContent = isDark() ? 'Light' : 'Dark'
  theme.setAttribute('aria-label', isDark() ? 'Use light colours' : 'Use dark colours')
}
theme.addEventListener('click', () => {
  const chosen = isDark() ? 'light' : 'dark'
  document.documentElement.dataset.theme = chosen
  try {
    localStorage.setItem('theme', chosen)
  } catch {
    // Without storage, the choice is for this page alone.
  }
  labelTheme()
})
labelTheme()

// The index is large, so that it is loaded by the first search. Scripts load from files as well, unlike fetch.
const load = (path) =>
  new Promise((resolve, reject) => {
    const element = document.createElement('script')
    Object.assign(element, { src: `${root}assets/${path}`, onload: resolve, onerror: reject })
    document.head.append(element)
  })
let loading
async function loadIndex() {
  await Promise.all([load('minisearch.js'), load('search.js')])
  const { json, options } = globalThis.personctlIndex
  return globalThis.MiniSearch.loadJSON(json, options)
}

const weights = { guide: 2, concept: 1.5, document: 1, script: 1, command: 1.2, API: 0.5, project: 0.1 }
const ignored = new Set(
  'a an and are as at be by can do does for from get how i if in into is it its my of on or that the this to what when where which who why with'.split(
    ' ',
  ),
)

/** Shows the sections that match best, at most two of a page. */
async function search() {
  const query = field.value.trim()
  results.hidden = query === ''
  if (query === '') return
  loading ??= loadIndex()
  const index = await loading
  if (field.value.trim() !== query) return
  results.dataset.query = query
  const words = query.split(/\s+/).filter((word) => !ignored.has(word.toLowerCase()))
  const options = {
    prefix: (term) => term.length > 2,
    fuzzy: (term) => (term.length > 4 ? 0.2 : false),
    weights: { fuzzy: 0.1, prefix: 0.2 },
    boost: { title: 4, heading: 2 },
    boostDocument: (_id, _term, { kind, path }) => weights[kind] * (path.includes('#') ? 0.8 : 1.3),
  }
  const text = words.length > 0 ? words.join(' ') : query
  // Sections with all words, or else with some of them.
  const whole = index.search(text, { ...options, combineWith: 'AND' })
  const found = whole.length > 0 ? whole : index.search(text, options)
  const counts = new Map()
  const shown = []
  for (const hit of found) {
    const page = hit.path.split('#')[0]
    const count = counts.get(page) ?? 0
    counts.set(page, count + 1)
    if (count < 2 && shown.push(hit) === 12) break
  }
  status.textContent = shown.length === 0 ? `Nothing matches "${query}".` : `${found.length} sections match`
  list.replaceChildren(
    ...shown.map(({ path, page, title, kind }) => {
      const link = document.createElement('a')
      link.href = root + path
      const about = document.createElement('small')
      about.textContent = title === page ? kind : `${page} · ${kind}`
      link.append(title, ' ', about)
      const entry = document.createElement('li')
      entry.append(link)
      return entry
    }),
  )
}

field.addEventListener('input', search)
field.addEventListener('focus', () => {
  loading ??= loadIndex()
})
form.addEventListener('submit', async (event) => {
  event.preventDefault()
  await search()
  list.querySelector('a')?.click()
})
form.addEventListener('keydown', (event) => {
  const links = [...list.querySelectorAll('a')]
  const index = links.indexOf(document.activeElement)
  if (event.key === 'Escape') {
    results.hidden = true
    field.focus()
  } else if (event.key === 'ArrowDown') (links[index + 1] ?? field).focus()
  else if (event.key === 'ArrowUp') (index === -1 ? links.at(-1) : (links[index - 1] ?? field))?.focus()
  else return
  event.preventDefault()
})
document.addEventListener('click', ({ target }) => {
  if (!form.contains(target) || target.closest('.results a')) results.hidden = true
})
document.addEventListener('keydown', (event) => {
  if (event.key !== '/' || event.target.closest('input, textarea') || event.ctrlKey || event.metaKey) return
  event.preventDefault()
  field.focus()
})

// Copying: of a console, the commands without their prompts and output.
for (const block of document.querySelectorAll('.code')) {
  const button = document.createElement('button')
  Object.assign(button, { type: 'button', className: 'copy', textContent: 'Copy' })
  button.addEventListener('click', async () => {
    const lines = block.querySelector('code').textContent.split('\n')
    const isConsole = block.dataset.language === 'console'
    let goesOn = false
    const commands = lines.flatMap((line) => {
      const isCommand = goesOn || line.startsWith('$ ')
      goesOn = isCommand && line.endsWith('\\')
      return isCommand ? [line.replace(/^\$ /, '')] : []
    })
    await navigator.clipboard.writeText((isConsole ? commands : lines).join('\n'))
    button.textContent = 'Copied'
    setTimeout(() => {
      button.textContent = 'Copy'
    }, 2000)
  })
  block.append(button)
}
