package cayleystore

import (
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/url"
	"strings"

	"github.com/lib/pq"
)

// Name is what messages call the store that spec names: spec without its password and parameters.
func Name(spec string) string {
	if !strings.Contains(spec, "://") {
		return spec
	}
	u, err := url.Parse(spec)
	if err != nil { // its words could hold the password
		scheme, _, _ := strings.Cut(spec, "://")
		return scheme + "://…"
	}
	u.RawQuery, u.Fragment = "", ""
	return u.Redacted()
}

var errURL = errors.New("the address cannot be read: write postgres://user:password@host:port/database, each special character of the password as %XX")

// connector reads the address of a database.
func connector(spec string) (*pq.Connector, error) {
	if _, err := url.Parse(spec); err != nil {
		return nil, errURL
	}
	return pq.NewConnector(spec)
}

// errServer stands for errors of the way to the server. What they wrap is left out: a socket or a certificate that is not
// there is not a store that is not there, which fs.ErrNotExist means to callers.
var errServer = errors.New("the server is out of reach")

// errNoStore tells that a store that must exist does not.
var errNoStore = fmt.Errorf("no store: %w", fs.ErrNotExist)

// hint is an error of the database with the next move in words.
type hint struct {
	err  error
	says string
}

func (h hint) Error() string { return h.says }
func (h hint) Unwrap() error { return h.err }

// named puts the store's name before an error, and says in words what the driver says in its own.
func (p *Postgres) named(err error) error {
	return fmt.Errorf("%s: %w", p.name, explain(err))
}

// explain finds the words for errors that many people meet.
func explain(err error) error {
	var server *pq.Error
	var network *net.OpError
	switch {
	case errors.As(err, &network) && network.Op == "dial":
		return hint{errServer, "no server answers: " + network.Error()}
	case errors.As(err, &server) && server.Code == "42501":
		return hint{err, server.Message + ": serving needs SELECT on the tables of the store, loading also INSERT, UPDATE and DELETE, the first load CREATE on the schema"}
	case errors.As(err, &server) && server.Code == "28P01":
		return hint{err, server.Message}
	case errors.As(err, &server) && server.Code == "25006":
		return hint{err, "the server only reads (" + server.Message + "): load into the primary"}
	case errors.As(err, &server) && server.Code.Class() == "57":
		return hint{err, "the server ended the connection (" + server.Message + "): do it again when it is back; what was committed is kept"}
	case errors.Is(err, pq.ErrSSLNotSupported):
		return hint{err, "the server speaks no TLS: add ?sslmode=disable to the address if the network is safe"}
	case errors.Is(err, driver.ErrBadConn), errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF),
		errors.As(err, &network):
		return hint{err, "the connection to the server broke: do it again when it is back; what was committed is kept"}
	case errors.Is(err, fs.ErrNotExist) && !errors.Is(err, errNoStore):
		return hint{errServer, err.Error()}
	}
	return err
}
