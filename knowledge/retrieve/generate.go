//go:build ignore

// Generate writes countries.txt: the countries and territories of ISO 3166, a line
// each, in English and the languages of bilingual.txt in its form, from the Unicode
// CLDR as golang.org/x/text has it.
package main

import (
	"fmt"
	"log"
	"os"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

func main() {
	var b strings.Builder
	fmt.Fprintln(&b, "# Made by generate.go from the Unicode CLDR (Unicode License V3, https://www.unicode.org/license.txt).")
	var namers []display.Namer
	for _, l := range []string{"en", "de", "fr", "es", "it", "pt", "ru", "tr"} {
		namers = append(namers, display.Regions(language.MustParse(l)))
	}
	for _, a := range "ABCDEFGHIJKLMNOPQRSTUVWXYZ" {
		for _, c := range "ABCDEFGHIJKLMNOPQRSTUVWXYZ" {
			region, err := language.ParseRegion(string(a) + string(c))
			if err != nil || !region.IsCountry() || region.Canonicalize() != region {
				continue
			}
			names := make([]string, len(namers))
			for i, n := range namers {
				names[i] = ways(n.Name(region))
			}
			if code := region.String(); code == "HK" || code == "MO" { // named "… SAR China"
				continue
			}
			if names[0] != "" && !strings.HasPrefix(names[0], "Unknown") {
				fmt.Fprintln(&b, strings.Join(names, "|"))
			}
		}
	}
	if err := os.WriteFile("countries.txt", []byte(b.String()), 0o644); err != nil {
		log.Fatal(err)
	}
}

// ways are the ways to write a name, separated by commas: "Myanmar (Burma)" has two.
func ways(name string) string {
	name = strings.ReplaceAll(name, ",", " ")
	if first, second, ok := strings.Cut(strings.TrimSuffix(name, ")"), " ("); ok && strings.HasSuffix(name, ")") {
		return first + "," + second
	}
	return name
}
