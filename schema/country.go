package schema

// Country is a country or contested territory with every name that a register knows for it.
type Country struct {
	Code    string   // ISO 3166-1 alpha-2, or the register's code: "AZ", "AZ-NK", "XK"
	Name    string   // the first name of the register
	Aliases []string // the others, in the order of the register, without repetition
	Locator string   // where in the register file it stands
}
