import { Churn } from './churn.js';

/** As many sessions of a user that came at `ms` and went at once. */
function comeAndGo(churn: Churn, uid: number, sessions: number, ms: number): void {
  for (let i = 0; i < sessions; i++) churn.ended(uid, ms, ms);
}

describe('a user whose sessions come and go', () => {
  it('has some for free', () => {
    const churn = new Churn();
    comeAndGo(churn, 7, 19, 0);
    expect(churn.wait(7, 0)).toBe(0);
  });

  it('waits for each of the others, one behind the other', () => {
    const churn = new Churn();
    comeAndGo(churn, 7, 25, 0);
    expect([churn.wait(7, 0), churn.wait(7, 0), churn.wait(7, 10)]).toEqual([50, 100, 140]);
  });

  it('waits for two seconds at most', () => {
    const churn = new Churn();
    comeAndGo(churn, 7, 1000, 0);
    for (let i = 0; i < 100; i++) churn.wait(7, 0);
    expect(churn.wait(7, 0)).toBe(2000);
  });

  it('waits no more after a rest', () => {
    const churn = new Churn();
    comeAndGo(churn, 7, 40, 0);
    expect(churn.wait(7, 900)).toBe(50);
    expect(churn.wait(7, 1100)).toBe(0);
  });

  it('does not make another wait', () => {
    const churn = new Churn();
    comeAndGo(churn, 7, 1000, 0);
    expect(churn.wait(8, 0)).toBe(0);
  });

  it('is none whose sessions last', () => {
    const churn = new Churn();
    for (let i = 0; i < 1000; i++) churn.ended(7, 0, 1000);
    expect(churn.wait(7, 1000)).toBe(0);
  });
});
