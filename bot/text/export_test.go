package text

import (
	"maps"
	"slices"
)

// Keys are all keys of the catalogue.
func Keys() []Key { return slices.Sorted(maps.Keys(catalogues[English]().sentences)) }

// Arguments are the names of the arguments of a sentence, sorted.
func Arguments(key Key) []string { return catalogues[English]().sentences[key].arguments() }

func (s sentence) arguments() []string {
	names := map[string]bool{}
	for _, w := range s {
		for _, p := range w {
			if p.argument != "" {
				names[p.argument] = true
			}
		}
	}
	if len(s) > 1 {
		names[counted] = true
	}
	return slices.Sorted(maps.Keys(names))
}
