package intent

import (
	"regexp"
	"strconv"
	"strings"

	"quoth/knowledge/lazyregexp"
)

// ofHand are ways of asking for what was shown in another way: over some outlets alone ("outlet",
// "outlet:all" for all again), one of several things ("nth"), and the same once more ("again").
// {nth} is which of them, in words or in figures, {by} an outlet, of which alone a line says that
// it is meant, and {held} one that is stored, whose name says that already. {no} is one behind a "no",
// which in Portuguese is "in the", in other languages "not".
const ofHand = `
outlet! (?:(?:and|but|now|ok|okay|please|again|search|ask|show|give|me|it|that|this|anything|everything|all|something|something else|the same)[, ]+)*(?:not|no more|no (?:articles?|stories|news|quotes?|results?) (?:from|by|in|of)|without|except(?: for)?|excluding|exclude|other than|apart from|aside from|leave out|skip|ignore|omit|minus|anything but|everything but)(?: (?:anything|articles?|stories|news|the ones?|ones?|those|quotes?|results?))*(?: (?:from|by|in|on|of))? {without}(?: (?:please|this time|articles?|stories|results?|quotes?))*|leave {without} out
outlet! (?:(?:und|aber|jetzt|bitte|alles|alle|nochmal|das|was anderes|etwas anderes)[, ]+)*(?:ohne|nicht|außer|ausser|bis auf|abgesehen von|kein[en]?|nichts)(?: (?:artikel|meldungen|berichte))?(?: (?:von|vom|aus|bei|der|dem|den))* {without}(?: (?:bitte|diesmal))*|lass(?: mal)? {without} (?:weg|aus)
outlet! (?:(?:et|mais|maintenant|tout|tous)[, ]+)*(?:sans|sauf|pas|hors|à part|hormis|excepté|exclus|exclure|ignore|rien)(?: (?:les articles|ceux|celles))?(?: (?:de|du|des|dans|chez))? {without}
outlet! (?:(?:y|pero|ahora|todo|todos)[, ]+)*(?:sin|no (?:de|del)|excepto|salvo|menos|excluye|excluyendo|quita|ignora|nada)(?: (?:lo|los|las|artículos|noticias))*(?: (?:de|del|en))? {without}
outlet! (?:(?:e|ma|ora|tutto|tutti)[, ]+)*(?:senza|non|tranne|eccetto|salvo|escludi|escluso|esclusa|ignora|a parte|niente)(?: (?:gli|le|articoli|notizie))*(?: (?:da|dal|dalla|di|del|della|su|sul|sulla))? {without}
outlet! (?:(?:e|mas|agora|tudo|todos)[, ]+)*(?:sem|não|exceto|excepto|menos|exclui|exclua|excluindo|tirando|ignora|ignore|nada)(?: (?:os|as|artigos|notícias))*(?: (?:de|do|da|no|na))? {without}
outlet! (?:(?:а|и|но|теперь|всё|все)[, ]+)*(?:без|не|кроме|исключая|исключи|за исключением|убери)(?: (?:статей|новостей|статьи))?(?: (?:из|от|с))? {without}
outlet! (?:peki |ama |şimdi )*{without}(?: haberleri)?(?: (?:dışında|hariç|olmadan|değil|olmasın)|(?:'n?)?(?:den|dan|ten|tan) (?:değil|olmasın|başka)|'?(?:siz|sız|suz|süz))

outlet! no {no}

outlet! (?:(?:and|but|now|or|what about|how about)[, ]+)*(?:(?:show|give|tell|get|find|read|search|use|quote|want|need)(?: (?:me|us|it|that|this|them|i|in))* )?(?:only|just|solely|exclusively|nothing but|strictly)(?: (?:show|give|tell|get|use|search|quote|me|us|what|the|those|that|this|ones?|stuff|articles?|news|quotes?|answers?|stories|reports?|reporting|results?|things?))*(?: (?:from|by|in|on|of|at|according to))? {by}(?: (?:says?|said|wrote|writes|reports?|has|reported|printed|articles?|stories|quotes?|coverage|reporting|news|results?|from now on|please))*
outlet! (?:(?:and|but|now|or|what about|how about)[, ]+)*(?:(?:show|give|tell|get|find|read)(?: (?:me|us|it|that|this))* )?(?:(?:something|anything|the ones?|ones?|that|this|it|what is|what's|stuff|articles?|quotes?|answers?|stories|reports?|results?|an answer|a quote) )?(?:(?:from|according to) {by} (?:only|alone)|(?:from|according to) {held}(?: (?:instead|too))?)
outlet! (?:in|on|at) {by} (?:only|alone)|{by} (?:only|alone)|{held} instead
outlet! {held}
outlet! (?:and|what about|how about|and what about|or)(?: (?:in|from|at))? {held}
outlet! (?:limit|restrict|narrow|filter|keep|stick)(?: (?:it|that|this|them|these|those|the (?:answers?|search|results?)))?(?: down)? (?:to|by) {by}(?: only)?
outlet! (?:and |but )?(?:did|does|has) {held} (?:says?|said|write|written|report|reported|saying|reporting|print|printed|think|have|cover|covered)(?: (?:anything|something|more))?(?: (?:about|on|to say about) )?(?:it|that|this|them)?
outlet! (?:(?:und|aber|jetzt|nun|bitte)[, ]+)*(?:(?:zeig|zeige|gib|such|suche|nimm)(?: (?:mir|uns|bitte|mal))* )?(?:nur|bloß|ausschließlich|lediglich)(?: (?:das|die|was|artikel|meldungen|nachrichten|berichte|zitate))*(?: (?:von|vom|aus|bei|beim|in|der|dem))* {by}|(?:(?:aus|von|vom|laut)(?: (?:der|dem))? )?{by} (?:nur|allein)|(?:aus|von|vom|laut)(?: (?:der|dem))? {held}|und (?:bei |in |die |der |das )?{held}
outlet! (?:(?:et|mais|maintenant)[, ]+)*(?:(?:montre|donne|cherche)(?:-moi|-nous)? )?(?:seulement|uniquement|juste|rien que)(?: (?:ce que dit|les articles|les infos|les nouvelles|ceux|celles))*(?: (?:de|du|dans|des|chez|sur|par))? {by}|(?:(?:de|du|dans|selon|d'après) )?{by} (?:seulement|uniquement)|(?:de|du|dans|selon|d'après) {held}|et (?:dans |chez )?{held}
outlet! (?:(?:y|pero|ahora)[, ]+)*(?:(?:muestra|muéstrame|dame|busca) )?(?:solo|sólo|solamente|únicamente|nada más que)(?: (?:lo|los|las|artículos|noticias))*(?: (?:de|del|en))? {by}|(?:(?:de|del|en|según) )?{by} (?:solo|sólo|solamente|nada más)|(?:de|del|en|según) {held}|y (?:en |de |del )?{held}
outlet! (?:(?:e|ma|ora|adesso)[, ]+)*(?:(?:mostra|mostrami|dammi|cerca) )?(?:solo|soltanto|solamente|unicamente)(?: (?:gli|le|i|articoli|notizie))*(?: (?:da|dal|dalla|di|del|della|su|sul))? {by}|(?:(?:da|dal|dalla|del|della|secondo) )?{by} (?:soltanto|solo|e basta)|(?:da|dal|dalla|del|della|secondo) {held}|e (?:su |sul |da |dal |sulla )?{held}
outlet! (?:(?:e|mas|agora)[, ]+)*(?:(?:mostra|mostre|dá|dê|busca|busque)(?:-me| me)? )?(?:só|somente|apenas|unicamente)(?: (?:o|os|as|artigos|notícias))*(?: (?:de|do|da|no|na|em))? {by}|(?:(?:do|da|no|na|segundo) )?{by} (?:só|somente|apenas)|(?:do|da|na|segundo) {held}|e (?:no |na |do |da )?{held}
outlet! (?:(?:а|и|но|теперь)[, ]+)*(?:(?:покажи|дай|найди)(?: мне)? )?(?:только|лишь|исключительно)(?: (?:статьи|новости|то, что пишет))*(?: (?:из|от|в|с))? {by}|(?:(?:из|от|по данным) )?{by} только|(?:из|от|по данным) {held}|а (?:в |у )?{held}
outlet! (?:peki |ve |şimdi )*(?:sadece|yalnızca|yalnız) {by}(?:(?:'n?)?(?:den|dan|ten|tan))?(?: (?:olsun|göster|haberleri))?|{by} (?:sadece|yalnızca)|{held}(?:(?:'n?)?(?:den|dan|ten|tan))(?: (?:göster|ver))?|(?:peki |ya ){held}

outlet! (?:(?:et|mais)[, ]+)*(?:selon|d'après) {bare}|(?:(?:y|pero)[, ]+)*según {bare}
outlet! (?:(?:and|but|so|then|now)[, ]+)*(?:what|how) (?:does|did|do|is|was|has|have) {told} (?:says?|said|write|written|report|reported|saying|reporting|print|printed|think|have|cover|covered|covering|see|tell|told|put)(?: (?:anything|something|more|to say))?(?: (?:about|on|of|to say about))?(?: (?:it|that|this|them))?|(?:(?:and|but)[, ]+)*what {bare}
outlet! (?:(?:und|aber|jetzt)[, ]+)*(?:was|wie) (?:sagt|schreibt|berichtet|meldet|meint|sieht|sagen|schreiben)(?: (?:denn|eigentlich|das))* {told}(?: (?:dazu|darüber|davon|das))?|(?:(?:und|aber)[, ]+)*was {bare}
outlet! (?:(?:et|mais)[, ]+)*(?:que |qu'en |qu'|comment )(?:en )?(?:dit|disent|écrit|pense|raconte|rapporte|publie|parle)(?: (?:de (?:ça|cela)|là-dessus))? {told}(?: (?:là-dessus|à ce sujet|de (?:ça|cela)|dessus|sur (?:ça|cela)))?|(?:(?:et|mais)[, ]+)*(?:qu'est-ce que |qu'est-ce qu'|que |comment ){told} (?:en )?(?:dit|pense|écrit|raconte|rapporte|publie|parle)(?: (?:là-dessus|à ce sujet|de (?:ça|cela)|dessus))?|(?:(?:et|mais)[, ]+)*{told} (?:en )?(?:dit|pense|écrit|raconte) quoi(?: (?:là-dessus|à ce sujet|de (?:ça|cela)|dessus))?|(?:(?:et|mais)[, ]+)*(?:que|quoi) {bare}
outlet! (?:(?:y|pero)[, ]+)*(?:qué|que|cómo|como) (?:lo )?(?:dice|dicen|escribe|publica|publicó|opina|cuenta|contó|informa|piensa|ve)(?: (?:de|sobre) (?:eso|esto|ello))? {told}(?: (?:de|sobre) (?:eso|esto|ello)| al respecto)?|(?:(?:y|pero)[, ]+)*(?:qué|que) (?:hay de {held}|{bare})
outlet! (?:(?:e|ma)[, ]+)*(?:(?:che )?cosa|che|come) (?:ne )?(?:dice|scrive|riporta|racconta|pensa|parla)(?: (?:di|su) (?:questo|ciò))? {told}(?: (?:di|su) (?:questo|ciò)| in (?:proposito|merito))?|(?:(?:e|ma)[, ]+)*(?:(?:che )?cosa|che) {bare}
outlet! (?:(?:e|mas)[, ]+)*(?:o )?(?:que|como) (?:diz|disse|escreve|escreveu|publicou|noticiou|pensa|conta)(?: (?:sobre|d?isso|d?isto))* {told}(?: (?:sobre|d?isso|d?isto))*|(?:(?:e|mas)[, ]+)*(?:o )?(?:que|como)(?: é que)? {told} (?:diz|disse|escreve|escreveu|publicou|noticiou|pensa|conta)(?: (?:sobre|d?isso|d?isto))*|(?:(?:e|mas)[, ]+)*o que {bare}
outlet! (?:(?:а|и|но)[, ]+)*(?:что|как) (?:(?:об|про|на) (?:этом|это) )?(?:пишет|пишут|говорит|говорят|сообщает|писал[аи]?|сообщил[аи]?|рассказывает) {told}(?: (?:об|про|на) (?:этом|это))?|(?:(?:а|и|но)[, ]+)*(?:что|как) {told} (?:(?:об|про) (?:этом|это) )?(?:пишет|пишут|говорит|говорят|сообщает|писал[аи]?|сообщил[аи]?)(?: (?:об|про) (?:этом|это))?|(?:а )?что {held}
outlet! (?:peki |ya )*{told} (?:(?:bu konuda|bununla ilgili|bunun hakkında|buna|bunu) )?(?:ne (?:diyor|dedi|yazıyor|yazdı|düşünüyor|söylüyor|söyledi)|nasıl (?:yazdı|yazıyor|anlatıyor|görüyor))

cited! (?:is|was) (?:that|this|it) (?:from|by|in) {by}|(?:ist|war|steht) das (?:von|aus|in)(?: (?:der|dem))? {by}|(?:c'est|ça vient) (?:de|du) {by}|(?:es|viene) de {by}|(?:è|viene) (?:di|da|dal|della?) {by}|(?:é|vem) (?:d[ao]|de) {by}|это (?:из|от) {by}|bu {by}(?:(?:'n?)?(?:den|dan|ten|tan)) mi

outlet:all! (?:(?:show|use|search|try|now|and|again|ok|but|back to|in|from|by|across|with) )*(?:all|any|every|whatever|no matter which|doesn't matter which)(?: of)?(?: the| your)? (?:outlets?|papers?|newspapers?|publications?)(?: (?:again|too|now|is fine|will do))*|(?:in|from|across|by|with) (?:all|any|every)(?: of)?(?: the| your)? sources?(?: (?:again|too|now))*|(?:from )?(?:everywhere|anywhere)(?: again)?
outlet:all! (?:(?:wieder|jetzt|und|in|aus|von|bei|doch|dann|lieber|also|nun|nein|zeig|zeige|such|suche|frag|nimm|mir|es|das|alles|mal|bitte)[, ]+)*(?:allen?|jede[mnrs]?|irgendeine[rm]?)(?: der| den)? (?:medien|zeitungen|quellen|blättern?|medium|zeitung)(?: wieder)?|(?:wieder )?von überall
outlet:all! (?:(?:de|dans|sur|par|à nouveau|encore|et|mais|alors|plutôt|finalement|maintenant|non|cherche|montre|prends)[, ]+)*(?:tous les|toutes les|n'importe quel(?:le)?) (?:médias?|journaux|journal|sources?|titres)|de partout
outlet:all! (?:(?:de|en|con|otra vez|ahora|y|pero|mejor|entonces|pues|no|busca|muestra|usa)[, ]+)*(?:todos los|todas las|cualquier) (?:medios?|periódicos?|diarios?|fuentes?)|de todas partes
outlet:all! (?:(?:da|di|in|su|con|di nuovo|e|ma|meglio|allora|adesso|ora|no|cerca|mostra|usa)[, ]+)*(?:tutti i|tutte le|qualsiasi|qualunque) (?:giornal[ei]|testat[ae]|font[ei])|da tutte le parti
outlet:all! (?:(?:de|em|com|agora|outra vez|e|mas|melhor|então|não|busca|busque|mostra|usa)[, ]+)*(?:todos os|todas as|qualquer) (?:jornais|jornal|veículos?|fontes?)|de toda parte
outlet:all! (?:(?:из|во|в|снова|по|а|и|но|теперь|лучше|тогда|давай|ищи|покажи|нет)[, ]+)*(?:все|всех|всем|любые|любых|любого) (?:издани[яйюе]|изданиях|изданий|изданиям|газет[ыа]?|газетах|источник(?:и|ов|ам|ах)?)|отовсюду
outlet:all! (?:(?:yine|peki|ama|şimdi|tamam|hayır|o zaman)[, ]+)*(?:bütün|tüm|her|herhangi bir) (?:gazete(?:ler)?|yayın(?:lar)?|kaynak(?:lar)?)(?:den|dan)?|her yerden

nth! (?:(?:and|now|ok|then|please)[, ]+)*(?:(?:open|show|give|read|see|view|display|expand|get|tell|pick|take|choose|go(?: back)? to|back to|let's see|let me see|want to (?:see|read|open)|which(?: one)? (?:is|was)|what(?:'s| is| was| does| did| about)|how about)(?: (?:me|us|more|about|on|up|in))* )?(?:the |that |your )?{nth}(?: (?:one|article|story|headline|news|result|item|link|quote|answer|entry|piece|hit|source|(?:on|in|from|of) the (?:list|top)))*(?: (?:again|please|in full|once more|says?|said|about))*
nth! (?:(?:and|now|ok|then|please)[, ]+)*(?:(?:open|show|give|read|see|view|display|expand|get|pick|take|choose)(?: (?:me|us|up))* )?(?:number|no\.?|nr\.?|num|item|article|story|headline|result) {nth}(?: (?:again|please|in full))*
nth! (?:(?:und|nun|jetzt|dann)[, ]+)*(?:(?:öffne|zeig|zeige|gib|lies|nimm|mach|was (?:ist|war|sagt|steht in)|zurück)(?: (?:mir|uns|mal|bitte|nochmal|noch mal|noch einmal|wieder))* )?(?:den |die |das |dem |der |zum |zur |nummer |nr\.? |artikel |punkt )?{nth}(?: (?:artikel|meldung|treffer|nachricht|eintrag|zitat|geschichte|quelle|punkt|link|auf der liste))*(?: (?:nochmal|noch mal|noch einmal|nochmals|wieder|bitte|öffnen|zeigen|lesen|an|auf))*
nth! (?:(?:et|maintenant|alors)[, ]+)*(?:(?:ouvre|montre|affiche|donne|lis|prends|relis|remontre|reviens|que dit|voir)(?:[- ](?:moi|nous|encore))* )?(?:le |la |l'|au |à la |numéro |n° ?|l'article |article )?{nth}(?: (?:article|nouvelle|info|résultat|titre|citation|source|lien|dépêche|de la liste))*(?: (?:encore(?: une fois)?|à nouveau|de nouveau))*
nth! (?:(?:y|ahora|entonces)[, ]+)*(?:(?:abre|ábreme|muestra|muéstrame|enseña|enséñame|dame|lee|léeme|ver|quiero ver|qué dice|vuelve|volver)(?: (?:otra vez|de nuevo))? )?(?:el |la |lo |al |a la |número |artículo )?{nth}(?: (?:artículo|noticia|resultado|titular|cita|fuente|enlace|de la lista))*(?: (?:otra vez|de nuevo|nuevamente))*
nth! (?:(?:e|ora|allora)[, ]+)*(?:(?:apri|aprimi|mostra|mostrami|dammi|leggi|leggimi|fammi vedere|vedi|cosa dice|torna)(?: (?:di nuovo|ancora))? )?(?:il |la |lo |l'|al |alla |numero |articolo )?{nth}(?: (?:articolo|notizia|risultato|titolo|citazione|fonte|link|della lista))*(?: (?:di nuovo|ancora|un'altra volta))*
nth! (?:(?:e|agora|então)[, ]+)*(?:(?:abre|abra|abrir|mostra|mostre|me mostra|me mostre|mostra-me|dá|dê|me dá|lê|leia|ver|o que diz|volta|volte)(?: (?:de novo|outra vez))? )?(?:o |a |ao |à |número |artigo )?{nth}(?: (?:artigo|notícia|matéria|resultado|manchete|citação|fonte|link|da lista))*(?: (?:de novo|novamente|outra vez))*
nth! (?:(?:а|и|теперь|ну)[, ]+)*(?:(?:открой|покажи|дай|прочитай|прочти|выведи|вернись к|что в)(?: (?:мне|нам|снова|ещё раз|еще раз|опять))* )?(?:номер |статью |пункт )?{nth}(?: (?:статью|статья|статье|новость|новости|результат|заголовок|цитату|источник|ссылку|номер|из списка))*(?: (?:снова|ещё раз|еще раз|опять))*
nth! (?:(?:peki|şimdi|ve)[, ]+)*(?:listedeki )?{nth}(?: (?:haber(?:i)?|makale(?:yi|si)?|sonuç|sonucu|başlık|başlığı|alıntı(?:yı)?|kaynak|kaynağı|olan(?:ı)?|numara(?:yı|lı haberi)?))?(?: (?:tekrar|yeniden|bir daha))*(?: (?:aç|göster|oku|ver|getir))?(?: (?:tekrar|yeniden|bir daha))?

again! (?:(?:show|say|tell|send|give|repeat|read|see|print|post)(?: (?:me|us|it|that|this|the (?:last )?(?:answer|reply|result|results|list|quote|timeline|summary)))* )(?:again|once more|one more time)|repeat(?: (?:it|that|this|the (?:last )?(?:answer|reply|list|quote)))?|(?:it |that )?(?:again|once more|one more time)
again! (?:(?:zeig|zeige|sag|sage|schick|gib|wiederhol|wiederhole)(?: (?:es|das|mir|uns|mal|bitte|die antwort|die liste))* )?(?:nochmal|noch mal|noch einmal|nochmals)|noch|wiederhole?(?: (?:es|das|bitte|die antwort))*
again! (?:(?:montre|redis|dis|répète|donne|renvoie)(?:[- ](?:moi|nous|le|la|ça|cela))* )?(?:encore une fois|à nouveau|de nouveau)|répète(?:[- ](?:moi|le|ça|cela))*|redis[- ](?:moi|le)(?: ça)?
again! (?:(?:muestra|muéstrame|muéstralo|dime|dilo|repite|envía)(?: (?:eso|esto|lo))* )?(?:otra vez|de nuevo|nuevamente|una vez más)|(?:repite|repítelo|repítemelo)(?: (?:eso|esto))?
again! (?:(?:mostra|mostrami|mostralo|dimmi|dillo|ripeti|manda)(?: (?:questo|quello))* )?(?:di nuovo|ancora una volta|un'altra volta|da capo)|(?:ripeti|ripetilo|ripetimelo)(?: questo)?
again! (?:(?:mostra|mostre|me mostra|diz|diga|repete|repita|manda)(?: (?:isso|isto))* )?(?:de novo|novamente|outra vez|mais uma vez)|(?:repete|repita)(?: (?:isso|isto|por favor))?
again! (?:(?:покажи|скажи|повтори|пришли|дай)(?: (?:это|мне|его|её))* )?(?:ещё раз|еще раз|снова|опять)|повтори(?:те)?(?: (?:это|пожалуйста|ответ))?
again! (?:(?:bunu|onu|cevabı) )?(?:tekrar|yeniden|bir daha|bir kez daha)(?: (?:göster|söyle|yaz|et|gönder))?|tekrarla(?:r mısın)?
`

// ordinals are the words for the first to the tenth of several things, and behind them those for
// the last, in the eight languages.
var ordinals = []string{
	`first|erste[nrs]?|premi(?:er|ère)|primer[oa]?|prim[oa]|primeir[oa]|перв(?:ый|ая|ое|ую|ого|ой|ом)|birinci(?:si|sini|yi)?|ilk(?:i|ini)?`,
	`second|zweite[nrs]?|deuxième|seconde?|segund[oa]|second[oa]|втор(?:ой|ая|ое|ую|ого|ом)|ikinci(?:si|sini|yi)?`,
	`third|dritte[nrs]?|troisième|tercer[oa]?|terz[oa]|terceir[oa]|трет(?:ий|ья|ье|ью|ьего|ьей|ьем)|üçüncü(?:sü|sünü|yü)?`,
	`fourth|vierte[nrs]?|quatrième|cuart[oa]|quart[oa]|четв[её]рт(?:ый|ая|ое|ую|ого|ой|ом)|dördüncü(?:sü|sünü|yü)?`,
	`fifth|fünfte[nrs]?|cinquième|quint[oa]|пят(?:ый|ая|ое|ую|ого|ой|ом)|beşinci(?:si|sini|yi)?`,
	`sixth|sechste[nrs]?|sixième|sext[oa]|sest[oa]|шест(?:ой|ая|ое|ую|ого|ом)|altıncı(?:sı|sını|yı)?`,
	`seventh|siebte[nrs]?|septième|s[ée]ptim[oa]|settim[oa]|sétim[oa]|седьм(?:ой|ая|ое|ую|ого|ом)|yedinci(?:si|sini|yi)?`,
	`eighth|achte[nrs]?|huitième|octav[oa]|ottav[oa]|oitav[oa]|восьм(?:ой|ая|ое|ую|ого|ом)|sekizinci(?:si|sini|yi)?`,
	`ninth|neunte[nrs]?|neuvième|noven[oa]|non[oa]|девят(?:ый|ая|ое|ую|ого|ой|ом)|dokuzuncu(?:su|sunu|yu)?`,
	`tenth|zehnte[nrs]?|dixième|d[ée]cim[oa]|десят(?:ый|ая|ое|ую|ого|ой|ом)|onuncu(?:su|sunu|yu)?`,
	`last|letzte[nrs]?|derni(?:er|ère)|últim[oa]|ultim[oa]|последн(?:ий|яя|ее|юю|его|ей|ем)|son(?:uncu(?:su|sunu|yu)?)?`,
}

// figure is an ordinal in figures, with the endings of the eight languages: "2", "2nd", "2.", "2º".
const figure = `\d{1,2}(?:st|nd|rd|th|\.|[ºª°]|ers?|ère|e|ème|-?(?:й|я|е|ю|го|м|ый|ая|ое|ую|ой)|'?(?:inci|ıncı|uncu|üncü|nci|ncı|ncu|ncü)(?:[sy]?[iıuü](?:n[iıuü])?)?)?`

// nthForm is what {nth} stands for.
func nthForm() string { return `(?P<nth>` + figure + `|` + strings.Join(ordinals, "|") + `)` }

var nthWords = func() []*lazyregexp.Regexp {
	var all []*lazyregexp.Regexp
	for _, words := range ordinals {
		all = append(all, lazyregexp.New(`(?i)^(?:`+words+`)$`))
	}
	return all
}()

// leadingFigure is that of an ordinal in figures.
var leadingFigure = regexp.MustCompile(`^\d+`)

// Last is the place of the last of several things, as an argument of Nth.
const Last = "-1"

// ordinal is which of several things an ordinal says, from "1" on, or Last; "" for none.
func ordinal(s string) string {
	if digits := leadingFigure.FindString(s); digits != "" {
		n, _ := strconv.Atoi(digits)
		if n == 0 {
			return ""
		}
		return strconv.Itoa(n)
	}
	for i, words := range nthWords {
		if words.MatchString(s) {
			if i == len(ordinals)-1 {
				return Last
			}
			return strconv.Itoa(i + 1)
		}
	}
	return ""
}

var (
	// onceMore is in lines that ask for what was there before.
	onceMore = word(`again|once more|back to|noch ?mal|noch einmal|nochmals|wieder|zurück|encore|à nouveau|de nouveau|relis|remontre|reviens|otra vez|de nuevo|nuevamente|vuelve|volver|di nuovo|ancora|un'altra volta|torna|de novo|novamente|outra vez|volta|volte|снова|ещё раз|еще раз|опять|вернись|tekrar|yeniden|bir daha`)
	// pickedWith begins lines that say what to do with one of several things.
	pickedWith = lazyregexp.New(`(?i)^(?:open|show|give|read|see|view|display|expand|pick|take|choose|öffne|zeig|zeige|lies|nimm|ouvre|montre|affiche|lis|relis|abre|ábreme|muestra|muéstrame|lee|léeme|apri|aprimi|mostra|mostrami|leggi|leggimi|abra|mostre|leia|открой|покажи|прочитай|прочти)(?:[^\pL]|$)|[^\pL](?:aç|göster|oku|öffnen|zeigen|lesen)$`)
	// namedOne is in lines that name one of several things.
	namedOne = lazyregexp.New(`(?i)[^\pL](?:one|article|story|headline|result|item|link|quote|entry|source|artikel|meldung|treffer|nachricht|eintrag|zitat|quelle|nouvelle|résultat|titre|citation|dépêche|artículo|noticia|resultado|titular|cita|fuente|enlace|articolo|notizia|risultato|titolo|citazione|fonte|artigo|notícia|matéria|manchete|citação|статью|статья|новость|результат|заголовок|цитату|haberi?|makaleyi|makale|sonucu?)(?:[^\pL]|$)`)
)

var (
	// newest is in lines that ask for the last of the news, which is the newest: "die letzte nachricht".
	newest = word(`news|nachricht|meldung|nouvelle|info|dépêche|noticia|notizia|notícia|новость|haber(?:i)?`)
	// ofList is in lines that ask for the last of a list.
	ofList = word(`one|item|entry|result|article|list|liste|lista|списка|списке|listedeki|open|öffne|öffnen|ouvre|abre|ábreme|abra|abrir|apri|aprimi|открой|aç`)
)

// onlyPlace ends lines that say which of several things, and not what these are: "open 3".
var onlyPlace = lazyregexp.New(`(?i)(?:^|\s)(?:\d+(?: (?:aç|göster|oku))?|one)$`)

// picks reports whether a line asks for one of several things that were shown: where these are a
// list, by its form alone; else where it says so without asking anything else. "and the last
// one?" asks about what the talk is about.
func (p peeled) picks(nth string, l Line) bool {
	switch {
	case onceMore.MatchString(p.core):
		return true
	case nth == Last && newest.MatchString(p.core) && !ofList.MatchString(p.core):
		return false
	case l.Listed:
		return true
	case strings.HasSuffix(p.whole, "?"):
		return false
	case !l.Answered: // of which nothing was shown
		return pickedWith.MatchString(p.core) && (onlyPlace.MatchString(p.core) || namedOne.MatchString(p.core))
	}
	return pickedWith.MatchString(p.core) || nth != Last && namedOne.MatchString(p.core)
}
