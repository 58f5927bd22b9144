/** Checks by tools of the system, where they are installed: the validators of desktop files and MIME files, and the NSIS compiler for our own lines. */
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** As much of electron-builder's script as our macro stands in. */
const AROUND_MACRO = (include) => `Unicode true
Name "check"
OutFile "check.exe"
!include LogicLib.nsh
!define PRODUCT_NAME "重点项目作战台"
!define isUpdated '"0" == "1"'
!include "${include}"
Section
  WriteUninstaller "check-uninstall.exe"
SectionEnd
Section "un.all"
  !insertmacro customUnInstall
SectionEnd
`

/** `{tool: 'ok' | 'not installed' | what it said}`. `folder` is for files that the tools look at. */
export function runSystemTools(folder, { desktop, mime, include }) {
  writeFileSync(join(folder, 'key-project-ledger.desktop'), desktop)
  writeFileSync(join(folder, 'key-project-ledger.xml'), mime)
  writeFileSync(join(folder, 'check.nsi'), AROUND_MACRO(include))
  return {
    'desktop-file-validate': told('desktop-file-validate', ['--no-hints', 'key-project-ledger.desktop'], folder),
    xmllint: told('xmllint', ['--noout', 'key-project-ledger.xml'], folder),
    makensis: told('makensis', ['-V2', '-WX', '-INPUTCHARSET', 'UTF8', 'check.nsi'], folder),
  }
}

function told(tool, args, cwd) {
  const { error, status, stdout, stderr } = spawnSync(tool, args, { cwd, encoding: 'utf8' })
  if (error?.code === 'ENOENT') return 'not installed'
  return status === 0 ? 'ok' : `${stdout}${stderr}`.trim().slice(-500)
}
