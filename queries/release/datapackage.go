package release

import (
	"cmp"
	"fmt"
	"slices"
)

// packageFile is the file by which programs know a data package.
const packageFile = "datapackage.json"

// The profiles of Data Package 2.0, https://datapackage.org (2024-06).
const (
	packageProfile = "https://datapackage.org/profiles/2.0/datapackage.json"
	tableProfile   = "https://datapackage.org/profiles/2.0/tableschema.json"
)

// partialPattern is a day, a month or a year.
const partialPattern = `^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$`

// The JSON of a data package, in the order in which people read it. Field names are the specification's.
type (
	dataPackage struct {
		Schema       string           `json:"$schema"`
		Name         string           `json:"name"`
		Title        string           `json:"title"`
		Version      string           `json:"version"`
		Created      string           `json:"created,omitempty"`
		Description  string           `json:"description"`
		Licenses     []map[string]any `json:"licenses,omitempty"`
		Contributors []contributor    `json:"contributors"`
		Sources      []packageSource  `json:"sources,omitempty"`
		Keywords     []string         `json:"keywords"`
		Software     string           `json:"software,omitempty"`
		Stripped     int              `json:"strippedControlCharacters"`
		Repaired     int              `json:"repairedCharacters"`
		Unlicensed   int              `json:"documentsWithoutLicence"`
		Resources    []resource       `json:"resources"`
	}
	contributor struct {
		Title string   `json:"title"`
		Roles []string `json:"roles"`
	}
	packageSource struct {
		Title   string `json:"title"`
		Path    string `json:"path,omitempty"`
		Version string `json:"version,omitempty"`
		ID      string `json:"id"`
		Licence string `json:"licence,omitempty"`
	}
	resource struct {
		Name        string      `json:"name"`
		Type        string      `json:"type"`
		Path        string      `json:"path"`
		Description string      `json:"description"`
		Format      string      `json:"format"`
		MediaType   string      `json:"mediatype"`
		Encoding    string      `json:"encoding"`
		Bytes       int         `json:"bytes"`
		Hash        string      `json:"hash"`
		Schema      tableSchema `json:"schema"`
	}
	tableSchema struct {
		Schema      string       `json:"$schema"`
		Fields      []field      `json:"fields"`
		PrimaryKey  []string     `json:"primaryKey"`
		ForeignKeys []foreignKey `json:"foreignKeys,omitempty"`
		Missing     []string     `json:"missingValues"`
	}
	field struct {
		Name        string         `json:"name"`
		Type        string         `json:"type"`
		ItemType    string         `json:"itemType,omitempty"`
		Delimiter   string         `json:"delimiter,omitempty"`
		Description string         `json:"description"`
		Constraints map[string]any `json:"constraints,omitempty"`
	}
	foreignKey struct {
		Fields    []string  `json:"fields"`
		Reference reference `json:"reference"`
	}
	reference struct {
		Resource string   `json:"resource"`
		Fields   []string `json:"fields"`
	}
)

// describe says what the release is in one paragraph.
func (rel *Release) describe() string {
	rows := map[string]int{}
	for _, t := range rel.Tables {
		rows[t.Name] = len(t.Rows)
	}
	return fmt.Sprintf("Who signed which letter, to whom, demanding what, against whom: %d letters, %d signatures, %d demands, %d people, "+
		"%d documents. Every row that says who did what leads to the sentence that says so. That an act is asked for says nothing on whether it was done.",
		rows["letter"], rows["signature"], rows["demand"], rows["person"], rows["document"])
}

var keywords = []string{"advocacy", "letters", "legislators", "co-signing", "political networks", "knowledge graph"}

// statedLicences are the distinct licences of the sources, sorted.
func (rel *Release) statedLicences() []string {
	var out []string
	for _, s := range rel.Sources {
		if s.Licence != "" {
			out = append(out, s.Licence)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// dataPackage describes the files by Data Package 2.0.
func (rel *Release) dataPackage(files []file) dataPackage {
	p := dataPackage{
		Schema: packageProfile, Name: rel.Name, Title: rel.Title, Version: rel.Version, Description: rel.describe(), Keywords: keywords,
		Software: rel.Creator, Stripped: rel.Stripped, Repaired: rel.Repaired, Unlicensed: rel.Unlicensed,
	}
	if rel.Date != "" {
		p.Created = rel.Date + "T00:00:00Z"
	}
	for _, l := range rel.statedLicences() {
		p.Licenses = append(p.Licenses, licenceEntry(l))
	}
	publishers := []string{}
	for _, s := range rel.Sources {
		p.Sources = append(p.Sources, packageSource{s.Title, s.URL, s.Edition, s.ID, s.Licence})
		if s.Publisher != "" {
			publishers = append(publishers, s.Publisher)
		}
	}
	slices.Sort(publishers)
	for _, who := range slices.Compact(publishers) {
		p.Contributors = append(p.Contributors, contributor{who, []string{"DataCollector"}})
	}
	p.Contributors = append(p.Contributors, contributor{cmp.Or(rel.Creator, "demarche"), []string{"Producer"}})
	for i, t := range rel.Tables {
		p.Resources = append(p.Resources, resource{
			Name: t.Name, Type: "table", Path: files[i].name, Description: t.About + ".", Format: "csv",
			MediaType: "text/csv", Encoding: "utf-8", Bytes: len(files[i].data), Hash: "sha256:" + files[i].sum, Schema: t.schema(),
		})
	}
	return p
}

func (t *Table) schema() tableSchema {
	s := tableSchema{Schema: tableProfile, Missing: []string{""}}
	for i, c := range t.Columns {
		f := field{Name: c.Name, Type: c.Type, Description: c.About + "."}
		if c.Required {
			f.Constraints = map[string]any{"required": true}
		}
		switch c.Type {
		case typePartial:
			f.Type = typeString
			if f.Constraints == nil {
				f.Constraints = map[string]any{}
			}
			f.Constraints["pattern"] = partialPattern
		case typeList:
			f.ItemType, f.Delimiter = typeString, listMark
		}
		if i < t.Key {
			s.PrimaryKey = append(s.PrimaryKey, c.Name)
		}
		s.Fields = append(s.Fields, f)
		if c.Ref != "" {
			s.ForeignKeys = append(s.ForeignKeys, foreignKey{[]string{c.Name}, reference{c.Ref, []string{"id"}}})
		}
	}
	return s
}
