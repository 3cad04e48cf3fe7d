package reconcile

import (
	"net/http"
	"regexp"
	"strings"
)

// manifest is the description of the service.
type manifest struct {
	Versions        []string     `json:"versions"`
	Name            string       `json:"name"`
	IdentifierSpace string       `json:"identifierSpace"`
	SchemaSpace     string       `json:"schemaSpace"`
	View            *urlTemplate `json:"view,omitempty"`
	DefaultTypes    []Type       `json:"defaultTypes"`
	Suggest         suggestSpec  `json:"suggest"`
	Preview         previewSpec  `json:"preview"`
	Extend          extendSpec   `json:"extend"`
}

type urlTemplate struct {
	URL string `json:"url"`
}

type suggestSpec struct {
	Entity   serviceSpec `json:"entity"`
	Type     serviceSpec `json:"type"`
	Property serviceSpec `json:"property"`
}

type serviceSpec struct {
	URL        string `json:"service_url"`
	Path       string `json:"service_path"`
	FlyoutURL  string `json:"flyout_service_url,omitempty"`
	FlyoutPath string `json:"flyout_service_path,omitempty"`
}

type previewSpec struct {
	URL    string `json:"url"`
	Width  int    `json:"width"`
	Height int    `json:"height"`
}

type extendSpec struct {
	Propose  serviceSpec   `json:"propose_properties"`
	Settings []settingSpec `json:"property_settings"`
}

type settingSpec struct {
	Name    string `json:"name"`
	Label   string `json:"label"`
	Type    string `json:"type"`
	Default any    `json:"default"`
	Help    string `json:"help_text"`
}

// The spaces of ids: register ids of people, and the vocabulary of types and properties.
const (
	identifierSpace = "urn:demarche:person:"
	schemaSpace     = "urn:demarche:ns#"
)

func (s *service) manifest(r *http.Request) manifest {
	base := s.base(r)
	suggest := func(what string) serviceSpec {
		return serviceSpec{base, "/suggest/" + what, base, "/flyout/" + what + "?id=${id}"}
	}
	m := manifest{
		Versions: []string{"0.2"}, Name: s.opt.Name, IdentifierSpace: identifierSpace, SchemaSpace: schemaSpace, DefaultTypes: s.opt.Types,
		Suggest: suggestSpec{suggest("entity"), suggest("type"), suggest("property")},
		Preview: previewSpec{base + "/preview?id={{id}}", 430, 260},
		Extend: extendSpec{serviceSpec{URL: base, Path: "/properties"}, []settingSpec{
			{"limit", "At most", "number", 0, "Number of values for each person, 0 for all"},
			{"on", "On the date", "text", "", "ISO date for party, chamber, state and district; the latest when empty"},
		}},
	}
	if m.Name == "" {
		m.Name = "demarche"
	}
	if s.opt.View != "" {
		m.View = &urlTemplate{s.opt.View}
	}
	return m
}

var hostPattern = regexp.MustCompile(`^[A-Za-z0-9.\-]+(:[0-9]{1,5})?$|^\[[0-9A-Fa-f:.]+\](:[0-9]{1,5})?$`)

// base is the URL of the service without a slash at its end.
func (s *service) base(r *http.Request) string {
	if s.opt.BaseURL != "" {
		return strings.TrimRight(s.opt.BaseURL, "/") + s.opt.Prefix
	}
	scheme, host := "http", r.Host
	if r.TLS != nil {
		scheme = "https"
	}
	if !hostPattern.MatchString(host) {
		host = "localhost"
	}
	return scheme + "://" + host + s.opt.Prefix
}
