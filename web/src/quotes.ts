/** A part of an email's text. */
export interface TextPart {
  isQuoted: boolean
  text: string
}

const QUOTED = /^\s*>/

/** The text in parts: what the sender wrote, and what is quoted line by line with ">". */
export function partsOf(body: string): TextPart[] {
  const parts: TextPart[] = []
  for (const line of body.trim().split(/\r\n|\r|\n/)) {
    const isQuoted = QUOTED.test(line)
    const last = parts.at(-1)
    if (last?.isQuoted === isQuoted) {
      last.text += `\n${line}`
    } else {
      parts.push({ isQuoted, text: line })
    }
  }
  return parts.map((part) => ({ ...part, text: part.text.replace(/^\n+|\n+$/g, '') })).filter(({ text }) => text.trim() !== '')
}

export const lineCount = ({ text }: TextPart) => text.split('\n').length
