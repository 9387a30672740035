import { createContext, use } from 'react'

export const LANGUAGES = { en: 'English', de: 'Deutsch' } as const

export type Language = keyof typeof LANGUAGES

/** Sentences, and sentences that take something in. */
export interface Sentences {
  readonly [key: string]: string | ((...args: never[]) => string) | Sentences
}

/** The same shape with any text. */
export type Worded<T> = {
  readonly [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends (...args: infer A) => string
      ? (...args: A) => string
      : Worded<T[K]>
}

export type Translated<T> = Readonly<Record<Language, Worded<T>>>

/** What an area of the pages says, in every language: the compiler finds what one of them lacks. */
export function translated<const T extends Sentences>(en: T, de: Worded<T>): Translated<T> {
  return { en: en as unknown as Worded<T>, de }
}

export interface Speech {
  readonly language: Language
  speak(language: Language): void
}

export const SpeechContext = createContext<Speech>({ language: 'en', speak: () => {} })

/** The sentences of an area in the viewer's language. */
export function useWords<T>(area: Translated<T>): Worded<T> {
  return area[use(SpeechContext).language]
}

/** Where the browser keeps the language. */
export const KEPT_LANGUAGE = 'holdfast.language'

/** What the viewer chose, or what their browser asks for. */
export function firstLanguage(): Language {
  const kept = localStorage.getItem(KEPT_LANGUAGE)
  if (kept === 'en' || kept === 'de') return kept
  return navigator.languages.some((tag) => tag.startsWith('de')) ? 'de' : 'en'
}

/** The language as it is written where the viewer lives, by which numbers and times are shown: en-GB for en. */
export function localeOf(language: Language): string {
  return navigator.languages.find((tag) => tag.split('-')[0] === language) ?? language
}

export function keepLanguage(language: Language): void {
  localStorage.setItem(KEPT_LANGUAGE, language)
}
