package answer

import (
	"testing"
	"time"
)

// TestWindow narrows lines of which a time is all that they name, and no others.
func TestWindow(t *testing.T) {
	now := time.Date(2025, 11, 12, 15, 0, 0, 0, time.UTC)
	const year, week, august, since, before, until, after = "2024-01-01/2025-01-01", "2025-11-03/2025-11-10", "2025-08-01/2025-09-01", "2025-06-12/2025-11-12", "/2024-01-01", "/2025-01-01", "2025-01-01/"
	for line, want := range map[string]string{
		"something from last year": year, "last year?": year, "in 2024": year, "and in 2024?": year, "only from 2024": year, "what about last year": year,
		"last week": week, "anything from august?": august, "since june 12": since, "before 2024": before, "everything from last week please": week,
		"etwas vom letzten Jahr": year, "irgendwas aus 2024?": year, "letzte Woche": week, "vor 2024": before, "nur vom August": august,
		"quelque chose de l'année dernière": year, "et en 2024 ?": year, "la semaine dernière": week, "avant 2024": before,
		"algo del año pasado": year, "la semana pasada": week, "algo de agosto": august, "antes de 2024": before,
		"qualcosa dell'anno scorso": year, "la settimana scorsa": week, "qualcosa di agosto": august, "prima del 2024": before,
		"algo do ano passado": year, "semana passada": week, "algo de agosto?": august, "antes de 2024?": before,
		"что-нибудь за прошлый год": year, "на прошлой неделе": week, "что-нибудь за август": august, "до 2024": until,
		"geçen yıldan bir şey": year, "geçen hafta": week, "2024'ten önce": before, "ağustostan bir şey var mı": august,
		"after 2024": after, "nach 2024": after, "après 2024": after, "después de 2024": after, "dopo il 2024": after, "depois de 2024": after,
		"после 2024": after, "2024'ten sonra": after, "after last week": "2025-11-10/", "after august": "2025-09-01/", "ağustostan sonra": "2025-09-01/",
		"until 2024": until, "bis 2024": until, "jusqu'en 2024": until, "hasta 2024": until, "fino a 2024": until, "até 2024": until,
		"what happened in March 2024?": "", "any news from March 2024?": "", "what was in the news on monday": "", "what happened yesterday?": "",
		"show me articles from 2024": "", "was ist 2024 passiert?": "", "was gab es 2024 neues": "", "Nachrichten vom August": "", "que s'est-il passé en 2024": "",
		"les nouvelles de 2024": "", "qué pasó en 2024": "", "noticias de agosto": "", "cosa è successo nel 2024": "", "notizie di agosto": "",
		"o que aconteceu em 2024": "", "notícias de agosto": "", "что было в 2024": "", "новости за август": "", "2024'te ne oldu": "", "geçen haftanın haberleri": "",
		"": "", "oil": "", "why": "", "who won last year": "", "last year's champion": "", "the storm of last week": "", "in Texas in 2024": "", "2024 election": "",
		"letzte Woche in Berlin": "", "l'inflation de l'année dernière": "", "погода на прошлой неделе": "", "something else": "", "more": "", "may": "",
	} {
		got := ""
		if from, to, ok := window(line, "en", now); ok {
			got = iso(from) + "/" + iso(to)
		}
		if got != want {
			t.Errorf("%q is narrowed to %q, want %q", line, got, want)
		}
	}
}

func iso(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}
