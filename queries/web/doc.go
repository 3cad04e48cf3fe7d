// Package web has the pages of the server: the playground with its example queries and the front page, embedded in the
// binary and served without a request to any other host. Start with [Playground] and [Home]. The playground's source is
// in playground/ and is built with npm by `make`; a binary built without Node serves a page that says so. It answers no
// query itself.
package web
