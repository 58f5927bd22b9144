import { contextBridge, ipcRenderer } from 'electron'
import { SHELL_GLOBAL, type Shell } from './shell-contract'

/** The page gets verbs, never ipcRenderer. The channel names are those of channels.ts, which a sandboxed preload keeps small by not importing. */
const shell: Shell = {
  kind: 'desktop',
  saveFile: (request) => ipcRenderer.invoke('shell:saveFile', request),
  openFile: (request) => ipcRenderer.invoke('shell:openFile', request),
  printPage: (request) => ipcRenderer.invoke('shell:printPage', request),
  setFullScreen: (on) => ipcRenderer.invoke('shell:setFullScreen', on),
}

contextBridge.exposeInMainWorld(SHELL_GLOBAL, shell)
