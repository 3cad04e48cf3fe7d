package cli

import (
	"errors"
	"fmt"

	"demarche/loaders/decode"
	"demarche/schema/vocab"

	"github.com/spf13/cobra"
)

// The exit codes.
const (
	exitOK     = 0
	exitFailed = 1
	exitUsage  = 2
	exitRule   = 3
)

var (
	errUsage = errors.New("wrong usage")
	errRule  = errors.New("the data breaks a rule")
	// errTold ends a command whose result said what is wrong already.
	errTold = errors.New("told")
)

// usageError is a wrong use of a command, with the next move.
type usageError struct{ msg string }

func (e usageError) Error() string        { return e.msg }
func (e usageError) Is(target error) bool { return target == errUsage }

func usage(c *cobra.Command, msg string) error {
	return usageError{fmt.Sprintf("%s (see %s --help)", msg, c.CommandPath())}
}

// exitCode is the one table from errors to exit codes.
func exitCode(err error) int {
	switch {
	case errors.Is(err, errUsage), errors.Is(err, decode.ErrUnknownKind):
		return exitUsage
	case errors.Is(err, errRule), errors.Is(err, vocab.ErrVocabulary):
		return exitRule
	}
	return exitFailed
}
