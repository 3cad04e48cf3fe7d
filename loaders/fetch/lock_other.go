//go:build !unix

package fetch

// lock does nothing where the system has no advisory locks.
func lock(string) (unlock func(), err error) { return func() {}, nil }
