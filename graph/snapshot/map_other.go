//go:build !unix

package snapshot

import "os"

// mapFile reads a whole file, where files cannot be mapped.
func mapFile(path string) (data []byte, unmap func(), err error) {
	data, err = os.ReadFile(path)
	return data, func() {}, err
}
