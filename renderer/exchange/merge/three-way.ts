import { sameValue } from './same-value'

/**
 * What became of one field between sending a workbook and taking it back.
 * `unchanged`: nobody touched it. `owner`: the owner alone. `here`: we alone. `alike`: both, to the same value.
 * `conflict`: both, to different values.
 */
export type Outcome = 'unchanged' | 'owner' | 'here' | 'alike' | 'conflict'

/** Stands for the value as sent where it is not known any more (the workbook lost its hidden sheet). A plain object, since it goes from a worker to the page. */
export interface NotKnown {
  readonly asSent: 'not known'
}
export const NOT_KNOWN: NotKnown = { asSent: 'not known' }

export function isNotKnown(value: unknown): value is NotKnown {
  return typeof value === 'object' && value !== null && (value as Partial<NotKnown>).asSent === NOT_KNOWN.asSent
}

/** One field of one record in its three versions. */
export interface ThreeWay<V = unknown> {
  readonly asSent: V | NotKnown
  readonly here: V
  readonly owner: V
}

/**
 * Compares the three versions. Where the value as sent is not known, nothing may be guessed: an empty side gives way to a
 * filled one, and two different filled ones are a conflict.
 */
export function outcomeOf({ asSent, here, owner }: ThreeWay): Outcome {
  if (isNotKnown(asSent)) {
    if (sameValue(here, owner)) return 'unchanged'
    if (owner === null) return 'here'
    return here === null ? 'owner' : 'conflict'
  }
  const [byOwner, byUs] = [!sameValue(asSent, owner), !sameValue(asSent, here)]
  if (!byOwner) return byUs ? 'here' : 'unchanged'
  if (!byUs) return 'owner'
  return sameValue(here, owner) ? 'alike' : 'conflict'
}

/** Whose value a conflict takes. */
export type Side = 'here' | 'owner'

/** What stands after the merge. A conflict without a choice leaves ours as it is: it is still open, not decided. */
export function merged<V>(versions: ThreeWay<V>, choice: Side | null): V {
  const outcome = outcomeOf(versions)
  const takeOwner = outcome === 'owner' || outcome === 'alike' || (outcome === 'conflict' && choice === 'owner')
  return takeOwner ? versions.owner : versions.here
}
