import type { DomainError } from '@almanac/data/contract';
import { sentencesOf } from '@almanac/data/sentences';
import { IntlMessageFormat } from 'intl-messageformat';

type Language = keyof typeof sentencesOf;
type Sentences = { readonly [part: string]: string | Sentences };

/** The sentence of a failure, or its code where it has none. */
export const errorSentence = ({ code, params }: Pick<DomainError, 'code' | 'params'>, language: Language = 'en') => sentence(sentencesOf[language].errors, code, language, params);

/** What is wrong with a cell, or the code where it has no sentence. */
export const problemSentence = (code: string, language: Language = 'en') => sentence(sentencesOf[language].problems, code, language, {});

function sentence(sentences: Sentences, code: string, language: Language, params: DomainError['params']): string {
  const message = code.split('.').reduce<string | Sentences | undefined>((part, name) => (typeof part === 'object' ? part[name] : undefined), sentences);
  return typeof message === 'string' ? String(new IntlMessageFormat(message, language).format({ ...params })) : code;
}
