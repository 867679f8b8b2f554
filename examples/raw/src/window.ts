import { packetWindowLengthForDataCap } from '@flipcall/core';

/** The server inherits the window's file as this descriptor. */
export const WINDOW_FD = 3;

/** Both sides must map the window with the same length. */
export const WINDOW_LENGTH: number = packetWindowLengthForDataCap(1024);
