import { errorStatus } from '@almanac/data/contract';
import { describe, expect, it } from 'vitest';
import { textsOf } from './texts';

type Tree = { readonly [key: string]: string | Tree };

function flatten(tree: Tree, path = ''): Record<string, string> {
  return Object.fromEntries(Object.entries(tree).flatMap(([key, value]) => (typeof value === 'string' ? [[`${path}${key}`, value]] : Object.entries(flatten(value, `${path}${key}.`)))));
}

const argumentsOf = (message = '') => [...new Set([...message.matchAll(/\{(\w+)[,}]/g)].map(([, name]) => name))].sort().join();
const en = flatten(textsOf.en);
const zh = flatten(textsOf.zh);

describe('texts', () => {
  it('say the same things in both languages', () => {
    expect(Object.keys(zh).sort()).toEqual(Object.keys(en).sort());
  });

  it('take the same arguments in both languages', () => {
    expect(Object.keys(en).filter((key) => argumentsOf(en[key]) !== argumentsOf(zh[key]))).toEqual([]);
  });

  it('are not left untranslated', () => {
    const names = /^(Almanac|English|中文)/;
    const words = (message = '') => message.replaceAll(/\{\w+\}/g, '').match(/[a-z]{2,}/i);
    expect(Object.keys(en).filter((key) => en[key] === zh[key] && words(en[key]) && !names.test(en[key] ?? ''))).toEqual([]);
  });

  it('name every failure the worker can report', () => {
    expect(Object.keys(errorStatus).filter((code) => !(`errors.${code}` in en))).toEqual([]);
  });
});
