package intent

import (
	"slices"
	"strings"

	"quoth/knowledge/text"
)

// certain are ways of saying things that nothing else is said with: the model does not
// weigh them. Beside commands there are, of what stands under an answer, what asks where
// it was printed ("cited"), for what else was found ("more"), what was printed before or
// after ("older", "newer"), for more or fewer words ("longer", "shorter") and whether the bot
// is sure ("doubted"), what asks to be told ("ask"), and small talk about what no news tells
// ("talk"). {language} is a language by any of its names, {own} one by its name in itself,
// {thing} a few words that are no clause, {place} fewer, {town} a place that is known, {news}
// what is none of who talks, {made} what is made, which no command makes.
const certain = `
settings! (?:speak|talk|write|answer|reply|respond|use|switch|change)(?: (?:to|with|back))?(?: (?:me|us|it))?(?: (?:in|to))? {language}|in {language}(?: only| from now on)?|{own}
settings! (?:(?:set|change|switch|put|make)(?: (?:my|the|your|our))? )?language(?: (?:to|is|=|:)|:)? {language}|(?:i )?(?:want|need|prefer)(?: it| answers)?(?: in)? {language}|{language} language
settings! (?:change|set|switch)(?: (?:my|the|your|our))? language
settings! (?:sprich|red|rede|schreib|schreibe|antworte?)(?: (?:mir|mit mir|mit uns|bitte|doch|mal|lieber|nur))*(?: auf| in)? {language}(?:,? (?:mit (?:mir|uns)|bitte))?|auf {language}|(?:(?:stell|stelle|änder|ändere|wechsle|setz|setze)(?: (?:die|meine))? )?sprache:?(?: auf| zu| ist)? {language}(?: (?:stellen|ändern|umstellen|um))?
settings! (?:parle|parlez|réponds|répondez|écris|passe|mets-toi)(?:-(?:moi|nous))?(?: (?:en|au))? {language}|en {language}|(?:(?:mets|change|passe)(?: la)? )?langue ?:?(?: en| à| au)?(?: l')? ?{language}
settings! (?:habla|háblame|responde|contesta|escribe|escríbeme|cambia)(?: (?:me|en|a|al))* {language}|(?:(?:cambia|pon)(?: el)? )?idioma:?(?: (?:a|al|en))? {language}
settings! (?:parla|parlami|rispondi|scrivi|scrivimi|passa)(?: (?:in|a|all'))* ?{language}|(?:(?:cambia|imposta|metti)(?: la)? )?lingua:?(?: (?:in|a|su))? {language}
settings! (?:fala|fale|responda|responde|escreva|escreve|muda|mude)(?: (?:em|para|comigo|comigo em))* {language}(?: (?:comigo|com a gente))?|em {language}|(?:(?:muda|mude|troca|troque)(?: o)? )?idioma:?(?: (?:para|pra|em))? {language}
settings! (?:говори|отвечай|пиши|переключись|перейди)(?: (?:на|мне|со мной))* {language}(?: языке?)?|на {language}(?: языке?)?|(?:(?:смени|поменяй|переключи) )?язык:?(?: на)? {language}
settings! (?:(?:benimle|bizimle) )?{language} (?:konuş|cevap ver|yaz|yanıtla|olsun)|dil[iı]?:? {language}(?:'?y[ea])?(?: (?:yap|değiştir|ayarla|çevir|olsun))?

settings:pictures=false! (?:(?:turn|switch) )?(?:the )?(?:pictures|images|photos|thumbnails) off|(?:turn off|switch off|disable|hide|no|without|stop (?:showing|sending)|don'?t (?:show|send))(?: (?:the|me|us|any|more))* (?:pictures|images|photos|thumbnails)|(?:keine|ohne) (?:bilder|fotos|vorschaubilder)(?: mehr)?|(?:bilder|fotos) aus(?:schalten)?|(?:pas d'|plus d'|sans )(?:images|photos)|sin (?:imágenes|fotos)|senza (?:immagini|foto)|sem (?:imagens|fotos)|без (?:картинок|фото|изображений)|resim(?:ler)? (?:olmasın|gösterme|kapalı)|resimleri kapat
settings:pictures=true! (?:(?:turn|switch) )?(?:the )?(?:pictures|images|photos|thumbnails)(?: back)? on|(?:turn on|switch on|enable)(?: the)? (?:pictures|images|photos|thumbnails)|(?:show|send)(?: (?:the|me|us))* (?:pictures|images|photos|thumbnails) again|with (?:pictures|images|photos)|(?:bilder|fotos) (?:an|wieder zeigen|einschalten)|mit (?:bildern|fotos)|avec(?: (?:les|des))? (?:images|photos)|con(?: las)? (?:imágenes|fotos)|con(?: le)? (?:immagini|foto)|com(?: as)? (?:imagens|fotos)|с (?:картинками|фото)|resimleri aç|resimli

unfollow! (?:stop|quit) (?:following|tracking)(?: (?:it|this|that))?|(?:hör|höre) auf (?:damit|zu folgen)|nicht mehr (?:folgen|verfolgen)|arrêtez? de (?:suivre|me prévenir|m'écrire)|deja de (?:seguir(?:lo)?|avisarme|escribirme)|smetti(?:la)? di (?:seguire|avvisarmi|scrivermi)|(?:pare|para|deixe) de (?:seguir|avisar|me avisar|me escrever)|(?:перестань|хватит) (?:следить|писать)|takibi bırak
unfollow? (?:hör|höre) auf

compare! (?:compare|contrast)(?: (?:the|all|different|various))*(?: (?:stories|coverage|reports|reporting|news|articles|versions)(?: (?:on|of|about))?)? {thing}
compare! vergleiche?(?: (?:mal|bitte|die|den|das))*(?: (?:berichte|artikel|meldungen)(?: (?:über|zu|zum|zur))?)? {thing}|comparez?(?: (?:les|la|le))? {thing}|compara(?: (?:los|las|la|el|as|os))? {thing}|confronta(?: (?:i|le|la|il|gli))? {thing}|сравни(?:те)? {thing}|{thing} karşılaştır

summary (?:(?:gimme|give (?:me|us)|show (?:me|us)|get (?:me|us)|make(?: me| us)?|i (?:want|need)) (?:a |the )?)?{thing} (?:summary|recap|tl;?dr|rundown|zusammenfassung|kurzfassung|kurzversion|résumé|récap|resumen|riassunto|riepilogo|sunto|resumo|сводка|кратко|вкратце|пересказ|özeti?|resumid[oa]|riassunt[oa]|zusammengefasst|résumée?|summed up|summari[sz]ed)(?: (?:schnell|kurz|rapide|rápido|breve|corto|veloce|rapido|curto|pls|plz))?
timeline {thing} (?:time ?line|chronology|zeitleiste|zeitstrahl|chronologie|frise(?: chronologique)?|cronología|línea de(?:l)? tiempo|cronologia|linea del tempo|linha do tempo|хронология|таймлайн|kronoloji(?:si)?|zaman çizelgesi)

search (?:search|find|look ?up|google)(?: (?:me|us))? {thing}|finde(?: mir)? {thing}|trouve(?:-moi)? {thing}|encuentra {thing}|trova(?:mi)? {thing}|найди {thing}|bul {thing}|{thing} bul

cited! (?:(?:the|a|any|your|ur|got|got a|got any|have a|have any|have you got a|you got a|do you have (?:a|the|any)|is there a|what(?:'s|s| is| was) (?:the|your|ur)|(?:give|send|show)(?: me| us)? (?:the|a)|send|(?:drop|share|post|need) (?:the|a)|where(?:'s|s| is) the) )?(?:source|link|url|reference|citation|full article|full story|original(?: article)?|link to the article|proof)(?: (?:for|of|to|on|behind) (?:that|this|it|the article))?(?: needed)?
cited! (?:show|send|give)(?: me| us)? (?:the|that) (?:full |whole |original )?article|says who|according to whom?|how do (?:you|u) know(?: (?:that|this|it))?
cited! where (?:is|was|are|did|does) (?:that|this|it|these|those)(?: (?:come|coming|taken|quoted))? (?:from|written|printed|published)|where(?:'s|s) (?:that|this|it) (?:from|written|printed|published)|where (?:did|do|have) (?:you|u) (?:get|got|read|find|found|see|hear|take|have) (?:that|this|it|these)(?: from)?
cited! (?:which|what) (?:paper|newspaper|article|outlet|site|website|source) (?:is|was) (?:that|this|it)(?: from| in)?|(?:which|what) (?:paper|newspaper|article|outlet|site|website) (?:said|says|wrote|printed|reported|reports|has) (?:that|this|it|so)|who (?:reported|published|printed|wrote|reports) (?:that|this|it)
cited! (?:was ist (?:die|deine) |hast du (?:eine |die )?|gibt es (?:eine |die )?|die |eine )?(?:quelle|quellenangabe)(?: (?:dazu|dafür|davon))?|(?:hast du |gib mir |schick mir |schick |gibt es )?(?:den |einen |nen )?link(?: (?:dazu|dafür))?|woher (?:hast|weißt|weisst) du (?:das|dies)|woher (?:kommt|stammt|ist) (?:das|dies)|wo (?:steht|stand|hast du) das(?: her| gelesen)?|(?:wer|welche zeitung) (?:schreibt|schrieb|berichtet|meldet|sagt) das
cited! (?:la |une |quelle est (?:la|ta) |tu as une |t'as une |c'est quoi (?:la|ta) )source|(?:le |un |tu as (?:le|un) |t'as (?:le|un) |(?:donne|envoie)(?:-moi)? le )?lien|(?:ça|cela) vient d'où|d'où (?:ça|cela) vient|d'où (?:tu )?(?:sors|tires|tiens)(?:-tu)? (?:ça|cela)|qui (?:dit|écrit|rapporte) (?:ça|cela)|dans quel (?:journal|article)
cited! (?:(?:cuál es|dame|tienes) (?:la|tu|una) )?fuente|(?:el |(?:tienes|dame|manda|pásame|pasa) el )?(?:enlace|link)|de dónde (?:sacaste|sacas|sale|viene|es) (?:eso|esto)|quién (?:lo dice|dice eso|dijo eso|lo publicó)|en qué (?:periódico|diario|artículo)
cited! (?:qual è la |hai una |la )?fonte|(?:il |(?:hai|dammi|manda|mandami) il )?link|da dove (?:viene|arriva|lo sai)(?: questo)?|chi lo (?:dice|scrive)|dove l'hai (?:letto|preso|trovato)|in (?:che|quale) (?:giornale|articolo)
cited! (?:qual (?:é )?a |tem |a )?fonte|(?:o |(?:tem|manda|me manda|me dá) o )?link|de onde (?:tirou|vem|veio|saiu|é) (?:isso|isto)|quem (?:disse|escreveu) isso|onde (?:leu|viu|está) isso
cited! (?:а |какой |есть )?источник(?: есть)?|(?:(?:дай|есть|кинь|скинь|пришли|а) )?ссылк[ау](?: есть)?|откуда (?:это|инфа|информация|ты это (?:взял|знаешь))|кто (?:это )?(?:сказал|пишет|написал)(?: это)?|где (?:это )?(?:написано|напечатано)
cited! kaynak(?: (?:ne|nedir|var mı|neresi))?|link(?: (?:var mı|at|ver))?|bunu nereden (?:aldın|biliyorsun|buldun|okudun)|nereden (?:aldın|biliyorsun|çıktı)(?: bunu)?|(?:kim diyor|kim demiş|kim yazmış)(?: bunu)?|bu nereden

more! more|(?:tell|give|show)(?: me| us)? more(?: (?:of|about|on) (?:that|this|it|these|them))?|more (?:quotes|results|answers|details|info|information)|more (?:of|about|on) (?:that|this|it|these|them)|(?:any ?thing|what) else|(?:any|got) more|go on|continue|next|keep going|(?:(?:show|give|tell|get)(?: me| us)? )?(?:the )?next (?:one|ones|page|pages|result|results|quote|quotes|article|answer)|page \d{1,2}|another one|what else is there|any other (?:quotes|articles|sources)
more! (?:die |den |das )?nächste[nrs]?(?: (?:seite|antwort|treffer))?|seite \d{1,2}|(?:la |le |les )?suivante?s?|page suivante|(?:la |el |lo )?siguientes?|(?:página siguiente|próxima página)|avanti|(?:la |il )?(?:prossim|successiv)[ao]|pagina (?:successiva|seguente)|(?:a |o )?próxim[ao](?: página)?|(?:página )?seguinte|следующ(?:ее|ая|ий|ую)(?: (?:страница|страницу|ответ))?|(?:bir )?sonraki(?: (?:sayfa|sonuç|haber))?|sıradaki
more! (?:noch |(?:erzähle?|sage?|zeige?)(?: mir| uns)?(?: noch)? )?mehr(?: (?:davon|dazu|darüber|details|infos))?|weiter|und weiter|noch was|sonst noch was|(?:plus|encore|la suite|autre chose|dis-m'en plus|plus de détails|quoi d'autre)|(?:(?:dime |cuéntame |cuenta )?(?:más|algo más)|sigue|más detalles|qué más)|(?:ancora|altro|di più|dimmi di più|continua|che altro|più dettagli)|(?:(?:me )?(?:conta |conte |fala |fale |diga |diz )?(?:mais|algo mais)|mais detalhes|que mais)|(?:ещё|еще|дальше|подробнее|продолжай|что ещё|что еще|расскажи (?:ещё|еще|больше))|(?:devam|devam et|devamını anlat|daha fazla anlat|daha fazla|başka|başka ne var|daha çok)

previous! prev(?:ious)?|(?:(?:go|take me|step|one|page|and) )?back(?: (?:one|up|again|please))?|(?:(?:show|give|tell|get)(?: me| us)? )?(?:the )?(?:previous|prior) (?:one|page|answer|result|results|quote|message)(?: again)?|(?:the )?one before(?: (?:that|this|it))?(?: again)?|(?:go )?back to (?:the )?(?:previous|last|prior) (?:one|page|answer|result|quote)|undo|scroll up
previous! (?:(?:geh|bitte|noch ?mal|einen schritt|eins|eine seite|wieder) )*zurück|(?:die |das |den )?(?:vorherige|vorige|letzte)[nrs]? (?:seite|antwort|treffer)|(?:die |das |den )?(?:vorherige|vorige)[nrs]?|(?:das|die|den|eins) davor(?: (?:noch ?mal|bitte))?
previous! (?:reviens |retourne |va )?en arrière|reviens|retour|(?:la |le |celle |celui )?précédente?|(?:la )?(?:page|réponse|citation) précédente|cel(?:le|ui) d'avant|(?:la |lo |el )?anterior|(?:la|lo|el) de antes|volver|vuelve(?: atrás)?|(?:ve |para )?atrás|(?:la )?(?:página|respuesta|cita) anterior
previous! (?:torna |vai )?indietro|torna|(?:la |il |quella |quello )?precedente|quell[ao] (?:di )?prima|(?:la )?(?:pagina|risposta|citazione) precedente|(?:a |o )?anterior|volt(?:a|e|ar)(?: atrás)?|(?:a|o) de antes|para trás|(?:a )?(?:página|resposta|citação) anterior
previous! (?:верн(?:ись|и|уться|ите) )?назад|верн(?:ись|уться)|предыдущ(?:ее|ая|ий|ую|его)(?: (?:ответ|страница|страницу))?|т[оа]т?,? что (?:было|был|была) (?:до (?:этого|того)|раньше|перед этим)|geri(?: (?:dön|git|gel|al))?|(?:bir |bundan )?önceki(?:ne|si)?(?: (?:sayfa|cevap|yanıt|sonuç|haber)(?:ya|a)?)?(?: dön)?

older! (?:(?:show|give|tell|get|find)(?: me| us)? )?(?:(?:something|anything|any|some|the|an?|what about|how about|got) )*(?:a (?:bit|little) |even |much )?(?:older|earlier)(?: (?:ones?|news|articles?|stories|quotes?|results?|coverage|than (?:that|this)))?|further back|(?:go )?back (?:in time|further)
older! (?:(?:was|etwas|noch|zeig(?: mir)?|gib(?: mir)?|die|das|den|eine?n?|ein) )*(?:älter(?:e[nrs]?)?|früher(?:e[nrs]?)?)(?: (?:artikel|nachrichten|meldungen|berichte|treffer))?|weiter zurück
older! (?:(?:quelque chose de|montre(?:-moi)?|des|les|un|une|le|la|en) )*(?:(?:articles?|nouvelles|infos|résultats?) )?(?:plus (?:anciens?|anciennes?|vieux|vieilles?|vieil))
older! (?:(?:algo|muéstrame|dame|los|las|el|la|un|uno|una) )*(?:(?:artículos?|noticias?|resultados?) )?más (?:antigu[oa]s?|viej[oa]s?|atrás)
older! (?:(?:qualcosa di|mostrami|dammi|gli|i|le|il|la|un|uno|una) )*(?:(?:articol[oi]|notizi[ae]|risultat[oi]) )?più (?:vecchi[oae]?|antic(?:o|a|hi|he)|indietro)
older! (?:(?:algo|mostra(?:-me)?|me mostra|os|as|o|a|um|uma) )*(?:(?:artigos?|notícias?|resultados?|matérias?) )?mais (?:antig[oa]s?|velh[oa]s?)
older! (?:(?:что-нибудь|покажи(?: мне)?|а|ещё|еще|давай) )*(?:(?:более )?(?:старые|старое|ранние|давние)|постарше|старее|раньше|пораньше)(?: (?:статьи|новости|материалы))?
older! (?:biraz )?daha (?:eski(?:si|leri|ler)?|önceki(?:ler|si)?)(?: (?:haberler?|olanlar?|makaleler?))?(?: (?:göster|ver|var mı))?

newer! (?:(?:show|give|tell|get|find)(?: me| us)? )?(?:(?:something|anything|any|some|the|an?|what about|how about|got) )*(?:a (?:bit|little) |even |much )?(?:newer|more recent|more current|more up to date|fresher)(?: (?:ones?|news|articles?|stories|quotes?|results?|coverage|than (?:that|this)))?
newer! (?:(?:was|etwas|noch|zeig(?: mir)?|gib(?: mir)?|die|das|den|eine?n?|ein) )*(?:neuere[nrs]?|aktueller(?:e[nrs]?)?|frischere[nrs]?)(?: (?:artikel|nachrichten|meldungen|berichte|treffer))?
newer! (?:(?:quelque chose de|montre(?:-moi)?|des|les|un|une|le|la|en) )*(?:(?:articles?|nouvelles|infos|résultats?) )?plus (?:récente?s?|nouveaux?|nouvelles?|neuf)
newer! (?:(?:algo|muéstrame|dame|los|las|el|la|un|uno|una) )*(?:(?:artículos?|noticias?|resultados?) )?más (?:recientes?|nuev[oa]s?|actual(?:es)?)
newer! (?:(?:qualcosa di|mostrami|dammi|gli|i|le|il|la|un|uno|una) )*(?:(?:articol[oi]|notizi[ae]|risultat[oi]) )?più (?:recent[ei]|nuov[oaie]|attual[ei]|fresc[oa])
newer! (?:(?:algo|mostra(?:-me)?|me mostra|os|as|o|a|um|uma) )*(?:(?:artigos?|notícias?|resultados?|matérias?) )?mais (?:recentes?|nov[oa]s?|atua(?:l|is))
newer! (?:(?:что-нибудь|покажи(?: мне)?|а|ещё|еще|давай) )*(?:(?:более )?(?:новые|свежие|недавние)|поновее|новее|свежее|посвежее)(?: (?:статьи|новости|материалы))?
newer! (?:biraz )?daha (?:yeni(?:si|leri|ler)?|güncel(?:i)?)(?: (?:haberler?|olanlar?|makaleler?))?(?: (?:göster|ver|var mı))?

longer! (?:(?:make|write|give|have|show|put|say)(?: me| us)?(?: (?:it|that|this))? )?(?:(?:a|an|bit|little|even|much|in) )*(?:longer|more detailed|in (?:more|full|greater) detail|more (?:detail|words|sentences|text|context))(?: (?:version|one|answer|summary|please))?|elaborate|expand(?: (?:on )?(?:that|this|it))?|in (?:more )?detail|(?:that's |that is |it's |this is )?too short
longer! (?:(?:mach(?: es| das)?|etwas|bitte|noch|geht es|geht das|eine?|die|ein) )*(?:länger(?:e[nrs]?)?|ausführlicher(?:e[nrs]?)?|genauer|detaillierter)(?: (?:fassung|version|antwort|zusammenfassung))?|(?:das ist )?zu kurz
longer! (?:(?:fais(?: le|-le)?|un peu|en|encore|une version|une réponse|un résumé) )*(?:plus (?:long(?:ue)?|détaillée?|développée?)|plus en détail|plus longuement)|(?:c'est )?trop court|développe
longer! (?:(?:hazlo|algo|un poco|una versión|una respuesta|un resumen|con) )*(?:más (?:larg[oa]|detallad[oa]|extens[oa]|detalle|contexto))|(?:es )?demasiado corto|(?:es )?muy corto
longer! (?:(?:fallo|falla|un po'|una versione|una risposta|un riassunto|con) )*(?:più (?:lung[oa]|dettagliat[oa]|estes[oa]|in dettaglio|dettaglio))|(?:è )?troppo corto|approfondisci
longer! (?:(?:faz|faça|um pouco|uma versão|uma resposta|um resumo|com) )*(?:mais (?:long[oa]|compri?d[oa]|detalhad[oa]|extens[oa]|detalhe))|(?:é |está )?(?:muito curto|curto demais)
longer! (?:(?:сделай|можно|а|давай|чуть) )*(?:подлиннее|длиннее|поподробнее|развёрнуто|развернуто|развёрнутее|подробно)|слишком коротко|более подробно
longer! (?:biraz )?daha (?:uzun|ayrıntılı|detaylı)(?: (?:olsun|yaz|anlat|yap))?|çok kısa|uzat

shorter! (?:(?:make|write|give|have|show|put|say|keep)(?: me| us)?(?: (?:it|that|this))? )?(?:(?:a|an|bit|little|even|much|in) )*(?:shorter|short|briefer|brief|fewer words|less text|more concise)(?: (?:version|one|answer|summary))?|shorten(?: (?:it|that|this))?
shorter! (?:that's |that is |it's |this is |your answer is |the answer is )?(?:way |much |far )?too (?:long|much text)
shorter! (?:(?:mach(?: es| das)?|etwas|bitte|noch|geht es|geht das|eine?|die|ein) )*(?:kürzer(?:e[nrs]?)?|knapper|kürze es|kürz es)(?: (?:fassung|version|antwort|zusammenfassung))?|(?:das ist )?(?:viel )?zu lang|fass dich (?:kurz|kürzer)
shorter! (?:(?:fais(?: le|-le)?|un peu|en|encore|une version|une réponse|un résumé) )*(?:plus (?:courte?|brève?|bref|concise?|succincte?)|raccourcis(?: ça| cela)?)|(?:c'est )?(?:beaucoup )?trop long
shorter! (?:(?:hazlo|algo|un poco|una versión|una respuesta|un resumen) )*(?:más (?:cort[oa]|breve|concis[oa])|acórtalo|resúmelo más)|(?:es )?(?:demasiado|muy) largo
shorter! (?:(?:fallo|falla|un po'|una versione|una risposta|un riassunto) )*(?:più (?:cort[oa]|breve|concis[oa])|accorcia(?:lo)?)|(?:è )?troppo lungo
shorter! (?:(?:faz|faça|um pouco|uma versão|uma resposta|um resumo) )*(?:mais (?:curt[oa]|breve|concis[oa])|encurta)|(?:é |está )?(?:muito longo|longo demais)
shorter! (?:(?:сделай|можно|а|давай|чуть) )*(?:короче|покороче|кратче|покомпактнее)(?: можно)?|слишком длинно|сократи(?: это)?
shorter! (?:biraz )?daha kısa(?: (?:olsun|yaz|anlat|yap))?|çok uzun|kısalt

summary! (?:(?:make|keep|cut|put|do|give|get|say|tell|write|show|have|want|i want|i need|need)(?: me| us)?(?: (?:it|that|this|the answer))?(?: down)? )?(?:(?:just|only|max|maximum|at most|no more than|less than|under|about|in|into|to|with|within|as|be|the|a) )*{count}(?: (?:short|brief|simple|single|key|good|bullet))* (?:sentences?|lines?|points?|bullets?)(?: (?:only|max|maximum|tops|or less|or fewer|at most|long|summary|version))*
summary! (?:(?:mach|machs|sag|fass|schreib|gib|kürze?|erzähl)(?: (?:es|das|mir|uns|daraus|draus|mal))* )?(?:(?:nur|bitte|in|auf|maximal|höchstens|mit|kurz) )*{count}(?: (?:kurze[nr]?|knappe[nr]?))? (?:satz|sätzen?|zeilen?|punkte?n?|stichpunkte?n?)(?: (?:draus|daraus|nur|maximal|höchstens|zusammen|reichen|reicht))*
summary! (?:(?:fais|dis|donne|résume|mets|écris)(?:-(?:le|moi|la))*(?: (?:ça|cela|le|la|tout))* )?(?:(?:en|juste|seulement|max|maximum|avec|sur|à) )*{count}(?: (?:courtes?|petites?))? (?:phrases?|lignes?|points?)(?: (?:max|maximum|seulement))*
summary! (?:(?:hazlo|hazme|dilo|dímelo|dame(?:lo)?|res[uú]me(?:lo|melo)?|ponlo|explícalo)(?: (?:eso|esto|todo))* )?(?:(?:en|solo|sólo|solamente|máximo|con|a) )*{count}(?: (?:cortas?|breves?))? (?:frases?|oraci(?:ón|ones)|l[ií]neas?|puntos?)(?: (?:máximo|nada más|solo))*
summary! (?:(?:fallo|fammi|dillo|dimmelo|dammi(?:lo)?|riassumi(?:lo)?|mettilo|scrivilo)(?: (?:tutto|questo))* )?(?:(?:in|solo|soltanto|massimo|al massimo|con) )*{count}(?: brev[ei])? (?:fras[ei]|rig(?:a|he)|punt[oi])(?: (?:massimo|al massimo|soltanto))*
summary! (?:(?:faz|faça|diz|diga|resum[ea]|põe|me dá|dá|dê)(?: (?:isso|isto|tudo|me))* )?(?:(?:em|só|somente|apenas|máximo|no máximo|com) )*{count}(?: (?:curtas?|breves?))? (?:frases?|linhas?|pontos?|tópicos?)(?: (?:no máximo|apenas|só))*
summary! (?:(?:сделай|скажи|сократи|перескажи|изложи|дай|напиши|уложись|расскажи)(?: (?:это|всё|все|мне|его))* )?(?:(?:в|на|до|из|только|максимум|не больше|не более) )*{count}(?: (?:коротких|кратких|коротком))? (?:предложени(?:я|е|й|ях|и)|фраз(?:ы|е|ах|у|а)?|строк(?:и|е|ах|у|а)?|пункт(?:а|ов|ах|е)?)
summary! (?:(?:bunu|şunu|onu|en fazla|en çok|sadece|yalnızca|toplam) )*{count}(?: kısa)? (?:cümle|satır|madde)(?:yle|yla|la|le|de|da|ye|ya|e|a|lik|lık)?(?: (?:özetle|yap|anlat|söyle|olsun|yaz|indir|kısalt|özet))*
summary! in (?:a nutshell|brief|short|a few words)|kurz (?:und knapp|gesagt|gefasst)|in kürze|en (?:bref|résumé|deux mots|quelques mots)|en (?:resumen|pocas palabras|breve)|in (?:breve|sintesi|poche parole)|em (?:resumo|poucas palavras|suma)|коротко|кратко|вкратце|в двух словах|kısaca|özetle
summary! (?:(?:make|keep|cut|do|give|say|tell)(?: me| us)?(?: (?:it|that|this))?(?: down)? )?(?:(?:just|only|max|maximum|at most|no more than|less than|under|about|in|into|to|with|within) )*(?P<words>\d{2,3}) words(?: (?:only|max|maximum|tops|or less|or fewer|at most))*

ask! tell(?: me| us)?(?: (?:more|something|everything|all|anything|a bit|a little|you know))* (?:about|of) {news}|explain(?: (?:to me|to us))? {news}(?: to (?:me|us))?
ask! (?:c'est|cest|c) (?:quoi|qui) (?:l'histoire|cette histoire|le délire|le bail|l'affaire|le problème|le souci)(?: (?:de la|des|du|de|avec|sur)| (?:de )?l'| d')? ?{news}
ask! erzähle?(?: (?:mir|uns|mal|bitte|doch|was|etwas|mehr|alles))* (?:von|vom|über|zum|zur|zu) {news}|erkläre?(?: (?:mir|uns|mal|bitte))* {news}|was (?:weißt|weisst) du (?:über|von|vom|zu|zum|zur) {news}
ask! (?:parle|parlez|raconte|racontez)(?:[- ](?:moi|nous))?(?: (?:un peu|plus|en détail))* (?:de l'|d'|(?:de la|de|du|des|sur) ){news}|explique(?:z)?(?:[- ](?:moi|nous))? {news}|(?:que|qu'est-ce que tu) sais(?:-tu)? (?:de l'|d'|(?:de la|de|du|des|sur) ){news}
ask! (?:háblame|hablame|háblanos|cuéntame|cuentame|cuéntanos|dime)(?: (?:más|algo|todo|un poco))* (?:del|de|sobre|acerca de) {news}|explíca(?:me|nos) {news}|qué sabes (?:del|de|sobre) {news}
ask! (?:parlami|parlaci|raccontami|raccontaci|dimmi)(?: (?:di più|qualcosa|tutto|un po'))* (?:(?:dell|sull)'|(?:del|della|dei|degli|delle|dello|di|sul|sulla|sui|sulle|su) ){news}|spiega(?:mi|ci) {news}|(?:che )?cosa sai (?:(?:dell|sull)'|(?:del|della|dei|degli|delle|dello|di|sul|sulla|su) ){news}
ask! (?:me (?:fal[ae]|cont[ae]|dig[ae]|expli(?:ca|que))|(?:fal[ae]|cont[ae]|dig[ae]|expli(?:ca|que))[- ](?:me|nos))(?: (?:mais|algo|tudo|um pouco))* (?:sobre|do|da|dos|das|de) {news}|o que (?:você |tu )?sabes? (?:sobre|do|da|dos|das|de) {news}
ask! расскажи(?:те)?(?: (?:мне|нам|ещё|еще|больше|подробнее|подробно|что-нибудь|всё|все))* (?:об|обо|о|про) {news}|объясни(?:те)?(?: (?:мне|нам))? (?:про )?{news}|что ты знаешь (?:об|обо|о|про) {news}
ask! (?:bana |bize )?{news} (?:hakkında|ile ilgili) (?:(?:biraz )?bilgi ver|ne biliyorsun|(?:bir şey(?:ler)? )?(?:anlat|söyle)|konuş)|(?:bana |bize )?{news}['’]?(?:dan|den|tan|ten)(?: biraz)? (?:bahset|söz et)|(?:bana |bize ){news}['’]?[yn]?[ıiuü] (?:anlat|açıkla)

doubted! (?:are|r) (?:you|u) (?:really |quite |very |absolutely )?(?:sure|certain)(?: (?:about|of) (?:that|this|it))?|(?:you|u) sure(?: about (?:that|this|it))?|how (?:sure|certain|confident) are (?:you|u)(?: (?:about|of|in) (?:that|this|it))?
doubted! (?:really sure|sure|sicher|sûre?|segur[oa]|sicur[oa]|(?:tem |tens )?certeza|точно|уверена?|emin misin) ?\?+
doubted! bist du(?: dir)?(?: (?:da|ganz|wirklich|dabei|damit|denn))* sicher|wie sicher (?:bist du(?: dir)?(?: da)?|ist das)
doubted! (?:tu es|es-tu|t'es|vous êtes|êtes-vous)(?: (?:vraiment|bien))? (?:sûre?|certaine?)(?: de (?:ça|cela|toi|vous))?|estás(?: (?:muy|realmente))? segur[oa](?: de (?:eso|esto|ello))?|(?:ne )?sei(?: (?:proprio|davvero))? sicur[oa](?: di (?:questo|quello|ciò))?
doubted! (?:tens|tem|você tem)(?: a)? certeza(?: (?:disso|disto))?|(?:ты|вы)(?: (?:в этом|точно))* увере(?:н|на|ны)(?: в этом)?|(?:bundan )?emin misin(?:iz)?(?: bundan)?

talk! (?:(?:what(?:'s|s| is)?|how(?:'s|s| is)?|check) )?(?:the )?weather(?: forecast)?(?: (?:like|today|tomorrow|now|outside|here|tonight|this week|this weekend))*(?: (?:in|at|for|near) {place})?(?: (?:today|tomorrow|now|tonight|this week|this weekend))?|(?:will|is) it (?:going to |gonna )?(?:rain|snow|raining|snowing|hot|cold|be (?:hot|cold|warm|sunny))(?: (?:outside|today|tomorrow|now|tonight))*(?: (?:in|at|near) {place})?(?: (?:today|tomorrow|now|tonight))?
talk! (?:the )?weather(?: (?:forecast|report))?(?: (?:today|tomorrow|now|tonight|this weekend))* {town}(?: (?:today|tomorrow|now|tonight|this week|this weekend))?|(?:(?:what(?:'s|s| is)?|how(?:'s|s| is)?) (?:the )?)?{town}(?:'s)? weather(?: forecast)?(?: (?:like|today|tomorrow|now|tonight|this weekend))*|what time {town}
talk! wetter(?:bericht|vorhersage)?(?: (?:heute|morgen))? {town}(?: (?:heute|morgen))?|{town} wetter(?: (?:heute|morgen))?|(?:la )?météo(?: (?:de|du|aujourd'hui|demain))* {town}(?: (?:aujourd'hui|demain))?|{town} météo|(?:(?:el )?(?:tiempo|clima|pronóstico) (?:de|en)|pronóstico) {town}(?: (?:hoy|mañana))?|(?:il )?(?:meteo|previsioni)(?: (?:di|per))? {town}(?: (?:oggi|domani))?|(?:previsão do tempo(?: (?:de|do|da|em|no|na))?|clima (?:de|do|da|em|no|na)) {town}(?: (?:hoje|amanhã))?|погода (?-i:\p{Lu}[\pL-]+)(?: (?:сегодня|завтра|сейчас))?|hava durumu {town}
talk! what(?:'s|s| is)? (?:the )?(?:time|date|day|hour)(?: (?:is it|is today|today|now|right now))*|(?:what|which) (?:day|date|month|year) is it(?: (?:today|now))?|what time is it in {text}|what(?:'s|s| is) the (?:current )?time in {place}
talk! (?:what(?:'s|s| is)? |how much is )?\d[\d .,]*(?: ?[+*×÷^] ?\d[\d .,]*)+=?|(?:calculate|compute|solve) [\d(].*
talk! (?:(?:tell|say|write|sing|make|give|read|know|compose)(?: me| us)?(?: up)?(?: a| an| another| some| any| my)* )(?:jokes?|poems?|songs?|riddles?|raps?|haikus?|essays?|limericks?|bedtime story|cover letter|love letter)(?: (?:about|on|for|in) {text})?|(?:an? )?(?:joke|poem|riddle|haiku|limerick) about {text}|(?:do|solve|finish|help me with) my homework
talk! (?:play|put on)(?: me| us)?(?: some| a| the)* (?:music|songs?|videos?|games?)|(?:set|start)(?: an?| the| my)* (?:alarm|timer|reminder)(?: .*)?|remind me to {text}|wake me(?: up)?(?: (?:at|in|by|on|tomorrow|early) .*)?|(?:flip|toss) a coin|roll (?:a|the) dice|pick a (?:number|card)|(?:give me )?a random number
talk! translate {text}|how (?:do|would) (?:you|i|u) say {text} in {language}|(?:draw|paint|generate|make|create)(?: me| us)? (?:a|an|some) (?:picture|image|drawing|photo|meme|logo)s?(?: {made})?
talk! (?:what(?:'s|s| is) my (?:name|age|location)|who am i|where am i|what(?:'s|s| is) the meaning of life|what (?:should|can|shall) (?:i|we) (?:cook|eat|wear|drink|watch|have for (?:dinner|lunch|breakfast))(?: .*)?|will you marry me|do you love me)
talk! (?:(?:wie (?:ist|wird)|was macht) )?(?:das )?wetter(?: (?:heute|morgen|draußen|hier))*(?: (?:in|im|am|auf|für) {place})?(?: (?:heute|morgen))?|(?:regnet es|wird es (?:heute |morgen )?(?:in {place} )?regnen)(?: (?:heute|morgen))?(?: (?:in|im|am|auf) {place})?|(?:wie spät|wie ?viel uhr) (?:ist|haben) (?:es|wir)(?: (?:in|im|auf) {place})?|welcher tag ist heute|welches datum (?:haben wir|ist)(?: heute)?|(?:erzähle?|sag|kennst du)(?: mir| uns)?(?: mal)?(?: einen| nen| 'nen| n| ein)* (?:witz|gedicht|märchen)|sing(?:e)?(?: mir)?(?: ein)? lied|übersetze? {text}|wie heiße ich
talk! (?:quel temps (?:fait-il|fera-t-il)|il fait quel temps|(?:quelle est )?la météo|météo|va-t-il pleuvoir|il va pleuvoir)(?: (?:aujourd'hui|demain|dehors))*(?: (?:à|a|en|au|aux|dans|sur|pour) {place})?(?: (?:aujourd'hui|demain))?|(?:quelle heure (?:est-il|il est)|il est quelle heure)(?: (?:à|a|en|au|aux) {place})?|quel jour (?:sommes-nous|on est)|on est quel jour|(?:raconte|dis)(?:-moi|-nous)? une (?:blague|histoire)|chante(?:-moi)?(?: une chanson)?|traduis {text}
talk! (?:(?:qué|que) tiempo (?:hace|hará)|(?:c[óo]mo está )?el (?:tiempo|clima)|va a llover)(?: (?:hoy|mañana))*(?: en {place})?(?: (?:hoy|mañana))?|(?:qué|que) horas? (?:es|son)(?: en {place})?|(?:qué|que) día es(?: hoy)?|(?:cuéntame|dime) un chiste|canta(?:me)?(?: una canción)?|traduce {text}
talk! (?:che tempo (?:fa|farà)|pioverà)(?: (?:oggi|domani))*(?: (?:a|ad|in|nel|nella) {place})?(?: (?:oggi|domani))?|che (?:ore sono|ora è)(?: (?:a|ad|in|nel|nella) {place})?|che giorno è(?: oggi)?|(?:raccontami|dimmi) una (?:barzelletta|storia)|canta(?:mi)?(?: una canzone)?|traduci {text}
talk! (?:como está o tempo|previsão do tempo|vai chover)(?: (?:hoje|amanhã))*(?: (?:em|no|na|nos|nas|para) {place})?(?: (?:hoje|amanhã))?|que horas são(?: (?:em|no|na|nos|nas) {place})?|que dia é hoje|(?:me )?conta uma (?:piada|história)|canta(?: uma música)?|traduza? {text}
talk! (?:какая )?(?:(?:сейчас|сегодня|завтра) )?погода(?: (?:сегодня|завтра|на улице))*(?: (?:в|во|на) {place})?(?: (?:сегодня|завтра))?|будет (?:ли )?дождь(?: (?:сегодня|завтра))?(?: (?:в|во|на) {place})?|(?:сколько (?:сейчас )?времени|который (?:сейчас )?час)(?: (?:в|во|на) {place})?|какой сегодня день|какое сегодня число|расскажи (?:мне )?(?:анекдот|шутку|сказку)|спой(?: песню)?|переведи {text}
talk! (?:{place} )?(?:(?:bugün|yarın) )?hava (?:durumu )?(?:nasıl|kaç derece)(?: olacak)?|(?:{place} )?hava durumu|(?:{place} )?saat kaç|bugün (?:günlerden ne|ayın kaçı)|(?:bana )?(?:bir )?(?:fıkra|şaka|masal) anlat|(?:bana )?şarkı söyle|{text} çevir|(?:{place} )?yağmur yağacak mı
talk! (?:are|r) (?:you|u)(?: (?:a|an|just|really|even|actually|some|like|kind of))*(?: (?:real|human|actual|living|live|chat))* ?(?:bot|chatbot|robot|human|person|man|woman|machine|program|computer|ai|chatgpt|gpt|llm|real)(?: or .*)?|(?:bist du|bistn)(?: (?:ein|eine|denn|n|echt|wirklich|eigentlich|auch|nur))* ?(?:bot|chatbot|roboter|mensch|maschine|programm|computer|ki|chatgpt|echt)(?: oder .*)?|(?:est-ce que )?(?:t'es|tu es|es-tu|vous êtes|êtes-vous)(?: (?:un|une|vraiment|juste))* ?(?:bot|robot|humaine?|personne|machine|programme|ordinateur|ia|chatgpt|réelle?)(?: ou .*)?|(?:tú )?(?:eres|sos)(?: (?:un|una|de verdad|realmente))* ?(?:bot|robot|human[oa]|persona|máquina|programa|computadora|ia|chatgpt|real)(?: o .*)?|(?:tu )?sei(?: (?:un|una|davvero|proprio))*(?: |un')?(?:bot|robot|uman[oa]|persona|macchina|programma|computer|ia|chatgpt|reale)(?: o .*)?|(?:você|tu|cê) (?:é|és|eres)(?: (?:um|uma|mesmo|realmente))* ?(?:bot|robô|human[oa]|pessoa|máquina|programa|computador|ia|chatgpt|real)(?: ou .*)?|(?:а )?(?:ты|вы)(?: (?:вообще|точно|это|правда))* ?(?:бот|робот|человек|машина|программа|ии|чатгпт|нейросеть|живой)(?: или .*)?|(?:sen )?(?:bir )?(?:bot|robot|insan|makine|yapay zeka|program) (?:mı|mi|mu|mü)s[ıiuü]n(?:ız|iz|uz|üz)?(?:,? yoksa .*)?
talk! (?:that|this|it)(?:'s| is| was|s)? ?(?:has |had |got )?(?:nothing to do with (?:it|that|this|my question|what i (?:asked|said|meant))|not what i (?:asked|meant|said|wanted|was asking)(?: for| about)?|not (?:my question|the question|what the question was))
talk! (?:who|what) (?:are|r) (?:you|u)(?:,)? and what (?:can|do|could) (?:you|u) do(?: for me)?|wer bist du und was kannst du|qui es-tu et que (?:sais|peux)-tu faire|quién eres y qué (?:puedes hacer|haces)|chi sei e cosa (?:sai|puoi) fare|quem é você e o que (?:faz|pode fazer)|кто ты и что (?:ты )?умеешь|kimsin ve ne yaparsın
talk! (?:do|can|could) (?:you|u) (?:also |even |really )?(?:speak|talk|understand|write|read|answer in|reply in) {language}(?: too| as well| at all)?|(?:which|what|how many) languages? (?:do|can) (?:you|u) (?:speak|talk|understand|know)
talk! (?:sprichst|kannst|redest|verstehst|sprechen|verstehen|können)(?: du| sie)?(?: (?:auch|denn|eigentlich|gut|auf))* {language}(?: sprechen| verstehen)?|welche sprachen? (?:sprichst|kannst|verstehst) du
talk! (?:est-ce que )?(?:tu|vous)(?: sais| peux| savez| pouvez)? (?:parle[sz]?|parler|comprends?|comprendre|comprenez)(?: (?:aussi|le|l'))* ?{language}|(?:parles-tu|parlez-vous|comprends-tu)(?: (?:aussi|le|l'))* ?{language}|(?:quelles langues (?:parles-tu|parlez-vous|tu parles)|tu parles quelles langues)
talk! (?:¿ ?)?(?:tú |usted )?(?:hablas|habla|entiendes|sabes|hablar|sabes hablar)(?: (?:también|el))* {language}|qué idiomas (?:hablas|sabes|entiendes)
talk! (?:tu )?(?:parli|capisci|sai|sai parlare|puoi parlare|parla)(?: (?:anche|l'))* ?{language}|(?:che|quali) lingue (?:parli|sai|capisci)
talk! (?:você |voce |tu )?(?:fala|falas|entende|entendes|sabe falar|consegue falar)(?: (?:também|o))* {language}|(?:que|quais) (?:línguas|idiomas) (?:você |tu )?(?:fala|falas|entende)
talk! (?:ты|вы) (?:(?:умеешь|можешь|умеете|можете) )?(?:говор(?:ишь|ите|ить)|понимаешь|понимаете|знаешь|знаете)(?: (?:на|ли))* {language}(?: языке?)?|(?:говоришь|понимаешь)(?: ли)?(?: ты)?(?: на)? {language}|на каких языках (?:ты )?говоришь
talk! {language} (?:biliyor|konuşuyor|anlıyor|konuşabiliyor)(?: )?mu(?:sun|sunuz)|{language} konuşur musun|hangi dilleri (?:konuşuyorsun|biliyorsun)
talk! i (?:still )?(?:don'?t|do not|didn'?t|can'?t) (?:get|understand|follow)(?: (?:it|this|that|you|what you mean))?(?: at all)?|(?:das |ich )?verstehe? (?:ich )?(?:das |es )?nicht|nicht verstanden|je (?:ne )?(?:comprends|pige) (?:pas|rien)|no (?:lo |te )?entiendo(?: nada)?|non (?:lo |ti )?capisco(?: niente)?|não (?:te )?(?:entendo|entendi|percebo|percebi)(?: nada)?|(?:я )?(?:ничего )?не (?:понимаю|понял|поняла)|(?:hiç )?(?:anlamadım|anlamıyorum)
`

// compounds are words behind which "search" and "find" begin a fragment of news rather
// than name what is looked for: "search warrant", "find my phone", "find out".
var compounds = set(`warrant warrants engine engines party parties history team teams dog dogs result results committee operation operations effort efforts
	and or out my his her their your our him them it me us someone somebody anyone a an the way ways for continues ends resumes begins called`)

// longestThing is of how many words a thing is at most.
const longestThing = 5

// thing reports whether words name what a command is about: a few, none of which joins
// two things or begins a clause.
func thing(s, command string) bool {
	w := words(s)
	if len(w) == 0 || len(w) > longestThing || strings.ContainsAny(s, `"?!`) || address.MatchString(s) {
		return false
	}
	for _, x := range w {
		if question[x] || helping[x] || joins[x] {
			return false
		}
	}
	return command != "search" || !compounds[w[0]]
}

// place reports whether words may be the name of one.
func place(s string) bool { return len(words(s)) <= longestPlace && thing(s, "") }

// longestPlace is of how many words the name of a place is at most.
const longestPlace = 3

// made reports whether something may be made that no command is named in.
func made(s string) bool {
	for _, w := range words(s) {
		if slices.ContainsFunc(commandWords, func(known string) bool { return text.Fold(known) == w }) {
			return false
		}
	}
	return true
}

// news reports whether words may be what somebody wants to be told about: no clause, and
// neither who talks nor the bot nor what the talk is about anyway.
func news(s string) bool {
	w := words(s)
	if len(w) == 0 || len(w) > longestNews || Points(s) {
		return false
	}
	for _, x := range w {
		if question[x] || self[x] || mine[x] {
			return false
		}
	}
	return true
}

// longestNews is of how many words what somebody wants to be told about is at most.
const longestNews = 8

// joins are words between two things.
var joins = set(`and or with to vs versus than und mit et avec y con com и с ve ile`)
