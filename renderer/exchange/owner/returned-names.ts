const LEFT_OUT = /(?:^|\/)(?:\.|~\$|__MACOSX\/|Thumbs\.db$|desktop\.ini$)/iu

/** Whether a file of a folder or zip is worth reading; the lists and letters that went out with the workbooks are not. */
export function isReturnedName(path: string): boolean {
  return !LEFT_OUT.test(path) && /\.(?:xlsx|xls|xlsm|et|zip)$/iu.test(path) && !/(?:^|\/)发送清单[^/]*\.xlsx$/u.test(path)
}
