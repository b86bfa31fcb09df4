package lexicon

import (
	"slices"
	"testing"
)

func TestIsA(t *testing.T) {
	for _, pair := range [][2]string{{"goshawk", "bird"}, {"peru", "country"}, {"actresses", "person"}, {"mississippi", "state"}, {"violins", "instrument"}, {"paris", "city"}} {
		if !IsA(pair[0], pair[1]) {
			t.Errorf("%s is no %s", pair[0], pair[1])
		}
	}
	for _, pair := range [][2]string{{"goshawk", "country"}, {"peru", "person"}, {"bird", "goshawk"}, {"zzyzx", "bird"}, {"trumpet", "zzyzx"}, {"", ""}} {
		if IsA(pair[0], pair[1]) {
			t.Errorf("%s is a %s", pair[0], pair[1])
		}
	}
}

func TestClassOf(t *testing.T) {
	for noun, want := range map[string]Class{"singer": Person, "company": Organisation, "movie": Work, "city": City, "bats": Animal, "countries": Country, "riots": Event} {
		if c := ClassOf(noun); c&want == 0 {
			t.Errorf("%s: %b, without %b", noun, c, want)
		}
	}
	if c := ClassOf("blueness"); c != 0 {
		t.Errorf("blueness: %b", c)
	}
}

func TestClasses(t *testing.T) {
	for name, want := range map[string]Class{
		"Peru": Country, "the Netherlands": Country, "Calif.": State, "Georgia": Country | State, "Lakers": Team, "Kansas City Chiefs": Team,
		"CNN": Outlet | Organisation, "Shakespeare": Person, "Ankara": City, "Mount Everest": Place, "Turks": People, "U.S.": Country, "Hawai’i": State,
	} {
		if c := Classes(name); c&want != want {
			t.Errorf("%s: %b, without %b", name, c, want)
		}
	}
	for _, name := range []string{"Horacio Cartes", "dog", ""} {
		if c := Classes(name); c != 0 {
			t.Errorf("%q: %b", name, c)
		}
	}
}

func TestRegions(t *testing.T) {
	if f := Forms("UK"); !slices.Contains(f, "Britain") || !slices.Contains(f, "British") {
		t.Error(f)
	}
	if f := Forms("Turks"); len(f) == 0 || f[0] != "Turkey" {
		t.Error(f)
	}
	if f := Forms("Texan"); len(f) == 0 || f[0] != "Texas" {
		t.Error(f)
	}
	if Forms("banana") != nil {
		t.Error("banana has forms")
	}
	if country, power, ok := CityOf("Ankara"); country != "TR" || power != 6 || !ok {
		t.Error(country, power, ok)
	}
	if man, woman := GivenName("Mary"); man || !woman {
		t.Error("Mary", man, woman)
	}
}

func TestSimilarity(t *testing.T) {
	if near, far := Similarity("storm", "hurricane"), Similarity("storm", "parliament"); near < .5 || far > .3 {
		t.Errorf("storm: %.2f to hurricane, %.2f to parliament", near, far)
	}
	if s := Similarity("storm", "storm"); s < .98 {
		t.Errorf("storm to itself: %.3f", s)
	}
	if VectorOf("zzyzxq").Known() || Similarity("storm", "zzyzxq") != 0 {
		t.Error("a vector for a word that is none")
	}
}

// TestTablesFindEveryKey reads each table through and looks up what it reads.
func TestTablesFindEveryKey(t *testing.T) {
	for name, tab := range map[string]table{"nouns": nouns().lemmas, "cities": cities(), "given": given()} {
		blocks := (int(u32(string(tab), 0)) + block - 1) / block
		body, at, n, previous := string(tab[4+4*blocks:]), 0, 0, ""
		for at < len(body) {
			shared, next := uvarint(body, at)
			size, next := uvarint(body, next)
			key := previous[:shared] + body[next:next+int(size)]
			var value uint64
			value, at = uvarint(body, next+int(size))
			if got, ok := tab.find(key); !ok || got != value {
				t.Fatalf("%s: %q is %d, %v; want %d", name, key, got, ok, value)
			}
			if _, ok := tab.find(key + "\x00"); ok {
				t.Fatalf("%s: %q and a byte more is found", name, key)
			}
			previous = key
			n++
		}
		if n != int(u32(string(tab), 0)) {
			t.Errorf("%s: %d keys, not %d", name, n, u32(string(tab), 0))
		}
	}
}

func BenchmarkVectorOf(b *testing.B) {
	words := []string{"storm", "parliament", "hurricane", "zzyzxq", "minister"}
	for i := range b.N {
		VectorOf(words[i%len(words)])
	}
}

func BenchmarkSimilarity(b *testing.B) {
	v, w := VectorOf("storm"), VectorOf("hurricane")
	for b.Loop() {
		v.Similarity(w)
	}
}

func BenchmarkClasses(b *testing.B) {
	for b.Loop() {
		Classes("Horacio Cartes")
	}
}
