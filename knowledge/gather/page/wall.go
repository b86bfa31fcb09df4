package page

import (
	"math/bits"
	"strings"
)

// A wall is a block that speaks to the reader about what stands between him and the article, and not of news.
type wall string

// The walls that are known.
const (
	consentWall wall = "asks for consent to cookies or tracking"
	payWall     wall = "asks to subscribe"
	loginWall   wall = "asks for a password"
	browserWall wall = "asks for another browser"
	adWall      wall = "asks to switch off an ad blocker"
	robotWall   wall = "asks whether the reader is a robot"
)

// What a wall has words, per block: a longer one is running text that may well speak of subscriptions.
const (
	longestWall  = 90
	shortestWall = 4
	shortLine    = 15 // a line that goes on with the block before it
)

// A concept is something that walls speak of: a set of words, each also as the beginning of longer words where * stands
// behind it, and of pairs of words with _ between them.
type concept uint32

const (
	reader concept = 1 << iota
	cookies
	partners
	devices
	agreeing
	privacy
	advertising
	choices
	subscribing
	joining
	prices
	cancelling
	signingIn
	readingOn
	browsers
	outdated
	scripts
	enabling
	passwords
	forgetting
	blockers
	robots
	proving
)

// conceptWords are the words of each concept in the eight languages: English, German, French, Spanish, Italian,
// Portuguese, Russian, Turkish.
var conceptWords = map[concept]string{
	reader: `you your yours we our us sie ihr ihre ihrem ihren ihrer du dich dir dein deine deinem deinen wir unser unsere unseren vous votre vos nous notre nos usted su sus tu tus ti
		nosotros nuestro nuestra nuestros nuestras te eres tienes puedes suscríbete únete abonnez inscrivez abbonati iscriviti puoi sei assine inscreva tuo tua tuoi vostro vostra noi nostri nostra nostro você seu sua seus suas nós nosso nossa nossos вы вас вам ваш ваша ваше вашей вашем мы наш наши наших
		siz sizin size biz bizim`,
	cookies:     `cookie* tracker* tracking çerez* куки* cookies`,
	partners:    `partner* companies vendors parties firmen anbieter* partenaires sociétés socios empresas aziende fornitori parceiro* партнёр* партнер* компани* ortak* iş_ortakları`,
	devices:     `device* phone computer gerät* endgerät* appareil* terminal dispositivo* equipo устройств* cihaz*`,
	agreeing:    `agree agreeing accept accepts accepting consent consents zustimm* einwillig* einverstanden akzeptier* accepte* acceptez consent* acept* accett* aceit* concord* соглас* принять kabul onay* rıza*`,
	privacy:     `privacy data_protection datenschutz* confidentialit* privacid* riservatezza конфиденциальн* gizlilik*`,
	advertising: `advertis* ads adverts personalised personalized werbung werbe* anzeigen publicit* publicid* anuncios pubblicit* anúncios реклам* reklam*`,
	choices:     `settings preferences withdraw revoke choose choice choices options allow allowed refuse reject deny decide ablehnen refuser rechazar rifiuta* rejeitar widerruf* einstellungen auswahl paramètres réglages choix configura* preferencias preferenze preferências impostazioni настройк* ayarlar* tercih*`,
	subscribing: `subscribe* subscription* subscriber* membership* abo abos abonn* abonnez suscri* suscrí* abbona* assina* assine подпис* abone*`,
	joining:     `member members plan plans mitglied mitglieder membre membres miembro miembros socio membro membri участник* üye üyeler`,
	prices: `month monthly months week weekly trial free euro euros monat* monatlich kostenlos gratis probe* woche* mois gratuit* essai mes meses mensual* prueba semana mese mensil* gratuit* prova mês
		mensal* grátis месяц* бесплатн* ay aylık ücretsiz deneme`,
	cancelling: `cancel* renews renewed renewal ends ended kündbar kündig* verlänger* résili* engagement renouvel* cancel* renuev* disdi* rinnov* renova* отмен* продлева* iptal* yenilen*`,
	signingIn:  `sign_in log_in login already einloggen anmelden bereits eingeloggt déjà connecte* connexion inicia_sesión iniciar_sesión ya_eres ya_tienes accedi già entrar já войти уже вход giriş zaten`,
	readingOn:  `read_on read_the read_this read_more read_all read_everything reading continue weiterlesen weiter_lesen lesen lire leer leyendo leggere leggi ler lendo читать okuma* okumaya`,
	browsers:   `browser* navigateur* navegador* браузер* tarayıcı*`,
	outdated:   `update updated outdated old older supported unsupported upgrade unterstützt aktualisier* veraltet* obsol* plus_à actualiz* compatible aggiorna* supportato atualiz* desatualiz* устарел* обновит* поддерж* güncel* destekl*`,
	scripts:    `javascript`,
	enabling:   `enable* enabled disabled activat* active* turned turn switch disable* aktivier* deaktivier* einschalten ausschalten abschalten activ* désactiv* habilit* desactiv* abilit* disattiv* desativ* включ* отключ* etkin* devre* kapat*`,
	passwords:  `password* passwort* kennwort* mot_de contraseña* senha* парол* şifre* parola*`,
	forgetting: `forgot forgotten reset enter strong characters vergessen zurücksetz* eingeben ändern zeichen oublié* saisir olvid* restablec* dimentic* reimposta* esquec* redefin* забыли сброс* unuttu* sıfırla* girin*`,
	blockers:   `adblock* ad_blocker ad_blockers werbeblocker* bloqueur* bloqueador* блокировщик* engelleyici*`,
	robots:     `robot* captcha* bot bots robô* робот*`,
	proving:    `verify prove human humans confirm bestätig* mensch humain* vérifi* humano* verifi* umano подтверд* человек doğrula* insan`,
}

// walls say which concepts a block of each kind holds: all of must and at least some of the others.
var walls = []struct {
	wall
	must, of concept
	least    int
}{
	{consentWall, reader | cookies | agreeing, 0, 0},
	{consentWall, reader | cookies, partners | devices | privacy | advertising | choices, 2},
	{consentWall, reader | partners | devices, agreeing | privacy | advertising | choices, 2},
	{payWall, reader | subscribing, prices | cancelling | signingIn | readingOn, 2},
	{payWall, reader | joining | prices | cancelling, 0, 0},
	{payWall, reader | cancelling | prices | signingIn, 0, 0},
	{loginWall, reader | passwords | forgetting, 0, 0},
	{browserWall, reader | browsers | outdated, 0, 0},
	{browserWall, scripts | enabling, reader | browsers, 1},
	{adWall, reader | blockers, enabling | advertising, 1},
	{robotWall, reader | robots | proving, 0, 0},
}

// conceptsOf is what each word, and each beginning of words, means to walls.
var conceptsOf, conceptsOfStart = func() (whole, start map[string]concept) {
	whole, start = make(map[string]concept), make(map[string]concept)
	for c, words := range conceptWords {
		for w := range strings.FieldsSeq(words) {
			if w, open := strings.CutSuffix(w, "*"); open {
				start[w] |= c
			} else {
				whole[w] |= c
			}
		}
	}
	return whole, start
}()

// shortestStart and longestStart bound the beginnings of words in conceptWords, in bytes.
const (
	shortestStart = 4
	longestStart  = 24
)

// conceptsIn is what the words of a text mean to walls.
func conceptsIn(text string) concept {
	var all concept
	before := ""
	for w := range eachWord(text) {
		all |= conceptsOf[w] | conceptsOf[before+"_"+w]
		for n := shortestStart; n <= min(len(w), longestStart); n++ {
			all |= conceptsOfStart[w[:n]]
		}
		before = w
	}
	return all
}

// wallsOf is the wall that each block is part of, "" for none. What asks for consent is also known by two blocks of one
// box together.
func wallsOf(blocks []block) []wall {
	out := make([]wall, len(blocks))
	found := make([]concept, len(blocks))
	for i, b := range blocks {
		if b.words >= shortestWall && b.words <= longestWall {
			found[i] = conceptsIn(b.text)
			out[i] = wallOf(found[i])
		}
	}
	for i := 1; i < len(blocks); i++ {
		if blocks[i-1].node.Parent == blocks[i].node.Parent && speaksOfConsent(found[i-1]) && speaksOfConsent(found[i]) && wallOf(found[i-1]|found[i]) == consentWall {
			out[i-1], out[i] = consentWall, consentWall
		}
		if out[i] == "" && out[i-1] != "" && blocks[i].words <= shortLine && blocks[i-1].node.Parent == blocks[i].node.Parent && bits.OnesCount32(uint32(found[i])) >= 2 {
			out[i] = out[i-1] // what it goes on with: Already a member? Sign in
		}
	}
	return out
}

func speaksOfConsent(c concept) bool {
	return bits.OnesCount32(uint32(c&(reader|cookies|partners|devices|agreeing|privacy|advertising|choices))) >= 3
}

// wallOf is the wall that holds such concepts, or "".
func wallOf(found concept) wall {
	for _, w := range walls {
		if found&w.must == w.must && bits.OnesCount32(uint32(found&w.of)) >= w.least {
			return w.wall
		}
	}
	return ""
}
