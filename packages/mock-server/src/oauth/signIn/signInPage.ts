// The pages on which a person signs in: plain HTML of ASCII characters without a script, so that they work in every browser.
import type { SignInPerson } from './signInPeople.ts'

/** A page, and the headers that it is sent with. */
export interface SignInPage {
  readonly html: string
  readonly headers: Readonly<Record<string, string>>
}

/** The content of the page on which one chooses a person. */
interface PersonChoice {
  /** The name of the authorization server. */
  readonly server: string
  /** The application that a person signs in to. */
  readonly clientId: string
  readonly people: readonly SignInPerson[]
  /** True if more people match than the page shows. */
  readonly hasMore: boolean
  readonly search: string
  /** The login of the person who is signed in already. */
  readonly current: string | undefined
  readonly notice: string | undefined
  /** The parameters of the authorization request, which each link repeats. */
  readonly parameters: URLSearchParams
}

/** Returns the page on which one chooses who signs in. Each person is a link, so that no form leads to another origin. */
export function personChoicePage(choice: PersonChoice): SignInPage {
  const { server, clientId, people, hasMore, search, current, notice, parameters } = choice
  const link = (name: string, value: string): string => {
    const query = new URLSearchParams(parameters)
    query.set(name, value)
    return escapeHtml(`?${query}`)
  }
  const rows = people.map(
    (person) =>
      `<li><a href="${link('login_hint', person.login)}">${escapeHtml(person.name)}</a> <small>${escapeHtml(
        [person.email, person.login]
          .filter((text) => text !== undefined && text !== person.name)
          .join(' \u00b7 '),
      )}</small>${person.login === current ? ' <strong>signed in</strong>' : ''}</li>`,
  )
  const hidden = [...parameters].map(
    ([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
  )
  return createPage(
    'Sign in',
    `<p>Mock of ${escapeHtml(server)}. <strong>${escapeHtml(clientId)}</strong> asks who you are.</p>
${notice === undefined ? '' : `<p role="alert">${escapeHtml(notice)}</p>\n`}<form>
${hidden.join('\n')}
<label>Name, e-mail address or login <input type="search" name="search" value="${escapeHtml(search)}" autofocus></label>
<button>Search</button>
</form>
${rows.length === 0 ? '<p>Nobody who may sign in matches.</p>' : `<ul>\n${rows.join('\n')}\n</ul>`}
${hasMore ? '<p>There are more people: search for them.</p>\n' : ''}<p><a href="${link('deny', 'true')}">Refuse</a></p>`,
    "form-action 'self'; frame-ancestors 'none'",
  )
}

/** Returns the page for a request that must not be redirected, and for the end of a sign-out. */
export function noticePage(title: string, text: string): SignInPage {
  return createPage(title, `<p>${escapeHtml(text)}</p>`, "form-action 'none'; frame-ancestors 'none'")
}

// The hash is that of the script below, character by character.
const submitScript = 'document.forms[0].submit()'
const submitScriptHash = 'sha256-ePniVEkSivX/c7XWBGafqh8tSpiRrKiqYeqbG7N1TOE='

/**
 * Returns the page that sends a response to an application as a form (response mode `form_post`). Without JavaScript, one
 * presses its button.
 */
export function formPostPage(url: string, fields: Readonly<Record<string, string>>): SignInPage {
  const inputs = Object.entries(fields).map(
    ([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
  )
  return createPage(
    'Back to the application',
    `<form method="post" action="${escapeHtml(url)}">
${inputs.join('\n')}
<button>Continue</button>
</form>
<script>${submitScript}</script>`,
    `script-src '${submitScriptHash}'`,
  )
}

function createPage(title: string, body: string, policy: string): SignInPage {
  const html = `<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>body{font:1rem/1.5 sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem}</style>
<h1>${title}</h1>
${body}
</html>
`
  return {
    html: html.replace(/[\u0080-\u{10ffff}]/gu, (character) => `&#${character.codePointAt(0)};`),
    headers: {
      'Cache-Control': 'no-store',
      'Content-Security-Policy': `default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; ${policy}`,
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
    },
  }
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '')
}
