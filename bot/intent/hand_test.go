package intent

import (
	"cmp"
	"maps"
	"testing"
)

// TestOfHand reads lines that ask for what was shown in another way.
func TestOfHand(t *testing.T) {
	stored := func() []string {
		return []string{"USA Today", "CNN", "The Week", "Süddeutsche Zeitung", "Le Monde", "El País"}
	}
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
		{"and cnn?", "outlet", "cnn", false},
		{"only the week", "outlet", "week", false},
		{"and the week?", "", "", false},
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

// TestNewestNews reads lines that ask for the news, which no list holds, and others like them
// that ask for one of a list.
func TestNewestNews(t *testing.T) {
	for _, x := range []struct{ line, fresh, listed string }{
		{"give me the top news", "latest", "latest"},
		{"show top news", "latest", "latest"},
		{"top news", "latest", "latest"},
		{"top headline", "latest", "latest"},
		{"top story", "ask", "ask"},
		{"what's the top story", "ask", "ask"},
		{"last news", "latest", "latest"},
		{"son haber", "latest", "latest"},
		{"letzte nachricht", "latest", "latest"},
		{"die letzte nachricht", "latest", "latest"},
		{"última noticia", "latest", "latest"},
		{"последняя новость", "latest", "latest"},
		{"dernière nouvelle", "latest", "latest"},
		{"ultima notizia", "latest", "latest"},
		{"última notícia", "latest", "latest"},
		{"the last headline", "ask", "nth"},
		{"the last news item", "ask", "nth"},
		{"the second news", "ask", "nth"},
		{"öffne die letzte nachricht", "nth", "nth"},
		{"la última noticia de la lista", "ask", "nth"},
		{"open the first headline", "nth", "nth"},
		{"read the second article", "nth", "nth"},
		{"first one again", "nth", "nth"},
		{"open 3", "nth", "nth"},
		{"3 aç", "nth", "nth"},
		{"show me the first quote", "nth", "nth"},
		{"just now", "silent", "silent"},
		{"latest from the economist", "latest", "latest"},
		{"nachrichten von der zeit", "latest", "latest"},
		{"do you have the hindu", "sources", "sources"},
		{"show me the last one", "nth", "nth"},
	} {
		for _, listed := range []bool{false, true} {
			got, want := Read(Line{Text: x.line, Private: true, To: ToBot, Listed: listed, Answered: listed}, commands), x.fresh
			if listed {
				want = x.listed
			}
			if is := cmp.Or(got.Command, string(got.Kind), string(got.Act)); is != want {
				t.Errorf("%q, behind a list %v, is %s, not %s", x.line, listed, is, want)
			}
		}
	}
}

// TestNewsOfThings reads lines that ask for news of what outlets go by, too, and name none.
func TestNewsOfThings(t *testing.T) {
	for _, line := range []string{
		"science news", "nature news", "people news", "news on science", "latest news on the sun", "articles on nature", "headlines in fortune", "nachrichten aus der welt",
		"noticias del tiempo", "noticias del país", "noticias en el mundo", "titulares de reforma", "notícias no mundo", "les infos du soir", "sabah haberleri",
	} {
		if got := Read(Line{Text: line, Private: true, To: ToBot}, commands); got.Args["source"] != "" {
			t.Errorf("%q is %s %v", line, cmp.Or(got.Command, string(got.Kind)), got.Args)
		}
	}
}

// TestEverydayNames reads lines with words that outlets go by, too: these are meant where one is
// stored and the line says that it is to be this one alone.
func TestEverydayNames(t *testing.T) {
	for _, line := range []string{
		"was sagt die presse", "was sagt die presse dazu?", "dans le monde", "du monde", "en el mundo", "del mundo", "no mundo", "no globo", "y en el mundo?", "e no mundo?", "в мире", "dünyadan",
		"from people", "what did people say about it", "what does science say", "from today", "and in nature?",
		"time", "nature", "the sun", "le monde", "die welt", "die zeit", "the week", "reason", "vice", "time news", "science instead",
		"only u.s.", "from u.s.", "what did u.s. say", "from a.i.", "only 3.5", "from 7.5",
	} {
		for _, stored := range [][]string{nil, {"Time", "Nature", "The Sun", "People", "Science", "Le Monde", "El Mundo", "Die Welt", "Die Zeit", "Die Presse", "O Globo", "The Week", "Reason", "Vice", "Мир", "Dünya", "USA Today"}} {
			for _, answered := range []bool{false, true} {
				got := Read(Line{Text: line, Private: true, To: ToBot, Answered: answered, Outlets: func() []string { return stored }}, commands)
				if got.Kind == Outlet || got.Kind == Cited {
					t.Errorf("%q, with %d outlets, behind an answer %v, is %s %v", line, len(stored), answered, got.Kind, got.Args)
				}
			}
		}
	}
	stored := func() []string { return []string{"Time", "Nature", "Le Monde", "Die Welt", "El Mundo", "Reason"} }
	for line, want := range map[string]string{
		"only time": "time", "just nature please": "nature", "seulement le monde": "le monde", "nur die welt": "welt", "solo de el mundo": "el mundo", "limit it to reason": "reason", "from time.com only": "time.com",
		"only science": "", "only people": "", "nur die presse": "", "solo en el país": "", "from cnn": "", "what does reuters say": "", "only reuters": "reuters",
	} {
		got := Read(Line{Text: line, Private: true, To: ToBot, Answered: true, Outlets: stored}, commands)
		if got.Kind == Outlet != (want != "") || got.Args["source"] != want {
			t.Errorf("%q is %s %s %v", line, got.Act, got.Kind, got.Args)
		}
	}
	if got := Read(Line{Text: "what does cnn say", Private: true, To: ToBot, Outlets: func() []string { return []string{"CNN"} }}, commands); got.Kind == Outlet {
		t.Errorf("with nothing in hand %v is meant", got.Args)
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

// TestAskedOutlets reads lines that ask an outlet, or all but one, about what is talked of.
func TestAskedOutlets(t *testing.T) {
	stored := func() []string {
		return []string{"CNN", "Fox News", "The Guardian", "Time", "People", "The Hill", "Le Monde", "Le Figaro", "El País", "El Mundo", "Die Zeit", "Die Presse", "La Stampa", "La Repubblica", "O Globo", "Folha", "Коммерсантъ", "ТАСС", "Hürriyet", "Vice", "L'Équipe", "The Sun", "Новая газета", "Известия", "Anadolu Ajansı"}
	}
	for line, want := range map[string]string{
		"что пишет коммерсант": "коммерсант", "без коммерсанта": "-коммерсанта", "кроме тасса": "-тасса", "не из новой газеты": "-новой газеты", "без коммерсанта и новой газеты": "-коммерсанта\n-новой газеты", "по данным новой газеты": "новой газеты", "без известий": "", "без газеты": "", "без света": "",
		"anadolu ajansı hariç": "-anadolu ajansı", "sadece Anadolu Ajansı'ndan": "Anadolu Ajansı", "et d'après le monde ?": "le monde", "y según el mundo": "el mundo",
		"what does cnn say": "cnn", "and what did the guardian write about it?": "the guardian", "how did fox news report it": "fox news", "what does time say": "time", "what does the hill say about that": "the hill", "what is vice saying": "vice",
		"What did People say": "People", "what did people say": "", "what does the press say": "",
		"was sagt die zeit": "die zeit", "wie berichtet die zeit darüber": "die zeit", "was schreibt cnn dazu?": "cnn", "was sagt die presse": "", "was die zeit": "die zeit",
		"que dit le monde": "le monde", "et que dit le monde ?": "le monde", "qu'en pense le figaro": "le figaro", "comment en parle le monde": "le monde", "le monde en dit quoi": "le monde", "qu'est-ce que le monde en dit": "le monde", "Et Le Monde ?": "Le Monde", "dans le monde": "",
		"que el país": "el país", "qué dice el país": "el país", "y qué opina el mundo de eso": "el mundo", "¿Y El País?": "El País", "qué tal el país": "", "qué pasa con el mundo": "", "en el mundo": "",
		"cosa dice la repubblica": "la repubblica", "e come ne parla la repubblica": "la repubblica", "cosa scrive la stampa": "", "cosa scrive La Stampa": "La Stampa",
		"o que diz o globo": "o globo", "e o que a folha diz sobre isso": "a folha", "no globo": "",
		"что пишет тасс": "тасс", "а как об этом пишет тасс": "тасс", "что коммерсантъ": "коммерсантъ",
		"hürriyet ne diyor": "hürriyet", "hürriyet bu konuda ne yazdı": "hürriyet",
		"not cnn": "-cnn", "without fox": "-fox", "no articles from fox news please": "-fox news", "no hürriyet": "", "no cnn": "", "no more cnn": "-cnn", "without cnn and fox": "-cnn\n-fox", "not cnn or fox": "-cnn\n-fox", "ohne cnn und die zeit": "-cnn\n-die zeit", "without cnn and doubt": "", "only cnn and fox": "cnn\nfox", "sans l'équipe": "-l'équipe", "que dit L'Équipe": "L'Équipe", "anything but cnn": "-cnn", "everything except the guardian": "-the guardian", "not from cnn": "-cnn", "leave fox news out": "-fox news", "Not Time": "-Time",
		"not time": "", "nichts bei cnn?": "", "nada de cnn?": "", "what about the hill": "", "not people": "", "no way": "", "not now": "", "without doubt": "", "not today": "",
		"ohne cnn": "-cnn", "nicht aus der zeit": "", "ohne die zeit": "-die zeit", "alles außer fox news": "-fox news",
		"sans le figaro": "-le figaro", "tout sauf le monde": "-le monde", "pas cnn": "-cnn", "sin el país": "-el país", "todo menos el mundo": "-el mundo",
		"senza la repubblica": "-la repubblica", "tutto tranne la stampa": "-la stampa", "sem o globo": "-o globo", "sem a folha": "-a folha", "без тасс": "-тасс", "кроме cnn": "-cnn", "hürriyet hariç": "-hürriyet", "cnn'siz": "-cnn",
	} {
		got := Read(Line{Text: line, Private: true, To: ToBot, Answered: true, Outlets: stored}, commands)
		if (got.Kind == Outlet) != (want != "") || got.Args["source"] != want {
			t.Errorf("%q is %s %s %s %v", line, got.Act, got.Command, got.Kind, got.Args)
		}
	}
	if got := Read(Line{Text: "cnn haberleri", Private: true, To: ToBot, Answered: true, Outlets: stored}, commands); got.Args["source"] != "cnn" {
		t.Errorf("the news of an outlet are %+v", got)
	}
	for language, want := range map[string]string{"": "", "pt": "cnn", "en": "-cnn", "es": "-cnn", "it": "-cnn"} {
		got := Read(Line{Text: "no cnn", Private: true, To: ToBot, Answered: true, Language: language, Outlets: stored}, commands)
		if got.Args["source"] != want || (got.Kind == Outlet) != (want != "") {
			t.Errorf("\"no cnn\" in %q is %s %s %v", language, got.Act, got.Kind, got.Args)
		}
	}
	for line, want := range map[string]Intent{
		"can plants grow only in the sun?":                   {Act: Ask, Text: "can plants grow only in the sun?"},
		"can energy come only from the sun?":                 {Act: Ask, Text: "can energy come only from the sun?"},
		"why does the heat come not from the sun":            {Act: Ask, Text: "why does the heat come not from the sun"},
		"how many people were fired from cnn alone":          {Act: Ask, Text: "how many people were fired from cnn alone"},
		"what would life be like, without the sun?":          {Act: Ask, Text: "what would life be like, without the sun?"},
		"who won the election in poland, from cnn only?":     {Act: Ask, Text: "who won the election in poland", Args: map[string]string{"source": "cnn"}},
		"polonya'da seçimi kim kazandı, cnn hariç?":          {Act: Ask, Text: "polonya'da seçimi kim kazandı", Args: map[string]string{"source": "-cnn"}},
		"que se passe-t-il pas dans le monde":                {Act: Ask, Text: "que se passe-t-il pas dans le monde"},
		"who won the election in poland, cnn hariç":          {Act: Ask, Text: "who won the election in poland", Args: map[string]string{"source": "-cnn"}},
		"polonya'da seçimi kim kazandı, cnn hariç":           {Act: Ask, Text: "polonya'da seçimi kim kazandı", Args: map[string]string{"source": "-cnn"}},
		"polonya'da seçimi kim kazandı, sadece cnn'den":      {Act: Ask, Text: "polonya'da seçimi kim kazandı", Args: map[string]string{"source": "cnn"}},
		"who won the election in poland, from cnn only":      {Act: Ask, Text: "who won the election in poland", Args: map[string]string{"source": "cnn"}},
		"what happened in poland according to cnn alone":     {Act: Ask, Text: "what happened in poland", Args: map[string]string{"source": "cnn"}},
		"what happened in poland, but not according to cnn":  {Act: Ask, Text: "what happened in poland", Args: map[string]string{"source": "-cnn"}},
		"who was rescued in poland, without cnn and fox":     {Act: Ask, Text: "who was rescued in poland", Args: map[string]string{"source": "-cnn\n-fox"}},
		"who won the election in poland, without fox news":   {Act: Ask, Text: "who won the election in poland", Args: map[string]string{"source": "-fox news"}},
		"who won the election in poland, not from cnn?":      {Act: Ask, Text: "who won the election in poland", Args: map[string]string{"source": "-cnn"}},
		"how many died in the flood, only from the guardian": {Act: Ask, Text: "how many died in the flood", Args: map[string]string{"source": "the guardian"}},
		"wer hat die wahl gewonnen, ohne die zeit":           {Act: Ask, Text: "wer hat die wahl gewonnen", Args: map[string]string{"source": "-die zeit"}},
		"qui a gagné l'élection, sans le figaro":             {Act: Ask, Text: "qui a gagné l'élection", Args: map[string]string{"source": "-le figaro"}},
		"latest news without cnn":                            {Act: Do, Command: "latest", Args: map[string]string{"source": "-cnn"}},
		"timeline of brexit without the guardian":            {Act: Do, Command: "timeline", Args: map[string]string{"text": "brexit", "source": "-the guardian"}},
		"follow brexit without cnn":                          {Act: Do, Command: "follow", Args: map[string]string{"text": "brexit", "source": "-cnn"}},
		"compare brexit without the guardian":                {Act: Do, Command: "compare", Args: map[string]string{"text": "brexit", "source": "-the guardian"}},
		"новости о выборах кроме коммерсанта":                {Act: Ask, Text: "новости о выборах", Args: map[string]string{"source": "-коммерсанта"}},
		"seçim haberleri anadolu ajansı hariç":               {Act: Ask, Text: "seçim haberleri", Args: map[string]string{"source": "-anadolu ajansı"}},
		"seçimi kim kazandı, cnn ve anadolu ajansı hariç":    {Act: Ask, Text: "seçimi kim kazandı", Args: map[string]string{"source": "-cnn\n-anadolu ajansı"}},
		"what would tv be like without cnn":                  {Act: Ask, Text: "what would tv be like without cnn"},
		"what happened in gaza, not only from cnn":           {Act: Ask, Text: "what happened in gaza, not only from cnn"},
		"can cable live without people":                      {Act: Ask, Text: "can cable live without people"},
		"what happens in europe without russia":              {Act: Ask, Text: "what happens in europe without russia"},
	} {
		got := Read(Line{Text: line, Private: true, To: ToBot, Outlets: stored}, commands)
		if got.Act != want.Act || got.Command != want.Command || got.Kind != want.Kind || want.Act == Ask && got.Text != want.Text || !maps.Equal(got.Args, want.Args) {
			t.Errorf("%q is %+v", line, got)
		}
	}
}

// TestShownOutlets takes an everyday word for an outlet of which something was shown.
func TestShownOutlets(t *testing.T) {
	outlets := func() []string { return []string{"CNN", "Bild", "People", "Известия"} }
	for line, want := range map[string]string{"ohne bild": "-bild", "ohne Bild": "-Bild", "without people": "-people", "без известий": "-известий", "what happened without people?": ""} {
		l := Line{Text: line, Private: true, To: ToBot, Answered: true, Outlets: outlets, Shown: outlets}
		if got := Read(l, commands); got.Args["source"] != want {
			t.Errorf("%q is %+v", line, got)
		}
		l.Shown = func() []string { return []string{"CNN"} }
		if got := Read(l, commands); got.Args["source"] != "" {
			t.Errorf("%q of what CNN printed is %+v", line, got)
		}
	}
}

// TestWaitedTopic takes the outlets out of a topic that a command waits for.
func TestWaitedTopic(t *testing.T) {
	outlets := func() []string { return []string{"CNN", "People"} }
	for line, want := range map[string]string{"brexit without cnn": "brexit\n-cnn", "a world without people": "a world without people\n", "brexit": "brexit\n"} {
		got := Read(Line{Text: line, Private: true, To: ToBot, Waiting: true, Waits: "timeline", Outlets: outlets}, commands)
		if !got.Waited || got.Args["text"]+"\n"+got.Args["source"] != want {
			t.Errorf("%q is %+v", line, got)
		}
	}
}

// TestLimits reads lines of the eight languages that leave an outlet out behind what they are about,
// without a comma.
func TestLimits(t *testing.T) {
	stored := func() []string { return []string{"USA Today", "CNN", "The Week"} }
	for line, want := range map[string][3]string{
		"show me everything about Katrina except cnn":              {"search", "Katrina", "-cnn"},
		"Zeig mir alles über Katrina außer CNN":                    {"ask", "", "-CNN"},
		"tout sur Katrina sauf CNN":                                {"ask", "", "-CNN"},
		"todo sobre Katrina excepto de CNN":                        {"ask", "", "-CNN"},
		"avísame de terremotos menos de USA Today":                 {"follow", "terremotos", "-USA Today"},
		"me avisa quando sair notícia da seca, menos da USA Today": {"follow", "", "-USA Today"},
		"segui le alluvioni tranne dalla CNN":                      {"follow", "le alluvioni", "-CNN"},
		"seçimleri takip et ama CNN olmasın":                       {"follow", "seçimler", "-CNN"},
		"follow Tesla but not CNN":                                 {"follow", "Tesla", "-CNN"}, "préviens-moi pour les grèves mais pas CNN": {"follow", "les grèves", "-CNN"},
		"folge mal Tesla, nur CNN": {"follow", "Tesla", "CNN"}, "segui Tesla ma non CNN": {"follow", "Tesla", "-CNN"}, "timeline of the conclave, only usa today": {"timeline", "", "usa today"},
		"why did they not watch CNN": {"ask", "", ""}, "is it only CNN": {"ask", "", ""},
		"how did tv do without cnn": {"ask", "", ""},
	} {
		got := Read(Line{Text: line, Private: true, To: ToBot, Outlets: stored}, commands)
		if is := cmp.Or(got.Command, string(got.Act)); is != want[0] || got.Args["source"] != want[2] || want[1] != "" && got.Args["text"] != want[1] {
			t.Errorf("%q is %s %v, not %v", line, is, got.Args, want)
		}
	}
}

// TestNamedLikeATime follows an outlet whose name is a time, where it is stored.
func TestNamedLikeATime(t *testing.T) {
	l := Line{Text: "follow Heute", Private: true, To: ToBot, Outlets: func() []string { return []string{"Heute"} }}
	if got := Read(l, commands); got.Command != "follow" {
		t.Errorf("%q is taken for %+v", l.Text, got)
	}
	if l.Outlets = nil; Read(l, commands).Command == "follow" {
		t.Error("the news of today are followed")
	}
}

// TestNearOutletFirstLetter takes no name for a slip of another that begins with another letter.
func TestNearOutletFirstLetter(t *testing.T) {
	for typed, want := range map[string]string{"Бзвестия": "", "Ивестия": "Известия"} {
		if got := NearOutlet(typed, []string{"Известия"}); got != want {
			t.Errorf("%q is near %q", typed, got)
		}
	}
}
