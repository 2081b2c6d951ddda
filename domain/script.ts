/** How a patient writes, and how they are answered: simplified or traditional characters, or English. */
export type Script = 'zh-CN' | 'zh-TW' | 'en'
