// Package web has the playground with its example queries, embedded in the binary and served without a request to any
// other host. Start with [Playground]. Its source is in playground/ and is built with npm by `make`; a binary built without Node serves a page that says so. It answers no
// query itself.
package web
