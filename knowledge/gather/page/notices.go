package page

import (
	"slices"
	"strings"

	"quoth/knowledge/lazyregexp"
)

// noticeLength is the number of words under which a block can be a notice.
const noticeLength = 45

// notice reports whether the block speaks to the reader about the page instead of telling the news.
func notice(b block) bool {
	if b.words >= noticeLength {
		return false
	}
	if noticeStart.MatchString(b.text) {
		return true
	}
	low := strings.ToLower(b.text)
	return slices.ContainsFunc(noticeKeys, func(k string) bool { return strings.Contains(low, k) }) && noticePart.MatchString(b.text)
}

// noticeStart matches a notice at its beginning, noticePart anywhere in it. One expression for all is several times
// faster than one for each.
var (
	noticeStart = lazyregexp.New(`(?i)^(?:` + strings.Join(noticeStarts, `|`) + `)`)
	noticePart  = lazyregexp.New(`(?i)` + strings.Join(noticeParts, `|`))
)

var noticeStarts = []string{
	// sharing, following, subscribing
	`(?:share|tweet|pin|email|print|save|comments?|copy link|share (?:this|on|via|with)\b.{0,40})(?: this)?(?: article| story| post| page)?:?$`,
	`(?:you can )?(?:also )?(?:follow|like|find|join) (?:us|me|him|her|them|.{2,60}) on (?:twitter|facebook|instagram|youtube|x|linkedin|telegram|tiktok|whatsapp|bluesky|mastodon|threads)\b`,
	`follow (?:us|@\w+|.{2,30}'?s? (?:full |live )?coverage)\b`,
	`(?:sign up|subscribe|register)(?: now| here| today| free)?(?: to| for|$|[.:!])`,
	`(?:get|receive) .{0,60}\b(?:in|to|into|straight to) your (?:inbox|email|phone)\b`,
	`(?:get|download) .{0,50}\bapp\b.{0,40}$`,
	`(?:have|got|do you have) (?:a|any)? ?(?:news )?(?:tip|story|question|comment|correction|confidential tip)s?\b.{0,20}[?:]`,
	`if you (?:enjoyed|liked|enjoy|like) (?:reading )?this (?:article|story|post|piece)\b`,
	`(?:contact|email|e-mail|reach) (?:the (?:author|writer|reporter)|us|me)\b.{0,60}@`,
	// pointers to other pages
	`(?:please )?(?:click|tap|go) here (?:to|for)\b.{0,120}(?:read|see|watch|subscribe|sign|view|more|all|app)\b.{0,60}$`,
	`.{0,60}\bby (?:clicking|tapping) here[.!]?$`,
	`(?:read|see|find out|learn|view|show|load)(?: all| the)? (?:more|also|next|full story|related|comments)\b(?:$|\s?[:|>»…-]|\.\.\.| (?:about|on|from|at|of|stories|here)\b)`,
	`(?:read|related|see also|also|more|watch|listen|recommended|further reading|in pictures|trending|don'?t miss|must read|also read|read this|you might like|opinion|related (?:stories|articles|content|news|video|topics|links)|more (?:on this|stories|news|from .{2,40}|coverage))\s?:.{0,160}$`,
	`(?:don[’']?t miss|related|recommended|most read|see also|also read|more on this(?: story| topic)?|you (?:may|might) (?:also )?(?:like|be interested in)|related (?:stories|articles|content|news|video|topics|links|posts)|more (?:stories|news|from .{2,40}))\s?[.…:!]*$`,
	`listen to .{2,60}\b(?:live|podcast|here|back)\b`,
	// the frame
	`(?:advertisement|advertising|sponsored(?: content)?|promoted|ad|loading|(?:the |this )?(?:story|article|post) continues? below.{0,40}|continue reading.{0,60}|skip (?:ad|advertisement|to .{2,30})|scroll (?:down|to) .{0,40}|supported by|back to top|close|menu)[.…:]*$`,
	`(?:©|\(c\) |copyright\b)|this material may not be published`,
	`we (?:use|and our partners use) (?:cookies|income earning)\b`,
	`(?:filed under|tags?|topics|categories|category|posted in|keywords)\s?:`,
	`(?:[|•·]\s*)?(?:first |originally |last )?(?:published|updated|posted|modified|created)\b(?: on| at|:)?.{0,20}\d.{0,40}$`,
	`(?:by|written by|posted by|reported by) (?:[\p{Lu}][\p{L}.'’-]*[ ,]*(?:and |& )?){1,6}$`,
	// pictures
	`(?:image|photo|slide|picture|gallery)?\s?\d+ (?:of|/)(?: /)? ?\d+$`,
	`(?:photo|photos|photograph|photography|image|images|picture|video|illustration|graphic|credit|photo credit|image credit|image source|image copyright|image caption|media caption|getty images?|file photo)(?: by| credit| courtesy(?: of)?| via)?\s?[:©/|].{0,100}$`,
	// the same in the other languages: pointers to other articles
	`(?:(?:das|dies|diese .{3,12}) (?:könnte|könnten|dürfte) (?:sie|dich|euch) (?:auch|ebenfalls)? ?interessier|lesen sie (?:auch|hier|mehr|dazu|weiter)|lies (?:auch|hier)|mehr zum thema|mehr (?:dazu|darüber|aus|von)\b|` +
		`weitere (?:artikel|themen|meldungen|nachrichten|beiträge|informationen)|auch interessant|passend (?:dazu|zum thema)|zum thema|siehe auch|ähnliche (?:artikel|beiträge|themen)|verwandte (?:artikel|beiträge|themen)|meistgelesen|` +
		`lire (?:aussi|la suite|plus)|à (?:lire|voir|découvrir) (?:aussi|également)|voir aussi|sur le même (?:sujet|thème)|articles? (?:liés|similaires|connexes)|vous aimerez|` +
		`l(?:ea|ee|eer|ee) (?:también|más|además)|te puede(?:n)? interesar|(?:también )?(?:te|le) (?:puede|podría) interesar|noticias relacionadas|artículos relacionados|mir[ae] también|no te pierdas|` +
		`leggi (?:anche|di più|pure)|(?:ti )?potrebbe(?:ro)? (?:interessarti|interessare)|articoli correlati|vedi anche|` +
		`leia (?:também|mais|ainda)|veja (?:também|mais|ainda)|saiba mais|confira também|notícias relacionadas|você também pode|` +
		`читайте (?:также|ещё|еще|по теме)|смотрите также|(?:материалы )?по теме|подробнее|` +
		`(?:bunlar da )?ilginizi çekebilir|ilgili haberler|ayrıca okuyun|benzer haberler|devamını oku)(?:[^.]{0,100}|.{0,60})$`,
	// following, subscribing
	`(?:never miss\b|for (?:the latest|more) .{3,60}\b(?:download|sign up|subscribe|follow|visit|click)\b|download (?:the|our) .{2,40} apps?\b|` +
		`(?:jetzt |hier )?(?:kostenlos )?(?:abonnieren|anmelden|newsletter)\b|folgen? (?:sie )?uns\b|(?:melden|abonnieren) sie\b.{0,60}newsletter|` +
		`(?:abonnez|inscrivez)-vous\b|suivez[- ](?:nous|l)|recevez\b.{0,60}(?:newsletter|alertes|boîte)|téléchargez (?:notre|l['’])|` +
		`susc(?:ríbete|ribite|ríbase)\b|s[ií]g(?:uenos|anos|uinos)\b|[uú]nete a\b|descarg(?:a|ue) (?:nuestra|la) app|recib[ae] (?:nuestr|las noticias|en tu)|(?:ya sabías|sabías|mira lo) que\b.{0,60}\bcanal de\b|` +
		`iscriviti\b|abbonati\b|seguici\b|scarica (?:la nostra |l['’] ?)app|` +
		`assine\b|inscreva-se\b|siga (?:o|a|os|as|nos|-nos)\b.{0,60}\b(?:no|na|em|google|instagram|facebook|whatsapp)\b|receba (?:as |os |nossas )?notícias|baixe o (?:nosso )?app|` +
		`подпи(?:шитесь|сывайтесь|саться)|следите за нами|abone ol|bizi takip ed)`,
	// the frame
	`(?:anzeige|werbung|publicité|publicidad|pubblicità|publicidade|реклама|reklam|wird geladen|nach oben|zurück|teilen|drucken|merken|partager|imprimer|compartir|compartilhar|condividi|stampa|поделиться|paylaş|yazdır|` +
		`kommentare?|commentaires?|comentarios?|comentários?|commenti|комментарии|yorumlar|inhalt|inhaltsverzeichnis|sie sind (?:aktuell |derzeit )?nicht (?:eingeloggt|angemeldet))[.…:!]*$`,
	`(?:(?:veröffentlicht|erstellt|aktualisiert|publié|mis à jour|publicado|actualizado|pubblicato|aggiornato|atualizado|опубликован\p{L}*|обновлен\p{L}*|yayınlan\p{L}*|güncelleme)\b|zuletzt (?:aktualisiert|geändert))[^.]{0,25}\d.{0,40}$`,
	// pictures
	`(?:(?:symbol|titel|archiv)?(?:foto|bild)(?:s|er|quelle|rechte|nachweis|credit)?|beitragsbild|quelle|crédits?(?: photos?)?|imagen|imagem|immagine|фото|fotoğraf|photograph) ?(?:[:©/|]|by\b|von\b|de\b).{0,100}$`,
}

// noticeKeys are words of which every match of noticePart holds one: most blocks hold none.
var noticeKeys = []string{"reserved", "policy", "newsletter", "photo", "getty", "reuters", "afp", "shutterstock", "alamy", "associated press", "canal", "kanal", "chaîne",
	"канал", "vorbehalten", "réservés", "reservados", "riservati", "saklıdır", "защищены"}

var noticeParts = []string{
	`\ball rights reserved\b`,
	`\b(?:cookie|privacy) policy\b.{0,30}$`,
	`\b(?:subscribe to|sign up for|join) (?:our|the|.{2,30}'s?) .{0,40}\bnewsletters?\b`,
	`(?:\(|\[|/|©|\bphotos? |\bpicture |\bimage )(?:by |via |credit:? )?[^()]{0,40}(?:getty images|ap photo[^()]{0,30}|associated press|reuters|afp|shutterstock|alamy|file photo|photo by[^()]{0,40})\s?[)\]]?\.?$`,
	`\bphotos? (?:©|\(c\)|by [^.]{3,40}$|courtesy)`,
	`\b(?:canal|kanal|канал\p{L}*|kanalı\p{L}*|chaîne|canale) (?:de |di |da |sur |на |auf |in )?(?:telegram|whatsapp|youtube)\b.{0,60}$`,
	`\b(?:alle rechte vorbehalten|tous droits réservés|todos los derechos reservados|tutti i diritti riservati|todos os direitos reservados|tüm hakları saklıdır)|все права защищены`,
}
