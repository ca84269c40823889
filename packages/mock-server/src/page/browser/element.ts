type Properties<Tag extends keyof HTMLElementTagNameMap> = Partial<
  Omit<HTMLElementTagNameMap[Tag], 'style' | 'dataset' | 'innerHTML' | 'outerHTML'>
>

/** Makes an element. What comes from the mock gets into the page as text alone. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Properties<Tag> = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const made = Object.assign(document.createElement(tag), properties)
  made.append(...children)
  return made
}

/** The element with this id, which the page has. */
export function found<T extends HTMLElement = HTMLElement>(id: string): T {
  return document.getElementById(id) as T
}
