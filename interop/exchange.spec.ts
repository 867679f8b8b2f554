import { Meeting, PAIRINGS } from './party.js';

describe.each(PAIRINGS)('a %s client and a %s server', (client, server) => {
  let meeting: Meeting;
  beforeAll(() => {
    meeting = new Meeting(client, server);
  });
  afterAll(() => meeting.end());

  it('exchange datagrams of 0, 1, odd and full length, read and written in pieces', async () => {
    for (const window of [4096, 65536]) {
      const full = await meeting.open(window);
      const lengths = [0, 1, 2, 77, 1777, full - 1, full, 0, full];
      const first = meeting.server.does('recvFirst');
      expect(await meeting.client.does('connect')).toBe('connect ok 0');
      let received = first;
      for (const [seed, length] of lengths.entries()) {
        const back = full - length;
        expect(await meeting.client.does(`write ${length} ${seed}`)).toBe(`write ok ${length}`);
        const answer = meeting.client.does(`${seed % 2 ? 'sendRecvFast' : 'sendRecv'} ${length}`);
        expect(await received).toMatch(new RegExp(`^(recvFirst|sendRecv) ok ${length}$`));
        expect(await meeting.server.does(`read ${length} ${seed}`)).toBe(`read ok ${length}`);
        expect(await meeting.server.does(`write ${back} ${seed + 100}`)).toBe(`write ok ${back}`);
        received = meeting.server.does(`sendRecv ${back}`);
        expect(await answer).toMatch(new RegExp(`^sendRecv(Fast)? ok ${back}$`));
        expect(await meeting.client.does(`read ${back} ${seed + 100}`)).toBe(`read ok ${back}`);
      }
      expect(await meeting.client.does('shutdown')).toBe('shutdown ok 0');
      expect(await received).toBe('sendRecv shutdown');
    }
  });

  it('deliver a last datagram, though its sender is gone by then', async () => {
    await meeting.open();
    const first = meeting.server.does('recvFirst');
    await meeting.client.does('connect');
    const answer = meeting.client.does('sendRecv 0');
    expect(await first).toBe('recvFirst ok 0');
    await meeting.server.does('write 33 5');
    expect(await meeting.server.does('sendLast 33')).toBe('sendLast ok 0');
    expect(await answer).toBe('sendRecv ok 33');
    expect(await meeting.client.does('read 33 5')).toBe('read ok 33');
    await meeting.client.does('write 44 6');
    expect(await meeting.client.does('sendLast 44')).toBe('sendLast ok 0');
  });

  it('make 100,000 round trips with every byte in place', async () => {
    await meeting.open();
    const mirrored = meeting.server.does('mirror');
    expect(await meeting.client.does('connect')).toBe('connect ok 0');
    expect(await meeting.client.does('pingPong 100000 8')).toBe('pingPong ok 100000');
    await meeting.client.does('shutdown');
    expect(await mirrored).toBe('mirror ok 100000');
  });

  it('make round trips of a full window', async () => {
    const full = await meeting.open(65536);
    const mirrored = meeting.server.does('mirror');
    expect(await meeting.client.does('connect')).toBe('connect ok 0');
    expect(await meeting.client.does(`pingPong 300 ${full}`)).toBe('pingPong ok 300');
    await meeting.client.does('shutdown');
    expect(await mirrored).toBe('mirror ok 300');
  });

  it('use extensions exactly when both are ours', async () => {
    await meeting.open();
    const first = meeting.server.does('recvFirst');
    await meeting.client.does('connect');
    const answer = meeting.client.does('sendRecv 0');
    await first;
    const expected = client === 'go' || server === 'go' ? 'features ok 0' : 'features ok 1';
    if (server !== 'go') expect(await meeting.server.does('features')).toBe(expected);
    await meeting.server.does('sendLast 0');
    await answer;
    if (client !== 'go') expect(await meeting.client.does('features')).toBe(expected);
  });
});
