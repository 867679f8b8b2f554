import { z } from 'zod';
import { describeArgumentIssues, describeIssues, pathText } from './validation.js';

function argumentIssues(schema: z.ZodType, value: unknown): string {
  const issues = schema.safeParse(value).error?.issues ?? [];
  return describeArgumentIssues(issues, ['user', 'count']);
}

describe('what is wrong with arguments', () => {
  const schema = z.tuple([z.object({ tags: z.array(z.string()), 'odd key': z.number() }), z.number()]);

  it('is said with the parameter and the path within it', () => {
    expect(argumentIssues(schema, [{ tags: ['a', 1], 'odd key': 'x' }, 1])).toBe(
      'argument 1 (user.tags[1]): expected string, received number; argument 1 (user["odd key"]): expected number, received string',
    );
  });

  it('is said of all of them where their number is wrong', () => {
    expect(argumentIssues(schema, [{ tags: [], 'odd key': 1 }, 1, 2])).toMatch(/^arguments: /);
    expect(argumentIssues(schema, 'none')).toBe('arguments: expected tuple, received string');
  });

  it('is cut off after three', () => {
    const text = argumentIssues(z.tuple([z.array(z.string())]), [[1, 2, 3, 4, 5]]);
    expect(text).toMatch(/; and 2 more$/);
    expect(text.split('; ')).toHaveLength(4);
  });
});

describe('what is wrong with a result', () => {
  it('is said with the path within it', () => {
    const issues = z.object({ a: z.string() }).safeParse({ a: 1 }).error?.issues ?? [];
    expect(describeIssues(issues, 'result')).toBe('result.a: expected string, received number');
  });
});

describe('a path', () => {
  it('is written as JavaScript does', () => {
    expect(pathText(['a', 0, '$b', 'ä', 'not a name', '0'])).toBe('.a[0].$b.ä["not a name"]["0"]');
  });
});
