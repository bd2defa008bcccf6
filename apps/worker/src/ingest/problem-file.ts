import { pipeline, type Readable, Transform } from 'node:stream';
import Papa from 'papaparse';
import { problemSentence } from '../platform/sentences';
import { csvCell } from './problem-list';

const headers = { en: 'Line,Column,Problem,Value,Code', zh: '行,列,问题,值,代码' } as const;

/** A stored list of problems as a person reads it: each code with its sentence. */
export function inWords(stored: Readable, language: keyof typeof headers): Readable {
  let isHeader = true;
  const words = new Transform({
    writableObjectMode: true,
    transform([line = '', column = '', code = '', value = '']: string[], _encoding, done) {
      if (isHeader) done(null, `\ufeff${headers[language]}\n`);
      else done(null, `${line},${csvCell(column)},${csvCell(problemSentence(code, language))},${csvCell(value)},${code}\n`);
      isHeader = false;
    },
  });
  return pipeline(stored, Papa.parse(Papa.NODE_STREAM_INPUT, { skipEmptyLines: true }), words, () => undefined); // a failure ends the download
}
