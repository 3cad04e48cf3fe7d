// Package loaders holds what all loaders share: the [Report] of records read, kept and dropped by reason. The loaders
// themselves are the packages below it.
package loaders
