package lexicon

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
)

var (
	//go:embed data/cities.bin
	cityData string
	//go:embed data/given.bin
	givenData string
	//go:embed data/countries.txt
	countryData string
	//go:embed data/states.txt
	stateData string
	//go:embed data/teams.txt
	teamData string
	//go:embed data/outlets.txt
	outletData string
)

// Class is a set of sorts of things that names stand for.
type Class uint16

// The classes.
const (
	Person Class = 1 << iota
	Organisation
	Country
	State // of the United States
	City
	Place // any other place: a region, a mountain, a building
	Team
	Outlet // that prints or sends news
	Work   // a book, a film, a song, a play, a programme
	Event
	Animal
	People // what a country's people are called: Turk, Dutch

	// Somewhere is any place.
	Somewhere = Country | State | City | Place
)

// region is a country or a state: its names, the usual first, and how its people and things
// are called.
type region struct{ forms []string }

// gazetteer is the small tables, by name in lower case.
type gazetteer struct {
	classes  map[string]Class
	regions  map[string]region // countries and states by name, countries first
	demonyms map[string]region // by adjective or inhabitant
}

var gazetteers = sync.OnceValue(func() gazetteer {
	g := gazetteer{map[string]Class{}, map[string]region{}, map[string]region{}}
	list := func(s string) []string {
		var out []string
		for part := range strings.SplitSeq(s, ",") {
			if part = strings.TrimSpace(part); part != "" {
				out = append(out, part)
			}
		}
		return out
	}
	add := func(f []string, class Class) {
		names, people := list(f[1]), list(f[len(f)-1])
		var r region
		if class == State {
			names = append(names, list(f[2])...)
		}
		r.forms = append(slices.Clone(names), people...)
		for _, n := range names {
			n = plain(n)
			g.classes[n] |= class
			if _, taken := g.regions[n]; !taken {
				g.regions[n] = r
			}
		}
		for _, p := range people {
			forms := []string{strings.ToLower(p)}
			if !strings.HasSuffix(p, "ese") && !strings.HasSuffix(p, "sh") && !strings.HasSuffix(p, "s") {
				forms = append(forms, strings.ToLower(p)+"s")
			}
			for _, form := range forms {
				g.classes[form] |= People
				if _, taken := g.demonyms[form]; !taken {
					g.demonyms[form] = r
				}
			}
		}
	}
	lines(countryData, "|", func(f []string) { add(f, Country) })
	lines(stateData, "|", func(f []string) { add(f, State) })
	lines(teamData, ":", func(f []string) {
		for team := range strings.SplitSeq(f[1], ";") {
			place, name, alone := strings.Cut(strings.ToLower(strings.TrimSpace(team)), "+")
			g.classes[place+name] |= Team
			if alone {
				g.classes[name] |= Team
			}
		}
	})
	lines(outletData, ";", func(f []string) {
		for _, name := range f {
			g.classes[strings.ToLower(name)] |= Outlet | Organisation
		}
	})
	return g
})

// Classes returns what a name is known to stand for, as written or in lower case; 0
// when it is not known. A name may stand for several things.
func Classes(name string) Class {
	name = plain(name)
	c := gazetteers().classes[name]
	if _, _, ok := CityOf(name); ok {
		c |= City
	}
	w, s := nouns(), classesOfSenses()
	if v, ok := w.lemmas.find(name); ok {
		for i := range int(v & 15) {
			if sense := u32(w.senses, int(v>>4)+i); s.single[sense] {
				c |= s.class[sense]
			}
		}
	}
	return c
}

// plain is a name as the tables have it.
func plain(name string) string {
	return strings.TrimPrefix(strings.ToLower(strings.ReplaceAll(name, "’", "'")), "the ")
}

// Forms returns all names of a country or state, the usual first, and what its people
// and things are called, by any of these; nil when it is none.
func Forms(word string) []string {
	g, word := gazetteers(), plain(word)
	for _, of := range []map[string]region{g.regions, g.demonyms} {
		if r, ok := of[word]; ok {
			return r.forms
		}
	}
	return nil
}

var cities = sync.OnceValue(func() table { return table(sections(cityData)[0]) })

// CityOf returns the two letters of the country in which a city lies and the power of
// ten of its population, for cities of 20,000 people and more. Of several of one name
// the largest counts.
func CityOf(name string) (country string, power int, ok bool) {
	v, ok := cities().find(plain(name))
	if !ok {
		return "", 0, false
	}
	return string([]byte{byte(v >> 8), byte(v >> 16)}), int(v & 0xff), true
}

var given = sync.OnceValue(func() table { return table(sections(givenData)[0]) })

// GivenName reports whether a word is a given name in English-speaking countries, and
// whether men or women bear it.
func GivenName(word string) (man, woman bool) {
	v, _ := given().find(strings.ToLower(word))
	return v&1 != 0, v&2 != 0
}
