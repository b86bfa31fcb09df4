package dates

import "time"

// zones are the offsets from UTC, in hours, of the zone names that news prints.
// RFC 5322, section 4.3, defines the American ones; MEZ, MESZ, МСК and TSI are
// the names of central European, Moscow and Turkish time in those languages.
var zones = map[string]float64{
	"Z": 0, "GMT": 0, "UTC": 0, "UT": 0, "WET": 0, "WEST": 1, "BST": 1, "IST": 5.5, "CET": 1, "CEST": 2, "MEZ": 1, "MESZ": 2, "EET": 2, "EEST": 3,
	"MSK": 3, "МСК": 3, "TRT": 3, "TSI": 3, "EST": -5, "EDT": -4, "ET": -5, "CST": -6, "CDT": -5, "CT": -6, "MST": -7, "MDT": -6, "MT": -7, "PST": -8, "PDT": -7,
	"PT": -8, "AKST": -9, "AKDT": -8, "HST": -10, "BRT": -3, "ART": -3, "JST": 9, "KST": 9, "HKT": 8, "SGT": 8, "AEST": 10, "AEDT": 11, "NZST": 12,
	"NZDT": 13,
}

func namedZone(name string) (*time.Location, bool) {
	hours, ok := zones[name]
	switch {
	case !ok:
		return nil, false
	case hours == 0:
		return time.UTC, true
	}
	return time.FixedZone(name, int(hours*3600)), true
}

func offsetZone(sign rune, hours, minutes int) (*time.Location, bool) {
	seconds := hours*3600 + minutes*60
	switch {
	case hours > 14 || minutes > 59:
		return nil, false
	case seconds == 0:
		return time.UTC, true
	case sign != '+':
		seconds = -seconds
	}
	return time.FixedZone("", seconds), true
}
