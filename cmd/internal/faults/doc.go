//go:build !linux || (!amd64 && !arm64)

// Package faults runs a program and does it harm at a chosen one of its steps. It is for tests, and for Linux only.
package faults

// Yield does nothing here.
func Yield(string) error { return nil }
