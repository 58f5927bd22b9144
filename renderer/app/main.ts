import '@/shared/styles/tokens.css'
import '@/shared/styles/base.css'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { keepDrafts } from '@/shared/draft-keeper'
import { settleStorage } from '@/shared/settle-storage'
import { useLedgerStore } from '@/stores/ledger'
import App from './App.vue'
import { router } from './router'
import { trustOwnScripts } from './trusted-types'

trustOwnScripts()

const app = createApp(App).use(createPinia()).use(router)
app.config.errorHandler = (error) => {
  console.error(error)
  window.dispatchEvent(new CustomEvent('program-fault'))
}
await settleStorage()
// What was typed and not saved is there before the first form looks for it.
await keepDrafts()
app.mount('#app')
void useLedgerStore().open()
