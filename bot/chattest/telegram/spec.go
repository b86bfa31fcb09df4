package telegram

import (
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"

	"quoth/bot/chattest/schema"
)

// Spec is the Bot API as a file describes it: methods with their parameters and types with
// their fields. It checks requests and objects against that, and may be used by any number
// of goroutines at the same time.
type Spec struct {
	types   schema.Document        // each type as a schema, by its name
	items   map[string]specItem    // the types as they are described
	methods map[string][]specField // the parameters of each method, by its name in small letters
}

// specItem is a method or a type as the file describes it. A type has fields, or subtypes
// of which an object must be one, or neither when its form is not described.
type specItem struct {
	Fields   []specField `json:"fields"`
	Subtypes []string    `json:"subtypes"`
}

type specField struct {
	Name        string   `json:"name"`
	Types       []string `json:"types"` // any of them: "Integer", "Array of String", "Message"
	Required    bool     `json:"required"`
	Description string   `json:"description"`
}

// ReadSpec reads the description of the Bot API from a file. Where the file is
// not there, errors.Is(err, fs.ErrNotExist).
func ReadSpec(path string) (*Spec, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var file struct {
		Methods, Types map[string]specItem
	}
	if err := json.Unmarshal(data, &file); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if len(file.Methods) == 0 || len(file.Types) == 0 {
		return nil, fmt.Errorf("%s describes no methods or no types", path)
	}
	s := &Spec{schema.Document{Root: schema.Object{}}, file.Types, map[string][]specField{}}
	for name, item := range file.Methods {
		s.methods[strings.ToLower(name)] = item.Fields
	}
	for name, item := range file.Types {
		s.types.Root[name] = item.schema()
	}
	return s, nil
}

// Request returns what is wrong with the parameters of a method: each as a string,
// or as the JSON of what is none. uploaded says whether a field has a file; nil
// for no files.
func (s *Spec) Request(method string, params map[string]string, uploaded func(field string) bool) []string {
	if uploaded == nil {
		uploaded = func(string) bool { return false }
	}
	fields, ok := s.methods[strings.ToLower(method)]
	if !ok {
		return []string{"there is no such method"}
	}
	var wrong []string
	for _, f := range fields {
		value, given := params[f.Name]
		switch {
		case uploaded(f.Name) && slices.Contains(f.Types, "InputFile"):
		case uploaded(f.Name), given && slices.Equal(f.Types, []string{"InputFile"}):
			wrong = append(wrong, f.Name+" is no file")
		case !given && f.Required:
			wrong = append(wrong, f.Name+" is required")
		case given:
			for _, p := range s.types.Written(f.schema(), value, f.Name) {
				wrong = append(wrong, p.String())
			}
		}
	}
	for name := range params {
		if !slices.ContainsFunc(fields, func(f specField) bool { return f.Name == name }) {
			wrong = append(wrong, name+" is not known")
		}
	}
	slices.Sort(wrong)
	return wrong
}

// Object returns what is wrong with the JSON of a type, "" when nothing is.
func (s *Spec) Object(kind string, data []byte) string {
	value, err := schema.Decode(data)
	if err != nil {
		return "is no JSON"
	}
	var wrong []string
	for _, p := range s.types.Check(typeSchema(kind), value, "$") {
		wrong = append(wrong, p.String())
	}
	return strings.Join(wrong, "; ")
}

// schema is the schema of the objects of a type.
func (i specItem) schema() schema.Object {
	if len(i.Subtypes) > 0 {
		return anyOf(i.Subtypes)
	}
	properties, required := schema.Object{}, []any{}
	for _, f := range i.Fields {
		properties[f.Name] = f.schema()
		if f.Required {
			required = append(required, f.Name)
		}
	}
	return schema.Object{"type": "object", "properties": properties, "required": required, "additionalProperties": false}
}

// onlyValue is how a description names the one value that a field can have: Scope
// type, must be default; Type of the block, always "list".
var onlyValue = regexp.MustCompile(`, (?:must be (\w+)|always "(\w+)")$`)

// schema is the schema of the values of a field.
func (f specField) schema() schema.Object {
	if m := onlyValue.FindStringSubmatch(f.Description); m != nil {
		return schema.Object{"const": m[1] + m[2]}
	}
	return anyOf(f.Types)
}

func anyOf(types []string) schema.Object {
	var alternatives []any
	for _, kind := range types {
		alternatives = append(alternatives, typeSchema(kind))
	}
	return schema.Object{"anyOf": alternatives}
}

// scalars are the schemas of the types that are not described. A file that is not uploaded
// is named by a string.
var scalars = map[string]string{
	"String": "string", "InputFile": "string", "Boolean": "boolean", "True": "boolean", "Integer": "integer", "Float": "number",
}

func typeSchema(kind string) schema.Object {
	if of, ok := strings.CutPrefix(kind, "Array of "); ok {
		return schema.Object{"type": "array", "items": typeSchema(of)}
	}
	if name := scalars[kind]; name != "" {
		return schema.Object{"type": name}
	}
	return schema.Object{"$ref": "#/" + kind}
}
