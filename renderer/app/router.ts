import { createRouter, createWebHashHistory, type RouteRecordRaw } from 'vue-router'

/** A screen of the navigation: what works is listed, nothing else. */
export interface Screen {
  readonly name: string
  readonly path: string
  readonly label: string
  /** Heading above it in the navigation; none for the first ones. */
  readonly group: '' | '督办' | '材料'
}

export const SCREENS: readonly Screen[] = [
  { name: 'overview', path: '/', label: '总览', group: '' },
  { name: 'projects', path: '/projects', label: '项目库', group: '' },
  { name: 'entry', path: '/entry', label: '月报填报', group: '' },
  { name: 'wallchart', path: '/wallchart', label: '挂图作战', group: '' },
  { name: 'procedures', path: '/procedures', label: '前期手续', group: '督办' },
  { name: 'issues', path: '/issues', label: '问题督办', group: '督办' },
  { name: 'reports', path: '/reports', label: '报表导出', group: '材料' },
  { name: 'exchange', path: '/exchange', label: '收发交换', group: '材料' },
  { name: 'safety', path: '/safety', label: '数据安全', group: '材料' },
  { name: 'settings', path: '/settings', label: '设置', group: '材料' },
]

const routes: RouteRecordRaw[] = [
  { path: '/', name: 'overview', component: () => import('@/features/overview/OverviewScreen.vue') },
  { path: '/projects', name: 'projects', component: () => import('@/features/projects/list/ProjectsScreen.vue') },
  { path: '/projects/:id', name: 'project', component: () => import('@/features/projects/detail/ProjectScreen.vue'), props: true },
  { path: '/events', name: 'events', component: () => import('@/features/events/EventsScreen.vue') },
  { path: '/entry', name: 'entry', component: () => import('@/features/entry/EntryScreen.vue') },
  { path: '/wallchart', name: 'wallchart', component: () => import('@/features/wallchart/WallScreen.vue') },
  { path: '/procedures', name: 'procedures', component: () => import('@/features/procedures/ProceduresScreen.vue') },
  { path: '/issues', name: 'issues', component: () => import('@/features/issues/IssuesScreen.vue') },
  { path: '/reports', name: 'reports', component: () => import('@/features/reports/ReportsScreen.vue') },
  { path: '/exchange', name: 'exchange', component: () => import('@/features/exchange/ExchangeScreen.vue') },
  { path: '/safety', name: 'safety', component: () => import('@/features/safety/SafetyScreen.vue') },
  { path: '/settings', name: 'settings', component: () => import('@/features/settings/SettingsScreen.vue') },
  { path: '/import', name: 'import', component: () => import('@/features/import/ImportScreen.vue') },
  { path: '/help', name: 'help', component: () => import('@/features/help/HelpScreen.vue') },
  { path: '/:rest(.*)*', redirect: '/' },
]

export const router = createRouter({ history: createWebHashHistory(), routes })
