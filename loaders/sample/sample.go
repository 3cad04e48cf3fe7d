// Package sample is the corpus that demarche brings along: five documents about four letters, retold by us in our own
// words with the facts as they were, and the rows of the registers that their signers need. Start with [Registers] and [Letters]. It
// lets the README's commands run anywhere, without a network.
package sample

import (
	"embed"
	"io/fs"
)

//go:embed corpus
var corpus embed.FS

// File is one file of the corpus.
type File struct {
	Name string // path inside the corpus, with slashes
	Data []byte
}

// Registers lists the register files, by name.
func Registers() ([]File, error) { return files("corpus/registers") }

// Letters lists the documents, by name.
func Letters() ([]File, error) { return files("corpus/letters") }

func files(dir string) ([]File, error) {
	entries, err := fs.ReadDir(corpus, dir)
	if err != nil {
		return nil, err
	}
	var out []File
	for _, e := range entries {
		b, err := fs.ReadFile(corpus, dir+"/"+e.Name())
		if err != nil {
			return nil, err
		}
		out = append(out, File{Name: dir + "/" + e.Name(), Data: b})
	}
	return out, nil
}
