/** Luhn's digit: any one wrong digit and nearly every swap of neighbours is noticed. */
const checkDigit = (digits: string): number => {
  const sum = [...digits].toReversed().reduce((total, digit, index) => {
    const doubled = Number(digit) * (index % 2 === 0 ? 2 : 1)
    return total + (doubled > 9 ? doubled - 9 : doubled)
  }, 0)
  return (10 - (sum % 10)) % 10
}

/** 预约号: a running number with a check digit. */
export const withCheckDigit = (running: number): string => `${running}${checkDigit(String(running))}`
