import { Server, serveParent } from '@flipcall/rpc';
import { Shapes } from '../gen/shapes.flipcall.js';

await serveParent(
  new Server().add(Shapes, {
    record: (user) => user,
    records: (users) => users,
    events: (events) => events,
    tree: (tree) => tree,
    dictionary: (entries) => entries,
    numbers: (numbers) => numbers,
    text: (text) => text,
    date: (date) => date,
    unknown: (value) => value,
    bytes: (bytes) => bytes,
  }),
);
