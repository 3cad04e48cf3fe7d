// Package matching measures graph/match and graph/match/identity on the real registers as loaders/registers reads them. It has
// tests only: the matcher itself may not import a loader.
package matching
