package knowledge

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
)

// TestSealForm pins the form that README and Seal describe: who noted a seal can check it
// with any later program.
func TestSealForm(t *testing.T) {
	a := Article{Title: "Größe", Source: "Post", URL: "https://me:secret@post.example/1", Authors: []string{"A", "B"},
		Published: time.Date(2024, 3, 5, 10, 0, 0, 0, time.FixedZone("", 3600)), Text: strings.Repeat("x", SealBlock) + "y"}
	first, second := sha256.Sum256([]byte(strings.Repeat("x", 1024))), sha256.Sum256([]byte("y"))
	blocks := string(first[:16]) + string(second[:16])
	want := sha256.Sum256([]byte("12:quoth seal 1,7:Größe,4:Post,22:https://post.example/1,25:2024-03-05T10:00:00+01:00,1:2,1:A,1:B,4:1025,32:" + blocks + ","))
	if s := SealOf(&a); s.String() != fmt.Sprintf("%x", want) || string(s.Blocks) != blocks {
		t.Errorf("the seal is %s with %d bytes of digests, want %x", s, len(s.Blocks), want)
	}
	day, seen := a, a
	day.DateOnly, seen.FirstSeen = true, true
	seals := map[string]bool{}
	for _, x := range []Article{a, day, seen, {}, {Title: "a", Source: "b"}, {Title: "ab"}, {Authors: []string{"a", "b"}}, {Authors: []string{"ab"}}} {
		seals[SealOf(&x).String()] = true
	}
	if len(seals) != 8 {
		t.Errorf("8 articles have %d seals", len(seals))
	}
	if back := ParseSeal(SealOf(&a).Bytes()); back.Check(&a) != nil {
		t.Error("a seal that was stored does not hold")
	}
	for _, cut := range []string{"", "x", strings.Repeat("x", 40)} {
		if ParseSeal([]byte(cut)).Check(&a) == nil {
			t.Errorf("%q holds as a seal", cut)
		}
	}
}

// TestProof changes every field of a proof in turn.
func TestProof(t *testing.T) {
	a := Article{Title: "T", Source: "Post", URL: "https://post.example/1", Authors: []string{"A"}, Published: time.Date(2024, 3, 5, 0, 0, 0, 0, time.UTC), DateOnly: true,
		Text: strings.Repeat("äöü ", SealBlock)}
	r := Range{SealBlock - 2, SealBlock + 5} // seven bytes: "äöü "
	blocks := Covering(r)
	x := Excerpt{Article: a, Seal: SealOf(&a), Size: len(a.Text), Start: blocks.Start, Text: a.Text[blocks.Start:blocks.End]}
	p, err := x.Proof(r)
	if err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	var back Proof
	if err := json.Unmarshal(data, &back); err != nil || back.Verify() != nil || back.Quote != a.Text[r.Start:r.End] {
		t.Fatalf("what was written does not hold: %v, %s", err, data)
	}
	for field, change := range map[string]func(*Proof){
		"quote": func(p *Proof) { p.Quote = "other" }, "start": func(p *Proof) { p.Start-- }, "end": func(p *Proof) { p.End = 1 << 40 }, "title": func(p *Proof) { p.Title += " " },
		"outlet": func(p *Proof) { p.Outlet = "" }, "address": func(p *Proof) { p.Address = "x" }, "date": func(p *Proof) { p.Date = "2024-03-06" },
		"authors": func(p *Proof) { p.Authors = nil }, "size": func(p *Proof) { p.Size++ }, "from": func(p *Proof) { p.From += SealBlock }, "before the text": func(p *Proof) { p.From = -SealBlock },
		"text": func(p *Proof) { p.Text[0] ^= 1 }, "blocks": func(p *Proof) { p.Blocks[40] ^= 1 }, "no blocks": func(p *Proof) { p.Blocks = nil },
		"seal": func(p *Proof) { p.Seal = strings.Repeat("0", 64) }, "no seal": func(p *Proof) { p.Seal = "" },
	} {
		var changed Proof
		if err := json.Unmarshal(data, &changed); err != nil {
			t.Fatal(err)
		}
		if change(&changed); !errors.Is(changed.Verify(), ErrSeal) {
			t.Errorf("with another %s it holds: %v", field, changed.Verify())
		}
	}
	x.Seal = Seal{}
	if _, err := x.Proof(r); !errors.Is(err, ErrSeal) {
		t.Errorf("what is not sealed has a proof: %v", err)
	}
}
