package decode

import (
	"encoding/json"
	"strings"
	"unicode"

	"demarche/schema/date"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// readHead fills what the page says of itself: title, date of publication, canonical address.
func readHead(root *html.Node, d *Document) {
	published := func(s string) {
		if d.Published == "" && len(s) >= 10 {
			if day, err := date.Parse(s[:10]); err == nil {
				d.Published = string(day)
			}
		}
	}
	title, heading := "", ""
	headings := 0
	each(root, func(n *html.Node) bool {
		switch n.DataAtom {
		case atom.Title:
			if title == "" {
				title = textOf(n)
			}
		case atom.H1:
			if headings++; heading == "" && headings <= 8 {
				heading = textOf(n)
			}
		case atom.Meta:
			switch strings.ToLower(attr(n, "property") + attr(n, "name") + attr(n, "itemprop")) {
			case "og:title":
				d.Title = attr(n, "content")
			case "article:published_time", "datepublished", "dc.date", "dcterms.created", "date":
				published(attr(n, "content"))
			}
		case atom.Link:
			if strings.EqualFold(attr(n, "rel"), "canonical") && strings.HasPrefix(attr(n, "href"), "http") {
				d.URL = attr(n, "href")
			}
		case atom.Script:
			if attr(n, "type") == "application/ld+json" && n.FirstChild != nil {
				published(jsonDate(n.FirstChild.Data))
			}
			return false
		case atom.Time:
			published(attr(n, "datetime"))
		}
		return true
	})
	if d.Title == "" {
		d.Title = heading
	}
	if d.Title == "" {
		d.Title = title
	}
}

// jsonDate is the date of publication in a page's structured data.
func jsonDate(s string) string {
	var v any
	if json.Unmarshal([]byte(s), &v) != nil {
		return ""
	}
	var find func(v any, depth int) string
	find = func(v any, depth int) string {
		if depth > 8 {
			return ""
		}
		switch x := v.(type) {
		case []any:
			for _, e := range x {
				if s := find(e, depth+1); s != "" {
					return s
				}
			}
		case map[string]any:
			if s, ok := x["datePublished"].(string); ok {
				return s
			}
			return find(x["@graph"], depth+1)
		}
		return ""
	}
	return find(v, 0)
}

// furniture are the elements that are never text of a document.
var furniture = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Noscript: true, atom.Template: true, atom.Svg: true, atom.Iframe: true,
	atom.Form: true, atom.Button: true, atom.Input: true, atom.Select: true, atom.Textarea: true, atom.Nav: true,
	atom.Footer: true, atom.Aside: true, atom.Object: true, atom.Embed: true, atom.Canvas: true, atom.Audio: true,
	atom.Video: true, atom.Dialog: true, atom.Menu: true, atom.Head: true,
}

// landmarks are the roles of page furniture (WAI-ARIA 1.2).
var landmarks = map[string]bool{
	"navigation": true, "banner": true, "contentinfo": true, "complementary": true, "search": true, "dialog": true,
	"alertdialog": true, "menu": true, "menubar": true, "toolbar": true,
}

// asides are words in class and id that mark page furniture; each must stand as a word of its own.
var asides = map[string]bool{
	"cookie": true, "cookies": true, "consent": true, "breadcrumb": true, "breadcrumbs": true, "share": true, "sharing": true,
	"social": true, "related": true, "newsletter": true, "subscribe": true, "sidebar": true, "menu": true, "nav": true,
	"navbar": true, "navigation": true, "footer": true, "comments": true, "promo": true, "advert": true, "advertisement": true,
	"ads": true, "skip": true, "pagination": true, "pager": true, "popup": true, "modal": true, "masthead": true,
}

// maxAside is the share of the page's text that an element with such a word may hold and still be furniture: themes
// give odd names to the whole page, too.
const maxAside = 0.3

// prune takes the furniture of the page out of the tree.
func prune(root *html.Node) {
	lengths := textLengths(root)
	all := float64(max(lengths[root].count(), 1))
	var gone []*html.Node
	var walk func(n *html.Node, inMain bool)
	walk = func(n *html.Node, inMain bool) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.Type != html.ElementNode {
				continue
			}
			// A header is a page's, unless it stands in an article.
			if isFurniture(c) || c.DataAtom == atom.Header && !inMain || marked(c) && float64(lengths[c].count()) < maxAside*all {
				gone = append(gone, c)
				continue
			}
			walk(c, inMain || c.DataAtom == atom.Article || c.DataAtom == atom.Main)
		}
	}
	walk(root, false)
	for _, n := range gone {
		n.Parent.RemoveChild(n)
	}
}

func isFurniture(n *html.Node) bool {
	if furniture[n.DataAtom] {
		return true
	}
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden":
			return true
		case "role":
			if landmarks[strings.ToLower(a.Val)] {
				return true
			}
		case "aria-hidden":
			if strings.EqualFold(a.Val, "true") {
				return true
			}
		case "style":
			if strings.Contains(strings.ReplaceAll(strings.ToLower(a.Val), " ", ""), "display:none") {
				return true
			}
		}
	}
	return false
}

// unseen are the classes with which themes hide text from the eye and leave it to screen readers.
var unseen = map[string]bool{
	"visually-hidden": true, "visuallyhidden": true, "sr-only": true, "screen-reader-text": true, "element-invisible": true,
}

// marked tells whether the class or the id of an element has a word for furniture.
func marked(n *html.Node) bool {
	class, id := strings.ToLower(attr(n, "class")), strings.ToLower(attr(n, "id"))
	if class == "" && id == "" {
		return false
	}
	if n.DataAtom == atom.Div && id == "header" {
		return true
	}
	for _, w := range strings.Fields(class) {
		if unseen[w] {
			return true
		}
	}
	for _, w := range strings.FieldsFunc(class+" "+id, func(r rune) bool { return !unicode.IsLetter(r) }) {
		if asides[w] {
			return true
		}
	}
	return false
}

// mainShare is the share of the text that an article or main element must hold to be the document.
const mainShare = 0.4

// mainContent is the element with the document's text: the article, main, or articleBody that holds enough of it, else
// what is left of the body.
func mainContent(root *html.Node) *html.Node {
	body := root
	var best *html.Node
	length := 0
	lengths := textLengths(root)
	all := lengths[root].count()
	each(root, func(n *html.Node) bool {
		if n.DataAtom == atom.Body {
			body = n
		}
		if n.DataAtom == atom.Article || n.DataAtom == atom.Main || attr(n, "role") == "main" || attr(n, "itemprop") == "articleBody" {
			if l := lengths[n].count(); l > length {
				best, length = n, l
			}
			return false
		}
		return true
	})
	if best != nil && float64(length) >= mainShare*float64(all) {
		return best
	}
	return body
}

// textLength is the number of characters of an element that are no white space, outside of links and in them.
type textLength struct{ plain, linked int }

// count takes links for a fifth: menus are links.
func (l textLength) count() int { return l.plain + l.linked/5 }

// textLengths counts for every element at once.
func textLengths(root *html.Node) map[*html.Node]textLength {
	lengths := map[*html.Node]textLength{}
	var walk func(n *html.Node) textLength
	walk = func(n *html.Node) textLength {
		var l textLength
		switch {
		case n.Type == html.TextNode:
			for _, r := range n.Data {
				if !unicode.IsSpace(r) {
					l.plain++
				}
			}
			return l
		case n.DataAtom == atom.Script || n.DataAtom == atom.Style || n.DataAtom == atom.Head:
			return l
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			below := walk(c)
			l.plain += below.plain
			l.linked += below.linked
		}
		if n.DataAtom == atom.A {
			l.plain, l.linked = 0, l.plain+l.linked
		}
		lengths[n] = l
		return l
	}
	walk(root)
	return lengths
}

func textOf(n *html.Node) string { return strings.Join(strings.Fields(renderHTML(n)), " ") }
