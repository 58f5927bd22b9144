export declare function writeHashes(folder: string): string[]
