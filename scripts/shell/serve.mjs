/** Serves the built page for the browser tests: `node scripts/shell/serve.mjs PORT`. */
import { buildStale } from '../build.mjs'
import { startPageServer } from './page-server.mjs'

await buildStale()
await startPageServer(Number(process.argv[2]))
