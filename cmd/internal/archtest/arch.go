// Package archtest holds the project to its layout: its tests read the import graph and fail on an arrow that runs the
// wrong way, on a second door to an engine, and on a file that has outgrown one idea. It has no code for others.
package archtest
