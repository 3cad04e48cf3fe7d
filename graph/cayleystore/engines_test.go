package cayleystore

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	hkv "github.com/hidal-go/hidalgo/kv"

	"demarche/graph"
	"demarche/graph/cayleystore/boltkv"
	"demarche/graph/cayleystore/memkv"
	"demarche/graph/cayleystore/table"
)

// engines are the two kinds of table.DB.
func engines(t *testing.T) map[string]table.DB {
	t.Helper()
	bolt, err := boltkv.Open(filepath.Join(t.TempDir(), "f"), boltkv.Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	return map[string]table.DB{"bolt": bolt, "memory": memkv.New()}
}

// contents reads a table whole, by scanning.
func contents(tx table.Tx, name, prefix string) map[string]string {
	out := map[string]string{}
	last := ""
	for c := tx.Table(name).Scan([]byte(prefix)); c.Next(); {
		if k := string(c.Key()); k <= last && last != "" {
			out["out of order: "+k] = last
		} else {
			last = k
		}
		out[string(c.Key())] = string(c.Value())
	}
	return out
}

// TestEngines holds both engines against plain maps, with readers that keep their version and rollbacks among the steps.
func TestEngines(t *testing.T) {
	for name, db := range engines(t) {
		t.Run(name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(1, 4))
			now := map[string]map[string]string{"a": {}, "b": {}}
			for step := range 200 {
				before, err := db.Begin(false)
				if err != nil {
					t.Fatal(err)
				}
				tx, err := db.Begin(true)
				if err != nil {
					t.Fatal(err)
				}
				next := map[string]map[string]string{}
				for tab, m := range now {
					next[tab] = maps.Clone(m)
					for range r.IntN(60) {
						k := fmt.Sprintf("%c%d", 'k'+rune(r.IntN(3)), r.IntN(200))
						if r.IntN(3) == 0 {
							delete(next[tab], k)
							err = tx.Table(tab).Delete([]byte(k))
						} else {
							v := strings.Repeat("v", r.IntN(300))
							next[tab][k] = v
							err = tx.Table(tab).Put([]byte(k), []byte(v))
						}
						if err != nil {
							t.Fatal(err)
						}
						if got, want := tx.Table(tab).Get([]byte(k)), next[tab][k]; string(got) != want {
							t.Fatalf("step %d: Get(%s) = %q, want %q", step, k, got, want)
						}
					}
					if got := contents(tx, tab, ""); !maps.Equal(got, next[tab]) {
						t.Fatalf("step %d: within the transaction table %s has %d entries, want %d", step, tab, len(got), len(next[tab]))
					}
				}
				old := now
				if r.IntN(3) > 0 {
					now, err = next, tx.Commit()
				}
				if err := errors.Join(err, tx.Rollback()); err != nil {
					t.Fatal(err)
				}
				checkTables(t, before, old)
				after, err := db.Begin(false)
				if err != nil {
					t.Fatal(err)
				}
				checkTables(t, after, now)
				if err := errors.Join(before.Rollback(), after.Rollback()); err != nil {
					t.Fatal(err)
				}
			}
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
			if _, err := db.Begin(true); !errors.Is(err, graph.ErrClosed) {
				t.Errorf("Begin after Close = %v, want ErrClosed", err)
			}
		})
	}
}

func checkTables(t *testing.T, tx table.Tx, want map[string]map[string]string) {
	t.Helper()
	for tab, m := range want {
		if got := contents(tx, tab, ""); !maps.Equal(got, m) {
			t.Fatalf("table %s has %d entries, want %d", tab, len(got), len(m))
		}
		some := map[string]string{}
		for k, v := range m {
			if strings.HasPrefix(k, "l1") {
				some[k] = v
			}
		}
		if got := contents(tx, tab, "l1"); !maps.Equal(got, some) {
			t.Fatalf("table %s has %d entries with the prefix, want %d", tab, len(got), len(some))
		}
	}
	if got := contents(tx, "none", ""); len(got) != 0 || tx.Table("none").Get([]byte("k")) != nil {
		t.Fatalf("a table that was never made has %d entries", len(got))
	}
	if err := tx.Table("a").Put([]byte("k"), nil); !errors.Is(err, table.ErrReadOnly) {
		t.Fatalf("Put of a reader = %v, want ErrReadOnly", err)
	}
	if err := tx.Table("a").Delete([]byte("k")); !errors.Is(err, table.ErrReadOnly) {
		t.Fatalf("Delete of a reader = %v, want ErrReadOnly", err)
	}
}

// TestAdapt shows an engine to Cayley's key-value interface.
func TestAdapt(t *testing.T) {
	ctx := context.Background()
	for name, db := range engines(t) {
		t.Run(name, func(t *testing.T) {
			tx, err := table.Adapt(db).Tx(true)
			if err != nil {
				t.Fatal(err)
			}
			number := hkv.Key{{'v', 1, 2}, []byte("hash")}
			count := hkv.Key{{'n', 1, 2}, []byte("hash")}
			other := hkv.Key{[]byte("log"), []byte("k1")}
			for _, k := range []hkv.Key{number, other, {[]byte("log"), []byte("k2")}, {[]byte("log"), nil}} {
				if err := tx.Put(k, []byte{7, 9}); err != nil {
					t.Fatal(err)
				}
			}
			if err := errors.Join(tx.Del(hkv.Key{[]byte("log"), []byte("k2")}), tx.Put(hkv.Key{[]byte("one part")}, nil)); err == nil {
				t.Error("a key of one part was taken")
			}
			if err := tx.Commit(ctx); err != nil {
				t.Fatal(err)
			}
			read, err := db.Begin(false)
			if err != nil {
				t.Fatal(err)
			}
			joined := table.AdaptTx(read)
			if _, err := joined.Tx(true); !errors.Is(err, table.ErrReadOnly) {
				t.Errorf("Tx(true) = %v, want ErrReadOnly", err)
			}
			if tx, err = joined.Tx(false); err != nil {
				t.Fatal(err)
			}
			got, err := tx.GetBatch(ctx, []hkv.Key{number, count, other, {[]byte("log"), []byte("k2")}})
			want := []hkv.Value{{7, 9}, {9}, {7, 9}, nil} // the count stands behind the number
			if err != nil || !slices.EqualFunc(got, want, func(a, b hkv.Value) bool { return bytes.Equal(a, b) }) {
				t.Errorf("GetBatch() = %v, %v, want %v", got, err, want)
			}
			if _, err := tx.Get(ctx, hkv.Key{[]byte("log"), []byte("none")}); !errors.Is(err, hkv.ErrNotFound) {
				t.Errorf("Get() of nothing = %v, want ErrNotFound", err)
			}
			n := 0
			it := tx.Scan(hkv.Key{[]byte("log"), []byte("k")})
			for it.Next(ctx) {
				n += len(it.Key()[1])
			}
			if n != 2 || it.Err() != nil {
				t.Errorf("Scan() gave keys of %d bytes, %v, want 2", n, it.Err())
			}
			if err := errors.Join(it.Close(), tx.Close(), read.Rollback(), db.Close()); err != nil {
				t.Error(err)
			}
		})
	}
}
