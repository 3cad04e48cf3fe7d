// Package durable has what makes files last beside package os: [SyncFolder].
package durable

import (
	"errors"
	"os"
	"runtime"
)

// SyncFolder waits until a folder's names are on disk: a file that was made or renamed there lasts only then. Errors are
// the system's; Windows, which cannot sync folders, gives none.
func SyncFolder(path string) error {
	dir, err := os.Open(path)
	if err != nil {
		return err
	}
	err = dir.Sync()
	if runtime.GOOS == "windows" {
		err = nil
	}
	return errors.Join(err, dir.Close())
}
