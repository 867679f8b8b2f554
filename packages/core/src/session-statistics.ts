/** What happened in a session so far, on this side. Counting costs nothing measurable. */
export interface SessionStatistics {
  /** How often control was given to the peer, with a datagram or without. */
  readonly handoffsGiven: number;
  /** How often control came from the peer. */
  readonly handoffsTaken: number;
  /** Of datagrams. */
  readonly bytesSent: number;
  readonly bytesReceived: number;
  /** How often what this side spun for came while it did, so that nobody had to be woken. */
  readonly spinsCaught: number;
  /** How often it spun for nothing: the time burnt is that of `spinMicroseconds`. */
  readonly spinsMissed: number;
  /** How often this side went to sleep, in epoll or poll. */
  readonly sleeps: number;
  /** How often the peer had to be woken: a system call of this side, and a wake-up of the peer. */
  readonly ringsSent: number;
  /** How often the peer rang. */
  readonly ringsReceived: number;
  readonly descriptorsDonated: number;
  readonly descriptorsReceived: number;
}
