// Package manner tells how a sentence of the news speaks: that something happened, how things are, or to
// its reader.
package manner

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"quoth/knowledge/text"
)

// Manner is how a sentence speaks of what it tells.
type Manner uint8

const (
	Reports   Manner = iota // that something happened: a finite verb in the past
	Recounts                // what was said, or how things were: no other verb in the past than said or was
	States                  // how things are, or what may come
	Addresses               // its reader: a question, advice, what the page holds, that nobody commented
)

// mannerWords are words of a language, in lower case as they are printed, that tell how a
// sentence speaks.
type mannerWords struct {
	past   string // verbs of happenings, and auxiliaries that a participle follows
	ending string // of verbs in the past
	none   string // words with such an ending that are no verbs in the past
	was    string // verbs of how things were
	said   string // verbs of saying in the past
	before string // words before a participle that is no verb in the past: is, be, the
	reader string // words that speak to a reader
	phrase string // the same for phrases, with | between
	adverb string // ending of adverbs, which may stand between what is before a participle and it: been reportedly arrested
	cond   string // words that begin a sentence with what has not happened: if
}

// mannersOf are the words of each language; what is printed in another one reports.
var mannersOf = map[string]mannerWords{
	"en": {
		past: `won began begun came died fell fallen rose risen made took taken went gone lost left met found gave given got became broke broken brought hit led ran sent shot struck
			kept beat beaten sold bought fought grew grown flew flown drew drawn threw thrown sought paid sued sank sunk caught chose chosen drove driven ate fled forced hurt cut
			quit shut swept swore sworn spent stole stolen tore torn tied wore withdrew withdrawn overthrew overtook burst built bound dealt dug froze frozen heard hid hidden laid
			lit rode shook shaken shrank slid spread stuck stood swung taught woke wound set put landed held upheld withheld withstood undertook undertaken underwent undergone overcame
			overran overrode overridden overtaken bore borne blew blown clung crept drank flung forbade forbidden forgave forgiven hung leapt pled rang rung sang sung slew slain slept
			sped spun split sprang sprung strove swam wept arose arisen bit bitten`,
		ending: "ed",
		none: `need indeed speed feed red hundred seed bed breed proceed exceed succeed wed fed med embed shed expected scheduled planned slated supposed
			proposed alleged related based armed united limited advanced beloved naked sacred talented wicked crowded retired aged skilled interested concerned involved unprecedented
			intended designed needed used located known`,
		was:  "was were had did been felt thought knew saw seen showed shown meant included remained seemed appeared existed lived",
		said: "said told added wrote tweeted posted stated argued claimed noted explained wondered insisted recalled believed warned suggested described called asked",
		before: `is are be being am 's 're get gets to the a an this that these those its his her their our my your of with by for most more very so too all any some every no not
			will would could may might should can must`,
		reader: "you your you're you've yours yourself we've we're here's let's",
		phrase: `request for comment|requests for comment|for comment on|declined to comment|declined to provide|declined to say|declined to elaborate|declined to discuss|
			would not say|refused to comment|could not be reached|couldn't be reached|not immediately respond|not immediately return|
			this page|this story|this article|this report|this post|this live|this is a developing|here is what|here are |here's |to know about|what to know|stay up to date|sign up|follow along|
			read more|click here|check out|updates from|live updates|usa today is|reporting by|contributed to this|contributing:|
			in this photo|in this image|in this picture|this photo shows|this image shows`,
		cond:   "if unless",
		adverb: "ly",
	},
	"de": {
		past: `wurde wurden worden hat haben hatte hatten kam kamen ging gingen gab gaben starb starben gewann gewannen verlor verloren trat traten fiel fielen stieg stiegen brach brachen
			schoss schossen traf trafen nahm nahmen ließ ließen zog zogen rief riefen fand fanden schlug schlugen begann begannen verschwand entkam floh flohen flog flogen trug wies
			sank sanken schloss schlossen entschied entschieden unterschrieb verbot warf griff griffen stieß stießen
			gestorben gestiegen angestiegen gefallen gebrochen ausgebrochen zusammengebrochen gekommen umgekommen gegangen gesunken gestürzt abgestürzt eingestürzt geflohen
			entkommen verschwunden zurückgetreten eingetroffen explodiert entgleist gelandet gestartet ertrunken erschienen ausgefallen gewachsen geplatzt gescheitert gestrandet
			verunglückt geworden`,
		ending: "te gten kten erten elten ierten chten",
		none: `heute erste zweite dritte vierte fünfte sechste letzte nächste beste größte wichtigste meiste rechte weite späte gute leichte alte kalte harte bunte echte schlechte leute seite
			könnte könnten möchte möchten sollte sollten wollte wollten müsste müssten dürfte dürften konnte konnten musste mussten bitte mitte hätte hätten vermute beste gesamte bekannte rund`,
		was:    "war waren blieb blieben stand standen lag lagen galt galten gehörte schien hieß",
		said:   "sagte sagten teilte teilten erklärte erklärten betonte meinte schrieb schrieben sprach sprachen äußerte forderte warnte kritisierte berichtete berichteten mitgeteilt",
		before: "",
		reader: "du dir dein deine Ihnen", // ihnen is them
		phrase: `bitte um stellungnahme|bat um stellungnahme|anfrage zunächst nicht|anfrage nicht|wollte sich nicht äußern|wollten sich nicht äußern|dieser artikel|dieser text|dieser beitrag|
			diese seite|lesen sie|abonnieren|newsletter|im liveticker|im überblick:|was wir wissen|
			auf diesem foto|auf diesem bild|dieses foto zeigt|dieses bild zeigt`,
		cond: "wenn falls sollte sollten",
	},
	"fr": {
		past: `a ont avait avaient eut eurent fut furent mort morte morts décédé décédée décédés arrivé arrivée arrivés parti partie partis entré entrée né née devenu devenue tombé tombée
			venu revenu élu élue remporté annoncé tué tués blessé blessés effondré effondrée monté descendu sorti survenu survenue enfui enfuie`,
		ending: "èrent irent urent",
		none:   "",
		was:    "était étaient été resté restée",
		said:   "dit déclaré expliqué affirmé ajouté écrit assuré estimé indiqué précisé souligné",
		reader: "vous votre vos",
		phrase: `demande de commentaire|demandes de commentaire|n'a pas souhaité commenter|n’a pas souhaité commenter|n'a pas répondu|n’a pas répondu|cet article|cette page|lire aussi|
			abonnez-vous|ce que l'on sait|ce que l’on sait|suivez en direct|
			sur cette photo|sur cette image|cette photo montre|cette image montre`,
		cond:   "si",
		adverb: "ment",
	},
	"es": {
		past:   "ha han fue fueron hubo tuvo tuvieron hizo hicieron había habían puso pusieron vino vinieron quiso pudo estuvo condujo produjo redujo",
		ending: "ó aron ieron jeron",
		none:   "",
		was:    "era eran estaba estaban seguía",
		said:   "dijo dijeron afirmó aseguró declaró señaló explicó añadió indicó sostuvo escribió comentó subrayó",
		reader: "usted ustedes tu tus te",
		phrase: `solicitud de comentarios|solicitudes de comentarios|no respondió de inmediato|no quiso hacer comentarios|declinó hacer comentarios|este artículo|esta página|lea también|lee también|
			suscríbete|lo que se sabe|lo que sabemos|sigue en directo|
			en esta foto|en esta imagen|esta foto muestra|esta imagen muestra`,
		cond:   "si",
		adverb: "mente",
	},
	"it": {
		past: `ha hanno aveva avevano fu furono stato stata stati state morto morta morti arrivato arrivata nato nata vinse prese mise chiese rimase venne vennero andato andata caduto caduta
			diventato diventata crollato crollata crollati crollate salito scoppiato scoppiata esploso esplosa precipitato precipitata fuggito fuggita sceso`,
		ending: "arono irono erono ò",
		none:   "però può ciò perciò oblò",
		was:    "era erano restava",
		said:   "detto disse dichiarato spiegato affermato aggiunto scritto sottolineato",
		reader: "tu ti voi vostro", // vi furono is there were
		phrase: `richiesta di commento|richieste di commento|non ha risposto|non ha voluto commentare|questo articolo|questa pagina|leggi anche|iscriviti|cosa sappiamo|segui la diretta|
			in questa foto|in questa immagine|questa foto mostra|questa immagine mostra`,
		cond:   "se",
		adverb: "mente",
	},
	"pt": {
		past:   "foi foram houve teve tiveram fez fizeram tinha tinham havia haviam pôs veio vieram deu deram quis pôde esteve trouxe",
		ending: "ou eu iu aram eram iram",
		none:   "ou sou vou dou estou eu meu seu teu céu réu europeu museu deus judeu",
		was:    "era eram estava estavam ficava",
		said:   "disse disseram afirmou declarou explicou acrescentou informou escreveu ressaltou destacou",
		reader: "você vocês",
		phrase: `pedido de comentário|pedidos de comentário|não respondeu|não quis comentar|este artigo|esta reportagem|esta página|leia também|leia mais|assine|o que se sabe|acompanhe ao vivo|
			nesta foto|nesta imagem|esta foto mostra|esta imagem mostra`,
		cond:   "se caso",
		adverb: "mente",
	},
	"ru": {
		past: "",
		ending: `ал ил ел ял ул ыл ала ила ела яла ула ыла али или ели яли ули ыли ало ило ело яло ался ился елся алась илась елась ались ились елись алось илось шёл шел шла шли
			ышел вышла вышли пришёл пришла рёг пало умер погиб погибли`,
		none:   "или дела мила школа села начала числа дело тело мало апреля июля сила войны если вели канал вокзал журнал сигнал материал генерал тыл стиле",
		was:    "был была было были являлся являлась находился находилась",
		said:   "сказал сказала сказали заявил заявила заявили сообщил сообщила сообщили сообщило отметил отметила добавил добавила подчеркнул подчеркнула написал написала рассказал рассказала пояснил",
		reader: "вы вам вас ваш ваши",
		phrase: `запрос о комментарии|запрос на комментарий|отказался от комментариев|отказались от комментариев|не ответил на запрос|не ответила на запрос|не ответили на запрос|эта статья|эта страница|читайте также|
			подписывайтесь|что известно|
			на этом фото|на этой фотографии|на этом снимке`,
		cond: "если",
	},
	"tr": {
		past:   "",
		ending: "dı di du dü tı ti tu tü dılar diler dular düler tılar tiler tular tüler mıştı mişti muştu müştü",
		none:   "şimdi kendi yedi adı hadi ilgili yeti altı ordu",
		was:    "idi vardı yoktu",
		said:   "dedi söyledi belirtti açıkladı kaydetti bildirdi ifade vurguladı yazdı aktardı",
		reader: "siz size sizin sen senin",
		phrase: `yorum talebi|yorum yapmadı|yanıt vermedi|bu haber|bu sayfa|ayrıca okuyun|abone ol|neler biliniyor|canlı takip|
			bu fotoğrafta|bu karede`,
		cond: "eğer",
	},
}

// word is what is known of a printed word, as bits.
type word uint8

const (
	pastWord word = 1 << iota
	noVerb
	wasWord
	saidWord
	beforeWord
	readerWord
	cueWord // the longest of a phrase
	ifWord
)

// speaking is the words of a language made ready.
type speaking struct {
	words   map[string]word
	endings []string
	adverb  string
	phrases []string
}

var speakingOf = sync.OnceValue(func() map[string]*speaking {
	all := map[string]*speaking{}
	for language, w := range mannersOf {
		p := &speaking{words: map[string]word{}, endings: strings.Fields(w.ending), adverb: w.adverb}
		for kind, words := range map[word]string{pastWord: w.past, noVerb: w.none, wasWord: w.was, saidWord: w.said, beforeWord: w.before, readerWord: w.reader, ifWord: w.cond} {
			for x := range strings.FieldsSeq(words) {
				p.words[x] |= kind
			}
		}
		for x := range strings.SplitSeq(w.phrase, "|") {
			x = strings.TrimSpace(x)
			p.phrases = append(p.phrases, x)
			longest := ""
			for y := range strings.FieldsSeq(x) {
				if y = strings.Trim(y, ":"); len(y) > len(longest) {
					longest = y
				}
			}
			p.words[longest] |= cueWord
		}
		all[language] = p
	}
	return all
})

// Of is how a sentence, whose terms are terms, speaks in a language (ISO 639-1): the range [start, end) of
// the bytes of body. What stands between quotation marks is another's, and not heard. What is printed in
// another language than the eight reports, unless it asks.
func Of(body string, start, end int, terms []text.Term, language string) Manner {
	p := speakingOf()[language]
	sentence := body[start:end]
	if strings.HasSuffix(strings.TrimRight(sentence, " \n\"”»"), "?") {
		return Addresses
	}
	if p == nil {
		return Reports
	}
	m := States
	before := word(0)
	quoted, supposed, at := false, false, start
	for i := range terms {
		t := &terms[i]
		if t.Start < at {
			continue
		}
		gap := body[at:t.Start]
		quoted = quotes(gap, quoted)
		supposed = supposed && !strings.Contains(gap, ",")
		at = t.End
		if quoted {
			before = 0
			continue
		}
		printed := body[t.Start:t.End]
		if i == 0 {
			printed = strings.ToLower(printed)
		}
		w := p.words[printed]
		if w == 0 && p.adverb != "" && strings.HasSuffix(printed, p.adverb) {
			continue
		}
		if w == 0 && p.ends(printed) {
			w = pastWord
		}
		switch {
		case w&cueWord != 0 && p.says(sentence), w&readerWord != 0:
			return Addresses
		case w&ifWord != 0 && i == 0:
			supposed = true
		case w&noVerb != 0, supposed:
		case w&pastWord != 0 && before&beforeWord == 0:
			m = Reports
		case w&(wasWord|saidWord) != 0 && m == States:
			m = Recounts
		}
		before = w
	}
	return m
}

// ends reports whether a word that is not listed ends as a verb in the past does.
func (p *speaking) ends(printed string) bool {
	if first, _ := utf8.DecodeRuneInString(printed); !unicode.IsLower(first) {
		return false
	}
	for _, e := range p.endings {
		if len(printed) > len(e)+2 && strings.HasSuffix(printed, e) {
			return true
		}
	}
	return false
}

// says reports whether a sentence holds a phrase that speaks to a reader, in whole words.
func (p *speaking) says(s string) bool {
	s = strings.ToLower(s)
	return slices.ContainsFunc(p.phrases, func(x string) bool {
		for from := 0; ; {
			at := strings.Index(s[from:], x)
			if at < 0 {
				return false
			}
			at += from
			from = at + len(x)
			before, _ := utf8.DecodeLastRuneInString(s[:at])
			last, _ := utf8.DecodeLastRuneInString(x)
			after, _ := utf8.DecodeRuneInString(s[from:])
			if !unicode.IsLetter(before) && !(unicode.IsLetter(last) && unicode.IsLetter(after)) {
				return true
			}
		}
	})
}

// quotes reports whether what stands behind a gap between two words is quoted, when what
// stands before it is or is not.
func quotes(gap string, quoted bool) bool {
	for _, c := range gap {
		switch c {
		case '"':
			quoted = !quoted
		case '“', '„', '«':
			quoted = c != '“' || !quoted
		case '”', '»':
			quoted = false
		}
	}
	return quoted
}
