/** A text that fits a query. */
export interface Hit {
  path: string;
  score: number;
  /** The part of the text that fits best. */
  snippet: string;
  /** Where in the snippet the query's words stand: start and end of each. */
  marks: [start: number, end: number][];
}

/** What a query found. */
export interface Found {
  /** How many texts fit in all. */
  total: number;
  /** The best of them, best first. */
  hits: Hit[];
}

/** A text, without its contents. */
export interface TextInfo {
  path: string;
  bytes: number;
  words: number;
}

/** Full-text search in what the server has indexed. */
export interface Search {
  /** Finds texts; at most `limit` of them, 3 unless told. */
  find(query: string, limit?: number): Found;

  /** Tells what is known of a text; nothing if there is none at that path. */
  describe(path: string): TextInfo | null;
}
