import type { Plugin } from 'vite'
export interface BuiltIn { readonly name: string; readonly version: string; readonly licence: string; readonly text: string | null }
export const ALLOWED_LICENCES: readonly string[]
export function thirdParty(options: { readonly emits: boolean }): Plugin
export function packageRoot(id: string): string | null
export function thirdPartyText(packages: readonly BuiltIn[]): string
