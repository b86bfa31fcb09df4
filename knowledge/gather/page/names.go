package page

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"quoth/knowledge/dates"
	"quoth/knowledge/lazyregexp"
)

// byWords introduce the name of an author, alone or with a noun before them, in the languages that package text reads.
const byWords = `by|von|vom|par|por|from|(?-i:di|de)|автора?`

var (
	byLine = lazyregexp.New(`(?i)^\s*(?:(?:(?:an? )?(?:\p{L}+ )?(?:article|story|report|text|words|posted|written|published|reported|created|contributed|interview|submitted|added|edited|` +
		`review|analysis|column|opinion|essay|feature|exclusive|geschrieben|eingestellt|veröffentlicht|publiziert|erstellt|gepostet|verfasst|pressemitteilung|pressemeldung|meldung|kolumne|analyse|reportage|rezension|kritik|ein (?:beitrag|artikel|text|gastbeitrag|kommentar|bericht)|gastbeitrag|kommentar|` +
		`publié|écrit|rédigé|proposé|publicado|escrito|pubblicato|scritto|a cura|texto|testo|texte)\s+)?(?:` + byWords + `)` +
		`|(?:text|words|texto|texte|testo|author|autor|autorin|autoren|autores|auteur|autore|автор|yazar|yazan|haber|redaktion|redakteur|verfasser|written|story)\s*:)` +
		`(?:\s*:\s*|\s+)`)
	// explicitBy says that somebody wrote, and not only "by".
	explicitBy = lazyregexp.New(`(?i)^(?:posted|written|published|geschrieben|eingestellt|veröffentlicht|erstellt|verfasst|publié|écrit|publicado|escrito|pubblicato|scritto|autor\p{L}*|author|auteur|автор|yazar)\b`)
	allPosts   = lazyregexp.New(`(?i)^.{0,12}\b(?:(?:all|more|other|mehr|alle|tous les|toutes les|ver|todas|todos|tutti|più|mostra|все|tüm)\s(?:.{0,40}?\s)?(?:by|from|von|vom|de|por|par|di|da|автора)` +
		`|about (?:the author)?|über(?: den autor| die autorin)?|à propos de|posts by|articles by|beiträge von|artikel von)[\s:]+`)
	nameJoints     = lazyregexp.New(`(?i)\s*(?:[,;|•·»«\n–—]|//?|\s-\s)\s*|\s+(?:and|&|und|et|y|e|и|ve|with|mit|avec|con|com)\s+`)
	addresses      = lazyregexp.New(`(?i)\b[a-z]+://[^\s,]*|\bwww\.[^\s,]+|\S+@\S+\.\S+|@\w+|\([^()]*\)|\[[^\[\]]*\]`)
	furtherCredits = lazyregexp.New(`(?i)\s(?:illustrations?|fotos?|photos?|photography|bild(?:er)?|grafik(?:en)?|mitarbeit|bearbeitung|übersetzung|translation|video|kamera)(?:\s+(?:von|by|par|de|di|por)\b|\s*:).*$`)
	profileOf      = lazyregexp.New(`(?i)^(?:view|see|visit|read|more of|all of) (.{3,50}?)[’']s? (?:full )?(?:profile|page|posts|articles|stories|archive|bio)\b.*$`)
	notWriters     = lazyregexp.New(`(?i)^(?:(?:all|alle|mehr|more|tous|ver|todos|tutti|all’|все|tüm|zum|zur|go|about|über)\s|photos?|fotos?|bild(?:er)?|images?|illustrations?|pictures?|foto|video|quelle|source|credit|camera|kamera|grafik|translat\w+|übersetzung|reviewed|medically|last|edited by)\b`)
)

// saysBy reports whether a label such as "Written by" is all that introduces an author.
func saysBy(label string) bool {
	rest, ok := afterBy(label + " ")
	return ok && strings.TrimSpace(rest) == ""
}

// afterBy is what follows the words that introduce an author.
func afterBy(line string) (string, bool) {
	line = strings.ReplaceAll(line, "\n", " \n ")
	if loc := byLine.FindStringIndex(strings.ReplaceAll(line, "\n", " ")); loc != nil {
		return line[loc[1]:], true
	}
	return line, false
}

// names are the names in what a page says of who wrote an article; "\n" stands between what different elements hold.
// Addresses, times, roles and whole sentences are no names. If strict, a name has two words or more that look like the
// parts of a person's name.
func (m *metadata) names(said string, strict bool) []string {
	said, led := afterBy(addresses.ReplaceAllString(said, " "))
	for _, s := range slices.Backward(dates.Stamps(said, m.lang, time.Time{})) {
		said = said[:s.Start] + "\n" + said[s.End:]
	}
	var out []string
	for part := range strings.SplitSeq(said, "\n") {
		part = tidy(part)
		part = furtherCredits.ReplaceAllString(part, "")
		if saysBy(part) { // the name is in the next element
			continue
		}
		part, by := afterBy(part)
		by = by || led
		part = profileOf.ReplaceAllString(allPosts.ReplaceAllString(part, ""), "$1")
		if notWriters.MatchString(part) {
			continue
		}
		cuts := nameJoints.Split(part, -1)
		if len(cuts) == 2 && strings.Contains(part, ",") && oneWord(cuts[0]) && oneWord(cuts[1]) && !strict { // Weller, Ines
			cuts = []string{strings.TrimSpace(cuts[1]) + " " + strings.TrimSpace(cuts[0])}
		}
		for _, name := range cuts {
			if by {
				name = capitalStart(name)
			}
			if name = m.person(name, strict); name != "" && !slices.ContainsFunc(out, func(o string) bool { return strings.EqualFold(o, name) }) {
				out = append(out, name)
			}
		}
	}
	return out
}

// capitalStart cuts s before the first small word that is no part of a name: Ines Weller in Town.
func capitalStart(s string) string {
	words := strings.Fields(s)
	for i, w := range words {
		if r, _ := utf8.DecodeRuneInString(w); i > 0 && unicode.IsLower(r) && !particles[w] {
			return strings.Join(words[:i], " ")
		}
	}
	return s
}

func oneWord(s string) bool { return len(strings.Fields(s)) == 1 }

// person is the name in s without role and outlet, or "" when s is no name.
func (m *metadata) person(s string, strict bool) string {
	words := m.withoutRole(strings.Fields(strings.TrimFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != ')' })))
	for len(words) > 1 && (leadsOn[words[len(words)-1]] || particles[words[len(words)-1]]) { // what stood before a day or an outlet
		words = words[:len(words)-1]
	}
	name := strings.Trim(strings.Join(words, " "), " ,-–—:")
	if n := utf8.RuneCountInString(name); n < 2 || n > 60 || len(words) > 6 || strings.ContainsAny(name, "<>{}=?!#…") {
		return ""
	}
	key := strings.ToLower(name)
	if notNames[key] || strings.HasSuffix(key, "admin") || strings.HasPrefix(key, "admin") {
		return ""
	}
	letters := 0
	for _, r := range name {
		if unicode.IsLetter(r) {
			letters++
		} else if unicode.IsDigit(r) && (strict || len(words) > 1) {
			return ""
		}
	}
	if letters < 2 {
		return ""
	}
	small := 0
	for i, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		if strings.HasSuffix(w, ".") && utf8.RuneCountInString(w) > 5 && i+1 < len(words) || strings.HasSuffix(w, ":") {
			return "" // the end of a sentence, a label
		}
		if unicode.IsLower(r) && !particles[w] && (len(words) > 1 || i > 0) {
			small++
		}
	}
	if small > 0 {
		return "" // words of a sentence
	}
	if strict && (len(words) < 2 || len(words) > 5 || m.isSite(name) || slices.ContainsFunc(words, func(w string) bool { return roleWords[strings.ToLower(strings.Trim(w, ".,"))] })) {
		return ""
	}
	return name
}

// withoutRole cuts the role or the outlet that stands behind a name, and leaves nothing of what is only a role.
func (m *metadata) withoutRole(words []string) []string {
	end := len(words)
	for i, w := range words {
		if name, role := glued(w); role != "" { // MarshPolitics Editor
			words = append(slices.Clone(words[:i]), name)
			return words
		}
		low := strings.ToLower(strings.Trim(w, ".,"))
		shout := i >= 2 && len(w) > 1 && w == strings.ToUpper(w) && w != strings.ToLower(w) && !strings.Contains(w, ".") && !numerals[w] && words[0] != strings.ToUpper(words[0])
		if roleWords[low] || shout {
			end = i
			break
		}
	}
	if end < 2 && end < len(words) {
		if end == 0 {
			return words // "Redaktion Echo": an organisation
		}
		return nil
	}
	return words[:end]
}

// glued cuts a word into a name and a role that stand in it without a blank; role is "" when there is none.
func glued(w string) (name, role string) {
	before := rune(0)
	for i, r := range w {
		if unicode.IsUpper(r) && unicode.IsLower(before) && roleWords[strings.ToLower(w[i:])] {
			return w[:i], w[i:]
		}
		before = r
	}
	return w, ""
}

// peopleFirst leaves organisations out where people are named.
func peopleFirst(names []string, m *metadata) []string {
	people := slices.DeleteFunc(slices.Clone(names), func(n string) bool {
		return oneWord(n) || m.isSite(n) || m.isNamedSite(n) || n != names[0] && outletWords[strings.ToLower(n[strings.LastIndex(n, " ")+1:])] || slices.ContainsFunc(strings.Fields(n), func(w string) bool { return roleWords[strings.ToLower(w)] })
	})
	if len(people) > 0 {
		return people
	}
	return names
}

// isHandle reports whether a name is a user's, such as ines.weller.
func isHandle(s string) bool { return s == strings.ToLower(s) && s != strings.ToUpper(s) }

var (
	leadsOn   = set(`am, on, at, um, le, el, il, à, a, em, in, im, vom, für, for, pour, para, per, von, de, du`)
	numerals  = set(`II, III, IV, JR, SR`)
	particles = set(`von, van, vom, zu, zur, der, den, de, del, della, delle, di, da, dal, do, dos, das, du, des, la, le, el, al, bin, ibn, ben, y, e, i, ter, ten, af, av, d’, 't, oğlu`)
	notNames  = set(`text, texte, service, services, publiziert, staff, interview, story, in, ich, wir, die, der, das, the, i, we, admin, administrator, administrador, editor, author, autor, autorin, autoren, auteur, autore, автор, yazar, null, undefined, unknown, anonymous, none, webmaster, root,
user, by, von, par, por, contributor, guest, gast, gastautor, view author archive, follow, follow us, folgen, share, teilen, n/a, profile, profil, website, email, e-mail, kontakt, twitter, facebook,
instagram, linkedin, xing, updated, published, posted, written, edit, veröffentlicht, erstellt, geschrieben, verfasst, publié, publicado, pubblicato, geposted, gepostet, kommentare, comments, print, drucken, mehr, more, read more, bio, about, über, uhr, min, lesezeit, home, news`)
	outletWords = set(`network, times, post, herald, tribune, gazette, echo, media, press, agency, magazine, journal, zeitung, radio, tv, television, online, group`)
	roleWords   = set(`editor, editors, reporter, reporters, correspondent, correspondents, journalist, journalists, writer, writers, columnist, contributor, contributors, producer, staff, senior, chief, deputy, managing, executive,
associate, assistant, freelance, special, political, politics, national, international, business, sports, science, health, technology, environment, investigative, digital, multimedia, news, desk, bureau, agency, agencies, newsroom, team, fellow,
editorial, office, press, redaktion, redakteur, redakteurin, chefredakteur, chefredakteurin, ressortleiter, ressortleiterin, korrespondent, korrespondentin, reporterin, journalistin, journaliste, autor, autorin, autoren, volontär, volontärin,
onlineredaktion, pressestelle, agentur, agenturen, rédaction, rédacteur, rédactrice, correspondant, correspondante, agence, redacción, redactor, redactora, corresponsal, periodista, agencia, agencias, redazione, redattore, redattrice, giornalista,
corrispondente, redação, redator, redatora, jornalista, repórter, correspondente, agência, редакция, редактор, корреспондент, журналист, обозреватель, editör, editörü, muhabir, muhabiri, gazeteci, haberleri, ajansı`)
)
