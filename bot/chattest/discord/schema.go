package discord

import (
	"encoding/json"
	"fmt"
	"math/big"
	"net/url"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf8"
)

// schemas checks values against JSON schemas (draft 2020-12, as far as Discord's
// file uses it). Values are as encoding/json decodes them with UseNumber.
type schemas struct {
	root     obj
	patterns sync.Map // string -> *regexp.Regexp
}

// problem is one thing that does not fit, at a path such as "$.embeds[0].title".
type problem struct{ path, text string }

func (p problem) String() string { return p.path + " " + p.text }

// bitsetMost is the maximum by which Discord's file marks sets of permission
// bits: an integer there, but a string in the documentation and in practice.
const bitsetMost = "18014398509481983"

func (s *schemas) check(schema any, v any, path string) []problem {
	o, ok := schema.(obj)
	if !ok {
		if schema == false {
			return []problem{{path, "is not allowed"}}
		}
		return nil
	}
	var out []problem
	fail := func(format string, args ...any) { out = append(out, problem{path, fmt.Sprintf(format, args...)}) }

	if ref, ok := o["$ref"].(string); ok {
		target, found := s.resolve(ref)
		if !found {
			fail("refers to %s, which is missing", ref)
		}
		out = append(out, s.check(target, v, path)...)
	}
	for _, part := range list(o["allOf"]) {
		out = append(out, s.check(part, v, path)...)
	}
	for _, kind := range []string{"anyOf", "oneOf"} {
		if o[kind] != nil {
			out = append(out, s.union(kind == "oneOf", list(o[kind]), v, path)...)
		}
	}
	if want, set := o["const"]; set && !same(want, v) {
		fail("must be %v", want)
	}
	if set := list(o["enum"]); set != nil && !slices.ContainsFunc(set, func(want any) bool { return same(want, v) }) {
		fail("must be one of %v", set)
	}
	if kinds := types(o["type"]); kinds != nil && !slices.ContainsFunc(kinds, func(kind string) bool { return is(kind, v) }) {
		text, isText := v.(string)
		if isText && fmt.Sprint(o["maximum"]) == bitsetMost {
			return append(out, s.check(o, json.Number(text), path)...)
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
	case obj:
		out = append(out, s.object(o, v, path)...)
	}
	return out
}

// resolve follows a reference such as "#/components/schemas/RichEmbed".
func (s *schemas) resolve(ref string) (any, bool) {
	var at any = s.root
	for _, part := range strings.Split(strings.TrimPrefix(ref, "#/"), "/") {
		o, ok := at.(obj)
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
// that was meant: the one whose "type" agrees, then the one with the fewest.
func (s *schemas) union(exactlyOne bool, alternatives []any, v any, path string) []problem {
	fitting := 0
	var best []problem
	for _, a := range alternatives {
		found := s.check(a, v, path)
		if len(found) == 0 {
			fitting++
			continue
		}
		if best == nil || distance(found, path) < distance(best, path) {
			best = found
		}
	}
	switch {
	case fitting == 0:
		return best
	case exactlyOne && fitting > 1:
		return []problem{{path, fmt.Sprintf("fits %d alternatives, must fit one", fitting)}}
	}
	return nil
}

func distance(found []problem, path string) int {
	n := len(found)
	for _, p := range found {
		switch {
		case p.path == path && p.text == "must be null":
			n += 2000
		case p.path == path || p.path == path+".type":
			n += 1000
		}
	}
	return n
}

func list(v any) []any {
	l, _ := v.([]any)
	return l
}

// types reads "type": one name or a list.
func types(v any) (out []string) {
	if one, ok := v.(string); ok {
		return []string{one}
	}
	for _, t := range list(v) {
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
		_, ok := v.(obj)
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
	x, isNumber := a.(json.Number)
	y, both := b.(json.Number)
	if !isNumber || !both {
		return reflect.DeepEqual(a, b)
	}
	return compare(x, y) == 0
}

// compare compares two numbers exactly. What is no number is 0.
func compare(a, b json.Number) int {
	x, _ := new(big.Rat).SetString(a.String())
	y, _ := new(big.Rat).SetString(b.String())
	if x == nil || y == nil {
		return 0
	}
	return x.Cmp(y)
}

// count reports whether a length passes the bounds, if they are set.
func count(n int, least, most any) bool {
	size := json.Number(fmt.Sprint(n))
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

func (s *schemas) text(o obj, v, path string) (out []problem) {
	if n := utf8.RuneCountInString(v); !count(n, o["minLength"], o["maxLength"]) {
		out = append(out, problem{path, fmt.Sprintf("has %d characters, must have %s", n, bounds(o["minLength"], o["maxLength"]))})
	}
	if pattern, ok := o["pattern"].(string); ok {
		compiled, known := s.patterns.Load(pattern)
		if !known {
			compiled = regexp.MustCompile(pattern)
			s.patterns.Store(pattern, compiled)
		}
		if !compiled.(*regexp.Regexp).MatchString(v) {
			out = append(out, problem{path, fmt.Sprintf("is %q, must match %s", v, pattern)})
		}
	}
	switch o["format"] {
	case "date-time":
		if _, err := time.Parse(time.RFC3339, v); err != nil {
			out = append(out, problem{path, fmt.Sprintf("is %q, must be a time of RFC 3339", v)})
		}
	case "uri":
		if u, err := url.Parse(v); err != nil || u.Scheme == "" {
			out = append(out, problem{path, fmt.Sprintf("is %q, must be an address with its scheme", v)})
		}
	}
	return out
}

func amount(o obj, v json.Number, path string) []problem {
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
		return []problem{{path, fmt.Sprintf("is %v, must be %s", v, bounds(least, most))}}
	}
	return nil
}

func orElse(v any, other json.Number) any {
	if v == nil {
		return other
	}
	return v
}

func (s *schemas) array(o obj, v []any, path string) (out []problem) {
	if !count(len(v), o["minItems"], o["maxItems"]) {
		out = append(out, problem{path, fmt.Sprintf("has %d elements, must have %s", len(v), bounds(o["minItems"], o["maxItems"]))})
	}
	for i, element := range v {
		if o["items"] != nil {
			out = append(out, s.check(o["items"], element, fmt.Sprintf("%s[%d]", path, i))...)
		}
		if o["uniqueItems"] == true && slices.ContainsFunc(v[:i], func(before any) bool { return same(before, element) }) {
			out = append(out, problem{fmt.Sprintf("%s[%d]", path, i), "stands there twice"})
		}
	}
	return out
}

func (s *schemas) object(o obj, v obj, path string) (out []problem) {
	if !count(len(v), o["minProperties"], o["maxProperties"]) {
		out = append(out, problem{path, fmt.Sprintf("has %d fields, must have %s", len(v), bounds(o["minProperties"], o["maxProperties"]))})
	}
	for _, name := range list(o["required"]) {
		if _, given := v[fmt.Sprint(name)]; !given {
			out = append(out, problem{fmt.Sprintf("%s.%v", path, name), "is required"})
		}
	}
	known, _ := o["properties"].(obj)
	for _, name := range sortedKeys(v) {
		if schema, ok := known[name]; ok {
			out = append(out, s.check(schema, v[name], path+"."+name)...)
		} else if o["additionalProperties"] != nil {
			out = append(out, s.check(o["additionalProperties"], v[name], path+"."+name)...)
		}
	}
	return out
}

func sortedKeys[T any](m map[string]T) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
