package answer

import (
	"strings"
	"testing"

	"quoth/knowledge"
)

// TestContext shows what a quote leans on beside it.
func TestContext(t *testing.T) {
	a := open(t, knowledge.Article{URL: "https://a.example/weir", Title: "The weir of Dunwick is mended", Source: "Echo", Published: day("2024-04-03"), Language: "en",
		Text: "The weir of Dunwick is mended at last.\n\nEngineer Mira Okonjo led the work for two years. She was born in Ankara and studied in Holm.\n\n" +
			"Ada Lowe, the mayor, thanked everybody on Tuesday.\n\n" +
			"The old weir had more herons than I could count.\n\n— Tom Brandt (@tombrandt) April 2, 2024\n\nThe work cost 3 million euros."})
	for _, c := range []struct{ question, quote, context, bold string }{
		{"Where was Mira Okonjo born?", "born in Ankara", "Engineer Mira Okonjo led", "Ankara"},
		{"Who tweeted about the herons?", "more herons", "— Tom Brandt (@tombrandt)", "Tom Brandt"},
	} {
		q, _ := first(t, a, Question{Text: c.question})
		var context []string
		size := 0
		for _, p := range q.Context {
			context = append(context, p.Text)
			size += p.End - p.Start
		}
		if !strings.Contains(q.Text, c.quote) || !strings.Contains(strings.Join(context, "\n"), c.context) || bold(q) != c.bold {
			t.Errorf("%s: %q beside %q, bold %q", c.question, q.Text, context, bold(q))
		}
		if len(q.Context) > 2 || size > 400 {
			t.Errorf("%s: %d passages of context, %d bytes", c.question, len(q.Context), size)
		}
	}
}

// TestQuotesDiffer shows no two quotes that say the same, and a figure that differs.
func TestQuotesDiffer(t *testing.T) {
	article := func(n, date, body string) knowledge.Article {
		return knowledge.Article{URL: "https://a.example/" + n, Title: "The flood in Holm", Source: "Echo " + n, Published: day(date), Language: "en", Text: body}
	}
	a := open(t, article("1", "2024-05-01", "The flood in Holm killed 12 people, the police said."),
		article("2", "2024-05-01", "The flood in Holm killed 12 people, the police said on Wednesday."),
		article("3", "2024-05-03", "The flood in Holm killed 19 people, the town said."),
		article("4", "2024-05-02", "A bridge in Elmstead was closed for repairs."))
	_, got := first(t, a, Question{Text: "How many people did the flood in Holm kill?"})
	values := map[string]int{}
	for _, q := range got.Quotes {
		values[q.Value]++
	}
	if values["12"] != 1 || values["19"] != 1 || len(got.Quotes) < 2 || got.Quotes[1].Value == "" {
		for _, q := range got.Quotes {
			t.Logf("%q: %s", q.Text, q.Value)
		}
		t.Errorf("12 stands there %d times, 19 %d times", values["12"], values["19"])
	}
}
