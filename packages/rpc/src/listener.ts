/** Something from which a server gets its sessions, and which ends with it. */
export interface Listener {
  close(): void | Promise<void>;
}
