package api

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"maps"
	"net/http"
	"slices"

	"github.com/google/jsonschema-go/jsonschema"
)

//go:generate go run ./generate

// description is what Document returns, as it was when it was last generated.
//
//go:embed openapi.json
var description []byte

// object is a JSON object.
type object = map[string]any

// Document describes the operations in OpenAPI 3.1 (spec.openapis.org/oas/v3.1.1).
func Document() ([]byte, error) {
	paths := object{}
	for _, o := range operations() {
		entry := object{
			"operationId": o.tool, "summary": o.title, "description": o.description, "security": []object{{"key": []Scope{o.scope}}},
			"responses": o.responses(),
		}
		if o.method == http.MethodPost {
			entry["requestBody"] = object{"required": true, "content": object{"application/json": object{"schema": o.input}}}
		} else if given := parameters(o.input); len(given) > 0 {
			entry["parameters"] = given
		}
		paths[Prefix+o.name] = object{map[string]string{http.MethodGet: "get", http.MethodPost: "post"}[o.method]: entry}
	}
	document := object{
		"openapi": "3.1.1",
		"info": object{
			"title": "Quoth", "version": "1", "license": object{"name": "MIT", "identifier": "MIT"},
			"description": "Questions about stored news, answered with the exact words that were printed. Offsets are bytes of UTF-8 text. Another method than is described is answered with status 405, and the header Allow names the right one.",
		},
		"servers": []object{{"url": "/"}},
		"paths":   paths,
		"components": object{
			"securitySchemes": object{"key": object{"type": "http", "scheme": "bearer", "description": "A key that quoth keys add made."}},
			"schemas":         object{"Error": schemaOf[failure]()},
		},
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	err := e.Encode(document)
	return b.Bytes(), err
}

// refusals are why there may be no answer, by status.
var refusals = map[string]string{
	"400": "The input is not as it should be.", "401": "The key is missing or unknown.", "403": "The key lacks the scope.", "404": "It is not there: no article of that name is stored, no topic of that number is followed, or the key's webhook was removed.",
	"409": "As many topics are followed as may be.",
	"429": "The key asks too much at once.", "500": "Something went wrong.", "503": "It took too long.",
}

func (o operation) responses() object {
	all := object{"200": object{"description": "The answer.", "content": object{"application/json": object{"schema": o.output}}}}
	for status, said := range refusals {
		all[status] = object{"description": said, "content": object{"application/json": object{"schema": object{"$ref": "#/components/schemas/Error"}}}}
	}
	return all
}

// parameters are the properties of an input as those of an address.
func parameters(input *jsonschema.Schema) (all []object) {
	for _, name := range named(input) {
		p := *input.Properties[name]
		described := p.Description
		p.Description = ""
		all = append(all, object{"name": name, "in": "query", "required": slices.Contains(input.Required, name), "description": described, "schema": &p})
	}
	return all
}

// named are the names of the properties of an input, in their order.
func named(input *jsonschema.Schema) []string {
	if len(input.PropertyOrder) > 0 {
		return input.PropertyOrder
	}
	return slices.Sorted(maps.Keys(input.Properties))
}
