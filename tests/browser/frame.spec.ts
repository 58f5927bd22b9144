import AxeBuilder from '@axe-core/playwright'
import { expect, test } from './support/test'
import { Frame } from './pages/frame'

const SCREENS = ['总览', '项目库', '月报填报', '报表导出', '数据安全', '设置'] as const

test('Ctrl+K finds a project by its pinyin initials and a screen by its name, by keyboard alone', async ({ page }) => {
  const frame = new Frame(page)
  await frame.openLedger('官方台账')
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: '查找项目、页面' }).pressSequentially('bmxx')
  await expect(page.getByRole('option', { name: /北门小学/u })).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Enter')
  await expect(frame.heading).toContainText('北门小学')
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: '查找项目、页面' }).fill('填报')
  await page.keyboard.press('Enter')
  await expect(frame.heading).toHaveText('月报填报')
})

test('? lists the keys and Escape closes the list', async ({ page }) => {
  const frame = new Frame(page)
  await frame.openLedger('官方台账')
  await page.keyboard.press('?')
  const sheet = page.getByRole('dialog', { name: '全部按键' })
  await expect(sheet).toContainText('Ctrl K')
  await page.keyboard.press('Escape')
  await expect(sheet).toBeHidden()
})

test('F1 opens the manual with its pictures, and the list of keys leads to it', async ({ page }) => {
  const frame = new Frame(page)
  await frame.openLedger('官方台账')
  await page.keyboard.press('F1')
  await expect(frame.heading).toHaveText('使用手册')
  const picture = page.getByRole('img', { name: /^月报填报：/u })
  await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(1366)
  await page.getByRole('navigation', { name: '手册目录' }).getByRole('button', { name: '遇到问题' }).click()
  await expect(page.getByRole('heading', { level: 2, name: '遇到问题' })).toBeInViewport()
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.filter((v) => v.impact === 'serious' || v.impact === 'critical').map((v) => v.id)).toEqual([])
  await frame.go('总览')
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: '全部按键' }).getByRole('link', { name: '看使用手册' }).click()
  await expect(frame.heading).toHaveText('使用手册')
})

for (const ledger of ['官方台账', '演示数据'] as const) {
  test(`axe finds nothing serious on any screen of the ${ledger}`, async ({ page }) => {
    // Six audits one after another: on a busy PC they take their time.
    test.slow()
    const frame = new Frame(page)
    await frame.openLedger(ledger)
    for (const screen of SCREENS) {
      await frame.go(screen)
      const { violations } = await new AxeBuilder({ page }).analyze()
      const serious = violations.filter((v) => v.impact === 'serious' || v.impact === 'critical')
      expect(serious.map((v) => `${screen}: ${v.id} ${v.nodes.map((n) => n.target.join(' ')).join('; ')}`)).toEqual([])
    }
    await frame.go('项目库')
    await page.getByRole('link', { name: /项目|工程/u }).last().click()
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.filter((v) => v.impact === 'serious' || v.impact === 'critical').map((v) => `${v.id} ${v.nodes.map((n) => n.target.join(' ')).join('; ')}`)).toEqual([])
  })
}

for (const [width, height] of [[1280, 720], [1366, 768], [1920, 1080], [3840, 2160]] as const) {
  test(`no screen runs over the edge at ${width} × ${height}`, async ({ page }) => {
    await page.setViewportSize({ width, height })
    const frame = new Frame(page)
    await frame.openLedger('演示数据')
    for (const screen of SCREENS) {
      await frame.go(screen)
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
      expect(over, screen).toBeLessThanOrEqual(0)
      const mainOver = await page.getByRole('main').evaluate((main) => main.scrollWidth - main.clientWidth)
      expect(mainOver, `${screen} main`).toBeLessThanOrEqual(0)
    }
  })
}
