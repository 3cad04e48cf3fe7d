// The query and its variables stand in the fragment of the address, so that a link carries them and no server sees them.
let current = {};

export function fromAddress(hash) {
  const params = new URLSearchParams(hash.replace(/^#/, ''));
  if (!params.has('query')) return null;
  current = { query: params.get('query'), variables: params.get('variables') ?? '' };
  return { ...current };
}

export function keepAddress(change) {
  current = { ...current, ...change };
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(current)) if (value) params.set(key, value);
  window.history.replaceState(null, '', `#${params}`);
}
