// Types from the schema that the server answers with: npm run types.
module.exports = {
  schema: (process.env.DEMARCHE_SERVER ?? 'http://127.0.0.1:8080') + '/graphql',
  documents: ['signers.graphql'],
  generates: { 'types.ts': { plugins: ['typescript', 'typescript-operations'], config: { enumsAsTypes: true, useTypeImports: true } } },
};
