package page

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"quoth/knowledge/gather/fetch"
)

func TestWalls(t *testing.T) {
	for text, want := range map[string]wall{
		"We and our 612 partners store and read information on your device so that advertising can be measured, if you agree.":     consentWall,
		"Wir verwenden Cookies, um Inhalte und Werbung für Sie anzupassen; in den Einstellungen können Sie dem widersprechen.":     consentWall,
		"Nous et nos partenaires utilisons des cookies; vous pouvez accepter ou changer vos choix à tout moment.":                  consentWall,
		"Мы используем файлы куки и данные партнёров для рекламы. Оставаясь на сайте, вы соглашаетесь.":                            consentWall,
		"Çerezleri kişisel reklam için kullanıyoruz; sizin onayınız gerekir ve ayarlardan değiştirebilirsiniz.":                    consentWall,
		"This story is for subscribers. Your first month costs one crown, and you can cancel whenever you like.":                   payWall,
		"Sie sind bereits Abonnent? Dann können Sie sich hier anmelden und weiterlesen.":                                           payWall,
		"Este contenido es solo para suscriptores. Suscríbete por 1 € al mes y sigue leyendo; ¿ya eres suscriptor? Inicia sesión.": payWall,
		"Abbonati per continuare a leggere: il primo mese è gratis, e puoi disdire quando vuoi con il tuo account.":                payWall,
		"Enter your e-mail address and we will send you a link with which you can reset your password.":                            loginWall,
		"Haben Sie Ihr Passwort vergessen?":                                                                                              loginWall,
		"Your browser is too old for this site. Please update it or use another one.":                                                    browserWall,
		"Your browser has no JavaScript, please turn it on: enable JavaScript in the settings.":                                          browserWall,
		"You are using an ad blocker. Please turn it off for our site.":                                                                  adWall,
		"Please confirm that you are human and no robot before we let you in.":                                                           robotWall,
		"The council of Ashford voted on Tuesday to build a tram line to the harbour, after three years of talks about its cost.":        "",
		"The paper said that its subscribers would pay two crowns more from March, the first rise in the price of a month in ten years.": "",
		"Google will end cookies in its browser next year, and advertising firms fear for their business, the company said.":             "",
		"The robot arm welds two frames a minute, and the plant needs forty people fewer for it, the union said.":                        "",
	} {
		if got := wallOf(conceptsIn(text)); got != want {
			t.Errorf("%q: %q, want %q (%b)", text, got, want, conceptsIn(text))
		}
	}
}

func TestGate(t *testing.T) {
	const consent = `<p>Before you read on, please choose. Together with up to 96 firms and partners we keep files on your device, so that advertising can be fitted to you.</p>
<p>Press the button to accept, or take a subscription. You can withdraw your choice in the settings, at the foot of each page under privacy.</p>`
	const offer = `<div class="box"><h2>The rest of it</h2><p>This story is for members. Your first month costs two crowns, and you can end it whenever you wish; it renews by itself.</p>
<p>Member already? <a href="/in">Sign in</a> and read on, wherever you are.</p></div>`
	head := `<title>Tram line approved in Ashford - Echo</title>`
	h1 := "<h1>Tram line approved in Ashford</h1>"
	for name, c := range map[string]struct {
		html    string
		want    Opinion
		without string
	}{
		"article":              {page(head, story), Whole, ""},
		"consent":              {head + "<body><main>" + h1 + consent + "</main>", Refused, ""},
		"consent of new words": {head + "<body><main>" + h1 + strings.Repeat("<p>Say yes to small helpers, or pay. It is all up to everybody who comes here, and nothing is lost by a no.</p>", 3) + "</main>", Refused, ""},
		"paid box":             {page(head, story+offer), Beginning, "renews"},
		"subscribers":          {page(head+`<meta property="article:content_tier" content="locked">`, story), Beginning, ""},
		"broken off":           {page(head, story+"<p>What it will cost the shops along the street, and who is to pay for the months without…</p>"), Beginning, ""},
		"another's text":       {page(head, "") + "<div><p>Deliveries are free from sixty crowns, and we charge eight crowns for each parcel that leaves our house before noon.</p></div>", Refused, ""},
		"few words":            {page(head, "<p>The tram line in Ashford is approved, and building begins in June of the coming year.</p>"), Doubtful, ""},
		"password dialog":      {head + "<body>" + h1 + `<div><p>Forgotten your password? Enter your address and we send you another one at once, to the address that you gave us.</p></div>`, Refused, ""},
	} {
		p, err := Read(strings.NewReader(c.html), "text/html", "https://echo.example/tram")
		if p.Gate != c.want {
			t.Errorf("%s: %q, want %q: %s %v %q", name, p.Gate, c.want, p.Why, err, p.Text)
		}
		if (err != nil) != (c.want == Refused) || c.want == Refused && p.Text != "" || (p.Why == "") != (c.want == Whole) {
			t.Errorf("%s: %v, with %q and %q", name, err, p.Text, p.Why)
		}
		if err != nil && !errors.Is(err, ErrNotArticle) && !errors.Is(err, ErrNoText) {
			t.Errorf("%s: %v", name, err)
		}
		if c.without != "" && strings.Contains(p.Text, c.without) {
			t.Errorf("%s: the text holds %q: %q", name, c.without, p.Text)
		}
	}
}

func TestTells(t *testing.T) {
	p := Page{Title: "Ashford gets its tram", Text: "The council of Ashford voted to build a tram line to the harbour."}
	for said, want := range map[[2]string]bool{
		{"Tram line for Ashford", ""}: true,
		{"At last", "Councillors of Ashford have voted for trams to the harbour."}: true,
		{"Ferry strike ends", "The crews of the ferries went back to work."}:       false,
		{"Oh!", ""}: true,
	} {
		if got := p.Tells(said[0], said[1]); got != want {
			t.Errorf("it tells %q: %t", said, got)
		}
	}
}

// TestReaderKnowsBlocks reads pages of a site that shows the same words in place of each of its articles.
func TestReaderKnowsBlocks(t *testing.T) {
	const box = "<p>Town tram ferry: hello and come in, dear friend of the town, tram and ferry, and stay with the Echo for good, as so many do day by day and year by year.</p>"
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/robots.txt":
			http.NotFound(w, r)
		case "/whole", "/again":
			fmt.Fprint(w, page("<title>Tram line approved</title>", story))
		default:
			name := strings.TrimPrefix(r.URL.Path, "/")
			fmt.Fprintf(w, "<html><title>The %s of the town</title><body><h1>The %s of the town</h1>%s%s</body></html>", name, name, box, strings.Replace(box, "hello", "welcome", 1))
		}
	})
	pages := NewReader(loopback(), nil)
	read := func(path string) error {
		_, err := pages.Read(context.Background(), s.URL+path)
		return err
	}
	if err := errors.Join(read("/tram"), read("/tram"), read("/whole"), read("/again")); err != nil {
		t.Error(err)
	}
	var failure *fetch.Error
	if err := read("/ferry"); !errors.Is(err, ErrRepeated) || !errors.As(err, &failure) || failure.Kind != fetch.NotArticle {
		t.Errorf("what stood under another title gives %v", err)
	}
}

func TestMemoryIsBounded(t *testing.T) {
	m := newMemory()
	for i := range 2 * rememberedSites {
		for j := range 3 {
			m.repeats(fmt.Sprint("site", i), fmt.Sprint(i, j), "title", strings.Repeat(fmt.Sprintf("a paragraph of more than eight words, number %d of %d\n\n", j, i), 200))
		}
	}
	var long strings.Builder
	for i := range 2 * rememberedBlocks {
		fmt.Fprintf(&long, "paragraph %d has more than eight words in it, and is kept\n\n", i)
	}
	m.repeats("long", "1", "title", long.String())
	if len(m.sites) != rememberedSites || len(m.order) != rememberedSites || len(m.sites["long"].blocks) != rememberedBlocks {
		t.Errorf("%d sites in order of %d, %d blocks", len(m.sites), len(m.order), len(m.sites["long"].blocks))
	}
}
