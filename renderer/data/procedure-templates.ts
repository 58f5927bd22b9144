import type { ProcedureTemplate, ProcedureTemplateItem } from '@/domain/method-records'

type Row = readonly [key: string, name: string, authority: string, documents: readonly string[], after: readonly string[]]

function template(id: string, name: string, order: number, rows: readonly Row[]): ProcedureTemplate {
  return { id, name, order, deletedAt: null, items: rows.map(([key, itemName, authority, documents, after]): ProcedureTemplateItem => ({ key, name: itemName, authority, documents, after })) }
}

/** 手续模板, as counties commonly order them. Ours, not an official list; 设置 changes them. */
export const PROCEDURE_TEMPLATES: readonly ProcedureTemplate[] = [
  template('zhengfu', '政府投资项目', 1, [
    ['lixiang', '立项（项目建议书）', '发改部门', ['项目建议书', '申请文件'], []],
    ['yongdi', '用地预审与选址', '自然资源部门', ['选址图', '用地申请'], ['lixiang']],
    ['keyan', '可行性研究报告', '发改部门', ['可研报告', '资金来源说明'], ['lixiang', 'yongdi']],
    ['huanping', '环境影响评价', '生态环境部门', ['环评文件'], ['keyan']],
    ['chushe', '初步设计及概算', '发改部门', ['初步设计', '概算书'], ['keyan']],
    ['guihua', '建设工程规划许可', '自然资源部门', ['设计方案', '用地批准文件'], ['chushe']],
    ['shentu', '施工图审查', '住建部门', ['施工图'], ['chushe']],
    ['zhaobiao', '招标备案', '住建部门', ['招标文件', '资金证明'], ['chushe']],
    ['shigong', '施工许可', '行政审批部门', ['中标通知书', '施工合同', '质量安全监督手续'], ['guihua', 'shentu', 'zhaobiao']],
  ]),
  template('qiye', '企业投资项目', 2, [
    ['beian', '项目备案', '发改部门', ['备案表'], []],
    ['yongdi', '土地出让与用地规划许可', '自然资源部门', ['出让合同'], ['beian']],
    ['huanping', '环境影响评价', '生态环境部门', ['环评文件'], ['beian']],
    ['nengping', '节能审查', '发改部门', ['节能报告'], ['beian']],
    ['guihua', '建设工程规划许可', '自然资源部门', ['设计方案'], ['yongdi']],
    ['shentu', '施工图审查', '住建部门', ['施工图'], ['guihua']],
    ['shigong', '施工许可', '行政审批部门', ['施工合同', '质量安全监督手续'], ['guihua', 'shentu']],
  ]),
]
