; The ledger outlives the program: removing it asks, replacing it by a newer one does not, and a silent removal keeps everything.
!macro customUnInstall
  ${ifNot} ${isUpdated}
  ${andIfNot} ${Silent}
    MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON1 "要保留这台电脑上的台账吗？$\r$\n$\r$\n选“是”：只删除程序，台账、设置都留着，以后重装还在。$\r$\n选“否”：台账一起删除。“文档”里的备份不会删。" IDYES ledgerKept
    MessageBox MB_YESNO|MB_ICONEXCLAMATION|MB_DEFBUTTON2 "台账删除以后，只能从备份恢复。确定要删除吗？" IDNO ledgerKept
    SetShellVarContext current
    RMDir /r "$APPDATA\${PRODUCT_NAME}"
    ledgerKept:
  ${endIf}
!macroend
