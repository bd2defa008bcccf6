import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import hooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** Who may import whom; anything not listed is an error. */
const layers = [
  { sourceTag: 'layer:models', onlyDependOnLibsWithTags: ['layer:models'] },
  { sourceTag: 'layer:data', onlyDependOnLibsWithTags: ['layer:data'] },
  { sourceTag: 'layer:ui', onlyDependOnLibsWithTags: ['layer:ui'] },
  { sourceTag: 'layer:worker', onlyDependOnLibsWithTags: ['layer:models', 'layer:data'] },
  { sourceTag: 'layer:dashboard', onlyDependOnLibsWithTags: ['layer:ui', 'layer:data'] },
  { sourceTag: 'layer:e2e', onlyDependOnLibsWithTags: ['layer:e2e'] },
  { sourceTag: 'layer:bench', onlyDependOnLibsWithTags: ['layer:models', 'layer:data', 'layer:worker'] },
];
const impure = ['Math.random', 'Date.now'].map((call) => {
  const [object, property] = call.split('.');
  return { object, property, message: `${call} makes a model unrepeatable: pass a seeded generator or a value in.` };
});

export default tseslint.config(
  { ignores: ['**/dist', '**/.next', '**/.nx', '**/.almanac', '**/node_modules', '**/next-env.d.ts', '**/test-results', '**/playwright-report'] },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  {
    plugins: { '@nx': nx, 'react-hooks': hooks },
    files: ['**/*.ts', '**/*.tsx', '**/*.mjs'],
    rules: {
      '@nx/enforce-module-boundaries': ['error', { allow: ['@almanac/worker/api'], depConstraints: layers }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none' }],
      'no-undef': 'off',
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
    },
  },
  {
    files: ['libs/models/src/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-imports': ['error', { patterns: [{ group: ['node:*'], message: 'libs/models is pure: no file, clock, network or process.' }] }],
      'no-restricted-properties': ['error', ...impure],
      'no-restricted-globals': ['error', 'process', 'fetch', 'setTimeout'],
    },
  },
  {
    files: ['libs/data/src/contract/**/*.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: [{ group: ['node:*', 'drizzle*', 'postgres', '../*'], message: 'the contract reaches the browser' }] }] },
  },
  {
    files: ['apps/dashboard/**/*.{ts,tsx}'],
    rules: {
      'no-restricted-imports': ['error', { paths: [{ name: '@almanac/data', message: 'only @almanac/data/contract may reach the browser' }] }],
      '@typescript-eslint/no-restricted-imports': ['error', { paths: [{ name: '@almanac/worker/api', message: 'types only', allowTypeImports: true }] }],
    },
  },
  { files: ['apps/!(dashboard)/src/**/*.ts', 'libs/**/*.ts'], ignores: ['**/*.test.ts', '**/testing/**', 'apps/worker/src/platform/env.ts'], rules: {} },
);
