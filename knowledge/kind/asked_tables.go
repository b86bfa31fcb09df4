package kind

// auxiliaries are the verbs with which a question goes on behind its question word, or
// begins when it asks for yes or no.
var auxiliaries = set(`is are was were be been am do does did has have had can could will would shall should may might must
	isnt arent wasnt werent dont doesnt didnt hasnt havent hadnt cant couldnt wont wouldnt shouldnt gonna gotta s d`)

// asks leads the forms in which people write question words to the word and, where
// one hangs on, its verb.
var asks = list(map[string][]string{
	"who": {"who"}, "whom": {"who"}, "whose": {"whose"}, "whos": {"who", "is"}, "whod": {"who", "did"}, "wholl": {"who", "will"},
	"what": {"what"}, "wat": {"what"}, "whats": {"what", "is"}, "whatd": {"what", "did"}, "whatll": {"what", "will"}, "whatre": {"what", "are"},
	"which": {"which"}, "wich": {"which"}, "when": {"when"}, "whens": {"when", "is"}, "whend": {"when", "did"}, "whenll": {"when", "will"},
	"where": {"where"}, "wheres": {"where", "is"}, "whered": {"where", "did"}, "why": {"why"}, "whys": {"why", "is"}, "whyd": {"why", "did"},
	"how": {"how"}, "hows": {"how", "is"}, "howd": {"how", "did"},
})

// asked is what a noun asks for when a question is after it: "what's the price",
// "which year", "death toll helene".
var asked = list(map[string]Kind{
	"year day date month weekday time hour deadline birthday anniversary era decade century season":                                                           Date,
	"duration length_of_time sentence_length":                                                                                                                 Duration,
	"price cost fee salary pay fine budget worth wage income revenue revenues profit profits loss losses fortune debt damages bail payout jackpot settlement": Money,
	"percentage percent share proportion rate odds chance probability turnout margin approval":                                                                Percentage,
	"toll number count total population headcount attendance casualties deaths":                                                                               Count,
	"age": Age, "score result scoreline": Score, "rank ranking position": Ordinal,
	"height length distance speed temperature weight depth width size magnitude altitude": Measure,
	"reason cause motive motivation purpose excuse explanation":                           Reason,
	"way method manner":  Manner,
	"meaning definition": Definition,
	"winner champion loser author founder inventor owner boss successor predecessor leader killer suspect victim star guy lady dude celebrity celeb": Person,
	"bank airline network chain brand startup retailer firm agency":                                                                                  Organisation,
	"show series album paper magazine podcast sitcom drama hit single":                                                                               Work,
	"nationality birthplace location whereabouts venue destination place spot site":                                                                  Place,
})

// timeUnits are nouns of which so many are a duration.
var timeUnits = set("year years yrs month months week weeks day days hour hours hrs minute minutes mins second seconds decade decades century centuries time season seasons night nights")

// measures are the adjectives of measure and the stems of the units they are given in.
var measures = map[string][]string{
	"tall": units("length"), "high": units("length", "degree"), "long": units("length"), "far": units("length"), "deep": units("length"), "wide": units("length"),
	"big": units("length", "area", "weight", "magnitude"), "large": units("length", "area", "weight"), "small": units("length", "area", "weight"), "thick": units("length"),
	"heavy": units("weight"), "fast": units("speed"), "quick": units("speed"), "quickly": units("speed"), "hot": units("degree"), "cold": units("degree"), "warm": units("degree"),
	"strong": units("magnitude", "speed"), "powerful": units("magnitude", "weight"), "bad": units("magnitude"), "close": units("length"), "near": units("length"),
	"height": units("length"), "length": units("length"), "distance": units("length"), "speed": units("speed"), "temperature": units("degree"), "weight": units("weight"),
	"depth": units("length"), "width": units("length"), "size": units("length", "area", "weight"), "magnitude": units("magnitude"), "altitude": units("length"),
}

var unitsOf = map[string]string{
	"length":    "meter metre kilometer kilometre mile foot feet inch yard centimeter centimetre millimeter km cm mm ft m light-year story storey",
	"area":      "acre hectare square sq",
	"weight":    "ton tonne pound lb kilogram kg gram g ounce oz kilo kiloton megaton milligram",
	"speed":     "mph kph knot kmh mach",
	"degree":    "degree celsius fahrenheit c f °",
	"magnitude": "magnitude category scale",
}

// units are the stems of the units of some quantities.
func units(of ...string) []string {
	var out []string
	for _, o := range of {
		for w := range set(unitsOf[o]) {
			out = append(out, stem(w))
		}
	}
	return out
}

// paying are verbs of which the object is a sum of money: what did it cost.
var paying = set("cost costs costing pay pays paid paying owe owes owed charge charges charged charging earn earns earned earning make makes spend spends spent spending fine fined raise raised donate donated fetch sue suing owed")

// saying are verbs with which somebody says something.
var saying = set(`say says said saying tell tells told telling tweet tweets tweeted post posted write wrote describe describes described claim
	claims claimed think thinks thought respond responded reply replied react reacted argue argued announce announced
	warn warned promise promised admit admitted call called predict predicted comment commented apologize apologise apologized sorry
	want wants defend defended explain explained expect expects`)

// speaking are those of them after which "who" asks for a speaker.
var speaking = set("said says told tells tweeted tweets posted wrote writes claimed claims described commented called criticized criticised praised warned complained reacted responded")

// verbs are forms of verbs that are nouns too, and stand more often as verbs behind the
// noun that a question asks for: "which company left".
var verbs = set(`won win wins got get gets left has have had put puts shook beat beats lost lose loses made make makes tied said
	says gave give gives took take takes came come comes went go goes ran run runs saw see sees hit hits held hold holds
	bought buy buys sold sell sells paid pay pays built build builds led leads cut cuts let lets set sets broke burned fell grew
	became become killed died plays lives wants needs looks tops`)

// calling are the verbs behind "called" and its like: "what is it called".
var calling = set("called named titled dubbed nicknamed name title nickname")

// causing are verbs behind "what" that ask for a cause.
var causing = set("caused causes cause triggered sparked started led prompted killed made happened")

// fillers are words before a question that are no part of it.
var fillers = set("and ok okay so hey hi hello but well um please pls also then now yo sorry thanks actually btw just")

// trailers are words behind a question that are no part of it.
var trailers = set("anyway exactly though please pls plz thanks thx again then btw lol actually even")

// nouns that stand between the question word and the noun that is meant: what kind of
// plane, the name of the movie.
var ofNouns = set("kind kinds type types sort sorts name names title nickname brand one ones two three four five")
