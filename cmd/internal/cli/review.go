package cli

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"demarche/graph"
	"demarche/graph/judgements"
	"demarche/loaders/ingest"

	"github.com/cayleygraph/quad"
	"github.com/spf13/cobra"
)

// judgementsLabel is the label whose note holds the judgements of a store that is no folder.
const judgementsLabel quad.IRI = "urn:demarche:judgements"

// judgementsFile is the file of a folder store; empty for others.
func (a *app) judgementsFile() string {
	if a.store == "mem:" || strings.Contains(a.store, "://") {
		return ""
	}
	return filepath.Join(a.store, "judgements.tsv")
}

// loadJudgements reads what was decided on who is who: a file beside the store, made to be shared and merged in git, or
// a note inside a shared database.
func (a *app) loadJudgements(ctx context.Context, store graph.Store) (*judgements.Set, error) {
	if file := a.judgementsFile(); file != "" {
		return judgements.Load(file)
	}
	b, err := store.Note(ctx, judgementsLabel)
	if errors.Is(err, graph.ErrNotFound) {
		return new(judgements.Set), nil
	}
	if err != nil {
		return nil, err
	}
	return judgements.Read(bytes.NewReader(b), string(judgementsLabel))
}

func (a *app) saveJudgements(ctx context.Context, store graph.Store, set *judgements.Set) error {
	if file := a.judgementsFile(); file != "" {
		return set.Save(file)
	}
	var b bytes.Buffer
	if err := set.Write(&b); err != nil {
		return err
	}
	_, err := store.Apply(ctx, []graph.Change{{Label: judgementsLabel, Note: b.Bytes()}})
	return err
}

func (a *app) reviewCommand() *cobra.Command {
	var (
		asJSON bool
		limit  int
	)
	c := &cobra.Command{
		Use:   "review",
		Short: "List open questions of identity, and decide them",
		Long: `Review lists the names that could not be resolved safely, the most wanted first, then the oldest, each with the sentence
it stands in and the persons it may be; and persons of different registers who may be one. Decisions are kept in
judgements.tsv inside the store's folder: sorted text, to be shared and merged in git. They survive every reload and
are taken into account at once.`,
		Example: `  demarche review
  demarche review accept mention:0f3a…#mike-rogers bioguide:R000572
  demarche review reject mention:0f3a…#mike-rogers bioguide:R000575
  demarche review merge bioguide:F000483 ocd-person/e4fdea57-14a2-4fa7-a40c-92cf06c07edd
  demarche review undo bioguide:F000483 ocd-person/e4fdea57-14a2-4fa7-a40c-92cf06c07edd`,
		Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			store, err := a.openReading(c.Context())
			if err != nil {
				return err
			}
			set, err := a.loadJudgements(c.Context(), store)
			var questions []ingest.Question
			if err == nil {
				questions, err = ingest.New(store, ingest.Options{Judgements: set}).Questions(c.Context())
			}
			if err = errors.Join(err, store.Close()); err != nil {
				return err
			}
			if limit > 0 {
				questions = questions[:min(len(questions), limit)]
			}
			if asJSON {
				enc := json.NewEncoder(a.Out)
				enc.SetEscapeHTML(false)
				enc.SetIndent("", "  ")
				return enc.Encode(questions)
			}
			return a.toFile("", func(w io.Writer) error { printQuestions(w, questions); return nil })
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print as JSON")
	c.Flags().IntVar(&limit, "limit", 0, "how many questions; 0 is all")
	for _, d := range []struct{ verb, short, what string }{
		{"accept", "the mention is this person", "MENTION and PERSON"},
		{"reject", "the mention is not this person", "MENTION and PERSON"},
		{"merge", "the two persons are one", "PERSON and PERSON"},
		{"split", "the two persons are two", "PERSON and PERSON"},
		{"unsure", "looked at, and still open", "the two ids"},
		{"undo", "take a decision back", "the two ids"},
	} {
		c.AddCommand(a.decideCommand(d.verb, d.short, d.what))
	}
	return c
}

func printQuestions(w io.Writer, questions []ingest.Question) {
	if len(questions) == 0 {
		fmt.Fprintln(w, "no open questions")
		return
	}
	for _, q := range questions {
		fmt.Fprintf(w, "%s\n  key: %s\n", strings.TrimSpace(q.Name+"  "+q.Title), q.Key)
		if q.Kind == "mention" {
			fmt.Fprintf(w, "  in %s: “%s”\n", cmp.Or(q.Letter, q.Source), q.Quote)
		}
		for _, c := range q.Candidates {
			fmt.Fprintf(w, "  %.3f  %s  %s  %s  (%s)\n", c.Score, c.Person, c.Name, c.Office, strings.Join(c.Reasons, "; "))
		}
		fmt.Fprintln(w)
	}
}

func (a *app) decideCommand(verb, short, what string) *cobra.Command {
	var who, note string
	c := &cobra.Command{
		Use:     verb + " ID ID",
		Short:   "Decide: " + short,
		Example: "  demarche review " + verb + " ID ID",
		Args:    someArgs(2, 2, what),
		RunE: func(c *cobra.Command, args []string) error {
			if kind := mistaken(verb, args); kind != "" {
				return usage(c, kind)
			}
			store, err := a.openExisting(c.Context())
			if err != nil {
				return err
			}
			err = a.decide(c.Context(), store, verb, judgements.Judgement{
				Left: args[0], Right: args[1],
				Who: cmp.Or(who, a.Getenv("USER")), When: a.Now().UTC().Format(time.DateOnly), Note: note,
			})
			return errors.Join(err, store.Close())
		},
	}
	c.Flags().StringVar(&who, "who", "", "who decides ($USER)")
	c.Flags().StringVar(&note, "note", "", "why")
	return c
}

// mistaken says what is wrong with the ids of a verb, empty when nothing is.
func mistaken(verb string, ids []string) string {
	mention := strings.HasPrefix(ids[0], "mention:")
	switch {
	case (verb == "accept" || verb == "reject") && !mention:
		return fmt.Sprintf("%q is no mention's key: review lists them", ids[0])
	case (verb == "merge" || verb == "split") && (mention || strings.HasPrefix(ids[1], "mention:")):
		return verb + " is about two persons; for a mention use accept or reject"
	}
	return ""
}

// decide changes the set and brings the store in line with it; the file is written only when the store took it.
func (a *app) decide(ctx context.Context, store graph.Store, verb string, j judgements.Judgement) error {
	set, err := a.loadJudgements(ctx, store)
	if err != nil {
		return err
	}
	if verb == "undo" {
		_, err = set.Undo(j.Left, j.Right)
	} else {
		j.Verdict = map[string]judgements.Verdict{
			"accept": judgements.Positive, "merge": judgements.Positive,
			"reject": judgements.Negative, "split": judgements.Negative, "unsure": judgements.Unsure,
		}[verb]
		err = set.Decide(j)
	}
	if err != nil {
		return err
	}
	if err := a.saveJudgements(ctx, store, set); err != nil {
		return err
	}
	reads, err := analyst()
	if err != nil {
		return err
	}
	report, err := ingest.New(store, ingest.Options{Analyst: reads, Judgements: set}).Rejudge(ctx)
	if err == nil {
		err = a.refresh(ctx, store)
	}
	if err != nil {
		return fmt.Errorf("the decision is kept, the graph follows with the next load: %w", err)
	}
	_, err = fmt.Fprintf(a.Out, "%d quads added, %d removed\n", report.Added, report.Removed)
	return err
}
