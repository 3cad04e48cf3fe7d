package corpus

import "demarche/graph"

// Register is one edition of an official list that the graph draws on.
type Register struct {
	Node                                               graph.ID
	Title, Publisher, Edition, Licence, Source, SHA256 string
	Records                                            int
}

// Registers are the registers that the graph draws on, by title.
func (c *Corpus) Registers() []Register {
	ids := c.List(KindRegister).IDs
	out := make([]Register, len(ids))
	for i, id := range ids {
		out[i] = c.Register(id)
	}
	return out
}

// Register reads one register node.
func (c *Corpus) Register(id graph.ID) Register {
	r := Register{
		Node: id, Title: c.Label(id), Publisher: c.Text(id, c.T.PublishedBy), Edition: c.Text(id, c.T.Edition),
		Licence: c.Text(id, c.T.Licence), Source: c.Text(id, c.T.Source), SHA256: c.Text(id, c.T.SHA256),
	}
	r.Records, _ = c.Int(id, c.T.RecordCount)
	return r
}
