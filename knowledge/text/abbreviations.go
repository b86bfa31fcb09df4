package text

import (
	"sync"

	"github.com/neurosnap/sentences"
	"github.com/neurosnap/sentences/data"
)

// kind says how a full stop after an abbreviation is to be read.
type kind uint8

const (
	plain   kind = iota // not an abbreviation: the stop ends the sentence
	title               // a name follows: Gen., Mr., St.; never ends a sentence before a capital
	numeric             // a number follows: No. 5, p. 12; without one it is a word
	month               // a day or a year follows, or the sentence ends
	weekday             // a month or a number follows; otherwise it is a word
	either              // may end a sentence: Inc., etc.; the next word decides
	country             // stands before names made of common words, U.S. Postal Service: only a word that begins sentences ends one
	hour                // a.m., p.m.: ends a sentence unless a day or a time zone follows
)

// abbreviations by language, in lower case and without the last full stop.
var abbreviations = map[string]map[string]kind{
	"en": table(map[kind]string{
		title: `mr mrs ms messrs mx dr prof gen sen gov lt sgt capt cmdr cpl pvt pfc adm brig hon rev supt
			sens reps govs gens drs profs lts msgr mme mlle mt ft st ste maj cllr vs v viz e.g i.e cf ca insp
			ald asst atty dep`,
		numeric: "no nos fig figs p pp vol vols art sec ch para app op nr par tel ext",
		month:   "jan feb mar apr jun jul aug sep sept oct nov dec",
		weekday: "mon tue tues wed thu thur thurs fri sat sun",
		either:  "inc ltd corp co cos bros llc plc jr sr esq etc al ave blvd rd dept univ est approx intl assn ph.d",
		country: "u.s u.k u.n e.u",
		hour:    "a.m p.m",
	}),
	"de": table(map[kind]string{
		title:   "hr fr dr prof dipl ing st vgl z.b d.h u.a bzw sog ca evtl ggf inkl bspw geb gest mag o.a",
		numeric: "nr s art abs bd kap ziff tel aufl",
		month:   "jan feb apr jun jul aug sep sept okt nov dez",
		either:  "usw etc str co mio mrd tsd jh chr u.s zzgl v.a",
	}),
	"fr": table(map[kind]string{
		title:   "m mm mme mmes mlle dr pr me mgr st ste cf p.ex env c.-a-d",
		numeric: "no art p pp vol chap fig tel",
		month:   "janv fevr avr juil sept oct nov dec",
		either:  "etc av bd inc corp cie s.a ed",
	}),
	"es": table(map[kind]string{
		title:   "sr sra sres sras srta d dña dna dr dra prof gral lic ing mons ud uds vd vds arq p.ej avda",
		numeric: "num nro no art pag pags p pp vol cap fig tel",
		month:   "ene feb mar abr jun jul ago sept set oct nov dic",
		either:  "etc s.a ee.uu cia inc ltda jr",
		hour:    "a.m p.m",
	}),
	"it": table(map[kind]string{
		title:   "sig sigg sig.ra dott dott.ssa dr prof prof.ssa avv ing on sen gen col cap mons rag geom s es cfr ss",
		numeric: "n art p pp pag vol cap fig tel",
		month:   "gen feb mar apr mag giu lug ago sett ott nov dic",
		either:  "ecc s.p.a s.r.l inc jr",
	}),
	"pt": table(map[kind]string{
		title:   "sr sra srs sras srta dr dra prof profa eng gen cel cap d exmo exma av p.ex",
		numeric: "n no num art pag p pp vol cap fig tel",
		month:   "jan fev mar abr mai jun jul ago set out nov dez",
		either:  "etc s.a ltda cia inc jr",
	}),
	"nl": table(map[kind]string{
		title:   "dhr mevr mr mrs dr drs prof ir ing ds st bijv d.w.z o.a ca m.b.t t.a.v",
		numeric: "nr blz p art hfst tel",
		month:   "jan feb mrt apr jun jul aug sept okt nov dec",
		either:  "enz etc e.d b.v n.v inc jr",
	}),
	"ru": table(map[kind]string{
		title:   "г гг ул пр им св акад проф доц ген см ср т.е напр гн гжа тов пл просп",
		numeric: "стр ст рис табл тел вып",
		month:   "янв фев февр мар апр июн июл авг сен сент окт нояб дек",
		either:  "т.д т.п др пр тыс млн млрд руб долл коп в вв н.э",
	}),
}

// states are the American states as newspapers shorten them. Many are words in
// lower case, so they count only with a capital.
var states = set(`Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Mass Md Mich Minn Miss Mo Mont Neb Nev
	Okla Ore Pa Penn Tenn Tex Va Vt Wash Wis Wyo Ont Que Alta Sask Man`)

// capitalOnly are English abbreviations that are words or something else when
// written in lower case.
var capitalOnly = set("fri sat sun wed mon mar jan sec art gen dec v par app ste sens ch dep")

// ranks are English titles that are words in lower case or at the end of a sentence.
var ranks = set("Col Det Fr Pres Rep Sec Pvt Rt Mgr Secy Gens Cols Dets Cmdt Lieut Comm Cdr Const Sgts Bp Ald")

func table(kinds map[kind]string) map[string]kind {
	m := make(map[string]kind)
	for k, words := range kinds {
		for w := range set(words) {
			m[w] = k
		}
	}
	return m
}

// punkt is the training of the English Punkt model (Kiss and Strunk,
// "Unsupervised Multilingual Sentence Boundary Detection", 2006) that
// neurosnap/sentences carries: known abbreviations, words that often begin
// sentences, and for 20,000 words whether they were seen in lower case.
// Reading it takes 13 ms, once, when the first abbreviation is met.
var punkt = sync.OnceValue(func() *sentences.Storage {
	raw, err := data.Asset("data/english.json")
	if err != nil {
		panic("text: the English sentence model is not in the program: " + err.Error())
	}
	storage, err := sentences.LoadTraining(raw)
	if err != nil {
		panic("text: the English sentence model cannot be read: " + err.Error())
	}
	return storage
})

// orthographic context bits of the Punkt model
const (
	seenUpperMiddle = 1 << 2
	seenLower       = 1<<4 | 1<<5 | 1<<6
)

// usuallyLower reports whether English writes the word, given in lower case,
// with a small letter inside sentences, so that a capital marks a beginning.
func usuallyLower(lower string) bool {
	c := punkt().OrthoContext[lower]
	return c&seenLower != 0 && c&seenUpperMiddle == 0
}
