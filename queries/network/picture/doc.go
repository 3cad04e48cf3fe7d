// Package picture draws a network: [SVG] writes one picture with labels and legend, [Report] a page in HTML with the
// picture, tables of measures, definitions and a citation. Both stand alone (no scripts, no outside files) and give the
// same bytes for the same network. Large networks are drawn in part, the strongest nodes and edges first, and say so.
package picture
