import { expect, it } from 'vitest'
import { objectionTo } from '../../web/shared/use-attachments.ts'

const megabyte = 1024 * 1024

it.each([
  [{ name: '舌苔.jpg', type: 'image/jpeg', size: megabyte }, undefined],
  [{ name: '化验单.pdf', type: 'application/pdf', size: 5 * megabyte }, undefined],
  [{ name: '化验单.pdf', type: 'application/pdf', size: 5 * megabyte + 1 }, /最多 5 MB/],
  [{ name: '咳嗽.mp4', type: 'video/mp4', size: megabyte }, /不是图片或 PDF/],
  [{ name: '没有类型', type: '', size: megabyte }, /不是图片或 PDF/],
  [{ name: '空.png', type: 'image/png', size: 0 }, /是空的/],
])('%o', (file, objection) => {
  const said = objectionTo(file)
  if (objection === undefined) expect(said).toBeUndefined()
  else expect(said).toMatch(objection)
})
