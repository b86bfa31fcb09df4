package timeline

import (
	"testing"

	"quoth/knowledge"
	"quoth/knowledge/text"
	"quoth/knowledge/topic"
)

func TestMannerOf(t *testing.T) {
	for _, c := range []struct {
		language, text string
		want           manner
	}{
		{"en", "The dam broke on Sunday and flooded two villages.", reports},
		{"en", "Divers have found nobody since Monday.", reports},
		{"en", "The mayor said 24 people had died in the flood.", reports},
		{"en", "The chief engineer was arrested at his home.", reports},
		{"en", "The mayor said the dam is safe.", recounts},
		{"en", "It was the third flood of the year.", recounts},
		{"en", "The proposed dam is expected to cost 40 million crowns.", states},
		{"en", "The dam could be rebuilt by 2027.", states},
		{"en", "\"They drowned, and nobody helped,\" is all the keeper says.", states},
		{"en", "Who opened the gates on Sunday?", addresses},
		{"en", "Here's what we know about the dam that broke on Sunday.", addresses},
		{"en", "The owners did not immediately respond to a request for comment on Monday.", addresses},
		{"en", "This page reflected what was known on Sunday.", addresses},
		{"en", "If you were in Orvale on Sunday, write to the police.", addresses},
		{"en", "In this town there are few who fled when the dam broke on Sunday.", reports},
		{"en", "This postponed the opening, which the owners announced on Sunday.", reports},
		{"de", "Die Feuerwehr brachte ihnen am Sonntag Boote und wurde gefeiert.", reports},
		{"de", "Wir haben Ihnen am Sonntag geschrieben.", addresses},
		{"it", "Domenica vi furono trenta morti.", reports},
		{"de", "Der Damm wurde am Sonntag zerstört.", reports},
		{"de", "Die Polizei verhaftete am Montag den Ingenieur.", reports},
		{"de", "Die Bürgermeisterin sagte am Montag, der Damm sei sicher.", recounts},
		{"de", "Der Damm ist 80 Meter hoch.", states},
		{"de", "Der Betreiber reagierte auf eine Anfrage zunächst nicht.", addresses},
		{"fr", "Le barrage a cédé dimanche.", reports},
		{"fr", "Trois villages sont inondés depuis dimanche.", states},
		{"fr", "Le propriétaire n'a pas répondu lundi.", addresses},
		{"es", "La presa se rompió el domingo.", reports},
		{"es", "La presa está en ruinas.", states},
		{"es", "La empresa no respondió de inmediato el lunes.", addresses},
		{"it", "La diga crollò domenica.", reports},
		{"it", "La diga è alta ottanta metri.", states},
		{"pt", "A barragem desabou no domingo.", reports},
		{"pt", "A barragem tem oitenta metros.", states},
		{"ru", "Плотина рухнула в воскресенье.", reports},
		{"ru", "Это была третья авария за год.", recounts},
		{"ru", "Плотина стоит на реке.", states},
		{"ru", "Компания не ответила на запрос в понедельник.", addresses},
		{"tr", "Baraj pazar günü yıkıldı.", reports},
		{"tr", "Vali barajın güvenli olduğunu söyledi.", recounts},
		{"tr", "Baraj seksen metre yüksekliğinde.", states},
		{"ja", "ダムは日曜日に決壊した。", reports},
	} {
		s := topic.Sentence{Range: knowledge.Range{End: len(c.text)}, Terms: text.AppendTerms(nil, c.text, c.language)}
		r := topic.Reading{Document: &knowledge.Document{Article: knowledge.Article{Text: c.text, Language: c.language}}}
		if got := mannerOf(&s, newArticle(&r)); got != c.want {
			t.Errorf("%s: the manner of %q is %d, want %d", c.language, c.text, got, c.want)
		}
	}
}
