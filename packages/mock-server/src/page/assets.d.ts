/** The content of a file. */
declare module '*?text' {
  const text: string
  export default text
}

/** A module bundled for browsers with everything it imports. */
declare module '*?script' {
  const script: string
  export default script
}

/** The content of a YAML file, as JSON. */
declare module '*?json' {
  const json: string
  export default json
}
