package text

// leaning holds, by language, the folded words with which a sentence begins that leans on
// the one before it: pronouns that stand for what was named there, and words that go on
// from it. Words that are articles as well, or another
// word without its accent, are left out.
var leaning = map[string]map[string]bool{
	"en": set(`he she they it his her their its him them this that these those but however and also so then meanwhile
		still yet instead such moreover furthermore therefore thus otherwise nor or`),
	"de": set(`er sie es ihr ihre seine sein dies diese dieser dieses dabei dadurch dafur dagegen daher damit danach daraufhin
		darum dazu dennoch deshalb doch jedoch aber und auch ausserdem zudem allerdings trotzdem stattdessen`),
	"fr": set(`il elle ils elles cela ceci celui-ci celle-ci mais cependant toutefois neanmoins pourtant et ainsi donc
		puis ensuite leur leurs`),
	"es": set(`ella ellos ellas esto eso pero ademas tambien asi entonces y luego su sus`),
	"it": set(`lui lei essi esse cio ma pero inoltre tuttavia anche quindi poi infine invece`),
	"pt": set(`ele ela eles elas isso isto mas porem contudo alem tambem entao depois`),
	"ru": set(`он она оно они это эти этот но однако также поэтому затем его ее их и`),
	"tr": set(`o onlar bu bunlar ancak fakat ama ayrica ve`),
}

// Leans reports whether a sentence in a language begins so that it leans on the one before
// it, and so does not stand by itself. It is false for a language without a list; the lists
// are de, en, es, fr, it, pt, ru, tr.
func Leans(sentence, lang string) bool {
	words := leaning[base(lang)]
	for w := range Words(sentence) {
		return words[Fold(sentence[w.Start:w.End])]
	}
	return false
}
