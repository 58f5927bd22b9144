import type { Plugin } from 'vite'
export declare function noCodeFromText(): Plugin
