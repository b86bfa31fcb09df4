package intent

import "strings"

// outlet reports whether a name is that of a newspaper, a broadcaster or an agency,
// stored or not: "latest from cnn" asks for an outlet, "latest from gaza" does not.
func outlet(name string, stored func() []string) bool {
	name = strings.ToLower(strings.Trim(name, `.,?!"' `))
	bare := article.ReplaceAllString(name, "")
	if outlets[name] || outlets[bare] {
		return true
	}
	if stored == nil {
		return false
	}
	for _, s := range stored() {
		if s = strings.ToLower(s); s == name || article.ReplaceAllString(s, "") == bare {
			return true
		}
	}
	return false
}

// outlets are the outlets of the eight languages that people name most.
var outlets = func() map[string]bool {
	set := map[string]bool{}
	for _, name := range phrases(`cnn|bbc|bbc news|fox|fox news|msnbc|nbc|nbc news|abc|abc news|cbs|cbs news|npr|pbs|sky news|sky|itv|itv news|channel 4|al jazeera|aljazeera|reuters|ap|associated press|afp|bloomberg|upi|axios|politico|vox|buzzfeed|huffpost|huffington post|slate|salon|the hill|hill
	|new york times|ny times|nyt|nytimes|washington post|wapo|wall street journal|wsj|usa today|usatoday|la times|los angeles times|chicago tribune|boston globe|new york post|ny post|newsweek|time|time magazine|atlantic|new yorker|economist|financial times|ft|guardian|times|times of london|telegraph|daily telegraph|independent|daily mail|mail online|mirror|daily mirror|sun|express|metro|evening standard|scotsman|irish times|irish independent|rte|globe and mail|toronto star|cbc|national post|sydney morning herald|age|australian|abc australia|nz herald|times of india|hindu|hindustan times|indian express|ndtv|dawn|straits times|south china morning post|scmp|japan times|nhk|yonhap|korea herald|xinhua|global times|haaretz|jerusalem post|times of israel|arab news|kyiv independent|kyiv post|moscow times|cnbc|forbes|fortune|business insider|insider|marketwatch|yahoo|yahoo news|google news|techcrunch|wired|verge|ars technica|engadget|espn|rolling stone|variety|hollywood reporter|tmz|people|people magazine|national geographic|nature|science|scientific american|new scientist|daily beast|breitbart|propublica|intercept|euronews|france 24|deutsche welle|dw|voice of america|voa|radio free europe
	|spiegel|zeit|welt|bild|faz|frankfurter allgemeine|frankfurter allgemeine zeitung|süddeutsche|süddeutsche zeitung|sueddeutsche|sz|taz|tagesschau|tagesspiegel|handelsblatt|focus|stern|ard|zdf|n-tv|ntv|nzz|neue zürcher zeitung|standard|presse|kurier|heise|t-online|orf|srf
	|monde|figaro|libération|liberation|parisien|croix|humanité|équipe|equipe|ouest-france|ouest france|bfm|bfmtv|franceinfo|france info|france inter|rfi|mediapart|point|express|obs|monde diplomatique|soir|tf1
	|país|pais|el país|el pais|mundo|el mundo|vanguardia|abc|marca|as|confidencial|diario|eldiario|rtve|efe|nación|clarín|clarin|universal|jornada|reforma|tiempo|comercio|infobae|univision|telemundo|cadena ser|ser|razón
	|corriere|corriere della sera|repubblica|stampa|sole 24 ore|gazzetta|gazzetta dello sport|ansa|messaggero|fatto quotidiano|giornale|rai|rai news|fanpage|post|avvenire
	|folha|folha de s.paulo|globo|estadão|estadao|g1|público|publico|expresso|diário de notícias|diario de noticias|jornal de notícias|correio da manhã|correio|veja|uol|observador|lusa|rtp
	|тасс|риа|риа новости|интерфакс|коммерсант|ведомости|рбк|медуза|новая газета|известия|lenta|лента|газета|эхо|дождь|би-би-си|rt|первый канал|комсомольская правда|аргументы и факты|meduza|tass|kommersant
	|hürriyet|hurriyet|sabah|milliyet|cumhuriyet|sözcü|sozcu|habertürk|haberturk|anadolu|anadolu ajansı|trt|ntv|birgün|yeni şafak|evrensel|t24|bianet`) {
		set[name] = true
	}
	return set
}()
