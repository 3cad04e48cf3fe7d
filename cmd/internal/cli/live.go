package cli

import (
	"context"
	"errors"
	"log/slog"
	"runtime"
	"sync/atomic"
	"time"

	"demarche/graph"
	"demarche/graph/snapshot"
	"demarche/graph/texts"
	"demarche/queries"
	"demarche/queries/corpus"
)

// live is the corpus of the newest version of a store that others may be loading into. It holds no lock on the store.
type live struct {
	dir   *snapshot.Dir
	store graph.Store   // a database to ask for newer versions; nil for a folder, whose loader leaves the snapshot behind
	texts *texts.Reader // of a folder; nil for a database
	cur   atomic.Pointer[current]
	when  func() string // when the newest version was loaded, "" where nobody knows
}

// current is a corpus and when it was loaded.
type current struct {
	*corpus.Corpus
	loaded string
}

// followEvery is how often the snapshot's folder is looked at: a load is seen within a second.
const followEvery = 500 * time.Millisecond

// newLive begins with a snapshot, which it takes over. Folder is where newer ones will appear; empty for never.
func newLive(folder string, r *snapshot.Snapshot, when func() string) *live {
	l := &live{when: when}
	if folder != "" {
		l.dir = snapshot.NewDir(folder)
	}
	l.move(r)
	return l
}

// Corpus is the corpus of the newest version. A request keeps the one that it began with: the snapshot behind it is
// given back when the last request that reads it is over.
func (l *live) Corpus() *corpus.Corpus { return l.cur.Load().Corpus }

// Loaded tells when a version was loaded; "" for all but the newest.
func (l *live) Loaded(v graph.Version) string {
	if c := l.cur.Load(); c.Version() == v {
		return c.loaded
	}
	return ""
}

// text is a normalized text by its SHA-256.
func (l *live) text(ctx context.Context, sha256 string) (text string, err error) {
	switch {
	case l.texts != nil:
		text, err = l.texts.Text(sha256)
	case l.store != nil:
		text, err = l.store.Text(ctx, sha256)
	default:
		err = graph.ErrNotFound
	}
	if errors.Is(err, graph.ErrNotFound) {
		return "", queries.Errorf(queries.NotFound, "the text is not kept")
	}
	return text, err
}

func (l *live) move(r *snapshot.Snapshot) {
	c := corpus.New(r)
	runtime.AddCleanup(c, func(s *snapshot.Snapshot) { s.Release() }, r)
	l.cur.Store(&current{c, l.when()})
}

// follow moves to newer versions until ctx ends.
func (l *live) follow(ctx context.Context, log *slog.Logger) {
	switch {
	case l.dir == nil:
		return
	case l.store != nil:
		l.ask(ctx, log)
		return
	}
	l.dir.Watch(ctx, followEvery, func(s *snapshot.Snapshot, err error) {
		if err != nil {
			log.Warn("the snapshot cannot be read; the server stays at its version", "version", l.Corpus().Version(), "error", err)
			return
		}
		if s != nil && s.Version() != l.Corpus().Version() && s.Acquire() {
			l.move(s)
			log.Info("moved to a newer version", "version", s.Version())
		}
	})
}

// ask brings the snapshot's folder up to the database's version now and then, until ctx ends.
func (l *live) ask(ctx context.Context, log *slog.Logger) {
	ticker := time.NewTicker(followEvery)
	defer ticker.Stop()
	told := "" // an error is told once, not at every look
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		r, err := l.dir.Write(ctx, l.store)
		if err == nil && told != "" {
			told = ""
			log.Info("the database can be read again")
		}
		switch {
		case ctx.Err() != nil:
		case err != nil:
			if err.Error() != told {
				told = err.Error()
				log.Warn("the database cannot be read; the server stays at its version", "version", l.Corpus().Version(), "error", err)
			}
		case r.Version() == l.Corpus().Version():
			r.Release()
		default:
			l.move(r)
			log.Info("moved to a newer version", "version", r.Version())
		}
	}
}
