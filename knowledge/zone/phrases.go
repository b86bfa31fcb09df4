package zone

import (
	"slices"
	"strings"
	"sync"

	"quoth/knowledge/text"
)

// cue is a set of what the wording of a sentence hints at.
type cue uint32

const (
	cueClock     cue = 1 << iota // says that a time of publication follows
	cueNote                      // opens a note of the editors
	cueTeaser                    // opens a pointer to another article
	cueAppeal                    // asks the reader to do something for the outlet or a customer of it
	cueMedium                    // what such an appeal is about
	cueContact                   // how to reach whoever wrote it
	cueShare                     // is a button
	cueLegal                     // what lawyers want printed, and news tells of too
	cueFormula                   // what is printed again and again and nowhere else
	cueCredit                    // who took a picture
	cuePhoto                     // opens a caption
	cueWriter                    // what people who write are called
	cueBy                        // stands before the name of who wrote it
	cueAddressed                 // speaks to the reader, or of the outlet as "we"
	cueLabel                     // a label of the page that stands before a text without a mark
	cueAgency                    // a news or picture agency
	cuePlea                      // an appeal wherever it stands in a sentence
	cueStaff                     // who else worked on the article
	cueLive                      // in a title: the page goes on
)

// always are the phrases of every language: names, and what pages say in English
// wherever they are.
const always = `
agency: ap, associated press, the associated press, reuters, afp, agence france presse, dpa, ansa, efe, europa press, lusa, interfax, тасс, tass, риа новости,
	anadolu agency, anadolu ajansı, bloomberg, upi, epa, pa media, press association, getty, getty images, shutterstock, alamy, imago, picture alliance, apa, keystone,
	xinhua, kyodo, imagn, usa today network, ap photo, zuma press, nurphoto, wire reports, staff reports, usa today sports, adobe stock, istock, lapresse, iha, dha
share: facebook, twitter, whatsapp, telegram, linkedin, pinterest, reddit, flipboard, e mail, mail, email, instagram, youtube, bluesky, threads
medium: newsletter, newsletters, podcast, facebook, twitter, instagram, tiktok, whatsapp, telegram, youtube, linkedin, bluesky, threads, inbox, app store, google play, app
`

// phrases are what furniture says, by language: after a cue's name the phrases,
// between commas, in the words of which only the stems count.
var phrases = map[string]string{
	"en": `
clock: updated, last updated, published, first published, posted, originally published, last modified, modified, created, date created, issued
note: editor's note, editors note, editor note, correction, corrections, clarification, corrections clarifications, content warning, trigger warning, disclaimer,
	this story was updated, this story has been updated, this story has been, this article was updated, this article has been updated, this page has been updated, this post has been updated,
	this story and headline have been updated, this story is being updated, this is a developing story, this story is developing, this file has been updated, this report has been updated,
	this article has been corrected, this story has been corrected, this story was corrected, an earlier version of this, a previous version of this, a version of this story, a version of this article,
	this story was originally published, this story originally, this article originally, this column originally, this article was originally published, this article originally appeared, this story originally appeared, this article first appeared, this story first appeared,
	this article was first published, this story contains, this article contains, this is an excerpt, this transcript was, hit play on the player, this story was produced, this story was first published, this column was originally,
	this is a summary of news, this page is a summary, this page summarizes news, this blog is closed, this live blog is closed, this page is no longer being updated
teaser: read more, more, related, see also, also read, read also, also see, read, read next, up next, watch, listen, see more, more on this, more on, related story, related stories, related article, related articles, related content,
	more from, more like this, more stories, more news, you may also like, you may like, you might also like, recommended, recommended for you, don't miss, dont miss, in case you missed it, icymi, must read, required reading, keep reading, continue reading,
	read the full story, read full story, full story, read the whole story here, read the rest here, dig deeper, go deeper, learn more, find out more, opinion, column, fact check, review, previously, analysis, explainer, interactive, graphics, gallery, photos, photo gallery, in pictures,
	live updates, latest, for subscribers, just for subscribers, exclusive, now playing, top stories, most popular, most read, trending, trending now, editors picks, today's top stories, more top stories,
	more coverage, full coverage, here are some of the top headlines, what else is happening, more news to know now, just curious for more, story continues below, article continues below, continue reading below, replay, must watch, advertisement
appeal: subscribe, sign up, sign up here, sign up now, sign up for, signup, register now, join us, join our, join the conversation, follow us, follow usa today, download, download the app, get the app, get the latest, get breaking news, get alerts,
	click here, tap here, check out, support local journalism, support journalism, support our journalism, become a member, become a subscriber, donate, donate now, make a donation, start your free trial, free trial, try it free, buy tickets, get tickets, buy now, shop now,
	order now, book now, learn how to, play now, enter to win, take our poll, take our survey, take our quiz, take the quiz, take cnn's weekly, check your local forecast, need a break, need a news break, looking for a free, want more, want to know more, what's everyone talking about,
	like us, tell us, let us know, share your thoughts, weigh in, stay up to date, stay up-to-date, stay in the conversation, stay informed, stay connected, never miss, don't miss out, start the day smarter, start your day, save better, escape your echo chamber, bet now, place your bets, redeem, use code, use promo code, promo code, prefer to listen,
	follow along, follow every game, follow coverage, follow our coverage, follow live, follow the latest, thank you for supporting, please visit, visit our, for the latest, for updates, to get updates, find us, consider supporting, consider subscribing, would you like to receive, text with us, text me, set a reminder, take a look at our, tackle your, watch our, listen to our, compare quotes, unable to view our
medium: our newsletter, alerts, email updates, text updates, free newsletter, weekly newsletter, daily newsletter, text messages, text alerts, push notifications, notifications, email alerts, in your inbox, to your inbox, our app, mobile app, usa today app, apple news, subscription, subscriber, subscribers, membership, free trial, watch party, audio storytelling,
	print edition, crossword, crossword puzzle, mini puzzle, puzzles, games, sportsbook, odds, betting insights, betting sites, gambling, promo code, bonus bets, coupons, coupon, channel, breaking news alerts, social media, reminders, tickets, betting analysis, sportsbooks, free play, quiz
contact: reach him, reach her, reach them, reach the reporter, reach out to, contact, contact me, contact us, contact the reporter, contact reporter, email him, email her, email them, email me, email us, write to, can be reached, can be contacted, you can reach, you can follow, you can contact, follow him, follow her, follow them, follow me,
	follow the reporter, follow on twitter, story idea, story ideas, got a tip, have a tip, news tip, send tips, send her, send him, reach, follow, connect with, send a note, send comments
plea: sign up here, click here, tap here, subscribe here, your inbox, straight to your inbox, get it in your inbox, subscribe now, sign up now, sign up for our, subscribe to our, follow us on, join us on, download our app, thanks for listening, wherever you get your podcasts,
	become a digital subscriber, support local journalism, free play for new, our free newsletter, please visit our, getting our
staff: contributed to this report, contributed to this story, contributed to this article, contributed reporting, contributed research, contributed to this analysis, reported from, additional reporting by, wire services, staff and wire reports
live: live, live updates, updates, live blog, liveblog, the latest, as it happened, live coverage
share: share, share this, share this update, share this article, share this story, share on facebook, share on twitter, share via email, tweet, tweet this, print, print this, copy link, link copied, copied, save, save article, save for later, bookmark, comment, comments, leave a comment, add a comment, view comments, show comments, reply, listen to this article,
	gift this article, gift article, close, menu, skip to content, back to top, see all, view all, show more, load more, toggle caption, hide caption, enlarge this image, play video, watch video, watch live, expand, sign in, log in, next, previous, advertisement, ad, sponsored, view gallery, video, photos, min read, minute read, minutes read, min, expand all, collapse, view comments
legal: copyright, terms of use, terms of service, terms and conditions, privacy policy, cookie policy, use cookies, uses cookies, your consent, your data, use of your data, licensing fees, sponsored content, promoted content, must be 21, 21 or older, gambling problem, your browser, past performance
formula: all rights reserved, offer from the, paid partner content, delivered to your inbox, delivered right to your inbox, delivered straight to your, may not be published broadcast rewritten, may not be reproduced, may not be republished, use the information you have shared, use the details you have shared,
	processing storage sharing, affiliate commission, affiliate commissions, affiliate fee, affiliate links, affiliate partner, earn a commission, earn us a commission, we may earn,
	may earn revenue, may earn a commission, content partner offering, content partner, independently chosen by, independently selected by, editorially independent,
	prices were accurate, paid content, paid post, is made possible in part by, supported in part by, supported by a grant, is supported by, fact check work is supported,
	do not provide editorial input, video ad feedback, just watched, how relevant is this ad, video player was slow, video content never loaded, ad froze, ad never loaded, the views expressed,
	the opinions expressed, views expressed are, opinions expressed are, opinions are the author's own, produced independently, standard messaging rates, message and data rates,
	call 1-800-gambler, gamble with funds, gamble responsibly, bet responsibly, enable cookies, enable javascript, this site is protected by, not investment advice, has a disclosure policy,
	has positions in, we occasionally recommend
credit: image credit, photo credit, photo by, photos by, photograph by, picture by, photo courtesy, courtesy of, courtesy, obtained by, photo illustration, via getty images, via ap, via reuters, via afp, file photo, stock photo, handout photo, screenshot, getty images, ap photo, video by, graphic by, illustration by, provided by
photo: photo, photos, picture, image, file, file photo, image caption, caption, in this photo, in this file photo, pictured
writer: reporter, reporters, correspondent, columnist, contributor, contributing writer, editor, staff writer, journalist, freelance writer, producer, opinion columnist, deputy editor, senior writer, bureau chief, digital producer, anchor, critic, writes about, writes for, reports on, reports for, covers, newsletter writer
by: by, source, sources, written by, reported by, reporting by, report by, story by, words by, contributing, contributed, contributor, contributors, editing by, additional reporting by, edited by, compiled by, special to, special for, posted by, from our correspondent, with reporting by, text by, analysis by, author, authors
addressed: you, your, yours, we, our, us, here
label: ai-assisted summary, ai assisted summary, ai generated summary, key points, key takeaways, at a glance, the gist, in brief, summary, quick read, story highlights, highlights
`,
	"de": `
clock: aktualisiert, aktualisiert am, zuletzt aktualisiert, veröffentlicht, veröffentlicht am, erschienen am, stand, erstellt, geändert, letzte änderung, publiziert
note: anmerkung der redaktion, anm d red, hinweis der redaktion, korrektur, korrekturhinweis, berichtigung, in einer früheren version, in einer früheren fassung, dieser artikel wurde aktualisiert, dieser text wurde aktualisiert, dieser artikel erschien zuerst, transparenzhinweis, hinweis
teaser: lesen sie auch, lesen sie mehr, lesen sie dazu, lesen sie hier, mehr zum thema, mehr dazu, zum thema, weiterlesen, auch interessant, das könnte sie auch interessieren, siehe auch, mehr, mehr lesen, lesen sie weiter, passend dazu, zum artikel, hier geht es zum, lesetipp, video, podcast, fotostrecke, bilderstrecke, liveblog, meinung, kommentar, anzeige, auch auf, meistgelesen, empfohlener redaktioneller inhalt
appeal: abonnieren sie, jetzt abonnieren, abonnieren, melden sie sich an, melden sie sich hier, jetzt anmelden, hier anmelden, jetzt registrieren, folgen sie uns, folgen sie, jetzt testen, jetzt kostenlos testen, kostenlos testen, laden sie, hier klicken, klicken sie hier, unterstützen sie, spenden sie, jetzt spenden, jetzt kaufen, jetzt bestellen, jetzt lesen, tickets kaufen, sichern sie sich, diskutieren sie mit, schreiben sie uns, verpassen sie nichts, hier abonnieren, werden sie mitglied
medium: unser newsletter, unseren newsletter, kostenlosen newsletter, whatsapp kanal, whatsapp-kanal, kanal, unsere app, nachrichten app, probeabo, probemonat, abo, digitalabo, push mitteilungen, gutschein, gutscheine, rabatt, gewinnspiel, sportwetten, sozialen netzwerken
contact: schreiben sie, kontakt, erreichen sie, e mail an, kontaktieren sie, folgen sie ihm, folgen sie ihr
plea: jetzt anmelden, hier anmelden, jetzt abonnieren, unseren newsletter, in ihr postfach, folgen sie uns auf, klicken sie hier, kostenlos testen, ihren posteingang
staff: mit material von, unter mitarbeit von, hat mitgearbeitet
live: live, liveblog, liveticker, ticker, newsblog, newsticker, im liveblog
share: teilen, artikel teilen, drucken, merken, merkliste, kommentieren, kommentare, kommentar schreiben, link kopieren, link kopiert, vorlesen, anhören, artikel anhören, speichern, zur startseite, schließen, mehr anzeigen, anmelden, min lesezeit, minuten lesezeit, lesezeit, lesedauer, weiterempfehlen, verschicken, anzeige, werbung, nach oben
legal: nutzungsbedingungen, allgemeine geschäftsbedingungen, datenschutzerklärung, datenschutz, impressum, cookies, affiliate links, provision, personenbezogene daten, einwilligung, ihr browser
formula: alle rechte vorbehalten, erhalten wir eine provision, unabhängig von unserer redaktion, redaktionell unabhängig, glücksspiel kann süchtig machen
credit: foto von, fotograf, bildquelle, bildrechte, archivfoto, archivbild, symbolbild, symbolfoto, bild von, foto dpa
photo: foto, bild, fotos, bilder, archivbild, symbolbild, archivfoto
writer: redakteur, redakteurin, korrespondent, korrespondentin, autor, autorin, reporter, reporterin, kolumnist, kolumnistin, journalist, journalistin, volontär
by: von, ein bericht von, eine analyse von, ein kommentar von, ein gastbeitrag von, ein interview von, aus, mit material von, quelle, quellen, autor, text von
addressed: sie, ihr, ihre, ihnen, uns, unser, unsere, wir, hier
label: das wichtigste in kürze, auf einen blick, zusammenfassung, kurz zusammengefasst
`,
	"fr": `
clock: mis à jour, mis à jour le, publié, publié le, publié à, modifié, modifié le, dernière mise à jour, créé le, posté le, temps de lecture
note: note de la rédaction, ndlr, correction, rectificatif, précision, une version précédente de cet article, cet article a été mis à jour, cet article a été modifié, cet article a été corrigé, cet article est paru, avertissement
teaser: lire aussi, à lire aussi, a lire, lire également, à lire également, lire plus, lire la suite, voir aussi, à voir aussi, sur le même sujet, pour aller plus loin, en savoir plus, article réservé aux abonnés, à écouter, à regarder, vidéo, plus d'informations, retrouvez, notre dossier, notre sélection, les plus lus, la suite après cette publicité, publicité, contenu sponsorisé
appeal: abonnez vous, je m'abonne, s'abonner, inscrivez vous, inscrivez, s'inscrire, je m'inscris, suivez nous, rejoignez nous, rejoignez, téléchargez, téléchargez l'application, cliquez ici, cliquez, soutenez, faites un don, faire un don, participez, donnez votre avis, profitez, essayez gratuitement, testez, découvrez nos offres, ne manquez rien, ne ratez rien, recevez, recevez gratuitement, achetez, acheter, partagez
medium: notre newsletter, newsletter gratuite, nos newsletters, notre application, boîte mail, lettre d'information, lettres d'information, alertes, notifications, chaîne whatsapp, abonnement, offre d'essai, code promo, bon plan, billetterie, paris sportifs
contact: contacter, contactez, écrivez, écrivez nous, suivez le, suivez la
plea: inscrivez vous ici, abonnez vous à, votre boîte mail, cliquez ici, suivez nous sur, notre newsletter, téléchargez l'application
staff: avec afp, avec agences, a contribué à cet article
live: en direct, direct, live
share: partager, partager l'article, partager sur, imprimer, commenter, commentaires, réagir, copier le lien, lien copié, écouter, écouter l'article, enregistrer, sauvegarder, envoyer par mail, fermer, voir plus, se connecter, connexion, min de lecture, minutes de lecture, haut de page, ajouter à vos favoris, offrir l'article
legal: conditions générales, conditions d'utilisation, politique de confidentialité, mentions légales, cookies, vos données, données personnelles, commission, liens affiliés, votre navigateur, votre consentement
formula: tous droits réservés, reproduction interdite, liens d'affiliation, jouer comporte des risques
credit: crédit photo, crédits, crédit, photo d'illustration, image d'illustration, photo d'archives, capture d'écran, illustration
photo: photo, légende, image, illustration
writer: journaliste, correspondant, correspondante, rédacteur, rédactrice, envoyé spécial, envoyée spéciale, chroniqueur, chroniqueuse, rédaction
by: par, propos recueillis par, avec, la rédaction, de notre correspondant, de notre correspondante, de notre envoyé spécial, source, texte
addressed: vous, votre, vos, nous, notre, nos, ici
label: l'essentiel, en bref, résumé, points clés
`,
	"es": `
clock: actualizado, actualizado el, actualizado a las, publicado, publicado el, última actualización, modificado, creado, creada
note: nota del editor, nota de la redacción, nota de redacción, corrección, fe de errores, aclaración, esta noticia ha sido actualizada, este artículo ha sido actualizado, este artículo se publicó, una versión anterior de este, una versión previa de este, advertencia
teaser: lea también, lee también, le puede interesar, te puede interesar, también te puede interesar, te recomendamos, más información, más sobre, ver también, leer más, lee más, lea más, vea también, vea además, mira también, mira, noticia relacionada, noticias relacionadas, artículos relacionados, en vídeo, en video, en fotos, sigue leyendo, seguir leyendo, lo más leído, más noticias, no te pierdas, publicidad, contenido patrocinado, vídeo, opinión
appeal: suscríbete, suscríbase, suscribirse, regístrate, regístrese, apúntate, síguenos, sigue a, siga a, siga nuestro, únete, únase, descarga, descargue, descarga la app, haz clic, haga clic, pincha aquí, apoya, apóyanos, dona, participa, recibe, recibe las noticias, compra, comprar, consigue, no te pierdas, prueba gratis, déjanos, cuéntanos
medium: nuestro newsletter, nuestra newsletter, boletín, boletines, nuestro boletín, canal de whatsapp, canal de telegram, nuestro canal, nuestra app, aplicación, correo electrónico, alertas, notificaciones, suscripción, cupón, entradas, casas de apuestas, redes sociales
contact: contacto, contacta, escríbenos, escriba a, escribir a, puedes seguir
plea: suscríbete a nuestro, suscríbete aquí, síguenos en, haz clic aquí, haga clic aquí, nuestro canal de whatsapp, tu correo, nuestra newsletter, pincha aquí
staff: con información de, contribuyó a este, contribuyeron a este
live: en vivo, en directo, directo, minuto a minuto, última hora
share: compartir, comparte, comparte esta noticia, compartir en, imprimir, guardar, comentar, comentarios, copiar enlace, enlace copiado, escuchar, escuchar artículo, enviar por email, cerrar, ver más, iniciar sesión, min de lectura, minutos de lectura, tiempo de lectura, ir arriba, cargar más
legal: términos y condiciones, condiciones de uso, política de privacidad, aviso legal, cookies, tus datos, sus datos, protección de datos, comisión, tu navegador, consentimiento
formula: todos los derechos reservados, política de cookies, queda prohibida, enlaces de afiliados, juega con responsabilidad
credit: crédito, foto de, foto cortesía, cortesía de, imagen de archivo, foto de archivo, captura de pantalla, fotografía de
photo: foto, fotos, fotografía, imagen, pie de foto
writer: periodista, corresponsal, redactor, redactora, columnista, reportero, reportera, colaborador, colaboradora, enviado especial, enviada especial
by: por, redacción, texto, con información de, con informacion de, fuente, agencias, escrito por
addressed: usted, su, tu, tus, te, nuestro, nuestra, nos, aquí
label: en resumen, resumen, claves, lo esencial
`,
	"it": `
clock: aggiornato, aggiornato il, aggiornato alle, aggiornamento, pubblicato, pubblicato il, ultimo aggiornamento, ultima modifica, modificato
note: nota della redazione, nota dell'editore, ndr, correzione, rettifica, errata corrige, questo articolo è stato aggiornato, una versione precedente di questo, questo articolo è apparso, avvertenza
teaser: leggi anche, leggi di più, leggi tutto, per approfondire, approfondisci, vedi anche, guarda anche, guarda, scopri di più, continua a leggere, articoli correlati, notizie correlate, potrebbe interessarti, ti potrebbe interessare, video, foto, i più letti, pubblicità, contenuto sponsorizzato, in evidenza, ascolta, opinione, la diretta
appeal: iscriviti, abbonati, registrati, seguici, segui, scarica, scarica l'app, clicca qui, clicca, sostieni, sostienici, dona, partecipa, ricevi, acquista, compra, prova gratis, unisciti, entra nel canale, non perderti, attiva, scrivici
medium: nostra newsletter, alla newsletter, newsletter gratuita, canale whatsapp, canale telegram, nostro canale, nostra app, applicazione, notifiche, abbonamento, codice sconto, biglietti, scommesse, social
contact: contatta, contattaci, scrivi a, scrivere a
plea: iscriviti alla newsletter, iscriviti al canale, clicca qui, seguici su, nostra newsletter, tua casella
staff: ha collaborato, hanno collaborato
live: in diretta, diretta, live, ultime notizie
share: condividi, condividi su, stampa, salva, commenta, commenti, copia link, link copiato, ascolta, invia per email, chiudi, mostra altro, accedi, min di lettura, minuti di lettura, tempo di lettura, torna su, riproduzione
legal: termini e condizioni, condizioni d'uso, privacy policy, cookie, dati personali, commissione, tuo browser, consenso
formula: tutti i diritti riservati, riproduzione riservata, informativa sulla privacy, cookie policy, link di affiliazione, il gioco può causare dipendenza, gioca responsabilmente
credit: foto di, credit, crediti, immagine di repertorio, foto d'archivio, fotogramma
photo: foto, immagine, didascalia
writer: giornalista, corrispondente, redattore, redattrice, inviato, inviata, editorialista, redazione
by: di, a cura di, dal nostro inviato, dal nostro corrispondente, redazione, fonte, testo di
addressed: tu, tuo, tua, tuoi, ti, vi, vostro, nostro, nostra, noi, qui
label: in sintesi, in breve, i punti chiave, riassunto
`,
	"pt": `
clock: atualizado, atualizado em, atualizado às, publicado, publicado em, publicado às, última atualização, modificado, criado em
note: nota da redação, nota do editor, nota de redação, correção, errata, esta reportagem foi atualizada, esta matéria foi atualizada, este artigo foi atualizado, uma versão anterior deste, publicado originalmente, aviso
teaser: leia também, leia mais, leia ainda, leia, saiba mais, veja também, veja mais, veja, confira, confira também, mais sobre, continue lendo, notícias relacionadas, artigos relacionados, relacionadas, relacionado, assista, ouça, vídeo, vídeos, fotos, mais lidas, publicidade, conteúdo patrocinado, continua após a publicidade, opinião
appeal: assine, inscreva se, inscreva, cadastre se, siga, siga nos, siga o, participe, baixe, baixe o app, clique aqui, clique, apoie, doe, receba, receba as notícias, compre, entre no canal, entre no grupo, acesse, torne se, experimente, não perca, comente, envie
medium: nossa newsletter, newsletter gratuita, canal do whatsapp, canal no whatsapp, canal do telegram, nosso canal, nosso aplicativo, aplicativo, notificações, assinatura, cupom, ingressos, apostas, redes sociais, boletim
contact: entre em contato, fale conosco, escreva para, contato
plea: clique aqui, inscreva se no canal, siga o canal, entre no canal, assine nossa newsletter, siga nos no, no seu e mail
staff: com informações da, com informações do, colaborou com
live: ao vivo, tempo real, minuto a minuto, últimas notícias
share: compartilhar, compartilhe, partilhar, imprimir, salvar, guardar, comentar, comentários, copiar link, link copiado, ouvir, ouvir artigo, enviar por email, fechar, ver mais, entrar, min de leitura, minutos de leitura, tempo de leitura, voltar ao topo, carregar mais
legal: termos de uso, termos e condições, política de privacidade, cookies, seus dados, proteção de dados, comissão, seu navegador, consentimento
formula: todos os direitos reservados, política de cookies, proibida a reprodução, links de afiliados, jogue com responsabilidade
credit: crédito, créditos, foto de, imagem de arquivo, foto de arquivo, reprodução, divulgação
photo: foto, fotos, imagem, legenda
writer: jornalista, correspondente, redator, redatora, repórter, colunista, colaborador, colaboradora, enviado especial, enviada especial
by: por, da redação, texto, com informações de, com informações da, com agências, fonte, redação, escrito por
addressed: você, seu, sua, te, nosso, nossa, nós, aqui
label: em resumo, resumo, em síntese, pontos principais
`,
	"ru": `
clock: обновлено, опубликовано, последнее обновление, дата публикации, изменено, дополнено
note: примечание редакции, от редакции, прим ред, исправление, уточнение, материал обновлён, новость дополняется, материал дополняется, предыдущая версия, предупреждение
teaser: читайте также, читайте, читать далее, читать также, читать полностью, смотрите также, смотреть, подробнее, подробнее читайте, по теме, материалы по теме, ещё по теме, другие новости, главное, популярное, вам может быть интересно, видео, фото, реклама, на правах рекламы, мнение
appeal: подпишитесь, подписывайтесь, подписаться, зарегистрируйтесь, присоединяйтесь, следите за, скачайте, нажмите, поддержите, пожертвовать, купить, закажите, участвуйте, пишите нам, расскажите, получайте, узнавайте, оформите, хотите
medium: рассылка, рассылку, наш канал, телеграм канал, telegram канал, нашу группу, вконтакте, одноклассники, дзен, яндекс дзен, приложение, уведомления, подписка, подписку, промокод, билеты, ставки, соцсетях, канал
contact: связаться, пишите, свяжитесь
plea: подпишитесь на, подписывайтесь на, наш телеграм канал, на нашу рассылку, читайте нас в
staff: при участии
live: онлайн, прямая трансляция, хроника, главное к
share: поделиться, поделиться в, распечатать, печать, комментарии, комментировать, оставить комментарий, скопировать ссылку, ссылка скопирована, сохранить, слушать, закрыть, показать ещё, войти, минут чтения, мин чтения, время чтения, наверх, нравится
legal: условия использования, персональных данных, ваш браузер, согласие
formula: все права защищены, пользовательское соглашение, политика конфиденциальности, файлы cookie, использование материалов, перепечатка, признан иностранным агентом,
	признана иностранным агентом, признано иностранным агентом
credit: фото с сайта, автор фото, источник фото, архивное фото, скриншот, пресс служба
photo: фото, фотография, снимок, иллюстрация
writer: журналист, журналистка, корреспондент, обозреватель, редактор, репортёр, колумнист
by: автор, текст, подготовил, подготовила, источник, редакция, беседовал, беседовала
addressed: вы, ваш, ваша, ваши, вам, мы, наш, наша, нас, здесь
label: коротко, главное, кратко, вкратце
`,
	"tr": `
clock: güncelleme, güncellendi, güncellenme, güncelleme tarihi, son güncelleme, yayınlanma, yayınlanma tarihi, yayın tarihi, giriş tarihi, giriş, oluşturulma, oluşturulma tarihi, eklenme tarihi
note: editörün notu, düzeltme, not, bu haber güncellendi, bu yazı ilk, uyarı
teaser: ayrıca okuyun, bunu da okuyun, ilgili haber, ilgili haberler, haberin devamı, devamını oku, devamı için, daha fazla, ayrıca bakınız, izleyin, dinleyin, video, foto galeri, galeri, çok okunanlar, öne çıkanlar, önerilen haberler, reklam, sponsorlu içerik, görüş, detaylar için
appeal: abone olun, abone ol, üye olun, üye ol, kaydolun, takip edin, takip et, bizi takip edin, katılın, indirin, uygulamayı indirin, tıklayın, tıklayınız, destek olun, bağış yapın, satın alın, satın al, deneyin, kaçırmayın, yorum yapın, bize yazın
medium: bültenimize, bülten, e bülten, whatsapp kanalı, telegram kanalı, kanalımıza, uygulamamızı, uygulama, bildirimler, abonelik, kupon, bilet, bahis, sosyal medya
contact: iletişim, bize ulaşın, ulaşabilirsiniz
plea: bültenimize abone, abone olmak için, bizi takip edin, kanalımıza katılın, tıklayarak abone
staff: haberine katkıda bulundu
live: canlı, dakika dakika, son dakika, anlık
share: paylaş, paylaşın, yazdır, kaydet, yorum, yorumlar, yorum yap, bağlantıyı kopyala, kopyalandı, dinle, haberi dinle, kapat, daha fazla göster, giriş yap, dakika okuma, dk okuma, okuma süresi, yukarı, beğen
legal: çerezler, kişisel veriler, kvkk, tarayıcınız, onay
formula: tüm hakları saklıdır, her hakkı saklıdır, kullanım koşulları, gizlilik politikası, çerez politikası, izinsiz kopyalanamaz, kaynak gösterilmeden
credit: fotoğraf, arşiv, kaynak, temsili fotoğraf
photo: fotoğraf, foto, görsel
writer: muhabir, muhabiri, gazeteci, yazar, yazarı, editör, editörü, köşe yazarı
by: haber, yazan, yazar, hazırlayan, kaynak, muhabir, haber merkezi, derleyen
addressed: siz, sizin, size, biz, bizim, bize, burada, buraya
label: özet, kısaca
`,
}

var cueNames = map[string]cue{"clock": cueClock, "note": cueNote, "teaser": cueTeaser, "appeal": cueAppeal, "medium": cueMedium, "contact": cueContact,
	"share": cueShare, "legal": cueLegal, "formula": cueFormula, "credit": cueCredit, "photo": cuePhoto, "writer": cueWriter, "by": cueBy, "addressed": cueAddressed,
	"label": cueLabel, "agency": cueAgency,
	"plea": cuePlea, "staff": cueStaff, "live": cueLive}

// lexicon finds the phrases of one language.
type lexicon struct {
	phrases map[string][]phrase // by first stem, the longest first
	begins  []uint64            // the codes of these stems, as bits
	clock   map[string]clockWord
}

// phrase is one or more words, of which the stems count; of a single word also what it
// begins with, since "reported" has the stem of "reporter".
type phrase struct {
	rest []string // the stems after the first
	word string   // a single one, folded
	cue  cue
}

// lexicons holds those in use: one for each language that an article had.
var lexicons sync.Map

// lexiconOf returns the lexicon of a language: its own phrases and, since pages say
// "Share" everywhere, those of English; of a language without phrases, English alone.
func lexiconOf(language string) *lexicon {
	base, _, _ := strings.Cut(strings.ToLower(language), "-")
	if phrases[base] == "" {
		base = "en"
	}
	if l, ok := lexicons.Load(base); ok {
		return l.(*lexicon)
	}
	l := &lexicon{phrases: map[string][]phrase{}, clock: clockWords(base)}
	l.add(base, always)
	l.add(base, phrases["en"])
	if base != "en" {
		l.add(base, phrases[base])
	}
	stored, _ := lexicons.LoadOrStore(base, l)
	return stored.(*lexicon)
}

// add takes phrases in, with the stems that an article of that language has.
func (l *lexicon) add(language, table string) {
	var c cue
	for field := range strings.SplitSeq(strings.ReplaceAll(table, "\n\t", " "), "\n") {
		name, list, ok := strings.Cut(field, ":")
		if !ok {
			continue
		}
		c = cueNames[name]
		for words := range strings.SplitSeq(list, ",") {
			words = strings.TrimSpace(words)
			var stems []string
			for _, t := range text.AppendTerms(nil, words, language) {
				stems = append(stems, t.Stem)
			}
			switch len(stems) {
			case 0:
			case 1:
				l.insert(stems, text.Fold(words), c)
			default:
				l.insert(stems, "", c)
			}
		}
	}
}

func (l *lexicon) insert(stems []string, word string, c cue) {
	if code := text.Code(stems[0]); code != 0 {
		l.begins = append(l.begins, make([]uint64, max(0, int(code/64)+1-len(l.begins)))...)
		l.begins[code/64] |= 1 << (code % 64)
	}
	list := l.phrases[stems[0]]
	for i := range list {
		if list[i].word == word && slices.Equal(list[i].rest, stems[1:]) {
			list[i].cue |= c
			return
		}
	}
	at := len(list)
	for at > 0 && len(list[at-1].rest) < len(stems)-1 {
		at--
	}
	l.phrases[stems[0]] = slices.Insert(list, at, phrase{stems[1:], word, c})
}

// starting returns the phrases that begin with a term. Most terms begin none, which is told by
// the code of the stem without looking in the map.
func (l *lexicon) starting(t *text.Term) []phrase {
	if code := t.Code(); code != 0 && (int(code/64) >= len(l.begins) || l.begins[code/64]>>(code%64)&1 == 0) {
		return nil
	}
	return l.phrases[t.Stem]
}

// at returns the cues of all phrases that begin at terms[i]. s is the text of the terms.
func (l *lexicon) at(s string, terms []text.Term, i int) cue {
	var found cue
	for _, p := range l.starting(&terms[i]) {
		if p.matches(s, terms[i:]) {
			found |= p.cue
		}
	}
	return found
}

// matches reports whether terms, of which the first has the phrase's first stem, begin
// with the phrase.
func (p phrase) matches(s string, terms []text.Term) bool {
	if len(p.rest) >= len(terms) {
		return false
	}
	if p.word != "" && !strings.HasPrefix(text.Fold(s[terms[0].Start:terms[0].End]), p.word) {
		return false
	}
	for i, stem := range p.rest {
		if terms[i+1].Stem != stem {
			return false
		}
	}
	return true
}

// length returns how many terms from i on the longest phrase with that cue has, 0 for none.
func (l *lexicon) length(s string, terms []text.Term, i int, c cue) int {
	for _, p := range l.starting(&terms[i]) {
		if p.cue&c != 0 && p.matches(s, terms[i:]) {
			return 1 + len(p.rest)
		}
	}
	return 0
}
