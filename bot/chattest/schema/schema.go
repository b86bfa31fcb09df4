// Package schema checks what is sent against JSON schemas (draft 2020-12, as far as the
// platforms' descriptions of their interfaces use it).
package schema

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"math/big"
	"net/url"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode/utf8"
)

// Object is a JSON object.
type Object = map[string]any

// Document is a file of schemas that refer to each other. It may be used by any number of
// goroutines at the same time.
type Document struct {
	Root     Object   // what "#/…" refers to
	patterns sync.Map // string -> *regexp.Regexp
}

// Problem is one thing that does not fit, at a path such as "$.embeds[0].title".
type Problem struct {
	Path, Text string
	other      bool // a constant differs: another alternative was meant
}

// Wrong returns a Problem at a path.
func Wrong(path, format string, args ...any) Problem {
	return Problem{Path: path, Text: fmt.Sprintf(format, args...)}
}

func (p Problem) String() string { return p.Path + " " + p.Text }

// Decode reads JSON as Check takes it: its numbers are json.Number.
func Decode(data []byte) (v any, err error) {
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	return v, decoder.Decode(&v)
}

// bitsetMost is the maximum by which Discord's file marks sets of permission
// bits: an integer there, but a string in the documentation and in practice.
const bitsetMost = "18014398509481983"

// Check returns what does not fit a schema in a value at a path.
func (s *Document) Check(schema any, v any, path string) []Problem {
	o, ok := schema.(Object)
	if !ok {
		if schema == false {
			return []Problem{Wrong(path, "is not allowed")}
		}
		return nil
	}
	var out []Problem
	fail := func(format string, args ...any) { out = append(out, Wrong(path, format, args...)) }

	if ref, ok := o["$ref"].(string); ok {
		target, found := s.Resolve(ref)
		if !found {
			fail("refers to %s, which is missing", ref)
		}
		out = append(out, s.Check(target, v, path)...)
	}
	for _, part := range List(o["allOf"]) {
		out = append(out, s.Check(part, v, path)...)
	}
	for _, kind := range []string{"anyOf", "oneOf"} {
		if o[kind] != nil {
			out = append(out, s.union(kind == "oneOf", List(o[kind]), v, path)...)
		}
	}
	if want, set := o["const"]; set && !same(want, v) {
		fail("must be %v", want)
		out[len(out)-1].other = true
	}
	if set := List(o["enum"]); set != nil && !slices.ContainsFunc(set, func(want any) bool { return same(want, v) }) {
		fail("must be one of %v", set)
	}
	if kinds := types(o["type"]); kinds != nil && !slices.ContainsFunc(kinds, func(kind string) bool { return is(kind, v) }) {
		text, isText := v.(string)
		if isText && fmt.Sprint(o["maximum"]) == bitsetMost {
			return append(out, s.Check(o, json.Number(text), path)...)
		}
		fail("must be %s", strings.Join(kinds, " or "))
		return out
	}
	switch v := v.(type) {
	case string:
		out = append(out, s.text(o, v, path)...)
	case json.Number:
		out = append(out, amount(o, v, path)...)
	case []any:
		out = append(out, s.array(o, v, path)...)
	case Object:
		out = append(out, s.object(o, v, path)...)
	}
	return out
}

// Resolve follows a reference such as "#/components/schemas/RichEmbed".
func (s *Document) Resolve(ref string) (any, bool) {
	var at any = s.Root
	for _, part := range strings.Split(strings.TrimPrefix(ref, "#/"), "/") {
		o, ok := at.(Object)
		if !ok {
			return nil, false
		}
		if at, ok = o[part]; !ok {
			return nil, false
		}
	}
	return at, true
}

// union checks alternatives. When none fits it reports the problems of the one
// that was meant: the one whose "type" and constants agree, then the one with the fewest.
func (s *Document) union(exactlyOne bool, alternatives []any, v any, path string) []Problem {
	fitting := 0
	for _, a := range alternatives {
		if !s.excludes(a, v) && len(s.Check(a, v, path)) == 0 {
			fitting++
		}
	}
	switch {
	case exactlyOne && fitting > 1:
		return []Problem{Wrong(path, "fits %d alternatives, must fit one", fitting)}
	case fitting > 0:
		return nil
	}
	var best []Problem
	for _, a := range alternatives {
		found := s.Check(a, v, path)
		if best == nil || distance(found, path) < distance(best, path) {
			best = found
		}
	}
	return best
}

// excludes reports whether a schema is of another constant or another "type" than a value, which
// thus does not fit. It spares the check of most alternatives: they differ in that.
func (s *Document) excludes(schema, v any) bool {
	o, _ := schema.(Object)
	if ref, ok := o["$ref"].(string); ok {
		target, _ := s.Resolve(ref)
		return s.excludes(target, v)
	}
	if want, set := o["const"]; set {
		return !same(want, v)
	}
	fields, _ := v.(Object)
	properties, _ := o["properties"].(Object)
	kind, _ := properties["type"].(Object)
	set, given := List(kind["enum"]), fields["type"]
	return set != nil && given != nil && !slices.ContainsFunc(set, func(want any) bool { return same(want, given) })
}

func distance(found []Problem, path string) int {
	n := len(found)
	for _, p := range found {
		switch {
		case p.Path == path && p.Text == "must be null":
			n += 2000
		case p.Path == path || p.Path == path+".type" || p.other:
			n += 1000
		}
	}
	return n
}

// List is the elements of a JSON array; nil for what is none.
func List(v any) []any {
	l, _ := v.([]any)
	return l
}

// types reads "type": one name or a list.
func types(v any) (out []string) {
	if one, ok := v.(string); ok {
		return []string{one}
	}
	for _, t := range List(v) {
		out = append(out, fmt.Sprint(t))
	}
	return out
}

func is(kind string, v any) bool {
	switch kind {
	case "null":
		return v == nil
	case "boolean":
		_, ok := v.(bool)
		return ok
	case "string":
		_, ok := v.(string)
		return ok
	case "array":
		_, ok := v.([]any)
		return ok
	case "object":
		_, ok := v.(Object)
		return ok
	case "number":
		_, ok := v.(json.Number)
		return ok
	case "integer":
		n, ok := v.(json.Number)
		r, valid := new(big.Rat).SetString(n.String())
		return ok && valid && r.IsInt()
	}
	return false
}

func same(a, b any) bool {
	switch x := a.(type) {
	case json.Number:
		if y, ok := b.(json.Number); ok {
			return compare(x, y) == 0
		}
	case string:
		y, ok := b.(string)
		return ok && x == y
	}
	return reflect.DeepEqual(a, b)
}

// compare compares two numbers exactly. What is no number is 0. Nearly all are small
// integers, which need no fractions.
func compare(a, b json.Number) int {
	i, noInteger := a.Int64()
	j, neither := b.Int64()
	if noInteger == nil && neither == nil {
		return cmp.Compare(i, j)
	}
	x, _ := new(big.Rat).SetString(a.String())
	y, _ := new(big.Rat).SetString(b.String())
	if x == nil || y == nil {
		return 0
	}
	return x.Cmp(y)
}

// count reports whether a length passes the bounds, if they are set.
func count(n int, least, most any) bool {
	size := json.Number(strconv.Itoa(n))
	if l, ok := least.(json.Number); ok && compare(size, l) < 0 {
		return false
	}
	m, ok := most.(json.Number)
	return !ok || compare(size, m) <= 0
}

func bounds(least, most any) string {
	switch {
	case least == nil:
		return fmt.Sprintf("at most %v", most)
	case most == nil:
		return fmt.Sprintf("at least %v", least)
	}
	return fmt.Sprintf("from %v to %v", least, most)
}

func (s *Document) text(o Object, v, path string) (out []Problem) {
	if n := utf8.RuneCountInString(v); !count(n, o["minLength"], o["maxLength"]) {
		out = append(out, Wrong(path, "has %d characters, must have %s", n, bounds(o["minLength"], o["maxLength"])))
	}
	if pattern, ok := o["pattern"].(string); ok {
		compiled, known := s.patterns.Load(pattern)
		if !known {
			compiled = regexp.MustCompile(pattern)
			s.patterns.Store(pattern, compiled)
		}
		if !compiled.(*regexp.Regexp).MatchString(v) {
			out = append(out, Wrong(path, "is %q, must match %s", v, pattern))
		}
	}
	switch o["format"] {
	case "date-time":
		if _, err := time.Parse(time.RFC3339, v); err != nil {
			out = append(out, Wrong(path, "is %q, must be a time of RFC 3339", v))
		}
	case "uri":
		if u, err := url.Parse(v); err != nil || u.Scheme == "" {
			out = append(out, Wrong(path, "is %q, must be an address with its scheme", v))
		}
	}
	return out
}

func amount(o Object, v json.Number, path string) []Problem {
	least, most := o["minimum"], o["maximum"]
	switch o["format"] {
	case "int32":
		least, most = orElse(least, "-2147483648"), orElse(most, "2147483647")
	case "int64":
		least, most = orElse(least, "-9223372036854775808"), orElse(most, "9223372036854775807")
	}
	l, hasLeast := least.(json.Number)
	m, hasMost := most.(json.Number)
	if hasLeast && compare(v, l) < 0 || hasMost && compare(v, m) > 0 {
		return []Problem{Wrong(path, "is %v, must be %s", v, bounds(least, most))}
	}
	return nil
}

func orElse(v any, other json.Number) any {
	if v == nil {
		return other
	}
	return v
}

func (s *Document) array(o Object, v []any, path string) (out []Problem) {
	if !count(len(v), o["minItems"], o["maxItems"]) {
		out = append(out, Wrong(path, "has %d elements, must have %s", len(v), bounds(o["minItems"], o["maxItems"])))
	}
	for i, element := range v {
		if o["items"] != nil {
			out = append(out, s.Check(o["items"], element, fmt.Sprintf("%s[%d]", path, i))...)
		}
		if o["uniqueItems"] == true && slices.ContainsFunc(v[:i], func(before any) bool { return same(before, element) }) {
			out = append(out, Wrong(fmt.Sprintf("%s[%d]", path, i), "stands there twice"))
		}
	}
	return out
}

func (s *Document) object(o Object, v Object, path string) (out []Problem) {
	if !count(len(v), o["minProperties"], o["maxProperties"]) {
		out = append(out, Wrong(path, "has %d fields, must have %s", len(v), bounds(o["minProperties"], o["maxProperties"])))
	}
	for _, name := range List(o["required"]) {
		if _, given := v[fmt.Sprint(name)]; !given {
			out = append(out, Wrong(fmt.Sprintf("%s.%v", path, name), "is required"))
		}
	}
	known, _ := o["properties"].(Object)
	for _, name := range slices.Sorted(maps.Keys(v)) {
		if schema, ok := known[name]; ok {
			out = append(out, s.Check(schema, v[name], path+"."+name)...)
		} else if o["additionalProperties"] != nil {
			out = append(out, s.Check(o["additionalProperties"], v[name], path+"."+name)...)
		}
	}
	return out
}

var numeral = regexp.MustCompile(`^-?\d+(\.\d+)?$`)

// Written checks a value that stands as text in a query or a form: as text, as a number or
// truth value, or as the JSON of a list or object, whichever fits.
func (s *Document) Written(schema any, text, path string) []Problem {
	readings := []any{text}
	if numeral.MatchString(text) {
		readings = append(readings, json.Number(text))
	}
	if text == "true" || text == "false" {
		readings = append(readings, text == "true")
	}
	if strings.HasPrefix(text, "{") || strings.HasPrefix(text, "[") {
		if v, err := Decode([]byte(text)); err == nil {
			readings = append(readings, v)
		}
	}
	var found []Problem
	for _, v := range readings {
		if found = s.Check(schema, v, path); len(found) == 0 {
			return nil
		}
	}
	return found
}
