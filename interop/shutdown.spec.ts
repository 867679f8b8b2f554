import { Meeting, PAIRINGS, type Party } from './party.js';

/** gVisor's matrix: who shuts down, and when. */
const EITHER = ['client', 'server'] as const;

describe.each(PAIRINGS)('a %s client and a %s server', (client, server) => {
  let meeting: Meeting;
  beforeAll(() => {
    meeting = new Meeting(client, server);
  });
  afterAll(() => meeting.end());
  beforeEach(async () => {
    await meeting.open();
  });

  const shutDown = (by: (typeof EITHER)[number]) => meeting[by].does('shutdown');

  /** Shuts down while a call of `party` is under way; the call's end and the order's come in any order. */
  async function shutDownDuring(party: Party, by: (typeof EITHER)[number], verb: string): Promise<void> {
    if (party === meeting[by]) {
      party.order('shutdown');
      const said = [await party.says(), await party.says()];
      expect(said.sort()).toEqual([`${verb} shutdown`, 'shutdown ok 0'].sort());
    } else {
      expect(await shutDown(by)).toBe('shutdown ok 0');
      expect(await party.says()).toBe(`${verb} shutdown`);
    }
  }

  /** The client has connected; the server's recvFirst is under way. */
  async function connected(): Promise<void> {
    await meeting.server.begins('recvFirst');
    expect(await meeting.client.does('connect')).toBe('connect ok 0');
  }

  it.each(EITHER)('end a connect before which the %s shut down', async (by) => {
    await shutDown(by);
    expect(await meeting.client.does('connect')).toBe('connect shutdown');
    expect(meeting.state()).toBe(2);
  });

  it.each(EITHER)('end a connect during which the %s shuts down', async (by) => {
    await meeting.client.begins('connect');
    expect(meeting.state()).toBe(1);
    await shutDownDuring(meeting.client, by, 'connect');
    expect(await meeting.server.does('recvFirst')).toBe('recvFirst shutdown');
  });

  it.each(EITHER)('end a recvFirst before which the %s shut down', async (by) => {
    await shutDown(by);
    expect(await meeting.server.does('recvFirst')).toBe('recvFirst shutdown');
    expect(meeting.state()).toBe(2);
  });

  it.each(EITHER)('end a recvFirst, not yet connected, during which the %s shuts down', async (by) => {
    await meeting.server.begins('recvFirst');
    await shutDownDuring(meeting.server, by, 'recvFirst');
    expect(await meeting.client.does('connect')).toBe('connect shutdown');
  });

  it.each(EITHER)('end a recvFirst, already connected, during which the %s shuts down', async (by) => {
    await connected();
    await shutDownDuring(meeting.server, by, 'recvFirst');
    expect(await meeting.client.does('sendRecv 0')).toBe('sendRecv shutdown');
  });

  it.each(EITHER)("end the client's sendRecv during which the %s shuts down", async (by) => {
    await connected();
    await meeting.client.begins('sendRecv 1');
    expect(await meeting.server.says()).toBe('recvFirst ok 1');
    await shutDownDuring(meeting.client, by, 'sendRecv');
    expect(await meeting.server.does('sendRecv 0')).toBe('sendRecv shutdown');
    expect(meeting.state()).toBe(2);
  });

  it.each(EITHER)("end the server's sendRecv during which the %s shuts down", async (by) => {
    await connected();
    await meeting.client.begins('sendRecv 1');
    expect(await meeting.server.says()).toBe('recvFirst ok 1');
    await meeting.server.begins('sendRecv 2');
    expect(await meeting.client.says()).toBe('sendRecv ok 2');
    await shutDownDuring(meeting.server, by, 'sendRecv');
    expect(await meeting.client.does('sendRecv 0')).toBe('sendRecv shutdown');
  });

  it.each(EITHER)('end a sendLast before which the %s shut down', async (by) => {
    await connected();
    await meeting.client.begins('sendRecv 1');
    expect(await meeting.server.says()).toBe('recvFirst ok 1');
    await shutDownDuring(meeting.client, by, 'sendRecv');
    expect(await meeting.server.does('sendLast 0')).toBe('sendLast shutdown');
  });

  it('take a second shutdown, of either side, as nothing new', async () => {
    await shutDown('client');
    await shutDown('server');
    await shutDown('client');
    expect(await meeting.client.does('connect')).toBe('connect shutdown');
    expect(await meeting.server.does('recvFirst')).toBe('recvFirst shutdown');
  });
});
