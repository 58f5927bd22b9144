import { excerpt } from '@/domain/brand'
import { Refusal } from './refusal'

/** What a command line may hold. Names are without the leading dashes. */
export interface ArgumentRules<Value extends string, Flag extends string> {
  /** Options that take a value: `--out F.xlsx` or `--out=F.xlsx`. */
  readonly values: readonly Value[]
  /** Options that take none. */
  readonly flags?: readonly Flag[]
  /** How many bare arguments there may be, and what they are called in messages. Left out: none. */
  readonly bare?: { readonly label: string; readonly least: number; readonly most: number }
}

export interface ReadArguments<Value extends string, Flag extends string> {
  readonly values: Partial<Readonly<Record<Value, string>>>
  readonly flags: ReadonlySet<Flag>
  readonly bare: readonly string[]
}

/** Whether the person asks for the usage; it wins over everything else on the line. */
export function asksForHelp(argv: readonly string[]): boolean {
  return argv.includes('--help') || argv.includes('-h')
}

/** Reads a command line. Throws Refusal, naming the option, for one that is unknown, given twice or without its value. */
export function readArguments<Value extends string, Flag extends string = never>(argv: readonly string[], rules: ArgumentRules<Value, Flag>): ReadArguments<Value, Flag> {
  const values: Partial<Record<Value, string>> = {}
  const flags = new Set<Flag>()
  const bare: string[] = []
  for (let i = 0; i < argv.length; i += 1) {
    const word = argv[i] as string
    if (!word.startsWith('-') || word === '-') {
      bare.push(word)
      continue
    }
    const equals = word.indexOf('=')
    const option = equals < 0 ? word : word.slice(0, equals)
    const name = option.slice(2)
    if (option.startsWith('--') && isOne(rules.flags ?? [], name)) {
      if (equals >= 0) throw new Refusal(`${option} 后面不带值，请删去“=”和它后面的内容`)
      flags.add(name)
      continue
    }
    if (!option.startsWith('--') || !isOne(rules.values, name)) throw new Refusal(`不认识选项 ${excerpt(option)}，用 --help 查看有哪些选项`)
    if (values[name] !== undefined) throw new Refusal(`${option} 写了两次，请只留一个`)
    const value = equals >= 0 ? word.slice(equals + 1) : argv[i + 1]
    if (value === undefined || value === '' || (equals < 0 && value.startsWith('--'))) throw new Refusal(`${option} 后面少了值，用 --help 查看用法`)
    values[name] = value
    if (equals < 0) i += 1
  }
  const { label, least, most } = rules.bare ?? { label: '', least: 0, most: 0 }
  if (bare.length > most) throw new Refusal(`多了“${excerpt(bare[most] ?? '')}”，用 --help 查看用法`)
  if (bare.length < least) throw new Refusal(`少了${label}，用 --help 查看用法`)
  return { values, flags, bare }
}

function isOne<T extends string>(names: readonly T[], name: string): name is T {
  return (names as readonly string[]).includes(name)
}

/** The value of an option that must be there. Throws Refusal that names it. */
export function needed<Value extends string>(read: ReadArguments<Value, string>, name: Value): string {
  const value = read.values[name]
  if (value === undefined) throw new Refusal(`少了 --${name}，用 --help 查看用法`)
  return value
}

/** The value of an option that is one of a fixed list, or `otherwise` where it is not given. Throws Refusal that lists the choices. */
export function oneOf<T extends string>(name: string, value: string | undefined, choices: readonly T[], otherwise: T): T {
  if (value === undefined) return otherwise
  if (!isOne(choices, value)) throw new Refusal(`--${name} 不能是“${excerpt(value)}”，只能是 ${choices.join('、')}`)
  return value
}
