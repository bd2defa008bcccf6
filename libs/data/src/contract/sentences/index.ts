import en from './en.json';
import zh from './zh.json';

/**
 * What went wrong, in sentences (ICU messages): `errors` of operations by their code, `problems` of a file's lines by theirs. One
 * place for the dashboard, the downloads and the command line.
 */
export const sentencesOf = { en, zh };
