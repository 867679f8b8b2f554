import { Presets, SingleBar } from 'cli-progress';

export interface Progress {
  advance(): void;
  stop(): void;
}

/** Shows how far indexing is: a bar on a terminal, a line at every quarter elsewhere. */
export function showProgress(total: number, stream: NodeJS.WriteStream = process.stderr): Progress {
  let done = 0;
  if (!stream.isTTY) {
    let quarter = 0;
    return {
      advance() {
        done += 1;
        const now = Math.floor((done * 4) / total);
        if (now === quarter) return;
        quarter = now;
        stream.write(`Indexing: ${quarter * 25} % of ${total} files\n`);
      },
      stop() {},
    };
  }
  const bar = new SingleBar(
    { stream, format: 'Indexing {bar} {value}/{total} files', hideCursor: true, clearOnComplete: true },
    Presets.shades_classic,
  );
  bar.start(total, 0);
  return {
    advance: () => bar.increment(),
    stop: () => bar.stop(),
  };
}
