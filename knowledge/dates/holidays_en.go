package dates

// englishHolidays are the named days that English texts speak of, in the United States where a
// country does not matter. Days of the Islamic calendar are left out: they begin when the moon is
// seen.
var englishHolidays = []holiday{
	// Fixed.
	{month: 1, day: 1, names: "new year s day/new years day/new year s"}, {month: 12, day: 31, names: "new year s eve/new years eve"},
	{month: 1, day: 6, names: "epiphany/three kings day", needsOn: true}, {month: 1, day: 20, names: "inauguration day"}, {month: 1, day: 25, names: "burns night"},
	{month: 1, day: 27, names: "international holocaust remembrance day"},
	{month: 1, day: 27, names: "holocaust remembrance day", national: map[string]func(int) civil{"il": yomHaShoah}},
	{month: 2, day: 2, names: "groundhog day/candlemas"}, {month: 2, day: 14, names: "valentine s day/valentines day"}, {month: 3, day: 8, names: "international women s day"},
	{month: 3, day: 14, names: "pi day"}, {month: 3, day: 17, names: "st patrick s day/saint patrick s day"}, {month: 4, day: 1, names: "april fools day/april fool s day/april fools"},
	{month: 3, day: 1, names: "st david s day"}, {month: 4, day: 23, names: "st george s day"}, {month: 11, day: 30, names: "st andrew s day"},
	{month: 4, day: 7, names: "world health day"}, {month: 4, day: 15, names: "tax day"}, {month: 4, day: 22, names: "earth day"},
	{month: 4, day: 25, names: "anzac day"}, {month: 4, day: 27, names: "king s day"}, {month: 5, day: 1, names: "may day/international workers day/international labour day"},
	{month: 5, day: 3, names: "world press freedom day"}, {month: 5, day: 4, names: "star wars day"}, {month: 5, day: 5, names: "cinco de mayo"}, {month: 5, day: 8, names: "ve day/v e day/victory in europe day"},
	{month: 5, day: 9, names: "europe day/victory day"}, {month: 6, day: 5, names: "world environment day"}, {month: 6, day: 14, names: "flag day"},
	{month: 6, day: 19, names: "juneteenth", needsOn: true}, {month: 6, day: 20, names: "world refugee day"}, {month: 7, day: 1, names: "canada day"}, {month: 7, day: 14, names: "bastille day"},
	{month: 8, day: 15, names: "vj day/v j day/assumption day/feast of the assumption"}, {month: 8, day: 26, names: "women s equality day"}, {month: 9, day: 11, names: "patriot day"},
	{month: 9, day: 17, names: "constitution day", state: true, national: map[string]func(int) civil{"no": on(5, 17), "jp": on(5, 3), "pl": on(5, 3), "mx": nthOf(1, 1, 2, 0), "es": on(12, 6), "ua": on(6, 28),
		"dk": on(6, 5), "ru": on(12, 12)}},
	{month: 10, day: 31, names: "halloween", needsOn: true}, {month: 10, day: 31, names: "reformation day"}, {month: 11, day: 1, names: "all saints day"}, {month: 11, day: 2, names: "all souls day/day of the dead/dia de los muertos"},
	{month: 11, day: 5, names: "guy fawkes night/guy fawkes day/bonfire night"}, {month: 11, day: 11, names: "veterans day/veteran s day/armistice day/remembrance day/singles day"},
	{month: 12, day: 1, names: "world aids day"}, {month: 12, day: 7, names: "pearl harbor day/pearl harbor remembrance day"}, {month: 12, day: 8, names: "feast of the immaculate conception"},
	{month: 12, day: 10, names: "human rights day"}, {month: 12, day: 24, names: "christmas eve"}, {month: 12, day: 25, names: "christmas day/christmas", needsOn: true}, {month: 12, day: 26, names: "boxing day/kwanzaa", needsOn: true},
	{month: 1, day: 26, names: "australia day"}, {month: 2, day: 6, names: "waitangi day"},

	// Of a country.
	{month: 7, day: 4, names: "fourth of july/4th of july/july fourth"},
	{month: 7, day: 4, names: "independence day", state: true, national: independenceDays},
	{month: 7, day: 4, names: "national day", state: true, national: map[string]func(int) civil{"cn": on(10, 1), "tw": on(10, 10), "sg": on(8, 9), "sa": on(9, 23), "ae": on(12, 2), "qa": on(12, 18), "fr": on(7, 14),
		"be": on(7, 21), "ch": on(8, 1), "at": on(10, 26), "se": on(6, 6), "hu": on(8, 20), "es": on(10, 12), "ro": on(12, 1), "om": on(11, 18), "kw": on(2, 25), "bh": on(12, 16), "vn": on(9, 2)}},
	{month: 1, day: 26, names: "republic day", state: true, national: map[string]func(int) civil{"in": on(1, 26), "tr": on(10, 29), "it": on(6, 2), "kz": on(10, 25), "ke": on(12, 12), "az": on(5, 28)}},
	{month: 5, day: 5, names: "liberation day", state: true, national: map[string]func(int) civil{"nl": on(5, 5), "it": on(4, 25), "kr": on(8, 15), "kp": on(8, 15), "dk": on(5, 5)}},
	{in: nthOf(4, 4, 11, 0), names: "thanksgiving day/thanksgiving", needsOn: true, national: map[string]func(int) civil{"ca": nthOf(2, 1, 10, 0)}},
	{in: nthOf(1, 1, 9, 0), names: "labor day/labour day", national: map[string]func(int) civil{"cn": on(5, 1), "in": on(5, 1), "de": on(5, 1), "fr": on(5, 1), "nz": nthOf(4, 1, 10, 0), "mx": on(5, 1), "br": on(5, 1),
		"pk": on(5, 1), "ph": on(5, 1), "tr": on(5, 1), "ru": on(5, 1)}},
	{in: nthOf(2, 7, 5, 0), names: "mother s day/mothers day", national: map[string]func(int) civil{"gb": easter(-21), "mx": on(5, 10)}},
	{in: nthOf(3, 7, 6, 0), names: "father s day/fathers day", national: map[string]func(int) civil{"au": nthOf(1, 7, 9, 0), "nz": nthOf(1, 7, 9, 0), "de": easter(39), "it": on(3, 19), "es": on(3, 19)}},
	{in: nthOf(-1, 1, 5, 0), names: "memorial day", national: map[string]func(int) civil{"il": func(year int) civil { return yomHaAtzmaut(year).addDays(-1) }, "kr": on(6, 6)}},

	// By weekday.
	{in: nthOf(4, 4, 11, 1), names: "black friday"}, {in: nthOf(4, 4, 11, 2), names: "small business saturday"}, {in: nthOf(4, 4, 11, 4), names: "cyber monday"}, {in: nthOf(4, 4, 11, 5), names: "giving tuesday"},
	{in: nthOf(3, 1, 2, 0), names: "presidents day/president s day/washington s birthday"}, {in: nthOf(3, 1, 1, 0), names: "martin luther king jr day/martin luther king day/mlk day/mlk jr day"},
	{in: nthOf(3, 1, 4, 0), names: "patriots day/patriot s day"}, {in: nthOf(-1, 5, 4, 0), names: "arbor day"}, {in: nthOf(2, 1, 10, 0), names: "columbus day/indigenous peoples day/indigenous people s day"},
	{in: nthOf(1, 1, 9, 6), names: "grandparents day"}, {in: electionDay, names: "election day"}, {in: nthOf(2, 7, 11, 0), names: "remembrance sunday"}, {in: nthOf(2, 7, 2, 0), names: "super bowl sunday"},

	// By the moon.
	{in: easter(0), names: "easter sunday/easter day/easter", needsOn: true}, {in: easter(-2), names: "good friday"}, {in: easter(1), names: "easter monday"}, {in: easter(-1), names: "holy saturday/easter saturday"},
	{in: easter(-3), names: "maundy thursday/holy thursday"}, {in: easter(-7), names: "palm sunday"}, {in: easter(-46), names: "ash wednesday"}, {in: easter(-47), names: "shrove tuesday/mardi gras/fat tuesday"},
	{in: easter(39), names: "ascension day"}, {in: easter(49), names: "pentecost/whit sunday", needsOn: true}, {in: easter(50), names: "whit monday"},
	{in: orthodox(0), names: "orthodox easter"}, {in: orthodox(-2), names: "orthodox good friday"}, {month: 1, day: 7, names: "orthodox christmas"},
	{in: hebrew(0), names: "rosh hashanah/rosh hashana"}, {in: hebrew(9), names: "yom kippur/day of atonement"}, {in: hebrew(14), names: "sukkot", needsOn: true}, {in: hebrew(22), names: "simchat torah"},
	{in: hanukkah, names: "hanukkah/chanukah", needsOn: true}, {in: hebrew(passover - 30), names: "purim", needsOn: true}, {in: hebrew(passover), names: "passover", needsOn: true}, {in: hebrew(passover + 50), names: "shavuot", needsOn: true},
	{in: yomHaShoah, names: "yom hashoah"}, {in: yomHaAtzmaut, names: "yom haatzmaut/yom ha atzmaut"}, {in: func(year int) civil { return yomHaAtzmaut(year).addDays(-1) }, names: "yom hazikaron"},
	{in: moved(hebrew(passover+112), map[int]int{6: 1}), names: "tisha b av/tisha bav"},

	{fixed: civil{1987, 10, 19}, names: "black monday"},
}

// independenceDays are the days on which countries celebrate their independence.
var independenceDays = map[string]func(int) civil{
	"us": on(7, 4), "ua": on(8, 24), "in": on(8, 15), "pk": on(8, 14), "bd": on(3, 26), "lk": on(2, 4), "mm": on(1, 4), "id": on(8, 17), "my": on(8, 31), "ph": on(6, 12), "vn": on(9, 2), "kh": on(11, 9),
	"af": on(8, 19), "il": yomHaAtzmaut, "jo": on(5, 25), "lb": on(11, 22), "dz": on(7, 5), "tn": on(3, 20), "ma": on(11, 18), "ly": on(12, 24), "sd": on(1, 1), "ss": on(7, 9), "ke": on(12, 12), "ng": on(10, 1),
	"gh": on(3, 6), "ug": on(10, 9), "tz": on(12, 9), "rw": on(7, 1), "zm": on(10, 24), "zw": on(4, 18), "mw": on(7, 6), "mz": on(6, 25), "ao": on(11, 11), "na": on(3, 21), "bw": on(9, 30), "sn": on(4, 4), "ml": on(9, 22), "ci": on(8, 7),
	"mx": on(9, 16), "gt": on(9, 15), "hn": on(9, 15), "sv": on(9, 15), "ni": on(9, 15), "cr": on(9, 15), "pa": on(11, 28), "do": on(2, 27), "ht": on(1, 1), "jm": on(8, 6), "bs": on(7, 10), "bb": on(11, 30), "tt": on(8, 31),
	"co": on(7, 20), "ve": on(7, 5), "ec": on(8, 10), "pe": on(7, 28), "bo": on(8, 6), "cl": on(9, 18), "ar": on(7, 9), "uy": on(8, 25), "py": on(5, 15), "br": on(9, 7),
	"pl": on(11, 11), "fi": on(12, 6), "ee": on(2, 24), "lv": on(11, 18), "lt": on(2, 16), "by": on(7, 3), "md": on(8, 27), "ge": on(5, 26), "am": on(9, 21), "az": on(10, 18), "kz": on(12, 16), "uz": on(9, 1), "kg": on(8, 31), "tj": on(9, 9),
	"gr": on(3, 25), "al": on(11, 28), "mk": on(9, 8), "me": on(5, 21), "xk": on(2, 17), "bg": on(9, 22), "si": on(12, 26), "cy": on(10, 1), "mt": on(9, 21), "pg": on(9, 16), "fj": on(10, 10),
}

// englishCountries are the words for countries with a day of their own, and for others that a text may be
// about instead.
var englishCountries = map[string]string{
	"us": "america american americans usa", "gb": "britain british england english scotland scottish", "ua": "ukraine ukrainian ukrainians", "in": "india indian indians", "pk": "pakistan pakistani pakistanis",
	"bd": "bangladesh bangladeshi", "lk": "lanka lankan", "mm": "myanmar burma", "id": "indonesia indonesian", "my": "malaysia malaysian", "ph": "philippines philippine filipino filipinos", "vn": "vietnam vietnamese",
	"kh": "cambodia cambodian", "af": "afghanistan afghan", "il": "israel israeli israelis", "jo": "jordanian", "lb": "lebanon lebanese", "dz": "algeria algerian", "tn": "tunisia tunisian", "ma": "morocco moroccan", "ly": "libya libyan",
	"sd": "sudan sudanese", "ke": "kenya kenyan kenyans", "ng": "nigeria nigerian nigerians", "gh": "ghana ghanaian", "ug": "uganda ugandan", "tz": "tanzania tanzanian", "rw": "rwanda rwandan", "zm": "zambia zambian", "zw": "zimbabwe zimbabwean",
	"mw": "malawi", "mz": "mozambique", "ao": "angola angolan", "na": "namibia namibian", "bw": "botswana", "sn": "senegal senegalese", "ml": "mali malian", "ci": "ivorian", "mx": "mexico mexican mexicans", "gt": "guatemala guatemalan",
	"hn": "honduras honduran", "sv": "salvador salvadoran", "ni": "nicaragua nicaraguan", "cr": "rica rican", "pa": "panama panamanian", "do": "dominican", "ht": "haiti haitian haitians", "jm": "jamaica jamaican", "bs": "bahamas bahamian",
	"bb": "barbados barbadian", "tt": "trinidad", "co": "colombia colombian colombians", "ve": "venezuela venezuelan venezuelans", "ec": "ecuador ecuadorian", "pe": "peru peruvian", "bo": "bolivia bolivian", "cl": "chile chilean", "ar": "argentina argentine argentinian",
	"uy": "uruguay uruguayan", "py": "paraguay paraguayan", "br": "brazil brazilian brazilians", "pl": "poland polish", "fi": "finland finnish", "ee": "estonia estonian", "lv": "latvia latvian", "lt": "lithuania lithuanian", "by": "belarus belarusian",
	"md": "moldova moldovan", "am": "armenia armenian", "az": "azerbaijan azerbaijani", "kz": "kazakhstan kazakh", "uz": "uzbekistan uzbek", "kg": "kyrgyzstan kyrgyz", "tj": "tajikistan tajik", "gr": "greece greek greeks", "al": "albania albanian",
	"mk": "macedonia macedonian", "me": "montenegro montenegrin", "xk": "kosovo kosovar", "bg": "bulgaria bulgarian", "si": "slovenia slovenian", "cy": "cyprus cypriot", "mt": "malta maltese", "fj": "fiji fijian", "cn": "china chinese", "tw": "taiwan taiwanese",
	"sg": "singapore", "sa": "saudi", "ae": "emirates emirati", "qa": "qatar qatari", "fr": "france french", "be": "belgium belgian", "ch": "switzerland swiss", "at": "austria austrian", "se": "sweden swedish", "hu": "hungary hungarian", "es": "spain spanish",
	"ro": "romania romanian", "tr": "turkey turkish", "it": "italy italian", "nl": "netherlands dutch", "kr": "korea korean koreans", "dk": "denmark danish", "ca": "canada canadian canadians", "nz": "zealand zealanders", "de": "germany german germans",
	"ru": "russia russian russians", "au": "australia australian australians", "no": "norway norwegian", "jp": "japan japanese",
}
