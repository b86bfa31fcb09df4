package bot

import "testing"

// TestSmalltalkLanguages answers in the language that is set, else in that of the line, else
// in that of the platform.
func TestSmalltalkLanguages(t *testing.T) {
	for line, want := range map[string]string{
		"hallo": "de", "moin moin": "de", "Bist du ein Computer?": "de", "danke!": "de", "merci beaucoup": "fr", "bonjour": "fr", "hola": "es", "¡Gracias!": "es",
		"ciao": "it", "grazie mille": "it", "oi": "pt", "muito obrigado": "pt", "привет": "ru", "спасибо": "ru", "merhaba": "tr", "teşekkürler": "tr",
		"thank you so much": "en", "who made you?": "en", "👋": "en",
		"wait no don't": "en", "nein, lieber nicht": "de", "não, obrigado": "pt", "hava durumu": "tr", "météo": "fr", "Wetter in Bremen": "de", "poem about war": "en",
		"was kannst du": "de", "que sais-tu faire": "fr", "was folge ich": "de", "suis le foot": "fr", "cosa seguo": "it", "siga a greve": "pt", "neyi takip ediyorum": "tr", "chronologie Trump": "en",
	} {
		if got := smalltalk(Request{Text: line}).Language(); got != want {
			t.Errorf("%q is answered in %q, want %q", line, got, want)
		}
	}
	if got := smalltalk(Request{Text: "👋", Language: "pt-BR"}).Language(); got != "pt" {
		t.Errorf("a Brazilian is greeted in %q", got)
	}
}
