package answer

import (
	"testing"
	"time"
)

// TestWindow narrows lines of which a time is all that they name, and no others.
func TestWindow(t *testing.T) {
	now := time.Date(2025, 11, 12, 15, 0, 0, 0, time.UTC)
	const year, week, august, since, before, until, after = "2024-01-01/2025-01-01", "2025-11-03/2025-11-10", "2025-08-01/2025-09-01", "2025-06-12/2025-11-12", "/2024-01-01", "/2025-01-01", "2025-01-01/"
	const yesterday = "2025-11-11/2025-11-12"
	// What is before a day and after it leaves the day out; what is until it and since it does not.
	const upTo, with, onward, later = "/2025-06-12", "/2025-06-13", "2025-06-12/", "2025-06-13/"
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
		"before june 12": upTo, "prior to june 12": upTo, "vor dem 12. Juni": upTo, "avant le 12 juin": upTo, "antes del 12 de junio": upTo, "prima del 12 giugno": upTo,
		"antes de 12 de junho": upTo, "antes do dia 12 de junho": upTo, "раньше 12 июня": upTo, "перед 12 июня": upTo, "12 Haziran'dan önce": upTo, "12 Haziran öncesi": upTo,
		"until june 12": with, "up to june 12": with, "through june 12": with, "bis zum 12. Juni": with, "bis einschließlich 12. Juni": with, "jusqu'au 12 juin": with, "hasta el 12 de junio": with,
		"fino al 12 giugno": with, "até 12 de junho": with, "até o dia 12 de junho": with, "до 12 июня": with, "по 12 июня": with, "до 12 июня включительно": with, "12 Haziran'a kadar": with,
		"seit dem 12. Juni": since, "depuis le 12 juin": since, "desde el 12 de junio": since, "dal 12 giugno": since, "desde 12 de junho": since, "с 12 июня": since, "12 Haziran'dan beri": onward,
		"from june 12 on": onward, "starting june 12": onward, "ab dem 12. Juni": onward, "à partir du 12 juin": onward, "a partir del 12 de junio": onward, "a partire dal 12 giugno": onward,
		"a partir de 12 de junho": onward, "начиная с 12 июня": onward, "12 Haziran'dan itibaren": onward, "ab 2024": "2024-01-01/", "à partir de 2024": "2024-01-01/",
		"after june 12": later, "later than june 12": later, "nach dem 12. Juni": later, "après le 12 juin": later, "después del 12 de junio": later, "dopo il 12 giugno": later,
		"depois de 12 de junho": later, "после 12 июня": later, "позже 12 июня": later, "12 Haziran'dan sonra": later, "through the storm": "", "up to 2024 people": "",
		"à partir d'août": "2025-08-01/", "à partir d'hier": "2025-11-11/", "a partire dall'8 giugno": "2025-06-08/", "dall'8 giugno": "2025-06-08/", "prima dell'8 giugno": "/2025-06-08", "dopo l'8 giugno": "2025-06-09/", "fino all'8 giugno": "/2025-06-09",
		"starting from june 12": onward, "starting on june 12": onward, "starting in august": "2025-08-01/", "through to june 12": with, "früher als der 12. Juni": upTo, "später als der 12. Juni": later, "on or after june 12": onward, "on or before june 12": with,
		"antes del día 12 de junio": upTo, "hasta el día 12 de junio": with, "a partir del día 12 de junio": onward,
		"all through last year": year, "all through 2024": year, "through 2024": year, "through last week": week, "up through 2024": until,
		"a week later": "", "zwei Tage später": "", "two days later": "", "a week earlier": "", "later this year": "", "earlier this year": "", "june 12 and before": "",
		"what happened in March 2024?": "", "any news from March 2024?": "", "what was in the news on monday": "", "what happened yesterday?": "",
		"show me articles from 2024": "", "was ist 2024 passiert?": "", "was gab es 2024 neues": "", "Nachrichten vom August": "", "que s'est-il passé en 2024": "",
		"les nouvelles de 2024": "", "qué pasó en 2024": "", "noticias de agosto": "", "cosa è successo nel 2024": "", "notizie di agosto": "",
		"o que aconteceu em 2024": "", "notícias de agosto": "", "что было в 2024": "", "новости за август": "", "2024'te ne oldu": "", "geçen haftanın haberleri": "",
		"yesterday?": yesterday, "und gestern?": yesterday, "die gestrigen": yesterday, "et hier ?": yesterday, "celles d'hier": yesterday, "las de ayer": yesterday, "quelle di ieri": yesterday,
		"as de ontem": yesterday, "а вчера?": yesterday, "вчерашние": yesterday, "dünkü": yesterday, "dünküler?": yesterday,
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
