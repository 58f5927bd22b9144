import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Runs the desktop program until its window closes; its exit code becomes ours. */
export function runElectron(binary, open) {
  const args = [ROOT, ...(open === null ? [] : [`--open-ledger=${open}`])]
  const child = spawn(binary, args, { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => child.kill(signal))
  child.on('error', (error) => {
    console.error(`错误：桌面程序没有启动（${error.message}）。请改用 npm start -- --browser`)
    process.exitCode = 1
  })
  child.on('exit', (code) => (process.exitCode = code ?? 0))
}
