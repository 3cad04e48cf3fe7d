// Package cayleystore is the store of record on Cayley, and the only door to it. [OpenURL] picks the engine by the name
// of the store; [Open] keeps the quads in a folder (Cayley's key-value store on bbolt, texts in a pack beside it),
// [OpenMemory] in memory, [OpenPostgres] in a database that many share. Each is a graph.Store and a graph.ChangeLog.
//
// Quads lie as Cayley's kv package lays them: nodes and quads numbered together in one log, nodes found and counted by
// hash (both in one entry, see table.AdaptTx), the indexes sp, ops and l. Cayley's own QuadStore reads all of it (see [Store.View]). Changes are
// written here and not by Cayley's ApplyDeltas, because that loses values when one transaction adds and deletes, keeps
// what was rolled back in its caches, and leaves dead quads in every list. [Postgres] keeps to Cayley's tables in the same
// way. A [Reader] answers queries straight from either, for graphs that are too large for a snapshot.
package cayleystore
