package dates

var french = vocabulary{
	language: "fr",
	months:   [12]string{"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"},
	shorter:  [12]string{"janv jan", "févr fév", "mar", "avr", "", "jui", "juil", "aoû", "sept sep", "oct", "nov", "déc"},
	weekdays: [7]string{"lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"},
	days:     [7]string{"lun", "mar", "mer", "jeu", "ven", "sam", "dim"},
	the:      "le du",
	ordinal:  "er ère",
	at:       "à vers",
	hour:     "h heures",
}
