package intent

import "testing"

// TestTyped reads commands and small talk as people type them on a phone: without accents and hyphens,
// in short forms, in words of a group.
func TestTyped(t *testing.T) {
	for line, want := range map[string]string{
		"tenme al dia con el volcan": "follow el volcan", "cronologia dello sciopero": "timeline sciopero", "fais moi une frise chronologique des incendies": "timeline incendies", "tiens moi au courant pour le pape": "follow le pape",
		"zeitleiste uber den streik": "timeline den streik", "resume l'affaire": "summary l'affaire", "quoi de neuf ajd": "latest ", "slt ça va ?": "talk", "vlw": "talk", "t nul": "talk", "thats crazy": "react", "que loucura gente": "react",
		"arrête de m'envoyer des trucs sur trump": "unfollow trump", "hör auf mir epstein zeug zu schicken": "unfollow epstein", "kannst du mir das urteil kurz zusammenfassen": "summary das urteil", "halt mich beim thema zölle auf dem laufenden": "follow zölle",
		"epstein abonnieren": "follow epstein", "wie kann ich ein thema abonnieren": "help ", "e aí, quais as novidades": "latest ", "trump haberlerini artık gönderme": "unfollow trump", "gümrük vergileri hakkında yeni haber çıkınca haber ver": "follow gümrük vergileri",
		"ping this channel whenever theres something on the artemis launch": "follow artemis launch", "add the heist to this channel's alerts": "follow heist", "wake me up when the strike ends": "follow strike", "wake me up at 7": "talk",
		"i don't want any more tariff alerts": "unfollow tariff", "i don't wanna hear anything more about the tariffs": "unfollow tariffs", "is this chat private": "privacy ", "that has nothing to do with my question": "talk",
		"can you tell me when the next full moon is": "ask", "can you tell me when the strike is over": "follow strike", "follow the money": "ask", "follow the money in the fraud case": "ask", "nah forget it": "react",
		`who said "it will rain", find the exact words`: "find it will rain", "bist du ein roboter oder sitzt da wer": "talk", "are you a bot or a human": "talk", "sei un bot o una persona?": "talk", "ты бот или человек": "talk",
		"what are my alerts": "alerts ", "we want news about ukraine in here": "follow ukraine", "segue trump pra mim": "follow trump", "bom diaa": "talk", "приветт": "talk",
		"quote unquote experts on the vaccine": "ask", "sigue la guerra en ucrania?": "ask",
		"préviens moi s'il y a du nouveau sur macron": "follow macron", "не следи больше за теслой": "unfollow теслой", "benachrichtigungen pausieren": "alerts ", "what did the report's summary say": "ask", "arrêt du tabac chiffres": "ask", "stress": "ask",
		"is he a robot or a human": "ask", "vitamin c": "ask", "star wars": "ask",
		"Trump'ı takip et": "follow Trump", "enflasyonu takip et": "follow enflasyon", "borsayı takip et": "follow borsa", "davasını takip et": "follow davası", "seli takip et": "follow sel", "ekonomi takip et": "follow ekonomi",
		"kanunu takip et": "follow kanun", "sarayı takip et": "follow saray", "İstanbul seçimini takip et": "follow İstanbul seçimi", "tesla takip et": "follow tesla",
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

// TestAllOutlets goes back to all outlets, whatever is said around that.
func TestAllOutlets(t *testing.T) {
	for _, line := range []string{"doch aus allen Quellen", "nein, lieber von allen zeitungen", "mais de toutes les sources", "pero de todas las fuentes", "ma da tutte le fonti", "mas de todas as fontes", "нет, лучше из всех источников", "peki bütün kaynaklardan"} {
		l := private(line)
		l.Answered = true
		if got := Read(l, commands); got.Kind != Outlet || got.Args["source"] != "" {
			t.Errorf("%q is taken for %+v", line, got)
		}
	}
}
