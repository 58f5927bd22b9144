import { APP_HOST, APP_PROTOCOL } from './shell-contract'

/**
 * Whether an address is a page of this program. Protocol and host are compared separately: `origin` of an app: address is
 * the text 'null', and a prefix test lets `app://ledger.evil` in. Empty and about:blank are not ours.
 */
export function isOwnPage(address: string): boolean {
  try {
    const url = new URL(address)
    return url.protocol === `${APP_PROTOCOL}:` && url.host === APP_HOST && url.username === '' && url.password === ''
  } catch {
    return false
  }
}
