/** How much of a text is shown, in characters, and how much of that before the first word that fits. */
const LENGTH = 150;
const LEAD = 40;

export interface Snippet {
  readonly text: string;
  /** Where the words stand: start and end of each. */
  readonly marks: [start: number, end: number][];
}

/** Cuts the part out of `text` that has the most of `words` in it, and says where they are. */
export function snippetOf(text: string, words: readonly string[]): Snippet {
  if (words.length === 0) return { text: text.slice(0, LENGTH), marks: [] };
  const wanted = new RegExp(
    `(?<![\\p{L}\\p{N}])(${words.map(literally).join('|')})(?![\\p{L}\\p{N}])`,
    'giu',
  );
  const places = [...text.matchAll(wanted)].map((match) => ({
    start: match.index,
    word: match[0].toLowerCase(),
  }));

  let best = 0;
  let bestWords = 0;
  for (const [first, { start }] of places.entries()) {
    const inReach = places.slice(first, first + 20).filter((place) => place.start < start + LENGTH - LEAD);
    const different = new Set(inReach.map(({ word }) => word)).size;
    if (different > bestWords) {
      best = start;
      bestWords = different;
    }
  }

  const from = best <= LEAD ? 0 : text.indexOf(' ', best - LEAD) + 1;
  const to = from + LENGTH >= text.length ? text.length : text.lastIndexOf(' ', from + LENGTH);
  const before = from > 0 ? '… ' : '';
  const shown = before + text.slice(from, to) + (to < text.length ? ' …' : '');
  const marks = places
    .filter(({ start, word }) => start >= from && start + word.length <= to)
    .map(({ start, word }): [number, number] => {
      const markStart = start - from + before.length;
      return [markStart, markStart + word.length];
    });
  return { text: shown, marks };
}

/** The word as a regular expression that matches just it. */
function literally(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
