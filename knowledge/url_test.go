package knowledge_test

import (
	"testing"
	"time"

	"quoth/knowledge"
)

func TestCanonicalURL(t *testing.T) {
	for _, c := range []struct{ raw, want string }{
		{"https://example.com/a", "https://example.com/a"},
		{" HTTPS://Example.COM/A\n", "https://example.com/A"},
		{"http://example.com:80", "http://example.com/"},
		{"https://example.com:443/", "https://example.com/"},
		{"https://example.com:8443/", "https://example.com:8443/"},
		{"http://example.com:443/", "http://example.com:443/"},
		{"https://example.com./a", "https://example.com/a"},
		{"https://user:secret@example.com/a", "https://example.com/a"},
		{"https://example.com/a#part", "https://example.com/a"},
		{"https://example.com/a?", "https://example.com/a"},
		{"https://example.com/a?utm_source=x&id=7&UTM_Medium=y&fbclid=z", "https://example.com/a?id=7"},
		{"https://example.com/a?%75tm_source=x", "https://example.com/a"},
		{"https://example.com/a?b=2&a=1&b=1", "https://example.com/a?b=2&a=1&b=1"},
		{"https://example.com/a?utm=1&q=utm_source", "https://example.com/a?utm=1&q=utm_source"},
		{"https://bücher.example/ü", "https://xn--bcher-kva.example/%C3%BC"},
		{"http://[2001:DB8::1]:80/a", "http://[2001:db8::1]/a"},
		{"http://[2001:db8::1]:81/a", "http://[2001:db8::1]:81/a"},
		{"ftp://Example.com/a?utm_source=x", "ftp://Example.com/a?utm_source=x"},
		{"  not a URL ", "not a URL"},
		{"/only/a/path?utm_source=x", "/only/a/path?utm_source=x"},
		{"mailto:a@example.com", "mailto:a@example.com"},
		{"", ""},
	} {
		if got := knowledge.CanonicalURL(c.raw); got != c.want {
			t.Errorf("CanonicalURL(%q) = %q, want %q", c.raw, got, c.want)
		}
	}
}

func FuzzCanonicalURL(f *testing.F) {
	for _, seed := range []string{"https://user@Example.com:443/a/../b?utm_source=x&id=%zz#f", "http://[::1]:80", "http://a.:0?", "https://xn--/", "//x", "\x00"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		once := knowledge.CanonicalURL(raw)
		if twice := knowledge.CanonicalURL(once); twice != once {
			t.Errorf("CanonicalURL(%q) = %q, and of that %q", raw, once, twice)
		}
	})
}

func TestKey(t *testing.T) {
	article := func(url, source, title, text string) *knowledge.Article {
		return &knowledge.Article{URL: url, Source: source, Title: title, Text: text, Published: time.Date(2020, 1, 2, 15, 0, 0, 0, time.UTC)}
	}
	for _, c := range []struct {
		name string
		a, b *knowledge.Article
		same bool
	}{
		{"scheme, www and tracking", article("http://www.example.com/a?utm_source=x", "A", "T", "one"), article("https://example.com/a", "B", "U", "two"), true},
		{"mobile host", article("https://m.example.com/a", "A", "T", "one"), article("https://www.example.com/a/", "B", "U", "two"), true},
		{"mobile host of a port", article("http://mobile.example.com:8080/a", "A", "T", "one"), article("http://www.m.example.com:8080/a", "B", "U", "two"), true},
		{"AMP before", article("https://example.com/amp/town/a?b=1", "A", "T", "one"), article("https://amp.example.com/town/a?b=1", "B", "U", "two"), true},
		{"AMP behind", article("https://example.com/town/a.amp.html", "A", "T", "one"), article("https://example.com/town/a.html?amp=1&outputType=amp", "B", "U", "two"), true},
		{"AMP at the end", article("https://example.com/town/a/amp/", "A", "T", "one"), article("https://example.com/town/a", "B", "U", "two"), true},
		{"AMP elsewhere", article("https://www.google.com/amp/s/example.com/town/a", "A", "T", "one"), article("https://example.com/town/a", "B", "U", "two"), true},
		{"amplifiers", article("https://example.com/amplifiers/a", "A", "T", "one"), article("https://example.com/lifiers/a", "B", "U", "two"), false},
		{"output of another kind", article("https://example.com/a?output=print", "A", "T", "one"), article("https://example.com/a", "B", "U", "two"), false},
		{"a host of one letter", article("https://m.example/a", "A", "T", "one"), article("https://example/a", "B", "U", "two"), false},
		{"path", article("https://example.com/a", "A", "T", "one"), article("https://example.com/b", "A", "T", "one"), false},
		{"other subdomain", article("https://news.example.com/a", "A", "T", "one"), article("https://example.com/a", "A", "T", "one"), false},
		{"title and outlet", article("", "A", "T", "The council met on Monday about the old harbour and rose."), article("", "A", "T", "The council met on Monday about the old harbour, and stayed."), true},
		{"title and outlet of a series", article("", "A", "Briefing", "The council met on Monday."), article("", "A", "Briefing", "A ferry was late."), false},
		{"title, other outlet", article("", "A", "T", "one"), article("", "B", "T", "one"), false},
		{"text alone", article("", "A", "", "one"), article("", "A", "", "one"), true},
		{"other text alone", article("", "A", "", "one"), article("", "A", "", "two"), false},
		{"where the parts end", article("", "AB", "C", ""), article("", "A", "BC", ""), false},
	} {
		if same := c.a.Key() == c.b.Key(); same != c.same {
			t.Errorf("%s: keys %q and %q", c.name, c.a.Key(), c.b.Key())
		}
	}
	next := article("", "A", "T", "one")
	next.Published = next.Published.AddDate(0, 0, 1)
	if next.Key() == article("", "A", "T", "one").Key() {
		t.Error("a title that comes again the next day is taken for the same article")
	}
}

func TestDigest(t *testing.T) {
	base := knowledge.Article{URL: "https://example.com/a", Title: "T", Source: "S", Authors: []string{"A", "B"},
		Published: time.Date(2020, 1, 2, 15, 0, 0, 0, time.UTC), Language: "en", Text: "Text."}
	for _, c := range []struct {
		name   string
		change func(*knowledge.Article)
		same   bool
	}{
		{"nothing", func(*knowledge.Article) {}, true},
		{"URL", func(a *knowledge.Article) { a.URL = "" }, true},
		{"store's numbers", func(a *knowledge.Article) { a.ID, a.Version, a.Added = 1, 2, time.Now() }, true},
		{"time zone", func(a *knowledge.Article) { a.Published = a.Published.In(time.FixedZone("", 3600)) }, true},
		{"fraction of a second", func(a *knowledge.Article) { a.Published = a.Published.Add(time.Millisecond) }, true},
		{"second", func(a *knowledge.Article) { a.Published = a.Published.Add(time.Second) }, false},
		{"title", func(a *knowledge.Article) { a.Title = "U" }, false},
		{"source", func(a *knowledge.Article) { a.Source = "U" }, false},
		{"text", func(a *knowledge.Article) { a.Text += " " }, false},
		{"author", func(a *knowledge.Article) { a.Authors = []string{"A"} }, false},
		{"authors joined", func(a *knowledge.Article) { a.Authors = []string{"AB"} }, false},
	} {
		changed := base
		c.change(&changed)
		if same := changed.Digest() == base.Digest(); same != c.same {
			t.Errorf("%s: same digest is %v, want %v", c.name, same, c.same)
		}
	}
	if len(base.Digest()) != 32 {
		t.Errorf("Digest has %d digits, want 32", len(base.Digest()))
	}
}

func TestWithoutUser(t *testing.T) {
	for address, want := range map[string]string{
		"https://user:secret@Example.org:443/a?b=c@d#e": "https://Example.org:443/a?b=c@d#e",
		"HTTP://user@example.org":                       "HTTP://example.org",
		"//user:se%cr et@example.org/":                  "//example.org/",
		"https://user:p@ss@example.org/x":               "https://example.org/x",
		"https://example.org/@writer/1":                 "https://example.org/@writer/1",
		"https://example.org?mail=a@b.example":          "https://example.org?mail=a@b.example",
		"no address@all":                                "no address@all",
		"":                                              "",
	} {
		if got := knowledge.WithoutUser(address); got != want {
			t.Errorf("%q becomes %q, want %q", address, got, want)
		}
	}
}
