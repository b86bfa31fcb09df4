package telegram

import (
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Spec is the Bot API as a file describes it: methods with their parameters and
// types with their fields. It checks requests and objects against that.
type Spec struct {
	Version string              `json:"version"`
	Methods map[string]specItem `json:"methods"`
	Types   map[string]specItem `json:"types"`

	lower map[string]string // methods by their names in small letters
}

// specItem is a method or a type. A type has fields, or subtypes of which an
// object must be one, or neither when its form is not described.
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
	var s Spec
	if err := json.Unmarshal(data, &s); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if len(s.Methods) == 0 || len(s.Types) == 0 {
		return nil, fmt.Errorf("%s describes no methods or no types", path)
	}
	s.lower = map[string]string{}
	for name := range s.Methods {
		s.lower[strings.ToLower(name)] = name
	}
	return &s, nil
}

// request returns what is wrong with a request.
func (s *Spec) request(c *call) []string {
	return s.Request(c.method, c.params, func(field string) bool { _, ok := c.files[field]; return ok })
}

// Request returns what is wrong with the parameters of a method: each as a string,
// or as the JSON of what is none. uploaded says whether a field has a file; nil
// for no files.
func (s *Spec) Request(method string, params map[string]string, uploaded func(field string) bool) []string {
	if uploaded == nil {
		uploaded = func(string) bool { return false }
	}
	item, ok := s.Methods[s.lower[strings.ToLower(method)]]
	if !ok {
		return []string{"there is no such method"}
	}
	var wrong []string
	for _, f := range item.Fields {
		value, given := params[f.Name]
		switch {
		case uploaded(f.Name):
			if !slices.Contains(f.Types, "InputFile") {
				wrong = append(wrong, f.Name+" is no file")
			}
		case !given && f.Required:
			wrong = append(wrong, f.Name+" is missing")
		case given:
			if why := s.oneOf(f.Types, func(kind string) string { return s.parameter(kind, value) }); why != "" {
				wrong = append(wrong, f.Name+" "+why)
			}
		}
	}
	for name := range params {
		if !slices.ContainsFunc(item.Fields, func(f specField) bool { return f.Name == name }) {
			wrong = append(wrong, "there is no parameter "+name)
		}
	}
	slices.Sort(wrong)
	return wrong
}

// oneOf returns "" when the check finds nothing wrong with one of the types, and
// else what is wrong with the type that fits best.
func (s *Spec) oneOf(types []string, check func(kind string) string) string {
	var whys []string
	for _, kind := range types {
		why := check(kind)
		if why == "" {
			return ""
		}
		whys = append(whys, why)
	}
	if len(whys) == 1 {
		return whys[0]
	}
	return fmt.Sprintf("is none of %s: %s", strings.Join(types, ", "), strings.Join(whys, "; "))
}

// parameter returns what is wrong with a parameter of a form or a query, where
// numbers and Booleans are words and objects are JSON.
func (s *Spec) parameter(kind, value string) string {
	switch kind {
	case "String":
		return ""
	case "Integer":
		if _, err := strconv.ParseInt(value, 10, 64); err != nil {
			return fmt.Sprintf("is no Integer: %q", value)
		}
		return ""
	case "Float":
		if _, err := strconv.ParseFloat(value, 64); err != nil {
			return fmt.Sprintf("is no Float: %q", value)
		}
		return ""
	case "Boolean", "True":
		if value != "true" && value != "false" {
			return fmt.Sprintf("is no Boolean: %q", value)
		}
		return ""
	case "InputFile":
		return "is no file"
	}
	return s.Object(kind, []byte(value))
}

// Object returns what is wrong with the JSON of a type, "" when nothing is.
func (s *Spec) Object(kind string, data []byte) string {
	d := json.NewDecoder(strings.NewReader(string(data)))
	d.UseNumber()
	var value any
	if err := d.Decode(&value); err != nil {
		return "is no JSON"
	}
	return s.value(kind, value)
}

// value returns what is wrong with a decoded value of a type.
func (s *Spec) value(kind string, value any) string {
	if of, ok := strings.CutPrefix(kind, "Array of "); ok {
		list, ok := value.([]any)
		if !ok {
			return "is no array"
		}
		for i, one := range list {
			if why := s.value(of, one); why != "" {
				return fmt.Sprintf("[%d] %s", i, why)
			}
		}
		return ""
	}
	ok := true
	switch kind {
	case "String", "InputFile":
		_, ok = value.(string)
	case "Boolean", "True":
		_, ok = value.(bool)
	case "Integer", "Float":
		var n json.Number
		if n, ok = value.(json.Number); ok && kind == "Integer" {
			_, err := n.Int64()
			ok = err == nil
		}
	default:
		return s.object(kind, value)
	}
	if !ok {
		return fmt.Sprintf("is no %s: %v", kind, value)
	}
	return ""
}

// object returns what is wrong with an object of a type.
func (s *Spec) object(kind string, value any) string {
	item, known := s.Types[kind]
	if !known {
		return "has the type " + kind + ", which is not described"
	}
	if len(item.Subtypes) > 0 {
		return s.union(item.Subtypes, value)
	}
	fields, ok := value.(map[string]any)
	if !ok {
		return "is no " + kind
	}
	for _, f := range item.Fields {
		v, given := fields[f.Name]
		if !given && f.Required {
			return fmt.Sprintf("(%s) lacks %s", kind, f.Name)
		}
		if !given {
			continue
		}
		if why := s.oneOf(f.Types, func(kind string) string { return s.value(kind, v) }); why != "" {
			return f.Name + " " + why
		}
		if must, ok := f.constant(); ok && v != must {
			return fmt.Sprintf("%s is %v and not %q", f.Name, v, must)
		}
	}
	for name := range fields {
		if !slices.ContainsFunc(item.Fields, func(f specField) bool { return f.Name == name }) {
			return fmt.Sprintf("(%s) has no field %s", kind, name)
		}
	}
	return ""
}

// union returns what is wrong with a value that must be of one of several types.
// Where one of them has the value's type, status or source, only that one counts.
func (s *Spec) union(kinds []string, value any) string {
	if fields, ok := value.(map[string]any); ok {
		var named []string
		for _, kind := range kinds {
			for _, f := range s.Types[kind].Fields {
				if must, ok := f.constant(); ok && fields[f.Name] == must {
					named = append(named, kind)
				}
			}
		}
		if len(named) > 0 {
			kinds = named
		}
	}
	return s.oneOf(kinds, func(kind string) string { return s.value(kind, value) })
}

// onlyValue is how a description names the one value that a field can have: Scope
// type, must be default; Type of the block, always "list".
var onlyValue = regexp.MustCompile(`, (?:must be (\w+)|always "(\w+)")$`)

// constant returns the one value that a field can have.
func (f specField) constant() (string, bool) {
	m := onlyValue.FindStringSubmatch(f.Description)
	if m == nil {
		return "", false
	}
	return m[1] + m[2], true
}
