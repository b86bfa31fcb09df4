package summary

import (
	"strings"
	"sync"

	"quoth/knowledge/text"
)

// guideWords are words of one language, folded, by which the titles of guides are told.
type guideWords struct {
	openings []string // with which a title begins that asks or explains
	phrases  []string // that stand anywhere in one
	items    words    // what a list is of, behind its number: five things
	labels   words    // that stand alone before or behind a mark: Analysis: …
}

// guideWordsOf are these words by language.
var guideWordsOf = sync.OnceValue(func() map[string]*guideWords {
	all := map[string]*guideWords{}
	for language, w := range map[string][4]string{ // openings, phrases, items, labels
		"en": {
			"how,why,what,when,who,where,which,whose,is,are,does,do,did,can,could,should,would,meet,see,watch,here's,here,inside,remembering,photos,pictures,in photos,in pictures",
			"what to know,what we know,what you need to know,need to know,things to know,what it means,what they mean,how to,where to watch,what to expect,pros and cons,a timeline of,in pictures,step by step,explained,explainer,takeaways",
			"things ways takeaways facts reasons tips moments questions photos best lessons times books movies films shows ideas places mistakes myths charts", "analysis,explainer,fact check,review,preview,photos,video,quiz,timeline,guide,podcast,photo gallery,in pictures,what to know,obituary,profile,interview,transcript",
		},
		"de": {
			"wie,warum,was,wann,wer,wo,wieso,weshalb,welche,welcher,welches,fotos,bilder,in bildern",
			"was wir wissen,was man wissen muss,was bekannt ist,fragen und antworten,im überblick,im portrait,in bildern,erklärt",
			"dinge fakten gründe tipps fragen bilder lehren momente wege fehler orte", "analyse,kommentar,faktencheck,hintergrund,porträt,rezension,vorschau,video,fotos,bilder,quiz,chronik,überblick,ratgeber,podcast,interview,nachruf",
		},
		"fr": {
			"comment,pourquoi,que,quoi,qui,quand,où,quel,quelle,quels,quelles,combien,ce que,ce qu'il,ce qu'on,voici,faut-il,photos,en images,en photos",
			"ce que l'on sait,ce qu'il faut savoir,ce que nous savons,questions réponses,en images,mode d'emploi,tout savoir",
			"choses faits raisons conseils moments questions photos leçons idées lieux erreurs", "analyse,décryptage,vrai ou faux,portrait,critique,vidéo,photos,quiz,chronologie,guide,podcast,entretien,nécrologie,récap,explications,infographie",
		},
		"es": {
			"cómo,por qué,qué,quién,quiénes,cuándo,dónde,cuál,cuáles,cuánto,cuántos,así,conoce,lo que,fotos,imágenes,en imágenes,en fotos",
			"lo que sabemos,lo que se sabe,lo que hay que saber,qué se sabe,todo lo que,preguntas y respuestas,en imágenes,paso a paso,claves para",
			"cosas datos razones consejos momentos preguntas fotos claves lugares ideas errores formas", "análisis,verificación,perfil,reseña,crítica,vídeo,video,fotos,quiz,cronología,guía,podcast,entrevista,obituario,claves,explicación",
		},
		"it": {
			"come,perché,cosa,che cosa,chi,quando,dove,quale,quali,quanto,quanti,ecco,così,foto,le foto,in foto",
			"quello che sappiamo,cosa sappiamo,cosa sapere,tutto quello che,domande e risposte,in immagini",
			"cose fatti motivi consigli momenti domande foto lezioni luoghi idee errori modi", "analisi,commento,ritratto,recensione,video,foto,quiz,cronologia,guida,podcast,intervista,necrologio,scheda,spiegazione",
		},
		"pt": {
			"como,por que,porque,o que,quem,quando,onde,qual,quais,quanto,quantos,entenda,veja,saiba,conheça,confira,fotos,imagens,em fotos",
			"o que se sabe,o que sabemos,o que é preciso saber,tudo o que,perguntas e respostas,em imagens,passo a passo",
			"coisas fatos motivos dicas momentos perguntas fotos lições lugares ideias erros razões", "análise,perfil,resenha,crítica,vídeo,fotos,quiz,cronologia,guia,podcast,entrevista,obituário,explicação",
		},
		"ru": {
			"как,почему,что,кто,когда,где,какой,какая,какие,зачем,сколько,чем,куда,фото,фотографии,в фотографиях",
			"что известно,что нужно знать,что надо знать,вопросы и ответы,в фотографиях,главное о",
			"вещей фактов причин советов вопросов фото способов ошибок мест идей", "анализ,мнение,обзор,интервью,фото,видео,инфографика,хронология,справка,подкаст,портрет,разбор",
		},
		"tr": {
			"nasıl,neden,niçin,niye,ne zaman,nerede,hangi,kaç,işte,fotoğraf,fotoğraflar,fotoğraflarla",
			"nedir,kimdir,ne oldu,neler biliniyor,bilmeniz gerekenler,bilinmesi gerekenler,neler oluyor,soru ve cevap,fotoğraflarla,nasıl yapılır",
			"şey gerçek neden ipucu soru fotoğraf yol hata yer öneri", "analiz,yorum,inceleme,portre,video,fotoğraf,galeri,kronoloji,rehber,podcast,röportaj,görüş",
		},
	} {
		phrases := func(list string) (folded []string) {
			for phrase := range strings.SplitSeq(list, ",") {
				folded = append(folded, foldedWords(phrase, language))
			}
			return folded
		}
		g := &guideWords{openings: phrases(w[0]), phrases: phrases(w[1]), labels: phrases(w[3])}
		for word := range strings.FieldsSeq(w[2]) {
			g.items = append(g.items, text.Fold(word))
		}
		all[language] = g
	}
	return all
})

// foldedWords are the words of a piece of a title, folded, with a space between two.
func foldedWords(s, language string) string {
	var folded []string
	for _, t := range text.AppendTerms(nil, s, language) {
		folded = append(folded, text.Fold(t.In(s)))
	}
	return strings.Join(folded, " ")
}
