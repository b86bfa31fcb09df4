package page

import (
	"testing"
	"time"

	"quoth/bot"
	"quoth/knowledge"
)

// TestSourceTime shows when an article was printed as a time of Telegram's where its time of
// day is known, outside of the link, and a day alone as words: there is no time that is on that
// day for every reader.
func TestSourceTime(t *testing.T) {
	printed := time.Date(2024, 5, 6, 22, 30, 0, 0, time.FixedZone("", -4*3600))
	midnight := time.Date(2024, 5, 6, 0, 0, 0, 0, time.UTC)
	for want, c := range map[string]struct {
		article knowledge.Article
		now     time.Time
	}{
		`<a href="https://a.example/">Gazette</a> · <tg-time unix="1715049000" format="r">today 02:30</tg-time>`: {knowledge.Article{Published: printed}, printed.Add(time.Hour)},
		`<a href="https://a.example/">Gazette</a> · <tg-time unix="1715049000" format="D">7 May</tg-time>`:       {knowledge.Article{Published: printed}, printed.AddDate(0, 1, 0)},
		`<a href="https://a.example/">Gazette · yesterday</a>`:                                                   {knowledge.Article{Published: midnight, DateOnly: true}, midnight.AddDate(0, 0, 1)},
		`<a href="https://a.example/">Gazette · today</a>`:                                                       {knowledge.Article{Published: midnight}, midnight.Add(time.Hour)},
		`<a href="https://a.example/">Gazette · first seen today 02:30</a>`:                                      {knowledge.Article{Published: printed, FirstSeen: true}, printed.Add(time.Hour)},
		`<a href="https://a.example/">Gazette</a>`:                                                               {knowledge.Article{}, printed},
	} {
		c.article.Source = "Gazette"
		got := Render([]bot.Block{bot.Source{Article: c.article, Link: "https://a.example/"}}, bot.Calendar{Now: c.now, Zone: time.UTC}).String()
		if got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}
