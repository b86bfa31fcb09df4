package intent

import "testing"

// TestOfHand reads lines that ask for what was shown in another way.
func TestOfHand(t *testing.T) {
	stored := func() []string { return []string{"USA Today", "CNN", "The Week", "Süddeutsche Zeitung"} }
	for _, x := range []struct {
		line, kind, arg string
		listed          bool
	}{
		{"only usa today", "outlet", "usa today", false},
		{"from cnn", "outlet", "cnn", false},
		{"only from the guardian", "outlet", "the guardian", false},
		{"just from nytimes.com please", "outlet", "nytimes.com", false},
		{"what does cnn say", "outlet", "cnn", false},
		{"usa today", "outlet", "usa today", false},
		{"and the week?", "outlet", "the week", false},
		{"limit it to usatoday", "outlet", "usatoday", false},
		{"nur die süddeutsche", "outlet", "süddeutsche", false},
		{"nur aus der SZ", "outlet", "SZ", false},
		{"seulement le monde", "outlet", "le monde", false},
		{"solo de el país", "outlet", "el país", false},
		{"solo da repubblica", "outlet", "repubblica", false},
		{"só da folha", "outlet", "folha", false},
		{"только тасс", "outlet", "тасс", false},
		{"sadece hürriyet", "outlet", "hürriyet", false},
		{"only show cnn", "outlet", "cnn", false},
		{"in usa today only", "outlet", "usa today", false},
		{"did cnn write about it", "outlet", "cnn", false},
		{"use only cnn from now on", "outlet", "cnn", false},
		{"is that from cnn", "cited", "cnn", false},
		{"did cnn fire its boss", "", "", false},
		{"from all outlets again", "outlet", "", false},
		{"aus allen zeitungen", "outlet", "", false},
		{"only from gaza", "", "", false},
		{"from today", "", "", false},
		{"just the facts", "", "", false},
		{"first one again", "nth", "1", false},
		{"the second one", "nth", "2", false},
		{"show me the last one again", "nth", "-1", false},
		{"open 3", "nth", "3", false},
		{"3", "nth", "3", true},
		{"3", "", "", false},
		{"which one is the third", "nth", "3", true},
		{"montre-moi le dernier", "nth", "-1", false},
		{"number 4", "nth", "4", true},
		{"the 2nd article", "nth", "2", true},
		{"and the last one?", "nth", "-1", true},
		{"and the last one?", "", "", false},
		{"öffne den dritten", "nth", "3", true},
		{"den ersten nochmal", "nth", "1", false},
		{"ouvre le deuxième", "nth", "2", true},
		{"la segunda otra vez", "nth", "2", false},
		{"apri il terzo", "nth", "3", false},
		{"abre a segunda notícia", "nth", "2", false},
		{"открой вторую", "nth", "2", false},
		{"üçüncüyü aç", "nth", "3", false},
		{"go back to the first one", "nth", "1", false},
		{"back to the last one", "previous", "", false},
		{"show that again", "again", "", false},
		{"noch mal", "again", "", false},
		{"noch einmal bitte", "again", "", false},
		{"répète", "again", "", false},
		{"ещё раз", "again", "", false},
		{"who won again", "", "", false},
		{"who was the first to land", "", "", true},
		{"second amendment", "", "", true},
	} {
		got := Read(Line{Text: x.line, Private: true, To: ToBot, Answered: true, Listed: x.listed, Outlets: stored}, commands)
		if arg := got.Args["source"] + got.Args["nth"]; string(got.Kind) != x.kind || x.kind != "" && arg != x.arg {
			t.Errorf("%q is %s %s %v", x.line, got.Act, got.Kind, got.Args)
		}
	}
}

// TestOutlets finds outlets by what people call them.
func TestOutlets(t *testing.T) {
	stored := []string{"USA Today", "CNN", "The New York Times", "Frankfurter Allgemeine Zeitung", "BBC News", "Süddeutsche Zeitung", "The Guardian", "ANSA", "college.usatoday.com"}
	for name, want := range map[string]string{
		"usa today": "USA Today", "usatoday.com": "USA Today", "cnn": "CNN", "edition.cnn.com": "CNN", "nyt": "The New York Times", "nytimes.com": "The New York Times",
		"ny times": "The New York Times", "faz": "Frankfurter Allgemeine Zeitung", "bbc": "BBC News", "news.bbc.co.uk": "BBC News", "sz": "Süddeutsche Zeitung", "guardian": "The Guardian",
		"www.theguardian.com": "The Guardian", "the Guardian": "The Guardian", "ansa.it": "ANSA", "reuters": "", "today.com": "", "": "",
	} {
		got := Outlets(name, stored)
		if want == "" && len(got) > 0 || want != "" && (len(got) == 0 || got[0] != want) {
			t.Errorf("%q is %q", name, got)
		}
	}
}
