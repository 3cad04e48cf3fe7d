// The tabs that the playground opens with. A test runs each of them against the server.
import text from './examples.graphql?raw';

// A tab is everything from one "# Title" line to the next.
export const examples = text
  .split(/^(?=# )/m)
  .filter((part) => part.trim() !== '')
  .map((part) => ({ query: part.trimEnd() }));
