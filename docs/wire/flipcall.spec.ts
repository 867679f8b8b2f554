import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { native } from '@flipcall/native';
import { ENDPOINT_FEATURES, encodeHandshake, SESSION_FEATURES } from '../../packages/core/src/handshake.js';
import * as core from '../../packages/core/src/index.js';

const page = readFileSync(join(__dirname, 'flipcall.md'), 'utf8');

it('links to files and chapters that exist', () => {
  const targets = [...page.matchAll(/\]\(([^)]+)\)/g)].map(([, target]) => target ?? '');
  expect(targets.length).toBeGreaterThan(10);
  const chapters = [...page.matchAll(/^#+ (.+)$/gm)].map(
    ([, title]) =>
      `#${title
        ?.toLowerCase()
        .replace(/[^a-z0-9 -]/g, '')
        .replaceAll(' ', '-')}`,
  );
  for (const target of targets) {
    if (target.startsWith('https:') || target.startsWith('rpc.md')) continue;
    if (target.startsWith('#')) expect(chapters).toContain(target);
    else expect(existsSync(join(__dirname, target)) ? target : `${target} is missing`).toBe(target);
  }
});

it('shows the handshakes that are sent', () => {
  for (const features of [ENDPOINT_FEATURES, SESSION_FEATURES]) {
    expect(page).toContain(Buffer.from(encodeHandshake(features)).toString().trim());
  }
});

it('shows the donation that is sent', async () => {
  const [ours, theirs] = native.socketPair();
  const accepting = core.acceptSession(ours, { datagramBytes: 262_144 - core.PACKET_HEADER_BYTES });
  accepting.catch(() => {});
  const { bytes, descriptors } = native.receiveMessage(theirs, 4096, 1);
  expect(page).toContain(bytes.toString());
  for (const fd of [...descriptors, theirs]) native.close(fd);
  await expect(accepting).rejects.toMatchObject({ kind: 'peer-died' });
});

it('names everything of an endpoint that a program can use', () => {
  const { Endpoint, DatagramReader, DatagramWriter, PacketWindowAllocator } = core;
  for (const { prototype } of [Endpoint, DatagramReader, DatagramWriter, PacketWindowAllocator]) {
    const names = Object.getOwnPropertyNames(prototype).filter((name) => name !== 'constructor');
    expect(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(page))).toEqual([]);
  }
});
