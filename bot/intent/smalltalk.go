package intent

import "strings"

// smalltalk are phrases that say one thing, in the eight languages. A line that is
// made of them alone says that.
var smalltalk = map[string][]string{
	"greeting": append(phrases(`morning|sup|wassup|whats up|what's up|hey you|hii|hiii|heya|yo yo|anyone there|anybody there|anyone home|you there|are you there|still there|grüß gott|grüezi|na|tag|abend|allô|allo|qué tal|que tal|como vai|tudo bem|ça va|comment ça va|como va|come va|come stai|cómo estás|como estas|wie geht's|wie gehts|wie geht es dir|how are you|how are you doing|how are you today|how's it going|hows it going|how is it going|how do you do|как дела|как ты|nasılsın|naber|ne haber`), greeting...),
	"farewell": phrases(`bye|bye bye|goodbye|good bye|good night|goodnight|gn|night|night night|nighty night|see you|see ya|see you later|see you soon|see you tomorrow|later|laters|cya|ttyl|talk to you later|talk to you tomorrow|take care|have a nice day|have a good day|have a great day|have a good one|have a good weekend|happy new year|merry christmas|happy holidays|happy birthday
		|tschüss|tschüs|ciao|auf wiedersehen|bis bald|bis später|gute nacht|schönen tag noch|schönes wochenende|au revoir|à bientôt|à plus|à demain|bonne nuit|bonne journée|adiós|adios|hasta luego|hasta mañana|buenas noches|nos vemos|arrivederci|a dopo|a presto|buonanotte|buona notte|tchau|até logo|até mais|boa noite|пока|до свидания|спокойной ночи|до завтра|увидимся|görüşürüz|hoşça kal|hoşçakal|iyi geceler|güle güle`),
	"thanks": phrases(`thank you|thank u|thankyou|thanks|thank|thx|thnx|thanx|tnx|ty|tysm|tyvm|tks|cheers|much appreciated|appreciate it|appreciated|i appreciate it|thank you very much|thanks a lot|thanks a ton|thanks a bunch|thanks a million|many thanks|thanks so much|thank you so much|that helped|that helps|that was helpful|that's helpful|very helpful|so helpful|helpful|that's all|that is all|that's what i needed|just what i needed|for the info|for the help|for your help|for that|for the update|for the answer|for the quick answer
		|danke|dankeschön|danke schön|danke sehr|danke dir|vielen dank|tausend dank|besten dank|danke dafür|merci|merci bien|merci beaucoup|merci à toi|mille mercis|gracias|muchas gracias|mil gracias|muchísimas gracias|te lo agradezco|grazie|grazie mille|mille grazie|molte grazie|ti ringrazio|grazie tante|obrigado|obrigada|muito obrigado|muito obrigada|valeu|brigado|obg|agradeço|спасибо|спасибо большое|большое спасибо|благодарю|спс|спасибо тебе|спасибо за помощь|дякую|teşekkürler|teşekkür ederim|çok teşekkürler|çok teşekkür ederim|sağ ol|sağol|sağolun|eyvallah`),
	"praise": phrases(`good bot|great bot|nice bot|best bot|smart bot|clever bot|cool bot|lovely bot|good answer|great answer|nice answer|good job|great job|nice job|nice work|good work|great work|well done|you're the best|you are the best|you're great|you are great|you're amazing|you are amazing|you're awesome|you rock|you're good|you are good|you're so smart|you're smart|you're good at this|you're really good|love this bot|i love this bot|i like this bot|i love you|love you|impressive
		|guter bot|braver bot|gut gemacht|toller bot|bon bot|bon travail|bien joué|beau travail|super bot|buen bot|buen trabajo|bien hecho|bravo bot|bravo|bel lavoro|ben fatto|ottimo lavoro|bom bot|bom trabalho|muito bem|хороший бот|молодец|умница|отличный бот|iyi bot|aferin|harika bot|eline sağlık`),
	"apology": phrases(`sorry|i'm sorry|im sorry|so sorry|my bad|my mistake|my fault|apologies|i apologize|oops|whoops|oops sorry|excuse me|pardon|wrong button|wrong chat|never mind me|just testing|i was just testing|only testing|ignore that|ignore me
		|entschuldigung|sorry mein fehler|tut mir leid|verzeihung|mein fehler|désolé|désolée|pardon|je suis désolé|mes excuses|excuse-moi|perdón|perdon|lo siento|disculpa|mi error|scusa|scusami|mi dispiace|errore mio|desculpa|desculpe|foi mal|perdão|erro meu|извини|извините|прости|простите|моя ошибка|özür dilerim|pardon|kusura bakma|benim hatam`),
	"test":          phrases(`test|testing|test test|test 123|testing testing|ping|check|hello hello|wake up|is this on|is this thing on|is this working|do you work|are you working|are you online|are you awake|you awake|are you alive|are you ok|funktioniert das|testen|essai|prueba|prova|teste|тест|проверка|deneme`),
	"about the bot": phrases(aboutBot),
	"idiom":         phrases(reactions),
	"reaction": phrases(`ok|okay|okey|okie|oki|k|kk|alright|all right|got it|i see|ah|oh|ohh|ooh|aha|ah ok|oh ok|oh no|oh wow|oh well|oh my|omg|omfg|wtf|wth|wow|woah|whoa|damn|dang|darn|yikes|ouch|ugh|meh|hm|hmm|hmmm|huh|lol|lolol|lmao|lmfao|rofl|haha|hahaha|hahahaha|hehe|heh|xd|nice|cool|great|awesome|perfect|sweet|neat|interesting|good to know|fair|fair enough|makes sense|true|so true|very true|right|exactly|indeed|agreed|facts|yes|yep|yeah|yup|ya|no|nope|nah|never|sure|whatever|idc|idk|fine|bummer|too bad|sad|so sad|very sad|how sad|that's sad|poor guy|poor kids|poor thing|poor man|poor woman|poor people|poor family|rip|rest in peace|crazy|that's crazy|insane|wild|that's wild|unbelievable|unreal|incredible|scary|terrible|horrible|awful|disgusting|shocking|amazing|finally|about time|it was about time|great news|good news|bad news|fake news|old news|no way|not again|here we go again|of course|obviously|classic|typical|bruh|bro|dude|man|sheesh|yay|woohoo|hooray|same|mood|based|cringe|gg|w|l|big l|big w|this|^ this|+1|-1|called it|told you|told you so|told ya|i told you|i knew it|knew it|no surprise|no comment|no kidding|no shit|not surprised|not surprising|good riddance|good for him|good for her|good for them|good for you|love it|love this|love that|hate it|hate this|let's go|lets go|lets gooo|we'll see|i doubt it|who cares|who knew|what a joke|what a mess|what a shame|what a day|what a game|what a surprise|as if|big if true|yeah right|nobody cares|don't care|cool story|brb|afk|imo|fr|ikr|smh|tbh|oof|welp
		|ach so|achso|aha|krass|genau|echt|echt jetzt|wahnsinn|na endlich|endlich|typisch|alles klar|gut|schade|ja|nein|klar|stimmt|wow|oha|hammer|quatsch|so ein quatsch|war ja klar|kein wunder|traurig|d'accord|ah bon|mdr|ptdr|n'importe quoi|c'est fou|c'est dingue|incroyable|enfin|quelle honte|pas étonnant|oui|non|dommage|bien|super|génial|c'est triste|tant pis|dis donc|vale|ah vale|ya veo|ya|jaja|jajaja|jajajaja|qué locura|qué fuerte|qué pena|que pena|qué vergüenza|increíble|por fin|te lo dije|sí|si|claro|bueno|bien|genial|madre mía|no me sorprende|qué triste|pobre|va bene|capito|ahah|ahaha|ahahah|che pazzia|che vergogna|incredibile|finalmente|peccato|sì|bene|certo|mamma mia|che tristezza|te l'avevo detto|non mi sorprende|tá bom|tá|entendi|ah tá|kkk|kkkk|kkkkk|kkkkkk|rsrs|que loucura|que vergonha|inacreditável|até que enfim|eu avisei|sim|não|nossa|legal|beleza|que triste|понятно|ясно|ага|угу|ахах|ахаха|ахахаха|хаха|хахаха|лол|ничего себе|ужас|кошмар|наконец-то|я же говорил|какой позор|неудивительно|да|нет|жаль|жалко|капец|ого|круто|хорошо|ладно|ок|класс|жесть|tamam|anladım|peki|hahaha|vay|vay be|inanılmaz|nihayet|demiştim|ne rezalet|şaşırmadım|evet|hayır|yazık|süper|güzel|iyi|harika|olur|aynen|yok artık|çok güldüm`),
}

// intensifiers stand beside any of them and change nothing.
var intensifiers = phrases(`bot|quoth|so|very|really|just|too|again|now|then|man|mate|bro|dude|guys|everyone|all|lol|haha|please|a|it|that|there|and|well|oh|ah|ok|you|to|the|day|today|my friend|friend|dear|sehr|so|wirklich|aber|du|très|trop|tellement|et|muy|tan|tanto|y|molto|così|tanto|e|muito|tão|очень|так|и|çok|ve|o`)

// madeOf returns the sorts of small talk that a line is made of alone; nil when it
// holds anything else.
func madeOf(s string) map[string]bool {
	found := map[string]bool{}
	s = trim(short(strings.ReplaceAll(strings.ToLower(s), "?", " ")))
	for s != "" {
		longest, kinds := 0, []string(nil)
		for kind, list := range smalltalk {
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
			for _, p := range intensifiers {
				longest = max(longest, headLength(s, p))
			}
		}
		if longest == 0 {
			return nil
		}
		for _, k := range kinds {
			found[k] = true
		}
		s = strings.TrimLeft(trim(s[longest:]), "?!.,'\" ")
	}
	return found
}
