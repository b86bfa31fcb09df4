package intent

// How commands are said in the other seven languages, as english tells.

const german = `
help (?:hilfe|hilf mir|befehle|anleitung|kommandos|was kannst du(?: alles)?(?: tun| machen)?|was kann ich (?:dich )?(?:fragen|machen|tun)|wie (?:funktioniert|geht) (?:das|dies|der bot|es)|wie (?:benutze|verwende|bediene) ich (?:dich|das|den bot)|was machst du)
latest (?:(?:die |aktuelle |neueste |neuesten |letzte |letzten |wichtigste |wichtigsten |heutige |heutigen |zeig mir |gib mir |alle |meine |was sind |was ist |wie sind |welche )*(?:nachrichten|neuigkeiten|schlagzeilen|meldungen|news|neues)(?: (?:von heute|heute|des tages|jetzt|aus aller welt|bitte|gibt es|gibt's))*)
latest (?:was|gibt'?s|gibt es)(?: (?:gibt'?s|gibt es|ist|gab es|hat sich))?(?: (?:heute|so|denn|etwas|was|sonst))* ?(?:neues|los|passiert|getan|verpasst|neu)(?: (?:heute|in der welt|auf der welt|so))*|was (?:habe|hab) ich verpasst
latest was geht(?: ab)?(?: (?:in der welt|heute|so))*
latest (?:nachrichten|neues|schlagzeilen|meldungen|neuigkeiten|das neueste) (?:von|vom|aus|bei|aus der) {by}
summary (?:fass|fasse)(?: mir)?(?: bitte)? {text}(?: bitte)?(?: kurz)? zusammen|(?:(?:eine |kurze |gib mir )*(?:zusammenfassung|kurzfassung))(?: (?:von|vom|zu|zum|zur|der|des|über) {text}|:? {text})?
timeline (?:(?:zeig|zeige|mach|mache|gib|erstelle|erstell)(?: mir)? )?(?:eine |die )?(?:zeitleiste|chronologie|zeitstrahl|zeitachse|timeline)(?: (?:von|vom|zu|zum|zur|über|der|des|für)(?: ereignisse in)? {text}| {text})?
search (?:such|suche|suchen)(?: (?:nach|mir))?(?: (?:artikel|artikeln|berichte|meldungen)(?: (?:über|zu|zum|zur|nach|von))?)? {text}|(?:zeig|zeige|finde|find|gib|liste)(?: mir)?(?: alle)? (?:artikel|berichte|beiträge|meldungen) (?:über|zu|zum|zur|von|mit) {text}|artikel (?:über|zu|zum|zur) {text}
find (?:find|finde|such|suche)(?: mir)? (?:das|dieses|die) (?:zitat|genauen worte|worte|wörter|satz):? {text}
follow (?:folge|verfolge|abonniere|abonnier|beobachte)(?: (?:dem thema|das thema|den nachrichten über|nachrichten zu|für mich))*(?: {text})?
follow (?:sag|sage|gib|benachrichtige|benachrichtig|informier|informiere|melde|meld|erinnere|warne|schreib|schreibe)(?: (?:mir|mich|uns|dich))?(?: (?:bescheid|bitte|gleich|sofort))*,? (?:wenn|falls|sobald|über|zu|zum|zur|bei|vor) {text}
follow halte?(?: (?:mich|uns))?(?: (?:bitte))? (?:über|zu|zum|zur|bei|bezüglich|auf dem laufenden über|auf dem laufenden zu|auf dem laufenden bei) {text}(?: auf dem laufenden)?|halte? (?:mich|uns) auf dem laufenden
unfollow (?:keine|nie|nie wieder|nichts)(?: (?:nachrichten|meldungen|neuigkeiten|news|alarme))?(?: mehr)? (?:über|zu|zum|zur|von|vom) {text}|(?:ich will|will|möchte|ich möchte)? ?(?:nichts|keine (?:nachrichten|meldungen|news)) mehr (?:über|zu|zum|zur|von|vom) {text}(?: (?:hören|wissen|lesen|haben|bekommen))?
unfollow (?:hör|höre) auf(?: (?:mit|mir))?(?: (?:den|die|der))?(?: (?:nachrichten|meldungen|news))?(?: (?:über|zu|zum|zur|von))? {text}|{text} (?:abbestellen|nicht mehr folgen|abmelden|entfolgen)|(?:abbestellen|entfolgen|abmelden)(?: {text})?|nicht mehr {text} folgen|stopp mit {text}
alerts:list (?:was|welche themen|welchen themen|welche alarme)(?: (?:abonniere|verfolge|folge|habe)) (?:ich|wir)(?: (?:abonniert|alles))?|(?:zeig mir |zeige |zeig )?(?:meine|alle) (?:themen|abos|abonnements|meldungen|alarme|benachrichtigungen)
alerts:pause (?:pausiere?|stummschalten|stumm|ruhe|stille|schweig)(?: (?:alle|die|meine|meldungen|benachrichtigungen|alarme|bitte))*(?: (?:bis|für) {until})?
alerts:resume (?:meldungen|benachrichtigungen|alarme|alles) wieder (?:an|ein|einschalten|anschalten|senden)|(?:weitermachen|fortsetzen|schalte (?:die )?(?:meldungen|benachrichtigungen) wieder (?:an|ein))
alerts:edit (?:mach|stell|stelle|änder|ändere|schick)(?: (?:das|es|sie|daraus|auf))*|(?:nur|lieber|stattdessen)
settings (?:(?:meine |die |zeig mir die |zeige )?einstellungen)|(?:stell|stelle|setz|setze|änder|ändere|ist)?(?: (?:meine|die))? ?zeitzone(?: (?:ist|auf|zu|nach|in|ändern))*(?: {zone})?
privacy (?:was|welche daten|welche informationen)(?: (?:weißt|speicherst|hast|sammelst|kennst)) du(?: (?:alles))?(?: (?:über|von) (?:mich|mir))?|datenschutz|speicherst du (?:meine )?(?:nachrichten|fragen|daten)
export (?:schick|schicke|gib|sende)(?: mir)?(?: bitte)? (?:alle )?(?:meine daten|eine kopie meiner daten|was du über mich (?:weißt|hast))|(?:meine )?daten (?:exportieren|herunterladen)|exportiere (?:meine )?daten
forget (?:lösch|lösche|entferne|vernichte)(?: bitte)? (?:alle )?(?:meine daten|alles(?: (?:über mich|von mir|was du über mich weißt))?|mich|was du über mich weißt)|vergiss (?:mich|alles über mich|was du über mich weißt)
sources (?:quellen|deine quellen|(?:was|welche) (?:sind deine quellen|quellen (?:hast|nutzt|verwendest) du|(?:zeitungen|medien|blätter|quellen|magazine)(?: (?:hast|liest|kennst|nutzt|gibt es|sind))?(?: (?:du|es|gespeichert|da))*)|woher (?:hast|nimmst|kommen|bekommst|stammen) (?:du )?(?:deine|die) (?:nachrichten|infos|informationen|meldungen|artikel))
sources (?:hast|liest|kennst) du (?:auch )?(?:die |den |das |der )?{by}
`

const french = `
help (?:aide|aide[- ]moi|à l'aide|au secours|commandes|mode d'emploi|(?:que|qu'est-ce que) (?:peux[- ]tu|tu peux|sais[- ]tu|tu sais)(?: faire)?|tu (?:sais|peux) faire quoi|comment (?:ça|ca|cela) (?:marche|fonctionne)|comment (?:t'utiliser|je t'utilise|utiliser ce bot)|que puis-je (?:te )?demander)
latest (?:(?:les |dernières |dernieres |nouvelles |donne-moi |montre-moi |quelles sont |quelles |quoi |toutes |des |mes )*(?:nouvelles|infos|informations|actualités|actualites|actus?|titres|gros titres|news|unes?)(?: (?:du jour|d'aujourd'hui|aujourd'hui|du moment|du monde|s'il vous plaît))*)
latest (?:quoi de neuf|du nouveau|rien de neuf|qu'est-ce qu'il y a de (?:neuf|nouveau)|(?:que|qu'est-ce qui) (?:se passe|s'est passé|se passe-t-il)(?: (?:aujourd'hui|dans le monde))*|que se passe-t-il(?: (?:aujourd'hui|dans le monde))*|qu'est-ce que j'ai raté)(?: aujourd'hui)?
latest (?:les )?(?:nouvelles|infos|actualités|titres|actus) (?:de|du|des|sur|d'|chez|par) ?(?:la |le |les |l')?{by}
summary (?:résum\w*|resum\w*)(?:-moi)?(?: (?:ça|cela|moi))?(?: (?:de|du|des|sur))?:?(?: {text})?|(?:fais(?:-moi)? |donne-moi )?(?:un |le )?(?:court |petit |bref )?résumé(?: (?:de|du|des|sur|d')(?: (?:la|le|les|l'))? ?{text}|:? {text})?
timeline (?:(?:fais|montre|donne|dessine)(?:-moi)? )?(?:une |la )?(?:chronologie|frise(?: chronologique)?|ligne du temps)(?: (?:de|du|des|sur|d')? ?{text})?
search (?:cherche|recherche|rechercher|chercher)(?:-moi)?(?: (?:des |les )?(?:articles|nouvelles|papiers)(?: (?:sur|de|à propos de))?)? {text}|(?:montre|trouve|donne|liste)(?:-moi)? (?:les |des |tous les )?(?:articles|nouvelles|papiers) (?:sur|à propos de|de) {text}|(?:des )?articles sur {text}
find (?:trouve|cherche|retrouve)(?:-moi)? (?:la |cette |les )?(?:citation|phrase|mots exacts|mots):? {text}
follow (?:suis|suivre|surveille|suivez)(?: (?:l'actualité|les nouvelles|le sujet))?(?: (?:de|du|des|sur))?(?: (?:la|le|les))? {text}|(?:abonne-(?:moi|nous)|je m'abonne|s'abonner|abonnement)(?: (?:à|au|aux|a))?(?: (?:la|le|les|l'))? ?{text}
follow (?:tiens|tenez|garde)-(?:moi|nous) (?:au courant|informés?|à jour)(?: (?:de|du|des|sur|d')(?: (?:la|le|les|l'))? ?{text})?
follow (?:préviens|previens|prévenez|avertis|alerte|notifie|dis|informe|rappelle|signale|écris)-(?:moi|nous),? (?:quand|si|lorsque|dès que|des que|de|du|des|sur|à propos de|pour|s'il|s'ils|qu'il) ?{text}
follow (?:envoie|envoyez|donne)-(?:moi|nous) (?:les |des )?(?:nouvelles|infos|alertes|actualités) (?:de|du|des|sur|d'|à propos de)(?: (?:la|le|les|l'))? ?{text}|je (?:veux|voudrais) (?:être (?:prévenu|averti|informé)|des (?:alertes|nouvelles)) (?:de|du|des|sur|quand|si)(?: (?:la|le|les|l'))? ?{text}
unfollow (?:arrête|arrete|cesse|stop)(?: (?:de|d'))? ?(?:me parler|m'envoyer|m'écrire|me prévenir|suivre|les alertes|les nouvelles|des nouvelles)(?: (?:des nouvelles|les nouvelles|des alertes))?(?: (?:de|du|des|sur|d'))?(?: (?:la|le|les|l'))? ?{text}
unfollow (?:plus|pas|assez) (?:de|d')(?: (?:nouvelles|alertes|infos))?(?: (?:de|du|des|sur))?(?: (?:la|le|les))? ?{text}|je ne veux plus (?:rien|de nouvelles|d'alertes|entendre parler|savoir|d'infos)(?: (?:de|du|des|sur))?(?: (?:la|le|les))? ?{text}|(?:désabonne|desabonne)(?:-moi|r|s)?(?: (?:de|du|des|d'))?(?: ?{text})?|ne (?:suis|me parle) plus(?: (?:de|du|des))? {text}
alerts:list (?:(?:montre-moi |liste |quelles sont )?(?:mes|les) (?:alertes|abonnements|sujets))|qu'est-ce que je suis|(?:quels|quelles) (?:sujets|alertes|thèmes) (?:je suis|est-ce que je suis|suis-je|ai-je|j'ai)|que suis-je
alerts:pause (?:(?:mets|mettre) (?:mes |les )?(?:alertes|notifications) en pause|pause|silence|suspends? (?:mes |les )?alertes|tais-toi)(?: (?:jusqu'à|jusqu'au|pendant|jusqu'en) ?{until})?
alerts:resume (?:réactive|reactive|reprends|remets|relance)(?: (?:mes|les))*(?: (?:alertes|notifications))?(?: en marche)?
settings (?:(?:mes |les )?(?:paramètres|parametres|réglages|préférences))|(?:mets|change|règle|définis)?(?: (?:mon|le))? ?fuseau(?: horaire)?(?: (?:est|sur|à|en|de))*(?: {zone})?
privacy (?:que sais-tu|qu'est-ce que tu sais|que gardes-tu|(?:quelles|quelle) (?:données|informations) (?:gardes-tu|as-tu|tu gardes|tu as|conserves-tu))(?: (?:de|sur) moi)?|confidentialité|vie privée|protection des données
export (?:envoie|donne|exporte|télécharge)(?:-moi)?(?: (?:toutes|une copie de))? ?mes données|exporter(?: mes données)?
forget (?:supprime|efface|détruis)(?: (?:toutes|tout))?(?: (?:mes données|ce que tu sais (?:sur|de) moi|sur moi|à mon sujet))|oublie[- ]moi|oublie tout (?:sur moi|ce que tu sais (?:sur|de) moi)
sources (?:sources|tes sources|(?:quels|quelles|quelle)(?: (?:sont|est))?(?: (?:tes|les))? (?:journaux|sources|médias|titres)(?: (?:as-tu|tu as|lis-tu|tu lis|avez-vous|sont|utilises-tu|disponibles))*|d'où (?:viennent|viens|tires-tu|sortent) (?:tes |les )?(?:nouvelles|infos|informations|articles)|où (?:trouves-tu|prends-tu) (?:tes |les )?(?:nouvelles|infos))
sources (?:tu as|as-tu|avez-vous|tu lis|lis-tu)(?: (?:aussi))? (?:le |la |les |l')?{by}
`

const spanish = `
help (?:ayuda|ayúdame|ayudame|comandos|instrucciones|qué (?:puedes|sabes|puedo) (?:hacer|preguntar|preguntarte)|que (?:puedes|sabes|puedo) (?:hacer|preguntar)|(?:cómo|como) (?:funciona|funcionas|se usa|te uso|uso)(?: (?:esto|este bot|el bot))?)
latest (?:(?:las |los |últimas |ultimas |últimos |dame |dime |muéstrame |muestrame |cuáles son |alguna |hay |más |principales |qué |que )*(?:noticias|titulares|novedades|novedad|actualidad)(?: (?:de última hora|de ultima hora|de hoy|hoy|del día|del dia|del momento|hay|del mundo|ahora))*)
latest (?:qué|que) (?:hay (?:de nuevo|de nuevas|hoy)|pasa|pasó|paso|ha pasado|está pasando|esta pasando|ocurre|me (?:perdí|he perdido))(?: (?:hoy|en el mundo|por el mundo))*
latest (?:las )?(?:noticias|titulares|novedades|últimas|lo último) (?:de|del|en|desde|por) (?:la |el |los |las )?{by}
latest (?:noticias|titulares) de (?P<source>el (?:país|pais|mundo|universal|comercio|tiempo|confidencial)|la (?:vanguardia|nación|razón|jornada))
summary (?:resume|resumir|resúme(?:lo|la|me)?|resume(?:lo|la|me))(?: (?:de|esto|eso))?:?(?: {text})?|(?:dame |haz |hazme )?(?:un |el )?(?:breve |corto )?resumen(?: (?:de|del|sobre)(?: (?:la|el|los|las))? {text}|:? {text})?
timeline (?:(?:haz|hazme|dame|muéstrame|muestrame|muestra)(?: me)? )?(?:una |la )?(?:cronología|cronologia|línea (?:de tiempo|del tiempo|temporal)|linea (?:de tiempo|del tiempo|temporal))(?: (?:de|del|sobre)? ?{text})?
search (?:busca|buscar|búscame|buscame)(?: (?:los |las )?(?:artículos|articulos|noticias)(?: (?:sobre|de|acerca de))?)? {text}|(?:muéstrame|muestrame|encuentra|dame|lista)(?: (?:los|las|todos los))? (?:artículos|articulos|noticias|notas) (?:sobre|acerca de) {text}|artículos sobre {text}
find (?:encuentra|busca|halla)(?: (?:la|esta|las))? (?:cita|frase|palabras exactas|palabras):? {text}
follow (?:sigue|seguir|síguele la pista a)(?: (?:las noticias|el tema|la actualidad))?(?: (?:de|del|sobre))? {text}|(?:suscríbeme|suscribeme|suscríbenos|suscribirme|suscribir|apúntame)(?: (?:a|al))? {text}
follow (?:mantenme|manténme|mantennos|tenme|tienme|téngame|ponme)(?: (?:al tanto|informado|informada|al día|al corriente|actualizado))(?: (?:de|del|sobre|con)(?: (?:la|el|los|las))? {text})?
follow (?:avísame|avisame|avísanos|notifícame|notificame|alértame|alertame|dime|dígame|infórmame|informame|recuérdame|escríbeme)(?:,)? (?:cuando|si|en cuanto|apenas|de|del|sobre|siempre que) {text}
follow (?:envíame|enviame|mándame|mandame|quiero|dame|pon)(?: (?:recibir|tener|las|una))* (?:noticias|alertas?|avisos|novedades) (?:de|del|sobre|cuando|para)(?: (?:la|el|los|las))? {text}
unfollow (?:deja de|dejar de|para de|parar de)(?: (?:hablarme|hablar|contarme|enviarme|mandarme|avisarme|seguir|informarme))(?: (?:noticias|alertas|avisos))?(?: (?:de|del|sobre|con))?(?: (?:la|el|los|las))? {text}
unfollow (?:no más|no mas|basta de|ya no más|ya no quiero|no quiero)(?: (?:más|mas|saber|saber más|saber mas|noticias|alertas|avisos|recibir|oír|oir|nada))*(?: (?:de|del|sobre))?(?: (?:la|el|los|las))? {text}|(?:cancelar?|cancela|anula|quita|elimina|borra)(?: (?:mi|la|las|el|mis))* (?:suscripción|suscripcion|alertas?|avisos)(?: (?:de|del|a|al|sobre))?(?: {text})?|(?:desuscribir(?:me)?|darme de baja|date de baja)(?: (?:de|del) {text})?
alerts:list (?:(?:muéstrame |lista |cuáles son |ver )?(?:mis|las) (?:alertas|suscripciones|avisos|temas))|(?:qué|que|cuáles|cuales)(?: (?:temas|alertas|cosas))? (?:sigo|estoy siguiendo|seguimos|tengo)
alerts:pause (?:(?:pausa|pausar|silencia|silenciar|detén|suspende)(?: (?:mis|las|todas))*(?: (?:alertas|avisos|notificaciones))?|silencio|cállate)(?: (?:hasta|por|durante)(?: (?:el|la))? {until})?
alerts:resume (?:reactiva|reanuda|activa de nuevo|vuelve a activar|continúa|enciende)(?: (?:mis|las))*(?: (?:alertas|avisos|notificaciones))?(?: de nuevo)?
settings (?:(?:mis |los |la )?(?:ajustes|configuración|configuracion|preferencias))|(?:pon|cambia|fija|establece|configura)?(?: (?:mi|la))? ?zona horaria(?: (?:es|en|a|de))*(?: {zone})?
privacy (?:qué|que|cuánto|cuanto)(?: (?:datos|información|cosas))? (?:sabes|guardas|tienes|almacenas|conoces)(?: (?:de|sobre) (?:mí|mi))?|privacidad|protección de datos
export (?:envíame|enviame|mándame|mandame|dame|exporta|descarga|exportar|descargar)(?: (?:todos|una copia de))? ?mis datos
forget (?:borra|elimina|suprime|quita)(?: (?:todos|todo))?(?: (?:mis datos|lo que sabes (?:de|sobre) (?:mí|mi)|sobre (?:mí|mi)|de (?:mí|mi)))|(?:olvídame|olvidame|olvídate de mí|olvidate de mi|olvida todo (?:sobre|de) (?:mí|mi))
sources (?:fuentes|tus fuentes|(?:qué|que|cuáles|cuales)(?: (?:son|es))?(?: (?:tus|las))? (?:periódicos|periodicos|diarios|fuentes|medios)(?: (?:tienes|lees|usas|hay|están|conoces))*|de dónde (?:sacas|vienen|son|salen|obtienes) (?:las |tus )?noticias)
sources (?:tienes|lees|tenéis|usas)(?: (?:también))? (?:a )?(?:el |la |los )?{by}
sources (?:tienes|lees) (?P<source>el (?:país|pais|mundo|universal|tiempo)|la (?:vanguardia|nación|jornada))
`

const italian = `
help (?:aiuto|aiutami|comandi|istruzioni|(?:cosa|che cosa|che) (?:puoi|sai|posso) (?:fare|chiederti|chiedere)|come (?:funziona|funzioni|si usa|ti uso)(?: (?:questo|il bot|questo bot))?)
latest (?:(?:le |gli |ultime |ultimi |ultimissime |dammi |dimmi |mostrami |quali sono |ci sono |altre |principali )*(?:notizie|novità|novita|titoli|news)(?: (?:di oggi|oggi|del giorno|del momento|dal mondo|adesso))*)
latest (?:che c'è di (?:nuovo|bello)|cosa c'è di nuovo|che si dice|qualcosa di nuovo|(?:cosa|che cosa|che) (?:succede|è successo|sta succedendo|mi sono perso)(?: (?:oggi|nel mondo))*)
latest (?:le )?(?:notizie|novità|titoli|ultime) (?:da|dal|dalla|di|del|della|su) ?(?:la |il |lo )?{by}
summary (?:riassumi(?:lo|la|mi)?|riassumere|sintetizza)(?: (?:questo|ciò))?:?(?: {text})?|(?:fammi |dammi |fai )?(?:un |il )?(?:breve )?(?:riassunto|sunto|riepilogo)(?: (?:di|del|della|dei|delle|dell'|sul|sulla|su)? ?{text})?
timeline (?:(?:fammi|fai|dammi|mostrami|crea) )?(?:una |la )?(?:cronologia|linea (?:del tempo|temporale)|timeline)(?: (?:di|del|della|dei|delle|dell'|sul|sulla|su)? ?{text})?
search (?:cerca|cercami|cercare)(?: (?:gli |le )?(?:articoli|notizie)(?: (?:su|sul|sulla|sui|sulle|sugli|di))?)? {text}|(?:mostrami|trova|trovami|dammi|elenca)(?: (?:gli|le|tutti gli))? (?:articoli|notizie) (?:su|sul|sulla|sui|sulle|sugli|sull'|di) ?{text}|articoli (?:su|sul|sulla|sui|sulle|sugli) {text}
find (?:trova|cerca|trovami)(?: (?:la|questa|le))? (?:citazione|frase|parole esatte|parole):? {text}
follow (?:segui|seguire)(?: (?:le notizie|il tema))?(?: (?:su|sul|sulla|di))? {text}|(?:iscrivimi|abbonami|abbonaci)(?: (?:a|al|alla|alle|ai))? {text}
follow (?:tienimi|tieni|tienici|mantienimi)(?: (?:aggiornato|aggiornata|informato|informata|al corrente))(?: (?:su|sul|sulla|sui|sulle|sull'|di) ?{text})?
follow (?:avvisami|avvisaci|avvertimi|notificami|dimmi|informami|ricordami|scrivimi|allertami),? (?:quando|se|appena|non appena|di|del|della|su|sul|sulla|sui|sulle) {text}
follow (?:mandami|inviami|voglio|dammi)(?: (?:ricevere|avere|le|degli|gli))* (?:notizie|avvisi|allerte|aggiornamenti|novità) (?:su|sul|sulla|sui|sulle|sull'|di|quando|per) ?{text}
unfollow (?:smetti di|smettila di|smettere di)(?: (?:parlarmi|parlare|mandarmi|inviarmi|avvisarmi|seguire|dirmi))(?: (?:notizie|avvisi))?(?: (?:di|del|della|su|sul|sulla|sui))? {text}
unfollow (?:basta|non voglio più|non voglio piu|niente più|mai più)(?: (?:notizie|avvisi|sapere|sapere niente|sentire parlare|sentire|ricevere|niente|con))*(?: (?:di|del|dello|della|dei|delle|su|sul|sulla|sui|sulle|con))? {text}|(?:disiscrivimi|disiscrivi|disdici|annulla l'iscrizione|cancellami)(?: (?:da|dal|dalla|a))?(?: {text})?
alerts:list (?:(?:mostrami |elenca |quali sono )?(?:i miei|gli|i) (?:avvisi|abbonamenti|argomenti|temi))|(?:cosa|che cosa|quali (?:argomenti|temi|avvisi)) (?:seguo|sto seguendo|seguiamo|ho)
alerts:pause (?:(?:metti|mettere) in pausa(?: (?:gli|i miei))?(?: (?:avvisi|notifiche))?|(?:sospendi|silenzia)(?: (?:gli|i miei|le))?(?: (?:avvisi|notifiche))?|pausa|silenzio|zitto)(?: (?:fino a|fino al|per) {until})?
alerts:resume (?:riattiva|riprendi|riaccendi)(?: (?:gli|i miei|le|tutti))*(?: (?:avvisi|notifiche))?
settings (?:(?:le |le mie )?impostazioni|preferenze)|(?:imposta|cambia|metti)?(?: (?:il|il mio))? ?fuso(?: orario)?(?: (?:è|su|a|in))*(?: {zone})?
privacy (?:cosa|che cosa|quali dati|quanto|che dati) (?:sai|conservi|tieni|salvi|hai)(?: (?:di|su) me)?|privacy|riservatezza|protezione dei dati
export (?:mandami|inviami|dammi|esporta|scarica|esportare)(?: (?:tutti|una copia dei))? ?(?:i )?miei dati
forget (?:cancella|elimina|rimuovi)(?: (?:tutti|tutto))?(?: (?:i miei dati|quello che sai (?:di|su) me|ciò che sai di me|su di me))|(?:dimenticami|dimentica tutto (?:di|su) me)
sources (?:fonti|le tue fonti|(?:quali|che|cosa)(?: (?:sono|giornali sono))?(?: (?:le tue|i tuoi|le))? ?(?:giornali|fonti|testate|quotidiani)(?: (?:hai|leggi|usi|ci sono|conosci))*|da dove (?:prendi|vengono|arrivano) (?:le |le tue )?notizie|dove prendi (?:le )?notizie)
sources (?:hai|leggi|usi)(?: (?:anche))? (?:il |la |lo |l')?{by}
`

const portuguese = `
help (?:ajuda|me ajuda|me ajude|ajude-me|socorro|comandos|instruções|o que (?:você |voce |tu )?(?:pode|sabe|posso|podes) (?:fazer|perguntar)|como (?:funciona|você funciona|usar|te uso|se usa)(?: (?:isso|este bot|o bot))?)
latest (?:(?:as |os |últimas |ultimas |me dê |me de |me mostre |mostre |quais são |principais |mais |tem |há |alguma )*(?:notícias|noticias|novidades|novidade|manchetes)(?: (?:de hoje|hoje|do dia|do momento|do mundo|agora))*)
latest (?:o que|que) (?:há|ha|tem) de novo(?: hoje)?|o que (?:está acontecendo|esta acontecendo|aconteceu|acontece|perdi|rola|tá rolando)(?: (?:hoje|no mundo))*|quais (?:são )?as novas
latest (?:as )?(?:notícias|noticias|manchetes|novidades|últimas) (?:da|do|de|na|no) (?:a |o )?{by}
summary (?:resuma|resume|resumir|resumo)(?: (?:isso|isto|para mim))?(?: (?:de|da|do|sobre))?:?(?: {text})?|(?:me dê |faça |faz )?(?:um |o )?(?:breve )?resumo(?: (?:de|da|do|das|dos|sobre)? ?{text})?
timeline (?:(?:faça|faz|me dê|mostre|crie) )?(?:uma |a )?(?:cronologia|linha (?:do tempo|temporal))(?: (?:de|da|do|das|dos|sobre)? ?{text})?
search (?:procure|procura|busque|buscar|busca|pesquise|pesquisar|procurar)(?: (?:por|os|as))?(?: ?(?:artigos|notícias|noticias|matérias)(?: (?:sobre|de))?)? {text}|(?:mostre|encontre|ache|me dê|liste)(?: (?:os|as|todos os))? (?:artigos|notícias|noticias|matérias) (?:sobre|de|da|do) {text}|artigos sobre {text}
find (?:encontre|ache|procure|busque)(?: (?:a|esta|as))? (?:citação|citacao|frase|palavras exatas|palavras):? {text}
follow (?:siga|seguir|acompanhe|acompanhar)(?: (?:as notícias|o tema))?(?: (?:sobre|de|da|do))? {text}|(?:me inscreva|inscreva-me|inscrever|assinar|assine)(?: (?:em|no|na|nos))? {text}
follow (?:me mantenha|mantenha-me|me deixe)(?: (?:informado|informada|atualizado|atualizada|a par|por dentro))(?: (?:sobre|de|da|do|a|o)+ {text})?
follow (?:me avise|me avisa|avise-me|avisa|me notifique|me alerte|me diga|me informe|me lembre|avise)(?:,)? (?:quando|se|assim que|de|da|do|sobre) {text}
follow (?:envie|mande|me envie|me mande|quero)(?: (?:receber|ter|as|os))* (?:notícias|noticias|alertas|avisos|novidades) (?:de|da|do|sobre|quando|para) {text}
unfollow (?:pare de|para de|parar de|deixe de|deixar de)(?: (?:me )?(?:falar|enviar|mandar|avisar|seguir|contar))(?: (?:notícias|alertas))?(?: (?:de|da|do|sobre|o|a))? {text}
unfollow (?:chega de|basta de|não quero mais|nao quero mais|sem mais|nada mais)(?: (?:notícias|noticias|alertas|saber|receber|ouvir falar|ouvir|nada))*(?: (?:de|da|do|sobre))? {text}|(?:cancelar?|cancele|remova|desinscrever|desinscreva|anular)(?: (?:a|minha|o|meu|os|me))*(?: (?:inscrição|inscricao|assinatura|alertas?))?(?: (?:de|da|do|em|no))?(?: {text})?
alerts:list (?:(?:mostre |liste |quais são )?(?:os )?(?:meus|minhas) (?:alertas|inscrições|temas|assinaturas))|(?:o que|quais(?: (?:temas|alertas|assuntos))?) (?:eu )?(?:sigo|estou seguindo|acompanho|seguimos|tenho)
alerts:pause (?:(?:pause|pausar|silencie|silenciar|suspenda)(?: (?:os|meus|todos))*(?: (?:alertas|avisos|notificações))?|silêncio|silencio)(?: (?:até|ate|por)(?: (?:a|o))? {until})?
alerts:resume (?:reative|reativar|retome|retomar|ligue)(?: (?:os|meus))*(?: (?:alertas|avisos|notificações))?(?: (?:de novo|novamente))?
settings (?:(?:as |minhas )?(?:configurações|configuracoes|preferências|ajustes))|(?:mude|defina|coloque|ponha|altere)?(?: (?:meu|o))? ?fuso(?: horário| horario)?(?: (?:é|para|em|a))*(?: {zone})?
privacy (?:o que|que dados|quais dados|quanto) (?:você |voce |tu )?(?:sabe|guarda|tem|armazena|sabes)(?: (?:sobre|de) mim)?|privacidade|proteção de dados
export (?:envie|me envie|mande|me mande|me dê|exporte|exportar|baixar)(?: (?:todos|uma cópia dos))?(?: os)? ?meus dados
forget (?:apague|apaga|exclua|delete|remova|elimine)(?: (?:todos|tudo))?(?: (?:os )?(?:meus dados|o que (?:você )?sabe (?:sobre|de) mim|sobre mim))|(?:esqueça-me|esqueca-me|me esqueça|esqueça tudo sobre mim|esqueça de mim)
sources (?:fontes|suas fontes|(?:quais|que|o que)(?: (?:são|jornais são))?(?: (?:as |os )?(?:suas|tuas|seus))? ?(?:jornais|fontes|veículos|meios)(?: (?:você|voce|tu|tem|lê|usa|há|existem|conhece))*|de onde (?:vêm|vem|tira|você tira|são) (?:as |suas |tuas )?notícias)
sources (?:você tem|voce tem|tem|você lê|lê)(?: (?:também))? (?:o |a |os )?{by}
`

const russian = `
help (?:помощь|помоги(?: мне)?|помогите|команды|справка|инструкция|что ты (?:умеешь|можешь)(?: делать)?|что (?:можно|я могу) (?:спросить|сделать)|как (?:это|ты|бот) (?:работает|работаешь)|как (?:тобой|этим|ботом) пользоваться)
latest (?:(?:последние |свежие |главные |все |покажи |дай |расскажи |какие |мне |сегодняшние |есть |ещё )*(?:новости|заголовки|новостей|новенькое)(?: (?:за сегодня|сегодня|дня|за день|в мире|мира|сейчас|есть))*)
latest (?:что|чего) (?:нового|происходит|случилось|произошло|творится|я пропустил|слышно|новенького)(?: (?:сегодня|в мире))*|есть что нового
latest (?:последние )?(?:новости|заголовки|новое) (?:от|из|с) {by}
summary (?:перескажи|кратко|вкратце|суммируй|резюмируй|сократи|подведи итог)(?: (?:кратко|вкратце|мне|перескажи|это|про|о|об))*:?(?: {text})?|(?:дай |сделай )?(?:краткое |короткое )?(?:содержание|изложение|резюме|краткий пересказ|пересказ|сводк[ау])(?: (?:по|о|об|про))?(?: {text})?
timeline (?:(?:сделай|покажи|дай|составь|построй)(?: мне)? )?(?:хронологи[яю]|лент[ау] времени|таймлайн)(?: (?:событий в|событий|по|о|об))?(?: {text})?
search (?:найди|ищи|поищи|поиск|искать)(?: (?:мне|все))?(?: (?:статьи|новости|материалы))?(?: (?:о|об|про|по|обо))? {text}|(?:покажи|дай|выведи)(?: (?:мне|все))* (?:статьи|материалы|новости) (?:о|об|про|по) {text}|статьи (?:о|об|про|по) {text}
find (?:найди|ищи|поищи)(?: (?:мне|эту|точные|точную))* (?:цитату|слова|фразу):? {text}
follow (?:подпишись на|подпиши(?: меня)? на|подписаться на|подписаться|следи за|следить за|отслеживай)(?: (?:новости о|новости|тему))? {text}
follow (?:держи|держите) (?:меня|нас) в курсе(?: (?:по|о|об|про|насчёт|событий))*(?: {text})?
follow (?:сообщи|сообщай|скажи|напиши|предупреди|извести|уведоми|уведомляй|дай знать|оповещай|напомни)(?: (?:мне|меня|нам))?,? (?:когда|если|как только|о|об|про|насчёт) {text}
follow (?:присылай|шли|отправляй|хочу|дай)(?: (?:мне|получать|все))* (?:новости|уведомления|оповещения)(?: (?:о|об|про|по|когда))? {text}
unfollow (?:хватит|довольно|достаточно|перестань|прекрати)(?: (?:уже|мне|писать|говорить|присылать|рассказывать|слать|новостей|новости))*(?: (?:о|об|про|по))? {text}|(?:больше )?(?:никаких|не надо|не нужно|не присылай|не пиши)(?: (?:мне|больше|новостей|новости|уведомлений))*(?: (?:о|об|про|по))? {text}
unfollow (?:я )?не хочу (?:больше )?(?:слышать|знать|читать|получать)(?: (?:больше|ничего|новости))*(?: (?:о|об|про))? {text}|(?:отпишись|отписаться|отпиши(?: меня)?|отписка)(?: от)?(?: {text})?
alerts:list (?:(?:покажи |список )?(?:мои|все мои) (?:подписки|темы|уведомления|оповещения))|на что (?:я|мы) (?:подписан\w*)|за чем (?:я|мы) (?:слежу|следим)|(?:какие|на какие) (?:темы|подписки)(?: у меня)?(?: (?:есть|я слежу|подписан))?
alerts:pause (?:приостанови|пауза|заглуши|тишина|тихо|замолчи|отключи)(?: (?:все|мои|уведомления|оповещения|подписки))*(?: (?:до|на) {until})?
alerts:resume (?:возобнови|включи|верни)(?: (?:все|мои|снова|опять|обратно))*(?: (?:уведомления|оповещения|подписки))?(?: (?:снова|опять|обратно))?
settings (?:(?:мои |покажи )?настройки)|(?:поставь|установи|смени|измени|мой)?(?: (?:мой|на))? ?часовой пояс(?: (?:на|это))*(?: {zone})?
privacy (?:что ты (?:знаешь|хранишь|помнишь|собираешь)(?: (?:обо мне|о мне|про меня))?|какие данные ты (?:хранишь|собираешь|знаешь)(?: обо мне)?|конфиденциальность|приватность|защита данных)
export (?:пришли|отправь|дай|выгрузи|скачать|экспорт|экспортируй)(?: (?:мне|все|копию))* ?(?:мои данные|моих данных)|экспорт
forget (?:удали|сотри|убери|очисти)(?: (?:все|всё))*(?: (?:мои данные|что (?:ты )?(?:знаешь|хранишь) (?:обо мне|о мне)|обо мне))|забудь (?:меня|обо мне|всё обо мне|все обо мне)
sources (?:источники|твои источники|(?:какие|какие у тебя)(?: (?:есть))? (?:газеты|источники|издания|сми)(?: (?:у тебя|есть|ты|читаешь|знаешь))*|какие у тебя источники|откуда (?:у тебя|ты берёшь|ты берешь|берутся|твои|эти) ?(?:новости|информация|данные)?)
sources (?:у тебя есть|есть ли|ты читаешь|есть) {by}
`

const turkish = `
help (?:yardım|yardim|yardım et|komutlar|ne(?:ler)? yapabilir(?:sin|im)|ne(?:ler)? yapıyorsun|ne sorabilirim|nasıl (?:çalışıyor(?:sun)?|kullanılır|kullanırım|kullanabilirim)(?: (?:bu|bot))?)
latest (?:(?:son |güncel |yeni |bugünün |bugünkü |bütün |tüm |günün |bana |en )*(?:haberler|haber|haberleri|manşetler|başlıklar|gelişmeler|son dakika haberleri|son dakika haberler|son dakika)(?: (?:neler|ne|var mı|var|göster|ver|neler var|bugün))*)
latest (?:ne haber var|yeni ne var|ne var ne yok|neler oluyor|neler var|(?:bugün |dünyada |dünyada neler )*(?:ne oldu|neler oldu|neler oluyor|ne oluyor|ne kaçırdım|ne var)(?: bugün)?|yeni bir şey var mı)
latest {by} (?:haberleri|manşetleri|son haberler)
summary {text} (?:özetle|özetler misin|özeti|özetini (?:ver|çıkar|yap)|kısaca)|(?:bunu |şunu )?(?:özetle|özetler misin|özet)(?: {text})?
timeline {text} (?:zaman çizelgesi|kronolojisi|kronolojisini)(?: (?:çıkar|göster|yap|hazırla))*|(?:zaman çizelgesi|kronoloji)(?: {text})?
search {text} (?:hakkında|ile ilgili|üzerine|konulu)?(?: ?(?:makale|haber|yazı|makaleler|makaleleri|haberleri|yazıları)) (?:ara|bul|göster|listele)|{text} ara|ara {text}
search {text}(?:'?(?:la|le|yla|yle)) ilgili (?:makaleleri|haberleri|yazıları) (?:ara|bul|göster|listele)
find {text} (?:alıntısını|sözünü|cümlesini|sözlerini) (?:bul|ara)
follow {text}(?:'?[ıiuüyn]+)? takip et|takip et {text}|{text} (?:konusuna|konusunu|haberlerine|haberlerini)? ?(?:abone ol|abone et|takip et)|{text} (?:çıkınca|olunca|olursa|açıklanınca|gelince|bitince|başlayınca|olduğunda|çıktığında)(?: (?:bana|beni))? (?:haber ver|bildir|söyle|uyar|yaz)
follow {text}(?:dan|den|tan|ten|la ilgili|le ilgili| hakkında| konusunda)? (?:beni|bizi) (?:haberdar et|bilgilendir)|{text} (?:için|hakkında) (?:bildirim|haber|uyarı)(?:ler)? (?:gönder|yolla|istiyorum)|{text} haberlerini (?:gönder|yolla)
unfollow {text} (?:haberlerini|bildirimlerini|haberleri|bildirimleri) (?:durdur|kes|kapat|bırak)|{text} (?:hakkında|ile ilgili) (?:artık )?(?:haber|bildirim) (?:gönderme|istemiyorum|yollama)(?: artık)?|(?:artık )?{text} (?:haberi|haberleri|bildirimi) istemiyorum(?: artık)?
unfollow {text} (?:aboneliğini|aboneliğimi|takibini) (?:iptal et|bırak|sonlandır)|(?:takibi bırak|takipten çık|abonelikten çık|aboneliği iptal et)(?: {text})?|{text} takibi bırak
alerts:list (?:(?:bildirimlerim|aboneliklerim|takiplerim|konularım)(?: neler)?)|(?:neleri|neyi|hangi (?:konuları|başlıkları)) takip ediyor(?:um|uz)
alerts:pause (?:bildirimleri |uyarıları )?(?:duraklat|sustur|durdur|sessiz)|(?P<until>\S.*?)(?:'?(?:ye|ya|e|a)) kadar (?:sessiz(?: ol)?|sus|duraklat|bildirim gönderme)
alerts:resume (?:bildirimleri|uyarıları|haberleri)?(?: (?:tekrar|yeniden))* ?(?:aç|başlat|devam ettir|devam)
settings (?:ayarlar|ayarlarım|tercihler)|(?:saat dilimi(?:mi|ni|m)?|zaman dilimi(?:mi|ni|m)?)(?: (?:değiştir|ayarla|{zone}(?: (?:yap|olsun|ayarla))?))?
privacy (?:(?:benim )?hakkımda ne(?:ler)? biliyorsun|hangi verileri(?:mi)? (?:saklıyorsun|tutuyorsun)|gizlilik|veri koruma)
export verilerimi? (?:gönder|dışa aktar|indir|ver)|bütün verilerimi gönder
forget (?:bütün |tüm )?verilerimi (?:sil|temizle)|(?:benim )?hakkımda(?:ki)? (?:bildiğin )?her şeyi (?:sil|unut)|beni (?:unut|sil)
sources (?:kaynaklar|kaynakların(?: neler)?|hangi (?:gazeteler|kaynaklar|yayınlar)(?: (?:var|sende var|okuyorsun))*|haberleri nereden (?:alıyorsun|buluyorsun)|haberler nereden geliyor)
sources (?:sende )?{by} var mı
`
