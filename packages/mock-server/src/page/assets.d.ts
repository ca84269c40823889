/** The text of a file. */
declare module '*?text' {
  const text: string
  export default text
}

/** A module with all it imports, as one for browsers. */
declare module '*?script' {
  const script: string
  export default script
}
