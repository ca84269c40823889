// The frame of every page: head, navigation, table of contents, footer.

import { escapeHtml } from './markdown.mjs'
import { groups, titles } from './navigation.mjs'
import { repositoryUrl, siteUrl } from './pages.mjs'

/** Returns the groups of the navigation with their pages. */
export function arrangePages(pages) {
  const sources = [...pages.keys()].sort()
  const named = groups.flatMap(({ documents }) =>
    documents.filter((document) => typeof document === 'string'),
  )
  return groups
    .map(({ title, documents }) => {
      const found = documents.flatMap((document) =>
        typeof document === 'string'
          ? [document]
          : sources.filter((source) => document.test(source) && !named.includes(source)),
      )
      return {
        title,
        pages: [...new Set(found)].map((source) => pages.get(source)).filter((page) => page !== undefined),
      }
    })
    .filter((group) => group.pages.length > 0)
}

/** Returns the way from one path of the site to another. */
export function relativePath(from, to) {
  const up = '../'.repeat(from.split('/').length - 1)
  return `${up}${to}`
}

export function nameInNavigation({ source, title }) {
  return titles[source] ?? title.replace(/^(?:Function|Interface|Class|Type Alias|Variable): /, '')
}

/** Returns the navigation, with the group of the page open. */
function formatNavigation(arranged, page) {
  return arranged
    .map(({ title, pages }) => {
      const isOpen = pages.some((one) => belongs(page, one)) || title === 'Guides'
      const entries = pages.map((one) => {
        const current = one === page ? ' aria-current="page"' : ''
        return `<li><a href="${relativePath(page.path, one.path)}"${current}>${escapeHtml(nameInNavigation(one))}</a></li>`
      })
      return `<details${isOpen ? ' open' : ''}><summary>${title}</summary><ul>${entries.join('')}</ul></details>`
    })
    .join('\n')
}

/** True for a page of the navigation, and for one below an index in it. */
function belongs(page, one) {
  return page === one || (one.path.endsWith('/index.html') && page.path.startsWith(one.path.slice(0, -10)))
}

/** Returns the headings of the second and third level as a list of links. */
function formatContents(headings) {
  const shown = headings.filter(({ level }) => level === 2 || level === 3)
  if (shown.length < 2) return ''
  const entries = shown.map(
    ({ level, id, title }) => `<li class="level-${level}"><a href="#${id}">${escapeHtml(title)}</a></li>`,
  )
  return `<nav class="contents" aria-label="On this page"><p>On this page</p><ul>${entries.join('')}</ul></nav>`
}

function formatNeighbours(arranged, page) {
  const pages = arranged.flatMap((group) => group.pages)
  const index = pages.indexOf(page)
  if (index === -1) return ''
  const link = (one, rel, label) =>
    one === undefined
      ? ''
      : `<a rel="${rel}" href="${relativePath(page.path, one.path)}"><span>${label}</span> ${escapeHtml(nameInNavigation(one))}</a>`
  const links = link(pages[index - 1], 'prev', 'Previous') + link(pages[index + 1], 'next', 'Next')
  return `<nav class="neighbours" aria-label="Neighbouring pages">${links}</nav>`
}

/** Returns the whole page. */
export function formatPage({ page, html, headings, description, arranged }) {
  const to = (path) => relativePath(page.path, path)
  const title = page.path === 'index.html' ? 'personctl' : `${page.title} · personctl`
  const canonical = `${siteUrl}${page.path.replace(/(^|\/)index\.html$/, '$1')}`
  const source = page.isGenerated
    ? 'This page is generated from the sources.'
    : `<a href="${repositoryUrl}/blob/main/${page.source}">The source of this page</a>`
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<meta name="description" content="${escapeHtml(shorten(description || page.title))}">
<link rel="canonical" href="${canonical}">
<link rel="icon" type="image/svg+xml" href="${to('assets/icon.svg')}">
<script>document.documentElement.className='script';try{const t=localStorage.getItem('theme');if(t)document.documentElement.dataset.theme=t}catch{}</script>
<link rel="stylesheet" href="${to('assets/site.css')}">
<script defer src="${to('assets/site.js')}" data-root="${to('')}"></script>
</head>
<body>
<a class="skip" href="#site-content">Skip to the content</a>
<header>
<a class="home" href="${to('index.html')}">personctl</a>
<a class="menu" href="#site-pages">Menu</a>
<form role="search"><label for="site-search">Search</label><input id="site-search" type="search" placeholder="Search (press /)" autocomplete="off" spellcheck="false" aria-controls="site-results"><div id="site-results" class="results" hidden><p role="status"></p><ol></ol></div></form>
<button type="button" id="site-theme">Theme</button>
<a class="repository" href="${repositoryUrl}">Source</a>
</header>
<div class="columns">
<nav id="site-pages" class="pages" aria-label="Pages">
<a class="close" href="#site-content">Close the menu</a>
${formatNavigation(arranged, page)}
</nav>
<main id="site-content" tabindex="-1">
${html}
<footer>
${formatNeighbours(arranged, page)}
<p>${source}</p>
</footer>
</main>
${formatContents(headings)}
</div>
</body>
</html>
`
}

/** Shortens a description to what search engines show. */
function shorten(text) {
  const words = text.replaceAll(/\s+/g, ' ').trim()
  if (words.length <= 160) return words
  return `${words.slice(0, 157).replace(/\s+\S*$/, '')} …`
}

/** Returns the page for paths that do not exist. It is served at any depth, so it finds the root by itself. */
export function formatMissingPage(style) {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>Page not found · personctl</title>
<meta name="description" content="There is no page at this URL.">
<style>${style}</style>
</head>
<body class="missing">
<main id="site-content">
<h1>Page not found</h1>
<p>There is no page at this URL. The <a id="site-home" href="${siteUrl}">start page</a> leads to all others, and has a search.</p>
</main>
<script>(async()=>{let path=location.pathname;while(path.includes('/')){path=path.slice(0,path.lastIndexOf('/'));
try{if((await fetch(path+'/sitemap.xml',{method:'HEAD'})).ok){document.getElementById('site-home').href=path+'/index.html';return}}catch{return}}})()</script>
</body>
</html>
`
}
