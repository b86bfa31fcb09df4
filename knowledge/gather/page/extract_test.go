package page

import (
	"strings"
	"testing"
)

// TestReadPageFindsTheText reads pages on which the article is easily missed or mixed with something else.
func TestReadPageFindsTheText(t *testing.T) {
	paragraphs := strings.SplitAfter(story, "</p>")
	const lead = "After three years of talks the harbour of Ashford gets its tram"
	terms := strings.Repeat("<p>Deliveries within the country are free of charge from a value of sixty crowns, otherwise we charge eight crowns for each parcel that leaves our house.</p>", 8)
	for name, c := range map[string]struct {
		html         string
		with, within string // must stand in the text; must not
	}{
		"lead that is the description": {`<meta name="description" content="` + lead + `"><body><div class="top"><h1>Tram line approved</h1><div>` + lead + `</div><ul><li>Share</li></ul></div><div class="text">` + story + `</div>`,
			lead, "Share"},
		"lead by name": {`<body><div><h1>Tram line approved</h1><div class="standfirst">The harbour gets its tram after many years in which the council could not agree on who was to pay for it.</div></div><div class="text">` + story + `</div>`,
			"who was to pay for it", ""},
		"terms of a shop below the text": {`<title>Tram line approved in Ashford</title><body><div><h1>Tram line approved in Ashford</h1><div>` + paragraphs[0] + `</div></div><ul>` + strings.Repeat("<li><a href=/p>A thing to buy</a></li>", 30) +
			`</ul><div class="dialog-like"><h4>Delivery</h4>` + terms + `</div>`, "voted on Tuesday", "crowns"},
		"longer box about the author": {`<meta name="description" content="Crews closed the swing bridge for 25 nights to change its bearings."><title>Bridge closed at night</title><body><h1>Bridge closed at night</h1><div>Crews closed the swing bridge for 25 nights to change its bearings.</div>` +
			`<div class="k7"><p>Ines Weller writes for the Echo of theatres and gardens. She was born on a farm, has sung in two choirs, and keeps seven hens and a donkey.</p><p>She answers whoever sends her a letter, though she takes her time for it, and she is not to be hurried by anybody.</p></div>`,
			"Crews closed", "donkey"},
		"longer note of a shop": {`<meta name="description" content="Crews closed the swing bridge for 25 nights to change its bearings."><title>Bridge closed at night</title><body><div><h1>Bridge closed at night</h1></div><div>Crews closed the swing bridge for 25 nights to change its bearings.</div><div>` + terms[:len(terms)/4] + `</div>`,
			"Crews closed", "parcel"},
		"text in sections": {`<title>Tram line approved</title><body><h1>Tram line approved</h1><div class="row"><div>` + paragraphs[0] + `</div></div><div class="row"><div><h2>Shops</h2>` + paragraphs[1] +
			`</div></div><div class="row"><div><h2>Times</h2>` + paragraphs[2] + `</div></div>`, "every ten minutes", ""},
	} {
		text := read(t, "<!doctype html><html lang=en>"+c.html+"</body></html>", "", "").Text
		if !strings.Contains(text, c.with) {
			t.Errorf("%s: %q is lost: %q", name, c.with, text)
		}
		if c.within != "" && strings.Contains(text, c.within) {
			t.Errorf("%s: the text holds %q: %q", name, c.within, text)
		}
	}
}
