export function fetchCommand(spec: string, command: string): string | undefined
