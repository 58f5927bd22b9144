import { contextBridge, ipcRenderer } from 'electron'
import { FILE_WAITING, SHELL_GLOBAL, type Shell } from './shell-contract'

let tellWaiting: () => void = () => {}
// The page learns that there is something to ask for, and nothing of the event itself.
ipcRenderer.on(FILE_WAITING, () => tellWaiting())

/** The page gets verbs, never ipcRenderer. The channel names are those of channels.ts, which a sandboxed preload keeps small by not importing. */
const shell: Shell = {
  kind: 'desktop',
  saveFile: (request) => ipcRenderer.invoke('shell:saveFile', request),
  chooseFolder: (request) => ipcRenderer.invoke('shell:chooseFolder', request),
  saveInFolder: (request) => ipcRenderer.invoke('shell:saveInFolder', request),
  openFile: (request) => ipcRenderer.invoke('shell:openFile', request),
  printPage: (request) => ipcRenderer.invoke('shell:printPage', request),
  freeSpace: () => ipcRenderer.invoke('shell:freeSpace'),
  setFullScreen: (on) => ipcRenderer.invoke('shell:setFullScreen', on),
  backupPlaces: () => ipcRenderer.invoke('shell:backupPlaces'),
  chooseBackupPlace: (place) => ipcRenderer.invoke('shell:chooseBackupPlace', place),
  allowBackupPlace: (place) => ipcRenderer.invoke('shell:allowBackupPlace', place),
  forgetBackupPlace: (place) => ipcRenderer.invoke('shell:forgetBackupPlace', place),
  listBackups: (place) => ipcRenderer.invoke('shell:listBackups', place),
  writeBackup: (request) => ipcRenderer.invoke('shell:writeBackup', request),
  readBackup: (request) => ipcRenderer.invoke('shell:readBackup', request),
  removeBackup: (request) => ipcRenderer.invoke('shell:removeBackup', request),
  takeWaitingFile: () => ipcRenderer.invoke('shell:takeWaitingFile'),
  onWaitingFile: (tell) => void (tellWaiting = tell),
  chooseUpdate: () => ipcRenderer.invoke('shell:chooseUpdate'),
  openUpdate: (request) => ipcRenderer.invoke('shell:openUpdate', request),
}

contextBridge.exposeInMainWorld(SHELL_GLOBAL, shell)
