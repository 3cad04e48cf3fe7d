package cli

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"demarche/graph"
	"demarche/graph/cayleystore"
	"demarche/graph/match"
	"demarche/graph/people"
	"demarche/graph/texts"
	"demarche/queries"
	"demarche/queries/reconcile"
	"demarche/queries/web"

	"github.com/spf13/cobra"
)

func (a *app) serveCommand() *cobra.Command {
	var (
		listen  string
		verbose bool
		o       serveOptions
	)
	c := &cobra.Command{
		Use:   "serve [flags]",
		Short: "Serve an explorer, GraphQL, plain URLs and a playground",
		Long: `Serve shows the graph to people at /, answers GraphQL at /graphql, with a playground at /playground/, plain URLs for tables and networks below /api/, the
OpenRefine reconciliation service at /reconcile, health at /healthz and metrics at /metrics. It cannot write to the store and holds no lock on it: a load may run beside
it, and the server moves to the new version by itself. It listens on this machine only, unless --listen says otherwise.`,
		Example: `  demarche serve
  demarche serve --listen 0.0.0.0:80 --origin https://letters.example.org
  demarche serve --limit cost=100000,time=30s --documents queries --only-documents`,
		Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := o.read(); err != nil {
				return usage(c, err.Error())
			}
			level := slog.LevelInfo
			if verbose {
				level = slog.LevelDebug
			}
			log := slog.New(slog.NewTextHandler(a.Err, &slog.HandlerOptions{Level: level}))
			folder, err := a.snapshotFolder()
			if err != nil {
				return err
			}
			r, err := a.openReader(c.Context())
			if err != nil {
				return err
			}
			source := newLive(folder, r, a.loaded)
			if strings.Contains(a.store, "://") {
				if source.store, err = a.openExisting(c.Context()); err != nil {
					return err
				}
				defer func() { _ = source.store.Close() }() // only read
			} else if folder != "" {
				if source.texts, err = texts.OpenReader(cayleystore.TextsFile(a.store)); err != nil {
					return err
				}
				defer func() { _ = source.texts.Close() }() // only read
			}
			server, err := a.server(source, o, log)
			if err != nil {
				return err
			}
			return a.listenAndServe(c.Context(), listen, server, source, log)
		},
	}
	f := c.Flags()
	f.StringVar(&listen, "listen", "127.0.0.1:8080", "address and port to listen on")
	f.StringSliceVar(&o.origins, "origin", nil, "origins whose pages may ask from a browser (CORS); * is every one")
	f.IntVar(&o.concurrent, "concurrent", 0, "requests answered at a time, further ones wait a moment, then get 503 (default 64)")
	f.StringToStringVar(&o.settings, "limit", nil, "limits of a query by name: "+strings.Join(queries.LimitNames(), ", ")+" (docs/http-api.md has the defaults)")
	f.StringVar(&o.documents, "documents", "", "folder of .graphql files that may be asked for by their SHA-256 alone, beside the saved queries")
	f.BoolVar(&o.onlyKnown, "only-documents", false, "refuse GraphQL documents that are not known by their SHA-256")
	f.BoolVar(&verbose, "verbose", false, "log every request")
	return c
}

// Timeouts of connections: long enough for a slow reader of a large answer, short enough that nobody can hold one open
// for nothing.
const (
	headerTimeout = 10 * time.Second
	readTimeout   = 30 * time.Second
	writeTimeout  = 2 * time.Minute
	idleTimeout   = 2 * time.Minute
	graceTimeout  = 10 * time.Second
)

// listenAndServe serves until ctx ends, then lets the requests under way finish.
func (a *app) listenAndServe(ctx context.Context, listen string, h http.Handler, source *live, log *slog.Logger) error {
	ln, err := new(net.ListenConfig).Listen(ctx, "tcp", listen)
	if err != nil {
		return err
	}
	fmt.Fprintf(a.Err, "demarche: version %d of %s at http://%s/\n", source.Corpus().Version(), cayleystore.Name(a.store), ln.Addr())
	if !web.HasPlayground() {
		a.warn("built without the playground: install Node 20 and run make again to have it")
	}
	srv := &http.Server{
		Handler: h, ReadHeaderTimeout: headerTimeout, ReadTimeout: readTimeout, WriteTimeout: writeTimeout,
		IdleTimeout: idleTimeout, MaxHeaderBytes: 64 << 10, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
	following, stop := context.WithCancel(ctx)
	var tasks sync.WaitGroup
	tasks.Go(func() { source.follow(following, log) })
	tasks.Go(func() {
		<-ctx.Done()
		// The requests under way get their time even though the program was told to end.
		grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), graceTimeout)
		defer cancel()
		if err := srv.Shutdown(grace); err != nil {
			log.Warn("requests were cut off", "error", err)
		}
	})
	err = srv.Serve(ln)
	stop()
	if errors.Is(err, http.ErrServerClosed) {
		tasks.Wait()
		return nil
	}
	return err
}

// namesOf is the reconciliation service over the people of the newest version; it is made anew when the version moves.
type namesOf struct {
	source *live
	mu     sync.Mutex
	made   atomic.Pointer[madeNames]
}

type madeNames struct {
	version graph.Version
	handler http.Handler
}

func (n *namesOf) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h, err := n.handler()
	if err != nil {
		http.Error(w, "the people of the graph cannot be read", http.StatusServiceUnavailable)
		return
	}
	h.ServeHTTP(w, r)
}

func (n *namesOf) handler() (http.Handler, error) {
	c := n.source.Corpus()
	if m := n.made.Load(); m != nil && m.version == c.Version() {
		return m.handler, nil
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	if m := n.made.Load(); m != nil && m.version == c.Version() {
		return m.handler, nil
	}
	persons, err := people.Read(c.Reader(), false)
	if err != nil {
		return nil, err
	}
	h := reconcile.New(reconcile.OverGraph(reconcile.Options{Name: "demarche", Prefix: "/reconcile"}, c, match.NewIndex(persons, match.Options{})))
	n.made.Store(&madeNames{c.Version(), h})
	return h, nil
}
