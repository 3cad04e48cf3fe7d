// Package pgtest starts a real PostgreSQL for tests, in a temporary folder behind a unix socket. [Start] is the start. It
// needs the server's programs (Debian package postgresql); a test without them is skipped.
package pgtest

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// Server is a running PostgreSQL with one superuser and the database postgres.
type Server struct {
	folder string // data and socket
	bin    string
	who    *syscall.Credential // the user that it runs as, nil for our own
}

// Start makes a cluster and starts it. It skips the test when there is no PostgreSQL here. The caller stops it.
func Start(t testing.TB) *Server {
	t.Helper()
	bin := programs()
	if bin == "" {
		t.Skip("no PostgreSQL here: neither initdb in PATH nor /usr/lib/postgresql/*/bin (Debian package postgresql)")
	}
	// A short path: the name of a unix socket has at most 107 bytes.
	folder, err := os.MkdirTemp("", "pg")
	if err != nil {
		t.Fatal(err)
	}
	s := &Server{folder: folder, bin: bin}
	if err := s.start(); err != nil {
		t.Fatal(errors.Join(err, os.RemoveAll(folder)))
	}
	return s
}

// programs finds the folder of initdb and pg_ctl, of the newest version when there are several.
func programs() string {
	if path, err := exec.LookPath("initdb"); err == nil {
		if path, err = filepath.EvalSymlinks(path); err == nil {
			return filepath.Dir(path)
		}
	}
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil || len(found) == 0 {
		return ""
	}
	slices.Sort(found)
	return filepath.Dir(found[len(found)-1])
}

func (s *Server) start() error {
	if os.Geteuid() == 0 { // PostgreSQL refuses to run as root
		u, err := user.Lookup("postgres")
		if err != nil {
			u, err = user.Lookup("nobody")
		}
		if err != nil {
			return fmt.Errorf("a user other than root to run PostgreSQL as: %w", err)
		}
		uid, err := strconv.ParseUint(u.Uid, 10, 32)
		if err != nil {
			return err
		}
		gid, err := strconv.ParseUint(u.Gid, 10, 32)
		if err != nil {
			return err
		}
		s.who = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
		if err := os.Chown(s.folder, int(uid), int(gid)); err != nil {
			return err
		}
	}
	err := s.run("initdb", "-D", s.data(), "-U", "demarche", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
	if err != nil {
		return err
	}
	return s.Restart()
}

func (s *Server) data() string { return filepath.Join(s.folder, "data") }

func (s *Server) run(program string, args ...string) error {
	cmd := exec.Command(filepath.Join(s.bin, program), args...)
	cmd.Dir = s.folder
	cmd.Env = append(os.Environ(), "LC_ALL=C")
	if s.who != nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: s.who}
	}
	// A file, not a pipe: the server keeps its standard error open after pg_ctl has ended.
	log, err := os.CreateTemp("", "pg*.log")
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(log.Name()) }()
	cmd.Stdout, cmd.Stderr = log, log
	err = cmd.Run()
	if cerr := log.Close(); err == nil {
		return cerr
	}
	said, _ := os.ReadFile(log.Name())
	return fmt.Errorf("%s %s: %w\n%s", program, strings.Join(args, " "), err, said)
}

// Restart starts the server after [Server.Kill] or Stop.
func (s *Server) Restart() error {
	options := fmt.Sprintf("-c listen_addresses='' -c unix_socket_directories='%s' -c max_connections=100", s.folder)
	log := filepath.Join(s.folder, "server.log")
	err := s.run("pg_ctl", "-D", s.data(), "-w", "-l", log, "-o", options, "start")
	if err == nil {
		return nil
	}
	said, _ := os.ReadFile(log)
	return fmt.Errorf("%w\n%s", err, said[max(0, len(said)-2000):])
}

// Standby starts a second server that replicates this one; the first then answers a commit only when the second shows
// it. The caller stops both, this one last.
func (s *Server) Standby() (*Server, error) {
	folder, err := os.MkdirTemp("", "pg")
	if err != nil {
		return nil, err
	}
	b := &Server{folder: folder, bin: s.bin, who: s.who}
	if s.who != nil {
		if err := os.Chown(folder, int(s.who.Uid), int(s.who.Gid)); err != nil {
			return nil, errors.Join(err, os.RemoveAll(folder))
		}
	}
	err = s.run("pg_basebackup", "-D", b.data(), "-h", s.folder, "-U", "demarche", "-R", "-X", "stream", "-c", "fast", "--no-sync")
	if err == nil {
		err = b.Restart()
	}
	if err == nil {
		err = s.run("psql", "-h", s.folder, "-U", "demarche", "-d", "postgres", "-q", "-c", "ALTER SYSTEM SET synchronous_standby_names = '*'",
			"-c", "ALTER SYSTEM SET synchronous_commit = 'remote_apply'", "-c", "SELECT pg_reload_conf()")
	}
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(folder))
	}
	return b, nil
}

// Kill ends the server at once, as a crash does; what was committed is there after Restart.
func (s *Server) Kill() error {
	return s.run("pg_ctl", "-D", s.data(), "-w", "-m", "immediate", "stop")
}

// Stop ends the server and removes its folder.
func (s *Server) Stop() error {
	return errors.Join(s.run("pg_ctl", "-D", s.data(), "-w", "-m", "fast", "stop"), os.RemoveAll(s.folder))
}

// URL connects to the server; parameters, such as search_path, go to the session.
func (s *Server) URL(parameters ...string) string {
	q := url.Values{"host": {s.folder}, "sslmode": {"disable"}}
	for i := 0; i+1 < len(parameters); i += 2 {
		q.Set(parameters[i], parameters[i+1])
	}
	return "postgres://demarche@/postgres?" + q.Encode()
}
