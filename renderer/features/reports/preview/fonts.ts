/** The sheets' fonts under the names that Windows, macOS and Linux know, and what may stand in. */
const STACKS: Readonly<Record<string, string>> = {
  宋体: "SimSun, 宋体, 'Songti SC', STSong, 'Noto Sans Mono CJK SC', 'Noto Sans CJK SC', serif",
  黑体: "SimHei, 黑体, 'Heiti SC', STHeiti, 'Noto Sans Mono CJK SC', 'Noto Sans CJK SC', sans-serif",
  仿宋_GB2312: "仿宋_GB2312, FangSong_GB2312, FangSong, 仿宋, STFangsong, 'Noto Sans Mono CJK SC', 'Noto Sans CJK SC', serif",
  楷体_GB2312: "楷体_GB2312, KaiTi_GB2312, KaiTi, 楷体, STKaiti, 'Noto Sans Mono CJK SC', 'Noto Sans CJK SC', serif",
}

export function fontStack(name: string): string {
  return STACKS[name] ?? name
}
