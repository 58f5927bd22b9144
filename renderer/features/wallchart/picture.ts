/** Longest side of a picture, px: sharp on an A3 print, and still a file that can be sent. */
const PICTURE_WIDTH = 4200

/** A page of the wall chart as a PNG, drawn from the same SVG with its style rules inside it. */
export async function pagePicture(page: SVGSVGElement): Promise<Uint8Array> {
  const copy = page.cloneNode(true) as SVGSVGElement
  const { width, height } = page.viewBox.baseVal
  const size = { width: PICTURE_WIDTH, height: Math.round((PICTURE_WIDTH * height) / width) }
  copy.setAttribute('width', String(size.width))
  copy.setAttribute('height', String(size.height))
  const style = document.createElementNS('http://www.w3.org/2000/svg', 'style')
  style.textContent = drawingRules()
  copy.prepend(style)
  const url = URL.createObjectURL(new Blob([new XMLSerializer().serializeToString(copy)], { type: 'image/svg+xml' }))
  try {
    const image = new Image()
    image.src = url
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = size.width
    canvas.height = size.height
    const context = canvas.getContext('2d')
    if (context === null) throw new Error('pagePicture: no drawing context')
    context.drawImage(image, 0, 0, size.width, size.height)
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
    if (blob === null) throw new Error('pagePicture: the picture could not be made')
    return new Uint8Array(await blob.arrayBuffer())
  } finally {
    URL.revokeObjectURL(url)
  }
}

/** The rules of the chart, as they stand in the page's own style sheets. */
function drawingRules(): string {
  return [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).filter((rule): rule is CSSStyleRule => rule instanceof CSSStyleRule && /^\.(bar|support|wall-page)\b/u.test(rule.selectorText)).map((rule) => rule.cssText).join('\n')
}
