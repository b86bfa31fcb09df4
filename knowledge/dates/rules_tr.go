package dates

var turkishGrammar = grammar{
	language:    "tr",
	abbreviated: 5,
	words: []wordsOf{
		{unit, second, "saniye", 0}, {unit, minute, "dakika", 0}, {unit, hour, "saat saatlik", 0}, {unit, day, "gün günlük gündür günü", 0}, {unit, week, "hafta haftalık haftadır haftaki", 0},
		{unit, months, "ay aylık aydır ayki", 0}, {unit, quarter, "çeyrek", 0}, {unit, year, "yıl yıllık yıldır yılki sene", 0}, {unit, century, "yüzyıl", 0},
		{cardinal, 1, "bir", 0}, {cardinal, 2, "iki", 0}, {cardinal, 3, "üç", 0}, {cardinal, 4, "dört", 0}, {cardinal, 5, "beş", 0}, {cardinal, 6, "altı", 0}, {cardinal, 7, "yedi", 0},
		{cardinal, 8, "sekiz", 0}, {cardinal, 9, "dokuz", 0}, {cardinal, 10, "on", 0}, {cardinal, 11, "onbir", 0}, {cardinal, 12, "oniki", 0},
		{ordinal, 1, "birinci ilk", 0}, {ordinal, 2, "ikinci", 0}, {ordinal, 3, "üçüncü", 0}, {ordinal, 4, "dördüncü", 0},
		{today, -1, "dün", 0}, {today, 0, "bugün", 0}, {today, 1, "yarın", 0},
		{partOfDay, morning, "sabah sabahı", 0}, {partOfDay, evening, "akşam akşamı", 0}, {partOfDay, nighttime, "gece gecesi", 0}, {partOfDay, afternoon, "öğleden", 0},
		{season, 0, "ilkbahar bahar ilkbaharda", 0}, {season, 1, "yaz yazında yazın", 0}, {season, 2, "sonbahar güz sonbaharda", 0}, {season, 3, "kış kışında kışın", 0},
		{shift, -1, "geçen geçtiğimiz", 0}, {shift, 0, "bu", 0}, {shift, 1, "gelecek önümüzdeki", 0},
		{refer, 0, "geçenlerde", 0}, {refer, 1, "halen şimdi", 0}, {refer, 2, "yakında", 0},
		{later, 1, "sonra", 0}, {later, -1, "önce", 0},
		{approx, 0, "yaklaşık neredeyse", 0}, {vague, 0, "birkaç", 0},
		{bound, 0, "", 0}, {saying, 0, "dedi yazdı söyledi açıkladı", 0},
		{counted, 0, "kişi lira dolar milyon metre kilometre yüzde euro oy ölü", 0}, {noYear, 0, "yaklaşık", 0}, {yearLead, 0, "yıl", 0}, {monthLead, 0, "ve", 0}, {dating, 0, "bu", 0},
	},
	tenses: tenses{
		ahead:        "planlanıyor bekleniyor planlanan",
		none:         "şimdi kendi yedi adı hadi",
		aheadEndings: "acak ecek acaktır ecektir acaklar ecekler acağı eceği",
		pastEndings:  "dı di du dü tı ti tu tü dılar diler dular düler tılar tiler mıştı mişti",
	},
	phrases: map[string][]string{
		"MD": {"DAY MONTH"},
		"YR": {"YEAR"},
		"TO": {"ve|DASH|ile"},
	},
	holidays: []holiday{
		{month: 10, day: 29, names: "cumhuriyet bayramı"}, {month: 4, day: 23, names: "ulusal egemenlik ve çocuk bayramı"}, {month: 8, day: 30, names: "zafer bayramı"},
		{month: 5, day: 19, names: "gençlik ve spor bayramı"}, {month: 12, day: 31, names: "yılbaşı gecesi"}, {month: 1, day: 1, names: "yılbaşı"},
	},
	rules: [tableCount][]rule{expressions: turkishExpressions, dateTable: turkishDates, clockTable: turkishClocks, lengthTable: turkishLengths},
}

var turkishDates = []rule{
	{"MD YR", dated, "Köprü [3 Mayıs 2019]’da kapandı.", "2019-05-03"},
	{"MD YR WEEKDAY", dated, "Köprü [3 Mayıs 2019 Cuma] günü kapandı.", "2019-05-03"},
	{"DAY >TO MD YR", dated, "Şenlik [3]-5 Mayıs 2019’da yapıldı.", "2019-05-03"},
	{"DAY >TO MD", nearestDay, "Şenlik [3]-5 Eylül’de yapıldı.", "2020-09-03"},
	{"MD", nearestDay, "[5 Ağustos]’ta istifa etti.", "2020-08-05"},
	{"MD WEEKDAY", nearestDay, "[5 Ağustos Çarşamba] günü istifa etti.", "2020-08-05"},
	{"CALENDAR", dated, "[10.11.2019] tarihinde istifa etti.", "2019-11-10"},
	{"WEEKDAY", nearestWeekday, "Başkan [Pazartesi] günü istifa etti.", "2020-11-16"},
	{"SHIFT WEEKDAY", steppedWeekday, "[Gelecek Salı] buluşacaklar.", "2020-11-24"},
	{"TODAY", aroundToday, "Hisseler [dün] düştü.", "2020-11-17"},
	{"HOLIDAY", onHoliday, "[Cumhuriyet Bayramı] kutlandı.", "2020-10-29"},
	{"MONTH YR", dated, "Fiyatlar [Eylül 2008]’de arttı.", "2008-09"},
	{"YEAR yılı|yılının MONTH", dated, "Fiyatlar [2008 yılı Eylül] ayında arttı.", "2008-09"},
	{"MONTH >TO MONTH YR", dated, "[Mayıs] ve Haziran 2019’da düştü.", "2019-05"},
	{"MONTH", nearestMonth, "Fabrika [Ağustos]’ta kapandı.", "2020-08"},
	{"SHIFT MONTH", steppedMonth, "Fabrika [geçen Mart] kapandı.", "2020-03"},
	{"SEASON YEAR", seasonOfYear, "[Sonbahar 2018] soğuktu.", "2018-FA"},
	{"YEAR SEASON", seasonOfYear, "[2018 yazında] taşındı.", "2018-SU"},
	{"SHIFT SEASON", steppedSeason, "[Geçen yaz] taşındı.", "2020-SU"},
	{"LONEYEAR", dated, "Köprü [1932]’de yapıldı.", "1932"},
	{"YEAR DASH YY", overNewYear, "[2019-20] sezonu erken bitti.", "2019"},
	{"SHIFT UNIT", steppedUnit, "[Geçen hafta] daha kötüydü.", "2020-W46"},
	{"hafta sonu", weekendBy, "[Hafta sonu] yandı.", "2020-W46-WE"},
	{"SHIFT hafta sonu", steppedWeekend, "[Geçen hafta sonu] yandı.", "2020-W46-WE"},
	{"SHIFT PART", partBy, "[Bu sabah] konuştu.", "2020-11-18TMO"},
}

var turkishExpressions = []rule{
	{"APPROX? LENGTH LATER", agoOrLater, "[Beş yıl önce] emekli oldu.", "2015"},
	{"APPROX? LENGTH", loneLength, "[İki hafta] sürdü.", "P2W"},
	{"her UNIT", every(hour), "[Her gün] çalışırlar.", "P1D"},
	{"her WEEKDAY", everyWeekday, "[Her Pazartesi] çalışırlar.", "XXXX-WXX-1"},
	{"REFER", pointingBy, "[Şimdi] hasta.", "PRESENT_REF"},
	{"CLOCK", loneClock, "Saat [14.30]’da başladı.", "2020-11-18T14:30"},
	{"DATE günü? saat CLOCK", dateThenClock, "[Pazartesi günü saat 14.30]’da başladı.", "2020-11-16T14:30"},
	{"DATE PART", partOfDate, "[Dün akşam] yandı.", "2020-11-17TEV"},
	{"DATE", inner, "[1945]’te bitti.", "1945"},
}

var turkishClocks = []rule{
	{"<saat HM", withMinutes, "Saat [14.30]’da başladı.", "2020-11-18T14:30"},
}

var turkishLengths = []rule{
	{"NUM UNIT", counts(false), "[Üç ay] sürdü.", "P3M"},
}
