const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** The n-th of many right ID numbers, all made up; n up to 90,000. */
export const idNumber = (n: number): string => {
  const day = String(1 + (n % 28)).padStart(2, '0')
  const month = String(1 + (Math.floor(n / 28) % 12)).padStart(2, '0')
  const year = 1950 + (Math.floor(n / 336) % 60)
  const body = `110101${year}${month}${day}${String(Math.floor(n / 20_160) * 100 + 1).padStart(3, '0')}`
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(body[index]), 0)
  return `${body}${'10X98765432'[sum % 11]}`
}
