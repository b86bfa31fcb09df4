package gather

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// TestTeaserStays polls entries whose pages do not show the article: the feed's teaser stays, and the article says that
// it is no more.
func TestTeaserStays(t *testing.T) {
	p := newPolling(t, newSteppedClock(noon))
	shell := func(title, body string) string {
		return "<!doctype html><html lang=en><head><title>" + title + " - Echo</title></head><body><main><h1>" + title + "</h1>" + body + "</main></body></html>"
	}
	paragraph := "<p>The ferry to the islands runs again from the first of June, the harbour office said, with eight crossings a day and twelve on Sundays.</p>"
	s := newAnswers(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/feed":
			fmt.Fprint(w, rssOf(item("1", "/consent", "Night train returns", "The night train runs again from June, the railway said…"),
				item("2", "/ferry", "Ferry runs again", "The ferry to the islands runs again…"),
				item("3", "/paid", "Ferry crews get more pay", "The crews of the ferry to the islands…"),
				item("4", "/other", "Quarry closes in May", "The quarry closes after ninety years…")))
		case "/consent":
			fmt.Fprint(w, shell("Night train returns", strings.Repeat("<p>Before you read on: with up to 90 partners we keep files on your phone, so that advertising fits you. Please agree, or choose in the settings.</p>", 4)))
		case "/ferry":
			fmt.Fprint(w, shell("Ferry runs again", strings.Repeat(paragraph, 3)))
		case "/paid":
			fmt.Fprint(w, shell("Ferry crews get more pay", "<article>"+strings.ReplaceAll(strings.Repeat(paragraph, 2), "runs again", "pays its crews more")+"<div><p>This story is for members. Your first month costs one crown, and you can cancel whenever you like.</p></div></article>"))
		case "/other":
			fmt.Fprint(w, shell("Welcome to our shop", strings.Repeat("<p>Our shop has welcome gifts for all who order shoes before noon, and welcome they are to those who wear them out so fast.</p>", 4)))
		default:
			http.NotFound(w, r)
		}
	})
	p.poll(p.add(s.URL + "/feed"))
	for title, want := range map[string]struct {
		text             string
		fromPage, teaser bool
	}{
		"Night train returns":      {"The night train runs again", false, true},
		"Ferry runs again":         {"eight crossings a day", true, false},
		"Ferry crews get more pay": {"eight crossings a day", true, true},
		"Quarry closes in May":     {"after ninety years", false, true},
	} {
		a, err := p.store.Article(t.Context(), p.articles()[title].ID)
		if err != nil || a.FromPage != want.fromPage || a.TeaserOnly != want.teaser || !strings.Contains(a.Text, want.text) || strings.Contains(a.Text, "month") {
			t.Errorf("%s: %v, from its page: %t, teaser only: %t, %q", title, err, a.FromPage, a.TeaserOnly, a.Text)
		}
	}
}
