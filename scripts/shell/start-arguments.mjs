export const USAGE = `用法：npm start -- [选项]
  --browser    不用桌面外壳，直接在浏览器里打开
  --no-open    不自动打开浏览器，只显示地址
  --port N     浏览器方式使用的端口，默认 5367；换端口就是另一本台账
  --official   还没有台账时，直接打开官方台账
  --demo       还没有台账时，直接打开演示数据
  --help       显示本说明`

/** Reads the options after `npm start --`. Gives `{fault}` with a Chinese sentence for what is not understood. */
export function parseStartArguments(words) {
  const options = { browser: false, launch: true, port: null, open: null, help: false }
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i]
    if (word === '--browser') options.browser = true
    else if (word === '--no-open') options.launch = false
    else if (word === '--help') options.help = true
    else if (word === '--demo' || word === '--official') {
      const ledger = word.slice(2)
      if (options.open !== null && options.open !== ledger) return { fault: '错误：--demo 和 --official 只能选一个' }
      options.open = ledger
    } else if (word === '--port' || word.startsWith('--port=')) {
      const value = word === '--port' ? words[(i += 1)] : word.slice('--port='.length)
      const port = Number(value)
      if (value === undefined || !/^\d+$/u.test(value) || port < 1 || port > 65_535) return { fault: `错误：--port 后面要写 1 到 65535 的端口号，如 --port 5368${value === undefined ? '' : `；看不懂“${value}”`}` }
      options.port = port
    } else return { fault: `错误：不认识的选项“${word}”` }
  }
  return options
}
