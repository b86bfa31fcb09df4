package bot

import (
	"cmp"
	"strings"

	"quoth/knowledge/text"
)

// smalltalk is what the bot says when no news is asked for, in one language.
type smalltalk struct {
	hello      string // to a greeting
	whoIAm     string // to a question about the bot
	forExample string // with a topic (%s)
	welcome    string // to thanks
	complaint  string // to a complaint
	pasted     string // to a text that was pasted
	letGo      string // when what was asked for is dropped
	help       string // over the list of commands

	latest, canDo, find, askAbout string // labels of buttons
}

// smalltalks are the eight languages of what the bot says so far.
var smalltalks = map[string]smalltalk{
	"en": {hello: textHello, whoIAm: textWhoIAm, forExample: textForExample, welcome: textWelcome, complaint: textComplaint, pasted: textPasted, letGo: textLetGo, help: textHelp,
		latest: textLatest, canDo: labelHelp, find: labelFind, askAbout: labelAskAbout},
	"de": {hello: "Hallo! Frag mich nach den Nachrichten: Ich antworte mit genau den Worten, die gedruckt wurden, und sage, wo und wann.",
		whoIAm:     "Ich bin Quoth, ein Programm, das in gespeicherten Nachrichten nach Antworten sucht und genau die Worte zeigt, die gedruckt wurden. Selbst schreibe ich keine Nachrichten.",
		forExample: "Zum Beispiel: Neues zu %s", welcome: "Gern geschehen.",
		complaint: "Schade, dass es das nicht war. Frag noch einmal mit einem Namen, einem Ort oder einem Datum, dann suche ich erneut.",
		pasted:    "Soll ich nachsehen, ob diese Worte gedruckt wurden, oder was dazu gespeichert ist?", letGo: "Gut, das lasse ich.",
		help:   "Ich beantworte Fragen zu gespeicherten Nachrichten mit genau den Worten, die gedruckt wurden, und sage, wo und wann. Frag einfach, oder nimm einen Befehl:",
		latest: "Neueste Nachrichten", canDo: "Was ich kann", find: "Diese Worte suchen", askAbout: "Danach fragen"},
	"fr": {hello: "Bonjour ! Interrogez-moi sur l'actualité : je réponds avec les mots exacts qui ont été publiés, et je dis où et quand.",
		whoIAm:     "Je suis Quoth, un programme qui cherche des réponses dans les articles enregistrés et montre les mots exacts qui ont été publiés. Je n'écris pas de nouvelles moi-même.",
		forExample: "Par exemple : du nouveau sur %s", welcome: "Je vous en prie.",
		complaint: "Désolé que ce ne soit pas cela. Redemandez avec un nom, un lieu ou une date, et je chercherai encore.",
		pasted:    "Dois-je chercher si ces mots ont été publiés, ou ce qui est enregistré à leur sujet ?", letGo: "Bien, j'oublie cela.",
		help:   "Je réponds aux questions sur les articles enregistrés avec les mots exacts qui ont été publiés, et je dis où et quand. Posez simplement votre question, ou utilisez une commande :",
		latest: "Dernières nouvelles", canDo: "Ce que je sais faire", find: "Chercher ces mots", askAbout: "Poser la question"},
	"es": {hello: "¡Hola! Pregúntame por las noticias: respondo con las palabras exactas que se publicaron y digo dónde y cuándo.",
		whoIAm:     "Soy Quoth, un programa que busca respuestas en noticias guardadas y muestra las palabras exactas que se publicaron. Yo no escribo noticias.",
		forExample: "Por ejemplo: lo último sobre %s", welcome: "De nada.",
		complaint: "Siento que no fuera eso. Pregunta otra vez con un nombre, un lugar o una fecha, y busco de nuevo.",
		pasted:    "¿Busco si se publicaron estas palabras, o lo que hay guardado sobre ellas?", letGo: "Bien, lo dejo.",
		help:   "Respondo a preguntas sobre noticias guardadas con las palabras exactas que se publicaron, y digo dónde y cuándo. Pregunta sin más, o usa un comando:",
		latest: "Últimas noticias", canDo: "Qué sé hacer", find: "Buscar estas palabras", askAbout: "Preguntar por ello"},
	"it": {hello: "Ciao! Chiedimi delle notizie: rispondo con le parole esatte che sono state pubblicate e dico dove e quando.",
		whoIAm:     "Sono Quoth, un programma che cerca risposte nelle notizie archiviate e mostra le parole esatte che sono state pubblicate. Io non scrivo notizie.",
		forExample: "Per esempio: novità su %s", welcome: "Prego.",
		complaint: "Mi dispiace che non fosse quello. Chiedi di nuovo con un nome, un luogo o una data, e cercherò ancora.",
		pasted:    "Cerco se queste parole sono state pubblicate, o che cosa è archiviato su di esse?", letGo: "Va bene, lascio perdere.",
		help:   "Rispondo a domande sulle notizie archiviate con le parole esatte che sono state pubblicate, e dico dove e quando. Chiedi pure, oppure usa un comando:",
		latest: "Ultime notizie", canDo: "Che cosa so fare", find: "Cerca queste parole", askAbout: "Chiedi di questo"},
	"pt": {hello: "Olá! Pergunte-me sobre as notícias: respondo com as palavras exatas que foram publicadas e digo onde e quando.",
		whoIAm:     "Sou o Quoth, um programa que procura respostas em notícias guardadas e mostra as palavras exatas que foram publicadas. Eu não escrevo notícias.",
		forExample: "Por exemplo: novidades sobre %s", welcome: "De nada.",
		complaint: "Pena que não era isso. Pergunte de novo com um nome, um lugar ou uma data, e eu procuro outra vez.",
		pasted:    "Procuro se estas palavras foram publicadas, ou o que há guardado sobre elas?", letGo: "Certo, deixo isso.",
		help:   "Respondo a perguntas sobre notícias guardadas com as palavras exatas que foram publicadas, e digo onde e quando. É só perguntar, ou usar um comando:",
		latest: "Últimas notícias", canDo: "O que sei fazer", find: "Procurar estas palavras", askAbout: "Perguntar sobre isso"},
	"ru": {hello: "Здравствуйте! Спросите меня о новостях: я отвечу точными словами, которые были напечатаны, и скажу, где и когда.",
		whoIAm:     "Я Quoth, программа, которая ищет ответы в сохранённых новостях и показывает точные слова, которые были напечатаны. Сам я новостей не пишу.",
		forExample: "Например: новости о %s", welcome: "Пожалуйста.",
		complaint: "Жаль, что это было не то. Спросите ещё раз, назвав имя, место или дату, и я поищу снова.",
		pasted:    "Поискать, были ли напечатаны эти слова, или что о них сохранено?", letGo: "Хорошо, оставим это.",
		help:   "Я отвечаю на вопросы о сохранённых новостях точными словами, которые были напечатаны, и говорю, где и когда. Просто спросите или возьмите команду:",
		latest: "Последние новости", canDo: "Что я умею", find: "Найти эти слова", askAbout: "Спросить о них"},
	"tr": {hello: "Merhaba! Bana haberleri sorun: yayımlanan sözcüklerin aynısıyla yanıt verir, nerede ve ne zaman yayımlandığını söylerim.",
		whoIAm:     "Ben Quoth'um: kayıtlı haberlerde yanıt arayan ve yayımlanan sözcüklerin aynısını gösteren bir programım. Kendim haber yazmam.",
		forExample: "Örneğin: %s hakkında son haberler", welcome: "Rica ederim.",
		complaint: "Aradığınız bu değilmiş, üzgünüm. Bir ad, yer ya da tarihle yeniden sorun, tekrar bakayım.",
		pasted:    "Bu sözcükler yayımlanmış mı diye mi bakayım, yoksa onlarla ilgili ne kayıtlı olduğuna mı?", letGo: "Peki, bıraktım.",
		help:   "Kayıtlı haberlerle ilgili soruları yayımlanan sözcüklerin aynısıyla yanıtlar, nerede ve ne zaman yayımlandığını söylerim. Sorun yeter, ya da bir komut kullanın:",
		latest: "Son haberler", canDo: "Neler yapabilirim", find: "Bu sözcükleri ara", askAbout: "Bunları sor"},
}

// tellingWords are said in one of the languages alone, in lines too short to tell theirs
// otherwise.
var tellingWords = map[string]string{
	"de": "hallo moin servus danke tschüss hilfe guten dankeschön",
	"fr": "bonjour bonsoir salut coucou merci aide",
	"es": "hola gracias ayuda buenas buenos adiós",
	"it": "ciao salve grazie buongiorno buonasera aiuto",
	"pt": "oi olá obrigado obrigada ajuda valeu tchau bom boa",
	"tr": "merhaba selam teşekkürler teşekkür yardım sağol günaydın",
}

// smalltalkFor is what the bot says in the language of a request's line, else in the
// person's.
func smalltalkFor(r Request) smalltalk {
	said, known := smalltalks[cmp.Or(lineLanguage(r.Text), primary(r.Language))]
	if !known {
		return smalltalks["en"]
	}
	return said
}

// lineLanguage is the language of a line, ISO 639-1; "" when its words don't tell.
func lineLanguage(s string) string {
	for sp := range text.Words(strings.ToLower(s)) {
		for language, words := range tellingWords {
			if strings.Contains(" "+words+" ", " "+sp.In(strings.ToLower(s))+" ") {
				return language
			}
		}
	}
	return text.QuestionLanguage(s)
}

// primary is the language of an IETF tag: "pt" of "pt-BR".
func primary(tag string) string {
	language, _, _ := strings.Cut(strings.ToLower(tag), "-")
	return language
}
