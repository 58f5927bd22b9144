import type { App } from 'electron'

/**
 * A second lock under the session's: no name is ever resolved, and Chromium's own errands (updates of components, probes of the
 * network) are switched off. What is not asked cannot be answered.
 */
export const NETWORK_SWITCHES: Readonly<Record<string, string | undefined>> = {
  'host-resolver-rules': 'MAP * ~NOTFOUND', 'disable-background-networking': undefined, 'disable-component-update': undefined, 'disable-domain-reliability': undefined,
  'force-webrtc-ip-handling-policy': 'disable_non_proxied_udp',
}

/** Before `ready`. */
export function lockNetwork(app: App): void {
  for (const [name, value] of Object.entries(NETWORK_SWITCHES)) app.commandLine.appendSwitch(name, value)
}
