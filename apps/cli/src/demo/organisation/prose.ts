import type { Draw } from './draw.ts'
import { type Language, SENTENCES } from './sentences.ts'

const PLACES = ['Rotterdam', 'Gdańsk', 'Yokohama', 'Trieste', 'Valparaíso', 'Halifax', 'Aqaba', 'Bergen']
const PEOPLE = ['Ada', 'Jürgen', 'Misaki', 'Layla', 'Tomás', 'Nina']

/** A paragraph of plausible office prose: `count` different sentences with the blanks filled in. */
export function paragraph(draw: Draw, language: Language, count = draw.between(3, 6)): string {
  const sentences = draw.sample(SENTENCES[language], count).map((sentence) => fill(draw, sentence))
  return sentences.join(language === 'ja' ? '' : ' ')
}

export function paragraphs(draw: Draw, language: Language, count: number): string[] {
  return Array.from({ length: count }, () => paragraph(draw, language))
}

export function sentence(draw: Draw, language: Language): string {
  return fill(draw, draw.pick(SENTENCES[language]))
}

function fill(draw: Draw, sentence: string): string {
  return sentence
    .replaceAll('{place}', () => draw.pick(PLACES))
    .replaceAll('{person}', () => draw.pick(PEOPLE))
    .replaceAll('{number}', () => String(draw.between(3, 96)))
    .replaceAll('{year}', () => String(draw.between(2024, 2027)))
}
