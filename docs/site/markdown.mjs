// Turns Markdown into HTML: highlighted code, anchors as on GitHub, tables that scroll, links between pages.
import { transformerStyleToClass } from '@shikijs/transformers'
import MarkdownIt from 'markdown-it'
import { createHighlighter } from 'shiki'

const languages = {
  bash: 'shellscript',
  console: 'console',
  css: 'css',
  csv: 'csv',
  diff: 'diff',
  docker: 'docker',
  dockerfile: 'docker',
  go: 'go',
  graphql: 'graphql',
  groovy: 'groovy',
  html: 'html',
  http: 'http',
  java: 'java',
  javascript: 'javascript',
  js: 'javascript',
  json: 'json',
  mjs: 'javascript',
  php: 'php',
  py: 'python',
  python: 'python',
  rb: 'ruby',
  ruby: 'ruby',
  sh: 'shellscript',
  sql: 'sql',
  toml: 'toml',
  ts: 'typescript',
  typescript: 'typescript',
  yaml: 'yaml',
  yml: 'yaml',
}
const themes = { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' }
const classes = transformerStyleToClass({ classPrefix: 'c' })
const highlighter = await createHighlighter({
  langs: [...new Set(Object.values(languages))].filter((name) => name !== 'console').concat('shellsession'),
  themes: Object.values(themes),
})

/** Returns the rules for the colours of the code that was highlighted so far. */
export function codeStyles() {
  return classes.getCSS()
}

/** Returns the anchor that GitHub gives a heading. */
export function nameAnchor(heading) {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .trim()
    .replaceAll(' ', '-')
}

export function escapeHtml(text) {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

const parser = new MarkdownIt({ html: true })
const { rules } = parser.renderer

rules.fence = (tokens, index) => {
  const { content, info } = tokens[index]
  const name = info.trim().split(/\s+/)[0] ?? ''
  const lang = name === 'console' ? 'shellsession' : (languages[name] ?? 'text')
  const html = highlighter.codeToHtml(content.replace(/\n$/, ''), {
    lang,
    themes,
    defaultColor: false,
    transformers: [classes],
  })
  return `<div class="code"${name === '' ? '' : ` data-language="${escapeHtml(name)}"`}>${html}</div>\n`
}
rules.table_open = (_tokens, _index, _options, { tableCount }) =>
  `<div class="scroll" role="region" aria-label="Table ${tableCount()}" tabindex="0"><table>`
rules.table_close = () => '</table></div>\n'
rules.heading_open = (tokens, index) => `<${tokens[index].tag} id="${tokens[index].attrGet('id')}">`
rules.heading_close = (tokens, index) => {
  const { level, title } = tokens[index].meta ?? {}
  const id = tokens[index - 2].attrGet('id')
  const link = `<a class="anchor" href="#${id}" aria-label="Link to this heading: ${escapeHtml(title ?? '')}">#</a>`
  return `${level > 1 ? ` ${link}` : ''}</${tokens[index].tag}>\n`
}

/**
 * Renders a document.
 *
 * @param {string} text
 * @param {object} options
 * @param {(link: string) => string} options.resolveLink returns the link for the page
 * @param {(image: string, alternative: string) => string | undefined} options.embedImage returns HTML in place of an image
 * @param {(code: string) => string | undefined} options.findPage returns the link of what a piece of code names
 * @returns {{ title: string, description: string, html: string, headings: { level: number, id: string, title: string }[], sections: { id: string, title: string, text: string }[] }}
 */
export function renderMarkdown(text, { resolveLink, embedImage, findPage }) {
  let tables = 0
  const env = { tableCount: () => ++tables }
  const tokens = parser.parse(text, env)
  const headings = []
  const sections = [{ id: '', title: '', text: '' }]
  const seen = new Map()
  let description = ''
  for (const [index, token] of tokens.entries()) {
    if (token.type === 'heading_open') {
      const inline = tokens[index + 1]
      const title = plainText(inline)
      const level = Number(token.tag.slice(1))
      const name = nameAnchor(title) || 'section'
      const count = seen.get(name) ?? 0
      seen.set(name, count + 1)
      const id = count === 0 ? name : `${name}-${count}`
      token.attrSet('id', id)
      tokens[index + 2].meta = { level, title }
      headings.push({ level, id, title })
      if (level > 1) sections.push({ id, title, text: '' })
      inline.inHeading = true
    } else if (token.type === 'inline') {
      const paragraph = plainText(token)
      if (!token.inHeading) sections.at(-1).text += ` ${paragraph}`
      if (description === '' && tokens[index - 1].type === 'paragraph_open' && token.level === 1)
        description = paragraph
      linkInline(token.children ?? [], {
        resolveLink,
        embedImage,
        findPage: token.inHeading ? () => undefined : findPage,
      })
    } else if (token.type === 'fence' || token.type === 'code_block') {
      sections.at(-1).text += ` ${token.content}`
    } else if (token.type === 'html_block') {
      token.content = linkHtml(token.content, resolveLink, embedImage)
    }
  }
  const title = headings.find(({ level }) => level === 1)?.title ?? ''
  const html = parser.renderer.render(tokens, parser.options, env)
  return { title, description, html, headings, sections }
}

/** Returns the text of a paragraph, without its markup. */
function plainText(inline) {
  return (inline.children ?? [])
    .map(({ type, content }) =>
      type === 'softbreak' || type === 'hardbreak' ? ' ' : /^html/.test(type) ? '' : content,
    )
    .join('')
}

/** Resolves the links and images of a paragraph, and links the code that names a page. */
function linkInline(children, { resolveLink, embedImage, findPage }) {
  let inLink = 0
  for (const token of children) {
    if (token.type === 'link_open') {
      inLink++
      token.attrSet('href', resolveLink(token.attrGet('href')))
    } else if (token.type === 'link_close') inLink--
    else if (token.type === 'html_inline') {
      if (/^<a\s/.test(token.content)) inLink++
      if (/^<\/a/.test(token.content)) inLink--
      token.content = linkHtml(token.content, resolveLink, embedImage)
    } else if (token.type === 'image') {
      const html = embedImage(token.attrGet('src'), token.content)
      if (html === undefined) token.attrSet('src', resolveLink(token.attrGet('src')))
      else Object.assign(token, { type: 'html_inline', content: html })
    } else if (token.type === 'code_inline' && inLink === 0) {
      const link = findPage(token.content)
      if (link === undefined) continue
      const code = `<a class="quiet" href="${escapeHtml(link)}"><code>${escapeHtml(token.content)}</code></a>`
      Object.assign(token, { type: 'html_inline', content: code })
    }
  }
}

function linkHtml(html, resolveLink, embedImage) {
  return html
    .replaceAll(/<img\b[^>]*>/g, (tag) => {
      const [, src] = /\bsrc="([^"]*)"/.exec(tag) ?? []
      const [, alternative = ''] = /\balt="([^"]*)"/.exec(tag) ?? []
      return (src !== undefined && embedImage(src, alternative)) || tag
    })
    .replaceAll(/\b(href|src|srcset)="([^"]+)"/g, (_, name, link) => `${name}="${resolveLink(link)}"`)
}
