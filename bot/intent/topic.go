package intent

import (
	"strings"

	"quoth/knowledge/lazyregexp"
	wording "quoth/knowledge/text"
)

// What people say around a topic and that is none of it.
var (
	topicHead = lazyregexp.New(`(?i)^(?:(?:le |las |les |as |os |die |den )?(?:notizie|noticias|nouvelles|notícias|novidades|novedades|novità|nachrichten|neuigkeiten|новости|новостями) (?:sull'|(?:su|sul|sulla|sui|sobre|sur|del|de|da|do|dos|das|di|über|zu|zum|zur|aus|о|об|про|по) )|(?:mal|doch|bitte) |(?:pasa|ocurre|sucede|hay|cambia) algo (?:con|sobre|en) |il se passe quelque chose (?:avec|sur|à) |succede qualcosa (?:con|su|a) |(?:acontecer algo|algo acontecer|houver algo) (?:com|sobre) |что-то (?:случится|произойд[её]т|изменится) (?:с|со|в) |(?:everything|all|stuff|things|anything|it|le notizie|las noticias|les nouvelles|as notícias) (?:about|on|su|sul|sulla|sobre|sur|de) |(?:something|anything|any thing) (?:new |more )?(?:happens|changes|comes up|breaks)(?: (?:with|on|about|in|to))?|there(?:'s| is| are|s)?(?: (?:any|some|a|new|more|any new))? (?:news|update|updates|anything new|something new|anything|something|development|developments|articles?)(?: (?:on|about|in|with|from|for|of))?|(?:any|new|more|the)? ?(?:news|updates?|stories|articles|alerts?|headlines) (?:about|on|of|from|for)|(?:they|he|she|we|you) (?:find|finds|found|catch|catches|arrest|arrests|release|releases|publish|pass|announce|announces|reach) |es (?:etwas |was )?neues (?:zu|zum|zur|über|von|bei) |il y a du nouveau (?:sur|à|dans) |du nouveau sur |hay(?:a|an)? (?:noticias|novedades|algo|algo nuevo) (?:de|del|sobre) |ci sono novità (?:su|sul|sulla) |(?:houver|tiver) (?:novidades|notícias) (?:sobre|de|da|do) |будут новости (?:о|об|по|про) )`)
	topicTail = lazyregexp.New(`(?i) (?:(?:comes?|came) (?:out|up|back)|(?:is|are|gets?) (?:out|released|announced|published|decided|over|done|back|in)|happens?|ends?|starts?|begins?|changes?|drops?|any ?more|again|as well|too|here|today|news|alerts?|updates?|topic|story|stories)$`)
	// slightHead and slightTail call what a topic is about a thing: "lo del paro", "trump stuff".
	slightHead = lazyregexp.New(`(?i)^(?:(?:(?:all|everything|alles|todo|toda|tudo|tutto|tout) )?(?:(?:the )?stuff (?:about|on|with|from)|(?:(?:las|as|la|le|les|des|de la|das|den) )?(?:cosas?|coisas?|roba|cose|infos?|nouvelles|trucs?|choses?|zeug|kram|sachen|lo|notas?|matérias?) (?:del|de|do|da|dos|das|di|du|des|zu|zum|zur|von|vom|über|sobre|sur|su|sul|sulla)) )+`)
	slightTail = lazyregexp.New(`(?i) (?:stuff|crap|kram|zeug|sachen|mist)$`)
	// aside is said before what is to be summed up: "resume aí a greve".
	aside = lazyregexp.New(`(?i)^(?:(?:aí|ai|mir|uns|mal|bitte|moi|nous|pra mim|para mim|pra gente|por favor|мне|пожалуйста|bana) )+`)
)

// Of what somebody wants to be told once it happens, the topic is who it happens to.
var (
	// conditions end what stands before that.
	conditions = lazyregexp.New(`(?i)(?:^|[ ,])(?:when(?:ever)?|if|once|as soon as|the moment|every time|wenn'?s?|falls|sobald|quand|si|s'|lorsque|dès qu[e']|des que|qu[e']|cuando|en cuanto|apenas|quando|se|appena|assim que|когда|если|как только) ?$`)
	happenHead = lazyregexp.New(`(?i)^(?:there(?:'s| is| are|s| will be) (?:an? |any |new |some )*|(?:es )?(?:et)?was neues (?:zu|zum|zur|über|von|bei|beim) |(?:es )?(?:beim|bei der|bei den|bei|zum|zur) |on (?:arrête|attrape|trouve|retrouve) |(?:salgan?|terminen?|acaben?|empiecen?|suban?|bajen?|mueran?|ganen?|arresten a|detengan a|encuentren a) |(?:hay|haya) (?:algo|novedades|noticias|un|una) (?:nuevo |más )?(?:con|sobre|en|de) |(?:esce|escono|finisce|finiscono|inizia|iniziano|muore|vince|arrestano|prendono|trovano) |(?:tiver(?:em)?|houver|rolar|sair|tem|surgir)(?: (?:algo|alguma coisa|alguma|novidades?|notícias?|mais|novo|nova))+ (?:sobre|de|da|do|dos|das|com|no|na) |(?:saírem|sair|acabar|acabarem|terminar|começar|subir|subirem|prenderem|pegarem|morrer) |(?:выйдет|выйдут|закончится|кончится|начн[её]тся|поймают|найдут|арестуют|появится|появятся|будет|будут)(?: (?:что-то|что-нибудь|новое|новости|инфа|информация))*(?: (?:о|об|про|по|с|со))? )`)
	happenTail = lazyregexp.New(`(?i)(?: (?:finally|ever|actually|endlich|wieder|doch|enfin|por fin|finalmente|наконец))*(?:` +
		` (?:is|are|was|were|gets?|has|have|has been|have been|will be|goes|comes?)(?: (?:finally|being|been|found|set|put|made|given|up|back|out|on|to|an?|the|its|their))* [\pL'-]+(?: (?:up|out|down|off|in|over|back|again|today|soon|yet|guilty))?` +
		`| (?:wins?|loses?|dies?|resigns?|rises?|falls?|passes|fails?|opens?|reopens?|closes?|returns?|launches|lands?|arrives?|erupts?|crashes|goes (?:up|down|live|on sale))` +
		`|(?: (?:ge\pL+|ver\pL+t|be\pL+t|ent\pL+en|\pL+iert|vorbei|zu ende|fertig|da|raus|frei|zurück|bekannt|offen|durch|los))? (?:ist|sind|wird|werden|wurde|hat|haben|kommt|kommen|gibt|endet|enden|beginnt|startet|steigt|steigen|sinkt|sinken|fällt|fallen|gewinnt|verliert|stirbt|rauskommt|rauskommen|freikommt|zurücktritt|passiert|feststeht)` +
		`| (?:et)?was neues(?: gibt)?` +
		`| (?:est|sont|a été|ont été|sera|seront) \pL+| (?:sort|sortent|finit|finissent|commence|gagne|perd|meurt|démissionne|monte|montent|baisse|baissent|change|reprend|rouvre|se termine|prend fin)` +
		`| (?:sea|sean|esté|estén|es|son|está|están|haya|hayan) \pL+| (?:salga|salgan|termine|terminen|acabe|acaben|empiece|comience|gane|pierda|muera|renuncie|suba|suban|baje|bajen|cambie|vuelva|abra|cierre)` +
		`| (?:è|sono|sarà|saranno|viene|vengono) \pL+| (?:esce|escono|finisce|finiscono|inizia|iniziano|vince|perde|muore|sale|salgono|scende|scendono|cambia|riapre)` +
		`| (?:for|forem|estiver|estiverem|é|são) \pL+| (?:sair|saírem|acabar|acabarem|terminar|começar|ganhar|perder|morrer|subir|subirem|cair|caírem|mudar|voltar|abrir)` +
		`| (?:будет|будут|станет) \pL+| (?:закончится|кончится|начн[её]тся|выйдет|выйдут|победит|умр[её]т|изменится|упад[её]т|вырастет|вырастут|откроется|верн[её]тся|уйд[её]т)` +
		`)$`)
	// aboutIt is how Turkish says of what something is: "vergilerle ilgili bir şey".
	aboutIt = lazyregexp.New(`(?i)(?:'?y?l[ea]| hakkında| konusunda)(?: ilgili)?(?: (?:yeni )?(?:bir )?(?:şey|haber|gelişme)(?:ler)?)$`)
)

// joined is a preposition at the head of a topic that is one word with its article.
var joined = lazyregexp.New(`(?i)^(?:dell['’] ?|(?:dello|della|degli|delle|dei|do|dos|das) )`)

// inOrder is what is said of a timeline behind its topic.
var inOrder = lazyregexp.New(`(?i),? (?:in (?:chronological |time )?order|chronologically|day by day|date by date|from the (?:start|beginning)|chronologisch|der reihe nach|dans l'ordre|en orden|in ordine|em ordem|по порядку|sırayla)$`)

var (
	// article is one before the name of an outlet.
	article = lazyregexp.New(`(?i)^(?:the|a|an|der|die|das|dem|den|le|la|les|el|los|las|il|lo|gli|o|os|as)\s+`)
	// topicArticle is one that topics go without. Those of other languages are in names: "Los Angeles", "Le Pen".
	topicArticle = lazyregexp.New(`(?i)^(?:the|a|an)\s+`)
)

// tidy brings the arguments of a command to their form; line is what said it.
func tidy(command, line string, args map[string]string) map[string]string {
	text, ok := args["text"]
	if !ok {
		return args
	}
	text = strings.Trim(trim(text), `?"' `)
	switch command {
	case "timeline":
		text = joined.ReplaceAllString(text, "")
		text = strings.TrimSpace(inOrder.ReplaceAllString(text, ""))
	case "summary":
		text = slightHead.ReplaceAllString(aside.ReplaceAllString(text, ""), "")
	case "search":
		text = slightHead.ReplaceAllString(text, "")
	case "follow", "unfollow":
		text = followed(text, line)
		if command == "unfollow" && stuff[wording.Fold(text)] {
			text = ""
		}
	}
	if args["text"] = text; text == "" {
		delete(args, "text")
	}
	return args
}

// followed is the topic in what a line says is to be followed.
func followed(said, line string) string {
	at := strings.Index(line, said)
	happens := at > 0 && conditions.MatchString(line[:at])
	heads, tails := []*lazyregexp.Regexp{slightHead}, []*lazyregexp.Regexp{aboutIt}
	if happens {
		heads, tails = append(heads, happenHead), append(tails, happenTail)
	}
	if !endsInOutlet(said) { // "today" may be that of one
		tails = append(tails, topicTail, slightTail)
	}
	said = strings.TrimSpace(topicHead.ReplaceAllString(said, ""))
	for _, head := range heads {
		if rest := strings.TrimSpace(head.ReplaceAllString(said, "")); rest != "" {
			said = rest
		}
	}
	for _, tail := range tails {
		if rest := strings.TrimSpace(tail.ReplaceAllString(said, "")); rest != "" {
			said = rest
		}
	}
	return topicArticle.ReplaceAllString(said, "")
}

// stuff is what people call all that is sent to them.
var stuff = foldedSet(`stuff|things|messages|this stuff|anything|zeug|sachen|das zeug|trucs|des trucs|choses|cosas|roba|cose|coisas|всякое|это|şeyler`)
