package intent

import "testing"

// TestTopic finds what a command is about among what people say around it.
func TestTopic(t *testing.T) {
	for line, want := range map[string]string{
		"follow los angeles fires": "follow los angeles fires", "suis le pen": "follow le pen", "tell me when the merger gets a vote": "follow merger",
		"let me know when the bridge is finally open again": "follow bridge", "alert me if there's a verdict in the fraud case": "follow verdict in the fraud case",
		"tell me when the iron price rises": "follow iron price", "follow stranger things": "follow stranger things", "no more merger stuff": "unfollow merger",
		"sag bescheid wenns was neues zum bahnstreik gibt": "follow bahnstreik", "sag bescheid, sobald der tarifstreit vorbei ist": "follow der tarifstreit",
		"préviens-moi quand la grève est finie": "follow la grève", "préviens-moi s'il y a du nouveau sur le pont": "follow le pont",
		"avísame cuando termine el paro": "follow el paro", "deja de mandarme cosas del paro": "unfollow paro", "dimmi quando finisce lo sciopero": "follow lo sciopero",
		"me avisa se tiver novidade sobre a greve": "follow greve", "me avisa quando a greve acabar": "follow greve", "скажи когда закончится забастовка": "follow забастовка",
		"grevle ilgili bir şey olursa haber ver": "follow grev", "chronologie du procès": "timeline procès", "resume aí a greve": "summary a greve",
		"merger vote recap": "summary merger vote", "paro nacional resumen rapido": "summary paro nacional", "brückeneinsturz zeitleiste": "timeline brückeneinsturz",
		"gimme the merger timeline": "timeline merger", "togli lo sciopero dagli avvisi": "unfollow lo sciopero",
		"search for missing hikers enters third day": "ask", "busca policía al ladrón": "ask", "busca al ladrón": "search al ladrón", "search for the missing hikers": "search the missing hikers",
		"who wrote the merger summary": "ask", "nice summary": "talk", "cool, timeline of the merger": "timeline the merger",
	} {
		l := private(line)
		got := Read(l, commands)
		took := taken(got, l)
		if got.Act == Do {
			took += " " + got.Args["text"]
		}
		if took != want {
			t.Errorf("%q is taken for %q, not %q", line, took, want)
		}
	}
}

// TestOpinions leaves what people say in a group below what the bot made.
func TestOpinions(t *testing.T) {
	for _, line := range []string{"cool timeline", "great recap!", "en resumen", "em resumo", "en résumé", "kurz gesagt", "in sintesi", "короче говоря", "kısacası", "schöne zusammenfassung", "belle chronologie", "resumen genial"} {
		if got := Read(Line{Text: line, To: ToReply, Under: Under{Bot: true}}, commands); got.Act != Silent {
			t.Errorf("%q is taken for %s %s", line, got.Act, got.Command)
		}
	}
	if got := Read(Line{Text: "in short", To: ToMention}, commands); got.Kind != Shorter {
		t.Errorf("to the bot it is %s %s", got.Act, got.Command)
	}
}

// TestSlashed takes a word of a command behind a slash for the command.
func TestSlashed(t *testing.T) {
	for line, want := range map[string]string{"/subscribe merger": "follow merger", "/tldr merger": "summary merger", "/unsubscribe merger": "unfollow merger", "/weather rome": "weather rome", "/fish": "fish "} {
		if got := Read(private(line), commands); got.Command+" "+got.Args["text"] != want {
			t.Errorf("%q is taken for /%s %s, typed %q", line, got.Command, got.Args["text"], got.Typed)
		}
	}
}

// TestAbbreviated takes a name for the one that it is short for.
func TestAbbreviated(t *testing.T) {
	for typed, want := range map[string]string{"srch": "search", "tml": "timeline", "sum": "summary", "s": "s", "se": "se", "xyz": "xyz", "set": "settings", "st": "st"} {
		if got := Nearest(typed, commands); got != want {
			t.Errorf("/%s is taken for /%s, not /%s", typed, got, want)
		}
	}
}
