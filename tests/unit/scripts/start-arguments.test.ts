import { describe, expect, it } from 'vitest'
// @ts-expect-error a plain script
import { parseStartArguments, USAGE } from '../../../scripts/shell/start-arguments.mjs'

type Options = { browser: boolean; launch: boolean; port: number | null; open: string | null; help: boolean }
const parse = parseStartArguments as (words: readonly string[]) => Options | { fault: string }
const NONE: Options = { browser: false, launch: true, port: null, open: null, help: false }

describe('the options of npm start', () => {
  it.each<[string[], Partial<Options>]>([
    [[], {}],
    [['--browser'], { browser: true }],
    [['--no-open'], { launch: false }],
    [['--help'], { help: true }],
    [['--demo'], { open: 'demo' }],
    [['--official'], { open: 'official' }],
    [['--demo', '--demo'], { open: 'demo' }],
    [['--port', '5368'], { port: 5368 }],
    [['--port=1'], { port: 1 }],
    [['--port', '65535'], { port: 65_535 }],
    [['--port', '1', '--port', '2'], { port: 2 }],
    [['--official', '--no-open', '--port', '6000', '--browser'], { open: 'official', launch: false, port: 6000, browser: true }],
  ])('reads %j', (words, expected) => {
    expect(parse(words)).toEqual({ ...NONE, ...expected })
  })

  it.each(['0', '65536', 'abc', '', '-1', '80.5', '1e3', '0x50', ' 80', '８０', '99999999999999999999', '--browser'])('refuses the port “%s” and says how to write one', (value) => {
    for (const words of [['--port', value], [`--port=${value}`]]) {
      const said = parse(words) as { fault: string }
      expect(said.fault).toContain('1 到 65535')
      expect(said.fault).toContain(`看不懂“${value}”`)
    }
  })

  it('asks for the number where none follows --port', () => {
    expect((parse(['--port']) as { fault: string }).fault).toMatch(/^错误：--port 后面要写 1 到 65535 的端口号，如 --port 5368$/u)
  })

  it.each(['--prot', '-p', 'demo', '', '--Demo', '--browser=1', '--portal', '--demo '])('refuses the word “%s” by name', (word) => {
    expect(parse([word])).toEqual({ fault: `错误：不认识的选项“${word}”` })
  })

  it.each([[['--demo', '--official']], [['--official', '--browser', '--demo']]])('refuses two ledgers at once: %j', (words) => {
    expect(parse(words)).toEqual({ fault: '错误：--demo 和 --official 只能选一个' })
  })

  it('names every option in the usage', () => {
    for (const option of ['--browser', '--no-open', '--port', '--official', '--demo', '--help']) expect(USAGE).toContain(option)
  })
})
