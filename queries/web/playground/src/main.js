import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import { GraphiQL } from 'graphiql';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { examples } from './examples.js';
import { fromAddress, keepAddress } from './address.js';

// The endpoint stands beside the page: /playground/ and /graphql.
const endpoint = new URL('../graphql', new URL('./', window.location.href)).toString();

async function fetcher(params, options = {}) {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      accept: 'application/graphql-response+json, application/json;q=0.9',
      'content-type': 'application/json',
      ...options.headers,
    },
    body: JSON.stringify(params),
  });
  return response.json();
}

const asked = fromAddress(window.location.hash);
const tabs = asked ? [asked] : examples;

createRoot(document.getElementById('playground')).render(
  createElement(GraphiQL, {
    fetcher,
    defaultTabs: tabs,
    ...(asked ? { initialQuery: asked.query, initialVariables: asked.variables } : {}),
    onEditQuery: (query) => keepAddress({ query }),
    onEditVariables: (variables) => keepAddress({ variables }),
    shouldPersistHeaders: false,
    defaultEditorToolsVisibility: true,
  }),
);
