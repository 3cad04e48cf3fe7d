package corpus

// nicknames are the folded other forms of a folded given name.
func nicknames(string) []string { return nil }
