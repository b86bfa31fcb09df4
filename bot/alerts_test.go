package bot_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"quoth/bot"
	"quoth/knowledge"
)

// TestTestOfACommonTopic asks what the last days would have brought on a word that
// an outlet prints in more articles than are looked at.
func TestTestOfACommonTopic(t *testing.T) {
	at := time.Date(2024, 5, 6, 11, 0, 0, 0, time.UTC)
	var articles []knowledge.Article
	add := func(source string, count int, padding string) {
		for range count {
			n := len(articles)
			articles = append(articles, knowledge.Article{URL: fmt.Sprintf("https://%s.example/%d", source, n), Title: fmt.Sprintf("Ferry%d ferry of town%d", n, n*3),
				Source: source, Language: "en", Published: at.Add(-time.Duration(n) * time.Minute), Text: fmt.Sprintf("The ferry%d ferry of town%d sails. %s", n, n*3, padding)})
		}
	}
	add("tabloid", 3000, "")
	add("post", 150, "The crews of other harbours walked out. "+strings.Repeat("The weather was calm and the water low for the season. ", 5))
	articles = append(articles, knowledge.Article{URL: "https://herald.example/1", Title: "A bridge opens", Source: "Herald", Language: "en", Published: at, Text: "A bridge opens in June."})
	k := start(t, articles...)
	for _, c := range []struct {
		topic, want string
		shown       int
		newest      bool
	}{
		{"ferry", "brought at least 3,000 alerts on", 100, true},
		{"ferry source:Post", "brought 150 alerts on", 100, true},
		{"ferry -source:Tabloid", "brought 150 alerts on", 100, true},
		{"ferry17", "brought 1 alert on", 1, false},
		{"ferry source:Herald", "brought no alert on", 0, false},
		{"ferry -source:Tabloid -source:Post", "brought no alert on", 0, false},
		{"ferry -sails", "I looked at 3,000 articles with its words, and none is on", 0, false},
	} {
		k.say(t, "/follow "+c.topic)
		reply := k.say(t, "/alerts test "+c.topic)
		if got := words(reply); !strings.Contains(got, c.want) || len(blocks[bot.Headline](reply)) != c.shown || strings.Contains(got, "The newest of them:") != c.newest {
			t.Errorf("the test of %s shows %d headlines under %.300s", c.topic, len(blocks[bot.Headline](reply)), got)
		}
	}
}

// TestTestOfALevel asks what the last days would have brought at each level: a story, its change,
// and a mention.
func TestTestOfALevel(t *testing.T) {
	at := time.Date(2024, 5, 6, 11, 0, 0, 0, time.UTC)
	const match = " The final of the Norland Cup between Elmstead and Ashford is played at Port Evans, in a stadium for 40,000."
	article := func(n int, title, text string) knowledge.Article {
		return knowledge.Article{URL: fmt.Sprintf("https://post.example/%d", n), Title: title, Source: "Post", Language: "en", Published: at.AddDate(0, 0, n-5), Text: text}
	}
	k := start(t,
		article(1, "Elmstead meet Ashford in Norland Cup final", "Elmstead and Ashford meet in the Norland Cup final on Saturday."+match),
		article(2, "Elmstead win Norland Cup after penalties, thousands cheer late goalkeeper hero", "Elmstead won the Norland Cup final against Ashford on penalties on Saturday, 4-3."+match),
		article(3, "Choir sings at market place", strings.Repeat("The wheel turned and the soup was hot and the bread was fresh and people were glad of it. ", 12)+"He came from Norland."))
	k.say(t, "/follow Norland")
	for _, c := range []struct {
		level string
		shown int
	}{{"calm", 1}, {"normal", 2}, {"all", 3}} {
		k.say(t, "/alerts edit 1 level:"+c.level)
		if reply := k.say(t, "/alerts test 1"); len(blocks[bot.Headline](reply)) != c.shown {
			t.Errorf("at the level %s the test says %s", c.level, words(reply))
		}
	}
}
