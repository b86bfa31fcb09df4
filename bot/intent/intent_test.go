package intent

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func private(s string) Line { return Line{Text: s, Private: true, To: ToBot} }

// examples are the lines under testdata.
func examples(t testing.TB) (all []Example) {
	t.Helper()
	files, err := filepath.Glob("testdata/lines/*.tsv")
	if err != nil || len(files) != 8 {
		t.Fatalf("%d files of lines, %v", len(files), err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		some, err := ReadExamples(strings.TrimSuffix(filepath.Base(file), ".tsv"), string(data))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, some...)
	}
	return all
}

// TestModel learns the model anew: it is the one in the program, and six of seven lines
// that it does not know are taken for what they are.
func TestModel(t *testing.T) {
	if os.Getenv("LONG_TESTS") == "" {
		t.Skip("learning takes some seconds")
	}
	all, labels := exercises(examples(t))
	m := fit(all, labels)
	// Machines that fuse a product and a sum round otherwise.
	near := func(a, b []float64) bool {
		return slices.EqualFunc(a, b, func(x, y float64) bool { return math.Abs(x-y) < .05 })
	}
	if !slices.Equal(m.Labels, builtIn().Labels) || !maps.EqualFunc(m.Weights, builtIn().Weights, near) {
		t.Error("model.json is not what its trainer learns: go generate ./bot/intent")
	}
	if _, misses := crossValidate(all, labels); len(misses)*7 > len(all) {
		t.Errorf("%d of %d lines are taken wrongly in cross-validation", len(misses), len(all))
	}
}

// TestKnown reads the lines that the model has learned from, in every place: every fifteenth of
// them, or all with LONG_TESTS.
func TestKnown(t *testing.T) {
	step := 15
	if os.Getenv("LONG_TESTS") != "" {
		step = 1
	}
	wrong, all := 0, 0
	for n, x := range examples(t) {
		if n%step != 0 {
			continue
		}
		l := x.Line
		got := Read(l, commands)
		all++
		act := map[string]Act{"ask": Ask, "talk": Talk, "react": Silent}[x.Label]
		switch {
		case x.Label == "thanks" && l.Private:
			act = Talk
		case x.Label == "thanks":
			act = Silent
		case act == "":
			act = Do
		}
		if got.Act != act || act == Do && got.Command != x.Label {
			wrong++
		}
		l.Private, l.To = false, ToNobody
		if got := Read(l, commands); got.Act != Silent {
			t.Errorf("%q, said to others, is %s", l.Text, got.Act)
		}
	}
	if wrong*20 > all {
		t.Errorf("%d of %d known lines are taken wrongly", wrong, all)
	}
}

// TestAsksWhen tells questions after when something was from wishes to be told of it.
func TestAsksWhen(t *testing.T) {
	for line, want := range map[string]string{
		"can you tell me when the oscars move to youtube?":      "",
		"can you tell me when the strike in portmouth ended":    "",
		"tell me when the bridge was opened":                    "",
		"dime cuándo murió el presidente":                       "",
		"tell me when the strike ends":                          "follow",
		"tell me when the verdict is released":                  "follow",
		"can you tell me when there is news on the glacier":     "follow",
		"dis-moi quand la loi est votée":                        "follow",
		"let me know when the oscars are moved":                 "follow",
		"could you notify me when the strike in portmouth ends": "follow",
	} {
		if got := Read(private(line), commands); got.Command != want || want == "" && got.Act != Ask {
			t.Errorf("%q is taken for %v %q", line, got.Act, got.Command)
		}
	}
}

func TestArguments(t *testing.T) {
	for line, want := range map[string]string{
		"please subscribe me to seal rescues":                 "follow map[text:seal rescues]",
		"tell me when there's news on the glacier collapse":   "follow map[text:glacier collapse]",
		"notify me every day at 7pm about cocoa":              "follow map[at:19:00 pace:daily text:cocoa]",
		"hey, keep us posted on the Lisbon tram trial please": "follow map[text:Lisbon tram trial]",
		"informiere mich täglich um 8 uhr über die bahn":      "follow map[at:08:00 pace:daily text:die bahn]",
		"préviens-moi quand le pont rouvre":                   "follow map[text:le pont]",
		"no more alerts about cocoa, thanks":                  "unfollow map[text:cocoa]",
		"basta notizie sul carnevale":                         "unfollow map[text:carnevale]",
		"summarise the harbour strike in four sentences":      "summary map[length:4 text:the harbour strike]",
		"tl;dr https://paper.example/a?b=c.":                  "summary map[text:https://paper.example/a?b=c]",
		"https://paper.example/story":                         "summary map[text:https://paper.example/story]",
		"compare how the papers cover the harbour strike":     "compare map[text:the harbour strike]",
		"what do outlets say differently about the strike?":   "compare map[text:the strike]",
		"compare the BBC and CNN on the strike":               `compare map[text:source:"CNN" source:"BBC" the strike]`,
		"vergleiche die Medien zum Hafenstreik":               "compare map[text:Hafenstreik]",
		"timeline of the harbour strike":                      "timeline map[text:the harbour strike]",
		"cronología de la huelga del puerto":                  "timeline map[text:la huelga del puerto]",
		"find me articles about otters":                       "search map[text:otters]",
		"where was “a very dark day” printed?":                "find map[text:a very dark day]",
		"what's new on cnn":                                   "latest map[source:cnn]",
		"good evening, any news?":                             "latest map[]",
		"which topics do i follow":                            "alerts map[what:list]",
		"mute everything until friday":                        "alerts map[until:friday what:pause]",
		"turn my alerts back on":                              "alerts map[what:resume]",
		"make it hourly":                                      "alerts map[pace:hourly what:edit]",
		"set my time zone to Asia/Tokyo":                      "settings map[timezone:Asia/Tokyo]",
		"schreib mir nicht zwischen 22 und 7 uhr":             "settings map[quiet:22:00-07:00]",
		"no messages between 11pm and 6:30am":                 "settings map[quiet:23:00-06:30]",
		"turn previews off":                                   "settings map[previews:false]",
		"do you have the financial times?":                    "sources map[source:financial times]",
		"how do i unsubscribe from a topic":                   "help map[text:unsubscribe]",
		"удали мои данные":                                    "forget map[]",
		"kaynakların neler":                                   "sources map[]",
		"¿qué puedes hacer?":                                  "help map[]",
		"speak german":                                        "settings map[language:de]",
		"auf deutsch bitte":                                   "settings map[language:de]",
		"réponds en français":                                 "settings map[language:fr]",
		"по-русски пожалуйста":                                "settings map[language:ru]",
		"türkçe konuş":                                        "settings map[language:tr]",
		"compare how outlets report on the strike":            "compare map[text:the strike]", "Ich möchte Nachrichten über Otter bekommen": "follow map[text:Otter]", "je veux recevoir les nouvelles sur le port": "follow map[text:le port]",
		"quiero recibir noticias de otros puertos": "follow map[text:otros puertos]", "vorrei ricevere notizie sul porto": "follow map[text:porto]", "quero receber notícias do porto": "follow map[text:porto]",
		"хочу получать новости о выдрах": "follow map[text:выдрах]", "avísame si hay noticias del puerto": "follow map[text:puerto]",
		"send me the news every day at 7": "follow map[at:07:00 pace:daily]", "quero seguir notícias da ucrânia": "follow map[text:ucrânia]",
		"non seguire più la siria": "unfollow map[text:siria]", "ukrayna haberlerini takip et": "follow map[text:ukrayna]",
		"every morning at 8": "alerts map[at:08:00 pace:daily what:edit]", "jeden Morgen um 8": "alerts map[at:08:00 pace:daily what:edit]", "hourly please": "alerts map[pace:hourly what:edit]",
		"arrête de suivre": "unfollow map[]", "deja de seguir": "unfollow map[]", "hör auf zu folgen": "unfollow map[]",
		"no pictures": "settings map[pictures:false]", "keine bilder mehr": "settings map[pictures:false]", "sin fotos": "settings map[pictures:false]", "turn the pictures back on": "settings map[pictures:true]",
		"pictures on": "settings map[pictures:true]", "images off": "settings map[pictures:false]", "mit bildern": "settings map[pictures:true]", "show the images again": "settings map[pictures:true]",
		"english please":                     "settings map[language:en]",
		"compare ferry tariffs":              "compare map[text:ferry tariffs]",
		"vergleiche mal die fährpreise":      "compare map[text:fährpreise]",
		"search measles":                     "search map[text:measles]",
		"find lithium mines":                 "search map[text:lithium mines]",
		"timelin of the harbour strike":      "timeline map[text:the harbour strike]",
		"folow otters":                       "follow map[text:otters]",
		"hlep":                               "help map[]",
		"zusamenfassung hafenstreik":         "summary map[text:hafenstreik]",
		"avísame si pasa algo con el puerto": "follow map[text:el puerto]",
		"shut up until monday":               "alerts map[until:monday what:pause]",
		"can you look up lithium prices":     "search map[text:lithium prices]",
		"anything interesting going on":      "latest map[]",
		"/serch otters":                      "search map[text:otters]",
		"/Latest":                            "latest map[]",
		"make a picture of timeline Suez":    "timeline map[text:Suez]",
	} {
		got := Read(private(line), commands)
		if s := fmt.Sprintf("%s %v", got.Command, got.Args); got.Act != Do || s != want && !(len(got.Args) == 0 && strings.TrimSuffix(want, " map[]") == got.Command) {
			t.Errorf("%q: %s %s, not %s", line, got.Act, s, want)
		}
	}
}

// TestNoCommand reads what looks like a command and is a question, and what no news tells.
func TestNoCommand(t *testing.T) {
	for line, want := range map[string]Act{
		"hollow knight release date": Ask, "fellow travelers finale": Ask, "find my iphone outage": Ask, "search warrant at the mansion": Ask,
		"compare inflation in france and germany": Ask, "german election": Ask, "24/7 wall street": Ask,
		"source?": Ask, "can you look up who won the regatta": Ask, "what's the weather": Talk, "тупой бот": Talk, "sorry wrong chat": Talk, "wie wird das wetter morgen?": Talk, "который час": Talk, "12 * 7": Talk, "remind me to buy milk": Talk,
		"translate this to german": Talk, "can you speak spanish": Talk,
		"how's the weather in paris": Talk, "weather in Ankara tomorrow": Talk, "is it going to rain in Berlin": Talk, "what's the time in Tokyo?": Talk, "Wetter in Bremen": Talk,
		"wie spät ist es in Lima": Talk, "quelle heure est-il à Calais": Talk, "météo à Lyon": Talk, "qué hora es en Quito": Talk, "el clima en Bogotá": Talk,
		"che tempo fa a Bari": Talk, "che ore sono a Bari": Talk, "como está o tempo em Belém": Talk, "que horas são em Belém": Talk, "погода в Омске": Talk,
		"который час в Омске": Talk, "İzmir'de hava nasıl": Talk, "İzmir hava durumu": Talk, "İzmir'de saat kaç": Talk, "poem about war": Talk, "draw a picture of a harbour": Talk,
		"weather London": Talk, "who are you and what can you do?": Talk, "no entiendo": Talk, "das verstehe ich nicht": Talk, "je comprends pas": Talk, "не понимаю": Talk, "auf wiedersehen": Talk, "daily bread prices": Ask, "london weather": Talk, "weather today new york": Talk, "wetter berlin": Talk, "météo paris": Talk, "tiempo en madrid": Talk, "meteo roma": Talk,
		"clima em lisboa": Talk, "погода Казань": Talk, "hava durumu ankara": Talk, "what time tokyo": Talk,
		"clima china": Ask, "tiempo gaza": Ask, "time iran": Ask, "iran time": Ask, "погода испортилась": Ask, "conta de luz aumenta em março": Ask,
		"weather balloon": Ask, "weather service cuts": Ask, "weather warning": Ask, "new york times": Ask, "no pictures of the crash": Ask, "show images": Ask, "affiche des images": Ask, "muestra las imágenes": Ask, "bilder zeigen": Ask, "wetter chaos": Ask, "severe weather": Ask,
		"weather in Texas kills dozens of cattle": Ask, "weather and strikes delay ferries": Ask, "the poem about the war that was banned": Ask,
	} {
		if got := Read(private(line), commands); got.Act != want {
			t.Errorf("%q is taken for %s %s %v", line, got.Act, got.Command, got.Args)
		}
	}
}

// TestAnswered reads lines about the answer in hand.
func TestAnswered(t *testing.T) {
	for line, want := range map[string]Kind{
		"source?": Cited, "link please": Cited, "where is that from": Cited, "woher hast du das?": Cited, "d'où ça vient": Cited, "¿quién lo dice?": Cited,
		"older": Older, "something older please": Older, "any older articles?": Older, "zeig mir was älteres": Older, "plus ancien": Older, "algo más antiguo": Older,
		"qualcosa di più vecchio": Older, "mais antigas": Older, "покажи постарше": Older, "daha eski haberler": Older,
		"newer": Newer, "anything more recent?": Newer, "gibt es neueres?": "", "was neueres": Newer, "des articles plus récents": Newer, "más reciente": Newer,
		"notizie più recenti": Newer, "algo mais novo": Newer, "поновее": Newer, "daha yeni": Newer,
		"make it longer": Longer, "a bit longer please": Longer, "mehr bitte": More, "dime más": More, "sag mir mehr": More, "me conta mais": More, "ausführlicher": Longer, "plus long": Longer, "más largo": Longer, "più lungo": Longer, "mais longo": Longer,
		"подлиннее": Longer, "daha uzun": Longer, "shorter": Shorter, "too long": Shorter, "keep it short": Shorter, "that's way too long": Shorter, "kürzer bitte": Shorter, "trop long": Shorter,
		"más corto": Shorter, "più breve": Shorter, "muito longo": Shorter, "короче": Shorter, "çok uzun": Shorter,
		"next page": More, "show me the next one": More, "page 2": More, "nächste Seite": More, "la suivante": More, "siguiente": More, "avanti": More, "próxima": More, "следующая": More, "sonraki": More,
		"previous": Previous, "prev": Previous, "back": Previous, "go back please": Previous, "the one before that": Previous, "back to the last answer": Previous, "zurück": Previous, "vorherige Seite": Previous,
		"retour": Previous, "la précédente": Previous, "la anterior": Previous, "volver": Previous, "indietro": Previous, "quella di prima": Previous, "voltar": Previous, "a anterior": Previous,
		"назад": Previous, "предыдущее": Previous, "geri": Previous, "bir önceki": Previous, "go back in time": Older, "back to school sales": "", "next prime minister": "", "previous president": "", "page 6 gossip about taylor": "",
		"older workers": "", "longer school days": "", "newer iphones recalled": "", "more recent polls in ohio": "", "older people and covid": "", "most recent news": "latest",
		"fonte?": Cited, "manda o link": Cited, "дай ссылку": Cited, "kaynak ne": Cited, "more": More, "tell me more": More, "weiter": More, "ещё": More,
		"no, i meant the tram": Corrected, "ich meinte die bahn": Corrected, "я имел в виду трамвай": Corrected, "source of the leak at the harbour": "", "and in Texas?": "",
	} {
		l := private(line)
		l.Answered = true
		got := Read(l, commands)
		if want == "latest" && got.Command == "latest" {
			continue
		}
		if got.Act != Ask || got.Kind != want || want == Corrected && strings.Contains(got.Text, "meant") {
			t.Errorf("%q is taken for %+v", line, got)
		}
	}
	for _, line := range []string{"are you sure?", "how sure are you about that", "bist du dir da sicher?", "tu es sûr ?", "¿estás seguro?", "sei sicuro?", "tem certeza?", "ты уверен?", "emin misin?"} {
		l := private(line)
		if got := Read(l, commands); got.Kind == Doubted {
			t.Errorf("without an answer %q is taken for %+v", line, got)
		}
		l.Answered = true
		if got := Read(l, commands); got.Act != Talk || got.Kind != Doubted {
			t.Errorf("%q is taken for %+v", line, got)
		}
	}
	for line, want := range map[string]string{"tldr": "summary", "timeline": "timeline", "sum it up": "summary"} {
		l := private(line)
		l.Answered = true
		if got := Read(l, commands); got.Command != want || got.Args["about"] == "" {
			t.Errorf("%q is taken for %+v", line, got)
		}
	}
}

// TestToldAbout reads, said in a group under an answer, what asks to be told about something,
// and what looks like it.
// TestLength wishes for so many sentences about what is in hand, in eight languages.
func TestLength(t *testing.T) {
	for line, want := range map[string]string{
		"make it two sentences": "2", "in three sentences": "3", "just one sentence please": "1", "keep it to 3 lines": "3", "10 bullet points pls": "10", "max 50 words": "2", "one line": "1",
		"mach zwei Sätze draus": "2", "nur ein Satz": "1", "in drei Sätzen bitte": "3", "en deux phrases": "2", "fais-le en une phrase": "1", "en dos frases": "2", "solo una frase": "1",
		"in due frasi": "2", "in tre righe": "3", "em duas frases": "2", "só uma frase": "1", "в двух предложениях": "2", "в одной фразе": "1", "iki cümleyle": "2", "üç cümlede özetle": "3",
		"in a nutshell": "", "kurz und knapp": "", "коротко": "", "kısaca": "",
		"two sentences for the shooter": "ask", "two sentenced to prison": "ask", "tres líneas de metro cerradas": "ask", "two points behind the lakers": "ask",
	} {
		l := private(line)
		l.Answered = true
		got := Read(l, commands)
		switch {
		case want == "ask" && got.Act != Ask, want != "ask" && (got.Command != "summary" || got.Args["length"] != want || got.Args["about"] == "" || got.Args["text"] != ""):
			t.Errorf("%q is taken for %+v", line, got)
		}
	}
}

// TestDated asks with a time alone of what is in hand, and of nothing in a group where nothing is.
func TestDated(t *testing.T) {
	l := Line{Text: "something from last year", To: ToReply, Under: Under{Bot: true}, Answered: true, Dated: true}
	if got := Read(l, commands); got.Act != Ask || got.Command != "" {
		t.Errorf("of an answer it is taken for %+v", got)
	}
	l.To = ToNobody
	if got := Read(l, commands); got.Act != Silent {
		t.Errorf("said to others it is taken for %+v", got)
	}
	l = private("news today")
	l.Dated = true
	if got := Read(l, commands); got.Command != "latest" {
		t.Errorf("the news of today are taken for %+v", got)
	}
}

func TestToldAbout(t *testing.T) {
	answer := Under{Bot: true, Text: "The strike ended on Monday."}
	for line, want := range map[string]Act{
		"tell me about the harvest": Ask, "tell us more about the strike please": Ask, "explain the ferry tariff to me": Ask, "erzähl mir von der ernte": Ask, "was weißt du über die ernte": Ask,
		"parle-moi de la récolte": Ask, "háblame de la cosecha": Ask, "parlami del raccolto": Ask, "me fala da colheita": Ask, "расскажи об урожае": Ask,
		"bana hasattan bahset": Ask, "hasat hakkında bilgi ver": Ask, "tell me about it": Silent, "tell me you're joking": Silent,
	} {
		if got := Read(Line{Text: line, To: ToReply, Under: answer}, commands); got.Act != want {
			t.Errorf("%q is taken for %+v", line, got)
		}
		if got := Read(Line{Text: line, To: ToMention}, commands); want == Ask && got.Act != Ask {
			t.Errorf("%q to the bot is taken for %+v", line, got)
		}
	}
	for line, want := range map[string]string{"dimmi di più": "more", "tell me about yourself": "talk"} {
		got := Read(private(line), commands)
		if took := taken(got, private(line)); took != want && string(got.Kind) != want {
			t.Errorf("%q is taken for %+v", line, got)
		}
	}
}

// TestNothingInHand reads lines about an answer where none is in hand: they are about the
// bot's all the same, but for what stands under somebody's words.
func TestNothingInHand(t *testing.T) {
	answer := Under{Bot: true, Text: "The strike ended on Monday."}
	for line, want := range map[string]Kind{"source?": Cited, "where did you get that from": Cited, "woher hast du das?": Cited, "дай ссылку": Cited, "more": More, "weiter": More} {
		for _, l := range []Line{private(line), {Text: line, To: ToMention}, {Text: line, To: ToReply, Under: answer}} {
			if got := Read(l, commands); got.Act != Ask || got.Kind != want {
				t.Errorf("%q is taken for %+v", line, got)
			}
		}
		if got := Read(Line{Text: line, To: ToMention, Under: Under{Text: "the moon was sold to a hotel"}}, commands); got.Kind != "" {
			t.Errorf("%q under a claim is taken for %+v", line, got)
		}
	}
}

// What a command leaves open stands in what the line stands under.
func TestUnder(t *testing.T) {
	alert := Under{Bot: true, Text: "News on “cocoa prices”: Cocoa falls to the price of last spring"}
	for _, line := range []string{"stop", "unsubscribe", "stop this", "no more", "hör auf"} {
		got := Read(Line{Text: line, Private: true, To: ToReply, Under: alert}, commands)
		if got.Command != "unfollow" || got.Args["text"] != "cocoa prices" {
			t.Errorf("%q under an alert: %+v", line, got)
		}
	}
	claim := Under{Text: "the moon was sold to a hotel"}
	if got := Read(Line{Text: "is this true?", To: ToMention, Under: claim}, commands); got.Act != Ask || got.Args["text"] != claim.Text {
		t.Errorf("of a claim is asked %+v", got)
	}
	long := Under{Text: "read this https://paper.example/long now"}
	if got := Read(Line{Text: "too long, shorten it please", To: ToMention, Under: long}, commands); got.Command != "summary" || got.Args["text"] != "https://paper.example/long" {
		t.Errorf("of a long text is wanted %+v", got)
	}
	if got := Read(private("keep me posted on it"), commands); got.Command != "follow" || got.Args["text"] != "" || got.Args["about"] == "" {
		t.Errorf("“it” is taken for %+v", got)
	}
}

// What answers the bot's own question, what drops it, and what is something else.
func TestWaiting(t *testing.T) {
	for line, want := range map[string]string{
		"never mind": Cancel, "forget it": Cancel, "laisse tomber": Cancel, "vazgeç": Cancel, "отмена": Cancel,
		"hör auf": Cancel, "hör auf damit": Cancel, "stop it": Cancel, "basta": Cancel, "daily": "follow", "every morning at 8": "follow", "clima": "follow",
		"ferry strikes": "follow", "stop the steal trial": "follow", "what do i follow": "alerts", "/help": "help",
		"who won the cup final last night?": "", "thanks": "",
		"the weather": "follow", "Wetter": "follow", "weather in Ankara": "follow", "Turkish language": "follow", "in German": "follow", "source": "follow", "next": "follow",
		"what's the weather?": "", "answer in German": "settings",
	} {
		l := private(line)
		l.Waiting, l.Waits = true, "follow"
		if got := Read(l, commands); got.Command != want {
			t.Errorf("%q while a topic is waited for: %+v", line, got)
		}
	}
	l := private("in German")
	l.Waiting, l.Waits = true, "settings"
	if got := Read(l, commands); got.Command != "settings" || got.Waited {
		t.Errorf("a language while a setting is waited for: %+v", got)
	}
}

func TestGreetingsAndFarewells(t *testing.T) {
	for line, want := range map[string]Kind{"hi": Greeting, "ciao": Greeting, "guten Morgen": Greeting, "bye": Farewell, "auf Wiedersehen": Farewell, "arrivederci": Farewell, "güle güle": Farewell} {
		if got := Read(private(line), commands); got.Act != Talk || got.Kind != want {
			t.Errorf("%q is taken for %+v", line, got)
		}
	}
}

func TestPasted(t *testing.T) {
	text := strings.Repeat("The council met in the old hall and talked for hours about the price of the new roof. ", 7)
	if got := Read(private(text), commands); got.Act != Talk || got.Kind != Pasted {
		t.Errorf("a pasted text is %s %s", got.Act, got.Kind)
	}
}

func TestNearest(t *testing.T) {
	for typed, want := range map[string]string{"timelin": "timeline", "serach": "search", "folow": "follow", "unfolow": "unfollow", "hlep": "help", "alrts": "alerts",
		"summary": "summary", "roll": "roll", "weather": "weather", "as": "ask"} {
		if got := Nearest(typed, commands); got != want {
			t.Errorf("%s is nearest to %s, not %s", typed, got, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{"hi", "/timelin x", "tl;dr https://a.example", "follow “x” daily at 99", "<@1> <:a:2>", "> quoted\n", "\xff\x00", "stop\n\nstop"} {
		f.Add(s, "News on “x”: y", true, false)
	}
	f.Fuzz(func(t *testing.T, s, under string, private, waiting bool) {
		got := Read(Line{Text: s, Private: private, To: ToReply, Under: Under{Bot: true, Text: under}, Waiting: waiting, Waits: "follow"}, commands)
		switch got.Act {
		case Ask, Talk, Silent:
			if got.Command != "" {
				t.Errorf("%q is %s with the command %s", s, got.Act, got.Command)
			}
		case Do:
			if got.Command == "" && !strings.HasPrefix(strings.TrimSpace(s), "/") {
				t.Errorf("%q is no command", s)
			}
		default:
			t.Errorf("%q is %q", s, got.Act)
		}
		if _, err := json.Marshal(got); err != nil {
			t.Error(err)
		}
	})
}

// TestTakenBack reads lines that take back what was just followed.
func TestTakenBack(t *testing.T) {
	for _, line := range []string{
		"cancel that one", "nah scrap that", "deixa, não precisa mais", "brauch ich doch nicht", "undo", "take it back", "mach das rückgängig", "annule ça", "cancela eso", "annullalo", "cancela isso", "отмени это", "bunu iptal et",
	} {
		l := private(line)
		l.Followed, l.Begun = true, true
		if got := Read(l, commands); got.Command != "unfollow" || got.Args["about"] == "" {
			t.Errorf("%q is taken for %+v", line, got)
		}
		if l.Begun = false; Read(l, commands).Args["about"] != "" && strings.HasPrefix(line, "undo") {
			t.Errorf("%q ends what was changed", line)
		}
	}
	for _, line := range []string{
		"cancel the debate", "never mind", "forget it", "laisse tomber", "vergiss es", "deixa", "lascia perdere", "olvídalo", "не надо", "vazgeçtim", "pas besoin", "gerek yok", "ya no", "no hace falta, gracias",
	} {
		l := private(line)
		if l.Followed, l.Begun = true, true; Read(l, commands).Command == "unfollow" {
			t.Errorf("%q ends what is followed", line)
		}
	}
}

// TestPaceAlone reads lines that say of alerts how often they are to come, and nothing else.
func TestPaceAlone(t *testing.T) {
	for line, want := range map[string]string{
		"hourly is enough": "hourly", "once a day is fine for me": "daily", "stündlich reicht mir": "hourly", "une fois par jour suffit": "daily", "una vez al día basta": "daily",
		"una volta al giorno basta": "daily", "uma vez por dia chega": "daily", "одного раза в день достаточно": "daily", "günde bir yeter": "daily",
	} {
		if got := Read(private(line), commands); got.Command != "alerts" || got.Args["what"] != "edit" || got.Args["pace"] != want {
			t.Errorf("%q is taken for %+v", line, got)
		}
	}
}

// TestPaused reads lines that pause what is followed.
func TestPaused(t *testing.T) {
	for _, line := range []string{"pause it", "pausiere das", "mets ça en pause", "ponlo en pausa", "mettilo in pausa", "pausa isso", "поставь на паузу", "bunu duraklat"} {
		if got := Read(private(line), commands); got.Command != "alerts" || got.Args["what"] != "pause" {
			t.Errorf("%q is taken for %+v", line, got)
		}
	}
}

// TestLetGo reads lines that let go of what nobody asked for.
func TestLetGo(t *testing.T) {
	for _, line := range []string{"never mind", "cancel it", "egal", "laisse tomber", "da igual", "lascia perdere", "deixa pra lá", "неважно", "boşver"} {
		if got := Read(private(line), commands); got.Act != Silent {
			t.Errorf("%q is taken for %+v", line, got)
		}
	}
}

// TestNewsOfTime reads lines that ask for the news of a time, which nobody follows.
func TestNewsOfTime(t *testing.T) {
	for _, line := range []string{"dame las noticias de hoy porfa", "donne-moi les infos du jour", "donne-moi les nouvelles d'aujourd'hui", "mándame las noticias de ayer", "mande as notícias de hoje"} {
		if got := Read(private(line), commands); got.Command == "follow" {
			t.Errorf("%q is taken for %+v", line, got)
		}
	}
	if got := Read(private("mándame las noticias de Gaza"), commands); got.Command != "follow" || got.Args["text"] != "Gaza" {
		t.Errorf("a topic is taken for %+v", got)
	}
}

// TestSpeaks reads lines that ask whether the bot speaks a language, and changes none.
func TestSpeaks(t *testing.T) {
	for line, want := range map[string]string{
		"do you speak German?": "de", "sprichst du deutsch?": "de", "est-ce que tu parles français ?": "fr", "parles-tu français ?": "fr", "hablas español?": "es", "parli italiano?": "it",
		"você fala português?": "pt", "puedes hablar español?": "es", "ты говоришь по-русски?": "ru", "türkçe biliyor musun?": "tr",
	} {
		if got := Read(private(line), commands); got.Act != Talk || got.Args["language"] != want {
			t.Errorf("%q is taken for %+v", line, got)
		}
	}
	if got := Read(private("sprichst du mit Putin?"), commands); got.Args["language"] != "" {
		t.Errorf("a name is taken for a language: %+v", got)
	}
}

// TestDeclined reads a no to what the bot asks to confirm, and nothing else as one.
func TestDeclined(t *testing.T) {
	for line, want := range map[string]bool{
		"no thanks": true, "nein danke": true, "lieber nicht": true, "не надо": true, "ok keep it": true, "wait no don't": true, "warte, nein": true, "export my data": false, "no news about the strike today then?": false, "who struck": false,
		"absolutely not": true, "on second thought don't": true, "auf keinen Fall": true, "lass mal": true, "de ninguna manera": true, "assolutamente no": true, "de jeito nenhum": true, "sakın silme": true,
		"verilerimi silme": true, "lösch meine daten nicht": true, "передумал": true, "hell no": true, "of course not": true, "behalte alles": true, "behalt es": true, "pas besoin": true, "gerek yok": true,
		"No Time to Die": false, "Don't Look Up": false, "no deal brexit latest": false, "pas de calais floods": false, "Нет войне": false, "Nein zum Euro": false, "Keep Calm festival cancelled": false,
		"ne oldu": false, "ne kadar öldü": false, "ne yapıyorsun": false, "yes": false, "delete it": false,
	} {
		l := private(line)
		l.Confirms = true
		if got := Read(l, commands); (got.Command == Cancel) != want {
			t.Errorf("%q is taken for %+v", line, got)
		}
	}
}

// TestAssented reads a yes to what the bot asks to confirm, which asks for it again and does
// nothing by itself.
func TestAssented(t *testing.T) {
	for line, want := range map[string]bool{
		"yes": true, "yes, delete it": true, "delete it": true, "do it": true, "ja": true, "ja, löschen": true, "oui": true, "sí": true, "sim": true, "sì": true, "да": true, "evet, sil": true,
		"yes men": false, "ja zum Frieden": false, "sí se puede": false, "no, don't delete it": false,
	} {
		l := private(line)
		l.Confirms = true
		if got := Read(l, commands); (got.Command == "forget") != want || len(got.Args) > 0 && got.Command == "forget" {
			t.Errorf("%q is taken for %+v", line, got)
		}
	}
}

// TestOtherWords reads lines that say in the words of a phone what the grammar says.
func TestOtherWords(t *testing.T) {
	for line, want := range map[string]string{
		"mi mostri la cronologia del conclave?": "timeline conclave", "cronología del apagón": "timeline apagón", "zeigst du mir die chronologie der wahl": "timeline wahl", "resume la noticia": "summary ", "fass die meldung zusammen": "summary ",
		"smetti di mandarmi roba": "unfollow ", "wait, who won the election": "ask", "teşekkürler, bu kadar yeter": "talk", "danke, das reicht": "talk",
		"ne, ich meinte Benzin": "ask", "no, I meant the one in Texas": "ask", "erzähl mir nen witz": "talk", "sup fam": "talk", "arrête tout": "unfollow ", "c'est quoi ton nom": "talk", "actually, who won the election": "ask",
		"follow everything in usa today": "follow everything in usa today",
	} {
		l := private(line)
		got := Read(l, commands)
		took := taken(got, l)
		if got.Act == Do {
			took += " " + got.Args["text"]
		}
		if took != want {
			t.Errorf("%q is taken for %q, %+v", line, took, got)
		}
	}
}
