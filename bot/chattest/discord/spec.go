package discord

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"quoth/bot/chattest/schema"
)

// Spec is Discord's description of its REST interface, an OpenAPI 3.1 file. It
// may be used by any number of goroutines at the same time.
type Spec struct {
	schema.Document
	paths []specPath

	// fitting are the digests of bodies that fit their operation: every bot under test sends
	// the same list of commands, the largest body of all.
	fitting sync.Map
}

type specPath struct {
	template string
	segments []string
	item     obj // its operations by lower-case method
}

// ReadSpec reads the OpenAPI file. The error of a missing one is fs.ErrNotExist.
func ReadSpec(file string) (*Spec, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	s := &Spec{}
	root, err := schema.Decode(data)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", file, err)
	}
	s.Root, _ = root.(obj)
	paths, _ := s.Root["paths"].(obj)
	if len(paths) == 0 {
		return nil, fmt.Errorf("%s describes no paths: it is no OpenAPI file", file)
	}
	for _, template := range slices.Sorted(maps.Keys(paths)) {
		item, _ := paths[template].(obj)
		s.paths = append(s.paths, specPath{template, strings.Split(template, "/"), item})
	}
	return s, nil
}

// find returns the operation for a path without /api/v10. A literal segment such
// as "@me" goes before a parameter.
func (s *Spec) find(method, path string) (specPath, obj, error) {
	best, bestLiteral := specPath{}, -1
	segments := strings.Split(path, "/")
	for _, p := range s.paths {
		if literal := p.match(segments); literal > bestLiteral {
			best, bestLiteral = p, literal
		}
	}
	if bestLiteral < 0 {
		return best, nil, fmt.Errorf("%s %s: there is no such path", method, path)
	}
	operation, ok := best.item[strings.ToLower(method)].(obj)
	if !ok {
		return best, nil, fmt.Errorf("%s %s: the path has no such method", method, path)
	}
	return best, operation, nil
}

// match returns how many segments fit literally, or -1.
func (p specPath) match(segments []string) int {
	if len(segments) != len(p.segments) {
		return -1
	}
	literal := 0
	for i, want := range p.segments {
		switch {
		case want == segments[i]:
			literal++
		case !strings.HasPrefix(want, "{") || segments[i] == "":
			return -1
		}
	}
	return literal
}

// CheckRequest checks a request's path (without /api/v10), method, query
// parameters and JSON body; body is nil without one, and the payload_json of a
// multipart body. The error lists everything that does not fit.
func (s *Spec) CheckRequest(method, path string, query url.Values, body []byte) error {
	at, operation, err := s.find(method, path)
	if err != nil {
		return err
	}
	problems := s.parameters(at, operation, path, query)
	request, _ := operation["requestBody"].(obj)
	switch {
	case len(body) == 0 && request["required"] == true:
		problems = append(problems, schema.Wrong("$", "is required: the request has no body"))
	case len(body) > 0 && request == nil:
		problems = append(problems, schema.Wrong("$", "is not allowed: the request takes no body"))
	case len(body) > 0:
		found, err := s.checkBody(method+" "+at.template, request, body)
		if err != nil {
			return fmt.Errorf("%s %s: %w", method, at.template, err)
		}
		problems = append(problems, found...)
	}
	return report(method+" "+at.template, problems)
}

func (s *Spec) checkBody(operation string, request obj, body []byte) ([]schema.Problem, error) {
	digest := sha256.Sum256(append([]byte(operation+"\n"), body...))
	if _, fits := s.fitting.Load(digest); fits {
		return nil, nil
	}
	v, err := schema.Decode(body)
	if err != nil {
		return nil, err
	}
	problems := append(s.Check(jsonSchema(request), v, "$"), unwritten(v, "$")...)
	if len(problems) == 0 {
		s.fitting.Store(digest, true)
	}
	return problems, nil
}

// CheckResponse checks the JSON body of an answer.
func (s *Spec) CheckResponse(method, path string, status int, body []byte) error {
	at, operation, err := s.find(method, path)
	if err != nil {
		return err
	}
	responses, _ := operation["responses"].(obj)
	response, ok := responses[fmt.Sprint(status)].(obj)
	if !ok {
		if response, ok = responses[fmt.Sprintf("%dXX", status/100)].(obj); !ok {
			return fmt.Errorf("%s %s: it never answers with status %d", method, at.template, status)
		}
	}
	if ref, ok := response["$ref"].(string); ok {
		target, _ := s.Resolve(ref)
		response, _ = target.(obj)
	}
	if response["content"] == nil {
		if len(body) > 0 {
			return fmt.Errorf("%s %s: status %d comes without a body", method, at.template, status)
		}
		return nil
	}
	v, err := schema.Decode(body)
	if err != nil {
		return fmt.Errorf("%s %s: %w", method, at.template, err)
	}
	return report(fmt.Sprintf("%s %s: %d", method, at.template, status), s.Check(jsonSchema(response), v, "$"))
}

// jsonSchema is the schema of a request's or response's JSON.
func jsonSchema(part obj) any {
	content, _ := part["content"].(obj)
	for _, kind := range []string{"application/json", "multipart/form-data"} {
		if media, ok := content[kind].(obj); ok {
			return media["schema"]
		}
	}
	return nil
}

func report(what string, problems []schema.Problem) error {
	if len(problems) == 0 {
		return nil
	}
	var b strings.Builder
	for i, p := range problems {
		if i > 0 {
			b.WriteString("; ")
		}
		b.WriteString(p.String())
	}
	return fmt.Errorf("%s: %s", what, &b)
}

// parameters checks the parameters of the path and the query.
func (s *Spec) parameters(at specPath, operation obj, path string, query url.Values) (out []schema.Problem) {
	segments := strings.Split(path, "/")
	unknown := map[string]bool{}
	for name := range query {
		unknown[name] = true
	}
	for _, p := range append(schema.List(at.item["parameters"]), schema.List(operation["parameters"])...) {
		parameter, _ := p.(obj)
		name, _ := parameter["name"].(string)
		switch parameter["in"] {
		case "path":
			for i, segment := range at.segments {
				if segment == "{"+name+"}" {
					out = append(out, s.Check(parameter["schema"], segments[i], name)...)
				}
			}
		case "query":
			delete(unknown, name)
			if query.Has(name) {
				out = append(out, s.Written(parameter["schema"], query.Get(name), "?"+name)...)
			} else if parameter["required"] == true {
				out = append(out, schema.Wrong("?"+name, "is required"))
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(unknown)) {
		out = append(out, schema.Wrong("?"+name, "is not known"))
	}
	return out
}

// unwritten checks the documented limits that the file leaves out: 2,000
// characters of content, and 6,000 over all embeds of a message.
func unwritten(v any, path string) (out []schema.Problem) {
	o, ok := v.(obj)
	if !ok {
		return nil
	}
	if text, ok := o["content"].(string); ok && utf8.RuneCountInString(text) > 2000 {
		out = append(out, schema.Wrong(path+".content", "has %d characters, must have at most 2000", utf8.RuneCountInString(text)))
	}
	total := 0
	for _, e := range schema.List(o["embeds"]) {
		var f form
		total += f.embed("", plainValue(e))
	}
	if total > 6000 {
		out = append(out, schema.Wrong(path+".embeds", "have %d characters in all, must have at most 6000", total))
	}
	for _, inner := range []string{"data", "message"} {
		out = append(out, unwritten(o[inner], path+"."+inner)...)
	}
	return out
}

func plainValue(v any) any { return plainJSON(encode(v)) }

// checkSpec notes what the Spec does not allow in a request. The route below
// /oauth2 is not in Discord's file.
func (d *Discord) checkSpec(c *call) {
	if d.config.Spec == nil || strings.HasPrefix(c.URL.Path, "/oauth2/") {
		return
	}
	if err := d.config.Spec.CheckRequest(c.Method, c.URL.Path, c.URL.Query(), c.raw); err != nil {
		d.violate("spec", "%v", err)
	}
}
