/** What can be set for several projects at once. */
export const BULK_FIELDS = { domain: '领域', sponsoringLeader: '包联领导', responsibleUnit: '责任单位', portfolio: '项目盘子', flagged: '挂牌督战' } as const
export type BulkField = keyof typeof BULK_FIELDS
