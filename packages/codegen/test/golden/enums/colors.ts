export enum Color {
  Red = 'red',
  Green = 'green',
}

export enum Level {
  Low,
  Middle = 5,
  High,
}

export enum Flag {
  Off,
  On,
}

export enum Single {
  Only = 'only',
}

/** The tag is a member of an enum. */
export type Signal = { color: Color.Red; stop: true } | { color: Color.Green; go: true };

export interface Painter {
  paint(color: Color, level: Level, flag: Flag, single: Single): Promise<Color>;
  some(color: Color.Red, level: Level.Low | Level.High): Color | undefined;
  signal(signal: Signal): Signal;
  record(counts: Record<Color, number>): Map<Level, Color>;
}
