import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Runs the desktop program until its window closes; its exit code becomes ours, 1 where a signal ended it. */
export function runElectron(binary, open) {
  const args = [ROOT, ...(open === null ? [] : [`--open-ledger=${open}`])]
  const child = spawn(binary, args, { stdio: 'inherit' })
  let stopping = false
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => {
      stopping = true
      child.kill(signal)
    })
  }
  child.on('error', (error) => {
    console.error(`错误：桌面程序没有启动（${error.message}）。请改用 npm start -- --browser`)
    process.exitCode = 1
  })
  child.on('exit', (code, signal) => {
    process.exitCode = stopping ? 0 : (code ?? 1)
    if (process.exitCode !== 0) console.error(`错误：桌面程序异常退出（${signal ?? code}），已经保存的内容都在。打不开时请改用 npm start -- --browser`)
  })
}
