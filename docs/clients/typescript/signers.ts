// A loop over pages, typed by the served schema. Usage: npm run types && npm start
import { readFileSync } from 'node:fs';
import { parse, print } from 'graphql';
import type { SignersQuery, SignersQueryVariables } from './types.js';

const server = process.env.DEMARCHE_SERVER ?? 'http://127.0.0.1:8080';
const query = print(parse(readFileSync('signers.graphql', 'utf8')));

async function ask(variables: SignersQueryVariables): Promise<SignersQuery> {
  const response = await fetch(server + '/graphql', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/graphql-response+json' },
    body: JSON.stringify({ query, variables }),
  });
  const answer = (await response.json()) as { data?: SignersQuery; errors?: { message: string }[] };
  if (answer.errors || !answer.data) throw new Error(answer.errors?.[0]?.message ?? `status ${response.status}`);
  return answer.data;
}

const seen = new Map<string, number>();
let total = 0;
for (let after: string | null = null; ; ) {
  const page: SignersQuery['people'] = (await ask({ first: 25, after })).people;
  total = page.totalCount;
  for (const { node, cursor } of page.edges) {
    if (seen.has(node.id)) throw new Error(`${node.id} stands on two pages, again at ${cursor}`);
    seen.set(node.id, node.letters.totalCount);
  }
  if (!page.pageInfo.hasNextPage) break;
  after = page.pageInfo.endCursor ?? null;
}
if (seen.size !== total) throw new Error(`${seen.size} people on all pages, want ${total}`);
console.log(`${seen.size} people signed a letter`);
