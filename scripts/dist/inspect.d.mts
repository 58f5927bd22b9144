export const ASAR_LIMIT_BYTES: number
export function archiveFaults(files: readonly string[], bytes: number): string[]
export function manifestFaults(manifest: Readonly<Record<string, unknown>>): string[]
export function bundleFaults(code: string): string[]
export const FUSES: readonly (readonly [name: string, wanted: boolean | null])[]
export function fuseFaults(executable: Buffer, sentinel: string): string[]
export type Control = Readonly<Record<'package' | 'version' | 'architecture' | 'maintainer' | 'description' | 'homepage' | 'license', string>>
export function controlOf(args: readonly string[]): Control
export function controlFaults(control: Control): string[]
export function desktopFaults(text: string): string[]
export const ICON_SIZES: readonly number[]
export function iconFaults(icons: readonly { readonly name: string; readonly bytes: Uint8Array }[]): string[]
export declare const MIME_TYPE: string
export declare const EXTENSION: string
export declare function mimeFaults(text: string): string[]
export declare function nsisFaults(defines: Readonly<Record<string, unknown>>, options: Readonly<Record<string, unknown>>): string[]
export declare function uninstallFaults(script: string): string[]
export declare function portableFaults(defines: Readonly<Record<string, unknown>>): string[]
export declare function integrityFaults(integrity: readonly { readonly file: string; readonly alg: string; readonly value: string }[] | null, headerSha256: string): string[]
export declare function icoFaults(bytes: Uint8Array): string[]
export declare function icnsFaults(bytes: Uint8Array): string[]
