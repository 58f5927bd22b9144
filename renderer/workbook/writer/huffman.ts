/** Lengths in bits of an optimal prefix code for symbols of the given counts, none longer than `most`. Symbols that do not occur get 0. */
export function codeLengths(counts: Uint32Array, most: number): Uint8Array {
  const lengths = new Uint8Array(counts.length)
  const used = [...counts.keys()].filter((symbol) => counts[symbol] !== 0).sort((a, b) => (counts[a] as number) - (counts[b] as number) || a - b)
  if (used.length === 0) return lengths
  if (used.length === 1) {
    lengths[used[0] as number] = 1
    return lengths
  }
  const perLength = limited(depths(used.map((symbol) => counts[symbol] as number)), most)
  // The rarest symbols come first and get the longest codes.
  let at = 0
  for (let length = most; length > 0; length -= 1) for (let n = perLength[length] as number; n > 0; n -= 1) lengths[used[at++] as number] = length
  return lengths
}

/** Depth of every leaf of the Huffman tree, for counts in rising order. */
function depths(counts: readonly number[]): number[] {
  const leaves = counts.length
  const weight = [...counts]
  const parent = new Int32Array(2 * leaves - 1)
  let leaf = 0
  let inner = leaves
  const take = (): number => (inner >= weight.length || (leaf < leaves && (weight[leaf] as number) <= (weight[inner] as number)) ? leaf++ : inner++)
  for (let node = leaves; node < 2 * leaves - 1; node += 1) {
    const [a, b] = [take(), take()]
    weight.push((weight[a] as number) + (weight[b] as number))
    parent[a] = parent[b] = node
  }
  const depth = new Array<number>(2 * leaves - 1).fill(0)
  for (let node = 2 * leaves - 3; node >= 0; node -= 1) depth[node] = (depth[parent[node] as number] as number) + 1
  return depth.slice(0, leaves)
}

/** How many codes have each length, with those that are too long made shorter at the cost of others. */
function limited(found: readonly number[], most: number): Uint32Array {
  const perLength = new Uint32Array(most + 1)
  for (const depth of found) perLength[Math.min(depth, most)] = (perLength[Math.min(depth, most)] as number) + 1
  const unit = 2 ** most
  let taken = perLength.reduce((sum, n, length) => (length === 0 ? 0 : sum + n * 2 ** (most - length)), 0)
  while (taken > unit) {
    perLength[most] = (perLength[most] as number) - 1
    let length = most - 1
    while (perLength[length] === 0) length -= 1
    perLength[length] = (perLength[length] as number) - 1
    perLength[length + 1] = (perLength[length + 1] as number) + 2
    taken -= 1
  }
  return perLength
}

/** The codes of the given lengths, with their bits in the order in which deflate writes them. */
export function canonicalCodes(lengths: Uint8Array): Uint16Array {
  const next = new Uint32Array(17)
  for (const length of lengths) if (length > 0) next[length + 1] = (next[length + 1] as number) + 1
  for (let length = 1; length <= 16; length += 1) next[length] = ((next[length - 1] as number) + (next[length] as number)) << 1
  return Uint16Array.from(lengths, (length) => {
    if (length === 0) return 0
    let code = next[length] as number
    next[length] = code + 1
    let reversed = 0
    for (let bit = 0; bit < length; bit += 1, code >>= 1) reversed = (reversed << 1) | (code & 1)
    return reversed
  })
}
