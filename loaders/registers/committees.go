package registers

import (
	"context"
	"fmt"

	"demarche/loaders/registers/tree"
	"demarche/schema"
)

// readCommittees reads committees-current.yaml: committees and subcommittees as organizations.
func readCommittees(ctx context.Context, s source) (*Edition, error) {
	e := &Edition{Register: schema.Register{
		ID: "congress-legislators-committees", Title: "Committees of the United States Congress",
		Publisher: "unitedstates/congress-legislators", Licence: "CC0-1.0",
		URL: "https://github.com/unitedstates/congress-legislators", Edition: fileDate(s.name), SHA256: s.sha256,
	}}
	lists, err := tree.YAML(ctx, s.name, s.data, func(r tree.Record) ([]schema.Organization, error) {
		if !r.Item || r.Kind != tree.Map {
			return nil, r.At(s.name, fmt.Errorf("%w: not a committee", ErrSyntax))
		}
		return committee(r.Node), nil
	})
	if err != nil {
		return nil, err
	}
	for _, list := range lists {
		for _, o := range list {
			if o.Name == "" {
				e.Report.DropAt("committee without a name", s.name+": "+o.Locator)
				continue
			}
			e.Report.Keep()
			e.Organizations = append(e.Organizations, o)
		}
	}
	return e, nil
}

// committee is a committee followed by its subcommittees. A subcommittee bears its parent's name, since bare names
// ("Defense") stand in several committees.
func committee(n *tree.Node) []schema.Organization {
	id, name := n.Text("thomas_id"), n.Text("name")
	o := schema.Organization{
		Name: name, Classification: "committee", Country: "US", Locator: id, Identifiers: map[string]string{"thomas": id},
	}
	switch n.Text("type") {
	case "house":
		o.Parent = "United States House of Representatives"
	case "senate":
		o.Parent = "United States Senate"
	case "joint":
		o.Parent = "United States Congress"
	}
	out := []schema.Organization{o}
	for _, sub := range n.List("subcommittees") {
		s := schema.Organization{
			Name: sub.Text("name"), Classification: "committee", Country: "US", Parent: name,
			Locator: id + "/" + sub.Text("thomas_id"), Identifiers: map[string]string{"thomas": id + sub.Text("thomas_id")},
		}
		if s.Name != "" && name != "" {
			s.Name = name + ", Subcommittee on " + s.Name
		}
		out = append(out, s)
	}
	return out
}
