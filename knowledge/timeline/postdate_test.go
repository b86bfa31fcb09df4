package timeline

import (
	"slices"
	"strings"
	"testing"

	"quoth/knowledge"
)

// TestUpdatedArticle has an article that keeps its day of publication, a Monday, while it
// tells what happened later in the week, as others do, and one that does mean the week before.
func TestUpdatedArticle(t *testing.T) {
	m := open(t,
		knowledge.Article{URL: "https://x.example/1", Title: "Storm Berta live", Source: "Echo", Language: "en", Published: day("2024-05-06"),
			Text: "Storm Berta tore the roof off Port Evans hospital on Wednesday. Storm Berta flooded the tunnel under Ashford harbour on Thursday."},
		knowledge.Article{URL: "https://x.example/2", Title: "Storm Berta hits Port Evans", Source: "Wire", Language: "en", Published: day("2024-05-08"),
			Text: "Storm Berta tore the roof off the hospital in Port Evans on Wednesday. Patients of the hospital were moved on 8 May because of Storm Berta."},
		knowledge.Article{URL: "https://x.example/3", Title: "Storm Berta floods Ashford tunnel", Source: "Gazette", Language: "en", Published: day("2024-05-09"),
			Text: "The tunnel under the harbour in Ashford was flooded by Storm Berta on Thursday. Storm Berta closed the Ashford tunnel on 9 May."},
		knowledge.Article{URL: "https://x.example/4", Title: "How Storm Berta was named", Source: "Post", Language: "en", Published: day("2024-05-06"),
			Text: "Forecasters gave Storm Berta its name on Wednesday after a vote of schoolchildren. Sailors were told of Storm Berta on Thursday by radio."},
	)
	entries, err := m.Timeline(t.Context(), Request{Topic: "Storm Berta"})
	if err != nil {
		t.Fatal(err)
	}
	told := map[string]string{"roof": "2024-05-08", "tunnel": "2024-05-09", "name": "2024-05-01", "radio": "2024-05-02"}
	for _, e := range entries {
		for word, date := range told {
			if strings.Contains(e.Quotes[0].Text, word) && e.Date != date {
				t.Errorf("told under %s instead of %s: %s", e.Date, date, e.Quotes[0].Text)
			}
			if updated := date > "2024-05-06"; strings.Contains(e.Quotes[0].Text, word) && slices.Contains(e.Outlets, "Echo") != updated {
				t.Errorf("%s %s is of %v", e.Date, e.Quotes[0].Text, e.Outlets)
			}
		}
	}
	if len(entries) < len(told) {
		t.Errorf("%d entries, want one for each of %v", len(entries), told)
	}
}
