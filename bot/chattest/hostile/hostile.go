// Package hostile fills values with text that acts on whatever shows it, and finds such
// text in what is shown. It is for tests.
package hostile

import (
	"fmt"
	"reflect"
	"strings"
	"unicode"
)

// Text moves the cursor, clears the screen, sets a window's title, turns the direction,
// hides letters in tags, and piles marks on a letter.
const Text = "a\x1b]0;owned\x07b\x1b[2J\x1b[1mc\u202ed\u2066e\u200bf\u009b31mg\U000E0041\U000E0042h\u0334\u0334\u0334\u0334\u0334\u0334\u0334\u0334i\x00j\rk\x7fl\u2028m"

// Fill sets every string that can be reached from a pointer to Text; those of named types
// too, unless they name one of few values.
func Fill(pointer any) { fill(reflect.ValueOf(pointer)) }

func fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			fill(v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Field(i).CanSet() {
				fill(v.Field(i))
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			fill(v.Index(i))
		}
	case reflect.String:
		if v.CanSet() && v.Type() == reflect.TypeFor[string]() {
			v.SetString(Text)
		}
	}
}

// Find returns what of Text stands in a string, or in any string within a value.
func Find(v any) (found []string) {
	walk(reflect.ValueOf(v), "", func(where, s string) {
		marks := 0
		for _, r := range s {
			if marks++; !unicode.In(r, unicode.Mn, unicode.Me) {
				marks = 0
			}
			if r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\u200b' || r == '\u2028' || r >= '\U000E0000' && r <= '\U000E007F' || marks > 4) {
				found = append(found, fmt.Sprintf("%s holds %U", strings.TrimPrefix(where, "."), r))
			}
		}
	})
	return found
}

func walk(v reflect.Value, where string, f func(where, s string)) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			walk(v.Elem(), where, f)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			walk(v.Field(i), where+"."+v.Type().Field(i).Name, f)
		}
	case reflect.Slice:
		for i := range v.Len() {
			walk(v.Index(i), fmt.Sprintf("%s[%d]", where, i), f)
		}
	case reflect.Map:
		for _, k := range v.MapKeys() {
			walk(v.MapIndex(k), fmt.Sprintf("%s.%v", where, k), f)
		}
	case reflect.String:
		f(where, v.String())
	}
}
