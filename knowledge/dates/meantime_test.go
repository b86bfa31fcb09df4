package dates

import (
	"bufio"
	"encoding/json"
	"hash/crc32"
	"os"
	"path/filepath"
	"testing"
	"time"
)

type goldDoc struct {
	ID, Text, Published string
	Gold                []struct {
		Start, End        int
		Type, Value, Text string
	}
}

func readGold(t testing.TB, file string) []goldDoc {
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var docs []goldDoc
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<22)
	for lines.Scan() {
		var d goldDoc
		if err := json.Unmarshal(lines.Bytes(), &d); err != nil {
			t.Fatal(err)
		}
		docs = append(docs, d)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return docs
}

// tally counts as the TempEval-3 scorer does.
type tally struct{ gold, found, strict, relaxedGold, relaxedFound, value int }

func (c *tally) add(d goldDoc, found []Expression) {
	c.gold += len(d.Gold)
	c.found += len(found)
	for _, g := range d.Gold {
		var exact, touched, valued bool
		for _, e := range found {
			if e.Start < g.End && g.Start < e.End {
				touched = true
				exact = exact || e.Start == g.Start && e.End == g.End
				valued = valued || e.Value == g.Value
			}
		}
		c.strict += count(exact)
		c.relaxedGold += count(touched)
		c.value += count(valued)
	}
	for _, e := range found {
		hit := false
		for _, g := range d.Gold {
			hit = hit || e.Start < g.End && g.Start < e.End
		}
		c.relaxedFound += count(hit)
	}
}

func count(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (c tally) f1(gold, found int) float64 {
	p, r := float64(found)/float64(max(1, c.found)), float64(gold)/float64(max(1, c.gold))
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

// wholeCorpus is all of MEANTIME's documents. They are not there in every clone.
var wholeCorpus = filepath.Join("..", "..", "..", "shared", "eval", "data", "dates", "meantime.jsonl")

// TestMeantime measures strict, relaxed and value F1 on news of the MEANTIME corpus
// (Minard et al., LREC 2016): on a sample, and on the whole where it is there.
func TestMeantime(t *testing.T) {
	t.Run("sample", func(t *testing.T) {
		meantime(t, filepath.Join("testdata", "meantime.jsonl"), floors{strict: .83, relaxed: .86, value: .73})
	})
	if _, err := os.Stat(wholeCorpus); err == nil {
		t.Run("whole", func(t *testing.T) { meantime(t, wholeCorpus, floors{strict: .86, relaxed: .897, value: .812}) })
	}
}

// floors are what F1 may not fall below.
type floors struct{ strict, relaxed, value float64 }

func meantime(t *testing.T, file string, least floors) {
	var whole tally
	var halves [2]tally
	for _, d := range readGold(t, file) {
		published, err := time.Parse(time.DateOnly, d.Published)
		if err != nil {
			// One document gives the day first.
			if published, err = time.Parse("02-01-2006", d.Published); err != nil {
				t.Fatal(err)
			}
		}
		found := Find(d.Text, published)
		whole.add(d, found)
		halves[crc32.ChecksumIEEE([]byte(d.ID))&1].add(d, found)
	}
	for i, c := range []tally{halves[0], halves[1], whole} {
		t.Logf("%-12s gold %d found %d strict %.3f relaxed %.3f value %.3f", []string{"development", "other half", "both"}[i], c.gold, c.found,
			c.f1(c.strict, c.strict), c.f1(c.relaxedGold, c.relaxedFound), c.f1(c.value, c.value))
	}
	for name, f := range map[string]struct{ got, floor float64 }{
		"strict":  {whole.f1(whole.strict, whole.strict), least.strict},
		"relaxed": {whole.f1(whole.relaxedGold, whole.relaxedFound), least.relaxed},
		"value":   {whole.f1(whole.value, whole.value), least.value},
	} {
		if f.got < f.floor {
			t.Errorf("%s F1 is %.3f, below the floor %.2f", name, f.got, f.floor)
		}
	}
}
