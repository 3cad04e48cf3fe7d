//go:build linux && (amd64 || arm64)

// Package faults runs a program and does it harm at a chosen one of its steps: the system calls by which it changes files
// or talks to a server. [Run] is the start; the program itself calls [Yield] first. It is for tests: the kernel stops the
// program before each step and asks the test what shall become of it (seccomp user notification), so that the program
// needs no hooks, and every step of it is reached, those inside of libraries too.
package faults

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"unsafe"

	"golang.org/x/sys/unix"
)

// Verdict is what becomes of a step.
type Verdict struct {
	Kill  bool          // the program dies before the step, as by kill -9
	Error syscall.Errno // the step fails with this error, unless 0
}

// Step is one system call that changes files or sends to a server.
type Step struct {
	Call  string // pwrite, fsync, rename, ...
	Path  string // of the file, of the new name for a rename; "socket" for a connection
	Space bool   // it needs room on the disk
}

func (s Step) String() string { return s.Call + " " + s.Path }

// Outcome is how a program ended.
type Outcome struct {
	Steps  []Step // those inside the watched folders, and sends, in order
	Code   int    // exit code, -1 when it was killed
	Stdout string
	Stderr string
}

// ErrUnsupported is returned by [Run] where the kernel does not let a test look on.
var ErrUnsupported = errors.New("the kernel has no seccomp user notification for us")

// variable tells a program that [Yield] is to hand it over; its value is the number of the socket.
const variable = "DEMARCHE_FAULTS_FD"

// Watch says which steps count.
type Watch struct {
	Folders []string // absolute paths; steps on files below them count
	Sockets bool     // sends count too
}

// Run runs a command whose program calls [Yield], and asks decide about every step before it happens. n counts from 0.
func Run(cmd *exec.Cmd, watch Watch, decide func(n int, s Step) Verdict) (Outcome, error) {
	var out Outcome
	pair, err := unix.Socketpair(unix.AF_UNIX, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return out, err
	}
	theirs := os.NewFile(uintptr(pair[1]), "faults")
	defer func() { _ = unix.Close(pair[0]) }()
	var stdout, stderr strings.Builder
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	cmd.ExtraFiles = []*os.File{theirs}
	cmd.Env = append(cmd.Environ(), variable+"=3")
	if err := cmd.Start(); err != nil {
		return out, errors.Join(err, theirs.Close())
	}
	if err := theirs.Close(); err != nil {
		return out, err
	}
	listener, err := receive(pair[0])
	if err == nil {
		w := watcher{listener: listener, process: cmd.Process, watch: watch, decide: decide}
		err = w.serve()
		out.Steps = w.steps
		err = errors.Join(err, unix.Close(listener))
	}
	werr := cmd.Wait()
	out.Code, out.Stdout, out.Stderr = cmd.ProcessState.ExitCode(), stdout.String(), stderr.String()
	var exit *exec.ExitError
	if werr != nil && !errors.As(werr, &exit) {
		err = errors.Join(err, werr)
	}
	if err != nil {
		err = fmt.Errorf("%w\n%s", err, out.Stderr)
	}
	return out, err
}

// Yield hands the program over to [Run] when that started it, and starts it again from its beginning; else it does
// nothing. It must be the first thing that a program does. name is what the program is called from then on.
func Yield(name string) error {
	fd, err := strconv.Atoi(os.Getenv(variable))
	if err != nil {
		return nil //nolint:nilerr // no number: nobody looks on
	}
	runtime.LockOSThread() // the filter is this thread's, and the exec below makes it the whole program's
	if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
		return err
	}
	filter := program()
	p := unix.SockFprog{Len: uint16(len(filter)), Filter: &filter[0]}
	listener, _, errno := unix.Syscall(unix.SYS_SECCOMP, unix.SECCOMP_SET_MODE_FILTER, unix.SECCOMP_FILTER_FLAG_NEW_LISTENER, uintptr(unsafe.Pointer(&p)))
	if errno != 0 {
		return fmt.Errorf("seccomp: %w", errno)
	}
	if err := unix.Sendmsg(fd, []byte{1}, unix.UnixRights(int(listener)), nil, 0); err != nil {
		return err
	}
	unix.CloseOnExec(fd)
	if err := os.Unsetenv(variable); err != nil {
		return err
	}
	return syscall.Exec("/proc/self/exe", append([]string{name}, os.Args[1:]...), os.Environ())
}

// receive takes the listener that the program made.
func receive(socket int) (int, error) {
	b, oob := make([]byte, 1), make([]byte, unix.CmsgSpace(4))
	n, oobn, _, _, err := unix.Recvmsg(socket, b, oob, unix.MSG_CMSG_CLOEXEC)
	if err != nil || n == 0 {
		return -1, errors.Join(ErrUnsupported, err)
	}
	messages, err := unix.ParseSocketControlMessage(oob[:oobn])
	if err != nil || len(messages) == 0 {
		return -1, errors.Join(ErrUnsupported, err)
	}
	fds, err := unix.ParseUnixRights(&messages[0])
	if err != nil || len(fds) == 0 {
		return -1, errors.Join(ErrUnsupported, err)
	}
	return fds[0], nil
}
