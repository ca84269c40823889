export function recordResults(name: 'runtimes' | 'nodes' | 'compilers' | 'peers', rows: string[][]): void
export function readResults(): Record<string, { date: string; rows: string[][] }>
export function formatPage(results: Record<string, { date: string; rows: string[][] }>): string
