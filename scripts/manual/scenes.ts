import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'

/** One picture of the manual: which ledger, and what a person does before it is taken. */
export interface Scene {
  readonly name: string
  readonly ledger: 'demo' | null
  arrange(page: Page): Promise<void>
}

async function open(page: Page, label: string): Promise<void> {
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: label }).click()
  await page.getByRole('heading', { level: 1, name: label }).waitFor()
}

async function choosePeriod(page: Page, label: string): Promise<void> {
  await page.getByRole('banner').getByLabel('报告期').selectOption({ label })
}

async function openProject(page: Page, name: string): Promise<void> {
  await open(page, '项目库')
  await page.getByLabel('查找项目').fill(name)
  await page.getByRole('grid').getByRole('link', { name, exact: true }).click()
  await page.getByRole('heading', { level: 1, name }).waitFor()
}

export const SCENES: readonly Scene[] = [
  { name: 'start', ledger: null, arrange: async (page) => page.getByRole('heading', { level: 1, name: '重点项目作战台' }).waitFor() },
  { name: 'overview', ledger: 'demo', arrange: (page) => choosePeriod(page, '2020年11月') },
  { name: 'projects', ledger: 'demo', arrange: (page) => open(page, '项目库') },
  { name: 'project', ledger: 'demo', arrange: async (page) => { await choosePeriod(page, '2020年11月'); await openProject(page, '现代物流园一期') } },
  {
    name: 'events', ledger: 'demo',
    async arrange(page) {
      await open(page, '项目库')
      await page.getByRole('main').getByRole('link', { name: '集中开复工' }).click()
      await page.getByRole('heading', { level: 1, name: '集中开复工' }).waitFor()
    },
  },
  {
    name: 'entry', ledger: 'demo',
    async arrange(page) {
      await choosePeriod(page, '2020年12月')
      await open(page, '月报填报')
      for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown']) await page.keyboard.press(key)
      await page.keyboard.type('1.2.3')
      await page.keyboard.press('Enter')
      await page.getByRole('alert').waitFor()
      await page.keyboard.type('1701.5')
    },
  },
  { name: 'wallchart', ledger: 'demo', arrange: (page) => open(page, '挂图作战') },
  {
    name: 'support', ledger: 'demo',
    async arrange(page) {
      await choosePeriod(page, '2020年11月')
      await open(page, '挂图作战')
      await page.getByRole('group', { name: '哪一张图' }).getByRole('button', { name: '作战保障图' }).click()
    },
  },
  { name: 'procedures', ledger: 'demo', arrange: (page) => open(page, '前期手续') },
  {
    name: 'issues', ledger: 'demo',
    async arrange(page) {
      await open(page, '问题督办')
      await page.getByRole('main').getByRole('row').nth(2).click()
    },
  },
  { name: 'reports', ledger: 'demo', arrange: async (page) => { await choosePeriod(page, '2020年11月'); await open(page, '报表导出') } },
  {
    name: 'bulletin', ledger: 'demo',
    async arrange(page) {
      await choosePeriod(page, '2020年11月')
      await open(page, '报表导出')
      await page.getByRole('navigation', { name: '报表导出的部分' }).getByRole('button', { name: '通报稿' }).click()
      await page.getByText('一、总体情况').waitFor()
    },
  },
  {
    name: 'import', ledger: 'demo',
    async arrange(page) {
      await open(page, '项目库')
      await page.getByRole('link', { name: '从 Excel 导入' }).click()
      const transfer = await page.evaluateHandle((base64) => {
        const data = new DataTransfer()
        data.items.add(new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], '县重点项目台账.xlsx'))
        return data
      }, readFileSync('tests/fixtures/ledgers/13-known-names.xlsx').toString('base64'))
      await page.getByText(/拖到这里|换一个/u).dispatchEvent('drop', { dataTransfer: transfer })
      for (let step = 1; step < 4; step += 1) await page.getByRole('button', { name: '下一步' }).click()
    },
  },
  { name: 'exchange', ledger: 'demo', arrange: (page) => open(page, '收发交换') },
  { name: 'lock', ledger: 'demo', arrange: async (page) => { await choosePeriod(page, '2020年11月'); await open(page, '月报填报'); await page.getByRole('button', { name: '更多' }).click() } },
  { name: 'safety', ledger: 'demo', arrange: async (page) => { await openProject(page, '现代物流园一期'); await page.getByRole('form', { name: '本月填报' }).getByLabel(/^形象进度/u).fill('主体完成八成'); await page.getByRole('form', { name: '本月填报' }).getByRole('button', { name: '保存', exact: true }).click(); await open(page, '数据安全') } },
  {
    name: 'backup', ledger: 'demo',
    async arrange(page) {
      // A folder of the browser's own stands for the one that a person picks.
      await page.evaluate(`window.showDirectoryPicker = async ({ id }) => (await navigator.storage.getDirectory()).getDirectoryHandle(id === 'backup-first' ? '文档' : 'U盘', { create: true })`)
      await open(page, '数据安全')
      await page.getByRole('tab', { name: '备份' }).click()
      for (const place of [0, 0]) await page.getByRole('button', { name: '选文件夹' }).nth(place).click()
      await page.getByRole('button', { name: '现在备份' }).click()
      await page.getByRole('table', { name: '备份' }).waitFor()
    },
  },
  {
    name: 'check', ledger: 'demo',
    async arrange(page) {
      await open(page, '数据安全')
      await page.getByRole('tab', { name: '检查台账' }).click()
      await page.getByRole('button', { name: '现在检查' }).click()
      await page.getByText('没有发现不对').waitFor()
      await page.getByRole('button', { name: '现在检查' }).waitFor()
    },
  },
  { name: 'settings', ledger: 'demo', arrange: (page) => open(page, '设置') },
]
