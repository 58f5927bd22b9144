import { mainJob } from './support/main-job'
import { test } from './support/test'

test('the main job: from the official ledger to sums that add up, kept over a restart and undone by name', async ({ page }) => {
  await mainJob(page)
})
