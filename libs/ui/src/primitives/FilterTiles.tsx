'use client';
import { classNames } from '../class-names';
import type { Tone } from './Badge';

type Tile<Value extends string> = { readonly value: Value; readonly label: string; readonly figure: string; readonly detail: string; readonly help: string; readonly tone: Tone };

type FilterTilesProps<Value extends string> = {
  readonly label: string;
  readonly value: Value;
  readonly tiles: readonly Tile<Value>[];
  readonly onChange: (value: Value) => void;
};

const dots: Record<Tone, string> = { neutral: 'bg-ink-faint', accent: 'bg-accent', good: 'bg-good', warn: 'bg-warn', bad: 'bg-bad' };

/** Groups of a list as tiles with a count and an amount; pressing one narrows the list to it. They scroll sideways on a phone. */
export function FilterTiles<Value extends string>({ label, value, tiles, onChange }: FilterTilesProps<Value>) {
  return (
    <div role="group" aria-label={label} className="-mx-4 flex snap-x gap-2 overflow-x-auto px-4 py-1 sm:-mx-6 sm:px-6 lg:mx-0 lg:px-0 print:hidden">
      {tiles.map((tile) => {
        const isOn = tile.value === value;
        return (
          <button
            key={tile.value}
            type="button"
            aria-pressed={isOn}
            title={tile.help}
            onClick={() => onChange(tile.value)}
            className={classNames(
              'min-w-32 flex-1 shrink-0 snap-start rounded-[10px] border px-3 py-2.5 text-left shadow-card transition-colors lg:min-w-0 lg:shrink',
              isOn ? 'border-accent bg-accent-soft' : 'border-line bg-surface hover:border-line-strong hover:bg-canvas',
            )}
          >
            <span className="flex items-center gap-1.5 text-sm text-ink-soft">
              <span aria-hidden className={classNames('size-2 shrink-0 rounded-full', dots[tile.tone])} />
              <span className="truncate">{tile.label}</span>
            </span>
            <span className="mt-0.5 block text-xl font-semibold text-ink tabular-nums">{tile.figure}</span>
            <span className="block truncate text-xs text-ink-faint tabular-nums">{tile.detail}</span>
          </button>
        );
      })}
    </div>
  );
}
