import { HANDLINGS, type Procedure } from '@/domain/method-records'
import { dateOnly, addDays, yearOf, type DateOnly } from '@/domain/period'
import { layOutProcedures } from '@/domain/procedure'
import type { DemoProject } from './demo-milestones'
import { PROCEDURE_TEMPLATES } from './procedure-templates'
import type { Random } from './seeded'

const HANDLERS = ['罗某', '梁某', '高某'] as const

/** Approvals of every project. Most were done before 开工; some are still under way, and one in twenty is about to end or has ended. */
export function demoProcedures(random: Random, projects: readonly DemoProject[]): Procedure[] {
  return projects.flatMap((demo) => {
    let n = 0
    const id = PROCEDURE_TEMPLATES.find((t) => t.id === (demo.project.domain === '产业转型' ? 'qiye' : 'zhengfu'))!
    const laid = layOutProcedures(id, demo.project.id, () => `01DEMPRC${String(demo.i + 1).padStart(8, '0')}${String(++n).padStart(10, '0')}`)
    return laid.map((p, k) => handled(random, demo, p, k, laid.length))
  })
}

/** `open` is how many of the last approvals are not there yet; the rest came one after another up to 开工. */
function handled(random: Random, { project, i }: DemoProject, procedure: Procedure, k: number, count: number): Procedure {
  const open = i % 9 === 4 ? 3 : i % 7 === 2 ? 1 : 0
  const left = count - 1 - k
  const base: Procedure = { ...procedure, handler: HANDLERS[i % HANDLERS.length]!, handlings: HANDLINGS.filter((_, h) => (i + h + k) % 3 === 0) }
  if (i % 11 === 5 && k === 3) return { ...base, notNeeded: true, handler: null, handlings: [], remarks: '按名录不需办理' }
  if (left >= open) return approved(random, base, addDays(project.startDate!, -12 * (left - open) - 8), i, k)
  if (left === open - 1 && i % 2 === 0) {
    const applied = dateOnly(`2020-1${1 + (i % 2)}-${String(3 + (i % 20)).padStart(2, '0')}`)
    return { ...base, neededBy: dateOnly('2020-12-20'), appliedOn: applied, acceptedOn: i % 4 === 0 ? addDays(applied, 1) : null, documents: base.documents.map((d) => ({ ...d, ready: true })) }
  }
  return { ...base, neededBy: dateOnly('2021-02-28'), handlings: [], documents: base.documents.map((d, n) => ({ ...d, ready: n === 0 })) }
}

function approved(random: Random, procedure: Procedure, on: DateOnly, i: number, k: number): Procedure {
  const took = 1 + Math.floor(random() * 9)
  const accepted = addDays(on, -took)
  const expiresOn = i % 10 === 6 && k === 3 ? dateOnly('2021-01-18') : i % 15 === 8 && k === 4 ? dateOnly('2020-12-10') : null
  return {
    ...procedure, appliedOn: addDays(accepted, -1), acceptedOn: accepted, approvedOn: on, expiresOn, documentNumber: `演批〔${yearOf(on)}〕${1 + ((i * 9 + k) % 180)}号`, documents: procedure.documents.map((d) => ({ ...d, ready: true })),
  }
}
