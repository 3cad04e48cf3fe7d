// Writes schema.graphql as the server tells it. Where PUBLISHED_SCHEMA names an SDL file, it also holds that both are one
// schema, descriptions and @specifiedBy included. Usage: npm run schema
import { readFileSync, writeFileSync } from 'node:fs';
import { buildASTSchema, buildClientSchema, getIntrospectionQuery, lexicographicSortSchema, parse, printSchema } from 'graphql';

const server = process.env.DEMARCHE_SERVER ?? 'http://127.0.0.1:8080';
const query = getIntrospectionQuery({ specifiedByUrl: true, schemaDescription: true, directiveIsRepeatable: true, inputValueDeprecation: true });
const response = await fetch(server + '/graphql', {
  method: 'POST',
  headers: { 'Content-Type': 'application/json', Accept: 'application/graphql-response+json' },
  body: JSON.stringify({ query }),
});
const { data, errors } = await response.json();
if (errors) throw new Error(errors[0].message);
const sorted = (schema) => printSchema(lexicographicSortSchema(schema));
const served = sorted(buildClientSchema(data));

// The file tells where scalars are specified in extensions; graphql-js reads that on the definition.
const readSchema = (file) => {
  const { kind, definitions } = parse(readFileSync(file, 'utf8'));
  const isExtension = (d) => d.kind === 'ScalarTypeExtension';
  const directives = (name) => definitions.filter((d) => isExtension(d) && d.name.value === name).flatMap((d) => d.directives);
  const whole = (d) => (d.kind === 'ScalarTypeDefinition' ? { ...d, directives: directives(d.name.value) } : d);
  return buildASTSchema({ kind, definitions: definitions.filter((d) => !isExtension(d)).map(whole) });
};
const published = process.env.PUBLISHED_SCHEMA;
if (published && sorted(readSchema(published)) !== served) {
  throw new Error(`${published} is not the schema that ${server} serves`);
}
writeFileSync('schema.graphql', served);
