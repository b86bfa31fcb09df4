package intent

import (
	"strings"
	"sync"

	wording "quoth/knowledge/text"
)

// shortForms are how people write words on a phone, folded, by language. One that several languages
// have is what most lines with it mean.
var shortForms = sync.OnceValue(func() map[string]string {
	out := map[string]string{}
	for _, table := range []string{
		// English
		`u you|r are|ur your|thx thanks|ty thanks|pls please|plz please|b4 before|2day today|2moro tomorrow|tmrw tomorrow|gimme give me|wanna want to|gonna going to|lemme let me|wat what|wut what|wot what|whats what's|wats what's|theres there's|dont don't|didnt didn't|cant can't|isnt isn't|abt about|msg message|msgs messages|notif notification|notifs notifications|rn right now`,
		// German
		`wenns wenn es|obs ob es|nich nicht|nen einen|hab habe|gibts gibt es|gehts geht es|iwas irgendwas|vllt vielleicht|wg wegen`,
		// French
		`c c'est|cest c'est|ct c'était|t t'es|jai j'ai|pk pourquoi|pq pourquoi|pcq parce que|ajd aujourd'hui|aujourdhui aujourd'hui|auj aujourd'hui|slt salut|bjr bonjour|bsr bonsoir|cc coucou|koi quoi|ki qui|mtn maintenant|bcp beaucoup|qqch quelque chose|qd quand|tt tout|ds dans`,
		// Spanish
		`q que|xq porque|tb también|tmb también|bn bien|dnd donde|cdo cuando`,
		// Italian
		`xke perché|xche perché|cmq comunque|nn non|qlc qualcosa|qnd quando|grz grazie`,
		// Portuguese
		`vc você|vcs vocês|vlw valeu|blz beleza|qdo quando|qnd quando|qm quem|pra para|tao estão|tbm também|hj hoje|msm mesmo|mto muito|obg obrigado|oq o que|cmg comigo`,
		// Russian
		`че что|чё что|чо что|ваще вообще|щас сейчас|ща сейчас|тя тебя|мя меня|пж пожалуйста|плиз пожалуйста|спс спасибо|прив привет|нзч не за что|норм нормально|скок сколько|скока сколько|када когда|инфа информация`,
		// Turkish
		`slm selam|mrb merhaba|tsk teşekkürler|tşk teşekkürler|nbr naber|bişey bir şey|bisey bir şey|napıyorsun ne yapıyorsun|napiyon ne yapıyorsun|noldu ne oldu`,
	} {
		for _, pair := range phrases(table) {
			form, meant, _ := strings.Cut(pair, " ")
			if form = wording.Fold(form); out[form] == "" {
				out[form] = meant
			}
		}
	}
	return out
})

// spelled is a line with its short forms written out.
func spelled(s string) string {
	var out strings.Builder
	last := 0
	for sp := range wording.Words(s) {
		if meant := shortForms()[wording.Fold(sp.In(s))]; meant != "" {
			out.WriteString(s[last:sp.Start] + meant)
			last = sp.End
		}
	}
	out.WriteString(s[last:])
	return out.String()
}
