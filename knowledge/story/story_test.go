package story

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"encoding/binary"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/text"
)

var learn = flag.Bool("learn", false, "learn the weights of the features anew from the training half of the labelled pairs, and print them")

// pair is a labelled pair of articles; testdata/README.md tells what the columns
// mean.
type pair struct {
	a, b       string
	same, news bool   // news: no new development stands between them; known of the first draw only
	kind       string // why, of the first draw
	half, draw string
}

func labelled(t *testing.T) (pairs []pair) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "pairs.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	for i, line := range strings.Split(strings.TrimRight(string(data), "\n"), "\n") {
		f := strings.Split(line, "\t")
		if i == 0 {
			continue
		}
		if len(f) != 8 {
			t.Fatalf("pairs.tsv, line %d: %d columns", i+1, len(f))
		}
		pairs = append(pairs, pair{f[0], f[1], f[2] == "1", f[3] == "1", f[4], f[5], f[6]})
	}
	return pairs
}

type shared struct {
	URL, Title, Source, Published, Text string
	Story                               string // of the sample: which it tells
	News                                bool   // of the sample: it tells what the others of its story do not
	signed                              []byte
	at                                  time.Time
}

// set is articles in the order of their publication, with pairs that are labelled.
type set struct {
	news  []*shared
	pairs []pair
	least map[string]floor // of TestPairs, by draw and half
	young floor            // of TestAYoungStore
}

// floor is what is reached at least.
type floor struct{ precision, recall float64 }

func (f floor) check(t *testing.T, of string, c *tally) {
	t.Helper()
	t.Logf("%s: precision %.3f recall %.3f of %d", of, c.precision(), c.recall(), c.tp+c.fn)
	if c.precision() < f.precision || c.recall() < f.recall {
		t.Errorf("%s: precision %.3f and recall %.3f, the floors are %.3f and %.3f", of, c.precision(), c.recall(), f.precision, f.recall)
	}
}

// newsFile is the articles that pairs.tsv was drawn from. They are not there in every clone.
var newsFile = filepath.Join("..", "..", "..", "shared", "eval", "data", "questions", "articles.jsonl.gz")

// overSets runs a test over the sample and, with LONG_TESTS, over the 4,594 articles of
// pairs.tsv where they are.
func overSets(t *testing.T, test func(t *testing.T, s set)) {
	t.Run("sample", func(t *testing.T) { test(t, sample(t)) })
	if _, err := os.Stat(newsFile); err == nil && os.Getenv("LONG_TESTS") != "" {
		t.Run("whole", func(t *testing.T) { test(t, whole(t)) })
	}
}

// sample is our own articles, all pairs of which are labelled.
func sample(t *testing.T) (s set) {
	t.Helper()
	data, err := os.Open(filepath.Join("testdata", "sample.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer data.Close()
	s.young, s.least = floor{.95, .55}, map[string]floor{"first test": {.95, .55}}
	if s.news, err = readNews(data); err != nil {
		t.Fatal(err)
	}
	for i, b := range s.news {
		for _, a := range s.news[:i] {
			p := pair{a: a.URL, b: b.URL, same: a.Story == b.Story, half: "test", draw: "first", kind: "report"}
			if p.same && (a.News || b.News) {
				p.kind = "update"
			}
			p.news = p.same
			s.pairs = append(s.pairs, p)
		}
	}
	return s
}

func whole(t *testing.T) set {
	t.Helper()
	news, err := wholeNews()
	if err != nil {
		t.Fatal(err)
	}
	return set{news: news, pairs: labelled(t), young: floor{.94, .75}, least: map[string]floor{
		"first train": {.955, .79}, "first test": {.975, .77},
		"second train": {.91, .62}, "second test": {.97, .54},
	}}
}

var wholeNews = sync.OnceValues(func() ([]*shared, error) {
	f, err := os.Open(newsFile)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, err
	}
	return readNews(z)
})

func readNews(r io.Reader) (news []*shared, err error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	for line := range bytes.Lines(data) {
		var a shared
		if err := json.Unmarshal(line, &a); err != nil {
			return nil, err
		}
		a.at, _ = time.Parse(time.DateOnly, a.Published)
		a.signed = sign(&a)
		news = append(news, &a)
	}
	slices.SortStableFunc(news, func(a, b *shared) int { return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.URL, b.URL)) })
	return news, nil
}

func sign(a *shared) []byte {
	data, _ := signDecoded(a)
	return data
}

func signDecoded(a *shared) ([]byte, Decoded) {
	article := knowledge.Article{Source: a.Source, Title: a.Title, Text: a.Text, Published: a.at}
	var sentences []knowledge.Range
	for _, s := range text.Sentences(a.Text, "en") {
		sentences = append(sentences, knowledge.Range(s))
	}
	return Sign(article, sentences, text.AppendTerms(nil, a.Title, "en"), text.AppendTerms(nil, a.Text, "en"))
}

// stream puts news into an Index as it would arrive, and returns the story of
// each article.
func stream(news []*shared) (*Index, map[string]int64, map[string]*entry) {
	x := NewIndex()
	story, entries := map[string]int64{}, map[string]*entry{}
	for i, a := range news {
		d := x.Decide(a.signed, a.at)
		id := d.Story
		if id == 0 {
			id = int64(i + 1)
		}
		for _, same := range d.Same {
			for url, was := range story {
				if was == same {
					story[url] = id
				}
			}
			x.Join(same, id)
		}
		for _, stray := range d.Strays {
			story[news[stray-1].URL] = id
			x.Move(stray, id)
		}
		story[a.URL] = id
		x.Add(knowledge.Signature{ArticleID: int64(i + 1), StoryID: id, Published: a.at, Data: a.signed})
	}
	for i, a := range news {
		entries[a.URL] = &x.entries[i]
	}
	return x, story, entries
}

type tally struct{ tp, fp, fn int }

func (c tally) precision() float64 { return float64(c.tp) / math.Max(1, float64(c.tp+c.fp)) }
func (c tally) recall() float64    { return float64(c.tp) / math.Max(1, float64(c.tp+c.fn)) }

func (c *tally) count(said, same bool) {
	switch {
	case said && same:
		c.tp++
	case said:
		c.fp++
	case same:
		c.fn++
	}
}

// TestPairs holds the decisions on the hand-labelled pairs, made as the news
// arrives, to floors a little under what is reached. Precision .95 at recall .75 is
// what is asked of the first draw's test half; the second draw was made for finding
// what is hardest.
func TestPairs(t *testing.T) {
	overSets(t, func(t *testing.T, s set) {
		_, story, entries := stream(s.news)
		counts := map[string]*tally{}
		for _, p := range s.pairs {
			if entries[p.a] == nil || entries[p.b] == nil {
				t.Fatalf("a labelled article is not there: %s or %s", p.a, p.b)
			}
			part := p.draw + " " + p.half
			if counts[part] == nil {
				counts[part] = &tally{}
			}
			counts[part].count(story[p.a] == story[p.b], p.same)
		}
		for part, c := range counts {
			s.least[part].check(t, part, c)
		}
		sizes := map[int64]int{}
		for _, id := range story {
			sizes[id]++
		}
		largest := 0
		for _, n := range sizes {
			largest = max(largest, n)
		}
		t.Logf("%d articles make %d stories, the largest of %d", len(s.news), len(sizes), largest)
		if largest > 60 {
			t.Errorf("a story of %d articles: stories chain", largest)
		}
	})
}

// TestLearn learns the weights on the training half alone.
func TestLearn(t *testing.T) {
	if !*learn {
		t.Skip("learns the weights only with -learn")
	}
	all := whole(t)
	x, _, entries := stream(all.news)
	type sample struct {
		v    vector
		same bool
		fold int
	}
	var samples []sample
	for _, p := range all.pairs {
		if p.half == "train" {
			v := compare(x.weigh(entries[p.a]), x.weigh(entries[p.b]))
			if _, ruled := rule(entries[p.a], entries[p.b], &v); !ruled {
				samples = append(samples, sample{v, p.same, int(hash(p.a) % 5)})
			}
		}
	}
	train := func(decay float64, leaveOut int) vector {
		var w, m, s vector
		for step := 1; step <= 4000; step++ {
			var g vector
			n := 0.0
			for _, x := range samples {
				if x.fold == leaveOut {
					continue
				}
				n++
				sum := 0.0
				for f := range w {
					sum += w[f] * x.v[f]
				}
				target := 0.0
				if x.same {
					target = 1
				}
				d := target - 1/(1+math.Exp(-sum))
				for f := range g {
					g[f] += d * x.v[f]
				}
			}
			for f := range w { // Adam, with a decay
				d := g[f]/n - decay*w[f]
				m[f], s[f] = .9*m[f]+.1*d, .999*s[f]+.001*d*d
				w[f] += .02 * (m[f] / (1 - math.Pow(.9, float64(step)))) / (math.Sqrt(s[f]/(1-math.Pow(.999, float64(step)))) + 1e-8)
			}
		}
		return w
	}
	for _, decay := range []float64{.0005, .002, .005, .01} {
		said := make([]float64, len(samples))
		for fold := range 5 {
			w := train(decay, fold)
			for i, x := range samples {
				if x.fold == fold {
					sum := 0.0
					for f := range w {
						sum += w[f] * x.v[f]
					}
					said[i] = 1 / (1 + math.Exp(-sum))
				}
			}
		}
		line := ""
		for bound := .3; bound < .85; bound += .1 {
			var c tally
			for i, x := range samples {
				c.count(said[i] >= bound, x.same)
			}
			line += fmt.Sprintf("  %.1f: %.2f/%.2f", bound, c.precision(), c.recall())
		}
		t.Logf("decay %.4f, five folds of the training half, bound: precision/recall%s\n%.2f", decay, line, train(decay, -1))
	}
}

func day(n int) time.Time { return time.Date(2024, 5, n, 8, 0, 0, 0, time.UTC) }

// tell streams articles and returns whether each joined the story of the first.
func tell(articles ...shared) []bool {
	x := NewIndex()
	var joined []bool
	for i, a := range articles {
		data := sign(&a)
		id := x.Decide(data, a.at).Story
		joined = append(joined, id == 1)
		if id == 0 {
			id = int64(i + 1)
		}
		x.Add(knowledge.Signature{ArticleID: int64(i + 1), StoryID: id, Published: a.at, Data: data})
	}
	return joined
}

const quake = "A strong earthquake shook the coast of Norland near Port Evans early on Monday, and at least 12 people were killed, the rescue service said. Houses fell in the old town of Port Evans and a hospital was cleared. Prime Minister Ada Moreau flew to the region. "

func TestTheSameEvent(t *testing.T) {
	got := tell(
		shared{Source: "Echo", Title: "Earthquake kills 12 in Norland's Port Evans", Text: quake + "Rescuers dug through the night with their hands.", at: day(6)},
		shared{Source: "Wire", Title: "Earthquake kills 12 in Norland's Port Evans", Text: quake + "Rescuers dug through the night with their hands.", at: day(6)},
		shared{Source: "Gazette", Title: "Norland quake: at least 12 dead in Port Evans", Text: "At least 12 people died when an earthquake struck near Port Evans on the coast of Norland on Monday. Prime Minister Ada Moreau promised help for the old town, where houses fell on sleeping people.", at: day(6)},
		shared{Source: "Echo", Title: "Norland elects a new parliament", Text: "Voters in Norland chose a new parliament on Tuesday. Prime Minister Ada Moreau hopes for a majority of her own after four years with two partners.", at: day(7)},
		shared{Source: "Echo", Title: "Earthquake kills 12 in Norland's Port Evans", Text: quake, at: day(25)},
	)
	if want := []bool{false, true, true, false, false}; !slices.Equal(got, want) {
		t.Errorf("joined: %v, want %v", got, want)
	}
}

func TestTemplatesDoNotChain(t *testing.T) {
	var daily []shared
	for i := range 6 {
		daily = append(daily, shared{Source: "Echo", Title: fmt.Sprintf("Five things to know for May %d", i+1), at: day(i + 1),
			Text: "Here is what you need to know to start your day. Sign up to get five things in your inbox each morning. " + strings.Repeat(fmt.Sprintf("Matter%d of person%d in town%d goes on. ", i, i, i), 8)})
	}
	for i, joined := range tell(daily...) {
		if joined {
			t.Errorf("the briefing of day %d joins that of the first", i+1)
		}
	}
	notice := "To read this article, take out a subscription. You get the first six issues free, and you may cancel at any time by telephone or in writing, at no cost to you."
	if got := tell(
		shared{Source: "Week", Title: "Parliament passes budget", Text: notice, at: day(1)},
		shared{Source: "Week", Title: "Best walks by the sea", Text: notice, at: day(1)},
	); got[1] {
		t.Error("two articles with the same subscription notice are taken as one story")
	}
}

func TestChange(t *testing.T) {
	x := NewIndex()
	first := sign(&shared{Source: "Echo", Title: "Earthquake kills 12 in Norland's Port Evans", Text: quake, at: day(6)})
	x.Add(knowledge.Signature{ArticleID: 1, StoryID: 1, Published: day(6), Data: first})
	same := sign(&shared{Source: "Wire", Title: "Earthquake kills 12 in Norland's Port Evans", Text: quake, at: day(6)})
	if d := x.Decide(same, day(6).Add(time.Hour)); d.Story != 1 || d.Change {
		t.Errorf("a copy: %+v", d)
	}
	risen := sign(&shared{Source: "Wire", Title: "Death toll of Norland's Port Evans earthquake rises to 47", Text: strings.ReplaceAll(quake, "12 people", "47 people"), at: day(6)})
	if d := x.Decide(risen, day(6).Add(time.Hour)); d.Story != 1 || !d.Change {
		t.Errorf("a new figure: %+v", d)
	}
}

func TestSignatures(t *testing.T) {
	whole := sign(&shared{Source: "Echo", Title: "Earthquake kills 12", Text: quake, at: day(6)})
	s, err := decode(whole)
	if err != nil || !bytes.Equal(s.encode(), whole) {
		t.Errorf("a signature does not come back (%v)", err)
	}
	for _, text := range []string{quake, strings.Repeat(quake+" Norland on May 3, 2021: 47.", 50), "", "Rain."} {
		data, d := signDecoded(&shared{Source: "Echo", Title: "Earthquake kills 12", Text: text, at: day(6)})
		if want, got := fmt.Sprintf("%+v", Decode(knowledge.Signature{ArticleID: 3, Published: day(6), Data: data}).signature), fmt.Sprintf("%+v", d.Of(3, day(6)).signature); got != want {
			t.Errorf("a signature is %s, and read as %s", got, want)
		}
	}
	long := sign(&shared{Source: "Echo", Title: "A title", Text: strings.Repeat(quake, 50) + strings.Join(strings.Fields(fmt.Sprint(rand.New(rand.NewPCG(1, 1)).Perm(3000))), " word")})
	if len(long) > 2300 {
		t.Errorf("a signature has %d bytes", len(long))
	}
	for _, encoded := range [][]byte{whole, long} {
		s, err := decode(encoded)
		if err != nil {
			t.Fatal(err)
		}
		if before, err := decode(encodeWide(s)); err != nil || !reflect.DeepEqual(before, s) {
			t.Errorf("a signature of the format before is read as %+v (%v), should be %+v", before, err, s)
		}
	}
	for n := range whole {
		if _, err := decode(whole[:n]); err == nil {
			t.Errorf("%d of %d bytes are read as a signature", n, len(whole))
		}
	}
	if d := NewIndex().Decide([]byte("nonsense"), day(1)); d.Story != 0 {
		t.Errorf("nonsense joins %+v", d)
	}
}

// encodeWide encodes a signature in the format before.
func encodeWide(s *signature) []byte {
	b := binary.AppendUvarint([]byte{wideFormat}, uint64(s.words))
	b = append(b, s.crowded, s.steady)
	b = binary.LittleEndian.AppendUint32(b, s.source)
	b = binary.LittleEndian.AppendUint32(b, s.shape)
	b = binary.AppendUvarint(b, uint64(len(s.terms)))
	for _, t := range s.terms {
		b = binary.LittleEndian.AppendUint32(b, t.hash)
		b = append(b, t.count, t.kind)
		b = binary.LittleEndian.AppendUint16(b, t.where)
	}
	for _, list := range [][]uint32{s.numbers, s.days, s.shingles} {
		b = binary.AppendUvarint(b, uint64(len(list)))
		for _, h := range list {
			b = binary.LittleEndian.AppendUint32(b, h)
		}
	}
	b = binary.AppendUvarint(b, uint64(len(s.vocabulary)))
	for _, h := range s.vocabulary {
		b = binary.LittleEndian.AppendUint16(b, h)
	}
	return b
}

func FuzzDecode(f *testing.F) {
	whole := sign(&shared{Source: "Echo", Title: "Earthquake kills 12", Text: quake, at: day(6)})
	f.Add(whole)
	if s, err := decode(whole); err == nil {
		f.Add(encodeWide(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := decode(data)
		if err != nil || data[0] == wideFormat { // in which lists need not be sorted
			return
		}
		if again, err := decode(s.encode()); err != nil || !reflect.DeepEqual(again, s) {
			t.Errorf("%+v is encoded and read as %+v (%v)", s, again, err)
		}
	})
}

// BenchmarkDecide decides among 100,000 recent articles of generated text, and
// reports the memory that they take.
func BenchmarkDecide(b *testing.B) {
	r := rand.New(rand.NewPCG(5, 6))
	zipf := rand.NewZipf(r, 1.1, 8, 80_000)
	words := func(n int) []text.Term {
		terms := make([]text.Term, n)
		for i := range terms {
			k := zipf.Uint64()
			terms[i] = text.Term{Stem: fmt.Sprintf("w%d", k), Stop: k < 60, Capital: k%5 == 0, Number: k%37 == 0}
		}
		return terms
	}
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	x := NewIndex()
	var signed [][]byte
	for i := range Recent {
		data, _ := Sign(knowledge.Article{Source: fmt.Sprint("source", i%200)}, nil, words(9), words(450))
		x.Add(knowledge.Signature{ArticleID: int64(i), StoryID: int64(i), Published: day(1).Add(time.Duration(i) * 6 * time.Second), Data: data})
		if i%500 == 0 {
			signed = append(signed, data)
		}
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	b.ReportAllocs()
	b.ResetTimer()
	for i := range b.N {
		x.Decide(signed[i%len(signed)], day(7))
	}
	b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/(1<<20), "MB")
}

// TestDrop has an Index that held others before decide as one that never did: where they were
// dropped, and where more came than it holds.
func TestDrop(t *testing.T) {
	random := rand.New(rand.NewPCG(11, 4))
	words := func(n int) []text.Term {
		terms := make([]text.Term, n)
		for i := range terms {
			k := random.IntN(900)
			terms[i] = text.Term{Stem: fmt.Sprintf("w%d", k), Stop: k < 60, Capital: k%5 == 0, Number: k%37 == 0}
		}
		return terms
	}
	var signed, near [][]byte // near is other articles with many of the words
	for i := range 300 {
		title, body := words(8), words(40)
		data, _ := Sign(knowledge.Article{Source: fmt.Sprint("source", i%7)}, nil, title, body)
		signed = append(signed, data)
		for at := 0; at < len(body); at += 3 {
			body[at] = words(1)[0]
		}
		title[i%8] = words(1)[0]
		data, _ = Sign(knowledge.Article{Source: fmt.Sprint("other", i%7)}, nil, title, body)
		near = append(near, data)
	}
	fill := func(from, to int) *Index {
		x := NewIndex()
		for i := from; i < to; i++ {
			x.Add(knowledge.Signature{ArticleID: int64(i + 1), StoryID: int64(i + 1), Published: day(3).Add(time.Duration(i) * time.Second), Data: signed[i%len(signed)]})
		}
		return x
	}
	dropped := fill(0, 300)
	for range 200 {
		dropped.Drop()
	}
	const more = 2 * fewArticles
	for _, c := range []struct {
		name     string
		got, new *Index
	}{{"dropped", dropped, fill(200, 300)}, {"pushed out", fill(0, Recent+more), fill(more, Recent+more)}} {
		if c.got.Held() != c.new.Held() || !c.got.Oldest().Equal(c.new.Oldest()) || len(c.got.numbers) != len(c.new.numbers) {
			t.Errorf("%s: %d are held from %v on, with %d terms; should be %d from %v on, with %d", c.name, c.got.Held(), c.got.Oldest(), len(c.got.numbers), c.new.Held(), c.new.Oldest(), len(c.new.numbers))
		}
		joined := 0
		for i := 200; i < 260; i++ {
			got, want := c.got.Decide(near[i], day(3)), c.new.Decide(near[i], day(3))
			if got.Story != want.Story || got.Probability != want.Probability {
				t.Errorf("%s: article %d joins %d (%v), should %d (%v)", c.name, i, got.Story, got.Probability, want.Story, want.Probability)
			}
			if want.Story != 0 {
				joined++
			}
		}
		if joined == 0 {
			t.Errorf("%s: nothing joins", c.name)
		}
	}
	for range Recent {
		dropped.Drop()
	}
	if dropped.Held() != 0 || len(dropped.numbers) > 0 || len(dropped.spans) > 0 || len(dropped.shapes) > 0 {
		t.Errorf("an empty Index holds %d articles, %d terms, %d stories", dropped.Held(), len(dropped.numbers), len(dropped.spans))
	}
}

// TestLowest compares the lowest hashes with those of a whole sort, where hashes lie evenly
// and where they are few or many times the same.
func TestLowest(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 1))
	for _, c := range []struct{ size, different int }{{0, 1}, {5, 5}, {400, 1 << 30}, {5000, 1 << 30}, {5000, 90}, {5000, 300}} {
		all := make([]uint32, c.size)
		values := make([]uint32, min(c.different, c.size))
		for i := range values {
			values[i] = random.Uint32()
		}
		for i := range all {
			all[i] = values[random.IntN(len(values))]
		}
		want := slices.Compact(slices.Sorted(slices.Values(all)))
		want = want[:min(len(want), 128)]
		if got := lowest(all, 128); !slices.Equal(got, want) {
			t.Errorf("of %d hashes, %d of them different: %d lowest, should be %d", c.size, c.different, len(got), len(want))
		}
	}
}

// TestFirst compares the first of many numbers with those of a whole sort.
func TestFirst(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 2))
	for _, size := range []int{0, 1, 15, 16, 17, 3000} {
		all := make([]int, size)
		for i := range all {
			all[i] = random.IntN(size)
		}
		want := slices.Sorted(slices.Values(all))
		if got := first(all, 16, func(a, b *int) bool { return *a < *b }); !slices.Equal(got, want[:min(size, 16)]) {
			t.Errorf("the first of %d are %v, should be %v", size, got, want[:min(size, 16)])
		}
		if slices.Sort(all); !slices.Equal(all, want) {
			t.Errorf("of %d numbers some are lost", size)
		}
	}
}

// TestNear wants near false for articles that draw nothing in alone: by what compare and judge find.
func TestNear(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 9))
	words := func(n int) []text.Term {
		terms := make([]text.Term, n)
		for i := range terms {
			k := random.IntN(2000)
			terms[i] = text.Term{Stem: fmt.Sprintf("w%d", k), Capital: k%3 == 0, Number: k%37 == 0}
		}
		return terms
	}
	x := NewIndex()
	var asked [][]byte
	for i := range 200 {
		title, body := words(6), words(60)
		_, d := Sign(knowledge.Article{Source: fmt.Sprint("source", i%7)}, nil, title, body)
		x.AddDecoded(d.Of(int64(i+1), day(3).Add(time.Duration(i)*time.Hour)).In(int64(i + 1)))
		other := words(60)
		copy(other, body[:random.IntN(61)])
		if i%2 == 0 {
			title = append(words(3), title[3:]...)
		}
		data, _ := Sign(knowledge.Article{Source: fmt.Sprint("other", i%7)}, nil, title, other)
		asked = append(asked, data)
	}
	drawing, far := 0, 0
	for i, data := range asked {
		e := Decode(knowledge.Signature{Data: data, Published: day(3).Add(time.Duration(i) * time.Hour)}).entry
		x.number(&e, false)
		own := x.weigh(&e)
		x.place(own)
		for n := range x.entries {
			other := &x.entries[n]
			v := compare(own, x.weigh(other))
			draws := judge(&e, other, &v) >= join
			if draws {
				drawing++
			}
			if near := x.near(own, other); draws && !near {
				t.Errorf("article %d is drawn in by %d and is not near", i, n)
			} else if !near {
				far++
			}
		}
	}
	x.place(nil)
	if drawing < 20 || far < 100*len(asked) {
		t.Errorf("%d draw in, %d of %d are not near", drawing, far, len(asked)*len(x.entries))
	}
}
