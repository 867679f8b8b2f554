import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findingsIn } from './sanitized.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'findings-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function report(text: string): string[] {
  writeFileSync(join(folder, 'report.1'), text);
  return findingsIn(folder);
}

const leakFrom = (caller: string): string =>
  `=====
==1==ERROR: LeakSanitizer: detected memory leaks

Direct leak of 777 byte(s) in 1 object(s) allocated from:
    #0 0x1 in operator new[](unsigned long) ../../../../src/libsanitizer/asan/asan_new_delete.cpp:98
    #1 0x2 in std::vector<int>::reserve /usr/include/c++/12/bits/vector.tcc:79
    #2 0x3 in ${caller}
    #3 0x4 in node::Start(int, char**) (/usr/bin/node+0xd9a2e1)

SUMMARY: AddressSanitizer: 777 byte(s) leaked in 1 allocation(s).
`;

it.each([
  'Allocate ../src/addon_packet_window.cc:23',
  'Allocate (/x/build/addon-address/flipcall.node+0x1be1)',
])('a leak from %s is ours', (caller) => {
  expect(report(leakFrom(caller))).toEqual([expect.stringContaining('777 byte(s)')]);
});

it('a leak from Node itself is not', () => {
  expect(report(leakFrom('napi_create_reference (/usr/bin/node+0xc45d94)'))).toEqual([]);
});

it.each([
  '==1==ERROR: AddressSanitizer: heap-use-after-free on address 0x1',
  'src/a.cc:1:2: runtime error: overflow',
])('an error is a finding: %s', (text) => {
  expect(report(text)).toEqual([text]);
});
