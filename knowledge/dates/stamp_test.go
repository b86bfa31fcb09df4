package dates

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"quoth/knowledge/heaptest"
)

// stampText writes a stamp as 2026-10-16 14:05:00 +0200, with 0 for what is not written.
func stampText(s Stamp) string {
	out := fmt.Sprintf("%04d-%02d-%02d", s.Year, s.Month, s.Day)
	if s.Timed {
		out += fmt.Sprintf(" %02d:%02d:%02d", s.Hour, s.Minute, s.Second)
	}
	if s.Zone != nil {
		out += time.Date(2026, 1, 1, 0, 0, 0, 0, s.Zone).Format(" -0700")
	}
	return out
}

func TestParseStamp(t *testing.T) {
	for written, want := range map[string]string{
		// digits
		"2026-10-16":                       "2026-10-16",
		"2026/10/6":                        "2026-10-06",
		"2026.10.16":                       "2026-10-16",
		"20261016":                         "2026-10-16",
		"20261016T140500":                  "2026-10-16 14:05:00",
		"20261016140500":                   "2026-10-16 14:05:00",
		"2026-10-16T14:05:00Z":             "2026-10-16 14:05:00 +0000",
		"2026-10-16T14:05:00.123456+02:00": "2026-10-16 14:05:00 +0200",
		"2026-10-16T14:05+0530":            "2026-10-16 14:05:00 +0530",
		"2026-10-16 14:05:00 -05":          "2026-10-16 14:05:00 -0500",
		"2026-10-16T14":                    "2026-10-16 14:00:00",
		"16.10.2026":                       "2026-10-16",
		"16. 10. 2026":                     "2026-10-16",
		"6.1.2026, 14.05 Uhr":              "2026-01-06 14:05:00",
		"16/10/2026 14h05":                 "2026-10-16 14:05:00",
		"16-10-2026":                       "2026-10-16",
		"16.10.26":                         "2026-10-16",
		"16.10.97":                         "1997-10-16",
		"2026年10月6日":                       "2026-10-06",
		// English
		"Thu, 26 Nov 2026 21:15:00 +0100":                           "2026-11-26 21:15:00 +0100",
		"Thu, 26 Nov 26 21:15:00 GMT":                               "2026-11-26 21:15:00 +0000",
		"Thursday, 26-Nov-26 21:15:00 GMT":                          "2026-11-26 21:15:00 +0000",
		"Thu Nov 26 21:15:00 2026":                                  "2026-11-26 21:15:00",
		"Thu Nov 26 21:15:00 EST 2026":                              "2026-11-26 21:15:00 -0500",
		"Thu Nov 26 2026 21:15:00 GMT+0100 (Central European Time)": "2026-11-26 21:15:00 +0100",
		"Published: November 26th, 2026 at 9:15 p.m. ET":            "2026-11-26 21:15:00 -0500",
		"Nov. 26, 2026 | 9 PM":                                      "2026-11-26 21:00:00",
		"12:05 AM, 26 November 2026":                                "2026-11-26 00:05:00",
		"10:49 GMT on Thursday 26 November 2026":                    "2026-11-26 10:49:00 +0000",
		"26 NOV 2026":                                               "2026-11-26",
		"the 26th of November, 2026":                                "2026-11-26",
		"2026-Nov-26":                                               "2026-11-26",
		// German
		"Veröffentlicht am Freitag, den 16. Oktober 2026 um 14:05 Uhr": "2026-10-16 14:05:00",
		"Stand: 1. März 2026, 7 Uhr":                                   "2026-03-01 07:00:00",
		"Fr., 16. Okt. 2026 - 14.05 Uhr":                               "2026-10-16 14:05:00",
		"3. Jänner 2026":                                               "2026-01-03",
		"Do, 12 Mär 2026 08:00:00 MEZ":                                 "2026-03-12 08:00:00 +0100",
		// French
		"jeu., 26 nov. 2026 21:15:00 +0100": "2026-11-26 21:15:00 +0100",
		"mardi 24 août 2026 08:05":          "2026-08-24 08:05:00",
		"Publié le 1er février 2026 à 8h05": "2026-02-01 08:05:00",
		"mar. 24 nov. 2026":                 "2026-11-24",
		"le 14 JUILLET 2026 à 14 h 05":      "2026-07-14 14:05:00",
		// Spanish
		"miércoles, 16 de septiembre de 2026 a las 14:05 horas": "2026-09-16 14:05:00",
		"1 de mayo del 2026": "2026-05-01",
		"16 ene. 2026 14:05": "2026-01-16 14:05:00",
		"Octubre 16, 2026":   "2026-10-16",
		// Italian
		"Pubblicato l'11 settembre 2026 alle 14.05": "2026-09-11 14:05:00",
		"lunedì 1° giugno 2026, ore 9:30":           "2026-06-01 09:30:00",
		"16 lug 2026":                               "2026-07-16",
		// Portuguese
		"sexta-feira, 16 de outubro de 2026 às 14h05": "2026-10-16 14:05:00",
		"1º de março de 2026":                         "2026-03-01",
		"16/out/2026 14h05":                           "2026-10-16 14:05:00",
		// Russian
		"Пятница, 16 октября 2026 г. в 14:05": "2026-10-16 14:05:00",
		"16 мая 2026, 14:05 МСК":              "2026-05-16 14:05:00 +0300",
		"16 янв. 2026":                        "2026-01-16",
		// Turkish
		"16 Ekim 2026 Cuma, saat 14:05": "2026-10-16 14:05:00",
		"16 AĞUSTOS 2026 14:05":         "2026-08-16 14:05:00",
		"1 Şubat 2026 - 09:30 (TSI)":    "2026-02-01 09:30:00 +0300",
		"28 Kasım 2026 Cumartesi":       "2026-11-28",
		// no dates
		"31.02.2026": "", "32 October 2026": "", "2026": "", "October 2026": "", "16 October": "", "10.0.12.26": "", "v1.10.2026.4": "",
		"+49 30 2026-10": "", "16 October 2026 and 17 October 2026": "", "Part 2 of 16 October 2026": "", "": "", "20261332": "", "26/13/2026": "",
	} {
		got := ""
		if s, ok := ParseStamp(written, "", wednesday.AddDate(6, 0, 0)); ok {
			got = stampText(s)
		}
		if got != want {
			t.Errorf("%q is %q, want %q", written, got, want)
		}
	}
}

func TestParseStampOrder(t *testing.T) {
	for _, c := range [][3]string{
		{"10/11/2026", "en", "2026-10-11"}, {"10/11/2026", "en-US", "2026-10-11"}, {"10/11/2026", "en_GB", "2026-11-10"}, {"10/11/2026", "fr", "2026-11-10"},
		{"10/16/2026", "fr", "2026-10-16"}, {"16/10/2026", "en", "2026-10-16"}, {"10.11.2026", "en", "2026-11-10"},
	} {
		if s, _ := ParseStamp(c[0], c[1], time.Time{}); stampText(s) != c[2] {
			t.Errorf("%q in %s is %s, want %s", c[0], c[1], stampText(s), c[2])
		}
	}
}

func TestStamps(t *testing.T) {
	for text, want := range map[string]string{
		"Von Ilse Varga | 16. Oktober 2026, 14:05 Uhr | Lesezeit 3 Minuten":               "2026-10-16 14:05:00 [16. Oktober 2026, 14:05 Uhr]",
		"Published 3 May 2026, last updated 4 May 2026 at 10:00.":                         "2026-05-03 [3 May 2026], 2026-05-04 10:00:00 [4 May 2026 at 10:00]",
		"¿Qué pasó el 3 de mayo en Brenholt?":                                             "0000-05-03 [3 de mayo]",
		"Was geschah im Oktober 2026 in Brenholt?":                                        "2026-10-00 [Oktober 2026]",
		"Что произошло 5 мая 2026 года?":                                                  "2026-05-05 [5 мая 2026 года]",
		"En mars 2026, le pont a fermé; il rouvre le 2 avril.":                            "2026-03-00 [mars 2026], 0000-04-02 [2 avril]",
		"It may 5 people harm; set 2020 records, out 16 times, 5 May 20 people were hurt": "0000-05-05 [5 May]",
		"Call 030-2026-10-16-77 or see 10.11.12.13 and $16.10.2026":                       "",
	} {
		var got []string
		for _, s := range Stamps(text, "", time.Time{}) {
			got = append(got, stampText(s)+" ["+text[s.Start:s.End]+"]")
		}
		if joined := strings.Join(got, ", "); joined != want {
			t.Errorf("%q holds %s, want %s", text, joined, want)
		}
	}
}

func TestStampTime(t *testing.T) {
	tokyo := time.FixedZone("", 9*3600)
	for written, want := range map[string]string{
		"2026-11-26 22:40": "2026-11-26T13:40:00Z", "2026-11-26 22:40 CET": "2026-11-26T21:40:00Z", "2026-11-26": "2026-11-26T00:00:00Z",
	} {
		s, ok := ParseStamp(written, "", time.Time{})
		if got := s.Time(tokyo).UTC().Format(time.RFC3339); !ok || got != want {
			t.Errorf("%q in Tokyo is %s, want %s", written, got, want)
		}
	}
}

// TestVocabularies demands that every language names every month and weekday
// and that no word names two months.
func TestVocabularies(t *testing.T) {
	for _, v := range vocabularies {
		for i := range v.months {
			for w := range strings.FieldsSeq(v.months[i] + " " + v.shorter[i]) {
				if e := entries[fold(w)]; e.month != i+1 {
					t.Errorf("%s: %q is month %d, want %d", v.language, w, e.month, i+1)
				}
				if len(w) > longestName {
					t.Errorf("%s: %q is longer than longestName", v.language, w)
				}
			}
		}
		for i := range v.weekdays {
			if e := entries[fold(strings.Fields(v.weekdays[i])[0])]; e.weekday != i+1 {
				t.Errorf("%s: %q is weekday %d, want %d", v.language, v.weekdays[i], e.weekday, i+1)
			}
		}
	}
}

func FuzzStamps(f *testing.F) {
	f.Add("Fr., 16. Okt. 2026 - 14.05 Uhr", "de")
	f.Add("14:05 (GMT+2) on 16-го октября '26", "")
	f.Fuzz(func(t *testing.T, text, language string) {
		end := 0
		var stamps []Stamp
		heaptest.Within(t, len(text), func() { stamps = Stamps(text, language, wednesday) })
		for _, s := range stamps {
			if s.Start < end || s.End <= s.Start || s.End > len(text) {
				t.Fatalf("[%d:%d] of %d bytes, behind %d", s.Start, s.End, len(text), end)
			}
			end = s.End
			if utf8.ValidString(text) && !utf8.ValidString(text[s.Start:s.End]) {
				t.Fatalf("%q is no text", text[s.Start:s.End])
			}
			if s.Full() {
				if got := s.Time(time.UTC); s.Zone == nil && (got.Day() != s.Day || got.Hour() != s.Hour) {
					t.Fatalf("%s is %s", stampText(s), got)
				}
			}
		}
	})
}
