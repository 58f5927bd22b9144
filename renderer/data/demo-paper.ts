/** A page of A4 in PDF with a heading and some lines, in the font that readers have for Chinese. Made up, and says so at its head. */
export function demoPaper(heading: string, lines: readonly string[]): Uint8Array<ArrayBuffer> {
  const text = [line('虚构演示', 12, 72, 790), line(heading, 20, 72, 740), ...lines.map((words, i) => line(words, 14, 72, 690 - i * 30))].join('\n')
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 5 0 R>>>>/Contents 4 0 R>>', `<</Length ${text.length}>>\nstream\n${text}\nendstream`,
    '<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[6 0 R]>>',
    '<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/FontDescriptor 7 0 R/DW 1000/W[1 95 500 814 939 500]>>',
    '<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>',
  ]
  let body = '%PDF-1.4\n'
  const places = objects.map((object, i) => {
    const at = body.length
    body += `${i + 1} 0 obj\n${object}\nendobj\n`
    return at
  })
  const table = places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')
  body += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${body.length}\n%%EOF\n`
  return new TextEncoder().encode(body)
}

/** One line of text at a place in points from the lower left, as UCS-2 in hexadecimal. */
function line(words: string, size: number, x: number, y: number): string {
  const codes = Array.from({ length: words.length }, (_, i) => words.charCodeAt(i).toString(16).padStart(4, '0')).join('')
  return `BT /F1 ${size} Tf ${x} ${y} Td <${codes}> Tj ET`
}
