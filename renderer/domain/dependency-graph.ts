/** A node that comes after others. Ids that are not among the nodes are passed over. */
export interface GraphNode {
  readonly id: string
  readonly after: readonly string[]
}

export type Sorted<T> = { readonly ok: true; readonly order: readonly T[] } | { readonly ok: false; readonly cycle: readonly T[] }

/** Orders nodes so that each stands behind all that it comes after; where that cannot be, one cycle, each node before the one that waits for it. */
export function sortByDependency<T extends GraphNode>(nodes: readonly T[]): Sorted<T> {
  const byId = new Map(nodes.map((n) => [n.id, n]))
  const done = new Set<string>()
  const order: T[] = []
  for (const root of nodes) {
    if (done.has(root.id)) continue
    // Without recursion: a chain may be as long as the list.
    const path: { readonly node: T; next: number }[] = [{ node: root, next: 0 }]
    const onPath = new Set([root.id])
    while (path.length > 0) {
      const top = path.at(-1)!
      const id = top.node.after[top.next]
      top.next += 1
      if (id === undefined) {
        path.pop()
        onPath.delete(top.node.id)
        done.add(top.node.id)
        order.push(top.node)
        continue
      }
      const before = byId.get(id)
      if (before === undefined || done.has(id)) continue
      if (onPath.has(id)) return { ok: false, cycle: path.slice(path.findIndex((p) => p.node.id === id)).map((p) => p.node).reverse() }
      path.push({ node: before, next: 0 })
      onPath.add(id)
    }
  }
  return { ok: true, order }
}

/** The sentence that refuses a cycle and names it: `前置关系绕成了圈：甲 → 乙 → 甲`. */
export function cycleWords(cycle: readonly { readonly name: string }[]): string {
  return `前置关系绕成了圈：${[...cycle, ...cycle.slice(0, 1)].map((n) => n.name).join(' → ')}，请去掉其中一条`
}
