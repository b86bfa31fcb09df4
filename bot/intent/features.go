package intent

import (
	"slices"
	"strings"

	"quoth/knowledge/text"
)

// question are the words that ask, in the eight languages; helping are the verbs
// that begin a question for yes or no.
var (
	question = set(`who whom whose when where which what why how whats whos wheres whens hows wer wann wo welche welcher welches was warum wieso wie woher wohin wieviel
		qui quand où ou quel quelle quels quelles que quoi pourquoi comment combien quién quien cuándo cuando dónde donde qué cuál cual cuáles cómo como cuánto cuantos cuántos cuántas
		chi dove cosa che quale quali perché perche come quanto quanti quante quem quando onde qual quais por quê quanto quantos quantas
		кто когда где что какой какая какие почему зачем как сколько откуда куда чей хто коли де що чому скільки kim ne nerede nereye neden niye niçin nasıl kaç hangi kimin`)
	helping = set(`is are was were am do does did will would can could should has have had isn't aren't wasn't don't doesn't didn't won't ist sind war hat haben wird kann gibt est-ce es hay está è ci é foi tem`)
	self    = set(`you your you're youre u ur yourself bot du dich dir dein bist tu te toi ton es-tu eres ti sei você te ты тебя тебе твой sen seni senin sana`)
	mine    = set(`i i'm im me my we us our ich mich mir mein je moi mon yo mi me io mio eu meu я мне меня мой ben bana beni benim`)
)

// first is the first of some words; "" for none.
func first(words []string) string {
	if len(words) == 0 {
		return ""
	}
	return words[0]
}

func set(words string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(words) {
		out[w] = true
	}
	return out
}

// words are the words of a line as features know them: folded, a letter that is drawn
// out once, digits as one.
func words(s string) []string {
	var out []string
	s = address.ReplaceAllString(s, " ")
	for sp := range text.Words(s) {
		w := text.Fold(sp.In(s))
		if w == "" {
			continue
		}
		if strings.ContainsAny(w, "0123456789") {
			w = "0"
		}
		out = append(out, short(w))
	}
	return out
}

// short writes a letter that stands three times and more once: "hellooo".
func short(w string) string {
	runes := []rune(w)
	out := runes[:0]
	for i := 0; i < len(runes); {
		j := i
		for j < len(runes) && runes[j] == runes[i] {
			j++
		}
		if j-i < 3 {
			out = append(out, runes[i:j]...)
		} else {
			out = append(out, runes[i])
		}
		i = j
	}
	return string(out)
}

// sizes are how many words the core of a line has.
var sizes = []string{"none", "one", "two", "three", "four or five", "four or five", "six to eight", "six to eight", "six to eight", "nine and more"}

// featuresOf are the named features of a line. known words get a feature each; the
// others are counted (see vocabulary).
func featuresOf(p peeled, l Line, found map[string]reading) []string {
	all := words(p.whole)
	core := words(p.core)
	out := []string{"always"}
	add := func(name string) { out = append(out, name) }
	seen := map[string]bool{}
	for i, w := range all {
		if !seen[w] {
			seen[w] = true
			add("word:" + w)
		}
		if i > 0 {
			add("pair:" + all[i-1] + " " + w)
		}
	}
	if len(core) > 0 {
		add("first:" + core[0])
		add("last:" + core[len(core)-1])
		if len(core) > 1 {
			add("begins:" + core[0] + " " + core[1])
		}
		if question[core[0]] {
			add("begins with a question word")
		}
		if helping[core[0]] {
			add("begins with a helping verb")
		}
	}
	asks, speaks, own := false, false, false
	for _, w := range all {
		asks, speaks, own = asks || question[w], speaks || self[w], own || mine[w]
	}
	for name, is := range map[string]bool{
		"has a question word": asks, "speaks to the bot": speaks, "speaks of oneself": own,
		"ends with a question mark":     strings.HasSuffix(strings.TrimRight(p.whole, " \"!.)"), "?"),
		"ends with an exclamation mark": strings.HasSuffix(p.whole, "!"),
		"nothing but politeness":        len(core) == 0, "greets": p.greets, "asks to do": p.asked,
		"peeled": p.core != trim(p.whole), "emoji": p.emoji > 0, "no words": len(all) == 0,
		"has an address": address.MatchString(p.whole), "has a number": seen["0"], "has quoted words": strings.Count(p.whole, `"`) > 1,
		"private": l.Private, "a reply": l.To == ToReply, "a mention": l.To == ToMention,
		"waited for": l.Waiting, "under an alert": l.Under.Bot && alertHead().MatchString(l.Under.Text),
		"under a person": !l.Under.Bot && l.Under.Text != "",
	} {
		if is {
			add(name)
		}
	}
	size := sizes[min(len(core), len(sizes)-1)]
	add("core of " + size)
	if len(core) > 0 && question[core[0]] {
		add("asks in a core of " + size)
	}
	made := madeOf(p.whole)
	for kind := range made {
		add("made of:" + kind)
	}
	if len(made) == 0 {
		add("no small talk")
		add("no small talk in a core of " + size)
		if !speaks && !own {
			add("of neither oneself nor the bot in a core of " + size)
		}
	}
	strict := false
	for command, r := range found {
		strict = strict || !r.weak
		switch {
		case r.weak:
			add("may say:" + command)
		case r.args["text"] != "":
			add("says with words:" + command)
		default:
			add("says:" + command)
		}
	}
	if strict && asks && !question[first(core)] {
		add("says a command and asks later")
	}
	switch {
	case strict:
		add("says a command")
		add("says a command in a core of " + size)
	case len(found) > 0:
		add("may say a command")
	default:
		add("says no command")
	}
	slices.Sort(out) // sums of weights come out the same at every run
	return out
}
