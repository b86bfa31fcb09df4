package summary

import (
	"testing"

	"quoth/knowledge"
)

// TestGenre tells reports from what explains, asks, lists and comments, in eight languages.
func TestGenre(t *testing.T) {
	for _, c := range []struct {
		language, title string
		want            genre
	}{
		{"en", "Harbour crews end their strike after 12 days", report},
		{"en", "Lodge burns down in Elmstead: what we know", report},
		{"en", "9 inmates who fled plead not guilty", report},
		{"en", "'Why us?' Families mourn after the flood", report},
		{"en", "When will the harbour open again?", guide},
		{"en", "How the harbour strike began", guide},
		{"en", "5 things to see in Elmstead", guide},
		{"en", "Ten Things You Need to Know Today", guide},
		{"en", "Photos this week: a flood in Elmstead", guide},
		{"es", "Fotos de la huelga del puerto", guide},
		{"en", "Analysis: the harbour after the strike", guide},
		{"en", "Budget, storm, cup final, ferry, harbour strike", guide},
		{"en", "The strike was right | Opinion", comment},
		{"de", "Warum der Hafen stillsteht", guide},
		{"de", "Hafenstreik nach zwölf Tagen beendet", report},
		{"fr", "Pourquoi le port est fermé", guide},
		{"fr", "La grève du port prend fin", report},
		{"es", "Cómo empezó la huelga del puerto", guide},
		{"es", "Termina la huelga del puerto", report},
		{"it", "Perché il porto è chiuso", guide},
		{"it", "Finisce lo sciopero del porto", report},
		{"pt", "O que se sabe sobre a greve do porto", guide},
		{"pt", "Greve do porto termina", report},
		{"ru", "Почему закрыт порт", guide},
		{"ru", "Забастовка в порту закончилась", report},
		{"tr", "Liman neden kapandı?", guide},
		{"tr", "Limandaki grev sona erdi", report},
	} {
		if got := genreOf(&knowledge.Article{Title: c.title, Language: c.language, URL: "https://1.example/news/1"}); got != c.want {
			t.Errorf("%s %q: genre %d, want %d", c.language, c.title, got, c.want)
		}
	}
}

// TestPersonal tells sentences that advise and ask from those that report.
func TestPersonal(t *testing.T) {
	for _, c := range []struct {
		language, text string
		want           bool
	}{
		{"en", "Here's what you need to know about the strike.", true},
		{"en", "Is there an end in sight?", true},
		{"en", "The US forces left the harbour on Monday.", false},
		{"en", "“We lost everything,” the captain said.", false},
		{"en", "The harbour was built before World War I began.", false},
		{"en", "Artemis I lifted off on Monday.", false},
		{"en", "When I came the harbour was closed.", true},
		{"en", "On Monday, I came to the harbour.", true},
		{"en", "The mayor said \"we are ready\" and left.", false},
		{"de", "Das müssen wir jetzt wissen.", true},
		{"de", "Die Stadt öffnet den Hafen am Montag.", false},
		{"fr", "Voici ce que vous devez savoir.", true},
		{"es", "Esto es lo que usted debe saber.", true},
		{"it", "Ecco cosa dovete sapere voi.", true},
		{"pt", "É isto que você precisa saber.", true},
		{"pt", "O porto abriu nos últimos dias.", false},
		{"ru", "Вот что вам нужно знать.", true},
		{"tr", "Bunu bizim bilmemiz gerekiyor.", true},
	} {
		if got := personal(c.text, c.language); got != c.want {
			t.Errorf("%s %q: personal %t", c.language, c.text, got)
		}
	}
}

// TestPlaces compares counts of one place and of two.
func TestPlaces(t *testing.T) {
	for _, c := range []struct {
		language, a, b string
		want           bool
	}{
		{"en", "Officials said 12 people were killed in Kerr County.", "Officials said 20 people were killed in Travis County.", false},
		{"en", "Officials said 12 people were killed in Kerr County.", "Officials said 20 people were killed in Kerr County.", true},
		{"en", "Officials said 12 people were killed in Kerr County.", "Officials said 20 people were killed so far.", false},
		{"en", "Officials said 12 people were killed so far, with more bodies found in Kerr County.", "Officials said 20 people were killed so far.", true},
		{"en", "Officials said 12 people were killed in Texas.", "Officials said 20 people were killed so far.", true}, // all of it is about Texas
		{"fr", "Au moins 12 personnes ont été tuées en Bretagne.", "Au moins 20 personnes ont été tuées en Normandie.", false},
		{"es", "Murieron 12 personas en Valencia.", "Murieron 20 personas en Murcia.", false},
		{"it", "Sono morte 12 persone a Bologna.", "Sono morte 20 persone a Ravenna.", false},
		{"pt", "Morreram 12 pessoas em Lisboa.", "Morreram 20 pessoas em Coimbra.", false},
		{"ru", "Погибли 12 человек в Киеве.", "Погибли 20 человек в Одессе.", false},
	} {
		a, b := figuresIn(c.a, c.language), figuresIn(c.b, c.language)
		if len(a) != 1 || len(b) != 1 {
			t.Fatalf("%s: %v, %v", c.a, a, b)
		}
		if got := a[0].together(&b[0], map[string]bool{"texa": true, "texas": true}); got != c.want {
			t.Errorf("%s / %s: of one place %t, %q and %q", c.a, c.b, got, a[0].places, b[0].places)
		}
	}
}
