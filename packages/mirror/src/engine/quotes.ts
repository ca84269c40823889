/** The parts of SQL of PostgreSQL that matter for its parameters: texts and names in quotes, and question marks. */
export const quotesAndParameters: RegExp =
  /\bE'(?:[^'\\]|\\[\s\S]|'')*'|'[^']*'|"[^"]*"|\$(\w*)\$[\s\S]*?\$\1\$|\?/gi
