package terminal

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"quoth/bot"
	"quoth/knowledge"
)

var update = flag.Bool("update", false, "rewrite the expected renderings")

func day(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

var (
	ferry  = knowledge.Article{ID: 1, Title: "Ferry crews walk out in Portmouth over pay and hours", Source: "Harbour Post", Published: day(2024, 3, 10)}
	market = knowledge.Article{ID: 2, Title: "Markets", Source: "Tōkyō 新聞", Published: day(2024, 3, 11)}
	note   = knowledge.Article{ID: 3, Title: "A note without an outlet"}
)

// quoted makes a quote of text in which **words** answer.
func quoted(a knowledge.Article, link, text string) bot.Quote {
	const at = 100 // where the quote begins in its article
	before, rest, bold := strings.Cut(text, "**")
	answer, after, _ := strings.Cut(rest, "**")
	q := bot.Quote{Link: link, Quote: knowledge.Quote{
		Article: a, Text: before + answer + after, Range: knowledge.Range{Start: at, End: at + len(before+answer+after)},
	}}
	if bold {
		q.Answer = knowledge.Range{Start: at + len(before), End: at + len(before+answer)}
	}
	return q
}

// TestRenderings compares replies of each kind, in each style, with the files in
// testdata. There, "^[" is the escape character.
func TestRenderings(t *testing.T) {
	edited := quoted(note, "", "The council met for 10\u00a0000 minutes.")
	edited.Edited = true
	copied := quoted(market, "https://tokyo.example/a-very-long-address/that-is-never-wrapped/2024/03/11#:~:text=%E5%B8%82%E5%A0%B4",
		"市場は **三月十一日** に 古い 広場へ 移り、 人々は 喜んだ。")
	copied.Also = []knowledge.Article{ferry, {Source: "Evening Echo"}}
	for name, reply := range map[string]bot.Reply{
		"answer": {Blocks: []bot.Block{
			bot.Text{Text: "About: ferry strike"},
			quoted(ferry, "https://post.example/ferry", "The ferry strike in Portmouth ended **on Saturday, 9 March 2024**, when both sides signed an agreement\x1b[2J."),
			copied,
			edited,
			quoted(ferry, "https://post.example/ferry", "Crews went back to work."),
		}},
		"timeline": {Blocks: []bot.Block{
			bot.Heading{Text: "Timeline: ferry strike"},
			bot.Picture{Name: "timeline.png", Alt: "A timeline of “ferry strike” with 2 dates, from 8 March 2024 to 9 March 2024."},
			bot.Entry{Date: "8 March 2024", Note: "“Friday”, read against the publication date", Quotes: []bot.Quote{
				quoted(ferry, "https://post.example/ferry", "Ferry crews began their strike on Friday."),
			}},
			bot.Entry{Date: "9 March 2024", Quotes: []bot.Quote{
				quoted(ferry, "https://post.example/ferry", "It ended on 9 March 2024."),
				quoted(note, "", "On 9 March 2024 the harbour was open again, and the first boat left for the islands at noon."),
			}},
		}},
		"latest": {Blocks: []bot.Block{
			bot.Heading{Text: "Latest news"},
			bot.Headline{Article: market, Link: "https://tokyo.example/1"},
			bot.Headline{Article: ferry, Link: "https://post.example/ferry"},
			bot.Headline{Article: note},
		}},
		"notices": {Blocks: []bot.Block{
			bot.Notice{Text: "Nothing stored says this. Searched: 76 articles, up to 23 April 2025."},
			bot.Heading{Text: "Nearest that is stored"},
			quoted(ferry, "https://post.example/ferry", "Crews went back to work."),
			bot.Text{Text: "One line.\nAnother line, which is too long for a narrow window."},
		}},
	} {
		t.Run(name, func(t *testing.T) {
			var got bytes.Buffer
			for _, s := range []struct {
				name  string
				style Style
			}{{"plain", Style{}}, {"40 columns", Style{Width: 40}}, {"80 columns in colour", Style{Colour: true, Width: 80}}} {
				got.WriteString("-- " + s.name + " --\n")
				if err := Render(&got, reply, s.style); err != nil {
					t.Fatal(err)
				}
			}
			shown := strings.ReplaceAll(got.String(), "\x1b", "^[")
			file := filepath.Join("testdata", name+".txt")
			if *update {
				if err := os.WriteFile(file, []byte(shown), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), shown); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}
