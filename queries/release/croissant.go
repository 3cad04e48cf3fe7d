package release

import "cmp"

// croissantVersion is the edition of the format, https://docs.mlcommons.org/croissant/docs/croissant-spec.html.
const croissantVersion = "http://mlcommons.org/croissant/1.0"

// croissantContext is the JSON-LD context that the specification gives in its appendix 1.
func croissantContext() map[string]any {
	return map[string]any{
		"@language": "en", "@vocab": "https://schema.org/", "citeAs": "cr:citeAs", "column": "cr:column",
		"conformsTo": "dct:conformsTo", "cr": "http://mlcommons.org/croissant/", "rai": "http://mlcommons.org/croissant/RAI/",
		"data":     map[string]any{"@id": "cr:data", "@type": "@json"},
		"dataType": map[string]any{"@id": "cr:dataType", "@type": "@vocab"},
		"dct":      "http://purl.org/dc/terms/",
		"examples": map[string]any{"@id": "cr:examples", "@type": "@json"},
		"extract":  "cr:extract", "field": "cr:field", "fileProperty": "cr:fileProperty", "fileObject": "cr:fileObject",
		"fileSet": "cr:fileSet", "format": "cr:format", "includes": "cr:includes", "isLiveDataset": "cr:isLiveDataset",
		"jsonPath": "cr:jsonPath", "key": "cr:key", "md5": "cr:md5", "parentField": "cr:parentField", "path": "cr:path",
		"recordSet": "cr:recordSet", "references": "cr:references", "regex": "cr:regex", "repeated": "cr:repeated",
		"replace": "cr:replace", "sc": "https://schema.org/", "separator": "cr:separator", "source": "cr:source",
		"subField": "cr:subField", "transform": "cr:transform",
	}
}

// croissantTypes are the data types of columns. A date that may be partial and a list are text.
var croissantTypes = map[string]string{typeInteger: "sc:Integer", typeNumber: "sc:Float", typeBoolean: "sc:Boolean", typeDate: "sc:Date"}

// croissant describes the files by Croissant 1.0: a FileObject for each file and a RecordSet for each table, with a Field
// for each column.
func (rel *Release) croissant(files []file) map[string]any {
	out := map[string]any{
		"@context": croissantContext(), "@type": "sc:Dataset", "name": rel.Name, "alternateName": rel.Title, "description": rel.describe(),
		"conformsTo": croissantVersion, "version": rel.Version, "keywords": keywords, "isLiveDataset": false,
		"creator": map[string]any{"@type": "sc:Organization", "name": cmp.Or(rel.Creator, "demarche")},
	}
	if rel.Date != "" {
		out["datePublished"] = rel.Date
	}
	var licences []string
	for _, l := range rel.statedLicences() {
		e := licenceEntry(l)
		if path, ok := e["path"].(string); ok {
			licences = append(licences, path)
		} else {
			licences = append(licences, l)
		}
	}
	if len(licences) > 0 {
		out["license"] = licences
	}
	var distribution, sets []any
	for i, t := range rel.Tables {
		distribution = append(distribution, map[string]any{
			"@type": "cr:FileObject", "@id": files[i].name, "name": files[i].name, "description": t.About + ".",
			"contentUrl": files[i].name, "encodingFormat": "text/csv", "sha256": files[i].sum,
		})
		sets = append(sets, t.recordSet(files[i].name))
	}
	out["distribution"], out["recordSet"] = distribution, sets
	return out
}

func (t *Table) recordSet(file string) map[string]any {
	at := func(table, column string) map[string]any { return map[string]any{"@id": table + "/" + column} }
	var fields, key []any
	for i, c := range t.Columns {
		f := map[string]any{
			"@type": "cr:Field", "@id": t.Name + "/" + c.Name, "name": c.Name, "description": c.About + ".",
			"dataType": cmp.Or(croissantTypes[c.Type], "sc:Text"),
			"source":   map[string]any{"fileObject": map[string]any{"@id": file}, "extract": map[string]any{"column": c.Name}},
		}
		if c.Ref != "" {
			f["references"] = map[string]any{"field": at(c.Ref, "id")}
		}
		if i < t.Key {
			key = append(key, at(t.Name, c.Name))
		}
		fields = append(fields, f)
	}
	set := map[string]any{"@type": "cr:RecordSet", "@id": t.Name, "name": t.Name, "description": t.About + ".", "field": fields, "key": key}
	if len(key) == 1 {
		set["key"] = key[0]
	}
	return set
}
