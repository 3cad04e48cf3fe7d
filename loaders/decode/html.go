package decode

import (
	"bytes"
	"fmt"
	"io"
	"path"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"
)

// maxHTMLDepth is the deepest nesting of elements that is read, and that the parser allows; what lies deeper is refused,
// since no page for people has it and every walk over the tree would have to stand it.
const maxHTMLDepth = 510

func isHTML(name string, head []byte) bool {
	if !isText("", head) {
		return false
	}
	s := strings.ToLower(string(bytes.TrimLeft(head[:min(len(head), 2048)], "\ufeff \t\r\n")))
	for strings.HasPrefix(s, "<!--") {
		_, rest, ok := strings.Cut(s, "-->")
		if !ok {
			return false
		}
		s = strings.TrimLeft(rest, " \t\r\n")
	}
	for _, open := range []string{"<!doctype html", "<html", "<head", "<body"} {
		if strings.HasPrefix(s, open) {
			return true
		}
	}
	if strings.HasPrefix(s, "<?xml") {
		return strings.Contains(s, "<html")
	}
	if ext := strings.ToLower(path.Ext(name)); ext == ".md" || ext == ".markdown" {
		return false // it may hold elements
	}
	return fragmentOpens[firstTag(s)] || bytes.Count(bytes.ToLower(head), []byte("</p>")) >= 3
}

// fragmentOpens are the elements that a part of a page may begin with.
var fragmentOpens = map[atom.Atom]bool{
	atom.Article: true, atom.Main: true, atom.Section: true, atom.Div: true, atom.P: true, atom.Span: true, atom.Table: true,
	atom.Meta: true, atom.Title: true, atom.Style: true, atom.Link: true, atom.Header: true, atom.H1: true, atom.H2: true,
	atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true, atom.B: true, atom.Strong: true, atom.I: true, atom.Em: true,
	atom.Font: true, atom.Center: true, atom.Ul: true, atom.Ol: true, atom.Blockquote: true, atom.Pre: true, atom.Br: true,
}

// firstTag is the element whose tag opens s, 0 when none does.
func firstTag(s string) atom.Atom {
	if !strings.HasPrefix(s, "<") {
		return 0
	}
	end := strings.IndexAny(s, " \t\r\n/>")
	if end < 0 {
		return 0
	}
	return atom.Lookup([]byte(s[1:end]))
}

func readHTML(f file, b []byte) (Document, error) {
	d, err := htmlDocument(b, "")
	if err != nil {
		return d, fmt.Errorf("%s: %w", f.source, err)
	}
	return d, nil
}

// htmlDocument reads a page; contentType is the one of the mail or response that brought it, empty when unknown.
func htmlDocument(b []byte, contentType string) (Document, error) {
	if err := htmlDepth(b); err != nil {
		return Document{}, err
	}
	r, err := charset.NewReader(bytes.NewReader(b), contentType)
	if err != nil {
		return Document{}, fmt.Errorf("%w: %w", ErrFormat, err)
	}
	root, err := html.Parse(io.LimitReader(r, 4*MaxBytes))
	if err != nil {
		return Document{}, fmt.Errorf("%w: %w", ErrFormat, err)
	}
	var d Document
	readHead(root, &d)
	prune(root)
	d.Text = textOfLines(renderHTML(mainContent(root)))
	d.Title = strings.Join(strings.Fields(Normalize(d.Title)), " ")
	return d, nil
}

// Limits on pages, against bombs: the number of elements, of attributes of one, and of elements that a parser makes anew
// because marks of emphasis were left open over the ends of paragraphs (HTML Standard, 13.2.4.3).
const (
	maxHTMLTags  = 1 << 20
	maxHTMLAttrs = 512
	maxReopened  = 1 << 21
)

// htmlDepth refuses a page that opens more elements than anybody nests, or that would grow in parsing, before it is
// parsed into a tree.
func htmlDepth(b []byte) error {
	z := html.NewTokenizer(bytes.NewReader(b))
	depth, tags, open, reopened := 0, 0, 0, 0
	for {
		switch z.Next() {
		case html.ErrorToken:
			return nil
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := z.TagName()
			a := atom.Lookup(name)
			if !voidElements[a] {
				depth++
			}
			if formatting[a] {
				open++
			}
			tags++
			reopened += open
			n := 0
			for ; more && n <= maxHTMLAttrs; n++ {
				_, _, more = z.TagAttr()
			}
			switch {
			case depth > maxHTMLDepth:
				return fmt.Errorf("%w: elements nested over %d deep", ErrFormat, maxHTMLDepth)
			case n > maxHTMLAttrs:
				return fmt.Errorf("%w: an element with over %d attributes", ErrFormat, maxHTMLAttrs)
			case tags > maxHTMLTags:
				return fmt.Errorf("%w: over %d elements", ErrTooLarge, maxHTMLTags)
			case reopened > maxReopened:
				return fmt.Errorf("%w: emphasis that is opened and never closed", ErrFormat)
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			a := atom.Lookup(name)
			if !voidElements[a] {
				depth = max(depth-1, 0)
			}
			if formatting[a] {
				open = max(open-1, 0)
			}
		}
	}
}

// formatting are the elements that a parser opens again after the end of the block they were left open in.
var formatting = map[atom.Atom]bool{
	atom.A: true, atom.B: true, atom.Big: true, atom.Code: true, atom.Em: true, atom.Font: true, atom.I: true, atom.Nobr: true,
	atom.S: true, atom.Small: true, atom.Strike: true, atom.Strong: true, atom.Tt: true, atom.U: true,
}

// voidElements have no end tag, or are left open by custom.
var voidElements = map[atom.Atom]bool{
	atom.Area: true, atom.Base: true, atom.Br: true, atom.Col: true, atom.Embed: true, atom.Hr: true, atom.Img: true,
	atom.Input: true, atom.Link: true, atom.Meta: true, atom.Source: true, atom.Track: true, atom.Wbr: true,
	atom.P: true, atom.Li: true, atom.Td: true, atom.Th: true, atom.Tr: true, atom.Dt: true, atom.Dd: true, atom.Option: true,
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// each calls f for every element below n in order of the document; f tells whether to go into it.
func each(n *html.Node, f func(*html.Node) bool) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode && f(c) {
			each(c, f)
		}
	}
}
