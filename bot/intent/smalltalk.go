package intent

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"quoth/knowledge/lazyregexp"
	wording "quoth/knowledge/text"
)

// smalltalk are phrases that say one thing, in the eight languages. A line that is
// made of them alone says that.
var smalltalk = map[string][]string{
	"greeting": append(phrases(`здарова|здаров|дарова|ку|салют|хелло|aloha|ahoi|hoi|moinsen|moin moin|ola|quiubo|qué más|que mas|fala aí|coé|sa|selamun aleykum|meraba|bonjour bonjour|salut salut|buondì|we|uè|ciaoo|oii|holi|selamm|приветики|come butta|che fai di bello|чем занят|как оно|ne yapıyorsun|que haces|was machst du so|morning|sup|wassup|whats up|what's up|hey you|hii|hiii|heya|yo yo|anyone there|anybody there|anyone home|you there|are you there|still there|grüß gott|grüezi|na|tag|abend|allô|allo|qué tal|que tal|como vai|tudo bem|ça va|comment ça va|como va|come va|come stai|cómo estás|como estas|wie geht's|wie gehts|wie geht es dir|how are you|how are you doing|how are you today|how's it going|hows it going|how is it going|how do you do|как дела|как ты|nasılsın|naber|ne haber|sup bot|whaddup|hi again|hello again|re|hallöchen|hallihallo|huhu|tach|mahlzeit|grüße|liebe grüße|alles gut|guten tag zusammen|re bonjour|rebonjour|bien le bonjour|yo|wesh|ça roule|tu vas bien|muy buenas|buen día|buenas a todos|qué onda|saludos|buon pomeriggio|buona giornata a tutti|ehilà|ehi|tutto bene|e aí|eae|opa|alô|como você está|tudo certo|boas|здорово|здоров|здрасте|приветик|приветствую|хай|хеллоу|доброго времени суток|добрый|доброй ночи|как жизнь|selamlar|selamün aleyküm|mrb|slm|iyi günler|n'aber|nasıl gidiyor|nasılsınız|tünaydın|schönen guten abend|schönen guten morgen|schönen guten tag|schönen tag`), greeting...),
	"farewell": phrases(`bye|bye bye|goodbye|good bye|good night|goodnight|gn|night|night night|nighty night|see you|see ya|see you later|see you soon|see you tomorrow|later|laters|cya|ttyl|talk to you later|talk to you tomorrow|take care|have a nice day|have a good day|have a great day|have a good one|have a good weekend|happy new year|merry christmas|happy holidays|happy birthday
		|tschüss|tschüs|ciao|auf wiedersehen|bis bald|bis später|gute nacht|schönen tag noch|schönes wochenende|au revoir|à bientôt|à plus|à demain|bonne nuit|bonne journée|adiós|adios|hasta luego|hasta mañana|buenas noches|nos vemos|arrivederci|a dopo|a presto|buonanotte|buona notte|tchau|até logo|até mais|boa noite|пока|до свидания|спокойной ночи|до завтра|увидимся|görüşürüz|hoşça kal|hoşçakal|iyi geceler|güle güle|nighty|nite|sleep tight|sleep well|sweet dreams|see you around|catch you later|peace out|i'm off|i'm out|so long|farewell|schlaf gut|schlaft gut|tschüssi|tschö|tschau|ade|bis dann|bis morgen|bis gleich|bis nachher|mach's gut|machs gut|wiedersehen|schönen abend|schönen abend noch|schöne nacht|schönes wochenende noch|bonne soirée|bonne fin de journée|bon week-end|à plus tard|à tout à l'heure|à la prochaine|à tantôt|salut à plus|dors bien|fais de beaux rêves|hasta pronto|hasta la vista|hasta ahora|hasta la próxima|que descanses|que duermas bien|que tengas buen día|buen fin de semana|dulces sueños|chao|chau|buona serata|buona giornata|ci vediamo|ci sentiamo|alla prossima|a domani|a più tardi|sogni d'oro|dormi bene|buon fine settimana|até amanhã|até breve|até|até já|falou|fui|durma bem|dorme bem|bons sonhos|bom fim de semana|boa semana|до скорого|до встречи|до связи|всего доброго|всего хорошего|удачи|сладких снов|доброй ночи|хороших снов|бывай|пока-пока|хорошего дня|хорошего вечера|kendine iyi bak|tatlı rüyalar|iyi uykular|allahaısmarladık|bay bay|yarın görüşürüz|sonra görüşürüz|iyi hafta sonları`),
	"thanks": phrases(`gentilissimo|gentilissima|muito gentil|muy amable|çok naziksin|sehr nett|trop gentil|tres gentil|пасиб|grax|merci d'avance|thank you|thank u|thankyou|thanks|thank|thx|thnx|thanx|tnx|ty|tysm|tyvm|tks|cheers|much appreciated|appreciate it|appreciated|i appreciate it|thank you very much|thanks a lot|thanks a ton|thanks a bunch|thanks a million|many thanks|thanks so much|thank you so much|that helped|that helps|that was helpful|that's helpful|very helpful|so helpful|helpful|that's all|that is all|that's what i needed|just what i needed|for the info|for the help|for your help|for that|for the update|for the answer|for the quick answer
		|danke|dankeschön|danke schön|danke sehr|danke dir|vielen dank|tausend dank|besten dank|danke dafür|merci|merci bien|merci beaucoup|merci à toi|mille mercis|gracias|muchas gracias|mil gracias|muchísimas gracias|te lo agradezco|grazie|grazie mille|mille grazie|molte grazie|ti ringrazio|grazie tante|obrigado|obrigada|muito obrigado|muito obrigada|valeu|brigado|obg|agradeço|спасибо|спасибо большое|большое спасибо|благодарю|спс|спасибо тебе|спасибо за помощь|дякую|teşekkürler|teşekkür ederim|çok teşekkürler|çok teşekkür ederim|sağ ol|sağol|sağolun|eyvallah|exactly what i wanted|exactly what i needed|exactly what i was looking for|what i was looking for|what i wanted|what i needed|that's it|that was it|that's great|that did it|spot on|hat geholfen|das hilft|das hat geholfen|sehr hilfreich|genau das|genau das wollte ich wissen|das war's|das wars|für die info|für die hilfe|für die antwort|super danke|danke danke|c'est parfait|c'est ça|c'est exactement ça|ça m'aide|ça aide|c'est utile|très utile|pour l'info|pour ton aide|pour la réponse|me sirve|me sirve mucho|me ayudó|muy útil|justo lo que buscaba|lo que buscaba|era lo que quería|por la info|por la ayuda|por tu ayuda|perfetto|proprio quello che cercavo|quello che cercavo|molto utile|mi è stato utile|per l'aiuto|per l'informazione|ajudou|ajudou muito|ajudou bastante|era isso|era isso mesmo|era o que eu queria|muito útil|pela ajuda|pela informação|то что нужно|то, что нужно|то что надо|именно то|помогло|очень помог|очень полезно|за ответ|за информацию|от души|işime yaradı|tam aradığım|tam istediğim|çok yardımcı oldun|yardımın için|bilgi için|sağolasın|minnettarım|that was quick|that was fast|das war schnell|das ging schnell|schnelle antwort|c'était rapide|qué rápido|veloce|foi rápido|быстро|çok hızlı|that's enough|das reicht|das wäre alles|ça ira|c'est tout|eso es todo|es todo|con eso basta|è tutto|é só isso|é tudo|era só isso|это всё|этого достаточно|bu kadar yeter|bu kadar|hepsi bu`),
	"praise": phrases(`good bot|great bot|nice bot|best bot|smart bot|clever bot|cool bot|lovely bot|good answer|great answer|nice answer|good job|great job|nice job|nice work|good work|great work|well done|you're the best|you are the best|you're great|you are great|you're amazing|you are amazing|you're awesome|you rock|you're good|you are good|you're so smart|you're smart|you're good at this|you're really good|love this bot|i love this bot|i like this bot|i love you|love you|impressive
		|guter bot|braver bot|gut gemacht|toller bot|bon bot|bon travail|bien joué|beau travail|super bot|buen bot|buen trabajo|bien hecho|bravo bot|bravo|bel lavoro|ben fatto|ottimo lavoro|bom bot|bom trabalho|muito bem|хороший бот|молодец|умница|отличный бот|iyi bot|aferin|harika bot|eline sağlık`),
	"apology": phrases(`sorry|i'm sorry|im sorry|so sorry|my bad|my mistake|my fault|apologies|i apologize|oops|whoops|oops sorry|excuse me|pardon|wrong button|wrong chat|never mind me|just testing|i was just testing|only testing|ignore that|ignore me
		|entschuldigung|sorry mein fehler|tut mir leid|verzeihung|mein fehler|désolé|désolée|pardon|je suis désolé|mes excuses|excuse-moi|perdón|perdon|lo siento|disculpa|mi error|scusa|scusami|mi dispiace|errore mio|desculpa|desculpe|foi mal|perdão|erro meu|извини|извините|прости|простите|моя ошибка|özür dilerim|pardon|kusura bakma|benim hatam`),
	"test":          phrases(`anyone|anybody|you ok|you good|you alright|test|testing|test test|test 123|testing testing|ping|check|hello hello|wake up|is this on|is this thing on|is this working|do you work|are you working|are you online|are you awake|you awake|are you alive|are you ok|funktioniert das|testen|essai|prueba|prova|teste|тест|проверка|deneme`),
	"about the bot": phrases(aboutBot),
	"idiom":         phrases(reactions),
	"reaction": phrases(`ach du meine güte|du meine güte|ach du liebe güte|ach du grüne neune|ach du scheiße|ach herrje|oje|oh je|ojemine|uff|uf|ouf|ufa|уф|strano|estranho|raro|странно|tuhaf|chelou|bizarre|komisch|seltsam|läuft|ahahaha|coitado|coitada|tadinho|bedauerlich|selber schuld|schöne bescherung|kim derdi ki|yine mi|vah vah|inanmıyorum|кто бы мог подумать|поживём увидим|toujours pareil|et puis quoi encore|ci risiamo|no doy crédito|ahaha|efsane|ok|okay|okey|okie|oki|k|kk|alright|all right|got it|i see|ah|oh|ohh|ooh|aha|ah ok|oh ok|oh no|oh wow|oh well|oh my|omg|omfg|wtf|wth|wow|woah|whoa|damn|dang|darn|yikes|ouch|ugh|meh|hm|hmm|hmmm|huh|lol|lolol|lmao|lmfao|rofl|haha|hahaha|hahahaha|hehe|heh|xd|nice|cool|great|awesome|perfect|sweet|neat|interesting|good to know|fair|fair enough|makes sense|true|so true|very true|right|exactly|indeed|agreed|facts|yes|yep|yeah|yup|ya|no|nope|nah|never|sure|whatever|idc|idk|fine|bummer|too bad|sad|so sad|very sad|how sad|that's sad|poor guy|poor kids|poor thing|poor man|poor woman|poor people|poor family|rip|rest in peace|crazy|that's crazy|insane|wild|that's wild|unbelievable|unreal|incredible|scary|terrible|horrible|awful|disgusting|shocking|amazing|finally|about time|it was about time|great news|good news|bad news|fake news|old news|no way|not again|here we go again|of course|obviously|classic|typical|bruh|bro|dude|man|sheesh|yay|woohoo|hooray|same|mood|based|cringe|gg|w|l|big l|big w|this|^ this|+1|-1|called it|told you|told you so|told ya|i told you|i knew it|knew it|no surprise|no comment|no kidding|no shit|not surprised|not surprising|good riddance|good for him|good for her|good for them|good for you|love it|love this|love that|hate it|hate this|let's go|lets go|lets gooo|we'll see|i doubt it|who cares|who knew|what a joke|what a mess|what a shame|what a day|what a game|what a surprise|as if|big if true|yeah right|nobody cares|don't care|cool story|brb|afk|imo|fr|ikr|smh|tbh|oof|welp
		|ach so|achso|aha|krass|genau|echt|echt jetzt|wahnsinn|na endlich|endlich|typisch|alles klar|gut|schade|ja|nein|klar|stimmt|wow|oha|hammer|quatsch|so ein quatsch|war ja klar|kein wunder|traurig|d'accord|ah bon|mdr|ptdr|n'importe quoi|c'est fou|c'est dingue|incroyable|enfin|quelle honte|pas étonnant|oui|non|dommage|bien|super|génial|c'est triste|tant pis|dis donc|vale|ah vale|ya veo|ya|jaja|jajaja|jajajaja|qué locura|qué fuerte|qué pena|que pena|qué vergüenza|increíble|por fin|te lo dije|sí|si|claro|bueno|bien|genial|madre mía|no me sorprende|qué triste|pobre|va bene|capito|ahah|ahaha|ahahah|che pazzia|che vergogna|incredibile|finalmente|peccato|sì|bene|certo|mamma mia|che tristezza|te l'avevo detto|non mi sorprende|tá bom|tá|entendi|ah tá|kkk|kkkk|kkkkk|kkkkkk|rsrs|que loucura|que vergonha|inacreditável|até que enfim|eu avisei|sim|não|nossa|legal|beleza|que triste|понятно|ясно|ага|угу|ахах|ахаха|ахахаха|хаха|хахаха|лол|ничего себе|ужас|кошмар|наконец-то|я же говорил|какой позор|неудивительно|да|нет|жаль|жалко|капец|ого|круто|хорошо|ладно|ок|класс|жесть|tamam|anladım|peki|hahaha|vay|vay be|inanılmaz|nihayet|demiştim|ne rezalet|şaşırmadım|evet|hayır|yazık|süper|güzel|iyi|harika|olur|aynen|yok artık|çok güldüm|okey dokey|okie dokie|okeydokey|roger that|understood|noted|k thx|my goodness|alles gut|passt|passt schon|na gut|na ja|naja|tja|ach|ach ja|ach was|verdammt|unfassbar|lustig|d'ac|dac|ok d'accord|c'est noté|compris|bien vu|ouais|bof|mouais|tiens|ah oui|oh là là|la vache|sérieux|zut|vale vale|venga|anda|hala|qué va|hostia|ostras|entendido|de acuerdo|ok vale|vaya|dai|va bene dai|ok va bene|ah ecco|ho capito|d'accordo|boh|mah|accidenti|caspita|che roba|davvero|tá certo|tá ok|certo|combinado|fechado|puxa|caramba|poxa|eita|sério|faz sentido|ну ок|ну ладно|ну да|ну и ну|окей|оки|принято|понял|поняла|блин|чёрт|правда|серьёзно|офигеть|я в шоке|надо же|вот это да|tamamdır|olur tamam|peki tamam|eyv|anlaşıldı|öyle mi|gerçekten mi|vay canına|hadi canım|hadi ya|eh|yapma ya|şaka mı`),
}

// intensifiers stand beside any of them and change nothing.
var intensifiers = phrases(`bot|quoth|so|very|really|just|too|again|now|then|man|mate|bro|dude|guys|everyone|all|lol|haha|please|a|it|that|there|and|well|oh|ah|ok|you|to|the|day|today|my friend|friend|dear|sehr|so|wirklich|aber|du|très|trop|tellement|et|muy|tan|tanto|y|molto|così|tanto|e|muito|tão|очень|так|и|çok|ve|o|folks|y'all|zusammen|leute|alle|an alle|liebe leute|ihr lieben|alter|euch|dir|à tous|à toutes|tout le monde|les gens|les amis|mec|a todos|a todas|todos|chicos|gente|amigos|tío|a tutti|tutti|ragazzi|amici|pessoal|galera|gente|mano|cara|всем|ребята|ребят|народ|друзья|люди|бот|herkese|arkadaşlar|millet|dostum|kanka|abi|fam|gang|squad|peeps|ya|demais|mesmo|de verdade|vielmals|herzlich|ganz herzlich|infiniment|vraiment|sincèrement|de corazón|de verdad|di cuore|davvero|de coração|от души|огромное|искренне|yürekten|gerçekten|cidden|ya|tons|loads|heaps`)

// asTyped is a line as it is compared with phrases: in lower case, without the apostrophes and the marks
// on letters that people leave out.
func asTyped(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\'' {
			return -1
		}
		r = unicode.ToLower(r)
		if typed := plainLetters[r]; typed != nil && utf8.RuneCountInString(typed[1]) == 1 {
			r, _ = utf8.DecodeRuneInString(typed[1])
		}
		return r
	}, s)
}

func allTyped(list []string) []string {
	out := make([]string, len(list))
	for i, p := range list {
		out[i] = asTyped(p)
	}
	return out
}

var (
	smalltalkTyped = sync.OnceValue(func() map[string][]string {
		out := map[string][]string{}
		for kind, list := range smalltalk {
			out[kind] = allTyped(list)
		}
		return out
	})
	intensifiersTyped = sync.OnceValue(func() []string { return allTyped(intensifiers) })
)

// doubting are reactions that ask whether something is so where they end in a question mark.
var doubting = lazyregexp.New(`(?i)^(?:правда|серьёзно|sério|é sério|sérieux|davvero|gerçekten mi) ?\?+$`)

// madeOf returns the sorts of small talk that a line is made of alone, perhaps with its short forms
// written out; nil when it holds anything else. "parting" is among them where a phrase of it is a
// farewell and nothing else.
func madeOf(s string) map[string]bool {
	if doubting.MatchString(s) {
		return nil
	}
	if made := madeOfTyped(s); made != nil {
		return made
	}
	if full := spelled(s); full != s {
		return madeOfTyped(full)
	}
	if plain := unstretched(s); plain != s {
		return madeOfTyped(plain)
	}
	return nil
}

// stretchedWord is of how many letters a word is at least without the last of two that are the same.
const stretchedWord = 3

// unstretched is a line whose words end in no letter twice: "bom diaa", "приветт".
func unstretched(s string) string {
	var out strings.Builder
	last := 0
	for sp := range wording.Words(s) {
		word := []rune(short(strings.ToLower(sp.In(s))))
		if n := len(word) - 1; n >= stretchedWord && word[n] == word[n-1] {
			word = word[:n]
			out.WriteString(s[last:sp.Start] + string(word))
			last = sp.End
		}
	}
	out.WriteString(s[last:])
	return out.String()
}

// madeOfTyped is the same of a line as it is.
func madeOfTyped(s string) map[string]bool {
	found := map[string]bool{}
	s = trim(short(asTyped(strings.ReplaceAll(s, "?", " "))))
	for s != "" {
		longest, kinds := 0, []string(nil)
		for kind, list := range smalltalkTyped() {
			for _, p := range list {
				switch n := headLength(s, p); {
				case n > longest:
					longest, kinds = n, []string{kind}
				case n == longest && n > 0:
					kinds = append(kinds, kind)
				}
			}
		}
		if longest == 0 {
			for _, p := range intensifiersTyped() {
				longest = max(longest, headLength(s, p))
			}
		}
		if longest == 0 {
			return nil
		}
		for _, k := range kinds {
			found[k] = true
		}
		if len(kinds) == 1 && kinds[0] == "farewell" {
			found["parting"] = true
		}
		s = strings.TrimLeft(trim(s[longest:]), "?!.,'\" ")
	}
	return found
}
