import type { MilestoneTemplate, MilestoneTemplateItem } from '@/domain/method-records'

/** A row of a template: each comes after the one before it unless it says otherwise. */
type Row = readonly [name: string, offset: number, days: number, weight: number]

function template(id: string, name: string, order: number, rows: readonly Row[]): MilestoneTemplate {
  const items = rows.map(([itemName, offset, days, weight], i): MilestoneTemplateItem => ({ key: `s${i + 1}`, name: itemName, offset, days, weight, after: i === 0 ? [] : [{ key: `s${i}`, lag: 0 }] }))
  return { id, name, order, items, deletedAt: null }
}

/** 节点模板 by kind of project, laid out in days from the day of 开工准备. Ours, not an official standard; 设置 changes them. */
export const MILESTONE_TEMPLATES: readonly MilestoneTemplate[] = [
  template('shizheng', '市政道路管网', 1, [['施工准备', 0, 20, 3], ['征迁交地', 20, 40, 10], ['管线迁改', 60, 45, 12], ['管网敷设', 105, 90, 25], ['路基路面', 195, 90, 30], ['附属工程', 285, 45, 12], ['竣工验收', 345, 0, 8]]),
  template('xuexiao', '学校房建', 2, [['施工准备', 0, 20, 3], ['基础施工', 20, 60, 15], ['主体结构', 80, 120, 30], ['二次结构', 200, 45, 12], ['装饰安装', 245, 90, 25], ['室外配套', 335, 40, 10], ['竣工验收', 390, 0, 5]]),
  template('hedao', '河道治理', 3, [['施工准备', 0, 20, 3], ['导流清淤', 20, 50, 17], ['护岸工程', 70, 90, 30], ['堤防填筑', 160, 75, 25], ['绿化步道', 235, 60, 17], ['竣工验收', 310, 0, 8]]),
  template('chanye', '产业厂房', 4, [['施工准备', 0, 20, 3], ['场地平整', 20, 40, 10], ['基础施工', 60, 60, 15], ['主体施工', 120, 120, 27], ['设备安装', 240, 90, 30], ['试运行', 330, 60, 10], ['竣工验收', 400, 0, 5]]),
]
