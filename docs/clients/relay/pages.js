// Relay against the server: a connection paged forwards, then backwards, and one person fetched again by its id.
// Usage: npm run schema && npm run compile && npm start
const { Environment, Network, RecordSource, Store, createOperationDescriptor, fetchQuery, getSelector, graphql } = require('relay-runtime');
const pagesQuery = require('./__generated__/pagesQuery.graphql.js');
const pagesPersonQuery = require('./__generated__/pagesPersonQuery.graphql.js');
const person = require('./__generated__/pages_person.graphql.js');

const server = process.env.DEMARCHE_SERVER ?? 'http://127.0.0.1:8080';

// The compiler reads these; they are never run.
exports.documents = () => [
  graphql`
    query pagesQuery($first: Int, $after: String, $last: Int, $before: String) {
      people(where: { lettersSigned: { gte: 1 } }, first: $first, after: $after, last: $last, before: $before)
        @connection(key: "pages_people", filters: ["where"]) {
        totalCount
        edges {
          node {
            id
            ...pages_person
          }
        }
      }
    }
  `,
  graphql`
    fragment pages_person on Person @refetchable(queryName: "pagesPersonQuery") {
      name
      birthDate
      letters(first: 1) {
        totalCount
      }
    }
  `,
];

async function send({ text, name }, variables) {
  const response = await fetch(server + '/graphql', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/graphql-response+json' },
    body: JSON.stringify({ query: text, operationName: name, variables }),
  });
  return response.json();
}

const newEnvironment = () => new Environment({ network: Network.create(send), store: new Store(new RecordSource()) });

// Relay's own connection handler puts the pages together in the store; `list` reads the whole from there.
function list(environment, variables) {
  const operation = createOperationDescriptor(pagesQuery, variables);
  return environment.lookup(operation.fragment).data.people;
}

async function walk(environment, next) {
  let variables = next();
  for (;;) {
    await fetchQuery(environment, pagesQuery, variables).toPromise();
    const people = list(environment, variables);
    const following = next(people.pageInfo);
    if (!following) return people;
    variables = following;
  }
}

async function main() {
  const size = 10;
  const environment = newEnvironment();
  const forwards = await walk(environment, (info) => {
    if (!info) return { first: size };
    return info.hasNextPage ? { first: size, after: info.endCursor } : null;
  });
  const backwards = await walk(newEnvironment(), (info) => {
    if (!info) return { last: size };
    return info.hasPreviousPage ? { last: size, before: info.startCursor } : null;
  });

  const ids = (people) => people.edges.map(({ node }) => node.id);
  const there = ids(forwards);
  if (new Set(there).size !== there.length || there.length !== forwards.totalCount) {
    throw new Error(`${there.length} people on all pages, want ${forwards.totalCount} different ones`);
  }
  if (there.join() !== ids(backwards).join()) throw new Error('backwards the list is another one');

  // @refetchable asks node(id:) for the same fragment; a store of its own shows that the answer is whole.
  const read = (from, ref) => JSON.stringify(from.lookup(getSelector(person, ref)).data);
  const fresh = newEnvironment();
  const { node } = await fetchQuery(fresh, pagesPersonQuery, { id: there[0] }).toPromise();
  const listed = read(environment, forwards.edges[0].node);
  if (read(fresh, node) !== listed) throw new Error(`node(id: "${there[0]}") is ${read(fresh, node)}, the list has ${listed}`);
  console.log(`${there.length} people signed a letter`);
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
