package bot

import (
	"reflect"
	"strings"
	"testing"
)

// TestSmalltalkLanguages answers in the language of the line, else in the person's.
func TestSmalltalkLanguages(t *testing.T) {
	for line, want := range map[string]string{
		"hallo": "de", "moin moin": "de", "Bist du ein Computer?": "de", "danke!": "de", "merci beaucoup": "fr", "bonjour": "fr", "hola": "es", "¡Gracias!": "es",
		"ciao": "it", "grazie mille": "it", "oi": "pt", "muito obrigado": "pt", "привет": "ru", "спасибо": "ru", "merhaba": "tr", "teşekkürler": "tr",
		"thank you so much": "en", "who made you?": "en", "👋": "en",
	} {
		if got := smalltalkFor(Request{Text: line}); got != smalltalks[want] {
			t.Errorf("%q is answered with %q", line, got.hello)
		}
	}
	if got := smalltalkFor(Request{Text: "👋", Language: "pt-BR"}); got != smalltalks["pt"] {
		t.Errorf("a Brazilian is greeted with %q", got.hello)
	}
	for language, say := range smalltalks {
		v := reflect.ValueOf(say)
		for i := range v.NumField() {
			if v.Field(i).String() == "" {
				t.Errorf("%s lacks %s", language, v.Type().Field(i).Name)
			}
		}
		if strings.Count(say.forExample, "%s") != 1 {
			t.Errorf("%s: %q names no topic", language, say.forExample)
		}
	}
}
