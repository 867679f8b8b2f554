import { fstatSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import type { CallContext } from '../src/call-context.js';
import { Descriptor } from '../src/remote/descriptor.js';
import { descriptor } from '../src/remote/descriptor-schema.js';
import { defineService, type ServiceDescriptor } from '../src/service.js';
import { withCodecs } from './with-codecs.js';

/** Takes and gives open files, written as generated code would be. */
export interface FileHandlers {
  read(file: Descriptor, context: CallContext): string;
  readAll(files: Descriptor[], context: CallContext): string[];
  open(context: CallContext): Descriptor;
  keep(files: Descriptor[], context: CallContext): number;
  ignore(file: Descriptor, name: string, context: CallContext): void;
}

export const Files: ServiceDescriptor<FileHandlers> = withCodecs(
  defineService<FileHandlers>({
    name: 'Files',
    contractHash: 'files-1',
    methods: [
      {
        name: 'read',
        kind: 'unary',
        params: ['file'],
        args: () => z.tuple([descriptor()]),
        result: () => z.string(),
      },
      {
        name: 'readAll',
        kind: 'unary',
        params: ['files'],
        args: () => z.tuple([z.array(descriptor())]),
        result: () => z.array(z.string()),
      },
      { name: 'open', kind: 'unary', params: [], args: () => z.tuple([]), result: () => descriptor() },
      {
        name: 'keep',
        kind: 'unary',
        params: ['files'],
        args: () => z.tuple([z.array(descriptor())]),
        result: () => z.number(),
      },
      {
        name: 'ignore',
        kind: 'unary',
        params: ['file', 'name'],
        args: () => z.tuple([descriptor(), z.string()]),
      },
    ],
  }),
);

/** @param source The file that `open` gives. */
export function fileHandlers(source: number): FileHandlers {
  const kept: Descriptor[] = [];
  const read = (file: Descriptor): string => {
    using open = file;
    expectFile(open.fd);
    return readFileSync(`/proc/self/fd/${open.fd}`, 'utf8');
  };
  return {
    read,
    readAll: (files) => files.map(read),
    open: () => Descriptor.of(source),
    keep: (files) => kept.push(...files),
    ignore: (file) => file.close(),
  };
}

function expectFile(fd: number): void {
  if (!fstatSync(fd).isFile()) throw new Error('not a file');
}
