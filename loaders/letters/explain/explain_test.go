package explain

import (
	"strings"
	"testing"

	"demarche/loaders/letters"
)

const text = `Today, Senator Ana <b>Bell</b> (D-ME) sent a letter to Secretary Joe Hall with 4 other senators.` + "\x1b[31m\n\nThe harbour is closed to all ships that come from the south of the sea.\n"

func read() (letters.Document, *strings.Builder) {
	return letters.Document{Source: "a.txt", Text: text}, &strings.Builder{}
}

func TestANSI(t *testing.T) {
	d, b := read()
	rec, lay := letters.NewReader(nil, nil).ReadLayout(d)
	if err := ANSI(b, d, lay, rec, true); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"a.txt: press_release", "── release · paragraph", "\x1b[1;34mSecretary Joe Hall", "recipient: to"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("ANSI lacks %q:\n%s", want, b)
		}
	}
	if strings.Contains(b.String(), "\x1b[31m") {
		t.Error("ANSI lets the text's own escape sequences through")
	}
}

func TestHTML(t *testing.T) {
	d, b := read()
	rec, lay := letters.NewReader(nil, nil).ReadLayout(d)
	if err := HTML(b, d, lay, rec); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(b.String(), "<b>") || !strings.Contains(b.String(), "&lt;b&gt;") {
		t.Error("HTML does not escape the text")
	}
	for _, banned := range []string{"http://", "https://", "<script", "src="} {
		if strings.Contains(b.String(), banned) {
			t.Errorf("the page holds %q: it must ask for nothing outside", banned)
		}
	}
	if !strings.Contains(b.String(), `<mark class="recipient"`) {
		t.Errorf("no recipient is marked:\n%s", b)
	}
}

// TestMarksOfNothing shows a document without letters: segments only.
func TestMarksOfNothing(t *testing.T) {
	d := letters.Document{Source: "b.txt", Text: "A day at the fair.\n"}
	rec, lay := letters.NewReader(nil, nil).ReadLayout(d)
	var b strings.Builder
	if err := ANSI(&b, d, lay, rec, false); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), "A day at the fair.") || len(Marks(rec)) != 0 {
		t.Errorf("explanation of a document without letters:\n%s", b.String())
	}
}
