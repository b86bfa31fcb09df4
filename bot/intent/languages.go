package intent

// How commands are said in the other seven languages, as english tells.

const german = `
follow (?:wir |ich )(?:wollen|will|möchten|möchte|hätten gern|hätte gern|brauchen)(?: (?:hier|alle|die))* (?:nachrichten|meldungen|neuigkeiten|news|updates) (?:über|zu|zum|zur|von|vom|aus) {text} (?:hier(?: drin| rein| im (?:kanal|chat))?|in (?:diesem|dem) (?:kanal|chat)|in dieser gruppe)
alerts:pause (?:(?:alle|meine|die) )*(?:benachrichtigungen|meldungen|alarme|mitteilungen)(?: (?:bis|für) {until})? (?:pausieren|stummschalten|stumm schalten|aussetzen|anhalten|ausschalten)
latest was (?:gibt'?s|gibts|geht)(?: (?:denn|so|heute|neues))*
follow (?:ich )?(?:will|möchte) (?:nix|nichts) verpassen(?: (?:zu|zum|zur|über|von|beim?))?(?: thema)? {text}|sag(?:t)?(?: (?:mir|uns))?(?: (?:was|an|bescheid))? (?:wenn|falls|sobald) {text}|pingt?(?: (?:mich|uns))?(?: an)?,? (?:wenn|falls|sobald) {text}
unfollow (?:schick|sende?|schreib)(?: (?:mir|uns|bitte))* (?:nix|nichts|keine nachrichten|keine meldungen) mehr (?:über|zu|zum|zur|von|vom) {text}|(?:bitte )?(?:nix|nichts) mehr (?:über|zu|zum|zur|von|vom) {text}|(?:das thema )?{text} nervt,? (?:weg damit|aus damit|schluss damit|stopp)
summary (?:gib|sag|erzähl)(?: (?:mir|uns))?(?: mal)? (?:die|eine|ne) (?:kurzversion|kurzfassung|zusammenfassung|essenz) (?:von|vom|zu|zum|zur|der|des|über) {text}
summary (?:erzähl|sag|erklär)e?(?: (?:mir|uns|mal))* (?:kurz|knapp|in kürze)(?: (?:von|vom|zu|zum|zur|über|was zu|was zum|was zur))? {text}
alerts:pause (?:mach|macht)(?: (?:mal|bitte|eine|kurz))* pause(?: mit (?:den )?(?:meldungen|nachrichten|alarmen))?(?: (?:bis|für) {until})?
alerts:list (?:wofür|wozu|für was|wo|auf was|worauf) bin ich(?: (?:hier|eigentlich|alles|überhaupt|denn))*(?: (?:angemeldet|abonniert|eingetragen))
settings (?:ich )?(?:wohne|lebe|bin)(?: jetzt)? in {zone},? (?:stell|stelle|ändere?|korrigiere?)(?: (?:die|meine|bitte))* (?:uhr|uhrzeit|zeit|zeitzone)(?: um)?|(?:nach|ab) \d{1,2}(?: uhr)? (?:keine|nichts|nix)(?: (?:nachrichten|meldungen))?(?: mehr)?(?: schicken| senden)?
forget (?:lösch|lösche)(?: (?:bitte|mal))* alles,? was du (?:von|über) (?:mir|mich) (?:hast|weißt|gespeichert hast)|weg mit (?:allen )?meinen daten
compare! (?:vergleich|vergleiche)(?: mal| bitte)?(?:,)? (?:wie |was )?(?:die |verschiedene )?(?:medien|zeitungen|berichte|berichterstattung)(?: (?:über|zu|zum|zur|von))? {text}(?: berichten| schreiben| sagen)?|(?:was|wie) (?:sagen|berichten|schreiben) (?:die |verschiedene )?(?:medien|zeitungen)(?: (?:unterschiedlich|anders|verschieden))?(?: (?:über|zu|zum|zur)) {text}
help (?:wozu (?:bist du (?:da|gut)|dienst du)|hilfe|hilfee+|hilf mir|befehle|anleitung|kommandos|was kannst du(?: alles)?(?: tun| machen)?|was kann ich (?:dich )?(?:fragen|machen|tun)|wie (?:funktioniert|geht) (?:das|dies|der bot|es)|wie (?:benutze|verwende|bediene) ich (?:dich|das|den bot)|was machst du)
latest (?:(?:die |aktuelle |neueste |neuesten |letzte |letzten |wichtigste |wichtigsten |heutige |heutigen |zeig mir |gib mir |alle |meine |was sind |was ist |wie sind |welche )*(?:nachrichten|neuigkeiten|schlagzeilen|meldungen|news|neues)(?: (?:von heute|heute|des tages|jetzt|aus aller welt|bitte|gibt es|gibt's))*)
latest (?:was|gibt'?s|gibt es)(?: (?:gibt'?s|gibt es|ist|gab es|hat sich))?(?: (?:heute|so|denn|etwas|was|sonst))* ?(?:neues|los|passiert|getan|verpasst|neu)(?: (?:heute|in der welt|auf der welt|so))*|was (?:habe|hab) ich verpasst
latest was geht(?: ab)?(?: (?:in der welt|heute|so))*
latest (?:(?:zeig|gib|sag)(?: mir)? )?(?:was (?:ist|war) )?(?:die )?(?:letzte|neueste|aktuellste) (?:nachricht|meldung|schlagzeile)
latest (?:nachrichten|neues|schlagzeilen|meldungen|neuigkeiten|das neueste) (?:von|vom|aus|bei|aus der) {by}
summary (?:(?:mir|uns) )?{text}(?: bitte)?(?: (?:kurz|knapp|mal))* zusammenfassen
summary (?:fass|fasse)(?: mir)?(?: bitte)? {text}(?: bitte)?(?: kurz)? zusammen|(?:(?:eine |kurze |gib mir )*(?:zusammenfassung|kurzfassung))(?: (?:von|vom|zu|zum|zur|der|des|über) {text}|:? {text})?
timeline (?:(?:zeig|zeige|mach|mache|gib|erstelle|erstell)(?: mir)? )?(?:eine |eine?n |'?nen |die |den )?(?:zeitleiste|chronologie|zeitstrahl|zeitachse|timeline)(?: (?:von|vom|zu|zum|zur|über|der|des|für|du|de)(?: ereignisse in)? {text}| {text})?
search (?:such|suche|suchen)(?: (?:nach|mir))?(?: (?:artikel|artikeln|berichte|meldungen)(?: (?:über|zu|zum|zur|nach|von))?)? {text}|(?:zeig|zeige|finde|find|gib|liste)(?: mir)?(?: alle)? (?:artikel|berichte|beiträge|meldungen) (?:über|zu|zum|zur|von|mit) {text}|artikel (?:über|zu|zum|zur) {text}
find (?:find|finde|such|suche)(?: mir)? (?:das|dieses|die) (?:zitat|genauen worte|worte|wörter|satz):? {text}
follow (?:die |den |alle )?(?:nachrichten|neuigkeiten|meldungen|news|alarme) (?:über|zu|zum|zur|von|vom|aus) {text} (?:bekommen|erhalten|haben|kriegen|abonnieren)
follow {news} (?:abonnieren|verfolgen|beobachten)
follow (?:folge|verfolge|abonniere|abonnier|beobachte)(?: (?:dem thema|das thema|den nachrichten über|nachrichten zu|für mich))*(?: {text})?
follow (?:sag|sage|gib|benachrichtige|benachrichtig|informier|informiere|melde|meld|erinnere|warne|schreib|schreibe)(?: (?:mir|mich|uns|dich))?(?: (?:bescheid|bitte|gleich|sofort))*,? (?:wenn|falls|sobald|über|zu|zum|zur|bei|vor) {text}
follow halte?(?: (?:mich|uns))? (?:beim|zum|im) thema {text} auf dem laufenden
follow halte?(?: (?:mich|uns))?(?: (?:bitte))? (?:über|zu|zum|zur|bei|bezüglich|auf dem laufenden über|auf dem laufenden zu|auf dem laufenden bei) {text}(?: auf dem laufenden)?|halte? (?:mich|uns) auf dem laufenden
unfollow (?:keine|nie|nie wieder|nichts)(?: (?:nachrichten|meldungen|neuigkeiten|news|alarme))?(?: mehr)? (?:über|zu|zum|zur|von|vom) {text}|(?:ich will|will|möchte|ich möchte)? ?(?:nichts|keine (?:nachrichten|meldungen|news)) mehr (?:über|zu|zum|zur|von|vom) {text}(?: (?:hören|wissen|lesen|haben|bekommen))?
unfollow (?:hör|höre) auf(?: (?:mir|mich|uns))?(?: (?:mit|über|zu|zum|zur|von|die|den|das))* {text}(?: (?:zeug|kram|sachen|news|meldungen|nachrichten))? zu (?:schicken|senden|schreiben|nerven|belästigen|erzählen)
unfollow (?:hör|höre) auf(?: (?:mit|mir))?(?: (?:den|die|der))?(?: (?:nachrichten|meldungen|news))?(?: (?:über|zu|zum|zur|von))? {text}|{text}(?:,? nervt)?,? (?:abbestellen|nicht mehr folgen|abmelden|entfolgen)|(?:abbestellen|entfolgen|abmelden)(?: {text})?|nicht mehr {text} folgen|stopp mit {text}
alerts:list (?:was|welche themen|welchen themen|welche alarme)(?: (?:abonniere|verfolge|folge|habe)) (?:ich|wir)(?: (?:abonniert|alles))?|(?:zeig mir |zeige |zeig )?(?:meine|alle) (?:themen|abos|abonnements|meldungen|alarme|benachrichtigungen)
alerts:pause (?:pausiere?|pausieren|stummschalten|stumm|ruhe|stille|schweig)(?: (?:alle|alles|das|es|sie|diese|die|meine|meldungen|benachrichtigungen|alarme|bitte|mal|kurz|doch))*(?: (?:bis|für) {until})?
alerts:resume (?:meldungen|benachrichtigungen|alarme|alles) wieder (?:an|ein|einschalten|anschalten|senden)|(?:weitermachen|fortsetzen|schalte (?:die )?(?:meldungen|benachrichtigungen) wieder (?:an|ein))
alerts:edit (?:mach|stell|stelle|änder|ändere|schick)(?: (?:das|es|sie|daraus|auf))*|(?:nur|lieber|stattdessen)
settings (?:(?:meine |die |zeig mir die |zeige )?einstellungen)|(?:stell|stelle|setz|setze|änder|ändere|ist)?(?: (?:meine|die))? ?zeitzone(?: (?:ist|auf|zu|nach|in|ändern))*(?: {zone})?
privacy (?:was|welche daten|welche informationen)(?: (?:weißt|speicherst|hast|sammelst|kennst)) du(?: (?:alles))?(?: (?:über|von) (?:mich|mir))?|datenschutz|speicherst du (?:meine )?(?:nachrichten|fragen|daten)
export (?:schick|schicke|gib|sende)(?: mir)?(?: bitte)? (?:alle )?(?:meine daten|eine kopie meiner daten|was du über mich (?:weißt|hast))|(?:meine )?daten (?:exportieren|herunterladen)|exportiere (?:meine )?daten
forget (?:lösch|lösche|entferne|vernichte)(?: bitte)? (?:alle )?(?:meine daten|alles(?: (?:über mich|von mir|was du über mich weißt))?|mich|was du über mich weißt)|vergiss (?:mich|alles über mich|was du über mich weißt)
sources (?:quellen|deine quellen|(?:was|welche) (?:sind deine quellen|quellen (?:hast|nutzt|verwendest) du|(?:zeitungen|medien|blätter|quellen|magazine)(?: (?:hast|liest|kennst|nutzt|gibt es|sind))?(?: (?:du|es|gespeichert|da))*)|woher (?:hast|nimmst|kommen|bekommst|stammen) (?:du )?(?:deine|die) (?:nachrichten|infos|informationen|meldungen|artikel))
sources (?:hast|liest|kennst) du (?:auch )?(?:die |den |das |der )?{by}
follow (?:gib|geb)(?: mir)? (?:laut|ein zeichen|nen tipp|einen tipp|ein signal|bescheid),? (?:wenn|sobald|falls) {text}|(?:ich )?(?:will|möchte|würde gern)(?: (?:alles|gern))?(?: (?:über|zu|zum|zur|von)) {text} (?:wissen|mitbekommen|erfahren|mitkriegen|informiert werden)|(?:behalt|behalte) {text} (?:für mich )?im auge
unfollow {text} (?:interessiert mich nicht(?: mehr)?|kann weg|nervt(?: nur noch)?)(?:,? (?:bitte )?(?:lass es|abbestellen|weg damit|stopp))?|(?:nimm|streich|streiche)(?: (?:mich|mir))?(?: (?:von|aus|bei))? {text}(?: (?:aus der liste|raus|runter|von der liste))|(?:lass mich|verschon mich) (?:in ruhe )?mit {text}(?: in ruhe)?
unfollow (?:nimm|streich|lösch)e? {text} (?:aus|von) (?:meinen|den|der|unseren) (?:meldungen|themen|alarmen|abos|liste|benachrichtigungen)
alerts:list was (?:hab|habe) ich(?: (?:eigentlich|denn|hier|überhaupt))* (?:abonniert|alles)|(?:wo|wofür|bei was) bin ich(?: überhaupt| eigentlich)* (?:angemeldet|dabei)
summary {text} (?:in kurz|kurz zusammengefasst|in kürze|auf den punkt(?: gebracht)?|in (?:zwei|drei|ein paar) sätzen)|(?:das wichtigste|kurz das wichtigste) (?:zu|zum|zur|über) {text}
timeline {text} (?:der reihe nach|in zeitlicher (?:reihenfolge|abfolge)|chronologisch|nach datum|tag für tag)|(?:ablauf|abfolge) (?:der ereignisse )?(?:von|vom|bei|beim|in|im|der|des) {text}
search (?:alles|was hast du|gib mir alles|zeig alles)(?: was (?:du hast|gespeichert ist))? (?:zu|zum|zur|über) {text}
latest was (?:läuft|geht|tut sich|ist so los|steht)(?: (?:gerade|so|denn|heute|grad|in der welt|auf der welt|in den nachrichten|in der zeitung|ab))*
privacy (?:speicherst|merkst|liest|sammelst|protokollierst) du(?: (?:alles|dir|mit))*(?: (?:was ich schreibe|was ich frage|über mich|meine .*))?
`

const french = `
follow (?:on |je |nous )(?:veut|veux|voudrait|voudrais|voulons|aimerait|aimerais)(?: (?:avoir|recevoir|toutes|tous))*(?: (?:les|des))? (?:news|nouvelles|infos|actus|actualités|alertes) (?:sur|de|du|des) {text} (?:ici|dans ce (?:salon|canal|groupe|chat))
follow (?:préviens|avertis|alerte|dis)(?:[- ](?:moi|nous))? (?:s'il|quand il|dès qu'il|si ça|s'il) ?y a (?:du nouveau|du neuf|des nouvelles|des infos|quelque chose)(?: (?:de neuf|de nouveau))? (?:sur|avec|pour|concernant|à propos de) {text}
alerts:pause (?:suspendre|couper|arrêter|désactiver) (?:les|mes|toutes les) (?:alertes|notifications|notifs)
follow (?:je )?(?:veux|voudrais) (?:pas|rien) (?:rater|louper|manquer)(?: (?:les|des|aucune?))?(?: (?:news|infos|nouvelles|actus))?(?: (?:sur|de|du|des))? {text}|ping(?:ue)?[- ](?:moi|nous),? (?:dès qu'|dès que |quand |si ){text}|(?:mets|crée|ajoute)[- ](?:moi|nous) (?:une )?alerte (?:sur|pour|de) {text}
unfollow (?:vire|retire|supprime|enlève|coupe)(?:[- ]moi)? (?:le sujet|les alertes?(?: sur)?|les infos(?: sur)?|les news(?: sur)?) {text}|(?:je |j')?(?:ne )?(?:veux|veut) plus (?:entendre parler|rien savoir|de nouvelles|d'infos) (?:de la|de|du|des|sur) {text}
unfollow (?:vire|retire|supprime|enlève) {text} de (?:mes|la|nos|cette) (?:alertes|notifications|notifs|liste|sujets|abonnements)
summary (?:fais (?:court|simple|bref) (?:sur|pour)|(?:donne[- ](?:moi|nous) |c'est quoi |dis[- ]moi |quel est )?l'essentiel (?:de|du|des|sur)) ?{text}
summary (?:raconte|explique|dis)(?:[- ](?:moi|nous))? (?:en bref|vite fait|rapidement|brièvement)(?: (?:sur|de))? {text}
search (?:trouve|cherche|sors|montre)(?:[- ](?:moi|nous))? (?:des|quelques|tous les) (?:trucs?|choses?|papiers|articles) (?:sur|à propos de|de) {text}
settings (?:change|règle|corrige|mets)(?: (?:l'heure|mon heure|l'horloge)),? (?:je suis|j'habite|je vis) (?:à|en|au|aux) {zone}
alerts:list (?:montre|liste|affiche)(?:[- ]moi)? (?:mes|les) (?:abonnements|alertes|sujets|suivis)|à quels? (?:sujets?|thèmes?|alertes?) (?:je suis|suis-je|on est) (?:inscrite?s?|abonnée?s?)
alerts:pause (?:coupe|arrête|suspends?) (?:les|mes) (?:alertes|notifications|notifs) (?:jusqu'à|jusqu'au|pendant|pour) ?{until}
forget vire (?:toutes )?mes (?:infos|données)
privacy (?:est-ce que )?(?:c'est|ici c'est|cette conversation est) (?:confidentiel|privé|anonyme|sûr)(?:le)?(?: ici)?
compare! (?:compare|comparez)(?: (?:ce que|comment))?(?: (?:les|la))? (?:médias|journaux|couverture)(?: (?:disent|racontent|parlent))? (?:(?:de|du|des|sur) |d')?{text}|que disent (?:de différent )?les (?:médias|journaux)(?: de différent)?(?: (?:de|du|des|sur))? {text}
help (?:aide|aide[- ]moi|à l'aide|au secours|commandes|mode d'emploi|(?:que|qu'est-ce que) (?:peux[- ]tu|tu peux|sais[- ]tu|tu sais)(?: faire)?|tu (?:sais|peux) faire quoi|à quoi (?:tu sers|sers-tu|ça sert)|comment (?:ça|ca|cela) (?:marche|fonctionne)|comment (?:t'utiliser|je t'utilise|utiliser ce bot)|que puis-je (?:te )?demander)
latest (?:(?:les |dernières |dernieres |nouvelles |donne-moi |montre-moi |quelles sont |quelles |quoi |toutes |des |mes )*(?:nouvelles|infos|informations|actualités|actualites|actus?|titres|gros titres|news|unes?)(?: (?:du jour|d'aujourd'hui|aujourd'hui|du moment|du monde|s'il vous plaît))*)
latest (?:quoi de neuf|du nouveau|rien de neuf|qu'est-ce qu'il y a de (?:neuf|nouveau)|(?:que|qu'est-ce qui) (?:se passe|s'est passé|se passe-t-il)(?: (?:aujourd'hui|dans le monde))*|que se passe-t-il(?: (?:aujourd'hui|dans le monde))*|qu'est-ce que j'ai raté)(?: aujourd'hui)?
latest (?:(?:donne|montre|dis)-moi )?(?:quelle est )?(?:la )?(?:toute )?dernière (?:nouvelle|info|actu|dépêche)
latest (?:les )?(?:nouvelles|infos|actualités|titres|actus) (?:de|du|des|sur|d'|chez|par) ?(?:la |le |les |l')?{by}
summary (?:résum\w*|resum\w*)(?:[- ]moi)?(?: (?:ça|cela|moi))?(?: (?:de|du|des|sur))?:?(?: {text})?|(?:fais(?:[- ]moi)? |donne-moi )?(?:un |le )?(?:court |petit |bref )?résumé(?: (?:(?:de|du|des|sur) |d'){text}|:? {text})?
timeline (?:(?:fais|montre|donne|dessine)(?:[- ]moi)? )?(?:une |la )?(?:chronologie|frise(?: chronologique)?|ligne du temps)(?: (?:(?:de|du|des|sur) |d')?{text})?
search (?:cherche|recherche|rechercher|chercher)(?:[- ]moi)?(?: (?:des |les )?(?:articles|nouvelles|papiers)(?: (?:sur|de|à propos de))?)? {text}|(?:montre|trouve|donne|liste)(?:[- ]moi)? (?:les |des |tous les )?(?:articles|nouvelles|papiers) (?:sur|à propos de|de) {text}|(?:des )?articles sur {text}
find (?:trouve|cherche|retrouve)(?:[- ]moi)? (?:la |cette |les )?(?:citation|phrase|mots exacts|mots):? {text}
follow (?:suis|suivre|surveille|suivez)(?: (?:l'actualité|les nouvelles|le sujet))?(?: (?:de|du|des|sur))? {text}|(?:abonne[- ](?:moi|nous)|je m'abonne|s'abonner|abonnement)(?: (?:à|au|aux|a))? {text}
follow (?:tiens|tenez|garde)[- ](?:moi|nous) (?:au courant|informés?|à jour|au jus)(?: (?:(?:de|du|des|sur|pour|à propos de) |d'){text})?
follow (?:préviens|previens|prévenez|avertis|alerte|notifie|dis|informe|rappelle|signale|écris)[- ](?:moi|nous),? (?:quand|si|lorsque|dès que|des que|de|du|des|sur|à propos de|pour|s'il|s'ils|qu'il) {text}
follow (?:envoie|envoyez|donne)[- ](?:moi|nous) (?:les |des )?(?:nouvelles|infos|alertes|actualités) (?:(?:de|du|des|sur|à propos de) |d'){text}|je (?:veux|voudrais) (?:être (?:prévenu|averti|informé)|des (?:alertes|nouvelles)) (?:de|du|des|sur|quand|si) {text}
follow recevoir (?:des |les |toutes les )?(?:nouvelles|infos|alertes|actualités) (?:sur|de|du|des|à propos de) {text}
unfollow (?:arrête|cesse|stop)(?: (?:de|d'))? ?(?:me parler|m'envoyer|m'écrire|me prévenir|suivre|les alertes|les nouvelles|des nouvelles)(?: (?:(?:des|les|tes|vos) )?(?:trucs?|choses?|messages?|notifs?|nouvelles|infos|alertes))? (?:(?:de la|des|de|du|sur la|sur le|sur les|sur) |de l'|sur l'|d')?{text}
unfollow (?:arrête|arrêtez|stop|lâche-moi|c'est bon) avec(?: (?:tes|vos|ces|les) (?:trucs|histoires|infos|news|alertes) (?:de|sur))? {text}|(?:plus|pas|assez) (?:de|d')(?: (?:nouvelles|alertes|infos))?(?: (?:de|du|des|sur))? {text}|je ne veux plus (?:rien|de nouvelles|d'alertes|entendre parler|savoir|d'infos)(?: (?:de|du|des|sur))? {text}|(?:désabonne|desabonne)(?:[- ]moi|r|s)?(?: (?:de|du|des|d'))?(?: ?{text})?|ne (?:suis|me parle) plus(?: (?:de|du|des))? {text}
alerts:list (?:(?:montre-moi |liste |quelles sont )?(?:mes|les) (?:alertes|abonnements|sujets))|qu'est-ce que je suis|(?:quels|quelles) (?:sujets|alertes|thèmes) (?:je suis|est-ce que je suis|suis-je|ai-je|j'ai)|que suis-je
alerts:pause (?:(?:mets|mettre)(?:-(?:le|la|les))? (?:(?:mes |les )?(?:alertes|notifications) |ça |cela |tout )?en pause|pause|silence|suspends? (?:mes |les )?alertes|tais-toi)(?: (?:jusqu'à|jusqu'au|pendant|jusqu'en) ?{until})?
alerts:resume (?:réactive|reactive|reprends|remets|relance)(?: (?:mes|les))*(?: (?:alertes|notifications))?(?: en marche)?
settings (?:(?:mes |les )?(?:paramètres|parametres|réglages|préférences))|(?:mets|change|règle|définis)?(?: (?:mon|le))? ?fuseau(?: horaire)?(?: (?:est|sur|à|en|de))*(?: {zone})?
privacy (?:que sais-tu|qu'est-ce que tu sais|que gardes-tu|(?:quelles|quelle) (?:données|informations) (?:gardes-tu|as-tu|tu gardes|tu as|conserves-tu))(?: (?:de|sur) moi)?|confidentialité|vie privée|protection des données
export (?:envoie|donne|exporte|télécharge)(?:[- ]moi)?(?: (?:toutes|une copie de))? ?mes données|exporter(?: mes données)?
forget (?:supprime|efface|détruis)(?: (?:toutes|tout))?(?: (?:mes données|ce que tu sais (?:sur|de) moi|sur moi|à mon sujet))|oublie[- ]moi|oublie tout (?:sur moi|ce que tu sais (?:sur|de) moi)
sources (?:sources|tes sources|(?:quels|quelles|quelle)(?: (?:sont|est))?(?: (?:tes|les))? (?:journaux|sources|médias|titres)(?: (?:as-tu|tu as|lis-tu|tu lis|avez-vous|sont|utilises-tu|disponibles))*|d'où (?:viennent|viens|tires-tu|sortent) (?:tes |les )?(?:nouvelles|infos|informations|articles)|où (?:trouves-tu|prends-tu) (?:tes |les )?(?:nouvelles|infos))
sources (?:tu as|as-tu|avez-vous|tu lis|lis-tu)(?: (?:aussi))? (?:le |la |les |l')?{by}
follow (?:dis|fais|donne)(?:-| )moi(?: (?:signe|savoir|un signe))? (?:dès|quand|si|lorsque)(?: (?:que|qu'il|qu'on|il))?(?: ?(?:il )?y a (?:du neuf|du nouveau|quelque chose|des nouvelles) (?:sur|à|dans|avec|de))? {text}|(?:je veux|j'aimerais|je voudrais) (?:être (?:prévenue?|avertie?|informée?|au courant)(?: (?:de|si|quand|sur|pour))?|tout savoir (?:sur|de)|suivre) {text}|garde un œil sur {text}
unfollow (?:j'en ai (?:marre|assez)|marre|ras le bol)(?: (?:de|du|des))? {text}(?:,? (?:arrête|stop|enlève ça))?|(?:retire|enlève|désinscris)(?:-| )moi (?:de|du|des) {text}|(?:ne )?m'envoie plus rien (?:sur|de) {text}
alerts:list (?:je suis|on est|suis-je) abonnée?s? à quoi(?: déjà)?|à quoi (?:je suis|suis-je|on est) abonnée?s?(?: déjà)?|qu'est-ce que je suis(?: déjà)?
summary (?:fais|donne)(?:-| )moi un (?:topo|point|récap|résumé|petit topo) (?:sur|de|du) {text}|{text} en (?:bref|deux mots|quelques mots|gros|résumé)
timeline {text} (?:dans l'ordre(?: chronologique)?|par ordre chronologique|date par date|jour par jour)|(?:le )?(?:déroulé|fil) (?:des événements )?(?:de|du|des) {text}
search (?:tout ce que tu as|sors-moi tout|montre tout)(?: ce que tu as)? (?:sur|à propos de) {text}
latest (?:il se passe quoi|ça dit quoi|ça raconte quoi|quoi de beau|qu'est-ce qu'on raconte)(?: (?:dans le monde|aujourd'hui|de beau|en ce moment|aux infos))*
sources (?:tu lis|t'as|tu as|tu utilises|tu prends) quels? (?:journa(?:ux|l)|médias?|sources?|titres?)|(?:ça vient d'où|d'où viennent) (?:tes|les) (?:infos|nouvelles|articles)
privacy (?:tu )?(?:enregistres|gardes|stockes|notes|conserves)(?:-tu)? (?:ce que (?:j'écris|je dis|je demande)|mes .*|tout)
`

const spanish = `
follow (?:queremos|quiero|quisiera|quisiéramos)(?: (?:recibir|tener|ver|las|todas))* (?:noticias|novedades|alertas|avisos) (?:del|de|sobre) {text} (?:aquí|acá|por aquí|en este (?:canal|grupo|chat))
follow (?:no )?(?:me )?quiero perder(?:me)? nada (?:de|del|sobre) {text}|no (?:me )?quiero perder(?:me)? nada (?:de|del|sobre) {text}|(?:quiero )?enterarme de todo(?: lo)? (?:de|del|sobre) {text}|enterarme (?:si|cuando|en cuanto) {text}|(?:ponme|pon|crea|hazme) una alerta (?:de|del|sobre|para) {text}
unfollow (?:quita|elimina|saca) (?:el tema|los avisos|las alertas|las noticias)(?: (?:de la|de|del|sobre))? {text}|(?:ya )?me cansé de(?: (?:las|los))?(?: (?:noticias|avisos|alertas))?(?: (?:de|del|sobre))? {text}|(?:dame|date|darme) de baja (?:de|del)(?: lo de)? {text}
summary (?:dame|dime|cuéntame) (?:lo esencial|lo más importante|lo básico|lo principal) (?:de|del|sobre) {text}|resumen (?:corto|rápido|breve) (?:de|del|sobre) {text}
summary (?:cuéntame|cuenta|explícame|dime) (?:rápido|rápidamente|brevemente|en breve)(?: (?:sobre|de|lo de|lo del|del))? {text}
settings (?:cambia|ajusta|corrige|arregla) (?:la|mi) hora,? (?:vivo|estoy) en {zone}
alerts:list (?:a|en) (?:qué|que|cuáles) (?:temas|cosas|alertas) (?:estoy|estamos) (?:apuntad[oa]s?|suscrit[oa]s?|inscrit[oa]s?)|qué sigo(?: (?:yo|aquí|ya))*
forget (?:bórrame|elimíname|quítame) de(?: tu| tus|l| la)? (?:sistema|base(?: de datos)?|registros?|memoria)
help qué tengo que (?:escribir|poner|decir)(?:te)?
compare! compara(?: (?:cómo|lo que))?(?: (?:los|la))? (?:medios|periódicos|diarios|cobertura)(?: (?:cuentan|dicen|informan))?(?: (?:de|del|sobre))? {text}|qué dicen (?:de distinto |de diferente )?los (?:medios|periódicos|diarios)(?: (?:de distinto|de diferente))? (?:sobre|de|del) {text}
help (?:para qué sirv(?:es|e(?: (?:esto|este bot|el bot))?)|ayuda|ayúdame|ayudame|comandos|instrucciones|qué (?:puedes|sabes|puedo) (?:hacer|preguntar|preguntarte)|que (?:puedes|sabes|puedo) (?:hacer|preguntar)|(?:cómo|como) (?:funciona|funcionas|se usa|te uso|uso)(?: (?:esto|este bot|el bot))?)
latest (?:(?:las |los |últimas |ultimas |últimos |dame |dime |muéstrame |muestrame |cuáles son |alguna |hay |más |principales |qué |que )*(?:noticias|titulares|novedades|novedad|actualidad)(?: (?:de última hora|de ultima hora|de hoy|hoy|del día|del dia|del momento|hay|del mundo|ahora))*)
latest (?:qué|que) (?:hay (?:de nuevo|de nuevas|hoy)|pasa|pasó|paso|ha pasado|está pasando|esta pasando|ocurre|me (?:perdí|he perdido))(?: (?:hoy|en el mundo|por el mundo))*
latest (?:(?:dame|dime|muéstrame) )?(?:cuál es )?(?:la )?[uú]ltima noticia
latest (?:las )?(?:noticias|titulares|novedades|últimas|lo último) (?:de|del|en|desde|por) (?:la |el |los |las )?{by}
latest (?:noticias|titulares) de (?P<named>el (?:país|pais|mundo|universal|comercio|tiempo|confidencial)|la (?:vanguardia|nación|razón|jornada))
summary (?:resume|resumir|resúme(?:lo|la|me)?|resume(?:lo|la|me))(?: (?:de|esto|eso))?:?(?: {text})?|(?:dame |haz |hazme )?(?:un |el )?(?:breve |corto )?resumen(?: (?:de|del|sobre) {text}|:? {text})?
timeline (?:(?:haz|hazme|dame|muéstrame|muestrame|muestra)(?: me)? )?(?:una |la )?(?:cronología|cronologia|línea (?:de tiempo|del tiempo|temporal)|linea (?:de tiempo|del tiempo|temporal))(?: (?:(?:de|del|sobre) )?{text})?
search (?:busca|buscar|búscame|buscame)(?: (?:los |las )?(?:artículos|articulos|noticias)(?: (?:sobre|de|acerca de))?)? {text}|(?:muéstrame|muestrame|encuentra|dame|lista)(?: (?:los|las|todos los))? (?:artículos|articulos|noticias|notas) (?:sobre|acerca de) {text}|artículos sobre {text}
find (?:encuentra|busca|halla)(?: (?:la|esta|las))? (?:cita|frase|palabras exactas|palabras):? {text}
follow (?:sigue|seguir|síguele la pista a)(?: (?:las noticias|el tema|la actualidad))?(?: (?:de|del|sobre))? {text}|(?:suscríbeme|suscribeme|suscríbenos|suscribirme|suscribir|apúntame)(?: (?:a|al))? {text}
follow (?:mantenme|manténme|mantennos|tenme|tienme|téngame|ponme)(?: (?:al tanto|informado|informada|al día|al corriente|actualizado))(?: (?:de|del|sobre|con) {text})?
follow (?:avísame|avisame|avísanos|notifícame|notificame|alértame|alertame|dime|dígame|infórmame|informame|recuérdame|escríbeme)(?:,)? (?:cuando|si|en cuanto|apenas|de|del|sobre|siempre que) {text}
follow recibir (?:las |los |más )?(?:noticias|alertas?|avisos|novedades) (?:de|del|sobre) {text}
follow (?:envíame|enviame|mándame|mandame|quiero|dame|pon)(?: (?:recibir|tener|las|una))* (?:noticias|alertas?|avisos|novedades) (?:de|del|sobre|cuando|para) {text}
unfollow (?:deja de|dejar de|para de|parar de)(?: (?:hablarme|hablar|contarme|enviarme|mandarme|avisarme|seguir|informarme))(?: (?:noticias|alertas|avisos))?(?: (?:de|del|sobre|con))? {text}
unfollow (?:no más|no mas|basta de|ya no más|ya no quiero|no quiero)(?: (?:más|mas|saber|saber más|saber mas|noticias|alertas|avisos|recibir|oír|oir|nada))*(?: (?:de|del|sobre))? {text}|(?:cancelar?|cancela|anula|quita|elimina|borra)(?: (?:mi|la|las|el|mis))* (?:suscripción|suscripcion|alertas?|avisos)(?: (?:de|del|a|al|sobre))?(?: {text})?|(?:desuscribir(?:me)?|darme de baja|date de baja)(?: (?:de|del) {text})?
unfollow (?:quita|saca|elimina|borra) {text} de (?:mis|las|la|nuestras) (?:alertas|notificaciones|avisos|temas|lista|suscripciones)
alerts:list (?:(?:muéstrame |lista |cuáles son |ver )?(?:mis|las) (?:alertas|suscripciones|avisos|temas))|(?:qué|que|cuáles|cuales)(?: (?:temas|alertas|cosas))? (?:sigo|estoy siguiendo|seguimos|tengo)
alerts:pause (?:pon(?:lo|la|los|las)? en pausa|(?:pausa|pausar|páusalo|silencia|silenciar|detén|suspende)(?: (?:mis|las|todas|eso|esto|todo))*(?: (?:alertas|avisos|notificaciones))?|silencio|cállate)(?: (?:hasta|por|durante)(?: (?:el|la))? {until})?
alerts:resume (?:reactiva|reanuda|activa de nuevo|vuelve a activar|continúa|enciende)(?: (?:mis|las))*(?: (?:alertas|avisos|notificaciones))?(?: de nuevo)?
settings (?:(?:mis |los |la )?(?:ajustes|configuración|configuracion|preferencias))|(?:pon|cambia|fija|establece|configura)?(?: (?:mi|la))? ?zona horaria(?: (?:es|en|a|de))*(?: {zone})?
privacy (?:qué|que|cuánto|cuanto)(?: (?:datos|información|cosas))? (?:sabes|guardas|tienes|almacenas|conoces)(?: (?:de|sobre) (?:mí|mi))?|privacidad|protección de datos
export (?:envíame|enviame|mándame|mandame|dame|exporta|descarga|exportar|descargar)(?: (?:todos|una copia de))? ?mis datos
forget (?:borra|elimina|suprime|quita)(?: (?:todos|todo))?(?: (?:mis datos|lo que sabes (?:de|sobre) (?:mí|mi)|sobre (?:mí|mi)|de (?:mí|mi)))|(?:olvídame|olvidame|olvídate de mí|olvidate de mi|olvida todo (?:sobre|de) (?:mí|mi))
sources (?:fuentes|tus fuentes|(?:qué|que|cuáles|cuales)(?: (?:son|es))?(?: (?:tus|las))? (?:periódicos|periodicos|diarios|fuentes|medios)(?: (?:tienes|lees|usas|hay|están|conoces))*|de dónde (?:sacas|vienen|son|salen|obtienes) (?:las |tus )?noticias)
sources (?:tienes|lees|tenéis|usas)(?: (?:también))? (?:a )?(?:el |la |los )?{by}
sources (?:tienes|lees) (?P<named>el (?:país|pais|mundo|universal|tiempo)|la (?:vanguardia|nación|jornada))
follow (?:quiero|me gustaría) (?:saber|enterarme de|estar al tanto de)(?: todo)?(?: lo que (?:salga|pase))?(?: (?:sobre|de|del|con))? {text}|(?:dime|avisa|escríbeme|mándame algo|hazme saber)(?: algo)? (?:cuando|si|en cuanto) {text}|(?:no pierdas de vista|vigila|échale un ojo a) {text}
unfollow (?:ya )?no me (?:mandes|avises|cuentes|escribas|envíes|interesa|des)(?: más)?(?: nada)?(?: (?:de|del|sobre|con))? {text}|(?:estoy )?(?:hart[oa]|cansad[oa]|aburrid[oa]) (?:de|del) {text}(?:,? (?:quítalo|para|basta))?|(?:quítame|sácame|bórrame) (?:de|del|las alertas de) {text}
alerts:list (?:a qué|en qué) (?:estoy|estamos) (?:suscrit[oa]s?|apuntad[oa]s?)|qué (?:es lo que )?(?:sigo|tengo apuntado)(?: (?:yo|aquí|ya))?
summary {text} en (?:resumen|pocas palabras|corto|dos líneas|breve)|(?:cuéntame|dime)(?: lo)? (?:en corto|resumido|lo básico)(?: (?:de|sobre))? {text}|ponme al día (?:con|de|sobre) {text}
timeline {text} (?:por|en) orden(?: (?:cronológico|de fechas?|de fecha))?|{text} (?:día a día|paso a paso|fecha por fecha)
search (?:saca|muéstrame|dame|enséñame|busca) todo(?: lo que (?:tengas|haya))? (?:sobre|de) {text}
latest qué se (?:cuenta|cuece|dice|comenta|sabe)(?: (?:hoy|por ahí|en el mundo|en las noticias|por el mundo|de nuevo))*|qué (?:está pasando|pasa)(?: (?:hoy|ahora|en el mundo|por ahí))*
forget (?:bórrame|elimíname|quítame)(?: (?:de|del) (?:tu|tus|la|el) (?:base(?: de datos)?|registros?|sistema|memoria))?
privacy (?:guardas|almacenas|registras|anotas) (?:lo que (?:escribo|digo|pregunto)|mis .*)
`

const italian = `
follow (?:vogliamo|voglio|vorremmo|vorrei)(?: (?:ricevere|avere|le|tutte))* (?:notizie|novità|avvisi|aggiornamenti) (?:di|del|della|dei|su|sul|sulla|sui) {text} (?:qui|qua|in questo (?:canale|gruppo|chat))
alerts:list (?:(?:mostrami |elenca |quali sono )?(?:le mie|i miei) (?:notifiche|iscrizioni|allerte|alert|avvisi|temi))
alerts:pause (?:sospendere|silenziare|disattivare|disattiva) (?:le|gli|tutte le|le mie|i miei) (?:notifiche|avvisi)
follow non (?:mi )?voglio perder(?:mi)? niente (?:su|sul|sulla|sui|sulle|di|del|della|dei) {text}|(?:mi|ci) (?:avverti|avvisi|dici) (?:se|quando|appena) {text}|(?:mettimi|metti|crea) un (?:avviso|allarme|alert) (?:su|sul|sulla|sui|sulle|per) {text}|voglio sapere tutto (?:su|sul|sullo|sulla|sui|sulle|di|del|della) {text}
unfollow (?:togli|leva|elimina) (?:l'argomento|il tema|gli avvisi(?: su)?|le notizie(?: su)?) {text}|(?:mi sono|sono) stuf(?:at)?[oa] (?:delle notizie|degli avvisi)? ?(?:di|del|della|dei|su|sul|sulla|sui) {text}(?:,? (?:togli|basta|togliamo|levali))?|(?:levami|toglimi|disiscrivimi) (?:dagli avvisi|dalla roba|dalle notizie)(?: (?:su|sul|sulla|sui|di|del|della))? {text}|non m(?:i |')interessa più (?:il |la |lo |l'|i |gli |le )?{text}
unfollow (?:togli|toglimi|leva|levami|elimina|cancella) {text} (?:dalle|dai|dagli|dalla)(?: (?:mie|miei|mia))? (?:notifiche|avvisi|temi|argomenti|lista)
summary dammi l'essenziale (?:di|del|della|dei|su|sul|sulla) {text}|riassunto (?:veloce|breve|rapido) (?:di|del|della|dei|su|sul|sulla) {text}
summary (?:raccontami|spiegami|dimmi) (?:in breve|brevemente|velocemente|al volo)(?: (?:di|del|della|su|sul|sulla))? {text}
search (?:dammi|mostrami|cerca|cercami) (?:tutto|qualcosa) (?:su|sul|sullo|sulla|sui|sugli|sulle) {text}
latest (?:che|cosa) (?:succede|c'è)(?: (?:in giro|nel mondo|di nuovo|nelle notizie|oggi))+|aggiornami(?: (?:sulle notizie|un po'))?
settings (?:cambia|correggi|sistema|imposta) (?:l'ora|l'orario),? (?:vivo|abito|sono) (?:a|in) {zone}
alerts:list (?:fammi vedere|mostrami) (?:i miei|gli) (?:abbonamenti|avvisi|argomenti|temi)|a quali (?:argomenti|temi|cose) sono (?:iscritt[oa]|abbonat[oa])
forget (?:butta via|elimina|cancella) (?:tutti )?i miei dati
compare! confronta(?: (?:come|cosa))?(?: (?:le|i|la))? (?:testate|giornali|media|copertura)(?: (?:raccontano|dicono|parlano))?(?: (?:di|del|della|su|sul|sulla))? {text}|cosa dicono (?:di diverso )?(?:le|i) (?:testate|giornali|media)(?: di diverso)? (?:di|del|della|su|sul|sulla) {text}
help (?:a cosa servi|a che servi|aiuto|aiutami|comandi|istruzioni|(?:cosa|che cosa|che) (?:puoi|sai|posso) (?:fare|chiederti|chiedere)|come (?:funziona|funzioni|si usa|ti uso)(?: (?:questo|il bot|questo bot))?)
latest (?:(?:le |gli |ultime |ultimi |ultimissime |dammi |dimmi |mostrami |quali sono |ci sono |altre |principali )*(?:notizie|novità|novita|titoli|news)(?: (?:di oggi|oggi|del giorno|del momento|dal mondo|adesso))*)
latest (?:che c'è di (?:nuovo|bello)|cosa c'è di nuovo|che si dice|qualcosa di nuovo|(?:cosa|che cosa|che) (?:succede|è successo|sta succedendo|mi sono perso)(?: (?:oggi|nel mondo))*)
latest (?:(?:dammi|dimmi|mostrami) )?(?:qual è )?(?:l'|la )?ultima notizia
latest (?:le )?(?:notizie|novità|titoli|ultime) (?:da|dal|dalla|di|del|della|su) ?(?:la |il |lo )?{by}
summary (?:riassumi(?:lo|la|mi)?|riassumere|sintetizza)(?: (?:questo|ciò))?:?(?: {text})?|(?:fammi |dammi |fai )?(?:un |il )?(?:breve )?(?:riassunto|sunto|riepilogo)(?: (?:(?:di|del|della|dei|delle|sul|sulla|su) |dell')?{text})?
timeline (?:(?:fammi|fai|dammi|mostrami|crea) )?(?:una |la )?(?:cronologia|linea (?:del tempo|temporale)|timeline)(?: (?:(?:di|del|della|dei|delle|sul|sulla|su) |dell')?{text})?
search (?:cerca|cercami|cercare)(?: (?:gli |le )?(?:articoli|notizie)(?: (?:su|sul|sulla|sui|sulle|sugli|di))?)? {text}|(?:mostrami|trova|trovami|dammi|elenca)(?: (?:gli|le|tutti gli))? (?:articoli|notizie) (?:(?:su|sul|sulla|sui|sulle|sugli|di) |sull'){text}|articoli (?:su|sul|sulla|sui|sulle|sugli) {text}
find (?:trova|cerca|trovami)(?: (?:la|questa|le))? (?:citazione|frase|parole esatte|parole):? {text}
follow (?:segui|seguire)(?: (?:le notizie|il tema))?(?: (?:su|sul|sulla|di))? {text}|(?:iscrivimi|abbonami|abbonaci)(?: (?:a|al|alla|alle|ai))? {text}
follow (?:tienimi|tieni|tienici|mantienimi)(?: (?:aggiornato|aggiornata|informato|informata|al corrente))(?: (?:(?:su|sul|sulla|sui|sulle|di) |sull'){text})?
follow (?:avvisami|avvisaci|avvertimi|notificami|dimmi|informami|ricordami|scrivimi|allertami),? (?:quando|se|appena|non appena|di|del|della|su|sul|sulla|sui|sulle) {text}
follow ricevere (?:le |gli |degli )?(?:notizie|avvisi|allerte|aggiornamenti|novità) (?:sull'|(?:sulla|sulle|sui|sul|su|di) ){text}
follow (?:mandami|inviami|voglio|dammi)(?: (?:ricevere|avere|le|degli|gli))* (?:notizie|avvisi|allerte|aggiornamenti|novità) (?:(?:su|sul|sulla|sui|sulle|di|quando|per) |sull'){text}
unfollow non (?:seguire|seguo|voglio (?:più )?seguire)(?: più)?(?: (?:la|il|lo|i|gli|le))? {text}
unfollow (?:smetti di|smettila di|smettere di)(?: (?:parlarmi|parlare|mandarmi|inviarmi|avvisarmi|seguire|dirmi))(?: (?:notizie|avvisi))?(?: (?:di|del|della|su|sul|sulla|sui))? {text}
unfollow (?:basta|non voglio più|non voglio piu|niente più|mai più)(?: (?:notizie|avvisi|sapere|sapere niente|sentire parlare|sentire|ricevere|niente|con))*(?: (?:di|del|dello|della|dei|delle|su|sul|sulla|sui|sulle|con))? {text}|(?:disiscrivimi|disiscrivi|disdici|annulla l'iscrizione|cancellami)(?: (?:da|dal|dalla|a))?(?: {text})?
alerts:list (?:(?:mostrami |elenca |quali sono )?(?:i miei|gli|i) (?:avvisi|abbonamenti|argomenti|temi))|(?:cosa|che cosa|quali (?:argomenti|temi|avvisi)) (?:seguo|sto seguendo|seguiamo|ho)
alerts:pause (?:(?:metti|mettere|mettilo|mettila|mettili)(?: (?:questo|tutto))? in pausa(?: (?:gli|i miei))?(?: (?:avvisi|notifiche))?|(?:sospendi|silenzia)(?: (?:gli|i miei|le))?(?: (?:avvisi|notifiche))?|pausa|silenzio|zitto)(?: (?:fino a|fino al|per) {until})?
alerts:resume (?:riattiva|riprendi|riaccendi)(?: (?:gli|i miei|le|tutti))*(?: (?:avvisi|notifiche))?
settings (?:(?:le |le mie )?impostazioni|preferenze)|(?:imposta|cambia|metti)?(?: (?:il|il mio))? ?fuso(?: orario)?(?: (?:è|su|a|in))*(?: {zone})?
privacy (?:cosa|che cosa|quali dati|quanto|che dati) (?:sai|conservi|tieni|salvi|hai)(?: (?:di|su) me)?|privacy|riservatezza|protezione dei dati
export (?:mandami|inviami|dammi|esporta|scarica|esportare)(?: (?:tutti|una copia dei))? ?(?:i )?miei dati
forget (?:cancella|elimina|rimuovi)(?: (?:tutti|tutto))?(?: (?:i miei dati|quello che sai (?:di|su) me|ciò che sai di me|su di me))|(?:dimenticami|dimentica tutto (?:di|su) me)
sources (?:fonti|le tue fonti|(?:quali|che|cosa)(?: (?:sono|giornali sono))?(?: (?:le tue|i tuoi|le))? ?(?:giornali|fonti|testate|quotidiani)(?: (?:hai|leggi|usi|ci sono|conosci))*|da dove (?:prendi|vengono|arrivano) (?:le |le tue )?notizie|dove prendi (?:le )?notizie)
sources (?:hai|leggi|usi)(?: (?:anche))? (?:il |la |lo |l')?{by}
follow (?:fammi|facci) sapere (?:quando|se|appena|di|qualcosa su) {text}|(?:voglio|vorrei) (?:sapere tutto|essere (?:avvisat[oa]|aggiornat[oa]|informat[oa]))(?: (?:su|sul|sulla|di|del|della|se|quando))? {text}|(?:tieni d'occhio|dai un'occhiata a) {text}
unfollow (?:smettila|piantala|basta) (?:di|con)(?: (?:mandarmi|scrivermi|parlarmi))?(?: (?:roba|notizie|cose|messaggi))?(?: (?:su|sul|sulla|di|del|della|il|la|le))* {text}|(?:sono )?(?:stuf[oa]|stanc[oa]) (?:di|del|della) {text}(?:,? (?:basta|toglilo|togli))?|(?:toglimi|levami|cancellami) (?:da|dal|dalla|gli avvisi su) {text}
alerts:list a (?:cosa|che) sono (?:iscritt[oa]|abbonat[oa])|(?:cosa|che) sto seguendo(?: (?:ora|già))?
summary {text} in (?:breve|sintesi|due parole|poche parole|sostanza)|(?:fammi|dammi) (?:un |il )?(?:sunto|punto|riassuntino|quadro) (?:di|su|del|della|sul|sulla) {text}
timeline (?:mettimi|metti|elencami|elenca|dimmi) in ordine(?: (?:di data|cronologico|di tempo))?(?: (?:i fatti|gli eventi|le tappe))?(?: (?:di|del|della|dello|su))? {text}|{text} in ordine(?: cronologico| di data)?|{text} (?:giorno per giorno|passo per passo)
search (?:tirami fuori|mostrami|dammi) tutto(?: quello che hai)? (?:su|sul|sulla) {text}
latest (?:che|cosa) si (?:dice|racconta)(?: (?:in giro|nel mondo|oggi|di bello|di nuovo))*|cosa (?:bolle in pentola|sta succedendo|succede)(?: (?:nel mondo|oggi|in giro))*
help (?:cosa|che|che cosa) (?:sai|puoi|potresti) fare(?: .*)?|come (?:ti si|si) usa(?: .*)?
privacy (?:salvi|registri|conservi|memorizzi|tieni traccia di) (?:quello che (?:scrivo|dico|chiedo)|ciò che .*|i miei .*|tutto)
`

const portuguese = `
follow (?:segue|siga|acompanha|acompanhe) {text} (?:para|pra) (?:mim|nós|gente|a gente)(?: (?:por favor|pf|aí))?
follow (?:queremos|quero|a gente quer)(?: (?:receber|ter|ver|as|todas))* (?:notícias|novidades|alertas|avisos) (?:de|da|do|das|dos|sobre) {text} (?:aqui|neste (?:canal|grupo|chat)|nesse (?:canal|grupo|chat))
follow (?:não quero|nao quero) perder nada (?:de|da|do|das|dos|sobre) {text}|(?:coloca|põe|cria|bota) um alerta (?:de|da|do|sobre|para) {text}|quero ficar sabendo de tudo (?:sobre|de|da|do) {text}|me (?:fala|avisa|diz|conta) (?:quando|se|assim que) {text}
unfollow (?:tira|remove|exclui) (?:o assunto|o tema|os alertas(?: de)?|as notícias(?: de)?) {text}|cansei (?:de|da|do|das|dos)(?: (?:notícias|alertas) (?:de|da|do|sobre))? {text}|me (?:descadastra|desinscreve|tira) (?:de|da|do|das|dos)(?: (?:coisas|alertas|notícias) (?:de|da|do))? {text}|chega (?:desse|deste|do) assunto (?:de|da|do) {text}
unfollow (?:tira|remove|exclui|apaga) {text} (?:dos|das|da|de) (?:meus |minhas |nossos )?(?:alertas|notificações|avisos|temas|lista|inscrições)
summary (?:me )?(?:dá|dê|da) o (?:essencial|principal|básico) (?:de|da|do|sobre) {text}|resumo (?:rápido|curto|breve) (?:de|da|do|sobre) {text}
summary (?:me )?(?:conta|explica|fala)(?: (?:pra mim|para mim))? (?:rapidinho|rápido|brevemente|em resumo|por alto)(?: (?:sobre|de|do|da))? {text}
search (?:me )?(?:mostra|mostre|traz) tudo (?:sobre|de|da|do) {text}|tem (?:matérias?|artigos?) (?:sobre|de|da|do) {text}|procura algo (?:sobre|de|da|do) {text}
settings (?:muda|ajusta|arruma|troca) (?:o horário|a hora|o relógio|o fuso),? (?:eu )?(?:moro|estou|vivo) em {zone}
alerts:list (?:mostra|mostre|lista) (?:minhas|meus|as|os) (?:inscrições|alertas|temas|assuntos)|em (?:quais|que) (?:assuntos|temas|alertas) (?:eu )?(?:tô|estou|to) (?:inscrit[oa])
alerts:pause silencia(?:r)? (?:os|meus) (?:alertas|avisos) até {until}
forget (?:apaga|apague|exclui|deleta) tudo(?: (?:o )?que (?:você |vc )?(?:tem|sabe))? (?:de|sobre) mim
privacy o que (?:você|vc) sabe (?:sobre|de) mim
compare! compar[ae](?: (?:como|o que))?(?: (?:os|a))? (?:veículos|jornais|meios|cobertura)(?: (?:contam|dizem|noticiam))?(?: (?:de|do|da|sobre))? {text}|o que dizem (?:de diferente )?os (?:veículos|jornais|meios)(?: de diferente)? (?:sobre|de|do|da) {text}
help (?:ajuda|me ajuda|me ajude|ajude-me|socorro|comandos|instruções|o que (?:você |voce |tu )(?:faz|fazes)|para que (?:você serve|serves|serve isso)|o que (?:você |voce |tu )?(?:pode|sabe|posso|podes) (?:fazer|perguntar)|como (?:funciona|você funciona|usar|te uso|se usa)(?: (?:isso|este bot|o bot))?)
latest (?:(?:as |os |últimas |ultimas |me dê |me de |me mostre |mostre |quais são |quais |principais |mais |tem |há |alguma )*(?:notícias|noticias|novidades|novidade|manchetes)(?: (?:de hoje|hoje|do dia|do momento|do mundo|agora))*)
latest (?:o que|que) (?:há|ha|tem) de novo(?: hoje)?|o que (?:está acontecendo|esta acontecendo|aconteceu|acontece|perdi|rola|tá rolando)(?: (?:hoje|no mundo))*|quais (?:são )?as (?:novas|novidades)
latest (?:(?:me )?(?:dê|dá|mostre|mostra)(?:-me)? )?(?:qual (?:é )?)?(?:a )?[uú]ltima not[ií]cia
latest (?:as )?(?:notícias|noticias|manchetes|novidades|últimas) (?:da|do|de|na|no) (?:a |o )?{by}
summary (?:resuma|resume|resumir|resumo)(?: (?:isso|isto|para mim))?(?: (?:de|da|do|sobre))?:?(?: {text})?|(?:me dê |faça |faz )?(?:um |o )?(?:breve )?resumo(?: (?:(?:de|da|do|das|dos|sobre) )?{text})?
timeline (?:(?:faça|faz|me dê|mostre|crie) )?(?:uma |a )?(?:cronologia|linha (?:do tempo|temporal))(?: (?:(?:de|da|do|das|dos|sobre) )?{text})?
search (?:procure|procura|busque|buscar|busca|pesquise|pesquisar|procurar)(?: (?:por|os|as))?(?: ?(?:artigos|notícias|noticias|matérias)(?: (?:sobre|de))?)? {text}|(?:mostre|encontre|ache|me dê|liste)(?: (?:os|as|todos os))? (?:artigos|notícias|noticias|matérias) (?:sobre|de|da|do) {text}|artigos sobre {text}
find (?:encontre|ache|procure|busque)(?: (?:a|esta|as))? (?:citação|citacao|frase|palavras exatas|palavras):? {text}
follow (?:siga|seguir|acompanhe|acompanhar)(?: (?:as notícias|o tema))?(?: (?:sobre|de|da|do))? {text}|(?:me inscreva|inscreva-me|inscrever|assinar|assine)(?: (?:em|no|na|nos))? {text}
follow (?:me mantenha|mantenha-me|me deixe)(?: (?:informado|informada|atualizado|atualizada|a par|por dentro))(?: (?:sobre|de|da|do|a|o)+ {text})?
follow (?:me avise|me avisa|avise-me|avisa|me notifique|me alerte|me diga|me informe|me lembre|avise)(?:,)? (?:quando|se|assim que|de|da|do|sobre) {text}
follow receber (?:as |os )?(?:notícias|noticias|alertas|avisos|novidades) (?:de|da|do|sobre) {text}
follow (?:envie|mande|me envie|me mande|quero)(?: (?:receber|ter|as|os))* (?:notícias|noticias|alertas|avisos|novidades) (?:de|da|do|sobre|quando|para) {text}
unfollow (?:pare de|para de|parar de|deixe de|deixar de)(?: (?:me )?(?:falar|enviar|mandar|avisar|seguir|contar))(?: (?:notícias|alertas))?(?: (?:de|da|do|sobre|o|a))? {text}
unfollow (?:chega de|basta de|não quero mais|nao quero mais|sem mais|nada mais)(?: (?:notícias|noticias|alertas|saber|receber|ouvir falar|ouvir|nada))*(?: (?:de|da|do|sobre))? {text}|(?:cancelar?|cancele|remova|desinscrever|desinscreva|anular)(?: (?:a|minha|o|meu|os|me))*(?: (?:inscrição|inscricao|assinatura|alertas?))?(?: (?:de|da|do|em|no))?(?: {text})?
alerts:list (?:(?:mostre |liste |quais são )?(?:os )?(?:meus|minhas) (?:alertas|inscrições|temas|assinaturas))|(?:o que|quais(?: (?:temas|alertas|assuntos))?) (?:eu )?(?:sigo|estou seguindo|acompanho|seguimos|tenho)
alerts:pause (?:(?:põe|ponha|coloca|coloque)(?: (?:isso|tudo))? em pausa|(?:pause|pausa|pausar|silencie|silenciar|suspenda)(?: (?:os|meus|todos|isso|isto|tudo))*(?: (?:alertas|avisos|notificações))?|silêncio|silencio)(?: (?:até|ate|por)(?: (?:a|o))? {until})?
alerts:resume (?:reative|reativar|retome|retomar|ligue)(?: (?:os|meus))*(?: (?:alertas|avisos|notificações))?(?: (?:de novo|novamente))?
settings (?:(?:as |minhas )?(?:configurações|configuracoes|preferências|ajustes))|(?:mude|defina|coloque|ponha|altere)?(?: (?:meu|o))? ?fuso(?: horário| horario)?(?: (?:é|para|em|a))*(?: {zone})?
privacy (?:o que|que dados|quais dados|quanto) (?:você |voce |tu )?(?:sabe|guarda|tem|armazena|sabes)(?: (?:sobre|de) mim)?|privacidade|proteção de dados
export (?:envie|me envie|mande|me mande|me dê|exporte|exportar|baixar)(?: (?:todos|uma cópia dos))?(?: os)? ?meus dados
forget (?:apague|apaga|exclua|delete|remova|elimine)(?: (?:todos|tudo))?(?: (?:os )?(?:meus dados|o que (?:você )?sabe (?:sobre|de) mim|sobre mim))|(?:esqueça-me|esqueca-me|me esqueça|esqueça tudo sobre mim|esqueça de mim)
sources (?:fontes|suas fontes|(?:quais|que|o que)(?: (?:são|jornais são))?(?: (?:as |os )?(?:suas|tuas|seus))? ?(?:jornais|fontes|veículos|meios)(?: (?:você|voce|tu|tem|lê|usa|há|existem|conhece))*|de onde (?:vêm|vem|tira|você tira|são) (?:as |suas |tuas )?notícias)
sources (?:você tem|voce tem|tem|você lê|lê)(?: (?:também))? (?:o |a |os )?{by}
follow (?:quero|queria) (?:saber|ficar sabendo)(?: de)?(?: tudo)?(?: (?:o )?que (?:sair|rolar|acontecer))?(?: (?:sobre|de|da|do|com))? {text}|(?:fica|fique|ficar) de olho (?:em|no|na|nos|nas) {text}|(?:me dá|me dê|dá) um (?:toque|alô|aviso|sinal) (?:quando|se|assim que) {text}
unfollow (?:não|nao) me (?:manda|mande|avisa|avise|fala|envia|envie)(?: mais)?(?: nada)?(?: (?:de|do|da|sobre))? {text}(?: mais)?|(?:tô|estou|to) (?:cansad[oa]|chei[oa]|fart[oa]) (?:de|do|da) {text}(?:,? (?:para|tira|chega))?|(?:me tira|tira-me|me remove) (?:de|do|da|dos alertas de) {text}
alerts:list (?:em que|no que|o que) (?:eu )?(?:tô|estou|to) (?:inscrit[oa]|seguindo|acompanhando)|o que (?:é que )?eu sigo(?: mesmo)?
summary {text} em (?:resumo|poucas palavras|duas linhas|curto|síntese)|(?:me conta|conta)(?: rapidinho)? o (?:básico|principal|essencial) (?:de|do|da|sobre) {text}
timeline {text} (?:em|por) ordem(?: (?:cronológica|de data))?|{text} (?:dia a dia|passo a passo|data por data)
search (?:puxa|mostra|me mostra|me dá|traz) tudo(?: (?:o )?que (?:tem|você tem|há))? (?:sobre|de|da|do) {text}
latest (?:o que|que) (?:é que )?(?:tá|está|ta|anda|tem) (?:rolando|pegando|acontecendo|pelo mundo|de bom)(?: (?:no mundo|hoje|por aí|agora))*|quais as (?:boas|de hoje)
privacy (?:você |vc )?(?:guarda|salva|armazena|registra|anota) (?:o que (?:eu )?(?:escrevo|digo|pergunto)|minhas .*|meus .*|tudo)
`

const russian = `
follow (?:мы )?(?:хотим|хочу|хотелось бы)(?: (?:получать|видеть|читать|все))* новости (?:про|о|об|по) {text} (?:здесь|тут|сюда|в этом (?:чате|канале)|в этой группе)
unfollow (?:больше )?(?:не следи|не отслеживай)(?:те)?(?: больше)?(?: за)? {text}
alerts:pause (?:приостановить|отключить|выключить|заглушить) (?:все |мои )*(?:уведомления|оповещения)
latest (?:что|чего|чё) (?:там )?в (?:новостях|мире)(?: (?:сегодня|нового))*|давай(?:те)? новости|введи (?:меня )?в курс(?: дела)?
follow не хочу пропустить (?:ничего|новости) (?:про|о|об|по) {text}|(?:пингани|пни|дёрни|свистни)(?: (?:меня|нас))?,? (?:когда|если|как только) {text}|(?:поставь|сделай|включи|добавь) (?:уведомлени[ея]|оповещени[ея]|алерт) (?:на|о|об|про|по) {text}|хочу знать всё (?:про|о|об) {text}
unfollow (?:убери|удали|выключи) (?:тему|новости|уведомления)(?: (?:про|о|об|по))? {text}|надоели новости (?:про|о|об) {text}|отпиши(?: меня)? от {text}
summary (?:быстренько |быстро |кратко )?перескажи (?:про )?{text}|(?:дай|скажи) суть (?:по|про|о|об)? ?{text}
summary (?:расскажи|скажи|объясни)(?: мне)? (?:вкратце|кратко|коротко|в двух словах|быстро)(?: (?:про|о|об|что с))? {text}
search (?:поищи|найди|посмотри) (?:что-нибудь|чего-нибудь|всё) (?:про|о|об|по) {text}
settings (?:поменяй|исправь|поправь|измени) (?:время|часы),? я (?:живу )?в {zone}
forget (?:сотри|удали|убери) (?:всё|все),? (?:что (?:у тебя есть |ты знаешь )?)?(?:на|про|обо) (?:меня|мне)
help научи(?: меня)? (?:этим |тобой )?пользоваться
privacy (?:тут|здесь|это) (?:анонимно|приватно|безопасно)
alerts:list на (?:что|какие темы) я (?:вообще |тут |уже )*подписан[а-я]*
compare! (?:сравни|сравните)(?:,)?(?: как| что)? (?:сми|издания|газеты)(?: (?:пишут|говорят|рассказывают))?(?: (?:о|об|про))? {text}|что (?:разного |по-разному )?(?:пишут|говорят) (?:сми|издания|газеты)(?: по-разному)? (?:о|об|про) {text}
help (?:для чего ты(?: нужен)?|зачем ты(?: нужен)?|помощь|помоги(?: мне)?|помогите|команды|справка|инструкция|что ты (?:умеешь|можешь)(?: делать)?|что (?:можно|я могу) (?:спросить|сделать)|как (?:это|ты|бот) (?:работает|работаешь)|как (?:тобой|этим|ботом) пользоваться)
latest (?:(?:последние |свежие |главные |все |покажи |дай |расскажи |какие |мне |сегодняшние |есть |ещё )*(?:новости|заголовки|новостей|новенькое)(?: (?:за сегодня|сегодня|дня|за день|в мире|мира|сейчас|есть))*)
latest (?:что|чего) (?:нового|происходит|случилось|произошло|творится|я пропустил|слышно|новенького)(?: (?:сегодня|в мире))*|есть что нового
latest (?:(?:покажи|дай|расскажи|какая)(?: мне)? )?(?:самая |самую )?последн(?:яя|юю) новость
latest (?:последние )?(?:новости|заголовки|новое) (?:от|из|с) {by}
summary (?:перескажи|кратко|вкратце|суммируй|резюмируй|сократи|подведи итог)(?: (?:кратко|вкратце|мне|перескажи|это|про|о|об))*:?(?: {text})?|(?:дай |сделай )?(?:краткое |короткое )?(?:содержание|изложение|резюме|краткий пересказ|пересказ|сводк[ау])(?: (?:по|о|об|про))?(?: {text})?
timeline (?:(?:сделай|покажи|дай|составь|построй)(?: мне)? )?(?:хронологи[яю]|лент[ау] времени|таймлайн)(?: (?:событий в|событий|по|о|об))?(?: {text})?
search (?:найди|ищи|поищи|поиск|искать)(?: (?:мне|все))?(?: (?:статьи|новости|материалы))?(?: (?:о|об|про|по|обо))? {text}|(?:покажи|дай|выведи)(?: (?:мне|все))* (?:статьи|материалы|новости) (?:о|об|про|по) {text}|статьи (?:о|об|про|по) {text}
find (?:найди|ищи|поищи)(?: (?:мне|эту|точные|точную))* (?:цитату|слова|фразу):? {text}
follow (?:подпишись на|подпиши(?: меня)? на|подписаться на|подписаться|следи за|следить за|отслеживай)(?: (?:новости о|новости|тему))? {text}
follow (?:держи|держите) (?:меня|нас) в курсе(?: (?:по|о|об|про|насчёт|событий))*(?: {text})?
follow (?:сообщи|сообщай|скажи|напиши|предупреди|извести|уведоми|уведомляй|дай знать|оповещай|напомни)(?: (?:мне|меня|нам))?,? (?:когда|если|как только|о|об|про|насчёт) {text}
follow (?:получать|видеть) (?:все )?(?:новости|уведомления|оповещения) (?:об|о|про|по) {text}
follow (?:присылай|шли|отправляй|хочу|дай)(?: (?:мне|получать|все))* (?:новости|уведомления|оповещения)(?: (?:о|об|про|по|когда))? {text}
unfollow (?:хватит|довольно|достаточно|перестань|прекрати)(?: (?:уже|мне|писать|говорить|присылать|рассказывать|слать|новостей|новости))*(?: (?:о|об|про|по))? {text}|(?:больше )?(?:никаких|не надо|не нужно|не присылай|не пиши)(?: (?:мне|больше|новостей|новости|уведомлений))*(?: (?:о|об|про|по))? {text}
unfollow (?:я )?не хочу (?:больше )?(?:слышать|знать|читать|получать)(?: (?:больше|ничего|новости))*(?: (?:о|об|про))? {text}|(?:отпишись|отписаться|отпиши(?: меня)?|отписка)(?: от)?(?: {text})?
alerts:list (?:(?:покажи |список )?(?:мои|все мои) (?:подписки|темы|уведомления|оповещения))|на что (?:я|мы) (?:подписан\w*)|за чем (?:я|мы) (?:слежу|следим)|(?:какие|на какие) (?:темы|подписки)(?: у меня)?(?: (?:есть|я слежу|подписан))?
alerts:pause (?:приостанови(?: (?:это|его|её))?|поставь(?: (?:это|его|её|всё))? на паузу|на паузу|пауза|заглуши|тишина|тихо|замолчи|отключи)(?: (?:все|мои|уведомления|оповещения|подписки))*(?: (?:до|на) {until})?
alerts:resume (?:возобнови|включи|верни)(?: (?:все|мои|снова|опять|обратно))*(?: (?:уведомления|оповещения|подписки))?(?: (?:снова|опять|обратно))?
settings (?:(?:мои |покажи )?настройки)|(?:поставь|установи|смени|измени|мой)?(?: (?:мой|на))? ?часовой пояс(?: (?:на|это))*(?: {zone})?
privacy (?:что ты (?:знаешь|хранишь|помнишь|собираешь)(?: (?:обо мне|о мне|про меня))?|какие данные ты (?:хранишь|собираешь|знаешь)(?: обо мне)?|конфиденциальность|приватность|защита данных)
export (?:пришли|отправь|дай|выгрузи|скачать|экспорт|экспортируй)(?: (?:мне|все|копию))* ?(?:мои данные|моих данных)|экспорт
forget (?:удали|сотри|убери|очисти)(?: (?:все|всё))*(?: (?:мои данные|что (?:ты )?(?:знаешь|хранишь) (?:обо мне|о мне)|обо мне))|забудь (?:меня|обо мне|всё обо мне|все обо мне)
sources (?:источники|твои источники|(?:какие|какие у тебя)(?: (?:есть))? (?:газеты|источники|издания|сми)(?: (?:у тебя|есть|ты|читаешь|знаешь))*|какие у тебя источники|откуда (?:у тебя|ты берёшь|ты берешь|берутся|твои|эти) ?(?:новости|информация|данные)?)
sources (?:у тебя есть|есть ли|ты читаешь|есть) {by}
follow (?:хочу|хотел бы|хотела бы)(?: (?:всё|все))? (?:знать|узнавать|быть в курсе)(?: (?:всё|все|всего))?(?: (?:о|об|про|по|насчёт))? {text}|(?:маякни|дай знать|стукни|черкни|пиши)(?: мне)?,? (?:если|когда|как только|как будет что-то по) {text}|(?:присматривай|приглядывай) за {text}
unfollow (?:надоел[аои]?|достал[аои]?|задолбал[аои]?)(?: (?:уже|этот|эта|эти|мне))* {text}(?:,? (?:убери|хватит|отпиши|стоп))?|(?:убери|сними|вычеркни)(?: меня)? (?:(?:из|с|от) )?{text}(?: из (?:списка|подписок))|(?:не|больше не) (?:шли|пиши|присылай)(?: (?:мне|больше))* (?:про|о|об) {text}
alerts:list на (?:что|какие темы|чё) я(?: (?:вообще|там|уже))* подписан\w*|что я (?:вообще )?отслеживаю
summary {text} (?:вкратце|кратко|в двух словах|коротко)|(?:в двух словах|вкратце|коротко|суть)(?: (?:о|об|про))? {text}
timeline {text} (?:по порядку|по датам|по дням|в хронологическом порядке|день за днём)|(?:ход|порядок) событий(?: (?:в|по|о|об))? {text}
search (?:вытащи|достань|покажи|дай) (?:всё|все)(?: что (?:есть|у тебя есть))? (?:о|об|про|по) {text}
latest (?:ну )?(?:что|чё|чо) (?:там |вообще |сегодня )*(?:в мире |по новостям |на свете )*(?:творится|делается|происходит|случилось|нового|слышно)?(?: (?:в мире|сегодня|на свете))*|(?:что|чё) (?:там )?по новостям
privacy (?:ты )?(?:сохраняешь|записываешь|запоминаешь|хранишь) (?:то,? )?(?:что я (?:пишу|говорю|спрашиваю)|мои .*|переписку|всё|все)
`

const turkish = `
follow (?:burada |buraya |bu (?:kanalda|kanala|grupta|gruba|sohbette) ){text} haberleri(?:ni)? (?:istiyoruz|istiyorum|görmek istiyoruz|görmek istiyorum)
alerts:list takip ettik(?:lerim|lerimiz)(?:i)?(?: (?:göster|listele|neler))?
follow {text} (?:yükselirse|düşerse|artarsa|değişirse|olursa|biterse|başlarsa|çıkarsa|açıklanırsa)(?: (?:bana|bize))? (?:söyle|haber ver|yaz|bildir|uyar)|{text} (?:çıkınca|olunca|açıklanınca|bitince|başlayınca) (?:bana|bize|beni|bizi) (?:haber ver|bildir|söyle|uyar|yaz)|{text}(?:'?(?:yla|yle|la|le))? ilgili hiçbir şeyi kaçırmak istemiyorum|{text} için (?:bildirim|uyarı|alarm) (?:kur|aç|ekle|koy)
unfollow {text} (?:konusunu|haberlerini|bildirimlerini) (?:kaldır|sil|çıkar|kapat)|beni {text} (?:haberlerinden|bildirimlerinden|konusundan|listesinden) çıkar|{text} haberlerinden (?:bıktım|sıkıldım|usandım)
summary {accusative} kısaca (?:anlat|özetle)|{text}(?:'?[nd]?[ıiuü]n) (?:özünü|özetini|kısasını) (?:ver|anlat|söyle)
search {text} (?:haberleri|haberi|yazıları|makaleleri) var mı|{text} hakkında bir şeyler (?:bul|göster|getir)
alerts:list (?:aboneliklerimi|takiplerimi|bildirimlerimi|konularımı) (?:göster|listele)
alerts:pause (?:bildirimleri|uyarıları|alarmları) (?P<until>\S.*?)(?:'?(?:ye|ya|e|a)) kadar (?:sustur|duraklat|kapat|durdur)
forget (?:benimle ilgili|hakkımda) (?:ne varsa|her şeyi|olan her şeyi) (?:sil|unut|temizle)|kayıtlarımı (?:sil|temizle|kaldır)
privacy (?:burası|bu sohbet|burda her şey) (?:anonim|gizli|güvenli) mi
help sana (?:ne|neler) sorabilirim|başka ne (?:yaparsın|yapabilirsin|biliyorsun)
sources (?:bu(?:nları)?|bu (?:haberleri|yazıları)) nereden (?:alıyorsun|buluyorsun)|nereden alıyorsun (?:bunları|haberleri)|(?:bu )?yazıları kim yazıyor
compare! (?:yayınlar|gazeteler|medya)(?:ın|in|n)? {text} (?:hakkında|konusunda) (?:ne diyor|nasıl anlatıyor)|{text} (?:hakkındaki )?haberleri(?:ni)? karşılaştır
help (?:ne işe yar(?:ıyorsun|arsın)|yardım|yardim|yardım et|komutlar|ne(?:ler)? yapabilir(?:sin|im)|ne(?:ler)? yapıyorsun|ne sorabilirim|(?:(?:bu|bunu|bu bot|seni) )?nasıl (?:çalışıyor(?:sun)?|kullanılır|kullanılıyor|kullanırım|kullanıyorum|kullanabilirim)(?: (?:bu|bunu|seni|bu bot|bot))?)
latest (?:(?:son |güncel |yeni |bugünün |bugünkü |bütün |tüm |günün |bana |en )*(?:haberler|haber|haberleri|manşetler|başlıklar|gelişmeler|son dakika haberleri|son dakika haberler|son dakika)(?: (?:neler|ne|var mı|var|göster|ver|neler var|bugün))*)
latest (?:ne haber var|yeni ne var|ne var ne yok|neler oluyor|neler var|(?:bugün |dünyada |dünyada neler )*(?:ne oldu|neler oldu|neler oluyor|ne oluyor|ne kaçırdım|ne var)(?: bugün)?|yeni bir şey var mı)
latest {by} (?:haberleri|manşetleri|son haberler)
summary {text} (?:özetle|özetler misin|özeti|özetini (?:ver|çıkar|yap)|kısaca)|(?:bunu |şunu )?(?:özetle|özetler misin|özet)(?: {text})?
timeline {text} (?:zaman çizelgesi|kronolojisi|kronolojisini)(?: (?:çıkar|göster|yap|hazırla))*|(?:zaman çizelgesi|kronoloji)(?: {text})?
search {text} (?:hakkında|ile ilgili|üzerine|konulu)?(?: ?(?:makale|haber|yazı|makaleler|makaleleri|haberleri|yazıları)) (?:ara|bul|göster|listele)|{text} ara|ara {text}
search {text}(?:'?(?:la|le|yla|yle)) ilgili (?:makaleleri|haberleri|yazıları) (?:ara|bul|göster|listele)
find {text} (?:alıntısını|sözünü|cümlesini|sözlerini) (?:bul|ara)
follow {text} (?:hakkında|ile ilgili|konusunda) (?:yeni )?(?:bir )?(?:haber|gelişme|şey)(?:ler)? (?:çıkınca|olunca|çıkarsa|olursa|gelince|gelirse)(?: (?:bana|bize|beni))? (?:haber ver|bildir|söyle|yaz|uyar)
follow {text} (?:haberlerini|haberleri|gündemini) takip et(?:mek istiyorum)?
follow {accusative} takip et|takip et {text}|{text} (?:konusuna|konusunu|haberlerine|haberlerini)? ?(?:abone ol|abone et|takip et)|{text} (?:çıkınca|olunca|olursa|açıklanınca|gelince|bitince|başlayınca|olduğunda|çıktığında)(?: (?:bana|beni))? (?:haber ver|bildir|söyle|uyar|yaz)
follow {text}(?:dan|den|tan|ten|la ilgili|le ilgili| hakkında| konusunda)? (?:beni|bizi) (?:haberdar et|bilgilendir)|{text} (?:için|hakkında) (?:bildirim|haber|uyarı)(?:ler)? (?:gönder|yolla|istiyorum)|{text} haberlerini (?:gönder|yolla)
unfollow (?:bana )?(?:artık )?{text} (?:haber(?:i|leri|lerini)?|bildirim(?:i|leri|lerini)?) (?:artık )?(?:yazma|gönderme|atma|yollama)(?: artık)?
unfollow {text} (?:haberlerini|bildirimlerini|haberleri|bildirimleri) (?:durdur|kes|kapat|bırak)|{text} (?:hakkında|ile ilgili) (?:artık )?(?:haber|bildirim) (?:gönderme|istemiyorum|yollama)(?: artık)?|(?:artık )?{text} (?:haberi|haberleri|bildirimi) istemiyorum(?: artık)?
unfollow {text} (?:aboneliğini|aboneliğimi|takibini) (?:iptal et|bırak|sonlandır)|(?:takibi bırak|takipten çık|abonelikten çık|aboneliği iptal et)(?: {text})?|{text} takibi bırak
alerts:list (?:(?:bildirimlerim|aboneliklerim|takiplerim|konularım)(?: neler)?)|(?:neleri|neyi|hangi (?:konuları|başlıkları)) takip ediyor(?:um|uz)
alerts:pause (?:bildirimleri |uyarıları |bunu |onu )?(?:duraklat|sustur|durdur|sessiz)|(?P<until>\S.*?)(?:'?(?:ye|ya|e|a)) kadar (?:sessiz(?: ol)?|sus|duraklat|bildirim gönderme)
alerts:resume (?:bildirimleri|uyarıları|haberleri)?(?: (?:tekrar|yeniden))* ?(?:aç|başlat|devam ettir|devam)
settings (?:ayarlar|ayarlarım|tercihler)|(?:saat dilimi(?:mi|ni|m)?|zaman dilimi(?:mi|ni|m)?)(?: (?:değiştir|ayarla|{zone}(?: (?:yap|olsun|ayarla))?))?
privacy (?:(?:benim )?hakkımda ne(?:ler)? biliyorsun|hangi verileri(?:mi)? (?:saklıyorsun|tutuyorsun)|gizlilik|veri koruma)
export verilerimi? (?:gönder|dışa aktar|indir|ver)|bütün verilerimi gönder
forget (?:bütün |tüm )?verilerimi (?:sil|temizle)|(?:benim )?hakkımda(?:ki)? (?:bildiğin )?her şeyi (?:sil|unut)|beni (?:unut|sil)
sources (?:kaynaklar|kaynakların(?: neler)?|hangi (?:gazeteler|kaynaklar|yayınlar)(?: (?:var|sende var|okuyorsun))*|haberleri nereden (?:alıyorsun|buluyorsun)|haberler nereden geliyor)
sources (?:sende )?{by} var mı
follow {text}(?:'?(?:le|la|yle|yla))? ilgili (?:bir şey|bir gelişme|gelişme|haber|yeni bir şey)(?: (?:çıkarsa|olursa|çıkınca|olunca|gelirse))(?: (?:bana|bize|beni))? (?:yaz|söyle|haber ver|bildir|uyar)(?: (?:bana|bize))?|{text} hakkında her şeyi (?:bilmek|öğrenmek) istiyorum|{text} (?:listeme|listeye) ekle
unfollow {text}(?:'?(?:den|dan|ten|tan))? (?:bıktım|sıkıldım|usandım)(?:,? (?:kapat|kes|yeter|bırak))?|{text} (?:listeden|listemden|bildirimlerden) (?:çıkar|sil|kaldır)|(?:bana )?(?:artık )?{text} (?:yazma|gönderme|atma)(?: artık)?
alerts:list (?:nelere|neye|hangi konulara) (?:aboneyim|kayıtlıyım|üyeyim)|ben neyi takip ediyordum
summary {text} (?:kısaca|özetle|iki cümleyle|kısa)(?: (?:anlat|özetle))?|{text}(?:'?[ıiuü]n|nin|nın|nun|nün)? özeti
timeline {text} (?:tarih sırasıyla|sırasıyla|gün gün|kronolojik(?: olarak)?)(?: (?:anlat|göster|sırala|yaz))?
search {text} (?:hakkında|ile ilgili) (?:ne varsa|her şeyi)(?: (?:göster|getir|bul|çıkar))
latest (?:bugün )?(?:neler|ne) var (?:haberlerde|gündemde|dünyada|bugün)|(?:gündem(?:de)?|dünyada)(?: (?:ne|neler) (?:var|oluyor|oldu|konuşuluyor))?|ne (?:konuşuluyor|kaçırdım)
privacy (?:yazdıklarımı|mesajlarımı|söylediklerimi|konuşmaları) (?:kaydediyor|saklıyor|tutuyor) musun
`
