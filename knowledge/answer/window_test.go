package answer

import (
	"testing"
	"time"
)

// TestWindow narrows lines of which a time is all that they name, and no others.
func TestWindow(t *testing.T) {
	now := time.Date(2025, 11, 12, 15, 0, 0, 0, time.UTC)
	const year, week, august, since, before = "2024-01-01/2025-01-01", "2025-11-03/2025-11-10", "2025-08-01/2025-09-01", "2025-06-12/2025-11-12", "/2024-01-01"
	for line, want := range map[string]string{
		"something from last year": year, "last year?": year, "in 2024": year, "and in 2024?": year, "only from 2024": year, "what about last year": year,
		"last week": week, "anything from august?": august, "since june 12": since, "before 2024": before, "everything from last week please": week,
		"etwas vom letzten Jahr": year, "irgendwas aus 2024?": year, "letzte Woche": week, "vor 2024": before, "nur vom August": august,
		"quelque chose de l'année dernière": year, "et en 2024 ?": year, "la semaine dernière": week, "avant 2024": before,
		"algo del año pasado": year, "la semana pasada": week, "algo de agosto": august, "antes de 2024": before,
		"qualcosa dell'anno scorso": year, "la settimana scorsa": week, "qualcosa di agosto": august, "prima del 2024": before,
		"algo do ano passado": year, "semana passada": week, "algo de agosto?": august, "antes de 2024?": before,
		"что-нибудь за прошлый год": year, "на прошлой неделе": week, "что-нибудь за август": august, "до 2024": before,
		"geçen yıldan bir şey": year, "geçen hafta": week, "2024'ten önce": before, "ağustostan bir şey var mı": august,
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
