export function findChromium(): { path: string } | null
