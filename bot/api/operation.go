package api

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"

	"github.com/google/jsonschema-go/jsonschema"
	"github.com/modelcontextprotocol/go-sdk/mcp"

	"quoth/bot"
	"quoth/bot/lines"
)

// operation is something that a program can ask for: a row of the one table.
type operation struct {
	name        string // of its address
	tool        string // what an assistant knows it by
	method      string // GET, with the input as parameters, or POST with the input as JSON
	title       string // in a few words
	description string // for who chooses among operations
	scope       Scope  // "": called as the operation
	changes     bool   // it changes something

	input, output *jsonschema.Schema
	check         *jsonschema.Resolved // of the input
	call          func(ctx context.Context, s *Service, r bot.Request, input json.RawMessage) (any, error)
	add           func(s *Service, to *mcp.Server, k Key)
}

// define makes an operation of the function that carries it out.
func define[In, Out any](o operation, run func(ctx context.Context, s *Service, r bot.Request, in In) (Out, error)) operation {
	o.scope = cmp.Or(o.scope, Scope(o.name))
	o.input, o.output = schemaOf[In](), schemaOf[Out]()
	check, err := o.input.Resolve(nil)
	if err != nil {
		panic(fmt.Sprintf("api: the input of %s: %v", o.name, err)) // a mistake of this package
	}
	o.check = check
	o.call = func(ctx context.Context, s *Service, r bot.Request, input json.RawMessage) (any, error) {
		var in In
		if err := json.Unmarshal(input, &in); err != nil {
			return nil, &problem{http.StatusBadRequest, "the input can't be read: " + err.Error()}
		}
		return run(ctx, s, r, in)
	}
	o.add = func(s *Service, to *mcp.Server, k Key) {
		// To follow what is followed already takes its pace, and to end what is followed takes it away.
		tool := &mcp.Tool{
			Name: o.tool, Title: o.title, Description: o.description, InputSchema: o.input, OutputSchema: o.output,
			Annotations: &mcp.ToolAnnotations{Title: o.title, ReadOnlyHint: !o.changes, IdempotentHint: true, DestructiveHint: &o.changes, OpenWorldHint: new(bool)},
		}
		mcp.AddTool(to, tool, func(ctx context.Context, _ *mcp.CallToolRequest, in In) (*mcp.CallToolResult, Out, error) {
			r, err := s.request(ctx, k, o.scope)
			var out Out
			if err == nil {
				out, err = run(ctx, s, r, in)
			}
			if err != nil {
				return nil, out, s.problemOf(ctx, err)
			}
			var text bytes.Buffer
			if err := lines.Write(&text, out); err != nil {
				return nil, out, err
			}
			return &mcp.CallToolResult{Content: []mcp.Content{&mcp.TextContent{Text: text.String()}}}, out, nil
		})
	}
	return o
}

// schemaOf is the JSON Schema of a type. Lists are never null, and what is answered may gain
// properties.
func schemaOf[T any]() *jsonschema.Schema {
	s, err := jsonschema.For[T](nil)
	if err != nil {
		panic(fmt.Sprintf("api: the schema of a shape: %v", err)) // a mistake of this package
	}
	settle(s)
	return s
}

func settle(s *jsonschema.Schema) {
	if s == nil {
		return
	}
	if len(s.Types) == 2 && s.Items != nil {
		s.Type, s.Types = "array", nil
	}
	settle(s.Items)
	for _, p := range s.Properties {
		settle(p)
	}
}

// read takes the input out of a request, and checks it.
func (o operation) read(r *http.Request) (json.RawMessage, error) {
	var input map[string]any
	var err error
	if o.method == http.MethodPost {
		input, err = body(r)
	} else {
		input, err = o.parameters(r)
	}
	if err != nil {
		return nil, err
	}
	if err := o.check.Validate(input); err != nil {
		return nil, &problem{http.StatusBadRequest, "the input is not as it should be: " + err.Error()}
	}
	return json.Marshal(input)
}

// body is the JSON that a request brings.
func body(r *http.Request) (map[string]any, error) {
	data, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, &problem{http.StatusRequestEntityTooLarge, "the input is too long"}
	}
	var input map[string]any
	if err := json.Unmarshal(data, &input); err != nil || input == nil {
		return nil, &problem{http.StatusBadRequest, "the input is no JSON object"}
	}
	return input, nil
}

// parameters are those of an address, in the types that the input has.
func (o operation) parameters(r *http.Request) (map[string]any, error) {
	input := map[string]any{}
	for name, values := range r.URL.Query() {
		property := o.input.Properties[name]
		switch {
		case property == nil:
			return nil, &problem{http.StatusBadRequest, fmt.Sprintf("there is no parameter %q: those of %s are %s", name, o.name, strings.Join(named(o.input), ", "))}
		case len(values) != 1:
			return nil, &problem{http.StatusBadRequest, fmt.Sprintf("the parameter %q is given twice", name)}
		}
		switch value := values[0]; {
		case value == "": // as if it were not given
		case property.Type == "integer":
			n, err := strconv.Atoi(value)
			if err != nil {
				return nil, &problem{http.StatusBadRequest, fmt.Sprintf("the parameter %q is a whole number", name)}
			}
			input[name] = n
		default:
			input[name] = value
		}
	}
	return input, nil
}
