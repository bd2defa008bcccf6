import { describe, expect, it } from 'vitest';
import { mappingOf, missingFields, repeatedFields, withField } from './mapping';

const fields = [
  { field: 'date', required: true },
  { field: 'quantity', required: true },
  { field: 'unitPrice', required: false },
];

describe('mapping', () => {
  it('takes the guesses and leaves unread columns out', () => {
    expect(mappingOf([{ name: 'Datum', field: 'date' }, { name: 'Kasse', field: null }])).toEqual({ Datum: 'date' });
  });

  it('changes one column, or stops reading it', () => {
    expect(withField({ A: 'date', B: 'quantity' }, 'B', 'unitPrice')).toEqual({ A: 'date', B: 'unitPrice' });
    expect(withField({ A: 'date', B: 'quantity' }, 'A', '')).toEqual({ B: 'quantity' });
  });

  it('names what is missing and what is claimed twice', () => {
    expect(missingFields({ A: 'date' }, fields)).toEqual(['quantity']);
    expect(repeatedFields({ A: 'date', B: 'date', C: 'date', D: 'quantity' })).toEqual(['date']);
  });
});
