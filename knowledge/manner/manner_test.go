package manner

import (
	"testing"

	"quoth/knowledge/text"
)

func TestOf(t *testing.T) {
	for _, c := range []struct {
		language, text string
		want           Manner
	}{
		{"en", "The dam broke on Sunday and flooded two villages.", Reports},
		{"en", "Divers have found nobody since Monday.", Reports},
		{"en", "The mayor said 24 people had died in the flood.", Reports},
		{"en", "The chief engineer was arrested at his home.", Reports},
		{"en", "The mayor said the dam is safe.", Recounts},
		{"en", "It was the third flood of the year.", Recounts},
		{"en", "The proposed dam is expected to cost 40 million crowns.", States},
		{"en", "The dam could be rebuilt by 2027.", States},
		{"en", "\"They drowned, and nobody helped,\" is all the keeper says.", States},
		{"en", "Who opened the gates on Sunday?", Addresses},
		{"en", "Here's what we know about the dam that broke on Sunday.", Addresses},
		{"en", "The owners did not immediately respond to a request for comment on Monday.", Addresses},
		{"en", "This page reflected what was known on Sunday.", Addresses},
		{"en", "If you were in Orvale on Sunday, write to the police.", Addresses},
		{"en", "In this town there are few who fled when the dam broke on Sunday.", Reports},
		{"en", "This postponed the opening, which the owners announced on Sunday.", Reports},
		{"de", "Die Feuerwehr brachte ihnen am Sonntag Boote und wurde gefeiert.", Reports},
		{"de", "Wir haben Ihnen am Sonntag geschrieben.", Addresses},
		{"it", "Domenica vi furono trenta morti.", Reports},
		{"en", "The court upheld the ban on Friday.", Reports},
		{"en", "If the dam is repaired, the town will be safe.", States},
		{"en", "If he was angry, he hid it on Sunday.", Reports},
		{"fr", "Le barrage s'est effondré dimanche.", Reports},
		{"it", "La diga è crollata domenica.", Reports},
		{"de", "Die Zahl der Toten ist am Sonntag auf 31 gestiegen.", Reports},
		{"de", "Bei Orvale ist ein Damm gebrochen.", Reports},
		{"de", "Die gestiegenen Kosten sind hoch.", States},
		{"de", "Wenn der Damm repariert wird, ist die Stadt sicher.", States},
		{"ru", "Если плотина рухнула, город в опасности.", States},
		{"en", "The dam will be legally closed.", States},
		{"en", "The engineer was reportedly arrested.", Reports},
		{"en", "In this photo, the dam broke on Sunday.", Addresses},
		{"ru", "На этом снимке плотина рухнула.", Addresses},
		{"de", "Der Damm wurde am Sonntag zerstört.", Reports},
		{"de", "Die Polizei verhaftete am Montag den Ingenieur.", Reports},
		{"de", "Die Bürgermeisterin sagte am Montag, der Damm sei sicher.", Recounts},
		{"de", "Der Damm ist 80 Meter hoch.", States},
		{"de", "Der Betreiber reagierte auf eine Anfrage zunächst nicht.", Addresses},
		{"fr", "Le barrage a cédé dimanche.", Reports},
		{"fr", "Trois villages sont inondés depuis dimanche.", States},
		{"fr", "Le propriétaire n'a pas répondu lundi.", Addresses},
		{"es", "La presa se rompió el domingo.", Reports},
		{"es", "La presa está en ruinas.", States},
		{"es", "La empresa no respondió de inmediato el lunes.", Addresses},
		{"it", "La diga crollò domenica.", Reports},
		{"it", "La diga è alta ottanta metri.", States},
		{"pt", "A barragem desabou no domingo.", Reports},
		{"pt", "A barragem tem oitenta metros.", States},
		{"ru", "Плотина рухнула в воскресенье.", Reports},
		{"ru", "Это была третья авария за год.", Recounts},
		{"ru", "Плотина стоит на реке.", States},
		{"ru", "Компания не ответила на запрос в понедельник.", Addresses},
		{"tr", "Baraj pazar günü yıkıldı.", Reports},
		{"tr", "Vali barajın güvenli olduğunu söyledi.", Recounts},
		{"tr", "Baraj seksen metre yüksekliğinde.", States},
		{"ja", "ダムは日曜日に決壊した。", Reports},
	} {
		if got := Of(c.text, 0, len(c.text), text.AppendTerms(nil, c.text, c.language), c.language); got != c.want {
			t.Errorf("%s: the manner of %q is %d, want %d", c.language, c.text, got, c.want)
		}
	}
}
