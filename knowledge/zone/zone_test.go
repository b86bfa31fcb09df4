package zone

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"quoth/knowledge"
	"quoth/knowledge/heaptest"
	"quoth/knowledge/text"
)

var update = flag.Bool("update", false, "write the golden files")

// readCase reads a case: header lines, a blank line, the text, and behind a line of
// equals signs the golden parts.
func readCase(t *testing.T, file string) (a knowledge.Article, head, golden string) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	head, golden, _ = strings.Cut(string(data), "\n====\n")
	fields, body, _ := strings.Cut(head, "\n\n")
	for line := range strings.Lines(fields) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
		switch name {
		case "title":
			a.Title = value
		case "source":
			a.Source = value
		case "author":
			a.Authors = append(a.Authors, value)
		case "language":
			a.Language = value
		case "published":
			if a.Published, err = time.Parse(time.RFC3339, value); err != nil {
				t.Fatal(err)
			}
		default:
			t.Fatalf("%s: unknown field %q", file, name)
		}
	}
	a.Text = body
	return a, head, golden
}

func layoutOf(a *knowledge.Article, times func(uint32) int) Layout {
	return Read(a, text.AppendTerms(nil, a.Text, a.Language)).Layout(times)
}

func show(a *knowledge.Article, l Layout) string {
	var b strings.Builder
	for _, p := range l.Parts {
		fmt.Fprintf(&b, "%-13s| %s", p.Role, strings.ReplaceAll(a.Text[p.Start:p.End], "\n", "⏎"))
		if !p.Heads.Empty() {
			heads := a.Text[p.Heads.Start:p.Heads.End]
			fmt.Fprintf(&b, " → %s … %s", firstWord(heads), heads[strings.LastIndexAny(heads, " \n")+1:])
		}
		b.WriteByte('\n')
	}
	for _, p := range l.Posts {
		fmt.Fprintf(&b, "post %s | %s | %s … %s\n", p.Published.Format(time.RFC3339), a.Text[p.Headline.Start:p.Headline.End],
			firstWord(a.Text[p.Start:p.End]), a.Text[p.Start:p.End][strings.LastIndexAny(a.Text[p.Start:p.End], " \n")+1:])
	}
	return b.String()
}

func firstWord(s string) string {
	if i := strings.IndexAny(s, " \n"); i >= 0 {
		return s[:i]
	}
	return s
}

// TestCases compares the parts of the articles under testdata with what a reader makes
// of them.
func TestCases(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			a, head, golden := readCase(t, file)
			l := layoutOf(&a, nil)
			checkLayout(t, &a, l)
			got := show(&a, l)
			if *update {
				if err := os.WriteFile(file, []byte(head+"\n====\n"+got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if got != golden {
				t.Errorf("the parts are\n%s\nwant\n%s", got, golden)
			}
		})
	}
}

// checkLayout holds a layout to what it promises of any text.
func checkLayout(t *testing.T, a *knowledge.Article, l Layout) {
	t.Helper()
	end := 0
	for _, p := range l.Parts {
		if p.Start < end || p.End <= p.Start || p.End > len(a.Text) || !p.Role.Known() {
			t.Fatalf("part %+v after byte %d of %d", p, end, len(a.Text))
		}
		if !utf8.ValidString(a.Text[p.Start:p.End]) {
			t.Fatalf("part %+v cuts a rune", p)
		}
		if gap := strings.TrimFunc(a.Text[end:p.Start], unicode.IsSpace); gap != "" {
			t.Fatalf("%q is in no part", gap)
		}
		if !p.Heads.Empty() && (p.Role != knowledge.RoleHeading || p.Heads.Start < p.End || p.Heads.End > len(a.Text)) {
			t.Fatalf("part %+v heads what it cannot", p)
		}
		end = p.End
	}
	if gap := strings.TrimFunc(a.Text[end:], unicode.IsSpace); gap != "" {
		t.Fatalf("%q is in no part", gap)
	}
	at := 0
	last := 0
	for _, s := range l.Sentences {
		if s.Start < last || s.Empty() {
			t.Fatalf("sentence %+v after byte %d", s, last)
		}
		last = s.End
		for at < len(l.Parts) && l.Parts[at].End < s.End {
			at++
		}
		if at == len(l.Parts) || !l.Parts[at].Contains(s) || !l.Parts[at].Role.Quotable() {
			t.Fatalf("sentence %+v (%q) lies in no quotable part", s, a.Text[s.Start:s.End])
		}
	}
	end = 0
	for _, p := range l.Posts {
		if p.Start < end || p.End > len(a.Text) || p.Empty() || !p.Headline.Empty() && !p.Contains(p.Headline) {
			t.Fatalf("post %+v after byte %d", p, end)
		}
		end = p.End
	}
}

// TestWhatAnOutletRepeats has lines that stood in other articles of the outlet.
func TestWhatAnOutletRepeats(t *testing.T) {
	a := knowledge.Article{Source: "The Norland Echo", Language: "en", Text: strings.Join([]string{
		"The council of Port Evans voted on Tuesday for a bridge over the narrow part of the harbour.",
		"Find the town council's page in your evening edition.",
		"The mayor did not want to speak about the cost of the bridge, which is not known.",
		"Headache",
		"Stiff neck",
		"Fever",
		"What is the weather like?",
		"It rained on 12 days in May, the weather service said, and the wind came from the west.",
		"A word to you about 14 of our friends.",
	}, "\n\n")}
	d := Read(&a, text.AppendTerms(nil, a.Text, a.Language))
	if n := len(d.Lines()); n != 9 {
		t.Errorf("%d lines may be repeated, want all of the short text", n)
	}
	often := map[uint32]int{
		Fingerprint("Find the town council's page in your evening edition."): 7,
		Fingerprint("Headache"):                  11,
		Fingerprint("What is the weather like?"): 11,
		Fingerprint("It rained on 31 days in May, the weather service said, and the wind came from the west."): 40,
		Fingerprint("A word to you about 23 of our friends."):                                                  6,
	}
	l := d.Layout(func(line uint32) int { return often[line] })
	checkLayout(t, &a, l)
	want := []knowledge.Role{knowledge.RoleLead, knowledge.RoleBoilerplate, knowledge.RoleBody, knowledge.RoleListItem, knowledge.RoleListItem, knowledge.RoleListItem,
		knowledge.RoleHeading, knowledge.RoleBody, knowledge.RoleBoilerplate}
	for i, p := range l.Parts {
		if i >= len(want) || p.Role != want[i] {
			t.Errorf("part %d is %v: %s", i, p.Role, a.Text[p.Start:p.End])
		}
	}
}

// TestMarkedLines has the operator mark a line of news, and one with another figure.
func TestMarkedLines(t *testing.T) {
	a := knowledge.Article{Source: "The Norland Echo", Language: "en", Text: "The council of Port Evans voted on Tuesday for a bridge.\n\n  Our readers walked 14 miles on Sunday.\n\nThe mayor did not want to speak about its cost."}
	d := Read(&a, text.AppendTerms(nil, a.Text, a.Language))
	d.Mark(map[uint32]bool{Fingerprint("Our readers walked 23 miles on Sunday.\n"): true})
	l := d.Layout(nil)
	checkLayout(t, &a, l)
	want := []knowledge.Role{knowledge.RoleLead, knowledge.RoleBoilerplate, knowledge.RoleBody}
	for i, p := range l.Parts {
		if len(l.Parts) != len(want) || p.Role != want[i] {
			t.Errorf("part %d is %v: %s", i, p.Role, a.Text[p.Start:p.End])
		}
	}
	if len(l.Sentences) != 2 {
		t.Errorf("the sentences that tell news are %v", l.Sentences)
	}
}

// TestEveryLanguageHasEveryCue holds the tables to each other.
func TestEveryLanguageHasEveryCue(t *testing.T) {
	for language, table := range phrases {
		for name := range cueNames {
			if name == "agency" || name == "label" && language != "en" {
				continue // names, the same everywhere
			}
			if !strings.Contains(table, "\n"+name+": ") {
				t.Errorf("%s has no phrases for %s", language, name)
			}
		}
		for field := range strings.SplitSeq(strings.ReplaceAll(table, "\n\t", " "), "\n") {
			if name, _, ok := strings.Cut(field, ":"); ok && cueNames[name] == 0 {
				t.Errorf("%s has phrases for %q, which is no cue", language, name)
			}
		}
		if months[language] == "" || weekdays[language] == "" || units[language] == "" {
			t.Errorf("%s lacks months, weekdays or units", language)
		}
	}
}

// FuzzLayout divides any bytes and holds the parts to what they promise.
func FuzzLayout(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.txt")
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		_, body, _ := bytes.Cut(data, []byte("\n\n"))
		f.Add(string(body), "en", true)
	}
	f.Add("CNN —\n\n– \n•\n\u00a0—\n1. \n(AP) –", "de", false)
	f.Add("Updated 9 p.m.\nUpdated", "fr", true)
	f.Fuzz(func(t *testing.T, s, language string, repeated bool) {
		a := knowledge.Article{Title: "Live updates", Source: "Echo", Language: language, Text: text.Normalize(s), Published: time.Date(2024, 5, 6, 12, 0, 0, 0, time.UTC)}
		var times func(uint32) int
		if repeated {
			times = func(line uint32) int { return int(line % 30) }
		}
		var layout Layout
		heaptest.Within(t, len(s), func() {
			d := Read(&a, text.AppendTerms(nil, a.Text, language))
			if repeated {
				d.Lines()
			}
			layout = d.Layout(times)
		})
		checkLayout(t, &a, layout)
	})
}
