import type { Page } from '@playwright/test'
import { closeSync, ftruncateSync, openSync, writeFileSync } from 'node:fs'

/** A JPEG of so many points, of lines and a word, drawn by the page's own browser. */
export async function drawJpeg(page: Page, width: number, height: number, word: string): Promise<Buffer> {
  const url = await page.evaluate(async ([w, h, text]) => {
    const canvas = new OffscreenCanvas(w, h)
    const context = canvas.getContext('2d')!
    context.fillStyle = '#9db4c0'
    context.fillRect(0, 0, w, h)
    context.fillStyle = '#5c6b73'
    for (let x = 0; x < w; x += w / 12) context.fillRect(x, h / 2 - (x % 7) * (h / 40), w / 16, h)
    context.fillStyle = '#253237'
    context.font = `${h / 6}px sans-serif`
    context.fillText(text, w / 20, h / 4)
    const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 })
    const bytes = new Uint8Array(await blob.arrayBuffer())
    let binary = ''
    for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192))
    return btoa(binary)
  }, [width, height, word] as const)
  return Buffer.from(url, 'base64')
}

/** Writes a picture followed by empty bytes, which its readers pass over: as large as a photo of a good camera, at no cost. */
export function writeLargePicture(path: string, picture: Buffer, bytes: number): void {
  writeFileSync(path, picture)
  const file = openSync(path, 'r+')
  ftruncateSync(file, bytes)
  closeSync(file)
}
