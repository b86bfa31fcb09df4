package intent

// loose are words that speak for a command anywhere in a line, with what they leave
// of it: the model weighs them against the rest of the line.
const loose = `
summary? .*(?:^|\s)(?:tl;?dr|summary|summari[sz]e|recap|gist|sum up|zusammenfassung|résumé|resumen|riassunto|resumo|пересказ|краткое содержание)(?: (?:of|on|about|for|von|zu|zum|zur|de|du|des|del|della|da|do|sobre|о|об))?:?(?: {text})?
timeline? .*(?:^|\s)(?:time ?line|chronology|zeitleiste|chronologie|cronología|cronologia|línea de tiempo|linha do tempo|хронологи[яю]|kronoloji\w*|zaman çizelgesi)(?: (?:of|for|on|about|von|zu|zum|zur|de|du|des|del|della|da|do|sobre))?:? {text}
search? .*(?:^|\s)(?:search|looking|look|hunt|suche|recherche|busca|búsqueda|ricerca|procura|поиск)(?: (?:for|up|nach|de|por|di))?:? {text}
search? .*(?:^|\s)(?:articles?|stories|artikel|artículos|articoli|artigos|статьи|makale\w*) (?:on|about|of|for|mentioning|über|zu|sur|sobre|su|sul|sulla|о|об|про) {text}
find? .*(?:^|\s)(?:says?|said|quotes?|words?|phrase|prints?|printed|published|wrote|written|mentions?|zitat|worte|citation|phrase|cita|frase|citazione|citação|цитат\w+|слова|alıntı\w*)(?:\s.*)?"(?P<text>[^"]+)".*|.*"(?P<text>[^"]+)".*(?:said|quote|printed|published|real|exact|zitat|citation|cita|цитата)
follow? .*(?:^|\s)(?:alerts?|updates?|notifications?|notify|posted|updated|informed|subscribe|follow|track|watch|monitor|digest|remind|heads up)(?: (?:me|us|this channel|an eye))?(?:(?: (?:on|about|for|to|when|if|of|regarding|once))+) {text}
follow? (?:follow|track|watch|monitor|subscribe) {text}
follow? .*(?:^|\s)(?:bescheid|benachrichtig\w*|laufenden|abonnier\w*|préviens|avertis|courant|abonne\w*|avísame|avisa\w*|alertas?|suscríb\w*|suscrib\w*|avvis\w*|aggiornat\w*|iscriv\w*|avise|alertas?|inscrev\w*|подпи\w+|сообщ\w+|уведом\w+|haber ver|bildirim|takip)(?: (?:wenn|über|zu|quand|si|de|sur|cuando|sobre|quando|se|su|sul|sui|sulla|когда|если|о|об|на))? ?{text}
unfollow? enough {text}
unfollow? .*(?:^|\s)(?:stop|unsubscribe|unfollow|no more|enough|remove|cancel|delete|drop|mute|rid|tired|sick)(?:\s.*)?(?: (?:about|on|of|for|from|with)) {text}
unfollow? .*(?:^|\s)(?:stop|unsubscribe|unfollow|cancel|remove|delete|drop|end)(?: (?:the|my|all|these|those|any))* {text} (?:alerts?|updates?|notifications?|digests?|subscriptions?|messages)
alerts:list? .*(?:^|\s)(?:(?:i|we|i've|we've|have i|am i|do i)(?:\s.*)?(?:subscribed|following|follow|signed up)|my (?:alerts|subscriptions|topics|follows|notifications))(?:\s.*)?
alerts:pause? .*(?:^|\s)(?:pause|mute|snooze|silence|quiet)(?:\s.*?)?(?: (?:until|till|for) {until})
alerts:pause? (?:pause|mute|snooze|silence)(?:\s.*)?
alerts:resume? .*(?:^|\s)(?:resume|unmute|unpause|back on|on again|restart)(?:\s.*)?
alerts:edit? (?:.*\s)?(?:send|make|change|set|switch|do|get)?(?: ?(?:it|that|them|this|these|one|alerts?|digest))(?:\s.*)?
settings? .*(?:^|\s)(?:time ?zone|timezone|previews?|quiet hours|zeitzone|fuseau|zona horaria|fuso|часовой пояс|saat dilimi\w*)(?:(?: (?:to|is|as|in|auf|sur|en|su|para|на))? {zone})?
privacy? .*(?:^|\s)(?:stored?|store|keep|kept|saved?|know|data|messages|questions|logs?|record\w*|private|anonymous|track)(?:\s.*)?(?: (?:me|my|mine|i|us|our))?(?:\s.*)?
export? .*(?:^|\s)(?:my data|my information|my info|meine daten|mes données|mis datos|miei dati|meus dados|мои данные|verilerim\w*)(?:\s.*)?
forget? (?:.*\s)?(?:delete|erase|wipe|forget|remove|lösche|supprime|efface|borra|cancella|apague|удали|забудь|sil)(?:\s.*)?
sources? .*(?:^|\s)(?:sources?|outlets?|news ?papers?|papers|publications?|news sites?|media|quellen|zeitungen|journaux|fuentes|periódicos|fonti|giornali|fontes|jornais|источник\w*|газет\w*|kaynak\w*|gazete\w*)(?:\s.*)?
help? .*(?:^|\s)(?:help|use|do|work|works|commands?|instructions|start|capable|able|features)(?:\s.*)?
latest? .*(?:^|\s)(?:news|headlines|latest|new|happening|going on|nachrichten|neues|nouvelles|infos|actualités|noticias|novedades|notizie|novità|notícias|novidades|новост\w+|нового|haber\w*)(?:\s.*)?
follow? .*(?:^|\s)(?:start|begin|keep|be)(?: (?:following|tracking|watching|monitoring|reporting|looking out|on the lookout|checking))(?: (?:on|for|about|over))? {text}
follow? .*(?:^|\s)(?:nudge|shout|buzz|ping|poke|heads up|signal|melde dich|meld dich|sag an|préviens|fais signe|avisa|avísame|avvisami|scrivimi|сигналь|свистни|маякни|haber et|haber ver)(?: (?:me|us|mir|mich|moi|mi|мне|bana))?,? (?:if|when|whenever|once|wenn|sobald|falls|si|quand|dès que|cuando|en cuanto|se|quando|appena|assim que|если|когда|как только) {text}
unfollow? .*(?:^|\s)(?:quit|cut|cease|skip|spare|end)(?: (?:sending|giving|telling|showing|posting|with|it|me|us|out))*(?: (?:me|us))?(?: (?:the|all|any|this|that|about|on|with))* {text}
unfollow? .*(?:^|\s)(?:enough|no more|genug|plus de|assez de|basta|chega de|хватит|yeter)(?: (?:of|with|von|mit|de|du|des|di|con|da|do))*(?: (?:the|all|any))* {text}(?: (?:updates?|alerts?|news|stuff|already|bitte|merci|gracias|grazie|obrigad[oa]|спасибо|artık))+
search? .*(?:^|\s)(?:got|have|any|is there|are there|hast du|gibt es|as-tu|tu as|tienes|hay|hai|ci sono|tem|есть|var mı)(?: (?:any|some|more|you|anything))*(?: (?:articles?|stories|coverage|pieces|reports|artikel|berichte|articles|artículos|articoli|artigos|matérias|статьи|материалы|makale|haber))(?: (?:on|about|of|over|zu|zum|zur|über|sur|de|sobre|su|sul|sulla|о|об|про|hakkında))* {text}
timeline? .*(?:^|\s)(?:lay out|list|show|go through|recount|put|sort|liste|zeig|raconte|cuenta|racconta|conta|расскажи|anlat)(?: (?:me|us|mir|moi))* {text} (?:event by event|by date|in order|step by step|day by day|der reihe nach|dans l'ordre|en orden|in ordine|em ordem|по порядку|sırayla)
alerts:list? .*(?:^|\s)(?:everything|all|stuff|things|topics|alles|tout|todo|tutto|tudo|всё)(?: (?:that|was|ce que|lo que|quello che|o que|что))*(?: (?:i'm|im|i am|i've|ich|je suis|sigo|seguo|eu sigo|я))(?: (?:subscribed|subbed|signed up|following|tracking|abonnée?|abonniert|folge|подписан\w*))?(?: (?:to|for|à))?
forget? .*(?:^|\s)(?:nuke|scrub|purge|clear|destroy|get rid of|weg mit|vernichte|vire|elimina|borra|butta|apaga|exclui|сотри|удали|sil|temizle)(?: (?:all|every|my|of|the|mes|mis|i miei|meus|мои))*(?: (?:data|info|information|history|records?|traces?|everything|daten|données|datos|dati|dados|данные|bilgilerimi|verilerimi))(?:\s.*)?
forget? (?:bilgilerimi|verilerimi|kayıtlarımı) (?:sil|temizle|kaldır)
settings? .*(?:^|\s)(?:time|clock|hours?|timezone|uhr|zeit|uhrzeit|heure|hora|ora|horário|время|часы|saat\w*)(?:\s.*)?(?:wrong|off|fix|change|adjust|should|set|falsch|stell|ändere|change|règle|cambia|ajusta|muda|arruma|поправь|смени|поменяй|düzelt|değiştir)(?:\s.*)?
settings? .*(?:^|\s)(?:fix|change|adjust|set|stell|ändere|change|règle|cambia|ajusta|regola|muda|arruma|поправь|смени|düzelt)(?:\s.*)?(?:time|clock|hours?|timezone|uhr|uhrzeit|heure|hora|ora|horário|время|часы|saat\w*)
settings? .*(?:^|\s)(?:night|nachts|nuit|noche|notte|noite|ночью|gece)(?:\s.*)?
alerts:edit? .*(?:^|\s)(?:once|twice|einmal|une fois|una vez|una volta|uma vez|раз|bir kere)(?:\s.*)?(?:day|week|hour|tag|woche|jour|semaine|día|semana|giorno|settimana|dia|день|неделю|günde|haftada)(?:\s.*)?
alerts:edit? .*(?:günde|haftada) bir (?:kere|kez|defa)(?:\s.*)?
`
