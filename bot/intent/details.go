package intent

import (
	"fmt"
	"strconv"
	"strings"

	"quoth/knowledge/lazyregexp"
)

// What a command says beside its topic: how often, when, how long, from when to
// when.
var (
	dailyWords  = `daily|every ?day|each day|once a day|every (?:morning|evening|night)|each (?:morning|evening)|täglich|jeden (?:tag|morgen|abend)|einmal am tag|tous les (?:jours|matins|soirs)|chaque jour|une fois par jour|quotidien(?:nement)?|cada día|cada dia|todos los días|todas las mañanas|una vez al día|diario|diariamente|ogni (?:giorno|mattina|sera)|una volta al giorno|tutti i giorni|todo dia|todos os dias|uma vez por dia|uma vez ao dia|каждый день|ежедневно|раз в день|одного раза в день|каждое утро|her gün|her sabah|günde bir|günlük`
	hourlyWords = `hourly|every hour|each hour|once an hour|stündlich|jede stunde|toutes les heures|chaque heure|cada hora|ogni ora|a cada hora|каждый час|ежечасно|раз в час|her saat|saatlik`
	nowWords    = `right away|immediately|instantly|at once|as it happens|sofort|tout de suite|immédiatement|de inmediato|al momento|inmediatamente|subito|imediatamente|na hora|сразу|немедленно|hemen|anında`

	pace = []struct {
		name string
		form *lazyregexp.Regexp
	}{
		{"daily", word(dailyWords)}, {"hourly", word(hourlyWords)}, {"now", word(nowWords)},
	}
	// enough is what is said around a pace that is all that is wanted: "hourly is enough".
	enough = lazyregexp.New(`(?i)^(?:(?:actually|maybe|just|only|eigentlich|lieber|nur|en fait|plutôt|solo|mejor|meglio|só|melhor|лучше|только|sadece|an|the|updates?|alerts?|is|are|it|would be|will|that(?:'s|s| is)?|do|enough|fine|plenty|better|ok|okay|for me|mir|reicht|genügt|langt|es|das|wäre|ist|besser|völlig|auch|suffit|ça|me|c'est|mieux|assez|está|estaría|va|bien|es|basta|suficiente|sobra|mi|bene|sufficiente|è|andrebbe|chega|é|fica|ótimo|bom|достаточно|хватит|мне|вполне|нормально|yeter|yeterli|olur|olsun|iyi|bana)(?:[ ,.]+|$))+$`)

	clockWords = `(\d{1,2})(?:[:.h](\d\d))?\s*(am|pm|a\.m\.|p\.m\.|uhr|h|heures?|часов|часа|o'clock)?`
	atTime     = lazyregexp.New(`(?i)(?:^|\s)(?:at|around|um|gegen|à|a las|alle|às|as|в|saat)\s+` + clockWords + `(?:'?(?:de|da|te|ta))?(?:\s|$)`)
	length     = lazyregexp.New(`(?i)(?:^|\s)(?:in|with|into|mit|en|con|com|em|в|из)\s+(\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|zwei|drei|vier|fünf|deux|trois|quatre|cinq|dos|tres|cuatro|cinco|due|tre|quattro|cinque|dois|duas|três|quatro|двух|трёх|трех|четырёх|пяти|üç|iki|beş)\s+(?:short |brief )?(?:sentences?|lines?|points?|bullets?|bullet points|sätzen?|zeilen|phrases?|lignes|frases?|líneas|frasi|righe|linhas|предложениях|строках|cümleyle|cümlede)`)
	span       = lazyregexp.New(`(?i)(?:between|from|after|zwischen|von|ab|entre|de|desde|tra|dalle|das|с|со|после)?\s*(?:the |les |las |le |l'|as )?` + clockWords + `\s*(?:-|–|—|to|and|until|till|til|through|bis|und|et|à|y|a|hasta|e|alle|até|до|и|ile)\s*(?:the |les |las |le |l'|as )?` + clockWords)
	quietCue   = lazyregexp.New(`(?i)quiet|disturb|don'?t|do not|no (?:messages|alerts|notifications)|silen|ruhe|nicht|keine|stör|pas |ne m|dérange|no me|molest|non |disturba|não|nao|perturb|не |тих|беспок|sessiz|rahatsız|yazma|gönderme|mute`)
	previewOff = lazyregexp.New(`(?i)(?:turn|switch) (?:the |link )*previews? off|turn off (?:the |link )*previews?|(?:no|without|disable|hide|stop) (?:the |showing |link )*previews?|keine vorschau(?:en)?|vorschau aus|pas d'aperçus?|sans aperçus?|sin vistas? previas?|niente anteprime|senza anteprim[ea]|sem prévias?|без превью|önizleme (?:olmasın|kapat)|önizlemeleri kapat`)
	previewOn  = lazyregexp.New(`(?i)(?:turn|switch) (?:the |link )*previews? on|turn on (?:the |link )*previews?|(?:enable|show|with) (?:the |link )*previews?|vorschau an|avec aperçus?|con vistas? previas?|con anteprim[ea]|com prévias?|с превью|önizleme(?:leri)? aç`)
)

// word is a form that stands as words of its own; \b knows Latin letters only.
func word(s string) *lazyregexp.Regexp {
	return lazyregexp.New(`(?i)(?:^|\s)(?:` + s + `)(?:\s|$|[.,;!?])`)
}

var numerals = map[string]int{"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
	"zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5,
	"due": 2, "tre": 3, "quattro": 4, "cinque": 5, "dois": 2, "duas": 2, "três": 3, "quatro": 4, "двух": 2, "трёх": 3, "трех": 3, "четырёх": 4, "пяти": 5,
	"iki": 2, "üç": 3, "beş": 5, "dört": 4, "bir": 1, "ein": 1, "eine": 1, "einem": 1, "einen": 1, "un": 1, "une": 1, "uno": 1, "una": 1, "um": 1, "uma": 1,
	"один": 1, "одно": 1, "одном": 1, "одной": 1, "одну": 1, "два": 2, "две": 2, "три": 3, "четыре": 4, "пять": 5}

// sentenceWords is about how many words a sentence of news has.
const sentenceWords = 25

// counted reads a number, written out or in digits, of which so many make a sentence; it is
// the number of sentences.
func counted(s string, each int) string {
	n, known := numerals[strings.ToLower(s)]
	if !known {
		n, _ = strconv.Atoi(s)
	}
	return strconv.Itoa(max(1, n/each))
}

// details takes what a command may say beside its topic out of a line. at alone
// says nothing: "at 8" is a time of day only beside a pace.
func details(s string) (rest string, args map[string]string) {
	rest, args = s, map[string]string{}
	cut := func(form *lazyregexp.Regexp) []string {
		m := form.FindStringSubmatchIndex(rest)
		if m == nil {
			return nil
		}
		var groups []string
		for i := 0; i+1 < len(m); i += 2 {
			if m[i] < 0 {
				groups = append(groups, "")
				continue
			}
			groups = append(groups, rest[m[i]:m[i+1]])
		}
		rest = trim(rest[:m[0]] + " " + rest[m[1]:])
		rest = strings.Join(strings.Fields(rest), " ")
		return groups
	}
	if g := cut(length); g != nil {
		args["length"] = counted(g[1], 1)
	}
	if m := span.FindStringSubmatch(rest); m != nil && quietCue.MatchString(rest) {
		if from, ok := clock(m[1], m[2], m[3], m[6]); ok {
			if to, ok := clock(m[4], m[5], m[6], ""); ok {
				args["quiet"] = from + "-" + to
				return rest, args
			}
		}
	}
	for _, p := range pace {
		if cut(p.form) != nil {
			args["pace"] = p.name
			if m := enough.FindString(rest); m != "" && len(m) == len(rest) {
				rest = ""
			}
			break
		}
	}
	if g := cut(atTime); g != nil {
		if at, ok := clock(g[1], g[2], g[3], ""); ok && (args["pace"] == "daily" || args["pace"] == "" && g[2] != "") {
			args["at"], args["pace"] = at, "daily"
		} else {
			return s, args
		}
	}
	switch {
	case previewOff.MatchString(rest):
		args["previews"] = "false"
	case previewOn.MatchString(rest):
		args["previews"] = "true"
	}
	return rest, args
}

// clock is a time of day as HH:MM. half is am or pm, or else that of the time behind
// it: "11 to 7 am".
func clock(hour, minute, half, behind string) (string, bool) {
	h, err := strconv.Atoi(hour)
	m, _ := strconv.Atoi(minute)
	switch strings.ToLower(strings.ReplaceAll(half, ".", "")) {
	case "pm":
		if h < 12 {
			h += 12
		}
	case "am":
		if h == 12 {
			h = 0
		}
	}
	_ = behind
	if err != nil || h > 24 || m > 59 {
		return "", false
	}
	return fmt.Sprintf("%02d:%02d", h%24, m), true
}
