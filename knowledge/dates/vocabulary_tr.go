package dates

// turkish has the nominative, locative and ablative of each month; endings
// behind an apostrophe are words of their own.
var turkish = vocabulary{
	language: "tr",
	months: [12]string{"ocak ocakta ocaktan", "şubat şubatta şubattan", "mart martta marttan", "nisan nisanda nisandan", "mayıs mayısta mayıstan",
		"haziran haziranda hazirandan", "temmuz temmuzda temmuzdan", "ağustos ağustosta ağustostan", "eylül eylülde eylülden", "ekim ekimde ekimden",
		"kasım kasımda kasımdan", "aralık aralıkta aralıktan"},
	shorter:  [12]string{"oca", "şub", "mar", "nis", "may", "haz", "tem", "ağu", "eyl", "eki", "kas", "ara"},
	weekdays: [7]string{"pazartesi", "salı", "çarşamba", "perşembe", "cuma", "cumartesi", "pazar"},
	days:     [7]string{"pzt pts", "sal", "çar çrş", "per prş", "cum", "cmt cts", "paz pzr"},
	year:     "yılı yılında",
	at:       "saat",
}
