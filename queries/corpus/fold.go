package corpus

import "demarche/schema/names"

// Fold makes names and titles comparable: see names.Fold.
func Fold(s string) string { return names.Fold(s) }
