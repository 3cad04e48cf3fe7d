//go:build linux && (amd64 || arm64)

package faults

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"unsafe"

	"golang.org/x/sys/unix"
)

// call is a system call that is watched.
type call struct {
	number uint32
	name   string
	file   int  // which argument is the file's number, -1 when it is named by a path
	path   int  // which argument is the path
	space  bool // it needs room
}

// calls are those by which Go programs change files.
var calls = []call{
	{unix.SYS_WRITE, "write", 0, -1, true},
	{unix.SYS_PWRITE64, "pwrite", 0, -1, true},
	{unix.SYS_WRITEV, "writev", 0, -1, true},
	{unix.SYS_COPY_FILE_RANGE, "copy", 2, -1, true},
	{unix.SYS_SENDFILE, "sendfile", 0, -1, true},
	{unix.SYS_FALLOCATE, "fallocate", 0, -1, true},
	{unix.SYS_FTRUNCATE, "truncate", 0, -1, true},
	{unix.SYS_FSYNC, "fsync", 0, -1, false},
	{unix.SYS_FDATASYNC, "fdatasync", 0, -1, false},
	{unix.SYS_OPENAT, "create", -1, 1, true},
	{unix.SYS_MKDIRAT, "mkdir", -1, 1, true},
	{unix.SYS_UNLINKAT, "remove", -1, 1, false},
	{unix.SYS_RENAMEAT, "rename", -1, 3, false},
	{unix.SYS_RENAMEAT2, "rename", -1, 3, false},
	{unix.SYS_LINKAT, "link", -1, 3, true},
	{unix.SYS_SYMLINKAT, "symlink", -1, 2, true},
}

// program is the filter: it asks about the calls above, about openat only when it may make or empty a file.
func program() []unix.SockFilter {
	const (
		load  = unix.BPF_LD | unix.BPF_W | unix.BPF_ABS
		equal = unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K
		any   = unix.BPF_JMP | unix.BPF_JSET | unix.BPF_K
		end   = unix.BPF_RET | unix.BPF_K

		numberAt = 0          // struct seccomp_data: nr
		flagsAt  = 16 + 2*8   // args[2], the lower half
		ask      = 0x7fc00000 // SECCOMP_RET_USER_NOTIF
		allow    = 0x7fff0000 // SECCOMP_RET_ALLOW
	)
	// After the first four: one test a call, then "allow", then "ask". A jump counts the instructions to leave out.
	n := uint8(len(calls))
	p := []unix.SockFilter{
		{Code: load, K: numberAt},
		{Code: equal, K: unix.SYS_OPENAT, Jf: 2},
		{Code: load, K: flagsAt},
		{Code: any, K: unix.O_CREAT | unix.O_TRUNC, Jt: n + 1, Jf: n},
	}
	for i, c := range calls {
		p = append(p, unix.SockFilter{Code: equal, K: c.number, Jt: n - uint8(i)})
	}
	p = append(p, unix.SockFilter{Code: end, K: allow}, unix.SockFilter{Code: end, K: ask})
	return p
}

// notification and response are the kernel's struct seccomp_notif and seccomp_notif_resp.
type notification struct {
	id     uint64
	pid    uint32
	flags  uint32
	number int32
	arch   uint32
	at     uint64
	args   [6]uint64
}

type response struct {
	id    uint64
	value int64
	errno int32
	flags uint32
}

// The requests of a listener and the flag that lets a call happen, from linux/seccomp.h.
const (
	ioctlReceive = 0xc0502100 // SECCOMP_IOCTL_NOTIF_RECV
	ioctlSend    = 0xc0182101 // SECCOMP_IOCTL_NOTIF_SEND
	flagContinue = 1          // SECCOMP_USER_NOTIF_FLAG_CONTINUE
)

// watcher answers for one program until it ends.
type watcher struct {
	listener int
	process  *os.Process
	watch    Watch
	decide   func(int, Step) Verdict
	steps    []Step
}

func (w *watcher) serve() error {
	for {
		poll := []unix.PollFd{{Fd: int32(w.listener), Events: unix.POLLIN}}
		if _, err := unix.Poll(poll, -1); errors.Is(err, unix.EINTR) {
			continue
		} else if err != nil {
			return err
		}
		if poll[0].Revents&unix.POLLIN == 0 {
			return nil // nobody is left to ask
		}
		var n notification
		if _, _, errno := unix.Syscall(unix.SYS_IOCTL, uintptr(w.listener), ioctlReceive, uintptr(unsafe.Pointer(&n))); errno == unix.ENOENT || errno == unix.EINTR {
			continue // who asked has died, or asks again
		} else if errno != 0 {
			return fmt.Errorf("seccomp: %w", errno)
		}
		verdict := w.judge(&n)
		if verdict.Kill {
			if err := w.process.Kill(); err != nil {
				return err
			}
			continue
		}
		r := response{id: n.id, flags: flagContinue}
		if verdict.Error != 0 {
			r.flags, r.errno = 0, -int32(verdict.Error)
		}
		if _, _, errno := unix.Syscall(unix.SYS_IOCTL, uintptr(w.listener), ioctlSend, uintptr(unsafe.Pointer(&r))); errno != 0 && errno != unix.ENOENT {
			return fmt.Errorf("seccomp: %w", errno)
		}
	}
}

// judge asks decide about a call that counts.
func (w *watcher) judge(n *notification) Verdict {
	for _, c := range calls {
		if c.number != uint32(n.number) {
			continue
		}
		s := Step{Call: c.name, Space: c.space}
		if c.file >= 0 {
			s.Path, _ = os.Readlink(fmt.Sprintf("/proc/%d/fd/%d", n.pid, int32(n.args[c.file])))
		} else {
			s.Path = w.readPath(n, c.path)
		}
		if !w.counts(&s) {
			break
		}
		w.steps = append(w.steps, s)
		return w.decide(len(w.steps)-1, s)
	}
	return Verdict{}
}

// counts tells whether a step is inside of what is watched, and makes its path short.
func (w *watcher) counts(s *Step) bool {
	if strings.HasPrefix(s.Path, "socket:") {
		s.Path, s.Space = "socket", false
		return w.watch.Sockets
	}
	for _, f := range w.watch.Folders {
		if rel, err := filepath.Rel(f, s.Path); err == nil && rel != ".." && !strings.HasPrefix(rel, "../") {
			s.Path = rel
			return true
		}
	}
	return false
}

// readPath is a path argument, as an absolute path.
func (w *watcher) readPath(n *notification, arg int) string {
	mem, err := os.Open(fmt.Sprintf("/proc/%d/mem", n.pid))
	if err != nil {
		return ""
	}
	defer func() { _ = mem.Close() }() // only read
	b := make([]byte, unix.PathMax)
	got, _ := mem.ReadAt(b, int64(n.args[arg])) // shorter at the end of a mapping
	path, _, ok := bytes.Cut(b[:got], []byte{0})
	if !ok {
		return ""
	}
	if filepath.IsAbs(string(path)) {
		return filepath.Clean(string(path))
	}
	base := fmt.Sprintf("/proc/%d/cwd", n.pid)
	if dir := int32(n.args[arg-1]); dir != unix.AT_FDCWD {
		base = fmt.Sprintf("/proc/%d/fd/%d", n.pid, dir)
	}
	folder, _ := os.Readlink(base)
	return filepath.Join(folder, string(path))
}
