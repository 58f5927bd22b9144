/**
 * fast-check with one seed, so that a red run is red again. `PROPERTY_SEED=7` takes another, `PROPERTY_TIMES=20` as many times the runs:
 * both before a law is trusted. Stands in for the package by an alias of vitest.config.ts.
 */
import fc from '../../node_modules/fast-check/lib/fast-check.js'

const seed = Number(process.env.PROPERTY_SEED ?? 3367)
const times = Number(process.env.PROPERTY_TIMES ?? 1)

const assert = (property, parameters = {}) => fc.assert(property, { seed, ...parameters, numRuns: (parameters.numRuns ?? 100) * times })

export * from '../../node_modules/fast-check/lib/fast-check.js'
export { assert }
export default { ...fc, assert }
